//! Proposals for a dictionary from files.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::{PipelineError, Settings, Skipped, load};
use crate::dictionary::DictionaryError;
use crate::input;
use crate::matching::suggest::{Candidates, Counts, Drafts, Sheet, SuggestOptions, Suggestions};
use crate::matching::{Matcher, MatcherError};
use crate::model::Document;

/// What came of looking for names in files.
#[derive(Debug)]
pub struct Suggested {
    /// The proposals.
    pub suggestions: Suggestions,
    /// How many documents were read.
    pub documents: u64,
    /// What could not be read, in order of path.
    pub skipped: Vec<Skipped>,
}

/// Why names could not be proposed.
#[derive(Debug, thiserror::Error)]
pub enum SuggestError {
    /// The files.
    #[error(transparent)]
    Pipeline(#[from] PipelineError),
    /// The proposals are no dictionary.
    #[error(transparent)]
    Dictionary(#[from] DictionaryError),
    /// The proposals cannot be matched.
    #[error(transparent)]
    Matcher(#[from] MatcherError),
}

/// Proposes names that recur in the files and that `known` does not cover.
///
/// # Errors
/// Where the settings are strict and a file cannot be read.
pub fn suggest(paths: &[PathBuf], known: &Matcher, settings: &Settings, options: &SuggestOptions) -> Result<Suggested, SuggestError> {
    let (sheets, documents, skipped) = gather(paths, known, settings)?;
    let drafts = Drafts::new(sheets, known, options);
    let matcher = Matcher::new(&drafts.dictionary()?)?;
    let workers = each(&documents, settings, || Counts::new(&matcher), |counts, document| counts.add(document, &matcher));
    let mut counts = Counts::new(&matcher);
    workers.into_iter().for_each(|other| counts.merge(other));
    let suggestions = Suggestions::new(&drafts, &matcher, counts, options);
    Ok(Suggested { suggestions, documents: documents.len() as u64, skipped })
}

/// Reads the files and gathers what they tell of names. The documents stay in memory, for they are needed twice.
fn gather(paths: &[PathBuf], known: &Matcher, settings: &Settings) -> Result<(Candidates, Vec<Document>, Vec<Skipped>), PipelineError> {
    type Gathered = (Candidates, Vec<Document>, Vec<Skipped>);
    let add = |(candidates, documents, skipped): &mut Gathered, path: &PathBuf| {
        let read = load(path).and_then(|bytes| input::read(&path.to_string_lossy(), bytes, &settings.read));
        match read {
            Ok(mut document) => {
                if !settings.matching.front_matter {
                    document.front.names.clear();
                }
                candidates.add(Sheet::new(&document, &known.matches(&document, &settings.matching)));
                documents.push(document);
            }
            Err(reason) => skipped.push(Skipped { path: path.clone(), reason }),
        }
    };
    let mut all = Gathered::default();
    for (candidates, documents, skipped) in each(paths, settings, Gathered::default, add) {
        all.0.merge(candidates);
        all.1.extend(documents);
        all.2.extend(skipped);
    }
    all.2.sort_by(|a, b| a.path.cmp(&b.path));
    match all.2.pop() {
        Some(Skipped { path, reason }) if settings.strict => Err(PipelineError::Strict { path, reason }),
        last => {
            all.2.extend(last);
            Ok(all)
        }
    }
}

/// Shares the items out among threads; gives what each made of its own.
fn each<I: Sync, T: Send>(items: &[I], settings: &Settings, empty: impl Fn() -> T + Sync, add: impl Fn(&mut T, &I) + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let worker = || {
        let mut own = empty();
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            add(&mut own, item);
        }
        own
    };
    let available = || thread::available_parallelism().map_or(1, usize::from);
    let threads = settings.jobs.map_or_else(available, usize::from).min(items.len()).max(1);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
}
