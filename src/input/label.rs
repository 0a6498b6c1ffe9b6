//! Speaker labels: what they look like, whom they name, and which of them are believed.

use rustc_hash::FxHashMap;

use super::clock::clock;
use super::roles::{has_title_after, is_headword, is_role, strip_role_prefix, strip_titles};
use crate::model::Speaker;
use crate::text::{Case, fold, is_all_han, is_capitalised, is_dotted_han, is_han, is_surname};

/// How far into a line a label may reach, in bytes.
const MAX_LABEL_BYTES: usize = 120;

/// How a label is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `**Name**: ` or `**Name:** `
    Bold,
    /// `Name: `
    Bare,
    /// `Name (00:12:07):`
    Timed,
    /// `Name  0:07`, alone on a line; the name may be missing.
    Alone,
    /// `>> `: somebody else speaks; the name may be missing.
    Chevron,
}

/// What may be a speaker label at the head of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Candidate<'s> {
    /// The name part as written; empty where the label only says that the speaker or the time changes.
    pub text: &'s str,
    /// Where in `text` or right behind it a gloss stands: （Maggie）.
    pub gloss: Option<&'s str>,
    /// How it is written.
    pub form: Form,
    /// The time it gives, in seconds.
    pub time: Option<f64>,
    /// Byte of the line at which the spoken text begins.
    pub rest: usize,
    /// Byte at which it would begin behind a time in brackets, were the name none.
    pub behind_time: Option<usize>,
}

/// Reads the label at the head of `line`, if there may be one.
pub(super) fn candidate(line: &str) -> Option<Candidate<'_>> {
    let start = line.len() - line.trim_start().len();
    let line_head = &line[start..];
    let found = match line_head.as_bytes() {
        [b'>', b'>', ..] => chevron(line_head),
        [b'*', b'*', ..] => timed(line_head).or_else(|| bold(line_head)).or_else(|| alone(line_head)),
        [b'(' | b'[', b'0'..=b'9', ..] | [b'\\', b'[', b'0'..=b'9', ..] => time_first(line_head),
        [b'0'..=b'9', ..] => clock_alone(line_head).or_else(|| clock_first(line_head)).or_else(|| bare(line_head)),
        _ => timed(line_head).or_else(|| bare(line_head)).or_else(|| alone(line_head)),
    }?;
    let rest = &line[start + found.rest..];
    let behind_time = found.behind_time.map(|at| start + at);
    Some(Candidate { rest: line.len() - rest.trim_start().len(), behind_time, ..found })
}

fn chevron(line: &str) -> Option<Candidate<'_>> {
    let rest = line.trim_start_matches('>');
    let after = line.len() - rest.trim_start().len();
    match bare(rest.trim_start()) {
        Some(named) => Some(Candidate { form: Form::Chevron, rest: after + named.rest, ..named }),
        None => Some(Candidate { text: "", gloss: None, form: Form::Chevron, time: None, rest: after, behind_time: None }),
    }
}

/// A dash at the head of a line of a subtitle, which says that somebody else speaks; the name may be missing.
pub(super) fn dashed(line: &str) -> Option<Candidate<'_>> {
    let rest = line.trim_start().strip_prefix(['-', '–', '—'])?.trim_start();
    let at = line.len() - rest.len();
    match bare(rest) {
        Some(named) => Some(Candidate { form: Form::Chevron, rest: at + named.rest, ..named }),
        None => {
            (!rest.is_empty()).then_some(Candidate { text: "", gloss: None, form: Form::Chevron, time: None, rest: at, behind_time: None })
        }
    }
}

fn bold(line: &str) -> Option<Candidate<'_>> {
    let inner = &line[2..];
    let close = inner.as_bytes().windows(2).take(MAX_LABEL_BYTES).position(|two| two == b"**")?;
    let (content, after) = (inner[..close].trim(), &inner[close + 2..]);
    if let Some(name) = content.strip_suffix([':', '：']) {
        return labelled(name, None, Form::Bold, line.len() - after.len());
    }
    let (gloss, after) = match leading_gloss(after) {
        Some((gloss, after)) => (Some(gloss), after),
        None => (None, after),
    };
    let text = after.trim_start().strip_prefix([':', '：'])?;
    labelled(content, gloss, Form::Bold, line.len() - text.len())
}

pub(super) fn labelled<'s>(text: &'s str, gloss: Option<&'s str>, form: Form, rest: usize) -> Option<Candidate<'s>> {
    let text = text.trim().trim_matches(['[', ']', '【', '】', '*']).trim();
    if let Some(name) = text.strip_prefix(">>") {
        return Some(Candidate { text: name.trim(), gloss, form: Form::Chevron, time: None, rest, behind_time: None });
    }
    let (text, own_gloss) = split_gloss(text);
    (!text.is_empty()).then_some(Candidate { text, gloss: gloss.or(own_gloss), form, time: None, rest, behind_time: None })
}

