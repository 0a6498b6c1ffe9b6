//! What tables hold.

use std::borrow::Cow;

use crate::model::Date;

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// Text.
    Text,
    /// Any number of texts.
    Texts,
    /// A calendar day.
    Day,
    /// A whole number.
    Integer,
    /// A real number.
    Real,
    /// True or false.
    Boolean,
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub holds: Type,
}

/// A cell of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing is known.
    Empty,
    /// Text without NUL, at which many programs stop reading.
    Text(Cow<'a, str>),
    /// Any number of texts, likewise.
    Texts(Vec<Cow<'a, str>>),
    /// A calendar day.
    Day(Date),
    /// A whole number.
    Integer(i64),
    /// A real number.
    Real(f64),
    /// True or false.
    Boolean(bool),
}

impl<'a> Cell<'a> {
    /// A text, NUL replaced.
    pub fn text(text: &'a str) -> Self {
        Cell::Text(without_nul(text))
    }

    /// A text that may be missing.
    pub fn maybe(text: Option<&'a str>) -> Self {
        text.map_or(Cell::Empty, Cell::text)
    }
}

impl From<u64> for Cell<'_> {
    fn from(number: u64) -> Self {
        Cell::Integer(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<u32> for Cell<'_> {
    fn from(number: u32) -> Self {
        Cell::Integer(number.into())
    }
}

impl From<f64> for Cell<'_> {
    fn from(number: f64) -> Self {
        Cell::Real(number)
    }
}

impl From<bool> for Cell<'_> {
    fn from(truth: bool) -> Self {
        Cell::Boolean(truth)
    }
}

impl From<Option<f64>> for Cell<'_> {
    fn from(number: Option<f64>) -> Self {
        number.map_or(Cell::Empty, Cell::Real)
    }
}

impl From<Option<Date>> for Cell<'_> {
    fn from(day: Option<Date>) -> Self {
        day.map_or(Cell::Empty, Cell::Day)
    }
}

/// Text in which NUL, at which many programs stop reading, is U+FFFD.
pub fn without_nul(text: &str) -> Cow<'_, str> {
    if text.contains('\0') { Cow::Owned(text.replace('\0', "\u{fffd}")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nul_is_replaced() {
        assert_eq!(without_nul("a\0"), "a\u{fffd}");
        assert_eq!(Cell::maybe(None), Cell::Empty);
        assert_eq!(Cell::from(u64::MAX), Cell::Integer(i64::MAX));
    }
}
