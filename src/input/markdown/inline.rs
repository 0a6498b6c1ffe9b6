//! Inline markup: what of a line is text.

use super::super::entity::entity;
use crate::text::{Folder, Span};

/// How many bytes are looked at together for markup.
const STRIDE: usize = 32;

/// Whether markup may begin with this byte.
fn is_special(b: u8) -> bool {
    b"*_`[!<\\&~:".iter().fold(false, |any, &special| any | (b == special))
}

/// The first byte from `at` on at which markup may begin.
fn next_special(bytes: &[u8], at: usize) -> Option<usize> {
    // Without a branch for each byte, a stride is looked at as a whole.
    let has_special = |stride: &[u8]| stride.iter().fold(0, |any, &b| any | u8::from(is_special(b))) != 0;
    let plain = bytes[at..].chunks_exact(STRIDE).take_while(|stride| !has_special(stride)).count() * STRIDE;
    bytes[at + plain..].iter().position(|&b| is_special(b)).map(|found| at + plain + found)
}

/// The longest HTML tag, link target or address that is looked for.
const MAX_MARKUP: usize = 2_000;

/// Appends the text of `source[span]` to `folder`, without its markup.
///
/// Emphasis, links' targets, images, HTML tags, comments and addresses are not
/// text; entities such as `&amp;` are read as what they stand for.
pub(super) fn push_inline(folder: &mut Folder, source: &str, span: Span) {
    let bytes = &source.as_bytes()[..span.end as usize];
    let mut clean = span.start as usize;
    let mut at = clean;
    while let Some(found) = next_special(bytes, at) {
        at = found;
        let Some(markup) = markup_at(source, bytes, at, span.start as usize) else {
            at += 1;
            continue;
        };
        folder.push(source, Span::new(clean, markup.start.max(clean)));
        match markup.reads {
            Reads::Nothing => {}
            Reads::Break => folder.line_break(Span::new(markup.start, markup.end)),
            Reads::Char(c) => folder.push_decoded(c.encode_utf8(&mut [0; 4]), Span::new(markup.start, markup.end)),
            Reads::Inside(start, end) => push_inline(folder, source, Span::new(start, end)),
        }
        at = markup.end;
        clean = at;
    }
    folder.push(source, Span::new(clean, bytes.len()));
}

struct Markup {
    start: usize,
    end: usize,
    reads: Reads,
}

enum Reads {
    Nothing,
    Break,
    Char(char),
    Inside(usize, usize),
}

fn markup_at(source: &str, bytes: &[u8], at: usize, line_start: usize) -> Option<Markup> {
    let rest = &bytes[at..];
    let nothing = |end: usize| Some(Markup { start: at, end: at + end, reads: Reads::Nothing });
    match rest[0] {
        b'*' | b'`' => nothing(run(rest)),
        b'~' if run(rest) >= 2 => nothing(run(rest)),
        b'_' => {
            let length = run(rest);
            let word = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphanumeric());
            let inside_word = word(bytes[line_start..at].last()) && word(rest.get(length));
            if inside_word { None } else { nothing(length) }
        }
        b'\\' if rest.get(1).is_some_and(u8::is_ascii_punctuation) => nothing(1),
        b'<' => html(rest).map(|(end, reads)| Markup { start: at, end: at + end, reads }),
        b'&' => entity(&source[at..bytes.len()]).map(|(c, end)| Markup { start: at, end: at + end, reads: Reads::Char(c) }),
        b'!' if rest.get(1) == Some(&b'[') => {
            let (_, _, end) = link(&rest[1..])?;
            nothing(end + 1)
        }
        b'[' => {
            let (start, stop, end) = link(rest)?;
            Some(Markup { start: at, end: at + end, reads: Reads::Inside(at + start, at + stop) })
        }
        b':' if rest.starts_with(b"://") => {
            let scheme = bytes[line_start..at].iter().rev().take_while(|b| b.is_ascii_alphabetic()).count();
            let length = rest.iter().take(MAX_MARKUP).take_while(|&&b| is_address_byte(b)).count();
            (scheme > 0).then(|| Markup { start: at - scheme, end: at + length, reads: Reads::Nothing })
        }
        _ => None,
    }
}

fn run(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|&&b| b == bytes[0]).count()
}

/// As much of `bytes` as markup may be long.
fn within_reach(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len().min(MAX_MARKUP)]
}

fn is_address_byte(b: u8) -> bool {
    b.is_ascii_graphic() && !matches!(b, b')' | b'>' | b']' | b'"' | b'<' | b'*' | b'`' | b'|')
}

/// The tag or comment at the head of `bytes`: its length, and how it reads.
fn html(bytes: &[u8]) -> Option<(usize, Reads)> {
    if bytes.starts_with(b"<!--") {
        let end = memchr::memmem::find(bytes, b"-->").map_or(bytes.len(), |end| end + 3);
        return Some((end, Reads::Nothing));
    }
    let name = &bytes[1..];
    let name = name.strip_prefix(b"/").unwrap_or(name);
    if !name.first().is_some_and(u8::is_ascii_alphabetic) {
        return None;
    }
    let end = memchr::memchr(b'>', within_reach(bytes))? + 1;
    let breaks = [&b"br"[..], b"p", b"div", b"td", b"li", b"th"]
        .iter()
        .any(|tag| name.len() > tag.len() && name[..tag.len()].eq_ignore_ascii_case(tag) && !name[tag.len()].is_ascii_alphanumeric());
    Some((end, if breaks { Reads::Break } else { Reads::Nothing }))
}

/// The link at the head of `bytes`: start and end of its text, and its length.
fn link(bytes: &[u8]) -> Option<(usize, usize, usize)> {
    let close = memchr::memchr(b']', within_reach(bytes))?;
    if bytes.get(close + 1) != Some(&b'(') {
        return None;
    }
    let end = memchr::memchr(b')', within_reach(&bytes[close..]))? + close + 1;
    Some((1, close, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Case, Folded};

    fn inline(source: &str) -> Folded {
        let mut folder = Folder::new(Case::Keep);
        push_inline(&mut folder, source, Span::new(0, source.len()));
        folder.finish()
    }

    #[test]
    fn markup_is_not_text() {
        for (source, text) in [
            ("**Open**AI and *Meta*", "OpenAI and Meta"),
            ("see [Open**AI**](https://openai.com/a_(b)), ok", "see OpenAI), ok"),
            ("![a picture of NVIDIA](x.png)none", "none"),
            ("<b>Fusion</b><br/>Fund", "Fusion Fund"),
            ("AT&amp;T &#x27;quoted&#39; &bogus; & co", "AT&T 'quoted' &bogus; & co"),
            ("a <!-- chunk OpenAI 3/13 --> b", "a b"),
            ("snake_case_name but _emphasis_ and __strong__", "snake_case_name but emphasis and strong"),
            ("\\[unintelligible 00:05:25.10\\] `code`", "[unintelligible 00:05:25.10] code"),
            ("go to https://x.com/OpenAI?a=b now", "go to now"),
            ("价格 3 < 5，a<b", "价格 3 < 5，a<b"),
            ("[not a link] and [nor] (this)", "[not a link] and [nor] (this)"),
            ("~~gone~~ ~5", "gone ~5"),
            ("trailing \\", "trailing \\"),
        ] {
            assert_eq!(inline(source).text().replace(',', "，"), crate::text::fold(text, Case::Keep).replace(',', "，"), "{source}");
        }
    }
}
