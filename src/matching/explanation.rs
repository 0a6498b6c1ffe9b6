//! What became of every candidate, and why, in words.

use super::boundary::Misfit;
use super::search::{Step, Traced};
use super::{Matcher, Matches};
use crate::dictionary::{Condition, NEAR};
use crate::model::{Document, Rule};
use crate::text::Span;

/// A candidate with what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The stretch of the file, as in a mention; none where half a character would be cut off.
    pub span: Option<Span>,
    /// The stretch of the folded text.
    pub folded: Span,
    /// The entity it would denote; see [`Matches::entity`].
    pub entity: u32,
    /// The alias it is an occurrence of.
    pub alias: String,
    /// Where the alias came from.
    pub rule: Rule,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is a mention, and the alias needs no evidence.
    Kept,
    /// It is a mention, for the front matter lists the name.
    KeptAsListed,
    /// It is a mention, for this holds.
    KeptFor(Condition),
    /// Its surroundings rule it out.
    Misfit(Misfit),
    /// A longer string of the dictionary, at this stretch of the folded text, in which it is not meant.
    Blocked(Span),
    /// None of these holds, and one must.
    Unproved(Vec<Condition>),
    /// This holds, and must not.
    Disproved(Condition),
    /// A longer or better mention has the place: its stretch of the folded text, and its entity.
    Beaten(Span, u32),
}

impl Fate {
    /// Whether it is a mention.
    pub fn is_kept(&self) -> bool {
        matches!(self, Fate::Kept | Fate::KeptAsListed | Fate::KeptFor(_))
    }

    /// One word for programs: `kept`, `misfit`, `blocked`, `unproved`, `disproved` or `beaten`.
    pub fn as_str(&self) -> &'static str {
        match self {
            Fate::Kept | Fate::KeptAsListed | Fate::KeptFor(_) => "kept",
            Fate::Misfit(_) => "misfit",
            Fate::Blocked(_) => "blocked",
            Fate::Unproved(_) => "unproved",
            Fate::Disproved(_) => "disproved",
            Fate::Beaten(..) => "beaten",
        }
    }
}

/// Follows the candidates to the end.
pub(super) fn explain(matcher: &Matcher, document: &Document, matches: &Matches, traced: Vec<Traced>) -> Vec<Explanation> {
    let mut explanations: Vec<Explanation> = traced
        .into_iter()
        .map(|traced| {
            let info = matches.alias_info(traced.alias);
            Explanation {
                span: document.folded.original(traced.span),
                folded: traced.span,
                entity: info.entity,
                alias: info.text.clone(),
                rule: info.rule,
                fate: fate(matcher, matches, &traced),
            }
        })
        .collect();
    explanations.sort_by_key(|explanation| (explanation.folded, explanation.entity, !explanation.fate.is_kept()));
    explanations.dedup();
    explanations
}

fn fate(matcher: &Matcher, matches: &Matches, traced: &Traced) -> Fate {
    let conditions = |numbers: &[u32]| numbers.iter().map(|&number| matcher.conditions.get(number).clone()).collect();
    match traced.step {
        Step::Misfit(misfit) => Fate::Misfit(misfit),
        Step::Blocked(blocker) => Fate::Blocked(blocker),
        Step::Unproved => Fate::Unproved(conditions(&matches.alias_info(traced.alias).when)),
        Step::Disproved(number) => Fate::Disproved(matcher.conditions.get(number).clone()),
        Step::Sure | Step::Listed | Step::Proved(_) => match winner(matches, traced) {
            Some((span, entity)) => Fate::Beaten(span, entity),
            None => match traced.step {
                Step::Proved(number) => Fate::KeptFor(matcher.conditions.get(number).clone()),
                Step::Listed => Fate::KeptAsListed,
                _ => Fate::Kept,
            },
        },
    }
}

/// The mention that has the place of a candidate which is none itself.
fn winner(matches: &Matches, traced: &Traced) -> Option<(Span, u32)> {
    let after = matches.mentions.partition_point(|mention| mention.folded.end <= traced.span.start);
    let mut overlapping = matches.mentions[after..].iter().take_while(|mention| mention.folded.start < traced.span.end);
    if overlapping.clone().any(|mention| mention.folded == traced.span && mention.alias == traced.alias) {
        return None;
    }
    overlapping.next().map(|mention| (mention.folded, mention.entity))
}

impl Explanation {
    /// Why, in a sentence for people.
    pub fn reason(&self, document: &Document, matches: &Matches) -> String {
        let read = |span: Span| document.folded.read(&document.source, span).into_owned();
        match &self.fate {
            Fate::Kept => match self.rule {
                Rule::Dictionary => "the dictionary has it, and it needs no evidence".to_owned(),
                Rule::Pattern => "a pattern of the dictionary, which needs no evidence".to_owned(),
                Rule::FrontMatter => "the front matter lists it".to_owned(),
                Rule::Speaker => "a speaker of this document bears the name".to_owned(),
                Rule::Gloss => "the document says who that is, by a gloss or the full name".to_owned(),
            },
            Fate::KeptAsListed => "the front matter lists it, which is evidence enough".to_owned(),
            Fate::KeptFor(condition) => format!("evidence: {}", in_words(condition)),
            Fate::Misfit(misfit) => self.misfit(*misfit, &read),
            Fate::Blocked(blocker) => format!("blocked: it is a part of “{}”", read(*blocker)),
            Fate::Unproved(conditions) => {
                let needed: Vec<String> = conditions.iter().take(MOST_CONDITIONS).map(in_words).collect();
                let more = conditions.len().saturating_sub(MOST_CONDITIONS);
                let more = if more > 0 { format!(", or one of {more} more") } else { String::new() };
                format!("no evidence: it would take {}{more}", needed.join(", or "))
            }
            Fate::Disproved(condition) => format!("evidence against it: {}", in_words(condition)),
            Fate::Beaten(span, entity) => {
                let winner = matches.entity(*entity);
                format!("“{}”, {} ({}), has the place", read(*span), winner.name, winner.kind)
            }
        }
    }

    fn misfit(&self, misfit: Misfit, read: &dyn Fn(Span) -> String) -> String {
        match misfit {
            Misfit::InsideWord => "a part of a longer word or address".to_owned(),
            Misfit::AcrossWord(word) => format!("the text reads better with the word “{}”", read(word)),
            Misfit::InsideName => "a part of a longer name".to_owned(),
            Misfit::OtherVersion => "a part of a longer version number or model name".to_owned(),
            Misfit::Case => format!("upper and lower case differ from “{}”", self.alias),
        }
    }
}

/// How many conditions a reason lists.
const MOST_CONDITIONS: usize = 5;

fn in_words(condition: &Condition) -> String {
    match condition {
        Condition::Document(text) => format!("“{text}” in the document"),
        Condition::Near(text) => format!("“{text}” within {NEAR} characters"),
        Condition::Before(text) => format!("“{text}” right before it"),
        Condition::After(text) => format!("“{text}” right after it"),
        Condition::Entity => "another, unambiguous name of it in the document".to_owned(),
    }
}
