//! JSON whose strings know where they are stored.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::clock::clock;
use super::error::InputError;
use super::runs::{Run, stored};
use crate::text::Span;

/// A JSON value as it stands in the file; it is parsed where somebody looks inside.
pub(super) type Json<'s> = &'s RawValue;

/// The values of a file, which holds one, or one a line.
///
/// # Errors
/// Where one of them is no JSON.
pub(super) fn values(source: &str) -> Result<Vec<Json<'_>>, InputError> {
    let text = source.trim_start_matches('\u{feff}');
    let values = serde_json::Deserializer::from_str(text).into_iter::<Json>();
    values.collect::<Result<_, _>>().map_err(|error| InputError::Json { line: error.line(), reason: reason(&error) })
}

/// What serde says is wrong, without the place.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split_once(" at line ").map_or(text.clone(), |(reason, _)| reason.to_owned())
}

/// The fields of a JSON object, in order.
#[derive(Debug, Default)]
pub(super) struct Object<'s>(Vec<(Cow<'s, str>, Json<'s>)>);

impl<'s> Object<'s> {
    /// The fields of a value; none where it is no object.
    pub fn of(value: Json<'s>) -> Self {
        if !value.get().starts_with('{') {
            return Object::default();
        }
        serde_json::from_str(value.get()).unwrap_or_default()
    }

    /// The first of these fields that is there and not null.
    pub fn get(&self, keys: &[&str]) -> Option<Json<'s>> {
        let field = |key: &&str| self.0.iter().find(|(name, value)| name == key && value.get() != "null").map(|(_, value)| *value);
        keys.iter().find_map(field)
    }

    /// The first of these fields that is a string or number, as text.
    pub fn text(&self, keys: &[&str]) -> Option<Cow<'s, str>> {
        keys.iter().find_map(|key| scalar(self.get(&[key])?)).filter(|text| !text.trim().is_empty())
    }

    /// The first of these fields that is a number or a time of day, or a list that begins with one, in seconds.
    pub fn seconds(&self, keys: &[&str]) -> Option<f64> {
        keys.iter().find_map(|key| seconds(self.get(&[key])?))
    }

    /// The first of these fields that is a list of objects.
    pub fn list(&self, keys: &[&str]) -> Option<Vec<Json<'s>>> {
        keys.iter().find_map(|key| list(self.get(&[key])?)).filter(|items| !items.is_empty())
    }

    /// The names of the fields.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_ref())
    }
}

