//! What must hold for any bytes given to a reader.

use comention::input::{InputFormat, ReadOptions, read, read_as};
use comention::model::Document;

/// Reads `bytes` as `format`; nothing may panic, and all that is read must lie in the file.
pub fn check(format: InputFormat, bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(document) = read_as(format, "fuzz", text.to_owned(), &ReadOptions::default()) {
        hold(&document);
    }
}

/// Reads `bytes` as whatever they turn out to be.
pub fn check_any(bytes: &[u8]) {
    if let Ok(document) = read("fuzz", bytes.to_vec(), &ReadOptions::default()) {
        hold(&document);
    }
}

/// Reads `bytes` as front matter before a text: the first tells in which syntax.
pub fn check_head(bytes: &[u8]) {
    let Some((&first, head)) = bytes.split_first() else { return };
    let Ok(head) = std::str::from_utf8(head) else { return };
    let text = match first % 3 {
        0 => format!("---\ntitle: a\n{head}\n---\n**Ada**: hello\n"),
        1 => format!("+++\ntitle = 1\n{head}\n+++\n**Ada**: hello\n"),
        _ => format!("{{\"title\": 1, {head}}}\n**Ada**: hello\n"),
    };
    check(InputFormat::Markdown, text.as_bytes());
}

fn hold(document: &Document) {
    let mut end = 0;
    for turn in &document.turns {
        assert!(turn.span.start >= end && !turn.span.is_empty(), "turns are apart, in order and not empty");
        end = turn.span.end;
        assert!(turn.speakers.iter().all(|&speaker| (speaker as usize) < document.speakers.len()));
        assert!(turn.paragraphs.is_sorted());
        document.folded.read(&document.source, turn.span);
        // Any name that does not cross a border has a place in the file.
        for part in document.folded.text()[turn.span.range()].split('\n') {
            let start = part.as_ptr() as usize - document.folded.text().as_ptr() as usize;
            let span = comention::text::Span::new(start, start + part.len());
            if let Some(original) = document.folded.original(span) {
                assert!(document.source.get(original.range()).is_some(), "{original:?} is no part of the file");
            }
        }
    }
    assert!(document.times.is_sorted_by_key(|mark| mark.at), "times are in order of place");
    assert!(document.times.iter().all(|mark| mark.seconds.is_finite() && mark.seconds >= 0.0));
}
