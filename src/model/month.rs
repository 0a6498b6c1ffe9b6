use std::fmt;
use std::str::FromStr;

use super::Date;

/// A calendar month. Orders by time and displays as `2026-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// Months since January of the year 0.
    number: u32,
}

impl Month {
    /// The month of that year, where there is one: year 1 to 9999, month 1 to 12.
    pub fn new(year: u16, month: u8) -> Option<Self> {
        Date::new(year, month, 1).map(Month::from)
    }

    /// From 1 to 9999.
    pub fn year(self) -> u16 {
        (self.number / 12) as u16
    }

    /// From 1 to 12.
    pub fn month(self) -> u8 {
        (self.number % 12) as u8 + 1
    }

    /// The month this many months later, or earlier where negative.
    pub fn plus(self, months: i32) -> Self {
        Month { number: self.number.saturating_add_signed(months) }
    }

    /// How many months this lies behind `earlier`; negative where it lies before it.
    pub fn since(self, earlier: Month) -> i32 {
        self.number as i32 - earlier.number as i32
    }
}

impl From<Date> for Month {
    fn from(date: Date) -> Self {
        Month { number: u32::from(date.year()) * 12 + u32::from(date.month()) - 1 }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month())
    }
}

impl FromStr for Month {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('-').filter(|(year, month)| year.len() == 4 && month.len() == 2);
        parts
            .and_then(|(year, month)| Month::new(year.parse().ok()?, month.parse().ok()?))
            .ok_or_else(|| format!("`{text}` is no month; write it like 2026-01"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_counted_and_named() {
        let month = |text: &str| text.parse::<Month>().expect("a month");
        assert_eq!(month("2026-01").to_string(), "2026-01");
        assert_eq!(month("2026-01").plus(-1), month("2025-12"));
        assert_eq!(month("2026-11").plus(3), month("2027-02"));
        assert_eq!(month("2026-02").since(month("2024-12")), 14);
        assert_eq!(Month::from(Date::new(2026, 12, 31).expect("a day")), month("2026-12"));
        for text in ["2026", "2026-13", "2026-00", "2026-1", "26-01", "2026-01-01", "2026-ab", ""] {
            assert!(text.parse::<Month>().is_err(), "{text}");
        }
    }
}
