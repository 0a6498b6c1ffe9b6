//! Text of transcripts in the syntax of other programs, in this one place. XML is left to its library.

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