/// The items of an array.
pub(super) fn list(value: Json<'_>) -> Option<Vec<Json<'_>>> {
    value.get().starts_with('[').then(|| serde_json::from_str(value.get()).ok())?
}

fn scalar(value: Json<'_>) -> Option<Cow<'_, str>> {
    let text = value.get();
    match text.as_bytes()[0] {
        b'"' if !text.contains('\\') => Some(Cow::Borrowed(&text[1..text.len() - 1])),
        b'"' => serde_json::from_str(text).ok().map(Cow::Owned),
        b'0'..=b'9' | b'-' => Some(Cow::Borrowed(text)),
        _ => None,
    }
}

fn seconds(value: Json<'_>) -> Option<f64> {
    let value = list(value).map_or(Some(value), |items| items.first().copied())?;
    let text = scalar(value)?;
    let text = text.trim().trim_end_matches('s');
    let seconds = clock(text).or_else(|| text.parse().ok())?;
    (seconds.is_finite() && seconds >= 0.0).then_some(seconds)
}

/// The lines of a string with their places in `source`, which holds it; none where the value is no string.
pub(super) fn lines(source: &str, value: Json<'_>) -> Vec<Vec<Run>> {
    let mut lines = vec![Vec::new()];
    if !value.get().starts_with('"') {
        return Vec::new();
    }
    let start = value.get().as_ptr() as usize - source.as_ptr() as usize + 1;
    let end = start + value.get().len() - 2;
    let bytes = &source.as_bytes()[..end];
    let mut clean = start;
    while let Some(found) = memchr::memchr(b'\\', &bytes[clean..]) {
        let at = clean + found;
        let (c, length) = escape(&bytes[at..]);
        let last = lines.len() - 1;
        stored(&mut lines[last], clean, at);
        match c {
            '\n' | '\r' => lines.push(Vec::new()),
            c => lines[last].push(Run::Decoded(if c.is_control() { ' ' } else { c }, Span::new(at, at + length))),
        }
        clean = at + length;
    }
    let last = lines.len() - 1;
    stored(&mut lines[last], clean, end);
    lines
}

/// The character that the escape at the head of `bytes` stands for, and the escape's length.
fn escape(bytes: &[u8]) -> (char, usize) {
    let unit = |at: usize| {
        let digits = bytes.get(at..at + 6).filter(|digits| digits.starts_with(b"\\u"))?;
        u32::from_str_radix(std::str::from_utf8(&digits[2..]).ok()?, 16).ok()
    };
    match bytes.get(1) {
        Some(b'n') => ('\n', 2),
        Some(b'r') => ('\r', 2),
        Some(b'u') => match (unit(0), unit(6)) {
            (Some(high @ 0xd800..0xdc00), Some(low @ 0xdc00..0xe000)) => {
                (char::from_u32(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00)).unwrap_or(' '), 12)
            }
            (Some(code), _) => (char::from_u32(code).unwrap_or(' '), 6),
            (None, _) => (' ', bytes.len().min(6)),
        },
        Some(b't' | b'b' | b'f') => (' ', 2),
        Some(&c) => (char::from(c), 2),
        None => (' ', 1),
    }
}

impl<'de: 's, 's> Deserialize<'de> for Object<'s> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Fields)
    }
}

struct Fields;

impl<'de> Visitor<'de> for Fields {
    type Value = Object<'de>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Object<'de>, M::Error> {
        let mut fields = Vec::new();
        while let Some(Key(name)) = map.next_key()? {
            fields.push((name, map.next_value()?));
        }
        Ok(Object(fields))
    }
}

/// A name that is copied only where it has escapes.
#[derive(serde::Deserialize)]
struct Key<'s>(#[serde(borrow)] Cow<'s, str>);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::runs::text;

    #[test]
    fn strings_know_their_places() {
        let source = r#"{"a": 1, "text": "\u4e2d国 \"x\" \ud83d\ude00\n\u00e9nd\ud800.", "text": null}"#;
        let object = Object::of(values(source).expect("JSON")[0]);
        let lines = lines(source, object.get(&["none", "text"]).expect("there"));
        let texts: Vec<_> = lines.iter().map(|line| text(source, line).into_owned()).collect();
        assert_eq!(texts, ["中国 \"x\" 😀", "énd ."]);
        let Run::Decoded('中', span) = lines[0][0] else { panic!("{lines:?}") };
        assert_eq!(&source[span.range()], r"\u4e2d");
    }

    #[test]
    fn times_and_names_in_any_type() {
        let object = Object::of(values(r#"{"a": "00:01:02.5", "b": 3, "c": "4.5s", "d": -1, "e": [], "f": "x\"y"}"#).expect("JSON")[0]);
        let times: Vec<_> = ["a", "b", "c", "d", "e", "f"].iter().map(|key| object.seconds(&[key])).collect();
        assert_eq!(times, [Some(62.5), Some(3.0), Some(4.5), None, None, None]);
        assert_eq!(object.text(&["e", "f"]).as_deref(), Some("x\"y"));
    }

    #[test]
    fn errors_name_the_line() {
        let error = values("{\"a\": 1}\n{\"a\": \n").expect_err("broken").to_string();
        assert!(error.contains("line 2") || error.contains("line 3"), "{error}");
        assert!(values(&"[".repeat(100_000)).is_err());
    }
}
