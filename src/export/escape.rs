//! Text of transcripts in the syntax of other programs, in this one place. XML is left to its library.

use std::borrow::Cow;

/// A quoted string of the DOT language.
///
/// Backslashes are doubled, for Graphviz reads `\N` and others in labels as
/// escapes of its own; control characters become spaces.
pub(super) fn dot(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Text that XML can hold: control characters, which no escape makes legal, become spaces.
pub(super) fn xml_text(text: &str) -> String {
    text.chars().map(|c| if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') { ' ' } else { c }).collect()
}

/// Text for elements and attributes of XML that programs read data from.
///
/// Line breaks and tabs become references, for parsers change bare ones; what
/// XML 1.0 cannot hold at all becomes U+FFFD, the replacement character.
pub(super) fn xml(text: &str) -> Cow<'_, str> {
    let bites = |c: char| matches!(c, '&' | '<' | '>' | '"' | '\'' | '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}');
    if !text.contains(bites) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' | '\u{7f}'..='\u{9f}' => out.push_str(&format!("&#{};", c as u32)),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// An entity id as a name token of XML: any other character becomes `_xHHHH_`, its code point,
/// as does an underscore that could be taken for the start of such an escape.
pub(super) fn xml_id(id: &str) -> Cow<'_, str> {
    let plain = |c: char| matches!(c, 'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '.' | ':' | '_' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}' | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{3001}'..='\u{d7ff}');
    if id.chars().all(plain) && !id.contains("_x") {
        return Cow::Borrowed(id);
    }
    let mut out = String::with_capacity(id.len() + 16);
    for (at, c) in id.char_indices() {
        if plain(c) && !id[at..].starts_with("_x") {
            out.push(c);
        } else {
            out.push_str(&format!("_x{:04X}_", c as u32));
        }
    }
    Cow::Owned(out)
}

/// A cell of CSV, which its library quotes: NUL, at which many readers stop, becomes U+FFFD.
pub(super) fn csv_text(text: &str) -> Cow<'_, str> {
    if text.contains('\0') { Cow::Owned(text.replace('\0', "\u{fffd}")) } else { Cow::Borrowed(text) }
}

/// Cut to `columns` columns of a fixed-width font, with `…` where something is missing.
pub(super) fn shorten(text: &str, columns: usize) -> String {
    use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut used = 1;
    let fits = |c: &char| {
        used += c.width().unwrap_or(0);
        used <= columns
    };
    let mut short: String = text.chars().take_while(fits).collect();
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoting() {
        assert_eq!(dot("a \"b\" \\N\nc"), r#""a \"b\" \\N c""#);
        assert_eq!(xml_text("a\u{0}b\tc\u{ffff}"), "a b c ");
        assert_eq!(shorten("理想汽车有限公司", 9), "理想汽车…");
        assert_eq!(shorten("short", 9), "short");
    }
}
