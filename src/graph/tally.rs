//! What documents contribute to the counts.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::evidence::{Best, Evidence, Rank};
use super::months::Months;
use super::quote::Quoter;
use super::window::Window;
use crate::matching::Matches;
use crate::model::{Date, Document, Entity, Kind, Mention};
use crate::text::Span;

/// Mentions further apart in the order of a window than this are not tried as the closest of their pair.
const LOOK_AHEAD: usize = 8;

/// A window of more distinct entities than this is cut to those mentioned first, for pairs grow with the square.
const MAX_ENTITIES: usize = 1_000;

/// Counts over any number of documents. Tallies add up in any order to the same result.
#[derive(Debug)]
pub struct Tally {
    window: Window,
    evidence_limit: usize,
    /// Entities up to this number are those of the dictionary.
    known: usize,
    /// Numbers of entities that only documents name, by id.
    numbers: FxHashMap<String, u32>,
    pub(super) local: Vec<LocalEntity>,
    pub(super) documents: Vec<DocumentRecord>,
    pub(super) windows: u64,
    pub(super) entities: FxHashMap<u32, EntityCounts>,
    pub(super) pairs: FxHashMap<(u32, u32), LinkCounts>,
    pub(super) discusses: FxHashMap<(u32, u32), LinkCounts>,
}

/// A document that was counted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DocumentRecord {
    /// Path as given.
    pub path: String,
    /// Title, from the head of the file.
    pub title: Option<String>,
    /// Day of publication.
    #[serde(with = "optional_date")]
    pub date: Option<Date>,
    /// The show, channel or author.
    pub show: Option<String>,
    /// Address of the recording.
    pub url: Option<String>,
    /// Turns that count.
    pub turns: u64,
    /// Windows.
    pub windows: u64,
    /// Mentions that count.
    pub mentions: u64,
    /// Entity ids of those who speak.
    pub speakers: Vec<String>,
}

/// An entity that no dictionary knows.
#[derive(Clone, Debug)]
pub(super) struct LocalEntity {
    pub id: String,
    pub kind: Kind,
    /// How many documents write its name how.
    pub names: BTreeMap<String, u64>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct EntityCounts {
    pub mentions: u64,
    pub windows: u64,
    pub turns: u64,
    pub documents: u64,
    pub spoken: u64,
    pub dates: Dates,
    /// Windows by month.
    pub months: Months,
}

/// Counts of a pair, or of a speaker and what is discussed.
#[derive(Clone, Debug, Default)]
pub(super) struct LinkCounts {
    pub weight: u64,
    pub documents: u64,
    pub dates: Dates,
    /// The weight by month.
    pub months: Months,
    pub evidence: Best,
}

/// First and last date seen.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Dates {
    pub first: Option<Date>,
    pub last: Option<Date>,
}

impl Dates {
    fn add(&mut self, first: Option<Date>, last: Option<Date>) {
        self.first = [self.first, first].into_iter().flatten().min();
        self.last = self.last.max(last);
    }
}

impl LinkCounts {
    fn merge(&mut self, limit: usize, other: LinkCounts) {
        self.weight += other.weight;
        self.documents += other.documents;
        self.dates.add(other.dates.first, other.dates.last);
        self.months.merge(&other.months);
        self.evidence.merge(limit, other.evidence);
    }

    /// Adds what one document says of the link.
    fn count(&mut self, weight: u64, date: Option<Date>) {
        self.weight += weight;
        self.documents += 1;
        self.dates.add(date, date);
        if let Some(date) = date {
            self.months.add(date.into(), weight);
        }
    }
}

impl Tally {
    /// An empty tally for matches of a dictionary of `known` entities, keeping `evidence_limit` quotes a link.
    pub fn new(window: Window, evidence_limit: usize, known: usize) -> Self {
        Tally {
            window,
            evidence_limit,
            known,
            numbers: FxHashMap::default(),
            local: Vec::new(),
            documents: Vec::new(),
            windows: 0,
            entities: FxHashMap::default(),
            pairs: FxHashMap::default(),
            discusses: FxHashMap::default(),
        }
    }

    /// The window in which this counts.
    pub fn window(&self) -> Window {
        self.window
    }

