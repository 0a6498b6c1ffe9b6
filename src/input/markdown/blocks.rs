//! The lines of a Markdown body, sorted by what they are.

use super::super::label::{Candidate, candidate};
use crate::text::{Lines, Span};

/// One piece of the body.
#[derive(Clone, Copy, Debug)]
pub(super) enum Item<'s> {
    /// The text of a heading.
    Heading(Span),
    /// A line of text.
    Line(Line<'s>),
    /// `<details>`, or a paragraph marked as the original text of the one before it.
    AsideBegins,
    /// The end of that.
    AsideEnds,
}

/// A line of text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'s> {
    /// Its text, without block markup.
    pub span: Span,
    /// Whether a paragraph begins here.
    pub opens_paragraph: bool,
    /// The speaker label it may begin with.
    pub label: Option<Candidate<'s>>,
}

/// Sorts the lines from byte `start` of `source` on.
pub(super) fn items(source: &str, start: usize) -> Vec<Item<'_>> {
    let mut scanner = Scanner {
        source,
        items: Vec::with_capacity((source.len() - start) / 64),
        after_blank: true,
        in_comment: false,
        in_original: false,
    };
    Lines::new(source, start).for_each(|line| scanner.line(line));
    scanner.items
}

struct Scanner<'s> {
    source: &'s str,
    items: Vec<Item<'s>>,
    after_blank: bool,
    in_comment: bool,
    /// Inside `<p class="english-text">`.
    in_original: bool,
}

impl<'s> Scanner<'s> {
    fn line(&mut self, span: Span) {
        let has_tags = memchr::memchr(b'<', self.source[span.range()].as_bytes()).is_some();
        let span = if has_tags || self.in_comment { self.outside_comment(span) } else { span };
        let text = self.source[span.range()].trim();
        if text.is_empty() || is_rule(text) {
            self.after_blank = true;
            return;
        }
        let start = span.end - (self.source[span.range()].trim_start().len() as u32);
        let span = Span { start, end: start + text.len() as u32 };
        if let Some(title) = heading(text) {
            self.items.push(Item::Heading(Span { start: span.end - title.len() as u32, end: span.end }));
            self.after_blank = true;
        } else if text.starts_with('<') || (has_tags && (text.contains("</details") || (self.in_original && text.contains("</p")))) {
            self.html(span);
        } else {
            self.text(span);
        }
    }

    /// Cuts off a comment that begins in an earlier line or ends in a later one.
    fn outside_comment(&mut self, span: Span) -> Span {
        let mut span = span;
        if self.in_comment {
            let Some(end) = self.source[span.range()].find("-->") else { return Span { start: span.end, ..span } };
            self.in_comment = false;
            span.start += end as u32 + 3;
        }
        let text = &self.source[span.range()];
        if let Some(open) = text.rfind("<!--")
            && !text[open..].contains("-->")
        {
            self.in_comment = true;
            span.end = span.start + open as u32;
        }
        span
    }

    /// A line with HTML tags that may divide the document, and the text among them.
    fn html(&mut self, span: Span) {
        let text = &self.source[span.range()];
        let (mut done, mut at) = (0, 0);
        while let Some((start, end)) = next_tag(text, at) {
            let tag = &text[start..end];
            at = end;
            let item = match tag_name(tag) {
                "details" => Some(Item::AsideBegins),
                "/details" => Some(Item::AsideEnds),
                "p" if tag.contains("english") || tag.contains("original") => {
                    self.in_original = true;
                    Some(Item::AsideBegins)
                }
                "/p" if self.in_original => {
                    self.in_original = false;
                    Some(Item::AsideEnds)
                }
                "summary" => {
                    at = text[end..].find("</summary>").map_or(text.len(), |length| end + length + "</summary>".len());
                    None
                }
                _ => continue,
            };
            self.text_between(span, done, start);
            self.items.extend(item);
            self.after_blank = true;
            done = at;
        }
        self.text_between(span, done, text.len());
    }

    fn text_between(&mut self, span: Span, start: usize, end: usize) {
        let part = Span { start: span.start + start as u32, end: span.start + end as u32 };
        if !self.source[part.range()].trim().is_empty() {
            self.text(part);
        }
    }

    fn text(&mut self, span: Span) {
        let span = without_quote_marks(self.source, span);
        if span.is_empty() {
            self.after_blank = true;
            return;
        }
        let label = candidate(&self.source[span.range()]);
        self.items.push(Item::Line(Line { span, opens_paragraph: self.after_blank, label }));
        self.after_blank = false;
    }
}

/// The next HTML tag of `text` from byte `at` on.
fn next_tag(text: &str, at: usize) -> Option<(usize, usize)> {
    let start = at + text[at..].find('<')?;
    let end = start + text[start..].find('>')? + 1;
    Some((start, end))
}

/// `details` of `<details open>`, `/details` of `</details>`.
fn tag_name(tag: &str) -> &str {
    let inner = tag.trim_start_matches('<');
    let end = inner.bytes().enumerate().take_while(|&(at, b)| b.is_ascii_alphanumeric() || (at == 0 && b == b'/')).count();
    &inner[..end]
}

/// Thematic breaks, the underlines of headings, code fences: lines without text.
fn is_rule(text: &str) -> bool {
    let fence = text.starts_with("```") || text.starts_with("~~~");
    fence || (text.len() >= 3 && text.bytes().all(|b| matches!(b, b'-' | b'*' | b'_' | b'=' | b' ')))
}

/// The title of an ATX heading; two or more marks may stand close to it, one only with a space (`#AI` is a tag).
fn heading(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches('#');
    let marks = text.len() - rest.len();
    let is_heading = (1..=6).contains(&marks) && (marks > 1 || rest.starts_with(' ')) && !rest.trim().is_empty();
    is_heading.then(|| rest.trim())
}

/// The line without the marks of a block quotation. Two marks close together (`>>`) are a speaker change.
fn without_quote_marks(source: &str, span: Span) -> Span {
    let text = &source[span.range()];
    let mut rest = text;
    while let Some(inner) = rest.strip_prefix('>').filter(|inner| !inner.starts_with('>')) {
        rest = inner.trim_start();
    }
    Span { start: span.end - rest.len() as u32, end: span.end }
}