/// `Name (00:12:07):`, the colon being optional.
fn timed(line: &str) -> Option<Candidate<'_>> {
    let open = line.as_bytes().iter().take(MAX_LABEL_BYTES).position(|&b| b == b'(' || b == b'[')?;
    let text = line[..open].trim_matches(['*', ' ']);
    let (seconds, after) = bracketed_time(&line[open..])?;
    let rest = after.strip_prefix("**").unwrap_or(after);
    let rest = rest.strip_prefix([':', '：']).unwrap_or(rest);
    let plausible = !text.is_empty() && shape(text, &[]) != Shape::No;
    plausible.then_some(Candidate {
        text,
        gloss: None,
        form: Form::Timed,
        time: Some(seconds),
        rest: line.len() - rest.len(),
        behind_time: None,
    })
}

/// `(00:12:07):` alone, or before a name: `[00:12:07] Name:`.
fn time_first(line: &str) -> Option<Candidate<'_>> {
    let (seconds, after) = bracketed_time(line)?;
    let after = after.strip_prefix([':', '：']).unwrap_or(after);
    let offset = line.len() - after.trim_start().len();
    let named = bare(after.trim_start()).or_else(|| after.trim_start().starts_with("**").then(|| bold(after.trim_start())).flatten());
    Some(match named {
        Some(named) => Candidate { time: Some(seconds), rest: offset + named.rest, behind_time: Some(offset), ..named },
        None => Candidate { text: "", gloss: None, form: Form::Timed, time: Some(seconds), rest: offset, behind_time: None },
    })
}

/// `0:07` alone on a line, as in captions that were copied from a player.
fn clock_alone(line: &str) -> Option<Candidate<'_>> {
    let seconds = clock(line.trim_end())?;
    Some(Candidate { text: "", gloss: None, form: Form::Alone, time: Some(seconds), rest: line.len(), behind_time: None })
}

/// `00:12:07 Name:`, which without the name would be a time of day in a sentence.
fn clock_first(line: &str) -> Option<Candidate<'_>> {
    let (time, after) = line.split_once([' ', '\t'])?;
    let seconds = clock(time.trim_end_matches(['-', '–', ':']))?;
    let after = after.trim_start_matches([' ', '\t', '-', '–', '|']);
    let named = bare(after).or_else(|| after.starts_with("**").then(|| bold(after)).flatten())?;
    Some(Candidate { time: Some(seconds), rest: line.len() - after.len() + named.rest, ..named })
}

/// `Name  0:07`, `Name | 00:12:07`: a line of its own above what is said.
fn alone(line: &str) -> Option<Candidate<'_>> {
    let line_text = line.trim_end();
    if line_text.len() > MAX_LABEL_BYTES || !line_text.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (name, time) = line_text.rsplit_once([' ', '\t', '|'])?;
    let seconds = clock(time)?;
    let text = name.trim_end_matches([' ', '\t', '|', '-', '–', '—', '·', ',']).trim_matches('*').trim();
    let plausible = shape(text, &[]) != Shape::No;
    plausible.then_some(Candidate { text, gloss: None, form: Form::Alone, time: Some(seconds), rest: line.len(), behind_time: None })
}

fn bare(line: &str) -> Option<Candidate<'_>> {
    let colon = line.char_indices().take_while(|&(at, _)| at < MAX_LABEL_BYTES).find(|&(_, c)| c == ':' || c == '：')?;
    let (at, c) = colon;
    let after = &line[at + c.len_utf8()..];
    let in_time = line[..at].ends_with(|c: char| c.is_ascii_digit()) && after.starts_with(|c: char| c.is_ascii_digit());
    if in_time || after.starts_with("//") || (c == ':' && after.starts_with(|c: char| c.is_ascii_alphanumeric())) {
        return None;
    }
    labelled(&line[..at], None, Form::Bare, line.len() - after.len())
}

/// The first `[02:03.5]` in `line`, escaped or not: where it begins and ends, and its seconds.
pub(super) fn time_inside(line: &str) -> Option<(usize, usize, f64)> {
    let (at, seconds, after) = memchr::memchr_iter(b'[', line.as_bytes()).find_map(|at| {
        let (seconds, after) = bracketed_time(&line[at..])?;
        Some((at, seconds, after))
    })?;
    Some((line[..at].trim_end_matches('\\').len(), line.len() - after.len(), seconds))
}

/// Reads `(1:02:03)` or `[02:03.5]` at the head of `text`: seconds, and what follows.
fn bracketed_time(text: &str) -> Option<(f64, &str)> {
    let inner = text.trim_start_matches('\\').strip_prefix(['(', '['])?;
    let close = inner.bytes().take(20).position(|b| b == b')' || b == b']')?;
    Some((clock(inner[..close].trim_end_matches('\\'))?, &inner[close + 1..]))
}