    /// How many quotes a link keeps.
    pub fn evidence_limit(&self) -> usize {
        self.evidence_limit
    }

    /// Adds one document. Turns marked as translations count nowhere.
    pub fn add(&mut self, document: &Document, matches: &Matches) {
        let mentions = counted(document, matches);
        let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
        let mentions: Vec<Mention> = mentions
            .map(|mention| Mention {
                entity: *numbers.entry(mention.entity).or_insert_with(|| self.number(matches, mention.entity)),
                ..*mention
            })
            .collect();
        let speakers: Vec<Option<(u32, Arc<str>)>> = (0..document.speakers.len() as u32)
            .map(|speaker| matches.speaker(speaker).map(|entity| (self.number(matches, entity), matches.entity(entity).id.as_str().into())))
            .collect();
        let (windows, ranges) = self.window.divide(document, &mentions);
        let turns = document.turns.iter().filter(|turn| !turn.translation).count() as u64;
        let counted = document.turns.iter().filter(|turn| !turn.translation).flat_map(|turn| &turn.speakers);
        let mut spoken: Vec<String> =
            counted.filter_map(|&speaker| speakers[speaker as usize].as_ref()).map(|(_, id)| id.to_string()).collect();
        spoken.sort_unstable();
        spoken.dedup();
        let origin = Origin {
            document,
            mentions: &mentions,
            speakers: &speakers,
            path: document.path.as_str().into(),
            sections: document.sections.iter().map(|section| section.title.as_str().into()).collect(),
        };
        let mut adder = Adder { tally: self, origin, quoter: Quoter::new(document) };
        adder.entities(&ranges);
        adder.pairs(&ranges);
        adder.discusses();
        self.windows += windows;
        let front = &document.front;
        self.documents.push(DocumentRecord {
            path: document.path.clone(),
            title: front.title.clone(),
            date: front.date,
            show: front.show.clone(),
            url: front.source.clone(),
            turns,
            windows,
            mentions: mentions.len() as u64,
            speakers: spoken,
        });
    }

    /// Adds all that another tally of the same matcher, window and limit holds.
    pub fn merge(&mut self, other: Tally) {
        let Tally { known, local, documents, windows, entities, pairs, discusses, .. } = other;
        let renumbered: Vec<u32> = local.into_iter().map(|entity| self.adopt(entity)).collect();
        let number = |old: u32| if (old as usize) < known { old } else { renumbered[old as usize - known] };
        self.documents.extend(documents);
        self.windows += windows;
        for (old, counts) in entities {
            let known = self.entities.entry(number(old)).or_default();
            known.mentions += counts.mentions;
            known.windows += counts.windows;
            known.turns += counts.turns;
            known.documents += counts.documents;
            known.spoken += counts.spoken;
            known.dates.add(counts.dates.first, counts.dates.last);
            known.months.merge(&counts.months);
        }
        let limit = self.evidence_limit;
        for ((a, b), counts) in pairs {
            self.pairs.entry(ordered(number(a), number(b))).or_default().merge(limit, counts);
        }
        for ((speaker, entity), counts) in discusses {
            self.discusses.entry((number(speaker), number(entity))).or_default().merge(limit, counts);
        }
    }

    /// The number of an entity of a document in this tally.
    fn number(&mut self, matches: &Matches, entity: u32) -> u32 {
        if (entity as usize) < self.known {
            return entity;
        }
        let Entity { id, name, kind } = matches.entity(entity);
        self.adopt(LocalEntity { id: id.clone(), kind: kind.clone(), names: BTreeMap::from([(name.clone(), 1)]) })
    }

    fn adopt(&mut self, entity: LocalEntity) -> u32 {
        if let Some(&number) = self.numbers.get(&entity.id) {
            let names = &mut self.local[number as usize - self.known].names;
            for (name, count) in entity.names {
                *names.entry(name).or_default() += count;
            }
            return number;
        }
        let number = (self.known + self.local.len()) as u32;
        self.numbers.insert(entity.id.clone(), number);
        self.local.push(entity);
        number
    }
}

