//! Which of the possible labels of a document are believed.

use rustc_hash::FxHashMap;

use super::names::{Shape, names_alike, shape};
use super::roles::strip_titles;
use super::{Candidate, Form};
use crate::text::{Case, fold};

/// Which label texts of a document are speakers.
///
/// A single line cannot tell `**Ada**: hello` from `**Speed**: it is fast`; the
/// document can: a name that returns, that the front matter lists, or that
/// stands among others that do, is a speaker.
pub(in crate::input) struct Believed {
    names: FxHashMap<String, bool>,
    /// Whether times alone on a line are those of the recording: then the first of them is its beginning.
    clocks: bool,
    /// Whether a dash parts any label from what is said.
    dashes: bool,
}

#[derive(Clone, Copy)]
struct Count {
    bold: u32,
    bare: u32,
    dash: u32,
    timed: u32,
    alone: u32,
    shape: Shape,
    known: bool,
}

impl Believed {
    /// Weighs all candidates of a document of so many `paragraphs`. `people` are names its head lists.
    pub fn weigh<'c, 's: 'c>(
        candidates: impl Iterator<Item = &'c Candidate<'s>>,
        paragraphs: usize,
        people: &[&str],
        roles: &[String],
    ) -> Self {
        let (candidates, nameless): (Vec<&Candidate>, Vec<&Candidate>) = candidates.partition(|candidate| !candidate.text.is_empty());
        let clocks = nameless.iter().find(|candidate| candidate.form == Form::Alone).is_some_and(|first| first.time < Some(60.0));
        // Aaron van Wirdum (AvW) is AvW from then on.
        let glosses = candidates.iter().filter_map(|candidate| candidate.gloss.filter(|gloss| names_alike(candidate.text, gloss)));
        let people: Vec<String> = people.iter().copied().chain(glosses).map(|name| fold(name, Case::Fold)).collect();
        let counts = counts(&candidates, &people, roles);
        let sure = |count: &Count| match count.shape {
            Shape::No => count.known && count.bold + count.timed > 0,
            _ if count.timed > 0 || count.alone > 1 || count.known => true,
            Shape::Role => count.bold > 0 || count.bare > 1 || count.dash > 1,
            Shape::Strong => count.bold + count.bare > 1,
            Shape::Weak => count.bold > 2 || count.bare > 3,
        };
        // Where nearly every paragraph begins with one of several possible names, it is a conversation, however short.
        let plausible = || counts.values().filter(|count| count.shape >= Shape::Weak);
        let lines: u32 = plausible().map(|count| count.bold + count.bare).sum();
        let dense = plausible().nth(1).is_some() && lines as usize * 5 >= paragraphs * 4;
        let company = |of: fn(&Count) -> u32| counts.values().filter(|count| sure(count)).map(of).sum::<u32>();
        let (bold, bare, alone) = (company(|count| count.bold), company(|count| count.bare), company(|count| count.alone));
        let dashes = company(|count| u32::from(count.dash > 1)) > 0;
        let believe = |name: &str, count: &Count| {
            let among_bold = count.bold > 0 && bold > 0;
            let among_bare = count.bare > 0 && bare > 0;
            let among_alone = count.alone > 0 && alone > 0;
            // Wrapped text may go on with such a word: … about / music: …
            let is_word = count.shape == Shape::Role && name.starts_with(char::is_lowercase);
            sure(count)
                || (dense && count.shape >= Shape::Weak && count.bold + count.bare > 0)
                || (count.shape >= Shape::Strong && !is_word && (among_bold || among_bare || among_alone))
                || (count.shape == Shape::Weak && ((among_bold && bold >= 10) || (among_bare && bare >= 10 && count.bare > 1)))
                || (count.shape >= Shape::Weak && count.dash > 1 && dashes)
        };
        Believed { names: counts.iter().map(|(name, count)| ((*name).to_owned(), believe(name, count))).collect(), clocks, dashes }
    }

    /// The candidate as far as it is a label: whole, or only its time.
    pub fn accept<'s>(&self, candidate: Candidate<'s>) -> Option<Candidate<'s>> {
        match candidate.form {
            Form::Alone if candidate.text.is_empty() => return Some(candidate).filter(|_| self.clocks),
            Form::Dash if !self.dashes => return None,
            _ => {}
        }
        if candidate.text.is_empty() || self.names.get(candidate.text).copied().unwrap_or(false) {
            return Some(candidate);
        }
        let rest = candidate.behind_time?;
        Some(Candidate { text: "", gloss: None, form: Form::Timed, rest, ..candidate })
    }
}

/// How often each label text stands in which form.
fn counts<'s>(candidates: &[&Candidate<'s>], people: &[String], roles: &[String]) -> FxHashMap<&'s str, Count> {
    let mut counts: FxHashMap<&str, Count> = FxHashMap::default();
    for candidate in candidates {
        let count = counts.entry(candidate.text).or_insert_with(|| Count {
            bold: 0,
            bare: 0,
            dash: 0,
            timed: 0,
            alone: 0,
            shape: shape(candidate.text, roles),
            known: is_known(candidate.text, people),
        });
        match candidate.form {
            Form::Bold => count.bold += 1,
            Form::Bare => count.bare += 1,
            Form::Dash => count.dash += 1,
            Form::Alone => count.alone += 1,
            Form::Timed | Form::Chevron => count.timed += 1,
        }
    }
    counts
}

/// Whether the head of the document lists this name, or one that it is a part of.
fn is_known(text: &str, people: &[String]) -> bool {
    let name = fold(strip_titles(text), Case::Fold);
    people.iter().any(|listed| *listed == name || listed.split([' ', '·']).any(|part| part == name && part.chars().count() > 1))
}
