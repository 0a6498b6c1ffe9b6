use std::fmt;

/// A calendar day. Orders by time and displays as `2026-01-04`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The day, where it exists: year 1 to 9999, month 1 to 12, day 1 to the length of the month.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let length = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 => 28 + u8::from(leap),
            _ => return None,
        };
        ((1..=9999).contains(&year) && (1..=length).contains(&day)).then_some(Date { year, month, day })
    }

    /// From 1 to 9999.
    pub fn year(self) -> u16 {
        self.year
    }

    /// From 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// From 1 to the length of the month.
    pub fn day(self) -> u8 {
        self.day
    }

    /// Finds the first `year month day` in `text`, whatever separates them: `2026-01-04`,
    /// `2026/1/4`, `2026年1月4日`, `2026-01-04T10:00Z`, `20260104`.
    pub fn find(text: &str) -> Option<Self> {
        let digits = |c: char| c.is_ascii_digit();
        let mut rest = text;
        while let Some(at) = rest.find(digits) {
            rest = &rest[at..];
            let length = rest.find(|c| !digits(c)).unwrap_or(rest.len());
            let (run, after) = rest.split_at(length);
            if let Some(date) = compact(run).or_else(|| separated(run, after)) {
                return Some(date);
            }
            rest = after;
        }
        None
    }
}

fn compact(run: &str) -> Option<Date> {
    if run.len() != 8 {
        return None;
    }
    Date::new(run[..4].parse().ok()?, run[4..6].parse().ok()?, run[6..].parse().ok()?)
}

fn separated(year: &str, after: &str) -> Option<Date> {
    if year.len() != 4 {
        return None;
    }
    let (month, after) = number_after_separator(after)?;
    let (day, _) = number_after_separator(after)?;
    Date::new(year.parse().ok()?, month, day)
}

/// Reads one separator and a number of one or two digits.
fn number_after_separator(text: &str) -> Option<(u8, &str)> {
    let rest = text.strip_prefix(['-', '/', '.', '年', '月', '_'])?;
    let length = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    Some((rest[..length].parse().ok()?, &rest[length..]))
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found_in_any_usual_shape() {
        for text in ["2026-01-04", "2026/1/4", "2026年1月4日", "2026.01.04", "on 2026-01-04T10:00:00Z", "20260104", "talk-2026-01-04.md"]
        {
            assert_eq!(Date::find(text).map(|d| d.to_string()).as_deref(), Some("2026-01-04"), "{text}");
        }
        for text in ["", "2026", "2026-13-01", "2026-02-30", "12:30", "1234567890", "v2.1.3"] {
            assert_eq!(Date::find(text), None, "{text}");
        }
        assert!(Date::new(2024, 2, 29).is_some() && Date::new(2100, 2, 29).is_none());
    }
}
