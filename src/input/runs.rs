//! Stretches of text with the places where they are stored.

use std::borrow::Cow;

use super::entity::entity;
use crate::text::{Folder, Span, is_combining};

/// A stretch of text as read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Run {
    /// It is stored as it reads.
    Stored(Span),
    /// It is one character that is stored as something else: `&amp;`, `\u4e2d`.
    Decoded(char, Span),
}

impl Run {
    /// Where it is stored.
    pub fn span(self) -> Span {
        match self {
            Run::Stored(span) | Run::Decoded(_, span) => span,
        }
    }

    /// How many bytes it reads.
    fn len(self) -> usize {
        match self {
            Run::Stored(span) => span.len(),
            Run::Decoded(c, _) => c.len_utf8(),
        }
    }
}

/// What the runs read.
pub(super) fn text<'s>(source: &'s str, runs: &[Run]) -> Cow<'s, str> {
    if let [Run::Stored(span)] = runs {
        return Cow::Borrowed(&source[span.range()]);
    }
    let mut out = String::with_capacity(runs.iter().map(|run| run.len()).sum());
    for run in runs {
        match run {
            Run::Stored(span) => out.push_str(&source[span.range()]),
            Run::Decoded(c, _) => out.push(*c),
        }
    }
    Cow::Owned(out)
}

/// Splits the runs before each of the `places`, ascending bytes of what they read.
pub(super) fn split(runs: &[Run], places: &[usize]) -> Vec<Vec<Run>> {
    let mut parts = vec![Vec::new()];
    let mut read = 0;
    for &run in runs {
        let mut run = run;
        while let Some(&place) = places.get(parts.len() - 1).filter(|&&place| place < read + run.len()) {
            if let Run::Stored(span) = run
                && place > read
            {
                let middle = span.start + (place - read) as u32;
                parts.last_mut().into_iter().for_each(|last| last.push(Run::Stored(Span { end: middle, ..span })));
                run = Run::Stored(Span { start: middle, ..span });
                read = place;
            }
            parts.push(Vec::new());
        }
        read += run.len();
        if let Some(last) = parts.last_mut() {
            last.push(run);
        }
    }
    parts.resize(places.len() + 1, Vec::new());
    parts
}

/// Appends what the runs read to `folder`.
pub(super) fn push(folder: &mut Folder, source: &str, runs: &[Run]) {
    let mut rest = runs;
    while let [first, behind @ ..] = rest {
        let marks = behind.iter().take_while(|run| matches!(run, Run::Decoded(c, _) if is_combining(*c))).count();
        rest = &behind[marks..];
        match *first {
            Run::Stored(span) if marks == 0 => folder.push(source, span),
            Run::Decoded(c, span) if marks == 0 => folder.push_decoded(c.encode_utf8(&mut [0; 4]), span),
            _ => push_with_marks(folder, source, *first, &behind[..marks]),
        }
    }
}

/// A mark behind a character is one with it, however the two are stored.
fn push_with_marks(folder: &mut Folder, source: &str, base: Run, marks: &[Run]) {
    let mut span = base.span();
    if let Run::Stored(stored) = base {
        let last = source[stored.range()].char_indices().rev().find(|&(_, c)| !is_combining(c)).map_or(0, |(at, _)| at);
        span.start += last as u32;
        folder.push(source, Span { end: span.start, ..stored });
    }
    let mut cluster = match base {
        Run::Stored(_) => source[span.range()].to_owned(),
        Run::Decoded(c, _) => String::from(c),
    };
    cluster.push_str(&text(source, marks));
    span.end = marks.last().map_or(span.end, |mark| mark.span().end);
    folder.push_decoded(&cluster, span);
}

/// The longest tag that is looked for, in bytes.
const MAX_TAG: usize = 400;

/// The text of a line of subtitles: without tags such as `<i>`, `<c.yellow>`, `<00:00:01.000>` and `{\an8}`, entities decoded.
pub(super) fn tagged(source: &str, span: Span) -> Vec<Run> {
    let bytes = &source.as_bytes()[..span.end as usize];
    let mut runs = Vec::new();
    let mut clean = span.start as usize;
    let mut at = clean;
    while let Some(found) = bytes[at..].iter().position(|b| matches!(b, b'<' | b'&' | b'{')) {
        at += found;
        let decoded = if bytes[at] == b'&' { entity(&source[at..bytes.len()]) } else { None };
        let length = match decoded {
            Some((_, length)) => Some(length),
            None => tag(&bytes[at..]),
        };
        let Some(length) = length else {
            at += 1;
            continue;
        };
        stored(&mut runs, clean, at);
        runs.extend(decoded.map(|(c, _)| Run::Decoded(c, Span::new(at, at + length))));
        at += length;
        clean = at;
    }
    stored(&mut runs, clean, bytes.len());
    runs
}

/// Appends the stored text between two bytes, where there is any.
pub(super) fn stored(runs: &mut Vec<Run>, start: usize, end: usize) {
    if start < end {
        runs.push(Run::Stored(Span::new(start, end)));
    }
}

/// Length of the tag at the head of `bytes`.
fn tag(bytes: &[u8]) -> Option<usize> {
    let (close, opens) = match bytes {
        [b'<', b'/' | b'!' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z', ..] => (b'>', true),
        [b'{', b'\\', ..] => (b'}', true),
        _ => (0, false),
    };
    if !opens {
        return None;
    }
    memchr::memchr(close, &bytes[..bytes.len().min(MAX_TAG)]).map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Case;

    #[test]
    fn tags_are_no_text_and_entities_are() {
        for (source, read) in [
            ("<i>Open</i>AI &amp; co", "OpenAI & co"),
            ("to<00:00:02.800><c> the</c>", "to the"),
            ("{\\an8}Up here {not a tag}", "Up here {not a tag}"),
            ("a < b and a<3 &bogus;", "a < b and a<3 &bogus;"),
            ("&gt;&gt; Hi", ">> Hi"),
        ] {
            assert_eq!(text(source, &tagged(source, Span::new(0, source.len()))), read, "{source}");
        }
    }

    #[test]
    fn splitting_keeps_every_run() {
        let source = "<i>Open</i>AI &amp; 中文";
        let whole = tagged(source, Span::new(0, source.len()));
        let read = text(source, &whole).into_owned();
        for (at, _) in read.char_indices().chain([(read.len(), ' ')]) {
            let parts = split(&whole, &[at, at]);
            let texts: Vec<_> = parts.iter().map(|part| text(source, part)).collect();
            assert_eq!(texts, [&read[..at], "", &read[at..]], "at {at}");
        }
        assert_eq!(split(&whole, &[]), [whole]);
    }

    #[test]
    fn a_mark_composes_with_the_character_before_it() {
        let source = "caf e\\u0301";
        let runs = [Run::Stored(Span::new(0, 5)), Run::Decoded('\u{301}', Span::new(5, 11))];
        let mut folder = Folder::new(Case::Fold);
        push(&mut folder, source, &runs);
        let folded = folder.finish();
        assert_eq!(folded.text(), "caf é");
        assert_eq!(folded.original(Span::new(4, 6)), Some(Span::new(4, 11)));
        assert_eq!(folded.read(source, Span::new(4, 6)), "e\u{301}");
    }
}
