//! Text of transcripts in the syntax of other programs, in this one place. XML is left to its library.

use std::borrow::Cow;
use std::io::{self, Write};

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
/// Line breaks, those of XML 1.1 too, and tabs become references, for parsers change bare ones; what
/// XML 1.0 cannot hold at all becomes U+FFFD, the replacement character.
pub(super) fn xml(text: &str) -> Cow<'_, str> {
    let bites = |c: char| matches!(c, '&' | '<' | '>' | '"' | '\'' | '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{fffe}' | '\u{ffff}');
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
            '\t' | '\n' | '\r' | '\u{7f}'..='\u{9f}' | '\u{2028}' => out.push_str(&format!("&#{};", c as u32)),
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

/// A label of Pajek, which knows no escapes: double quotes become single ones, backslashes slashes,
/// and control characters spaces.
pub(super) fn pajek(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '"' => '\'',
            '\\' => '/',
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => ' ',
            c => c,
        })
        .collect()
}

/// A label of Mermaid between double quotes: punctuation of ASCII becomes an entity, so that nothing
/// is read as Markdown or markup; control characters become spaces.
pub(super) fn mermaid(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_control() => out.push(' '),
            c if c.is_ascii_punctuation() => out.push_str(&format!("#{};", c as u32)),
            c => out.push(c),
        }
    }
    out
}

/// A string of D2 in single quotes, in which nothing is substituted; control characters become spaces.
pub(super) fn d2(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("'{}'", plain.replace('\'', "''"))
}

/// Writes a field of CSV in quotation marks always, so that empty text differs from a field that is missing.
pub(super) fn csv_text(out: &mut (impl Write + ?Sized), text: &str) -> io::Result<()> {
    out.write_all(b"\"")?;
    for (index, part) in text.split('"').enumerate() {
        out.write_all(if index > 0 { b"\"\"" } else { b"" })?;
        out.write_all(part.as_bytes())?;
    }
    out.write_all(b"\"")
}

/// A string of Cypher in single quotes.
///
/// Some versions read `\\u0022` as a double quote before they look at strings, even after a doubled
/// backslash; so a string is cut in two between a backslash and a `u`.
pub(super) fn cypher(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('\'');
    let mut after_backslash = false;
    for c in text.chars() {
        match c {
            '\'' => out.push_str("\\'"),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            'u' | 'U' if after_backslash => {
                out.push_str("' + '");
                out.push(c);
            }
            c => out.push(c),
        }
        after_backslash = c == '\\';
    }
    out.push('\'');
    out
}

/// A name as a part of an IRI: letters and digits of any script stay, all else is percent-encoded.
pub(super) fn iri(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | '~' | ':' | '@') {
            out.push(c);
        } else {
            c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| out.push_str(&format!("%{byte:02X}")));
        }
    }
    out
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
        assert_eq!(xml("a\u{0}<b>\n&\u{85}\u{2028}]]>"), "a\u{fffd}&lt;b&gt;&#10;&amp;&#133;&#8232;]]&gt;");
        assert_eq!(xml_id("person:大卫@show_x1"), "person:大卫_x0040_show_x005F_x1");
        assert_eq!(pajek("a\"b\\c\nd"), "a'b/c d");
        assert_eq!(mermaid("<b>\t- 1."), "#60;b#62; #45; 1#46;");
        assert_eq!(d2("it's ${x}\n"), "'it''s ${x} '");
        assert_eq!(cypher("it's C:\\new \\u0022\n"), r"'it\'s C:\\new \\' + 'u0022\n'");
        assert_eq!(iri("talks/a b.md"), "talks%2Fa%20b.md");
        assert_eq!(xml_text("a\u{0}b\tc\u{ffff}"), "a b c ");
        assert_eq!(shorten("理想汽车有限公司", 9), "理想汽车…");
        assert_eq!(shorten("short", 9), "short");
    }
}
