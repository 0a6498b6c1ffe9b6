//! Dictionaries tried on transcripts: what of them occurs, and what a change of them does.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::{PipelineError, Settings, Skipped, load, threads};
use crate::graph::sentence_of;
use crate::input::{self, InputFormat};
use crate::matching::{Matcher, Matches};
use crate::model::{Document, Entity, Mention};

/// What came of trying a dictionary on files.
#[derive(Debug)]
pub struct Survey<T> {
    /// What was found out.
    pub found: T,
    /// How many documents were read.
    pub documents: u64,
    /// What could not be read, in order of path.
    pub skipped: Vec<Skipped>,
}

/// How often the entities of a dictionary are mentioned.
#[derive(Debug, Default, Serialize)]
pub struct Coverage {
    /// Those that are, most often first.
    pub mentioned: Vec<Reach>,
    /// The ids of those that are not.
    pub never: Vec<String>,
}

/// How far an entity reaches.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Reach {
    /// Its id.
    pub entity: String,
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: String,
    /// How many mentions count.
    pub mentions: u64,
    /// In how many documents they are.
    pub documents: u64,
}

/// Counts the mentions of every entity of the dictionary; those in translations do not count.
///
/// # Errors
/// Where the settings are strict and a file cannot be read.
pub fn coverage(paths: &[PathBuf], matcher: &Matcher, settings: &Settings) -> Result<Survey<Coverage>, PipelineError> {
    let surveyed = each_document(paths, settings, |document, _| {
        let matches = matcher.matches(document, &settings.matching);
        let mut mentions: FxHashMap<u32, u64> = FxHashMap::default();
        for mention in counting(document, &matches).filter(|mention| (mention.entity as usize) < matcher.entity_count()) {
            *mentions.entry(mention.entity).or_default() += 1;
        }
        mentions
    })?;
    let mut counts = vec![(0, 0); matcher.entity_count()];
    for (entity, mentions) in surveyed.found.iter().flatten() {
        let (total, documents) = &mut counts[*entity as usize];
        *total += mentions;
        *documents += 1;
    }
    let mut coverage = Coverage::default();
    for (Entity { id, name, kind }, (mentions, documents)) in matcher.entities().iter().zip(counts) {
        match mentions {
            0 => coverage.never.push(id.clone()),
            _ => coverage.mentioned.push(Reach { entity: id.clone(), name: name.clone(), kind: kind.to_string(), mentions, documents }),
        }
    }
    coverage.mentioned.sort_by(|a, b| (b.mentions, b.documents, &a.entity).cmp(&(a.mentions, a.documents, &b.entity)));
    Ok(Survey { found: coverage, documents: surveyed.documents, skipped: surveyed.skipped })
}

/// What a change of dictionaries does to the mentions.
#[derive(Debug, Default, Serialize)]
pub struct Diff {
    /// Mentions where there were none, by entity, most first.
    pub gained: Vec<Change>,
    /// Mentions that are no more, by entity, most first.
    pub lost: Vec<Change>,
    /// Mentions that are now of another entity, or of the same in more or fewer words; by both, most first.
    pub changed: Vec<Change>,
}

/// Mentions that one entity gains, one loses, or one loses to another (or to itself, in more or fewer words).
#[derive(Debug, Serialize)]
pub struct Change {
    /// The entity before; none where they are gained.
    pub from: Option<String>,
    /// The entity after; none where they are lost.
    pub to: Option<String>,
    /// The name of the entity, after the change if it has one then.
    pub name: String,
    /// How many mentions.
    pub mentions: u64,
    /// In how many documents.
    pub documents: u64,
    /// Where the first of them are.
    pub places: Vec<Place>,
}

/// Where a mention is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Place {
    /// Path of the document.
    pub document: String,
    /// Line in the file, from 1.
    pub line: u32,
    /// The words.
    pub surface: String,
    /// The words before the change, where they are others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The sentence.
    pub quote: String,
}

/// Compares the mentions that two dictionaries find; mentions in translations do not count.
///
/// Up to `places` places are kept of each change, spread over documents.
///
/// # Errors
/// Where the settings are strict and a file cannot be read.
pub fn diff(paths: &[PathBuf], old: &Matcher, new: &Matcher, settings: &Settings, places: usize) -> Result<Survey<Diff>, PipelineError> {
    let surveyed = each_document(paths, settings, |document, _| {
        let (before, after) = (old.matches(document, &settings.matching), new.matches(document, &settings.matching));
        changes(document, &before, &after, places)
    })?;
    let mut groups: BTreeMap<Key, Change> = BTreeMap::new();
    for (key, change) in surveyed.found.into_iter().flatten() {
        match groups.get_mut(&key) {
            None => drop(groups.insert(key, change)),
            Some(group) => {
                group.mentions += change.mentions;
                group.documents += change.documents;
                group.places.extend(change.places);
            }
        }
    }
    let mut diff = Diff::default();
    for (key, mut change) in groups {
        change.places = spread(change.places, places);
        match key {
            (None, _) => diff.gained.push(change),
            (_, None) => diff.lost.push(change),
            _ => diff.changed.push(change),
        }
    }
    for changes in [&mut diff.gained, &mut diff.lost, &mut diff.changed] {
        changes.sort_by(|a, b| (b.mentions, b.documents, &a.from, &a.to).cmp(&(a.mentions, a.documents, &b.from, &b.to)));
    }
    Ok(Survey { found: diff, documents: surveyed.documents, skipped: surveyed.skipped })
}

