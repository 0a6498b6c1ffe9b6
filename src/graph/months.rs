//! Counts per calendar month.

use std::fmt;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::Month;

/// Counts per calendar month, in order of time; in JSON an object such as `{"2026-01":3}`.
///
/// What comes from documents without a date is in no month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Months(Vec<(Month, u64)>);

impl Months {
    /// Adds to the count of a month.
    pub fn add(&mut self, month: Month, count: u64) {
        match self.0.binary_search_by_key(&month, |&(month, _)| month) {
            Ok(at) => self.0[at].1 += count,
            Err(at) => self.0.insert(at, (month, count)),
        }
    }

    /// Adds the counts of another.
    pub fn merge(&mut self, other: &Months) {
        for (month, count) in other.iter() {
            self.add(month, count);
        }
    }

    /// The months that have a count, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (Month, u64)> {
        self.0.iter().copied()
    }

    /// Whether no month has a count.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Months {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(month, count)| (Text(month), count)))
    }
}

/// A month as the key of an object.
struct Text(Month);

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Months {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Months;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of months such as {\"2026-01\": 3}")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Months, A::Error> {
                let mut months = Months::default();
                while let Some((month, count)) = map.next_entry::<String, u64>()? {
                    months.add(month.parse().map_err(A::Error::custom)?, count);
                }
                Ok(months)
            }
        }
        deserializer.deserialize_map(Object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_add_up_in_any_order_and_come_back_from_json() {
        let month = |text: &str| text.parse::<Month>().expect("a month");
        let mut months = Months::default();
        months.add(month("2026-02"), 2);
        months.add(month("2025-12"), 1);
        let mut other = Months::default();
        other.add(month("2026-02"), 3);
        other.merge(&months);
        let json = serde_json::to_string(&other).expect("JSON");
        assert_eq!(json, r#"{"2025-12":1,"2026-02":5}"#);
        assert_eq!(serde_json::from_str::<Months>(&json).expect("reads"), other);
        assert!(serde_json::from_str::<Months>(r#"{"May":1}"#).is_err());
    }
}
