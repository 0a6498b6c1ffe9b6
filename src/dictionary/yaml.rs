//! The shape of a dictionary file.

use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    /// The kind of entities that name none of their own.
    pub kind: Option<String>,
    pub entities: Vec<Entity>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entity {
    pub id: Text,
    pub name: Text,
    pub kind: Option<String>,
    #[serde(default)]
    pub aliases: Vec<Alias>,
    #[serde(default)]
    pub patterns: Vec<Alias>,
    #[serde(default)]
    pub not: Texts,
    pub case: Option<Case>,
    pub boundary: Option<Boundary>,
    pub when: Option<Evidence>,
    pub unless: Option<Evidence>,
    #[serde(default, rename = "match")]
    pub matches: Texts,
    #[serde(default)]
    pub not_match: Texts,
}

/// An alias: a text alone, or one with conditions.
pub(super) struct Alias(pub AliasFields);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AliasFields {
    pub text: Text,
    pub case: Option<Case>,
    pub boundary: Option<Boundary>,
    pub when: Option<Evidence>,
    pub unless: Option<Evidence>,
    #[serde(default)]
    pub not: Texts,
}

impl AliasFields {
    /// An alias that sets nothing.
    pub fn plain(text: String) -> Self {
        AliasFields { text: Text(text), case: None, boundary: None, when: None, unless: None, not: Texts::default() }
    }
}

#[derive(Clone, Copy, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
pub(super) enum Case {
    Exact,
    Fold,
}

#[derive(Clone, Copy, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
pub(super) enum Boundary {
    Word,
    None,
}

/// Conditions, or the word `none` to lift those of the entity.
#[derive(Clone, Default)]
pub(super) struct Evidence(pub EvidenceFields);

#[derive(Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EvidenceFields {
    #[serde(default)]
    pub document: Texts,
    #[serde(default)]
    pub near: Texts,
    #[serde(default)]
    pub before: Texts,
    #[serde(default)]
    pub after: Texts,
    #[serde(default)]
    pub entity: bool,
}

/// A text; numbers and booleans, which YAML makes of unquoted `360` and `No`, are errors with a remedy.
pub(super) struct Text(pub String);

/// One text or a list of them.
#[derive(Clone, Default)]
pub(super) struct Texts(pub Vec<String>);

struct TextVisitor;

impl Visitor<'_> for TextVisitor {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Text, E> {
        Ok(Text(text.to_owned()))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Text, E> {
        Err(E::custom(format!("YAML reads this as the truth value `{value}`; put the name in quotes")))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Text, E> {
        Err(E::custom(format!("YAML reads this as the number {value}; put the name in quotes")))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Text, E> {
        Err(E::custom(format!("YAML reads this as the number {value}; put the name in quotes")))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Text, E> {
        Err(E::custom(format!("YAML reads this as the number {value}; put the name in quotes")))
    }

    fn visit_unit<E: Error>(self) -> Result<Text, E> {
        Err(E::custom("there is nothing here; give a text or leave the key out"))
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor)
    }
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextsVisitor;
        impl<'de> Visitor<'de> for TextsVisitor {
            type Value = Texts;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a list of texts")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Texts, E> {
                Ok(Texts(vec![text.to_owned()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Texts, A::Error> {
                let texts = Vec::<Text>::deserialize(SeqAccessDeserializer::new(seq))?;
                Ok(Texts(texts.into_iter().map(|text| text.0).collect()))
            }
        }
        deserializer.deserialize_any(TextsVisitor)
    }
}

impl<'de> Deserialize<'de> for Alias {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AliasVisitor;
        impl<'de> Visitor<'de> for AliasVisitor {
            type Value = Alias;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, or a map with the key `text`")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Alias, E> {
                Ok(Alias(AliasFields::plain(text.to_owned())))
            }

            fn visit_bool<E: Error>(self, value: bool) -> Result<Alias, E> {
                TextVisitor.visit_bool(value).and_then(|text: Text| self.visit_str(&text.0))
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<Alias, E> {
                TextVisitor.visit_i64(value).and_then(|text: Text| self.visit_str(&text.0))
            }

            fn visit_u64<E: Error>(self, value: u64) -> Result<Alias, E> {
                TextVisitor.visit_u64(value).and_then(|text: Text| self.visit_str(&text.0))
            }

            fn visit_f64<E: Error>(self, value: f64) -> Result<Alias, E> {
                TextVisitor.visit_f64(value).and_then(|text: Text| self.visit_str(&text.0))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Alias, A::Error> {
                AliasFields::deserialize(MapAccessDeserializer::new(map)).map(Alias)
            }
        }
        deserializer.deserialize_any(AliasVisitor)
    }
}

impl<'de> Deserialize<'de> for Evidence {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EvidenceVisitor;
        impl<'de> Visitor<'de> for EvidenceVisitor {
            type Value = Evidence;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`none`, or a map with document, near, before, after, entity")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Evidence, E> {
                match text {
                    "none" => Ok(Evidence::default()),
                    _ => Err(E::custom(format!("`{text}` is no evidence; write `none`, or a map such as {{near: [{text}]}}"))),
                }
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Evidence, A::Error> {
                EvidenceFields::deserialize(MapAccessDeserializer::new(map)).map(Evidence)
            }
        }
        deserializer.deserialize_any(EvidenceVisitor)
    }
}
