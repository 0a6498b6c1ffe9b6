//! Transcripts of any size from a seed: the sentences of a folder put together anew, with names from a dictionary.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use comention::input::{self, ReadOptions};
use comention::pipeline;
use comention::text::is_han;

use super::names::{Kind, Named};
use super::random::Random;

/// About as many bytes has a transcript of an hour.
const DOCUMENT: usize = 45_000;
/// Once in so many sentences a name is put in: some 2 % of the bytes.
const SENTENCES_A_NAME: usize = 7;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Language {
    En,
    Zh,
    Mixed,
}

/// What transcripts are put together from.
pub struct Sentences {
    english: Vec<String>,
    chinese: Vec<String>,
}

impl Sentences {
    /// The sentences of all transcripts of a folder.
    pub fn of(folder: &Path) -> Result<Self, Box<dyn Error>> {
        let mut all = Sentences { english: Vec::new(), chinese: Vec::new() };
        for path in pipeline::sources(&[folder.to_owned()])?.paths {
            let document = input::read(&path.to_string_lossy(), fs::read(&path)?, &ReadOptions::default())?;
            for turn in &document.turns {
                all.add(&document.folded.read(&document.source, turn.span));
            }
        }
        Ok(all)
    }

    fn add(&mut self, turn: &str) {
        for sentence in turn.split_inclusive(['.', '?', '!', '。', '？', '！', '\n']).map(str::trim) {
            let (chars, han) = (sentence.chars().count(), sentence.chars().filter(|&c| is_han(c)).count());
            if han * 2 > chars && chars > 5 {
                self.chinese.push(sentence.to_owned());
            } else if han == 0 && sentence.contains(' ') {
                self.english.push(sentence.to_owned());
            }
        }
    }

    /// Writes transcripts into a directory until there are enough bytes; fewer are the first of more.
    pub fn write(
        &self,
        language: Language,
        names: &[Named],
        into: &Path,
        enough: u64,
        seed: u64,
    ) -> Result<(Vec<PathBuf>, u64), Box<dyn Error>> {
        if (language != Language::Zh && self.english.is_empty()) || (language != Language::En && self.chinese.is_empty()) {
            return Err(format!("the folder has no sentences to make {language:?} of").into());
        }
        fs::create_dir_all(into)?;
        let (mut paths, mut bytes) = (Vec::new(), 0);
        while bytes < enough {
            let path = into.join(format!("{:06}.md", paths.len()));
            let mut document = Writer::new(self, language, names, seed ^ ((paths.len() as u64) << 20));
            let text = document.text(DOCUMENT.min((enough - bytes) as usize));
            fs::write(&path, &text)?;
            bytes += text.len() as u64;
            paths.push(path);
        }
        Ok((paths, bytes))
    }
}

/// Writes one transcript.
struct Writer<'a> {
    sentences: &'a Sentences,
    language: Language,
    names: &'a [Named],
    /// What this conversation is about.
    topics: Vec<usize>,
    random: Random,
}

impl<'a> Writer<'a> {
    fn new(sentences: &'a Sentences, language: Language, names: &'a [Named], seed: u64) -> Self {
        let mut random = Random::new(seed);
        let topics = (0..15).map(|_| random.skewed(names.len())).collect();
        Writer { sentences, language, names, topics, random }
    }

    fn text(&mut self, enough: usize) -> String {
        let (month, day) = (1 + self.random.below(12), 1 + self.random.below(28));
        let speakers = [self.speaker(), self.speaker()];
        let mut out = format!(
            "---\ntitle: A conversation with {}\ndate: '2026-{month:02}-{day:02}'\npeople: [{}, {}]\n---\n",
            speakers[1], speakers[0], speakers[1]
        );
        for turn in 0.. {
            if out.len() >= enough {
                break;
            }
            if turn % 16 == 0 {
                let _ = write!(out, "\n## Part {}\n", 1 + turn / 16);
            }
            let speaker = &speakers[turn % 2];
            let _ = write!(out, "\n**{speaker}**{}", if speaker.is_ascii() { ": " } else { "：" });
            for _ in 0..1 + self.random.skewed(12) {
                let sentence = self.sentence();
                out.push_str(&sentence);
                out.push_str(if is_chinese(&sentence) { "" } else { " " });
            }
            out.push('\n');
        }
        out
    }

    /// A person of the dictionary.
    fn speaker(&mut self) -> String {
        let first = self.random.skewed(self.names.len());
        let mut from_there = self.names[first..].iter().chain(&self.names[..first]);
        from_there.find(|named| named.kind == Kind::Person).map_or_else(|| "Ada Byte".to_owned(), |person| self.surface(person))
    }

    /// A name as the language has it, mostly.
    fn surface(&mut self, named: &Named) -> String {
        let latin = match self.language {
            Language::En => true,
            Language::Zh => self.random.once_in(5),
            Language::Mixed => self.random.once_in(2),
        };
        let fitting: Vec<&String> = named.aliases.iter().filter(|alias| alias.is_ascii() == latin).collect();
        if fitting.is_empty() { named.aliases[0].clone() } else { (*self.random.pick(&fitting)).clone() }
    }

    fn sentence(&mut self) -> String {
        let chinese = match self.language {
            Language::En => false,
            Language::Zh => true,
            Language::Mixed => self.random.once_in(2),
        };
        let from = if chinese { &self.sentences.chinese } else { &self.sentences.english };
        let mut sentence = self.random.pick(from).clone();
        if self.random.once_in(SENTENCES_A_NAME) {
            let topic = *self.random.pick(&self.topics);
            let number = if self.random.once_in(4) { self.random.skewed(self.names.len()) } else { topic };
            let name = self.surface(&self.names[number]);
            self.put_in(&mut sentence, &name);
        }
        sentence
    }

    /// Puts a name between two words, or in Chinese where a clause begins.
    fn put_in(&mut self, sentence: &mut String, name: &str) {
        let chinese = is_chinese(sentence);
        let border = |(at, c): (usize, char)| match c {
            ' ' if !chinese => Some(at),
            '，' | '、' | '：' => Some(at + c.len_utf8()),
            _ => None,
        };
        let borders: Vec<usize> = std::iter::once(0).chain(sentence.char_indices().filter_map(border)).collect();
        let at = *self.random.pick(&borders);
        let space = if chinese { "" } else { " " };
        let put = if at == 0 { format!("{name}{space}") } else { format!("{space}{name}") };
        sentence.insert_str(at, &put);
    }
}

fn is_chinese(sentence: &str) -> bool {
    sentence.chars().any(is_han)
}