/// The entity before and after.
type Key = (Option<String>, Option<String>);

/// What changes in one document.
fn changes(document: &Document, before: &Matches, after: &Matches, places: usize) -> BTreeMap<Key, Change> {
    let mut changes: BTreeMap<Key, Change> = BTreeMap::new();
    let mut add = |from: Option<&Mention>, to: Option<&Mention>| {
        let (old, new) = (from.map(|mention| before.entity(mention.entity)), to.map(|mention| after.entity(mention.entity)));
        let id = |entity: Option<&Entity>| entity.map(|entity| entity.id.clone());
        let (Some(mention), Some(entity)) = (to.or(from), new.or(old)) else { return };
        if id(old) == id(new) && from.map(|mention| mention.span) == to.map(|mention| mention.span) {
            return;
        }
        let change = changes.entry((id(old), id(new))).or_insert_with(|| Change {
            from: id(old),
            to: id(new),
            name: entity.name.clone(),
            mentions: 0,
            documents: 1,
            places: Vec::new(),
        });
        change.mentions += 1;
        if change.places.len() < places {
            change.places.push(place(document, from, mention));
        }
    };
    let mut later = counting(document, after).peekable();
    for mention in counting(document, before) {
        while let Some(gained) = later.next_if(|other| other.span.end <= mention.span.start) {
            add(None, Some(gained));
        }
        add(Some(mention), later.next_if(|other| other.span.overlaps(mention.span)));
    }
    later.for_each(|gained| add(None, Some(gained)));
    changes
}

/// The mentions that count.
fn counting<'m>(document: &'m Document, matches: &'m Matches) -> impl Iterator<Item = &'m Mention> {
    matches.mentions.iter().filter(|mention| !document.turns[mention.turn as usize].translation)
}

/// Where a mention is, and what of it was one before.
fn place(document: &Document, before: Option<&Mention>, mention: &Mention) -> Place {
    let read = |mention: &Mention| document.folded.read(&document.source, mention.folded).into_owned();
    Place {
        document: document.path.clone(),
        line: document.lines.line(mention.span.start),
        surface: read(mention),
        before: before.filter(|before| before.span != mention.span).map(read),
        quote: sentence_of(document, mention),
    }
}

/// Up to `limit` of the places, as many documents as possible first.
fn spread(places: Vec<Place>, limit: usize) -> Vec<Place> {
    let mut seen: FxHashMap<String, usize> = FxHashMap::default();
    let mut ranked: Vec<(usize, Place)> = Vec::with_capacity(places.len());
    for place in places {
        let rank = seen.entry(place.document.clone()).or_default();
        *rank += 1;
        ranked.push((*rank, place));
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().take(limit).map(|(_, place)| place).collect()
}

/// Reads all files, on as many threads as asked for, and gives what `work` makes of each, in order of path.
pub(super) fn each_document<T: Send>(
    paths: &[PathBuf],
    settings: &Settings,
    work: impl Fn(&Document, InputFormat) -> T + Sync,
) -> Result<Survey<Vec<T>>, PipelineError> {
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let worker = || {
        let mut done = Vec::new();
        while !stop.load(Ordering::Relaxed) {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(path) = paths.get(index) else { break };
            let read = read(path, settings).map(|(document, format)| work(&document, format));
            stop.fetch_or(settings.strict && read.is_err(), Ordering::Relaxed);
            done.push((index, read));
        }
        done
    };
    let mut done: Vec<(usize, Result<T, Skipped>)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads(settings, paths)).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    done.sort_unstable_by_key(|(index, _)| *index);
    let (mut found, mut skipped) = (Vec::new(), Vec::new());
    for (_, result) in done {
        match result {
            Ok(of_document) => found.push(of_document),
            Err(Skipped { path, reason }) if settings.strict => return Err(PipelineError::Strict { path, reason }),
            Err(unread) => skipped.push(unread),
        }
    }
    Ok(Survey { documents: found.len() as u64, found, skipped })
}

fn read(path: &Path, settings: &Settings) -> Result<(Document, InputFormat), Skipped> {
    let document = load(path).and_then(|bytes| input::read_and_tell(&path.to_string_lossy(), bytes, &settings.read));
    document.map_err(|reason| Skipped { path: path.to_owned(), reason })
}
