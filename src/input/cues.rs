//! Cues: what subtitles and transcription services deliver, made into turns.

use std::borrow::Cow;

use super::label::{Believed, Candidate, Form, candidate, dashed, labelled};
use super::options::ReadOptions;
use super::rolling;
use super::runs::{self, Run};
use super::turns::{Parts, Turns};
use crate::model::FrontMatter;

/// A pause of so many seconds ends a paragraph.
const PAUSE: f64 = 3.0;

/// A paragraph of captions ends at the first end of a sentence after so many seconds.
const PARAGRAPH: f64 = 60.0;

/// A paragraph of captions that has no sentences ends after so many seconds.
const LONGEST_PARAGRAPH: f64 = 120.0;

/// What ends a sentence.
pub(super) const SENTENCE_ENDS: [char; 9] = ['.', '?', '!', '。', '？', '！', '…', '"', '”'];

/// What a reader finds in a file.
#[derive(Debug, Default)]
pub(super) struct Transcript<'s> {
    /// What the file says about itself.
    pub front: FrontMatter,
    /// What was said, in the order of the file.
    pub cues: Vec<Cue<'s>>,
}

/// A piece of speech with what the format tells of it.
#[derive(Debug, Default)]
pub(super) struct Cue<'s> {
    /// Seconds from the start of the recording.
    pub start: Option<f64>,
    /// When it ends.
    pub end: Option<f64>,
    /// Who speaks, where the format has a field for it.
    pub speaker: Option<Cow<'s, str>>,
    /// Its lines.
    pub lines: Vec<Vec<Run>>,
    /// How it stands to the cue before it.
    pub opens: Opens,
}

/// What a cue begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Opens {
    /// Nothing: the sentence may go on.
    #[default]
    Nothing,
    /// A paragraph.
    Paragraph,
    /// A paragraph that begins in bold, as labels do.
    BoldParagraph,
    /// A section, whose title it is.
    Section,
}

/// A line of a cue.
pub(super) struct Line<'s> {
    /// Index of its cue.
    pub cue: usize,
    /// Where it is stored.
    pub runs: Vec<Run>,
    /// What it reads.
    pub text: Cow<'s, str>,
    /// Whether its dash or `>>` says that somebody else speaks.
    pub changes_speaker: bool,
}

/// The turns of the cues.
pub(super) fn turns(source: &str, cues: &[Cue], options: &ReadOptions) -> Parts {
    let lines = lines(source, cues);
    let named = cues.iter().any(|cue| cue.speaker.is_some());
    let labels: Vec<Option<Candidate>> =
        lines.iter().map(|line| if named { None } else { label(line, cues[line.cue].opens == Opens::BoldParagraph) }).collect();
    let believed = Believed::weigh(labels.iter().flatten(), lines.len(), &[], &options.roles);
    let mut reader =
        Reader { source, cues, turns: Turns::new(source.len() / 2, &options.roles), cue: None, since: None, sentence_ended: true };
    for (line, label) in lines.iter().zip(labels) {
        reader.line(line, label.and_then(|label| believed.accept(label)));
    }
    reader.turns.finish()
}

/// The lines that are not blank, without those that roll by a second time, divided where somebody else speaks.
fn lines<'s>(source: &'s str, cues: &[Cue]) -> Vec<Line<'s>> {
    let mut lines = Vec::with_capacity(cues.len());
    for (index, cue) in cues.iter().enumerate() {
        for runs in &cue.lines {
            let text = runs::text(source, runs);
            if !text.trim().is_empty() {
                lines.push(Line { cue: index, runs: runs.clone(), text, changes_speaker: false });
            }
        }
    }
    let mut lines = rolling::without_repetitions(source, lines, cues);
    // One dash may be a thought that goes on; two in one cue are two people.
    let is_dialogue = |cue: &[Line]| cue.iter().filter(|line| dashed(&line.text).is_some()).count() > 1;
    let dashes = lines.chunk_by(|a, b| a.cue == b.cue).any(is_dialogue);
    let mut divided = Vec::with_capacity(lines.len());
    for line in &mut lines {
        line.changes_speaker = dashes && dashed(&line.text).is_some();
        divide(source, line, &mut divided);
    }
    divided
}