/// A short parenthesis at the head of `text`, and what follows it.
fn leading_gloss(text: &str) -> Option<(&str, &str)> {
    let inner = text.trim_start().strip_prefix(['(', '（'])?;
    let (gloss, after) = inner.split_once([')', '）'])?;
    (gloss.len() <= MAX_LABEL_BYTES / 2).then_some((gloss.trim(), after))
}

/// Splits `麦琪（Maggie）` into name and gloss.
fn split_gloss(text: &str) -> (&str, Option<&str>) {
    let Some(inner) = text.strip_suffix([')', '）']) else { return (text, None) };
    match inner.split_once(['(', '（']) {
        Some((name, gloss)) if !name.trim().is_empty() => (name.trim(), Some(gloss.trim())),
        _ => (text, None),
    }
}

/// How much a text looks like the name of a speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Shape {
    /// A sentence, a heading, a list word.
    No,
    /// One word, which may be a name.
    Weak,
    /// Given name and surname, or a name with a title.
    Strong,
    /// A function such as 主持人.
    Role,
}

fn shape(text: &str, roles: &[String]) -> Shape {
    if is_role(text, roles) {
        return Shape::Role;
    }
    let length = text.chars().count();
    let starts_well = text.chars().next().is_some_and(char::is_alphabetic);
    let sentence = text.contains(['，', '。', '？', '！', '；', '“', '”', '"', '《', ';', '?', '!', '=', '|', '<', '`', '#', '_']);
    if length > 40 || !starts_well || sentence || is_headword(text) {
        return Shape::No;
    }
    if let Some(name) = strip_role_prefix(text) {
        return shape(name, roles).max(Shape::Weak);
    }
    let parts: Vec<&str> = joint(text).collect();
    if parts.len() > 1 {
        let shapes = || parts.iter().map(|part| shape(part, roles));
        return if shapes().any(|part| part == Shape::No) { Shape::No } else { shapes().max().unwrap_or(Shape::No).min(Shape::Strong) };
    }
    if has_title_after(text) || is_dotted_han(text) {
        return Shape::Strong;
    }
    if is_all_han(text) {
        return match length {
            3..=4 if text.chars().next().is_some_and(is_surname) => Shape::Strong,
            1..=6 => Shape::Weak,
            _ => Shape::No,
        };
    }
    if text.chars().any(is_han) {
        return if length <= 12 { Shape::Weak } else { Shape::No };
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.iter().any(|word| is_headword(word)) || !is_capitalised(strip_titles(text)) {
        return Shape::No;
    }
    if words.len() > 1 { Shape::Strong } else { Shape::Weak }
}

/// The people a joint label names: `Trey/Shyam`, `A & B`, 甲、乙.
fn joint(text: &str) -> impl Iterator<Item = &str> {
    text.split(['/', '／', '&', '＆', '、']).map(str::trim).filter(|part| !part.is_empty())
}

/// Which label texts of a document are speakers.
///
/// A single line cannot tell `**Ada**: hello` from `**Speed**: it is fast`; the
/// document can: a name that returns, that the front matter lists, or that
/// stands among others that do, is a speaker.
pub(super) struct Believed {
    names: FxHashMap<String, bool>,
    /// Whether times alone on a line are those of the recording: then the first of them is its beginning.
    clocks: bool,
}

#[derive(Clone, Copy)]
struct Count {
    bold: u32,
    bare: u32,
    timed: u32,
    alone: u32,
    shape: Shape,
    known: bool,
}

impl Believed {
    /// Weighs all candidates of a document of so many `paragraphs`. `people` are names its head lists.
    pub fn weigh<'c, 's: 'c>(
        candidates: impl Iterator<Item = &'c Candidate<'s>>,
        paragraphs: usize,
        people: &[&str],
        roles: &[String],
    ) -> Self {
        let (candidates, nameless): (Vec<&Candidate>, Vec<&Candidate>) = candidates.partition(|candidate| !candidate.text.is_empty());
        let clocks = nameless.iter().find(|candidate| candidate.form == Form::Alone).is_some_and(|first| first.time < Some(60.0));
        // Aaron van Wirdum (AvW) is AvW from then on.
        let glosses = candidates.iter().filter_map(|candidate| candidate.gloss.filter(|gloss| names_alike(candidate.text, gloss)));
        let people: Vec<String> = people.iter().copied().chain(glosses).map(|name| fold(name, Case::Fold)).collect();
        let mut counts: FxHashMap<&str, Count> = FxHashMap::default();
        for candidate in candidates {
            let count = counts.entry(candidate.text).or_insert_with(|| Count {
                bold: 0,
                bare: 0,
                timed: 0,
                alone: 0,
                shape: shape(candidate.text, roles),
                known: is_known(candidate.text, &people),
            });
            match candidate.form {
                Form::Bold => count.bold += 1,
                Form::Bare => count.bare += 1,
                Form::Alone => count.alone += 1,
                Form::Timed | Form::Chevron => count.timed += 1,
            }
        }
        let sure = |count: &Count| match count.shape {
            Shape::No => count.known && count.bold + count.timed > 0,
            _ if count.timed > 0 || count.alone > 1 || count.known => true,
            Shape::Role => count.bold > 0 || count.bare > 1,
            Shape::Strong => count.bold + count.bare > 1,
            Shape::Weak => count.bold > 2 || count.bare > 3,
        };
        // Where nearly every paragraph begins with one of several possible names, it is a conversation, however short.
        let plausible = || counts.values().filter(|count| count.shape >= Shape::Weak);
        let lines: u32 = plausible().map(|count| count.bold + count.bare).sum();
        let dense = plausible().nth(1).is_some() && lines as usize * 5 >= paragraphs * 4;
        let company = |of: fn(&Count) -> u32| counts.values().filter(|count| sure(count)).map(of).sum::<u32>();
        let (bold, bare, alone) = (company(|count| count.bold), company(|count| count.bare), company(|count| count.alone));
        let believe = |name: &str, count: &Count| {
            let among_bold = count.bold > 0 && bold > 0;
            let among_bare = count.bare > 0 && bare > 0;
            let among_alone = count.alone > 0 && alone > 0;
            // Wrapped text may go on with such a word: … about / music: …
            let is_word = count.shape == Shape::Role && name.starts_with(char::is_lowercase);
            sure(count)
                || (dense && count.shape >= Shape::Weak)
                || (count.shape >= Shape::Strong && !is_word && (among_bold || among_bare || among_alone))
                || (count.shape == Shape::Weak && ((among_bold && bold >= 10) || (among_bare && bare >= 10 && count.bare > 1)))
        };
        Believed { names: counts.iter().map(|(name, count)| ((*name).to_owned(), believe(name, count))).collect(), clocks }
    }

    /// The candidate as far as it is a label: whole, or only its time.
    pub fn accept<'s>(&self, candidate: Candidate<'s>) -> Option<Candidate<'s>> {
        if candidate.text.is_empty() && candidate.form == Form::Alone {
            return Some(candidate).filter(|_| self.clocks);
        }
        if candidate.text.is_empty() || self.names.get(candidate.text).copied().unwrap_or(false) {
            return Some(candidate);
        }
        let rest = candidate.behind_time?;
        Some(Candidate { text: "", gloss: None, form: Form::Timed, rest, ..candidate })
    }
}

