//! WebVTT (`.vtt`).

use std::borrow::Cow;

use super::clock::timing;
use super::cues::{Cue, Transcript};
use super::runs::{self, tagged};
use crate::text::{Lines, Span};

/// The longest voice tag, in bytes.
const LONGEST_NAME: usize = 200;

/// Reads WebVTT captions. Blocks without times (the head, `NOTE`, `STYLE`, `REGION`) are no text.
pub(super) fn read(source: &str) -> Transcript<'_> {
    let mut reader = Reader { source, cues: Vec::new(), times: None, voice: None };
    for span in Lines::new(source, 0) {
        let text = &source[span.range()];
        // A line with an arrow is nothing else, even where its times cannot be read.
        if text.contains("-->") {
            reader.times = Some(timing(text).unzip());
            reader.voice = None;
        } else if text.is_empty() {
            reader.times = None;
        } else if let Some(times) = reader.times {
            reader.line(span, times);
        }
    }
    Transcript { cues: reader.cues, ..Transcript::default() }
}

type Times = (Option<f64>, Option<f64>);

struct Reader<'s> {
    source: &'s str,
    cues: Vec<Cue<'s>>,
    /// Start and end of the cue being read; none outside of cues.
    times: Option<Times>,
    /// Who speaks in it.
    voice: Option<Cow<'s, str>>,
}

impl<'s> Reader<'s> {
    /// Divides a line where another voice begins.
    fn line(&mut self, span: Span, times: Times) {
        let mut start = span.start as usize;
        while let Some((tag, name)) = voice(self.source, Span::new(start, span.end as usize)) {
            self.text(Span::new(start, tag.range().start), times);
            self.voice = Some(name);
            start = tag.range().end;
        }
        self.text(Span::new(start, span.end as usize), times);
    }

    fn text(&mut self, span: Span, (start, end): Times) {
        let runs = tagged(self.source, span);
        if runs::text(self.source, &runs).trim().is_empty() {
            return;
        }
        let same = |cue: &&mut Cue| cue.start == start && cue.end == end && cue.speaker == self.voice;
        match self.cues.last_mut().filter(same) {
            Some(cue) => cue.lines.push(runs),
            None => {
                let speaker = self.voice.clone();
                self.cues.push(Cue { start, end, speaker, lines: vec![runs], ..Cue::default() });
            }
        }
    }
}

/// The first voice tag in `span`, `<v Name>` or `<v.class Name>`, and the name.
fn voice(source: &str, span: Span) -> Option<(Span, Cow<'_, str>)> {
    let text = &source[span.range()];
    let mut from = 0;
    loop {
        let open = from + text[from..].find("<v")?;
        let inner = &text[open + 2..];
        from = open + 2;
        let Some(close) = inner.bytes().take(LONGEST_NAME).position(|b| b == b'>') else { continue };
        if let Some((classes, _)) =
            inner[..close].split_once([' ', '\t']).filter(|(classes, _)| classes.is_empty() || classes.starts_with('.'))
        {
            let start = span.range().start + open + 2 + classes.len() + 1;
            let end = span.range().start + open + 2 + close;
            let name = runs::text(source, &tagged(source, Span::new(start, end)));
            return Some((Span::new(span.range().start + open, end + 1), name));
        }
    }
}
