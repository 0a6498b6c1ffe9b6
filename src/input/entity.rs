//! HTML entities.

/// The character that the HTML entity at the head of `text` stands for, and its length. That it begins with `&` is not looked at.
pub(super) fn entity(text: &str) -> Option<(char, usize)> {
    let end = 1 + text.as_bytes().iter().take(10).skip(1).position(|&b| b == b';')?;
    let c = match &text[1..end] {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" | "rsquo" | "lsquo" => '\'',
        "nbsp" | "ensp" | "emsp" => ' ',
        "lrm" | "rlm" | "zwnj" | "zwj" | "shy" => '\u{200b}',
        "ldquo" | "rdquo" => '"',
        "middot" => '·',
        "mdash" => '—',
        "ndash" => '–',
        "hellip" => '…',
        number => {
            let digits = number.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !c.is_control())?
        }
    };
    Some((c, end + 1))
}
