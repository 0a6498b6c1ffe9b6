//! PackStream 1, in which Bolt writes values.

use crate::model::Date;
use crate::tables::Cell;

/// A value as it goes over the line.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Null,
    Boolean(bool),
    Integer(i64),
    Real(f64),
    Text(String),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
    /// A structure: its tag and fields. Messages are such, and days.
    Structure(u8, Vec<Value>),
}

/// The tag of a calendar day.
const DAY: u8 = 0x44;

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::Text(text.to_owned())
    }
}

impl From<&Cell<'_>> for Value {
    fn from(cell: &Cell<'_>) -> Self {
        match cell {
            Cell::Empty => Value::Null,
            Cell::Text(text) => Value::Text(text.clone().into_owned()),
            Cell::Texts(texts) => Value::List(texts.iter().map(|text| Value::from(&**text)).collect()),
            Cell::Day(day) => Value::Structure(DAY, vec![Value::Integer(days_since_1970(*day))]),
            Cell::Integer(number) => Value::Integer(*number),
            Cell::Real(number) => Value::Real(*number),
            Cell::Boolean(truth) => Value::Boolean(*truth),
        }
    }
}

impl Value {
    /// The value of a key, of a map.
    pub fn get(&self, key: &str) -> Option<&Value> {
        let Value::Map(entries) = self else { return None };
        entries.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The text, of a text.
    pub fn text(&self) -> Option<&str> {
        if let Value::Text(text) = self { Some(text) } else { None }
    }

    /// Appends the value as it goes over the line.
    pub fn encode(&self, out: &mut Vec<u8>) {
        match self {
            Value::Null => out.push(0xc0),
            Value::Boolean(truth) => out.push(0xc2 + u8::from(*truth)),
            Value::Integer(number) => integer(*number, out),
            Value::Real(number) => {
                out.push(0xc1);
                out.extend(number.to_be_bytes());
            }
            Value::Text(text) => string(text, out),
            Value::List(items) => {
                size(items.len(), 0x90, [0xd4, 0xd5, 0xd6], out);
                items.iter().for_each(|item| item.encode(out));
            }
            Value::Map(entries) => {
                size(entries.len(), 0xa0, [0xd8, 0xd9, 0xda], out);
                for (key, value) in entries {
                    string(key, out);
                    value.encode(out);
                }
            }
            Value::Structure(tag, fields) => {
                // No structure has more than fifteen fields.
                out.push(0xb0 | (fields.len() as u8 & 0x0f));
                out.push(*tag);
                fields.iter().for_each(|field| field.encode(out));
            }
        }
    }

    /// Takes a value from the front of `bytes`; none where they hold no whole value.
    pub fn decode(bytes: &mut &[u8]) -> Option<Value> {
        let marker = take(bytes, 1)?[0];
        let low = usize::from(marker & 0x0f);
        Some(match marker {
            0xc0 => Value::Null,
            0xc2 | 0xc3 => Value::Boolean(marker == 0xc3),
            0xc1 => Value::Real(f64::from_bits(number(bytes, 8)?)),
            0x00..=0x7f | 0xf0..=0xff => Value::Integer((marker as i8).into()),
            0xc8 => Value::Integer((number(bytes, 1)? as i8).into()),
            0xc9 => Value::Integer((number(bytes, 2)? as i16).into()),
            0xca => Value::Integer((number(bytes, 4)? as i32).into()),
            0xcb => Value::Integer(number(bytes, 8)? as i64),
            0x80..=0x8f => text(bytes, low)?,
            0xd0..=0xd2 => text_of_size(bytes, marker - 0xd0)?,
            // Bytes, of which nothing here needs any.
            0xcc..=0xce => {
                let length = size_of(bytes, marker - 0xcc)?;
                take(bytes, length)?;
                Value::Null
            }
            0x90..=0x9f => list(bytes, low)?,
            0xd4..=0xd6 => {
                let length = size_of(bytes, marker - 0xd4)?;
                list(bytes, length)?
            }
            0xa0..=0xaf => map(bytes, low)?,
            0xd8..=0xda => {
                let length = size_of(bytes, marker - 0xd8)?;
                map(bytes, length)?
            }
            0xb0..=0xbf => {
                let tag = take(bytes, 1)?[0];
                let Value::List(fields) = list(bytes, low)? else { return None };
                Value::Structure(tag, fields)
            }
            _ => return None,
        })
    }
}

fn integer(number: i64, out: &mut Vec<u8>) {
    if let Ok(small) = i8::try_from(number) {
        if small < -16 {
            out.push(0xc8);
        }
        out.push(small as u8);
    } else if let Ok(number) = i16::try_from(number) {
        out.push(0xc9);
        out.extend(number.to_be_bytes());
    } else if let Ok(number) = i32::try_from(number) {
        out.push(0xca);
        out.extend(number.to_be_bytes());
    } else {
        out.push(0xcb);
        out.extend(number.to_be_bytes());
    }
}

fn string(text: &str, out: &mut Vec<u8>) {
    size(text.len(), 0x80, [0xd0, 0xd1, 0xd2], out);
    out.extend(text.as_bytes());
}

/// A size in the marker itself, or in one, two or four bytes behind a marker.
fn size(length: usize, tiny: u8, markers: [u8; 3], out: &mut Vec<u8>) {
    match length {
        0..=0x0f => out.push(tiny | length as u8),
        0x10..=0xff => out.extend([markers[0], length as u8]),
        0x100..=0xffff => {
            out.push(markers[1]);
            out.extend((length as u16).to_be_bytes());
        }
        _ => {
            out.push(markers[2]);
            out.extend((length as u32).to_be_bytes());
        }
    }
}

fn take<'b>(bytes: &mut &'b [u8], count: usize) -> Option<&'b [u8]> {
    let (taken, rest) = bytes.split_at_checked(count)?;
    *bytes = rest;
    Some(taken)
}