/// The mentions that count: those outside translations.
fn counted<'m>(document: &'m Document, matches: &'m Matches) -> impl Iterator<Item = &'m Mention> {
    matches.mentions.iter().filter(|mention| !document.turns[mention.turn as usize].translation)
}

fn ordered(a: u32, b: u32) -> (u32, u32) {
    (a.min(b), a.max(b))
}

/// Two mentions in one window.
struct Hit {
    pair: (u32, u32),
    window: u32,
    distance: u32,
    first: u32,
    second: u32,
}

/// Adds the parts of one document.
struct Adder<'a> {
    tally: &'a mut Tally,
    origin: Origin<'a>,
    quoter: Quoter<'a>,
}

/// The document that evidence comes from; entities are already numbered as in the tally.
struct Origin<'a> {
    document: &'a Document,
    mentions: &'a [Mention],
    /// Number and id of each speaker of the document; none for roles.
    speakers: &'a [Option<(u32, Arc<str>)>],
    /// What all its quotes share.
    path: Arc<str>,
    sections: Vec<Arc<str>>,
}

impl Adder<'_> {
    fn entities(&mut self, windows: &[std::ops::Range<usize>]) {
        let mut of_document: FxHashMap<u32, EntityCounts> = FxHashMap::default();
        let mut last_turn: FxHashMap<u32, u32> = FxHashMap::default();
        for mention in self.origin.mentions {
            let counts = of_document.entry(mention.entity).or_default();
            counts.mentions += 1;
            if last_turn.insert(mention.entity, mention.turn) != Some(mention.turn) {
                counts.turns += 1;
            }
        }
        for range in windows {
            for &(entity, _) in &distinct(self.origin.mentions, range) {
                of_document.entry(entity).or_default().windows += 1;
            }
        }
        for turn in self.origin.document.turns.iter().filter(|turn| !turn.translation) {
            for &(speaker, _) in turn.speakers.iter().filter_map(|&speaker| self.origin.speakers[speaker as usize].as_ref()) {
                of_document.entry(speaker).or_default().spoken += 1;
            }
        }
        let date = self.origin.document.front.date;
        for (entity, counts) in of_document {
            let total = self.tally.entities.entry(entity).or_default();
            total.mentions += counts.mentions;
            total.windows += counts.windows;
            total.turns += counts.turns;
            total.documents += 1;
            total.spoken += counts.spoken;
            total.dates.add(date, date);
            if let Some(date) = date.filter(|_| counts.windows > 0) {
                total.months.add(date.into(), counts.windows);
            }
        }
    }

    fn pairs(&mut self, windows: &[std::ops::Range<usize>]) {
        let mut hits = Vec::new();
        for (window, range) in (0..).zip(windows) {
            self.hits(window, range.clone(), &mut hits);
        }
        hits.sort_unstable_by_key(|hit| (hit.pair, hit.window, hit.distance, hit.first, hit.second));
        hits.dedup_by_key(|hit| (hit.pair, hit.window));
        for group in hits.chunk_by_mut(|a, b| a.pair == b.pair) {
            let weight = group.len() as u64;
            group.sort_unstable_by_key(|hit| (hit.distance, hit.window));
            let Adder { tally, origin, quoter } = &mut *self;
            let (limit, date) = (tally.evidence_limit, origin.document.front.date);
            let counts = tally.pairs.entry(group[0].pair).or_default();
            counts.count(weight, date);
            for (in_document, hit) in (0..).zip(group.iter().take(limit)) {
                let (first, second) = (&origin.mentions[hit.first as usize], &origin.mentions[hit.second as usize]);
                counts
                    .evidence
                    .offer(limit, origin.rank(in_document, hit.distance, first), || origin.evidence(quoter, first, second.folded));
            }
        }
    }

    /// Every pair of a window at least once, and close neighbours, so that the closest of a pair is among them.
    fn hits(&self, window: u32, range: std::ops::Range<usize>, hits: &mut Vec<Hit>) {
        let mut push = |first: usize, second: usize| {
            let (a, b) = (&self.origin.mentions[first], &self.origin.mentions[second]);
            if a.entity != b.entity {
                let distance = b.folded.start.saturating_sub(a.folded.end);
                hits.push(Hit { pair: ordered(a.entity, b.entity), window, distance, first: first as u32, second: second as u32 });
            }
        };
        for first in range.clone() {
            for second in (first + 1..range.end).take(LOOK_AHEAD) {
                push(first, second);
            }
        }
        let distinct = distinct(self.origin.mentions, &range);
        for (i, &(_, first)) in distinct.iter().enumerate() {
            for &(_, second) in &distinct[i + 1..] {
                if first.abs_diff(second) > LOOK_AHEAD {
                    push(first.min(second), first.max(second));
                }
            }
        }
    }

    fn discusses(&mut self) {
        let Adder { tally, origin, quoter } = self;
        let mut links: FxHashMap<(u32, u32), Vec<usize>> = FxHashMap::default();
        let mut start = 0;
        for of_turn in origin.mentions.chunk_by(|a, b| a.turn == b.turn) {
            let range = start..start + of_turn.len();
            start = range.end;
            let entities = distinct(origin.mentions, &range);
            let turn = &origin.document.turns[of_turn[0].turn as usize];
            for &(speaker, _) in turn.speakers.iter().filter_map(|&speaker| origin.speakers[speaker as usize].as_ref()) {
                for &(entity, first) in entities.iter().filter(|&&(entity, _)| entity != speaker) {
                    links.entry((speaker, entity)).or_default().push(first);
                }
            }
        }
        let (limit, date) = (tally.evidence_limit, origin.document.front.date);
        for (link, turns) in links {
            let counts = tally.discusses.entry(link).or_default();
            counts.count(turns.len() as u64, date);
            for (in_document, &index) in (0..).zip(turns.iter().take(limit)) {
                let mention = &origin.mentions[index];
                counts.evidence.offer(limit, origin.rank(in_document, 0, mention), || origin.evidence(quoter, mention, mention.folded));
            }
        }
    }
}

