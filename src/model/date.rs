use std::fmt;
use std::ops::Range;

use super::date_text::locate;

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

    /// Finds the first day in `text`, as people write them: `2026-01-04`, `2026/1/4`, `20260104`, `2026年1月4日`, `4 January 2026`,
    /// `Jan 4th, 2026`, `4.1.2026`, with or without a time behind. The day is that of the time zone it is written in.
    ///
    /// `1/4/2026` is none, for it can be either of two days; `31/1/2026` is.
    pub fn find(text: &str) -> Option<Self> {
        Self::locate(text).map(|(_, date)| date)
    }

    /// The same as [`Date::find`], and where in `text` it stands.
    pub fn locate(text: &str) -> Option<(Range<usize>, Self)> {
        locate(text)
    }
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
        for text in [
            "2026-01-04", "2026/1/4", "2026年1月4日", "2026 年 1 月 4 日", "2026.01.04", "on 2026-01-04T10:00:00Z", "20260104",
            "talk-2026-01-04.md", "20260104T101500Z", "2026-01-04T23:30:00-08:00", "2026-01-04 23:30:00 +08:00", "4 January 2026",
            "4th of January, 2026", "04 Jan 2026", "4-Jan-2026", "Jan 4, 2026", "Jan. 4th 2026", "January 4 2026", "2026 Jan 4",
            "Sun, 04 Jan 2026 10:00:00 GMT", "4.1.2026", "04.01.2026", "episode 12 of 4 January 2026", "2026_01_04",
        ] {
            assert_eq!(Date::find(text).map(|d| d.to_string()).as_deref(), Some("2026-01-04"), "{text}");
        }
        for (text, day) in
            [("31/1/2026", "2026-01-31"), ("1/31/2026", "2026-01-31"), ("3/3/2026", "2026-03-03"), ("30 Sept 2026", "2026-09-30")]
        {
            assert_eq!(Date::find(text).map(|d| d.to_string()).as_deref(), Some(day), "{text}");
        }
        for text in [
            "", "2026", "2026-13-01", "2026-02-30", "12:30", "1234567890", "v2.1.3", "1/4/2026", "may 2026", "2026 01 04",
            "4 2026 January", "in 2026, 12 of 30", "二〇二六",
        ] {
            assert_eq!(Date::find(text), None, "{text}");
        }
        assert_eq!(Date::locate("the 4 Jan 2026!").map(|(place, _)| place), Some(4..14));
        assert!(Date::new(2024, 2, 29).is_some() && Date::new(2100, 2, 29).is_none());
    }
}