fn number(bytes: &mut &[u8], width: usize) -> Option<u64> {
    Some(take(bytes, width)?.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}

/// A size of one, two or four bytes: 2 to the power of `step`.
fn size_of(bytes: &mut &[u8], step: u8) -> Option<usize> {
    usize::try_from(number(bytes, 1 << step)?).ok()
}

fn text(bytes: &mut &[u8], length: usize) -> Option<Value> {
    Some(Value::Text(String::from_utf8_lossy(take(bytes, length)?).into_owned()))
}

fn text_of_size(bytes: &mut &[u8], step: u8) -> Option<Value> {
    let length = size_of(bytes, step)?;
    text(bytes, length)
}

fn list(bytes: &mut &[u8], length: usize) -> Option<Value> {
    (0..length).map(|_| Value::decode(bytes)).collect::<Option<_>>().map(Value::List)
}

fn map(bytes: &mut &[u8], length: usize) -> Option<Value> {
    let mut entry = || Some((Value::decode(bytes)?.text()?.to_owned(), Value::decode(bytes)?));
    (0..length).map(|_| entry()).collect::<Option<_>>().map(Value::Map)
}

/// Days from 1 January 1970 (Hinnant, chrono-compatible low-level date algorithms).
fn days_since_1970(day: Date) -> i64 {
    let (month, day_of_month) = (i64::from(day.month()), i64::from(day.day()));
    let year = i64::from(day.year()) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day_of_month - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let texts = ["", "short", "陈茜：《电影》", &"x".repeat(300), &"y".repeat(70_000)].map(Value::from);
        let integers = [0, -16, -17, 127, 128, -129, 40_000, -40_000, i64::MAX, i64::MIN].map(Value::Integer);
        let many = std::iter::repeat_n(integers, 40).flatten().collect();
        let map = (0..20).map(|i| (format!("key {i}"), Value::Real(f64::from(i) / 7.0))).collect();
        let all = vec![Value::List(texts.to_vec()), Value::List(many), Value::Map(map), Value::Boolean(true), Value::Null];
        let value = Value::Structure(0x10, all);
        let mut bytes = Vec::new();
        value.encode(&mut bytes);
        let mut rest = bytes.as_slice();
        assert_eq!(Value::decode(&mut rest), Some(value));
        assert!(rest.is_empty());
        assert_eq!(Value::decode(&mut &bytes[..bytes.len() - 1]), None);
    }

    #[test]
    fn days() {
        let of = |year, month, day| days_since_1970(Date::new(year, month, day).expect("a day"));
        assert_eq!([of(1970, 1, 1), of(1969, 12, 31), of(2000, 2, 29), of(2026, 11, 27)], [0, -1, 11_016, 20_784]);
    }
}