impl Origin<'_> {
    fn rank(&self, in_document: u32, distance: u32, first: &Mention) -> Rank {
        Rank { in_document, distance, date: Reverse(self.document.front.date), document: Arc::clone(&self.path), start: first.span.start }
    }

    fn evidence(&self, quoter: &mut Quoter, mention: &Mention, other: Span) -> Evidence {
        let document = self.document;
        let turn = &document.turns[mention.turn as usize];
        // A window may reach over several turns; the quote then needs both.
        let last = document.turn_at(other.start).map_or(turn.span, |turn| document.turns[turn].span);
        let stretch = Span { start: turn.span.start.min(last.start), end: turn.span.end.max(last.end) };
        let speaker = turn.speakers.iter().find_map(|&speaker| self.speakers[speaker as usize].as_ref());
        Evidence {
            document: Arc::clone(&self.path),
            section: turn.section.map(|index| Arc::clone(&self.sections[index as usize])),
            line: document.lines.line(mention.span.start),
            speaker: speaker.map(|(_, id)| Arc::clone(id)),
            time: document.time_at(mention.folded.start),
            quote: quoter.quote(stretch, mention.folded, other),
            url: document.url_at(mention.folded.start).map(Arc::from),
        }
    }
}

/// The distinct entities of a range of mentions, with the first mention of each, at most [`MAX_ENTITIES`].
fn distinct(mentions: &[Mention], range: &std::ops::Range<usize>) -> Vec<(u32, usize)> {
    let mut entities: Vec<(u32, usize)> = range.clone().map(|index| (mentions[index].entity, index)).collect();
    entities.sort_unstable();
    entities.dedup_by_key(|(entity, _)| *entity);
    if entities.len() > MAX_ENTITIES {
        entities.sort_unstable_by_key(|(_, index)| *index);
        entities.truncate(MAX_ENTITIES);
    }
    entities
}

/// Dates as `2026-01-04` in JSON.
pub(super) mod optional_date {
    use serde::{Deserialize, Deserializer, Serializer};

    use crate::model::Date;

    pub fn serialize<S: Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
        match date {
            Some(date) => serializer.collect_str(date),
            None => serializer.serialize_none(),
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
        Ok(Option::<String>::deserialize(deserializer)?.and_then(|text| Date::find(&text)))
    }
}
