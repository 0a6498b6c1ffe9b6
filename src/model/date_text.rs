//! Days as people write them.

use std::ops::Range;

use super::Date;

/// So far into a text a day is looked for, in characters.
const REACH: usize = 200;

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/// A number or a word, and where it stands.
struct Token<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

/// The first day in `text`, and where it stands.
pub(super) fn locate(text: &str) -> Option<(Range<usize>, Date)> {
    let tokens = tokens(text);
    (0..tokens.len()).find_map(|first| {
        let (count, date) = compact(&tokens[first..]).or_else(|| in_three(text, tokens.get(first..first + 3)?))?;
        Some((tokens[first].start..tokens[first + count - 1].end, date))
    })
}

/// The numbers and words; to a number belongs what adorns it: the `th` and `of` of `5th of January`.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut rest = text.char_indices().take(REACH).peekable();
    while let Some((start, c)) = rest.next() {
        let same = |other: char| if c.is_ascii_digit() { other.is_ascii_digit() } else { other.is_ascii_alphabetic() };
        if !same(c) {
            continue;
        }
        let mut end = start + 1;
        while rest.next_if(|&(_, next)| same(next)).is_some() {
            end += 1;
        }
        let adorns = matches!(&text[start..end].to_ascii_lowercase()[..], "st" | "nd" | "rd" | "th" | "of");
        match tokens.last_mut().filter(|last| adorns && last.number(2).is_some()) {
            Some(number) => number.end = end,
            None => tokens.push(Token { text: &text[start..end], start, end }),
        }
    }
    tokens
}

impl Token<'_> {
    /// The number, if it is one of at most so many digits.
    fn number(&self, digits: usize) -> Option<u16> {
        (self.text.len() <= digits).then(|| self.text.parse().ok())?
    }

    fn year(&self) -> Option<u16> {
        (self.text.len() == 4).then(|| self.number(4))?
    }

    /// The month, if it is the name of one: `January`, `Jan`, `Sept`.
    fn month(&self) -> Option<u16> {
        let name = self.text.to_ascii_lowercase();
        let is_name = |month: &str| month == name || month[..3] == name || (name == "sept" && month == "september");
        MONTHS.iter().position(|month| is_name(month)).map(|index| index as u16 + 1)
    }
}

/// `20260105`.
fn compact(tokens: &[Token]) -> Option<(usize, Date)> {
    let digits = tokens[0].text;
    if digits.len() != 8 || !digits.is_ascii() {
        return None;
    }
    Some((1, Date::new(digits[..4].parse().ok()?, digits[4..6].parse().ok()?, digits[6..].parse().ok()?)?))
}

/// Year, month and day in any order that says which is which.
fn in_three(text: &str, tokens: &[Token]) -> Option<(usize, Date)> {
    let [a, b, c] = tokens else { return None };
    let (between, behind) = (text[a.end..b.start].trim(), text[b.end..c.start].trim());
    let date = |year: u16, month: u16, day: u16| Some((3, Date::new(year, month as u8, day as u8)?));
    let marks = |gap: &str| gap.len() <= 3 && gap.chars().all(|c| matches!(c, ' ' | ',' | '.' | '-' | '/' | '_'));
    if marks(between) && marks(behind) {
        if let (Some(year), Some(month), Some(day)) = (a.year(), b.month(), c.number(2)) {
            return date(year, month, day);
        }
        if let (Some(day), Some(month), Some(year)) = (a.number(2), b.month(), c.year()) {
            return date(year, month, day);
        }
        if let (Some(month), Some(day), Some(year)) = (a.month(), b.number(2), c.year()) {
            return date(year, month, day);
        }
    }
    if let (Some(year), Some(month), Some(day)) = (a.year(), b.number(2), c.number(2)) {
        let separate = |gap: &str| matches!(gap, "-" | "/" | "." | "_");
        let chinese = between == "年" && behind == "月";
        return (chinese || (separate(between) && separate(behind))).then(|| date(year, month, day))?;
    }
    let (first, second, year) = (a.number(2)?, b.number(2)?, c.year()?);
    match (between, behind) {
        (".", ".") => date(year, second, first),
        // 1/2/2026 is January in one country and February in another.
        ("/", "/") | ("-", "-") if first > 12 || first == second => date(year, second, first),
        ("/", "/") | ("-", "-") if second > 12 => date(year, first, second),
        _ => None,
    }
}
