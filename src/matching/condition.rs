//! Evidence for and against ambiguous aliases.

use std::cell::{OnceCell, RefCell};

use memchr::memmem::Finder;
use rustc_hash::{FxHashMap, FxHashSet};

use super::boundary::has_free_edges;
use crate::dictionary::{Condition, NEAR};
use crate::model::Document;
use crate::text::{Case, Span, fold};

/// All conditions of a dictionary, each once.
#[derive(Debug, Default)]
pub(super) struct Conditions {
    all: Vec<Compiled>,
    index: FxHashMap<Condition, u32>,
}

#[derive(Debug)]
struct Compiled {
    condition: Condition,
    /// The folded clue.
    clue: String,
    finder: Finder<'static>,
}

impl Conditions {
    /// The numbers under which the conditions are known from now on.
    pub fn intern(&mut self, conditions: &[Condition]) -> Vec<u32> {
        conditions.iter().map(|condition| self.intern_one(condition)).collect()
    }

    /// The condition with this number.
    pub fn get(&self, number: u32) -> &Condition {
        &self.all[number as usize].condition
    }

    fn intern_one(&mut self, condition: &Condition) -> u32 {
        if let Some(&known) = self.index.get(condition) {
            return known;
        }
        let number = self.all.len() as u32;
        let clue = match condition {
            Condition::Document(text) | Condition::Near(text) | Condition::Before(text) | Condition::After(text) => fold(text, Case::Fold),
            Condition::Entity => String::new(),
        };
        self.all.push(Compiled { condition: condition.clone(), finder: Finder::new(&clue).into_owned(), clue });
        self.index.insert(condition.clone(), number);
        number
    }
}

/// What one document offers as evidence.
pub(super) struct Evidence<'d> {
    conditions: &'d Conditions,
    document: &'d Document,
    /// Folded title and listed names, which are evidence without being spoken.
    context: String,
    in_document: RefCell<FxHashMap<u32, bool>>,
    /// Entities mentioned or listed without need of evidence.
    sure: FxHashSet<u32>,
    /// Aliases that the front matter lists, which is all the evidence they need.
    listed: FxHashSet<u32>,
}

impl<'d> Evidence<'d> {
    /// Collects what is evidence in the document as a whole.
    pub fn new(conditions: &'d Conditions, document: &'d Document) -> Self {
        let front = &document.front;
        let mut context = String::new();
        for text in front.title.iter().chain(&front.show).chain(front.names.iter().map(|listed| &listed.name)) {
            context.push_str(&fold(text, Case::Fold));
            context.push('\n');
        }
        Evidence {
            conditions,
            document,
            context,
            in_document: RefCell::default(),
            sure: FxHashSet::default(),
            listed: FxHashSet::default(),
        }
    }

    /// Records that the entity is in the document without doubt.
    pub fn add_sure(&mut self, entity: u32) {
        self.sure.insert(entity);
    }

    /// Records that the front matter lists the alias.
    pub fn add_listed(&mut self, alias: u32) {
        self.listed.insert(alias);
    }

    /// Whether the front matter lists the alias.
    pub fn lists(&self, alias: u32) -> bool {
        self.listed.contains(&alias)
    }

    /// The first of the conditions that holds for an alias of `entity` at `span` of turn `turn`.
    pub fn holding(&self, conditions: &[u32], entity: u32, span: Span, turn: Span) -> Option<u32> {
        let place = Place { span, turn, around: OnceCell::new() };
        conditions.iter().copied().find(|&number| self.holds(number, entity, Some(&place)))
    }

    /// Whether one of the conditions holds for the document as a whole, `near` counting as `document`.
    pub fn holds_somewhere(&self, conditions: &[u32], entity: u32) -> bool {
        conditions.iter().any(|&number| self.holds(number, entity, None))
    }

    fn holds(&self, number: u32, entity: u32, place: Option<&Place>) -> bool {
        let Compiled { condition, clue, finder } = &self.conditions.all[number as usize];
        let text = self.document.folded.text();
        match (condition, place) {
            (Condition::Entity, _) => self.sure.contains(&entity),
            (Condition::Document(_), _) | (Condition::Near(_), None) => {
                *self.in_document.borrow_mut().entry(number).or_insert_with(|| occurs(finder, text) || occurs(finder, &self.context))
            }
            (Condition::Near(_), Some(Place { span, turn, around })) => {
                let (start, end) = *around.get_or_init(|| neighbourhood(text, *span, *turn));
                occurs_in(finder, text, start, span.start as usize) || occurs_in(finder, text, span.end as usize, end)
            }
            (Condition::Before(_), Some(Place { span, turn, .. })) => {
                let before = text[turn.start as usize..span.start as usize].trim_end_matches(' ');
                before.ends_with(clue.as_str()) && has_free_edges(before, Span::new(before.len() - clue.len(), before.len()))
            }
            (Condition::After(_), Some(Place { span, turn, .. })) => {
                let after = text[span.end as usize..turn.end as usize].trim_start_matches(' ');
                after.starts_with(clue.as_str()) && has_free_edges(after, Span::new(0, clue.len()))
            }
            (Condition::Before(_) | Condition::After(_), None) => false,
        }
    }
}

/// Where a candidate stands.
struct Place {
    span: Span,
    /// The turn it stands in.
    turn: Span,
    /// What is near it, for all conditions that ask.
    around: OnceCell<(usize, usize)>,
}

/// The stretch of `text` within [`NEAR`] characters of `span` and inside `turn`.
fn neighbourhood(text: &str, span: Span, turn: Span) -> (usize, usize) {
    let before = &text[turn.start as usize..span.start as usize];
    let after = &text[span.end as usize..turn.end as usize];
    let start = before.char_indices().rev().nth(NEAR - 1).map_or(turn.start as usize, |(at, _)| turn.start as usize + at);
    let end = after.char_indices().nth(NEAR).map_or(turn.end as usize, |(at, _)| span.end as usize + at);
    (start, end)
}

fn occurs(finder: &Finder, text: &str) -> bool {
    occurs_in(finder, text, 0, text.len())
}

/// Whether the clue stands free between two places of `text`.
fn occurs_in(finder: &Finder, text: &str, start: usize, end: usize) -> bool {
    let length = finder.needle().len();
    finder.find_iter(&text.as_bytes()[start..end]).any(|at| is_clue(text, Span::new(start + at, start + at + length)))
}

/// Whether a clue stands free at `span`, or in the plural.
fn is_clue(text: &str, span: Span) -> bool {
    let plural = text.as_bytes().get(span.end as usize) == Some(&b's');
    has_free_edges(text, span) || (plural && has_free_edges(text, Span { end: span.end + 1, ..span }))
}
