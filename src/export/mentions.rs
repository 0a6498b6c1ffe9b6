//! mentions.jsonl: one JSON object per mention; and the same as CSV.

use std::io::{self, Write};

use serde::Serialize;

use super::escape::csv_text;
use crate::matching::Matches;
use crate::model::{Document, Mention};

/// A mention as it stands in `mentions.jsonl`.
#[derive(Debug, Serialize)]
pub struct MentionRecord<'a> {
    /// Path of the document as given.
    pub document: &'a str,
    /// Number of the turn in the document, from 0.
    pub turn: u32,
    /// Heading it stands under.
    pub section: Option<&'a str>,
    /// Entity id of the speaker.
    pub speaker: Option<&'a str>,
    /// All speakers, where a joint label names several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub speakers: Vec<&'a str>,
    /// Entity id.
    pub entity: &'a str,
    /// Kind of the entity.
    pub kind: &'a str,
    /// Name of the entity.
    pub name: &'a str,
    /// The words as read, without markup and line breaks.
    pub surface: std::borrow::Cow<'a, str>,
    /// Line in the file, from 1.
    pub line: u32,
    /// Column in code points, from 1.
    pub column: u32,
    /// First byte in the file.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// The alias it is an occurrence of.
    pub alias: &'a str,
    /// Where the alias came from.
    pub rule: &'static str,
    /// Seconds from the start of the recording.
    pub time: Option<f64>,
    /// Whether it stands in a translation of another turn, and so does not count.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub translation: bool,
}

/// What divides several speakers in a field of CSV.
const UNIT_SEPARATOR: &str = "\u{1f}";

impl MentionRecord<'_> {
    /// Writes the fields in order as a line of JSON.
    ///
    /// # Errors
    /// Where the writer fails.
    pub fn write_json(&self, mut out: impl Write) -> io::Result<()> {
        serde_json::to_writer(&mut out, self)?;
        out.write_all(b"\n")
    }

    /// Writes the fields in order as a line of CSV, which columnar readers take several times faster than JSON.
    ///
    /// Text stands in quotation marks always, so that what is missing, an empty field, is not taken for empty text.
    /// Speakers are divided by U+001F.
    ///
    /// # Errors
    /// Where the writer fails.
    pub fn write_csv(&self, mut out: impl Write) -> io::Result<()> {
        let speakers = (!self.speakers.is_empty()).then(|| self.speakers.join(UNIT_SEPARATOR));
        text(&mut out, Some(self.document))?;
        write!(out, ",{},", self.turn)?;
        for field in
            [self.section, self.speaker, speakers.as_deref(), Some(self.entity), Some(self.kind), Some(self.name), Some(&self.surface)]
        {
            text(&mut out, field)?;
            out.write_all(b",")?;
        }
        write!(out, "{},{},{},{},", self.line, self.column, self.start, self.end)?;
        text(&mut out, Some(self.alias))?;
        out.write_all(b",")?;
        text(&mut out, Some(self.rule))?;
        match self.time {
            Some(time) => write!(out, ",{time}")?,
            None => out.write_all(b",")?,
        }
        writeln!(out, ",{}", self.translation)
    }
}

/// Writes a field of CSV in quotation marks, or nothing.
fn text(out: &mut impl Write, field: Option<&str>) -> io::Result<()> {
    field.map_or(Ok(()), |field| csv_text(out, field))
}

/// The mentions of a document as records, in order of place.
pub fn records<'a>(document: &'a Document, matches: &'a Matches) -> impl Iterator<Item = MentionRecord<'a>> {
    matches.mentions.iter().map(move |mention| record(document, matches, mention))
}

fn record<'a>(document: &'a Document, matches: &'a Matches, mention: &'a Mention) -> MentionRecord<'a> {
    let turn = &document.turns[mention.turn as usize];
    let entity = matches.entity(mention.entity);
    let speakers: Vec<&str> =
        turn.speakers.iter().filter_map(|&speaker| matches.speaker(speaker)).map(|speaker| matches.entity(speaker).id.as_str()).collect();
    let (line, column) = document.lines.position(&document.source, mention.span.start);
    MentionRecord {
        document: &document.path,
        turn: mention.turn,
        section: document.section_title(turn),
        speaker: speakers.first().copied(),
        speakers: if speakers.len() > 1 { speakers } else { Vec::new() },
        entity: &entity.id,
        kind: entity.kind.as_str(),
        name: &entity.name,
        surface: document.folded.read(&document.source, mention.folded),
        line,
        column,
        start: mention.span.start,
        end: mention.span.end,
        alias: matches.alias(mention),
        rule: mention.rule.as_str(),
        time: document.time_at(mention.folded.start),
        translation: turn.translation,
    }
}