/// Divides a line before each `>>` inside it.
fn divide<'s>(source: &'s str, line: &mut Line<'s>, out: &mut Vec<Line<'s>>) {
    let start = line.text.len() - line.text.trim_start().len();
    let places: Vec<usize> = line.text[start..].match_indices(" >>").map(|(at, _)| start + at).collect();
    let mut changes_speaker = line.changes_speaker;
    for runs in runs::split(&line.runs, &places) {
        let text = if places.is_empty() { std::mem::take(&mut line.text) } else { runs::text(source, &runs) };
        out.push(Line { cue: line.cue, runs, text, changes_speaker });
        changes_speaker = false;
    }
}

fn label<'l>(line: &'l Line, bold: bool) -> Option<Candidate<'l>> {
    if line.changes_speaker {
        return dashed(&line.text);
    }
    let found = candidate(&line.text)?;
    let form = if bold && found.form == Form::Bare { Form::Bold } else { found.form };
    Some(Candidate { form, ..found })
}

struct Reader<'l, 's> {
    source: &'l str,
    cues: &'l [Cue<'s>],
    turns: Turns<'l>,
    /// The cue that was read last.
    cue: Option<usize>,
    /// When the paragraph began.
    since: Option<f64>,
    /// Whether the text ends with the end of a sentence.
    sentence_ended: bool,
}

impl<'l> Reader<'l, '_> {
    fn line(&mut self, line: &'l Line, label: Option<Candidate<'l>>) {
        let cue = &self.cues[line.cue];
        let before = self.cue.replace(line.cue);
        let first = before != self.cue;
        if cue.opens == Opens::Section {
            self.turns.section(line.text.trim().to_owned());
            return;
        }
        let rest = label.map_or(line.text.len() - line.text.trim_start().len(), |label| label.rest);
        let spoken = runs::split(&line.runs, &[rest]).pop().unwrap_or_default();
        let at = spoken.first().or(line.runs.last()).map_or(0, |run| run.span().start);
        let named = cue.speaker.as_deref().filter(|_| first).and_then(|name| labelled(name, None, Form::Bold, 0));
        self.join(named.or(label), at, first && self.begins_paragraph(before.map(|index| &self.cues[index]), cue));
        if let Some(seconds) = cue.start.filter(|_| first).or(label.and_then(|label| label.time)) {
            self.since = self.since.or(Some(seconds));
            self.turns.time(seconds);
        }
        if !spoken.is_empty() {
            self.turns.open();
            runs::push(&mut self.turns.folder, self.source, &spoken);
            self.turns.pushed(spoken.last().map_or(at, |run| run.span().end));
            self.sentence_ended = line.text.trim_end().ends_with(SENTENCE_ENDS);
        }
    }

    /// Joins a line to the text before it: as a turn, as a paragraph, or in the same sentence.
    fn join(&mut self, label: Option<Candidate<'l>>, at: u32, begins_paragraph: bool) {
        let tells_time_only = |label: &Candidate| label.text.is_empty() && label.time.is_some();
        let speakers = label.filter(|label| !tells_time_only(label)).map(|label| self.turns.named(&label));
        // A label may stand before every cue of one speech.
        match speakers.filter(|speakers| speakers.is_empty() || speakers != self.turns.current()) {
            Some(speakers) => {
                self.turns.speak(speakers);
                self.since = None;
            }
            None if begins_paragraph => {
                self.turns.paragraph(at);
                self.since = None;
            }
            None => self.turns.line_break(at),
        }
    }

    /// Whether a paragraph begins with `cue`, the one after `before`.
    fn begins_paragraph(&self, before: Option<&Cue>, cue: &Cue) -> bool {
        let pause = before.and_then(|before| Some(cue.start? - before.end?)).is_some_and(|pause| pause >= PAUSE);
        let lasted = cue.start.zip(self.since).map_or(0.0, |(now, since)| now - since);
        cue.opens != Opens::Nothing || pause || (lasted >= PARAGRAPH && self.sentence_ended) || lasted >= LONGEST_PARAGRAPH
    }
}
