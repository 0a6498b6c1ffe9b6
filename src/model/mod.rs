//! The words of the field as types: document, turn, speaker, entity, alias, mention.

mod date;
mod date_text;
mod document;
mod entity;
mod link;
mod mention;
mod month;
mod recording;

pub use date::Date;
pub use document::{Document, FrontMatter, ListedName, Section, Speaker, Stored, TimeMark, Turn};
pub use entity::{Entity, Kind, slug};
pub use link::link_at;
pub use mention::{Mention, Rule};
pub use month::Month;
pub use recording::recording;