/// Whether the head of the document lists this name, or one that it is a part of.
fn is_known(text: &str, people: &[String]) -> bool {
    let name = fold(strip_titles(text), Case::Fold);
    people.iter().any(|listed| *listed == name || listed.split([' ', '·']).any(|part| part == name && part.chars().count() > 1))
}

/// The people a believed label names.
pub(super) fn speakers(candidate: &Candidate, roles: &[String]) -> Vec<Speaker> {
    joint(candidate.text).map(|text| speaker(text, candidate.gloss, roles)).collect()
}

fn speaker(text: &str, gloss: Option<&str>, roles: &[String]) -> Speaker {
    let gloss_name = gloss.filter(|gloss| gloss.chars().count() > 1 && names_alike(text, gloss));
    if is_role(text, roles) {
        // 主持人 (Bill) is Bill; 记者（路透社） is a reporter.
        return match gloss_name.filter(|gloss| is_capitalised(gloss) && text.chars().any(is_han) && !text.starts_with("记者")) {
            Some(name) => Speaker { name: name.to_owned(), also: Vec::new(), role: false },
            None => Speaker { name: text.to_owned(), also: Vec::new(), role: true },
        };
    }
    let name = strip_titles(strip_role_prefix(text).unwrap_or(text)).to_owned();
    let mut also: Vec<String> = gloss_name.map(str::to_owned).into_iter().collect();
    if name != text && strip_role_prefix(text).is_none() {
        also.push(text.to_owned());
    }
    Speaker { name, also, role: false }
}

/// Whether a gloss gives another form of the name: in the other script, or its initials.
fn names_alike(name: &str, gloss: &str) -> bool {
    let initials = || name.split_whitespace().filter_map(|word| word.chars().next()).collect::<String>();
    let short_han = is_dotted_han(gloss)
        || (is_all_han(gloss) && (2..=4).contains(&gloss.chars().count()) && gloss.chars().next().is_some_and(is_surname));
    (name.chars().any(is_han) && is_capitalised(gloss)) || (is_capitalised(name) && short_han) || initials().eq_ignore_ascii_case(gloss)
}
