//! The front door: paths and a dictionary become a tally, and the graph is made of it.

mod archive;
mod duplicates;
mod inspection;
mod suggestion;
mod survey;

pub use archive::{pack, run_packed};
pub use duplicates::{Duplicate, Fingerprint, Sameness, duplicates, fingerprints};
pub use inspection::{Inspected, Inspection, ListedAs, SpeakerTurns, inspect};
pub use suggestion::{SuggestError, Suggested, suggest};
pub use survey::{Change, Coverage, Diff, Place, Reach, Survey, coverage, diff};

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use ignore::WalkBuilder;
use thiserror::Error;

use crate::export::records;
use crate::graph::{DEFAULT_EVIDENCE, Tally, Window};
use crate::input::{self, InputError, InputFormat, ReadOptions};
use crate::matching::{MatchOptions, Matcher, Matches};
use crate::model::Document;

/// Settings of a run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How files are read.
    pub read: ReadOptions,
    /// How names are matched.
    pub matching: MatchOptions,
    /// The unit in which two entities count as mentioned together.
    pub window: Window,
    /// How many quotes a link keeps.
    pub evidence: usize,
    /// Threads; all cores where none.
    pub jobs: Option<NonZeroUsize>,
    /// Whether a file that cannot be read ends the run.
    pub strict: bool,
    /// Whether to look for documents of the same source.
    pub duplicates: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            read: ReadOptions::default(),
            matching: MatchOptions::default(),
            window: Window::default(),
            evidence: DEFAULT_EVIDENCE,
            jobs: None,
            strict: false,
            duplicates: false,
        }
    }
}

/// The files to read.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// In order, each once; `-` is standard input.
    pub paths: Vec<PathBuf>,
    /// How many other files the directories hold.
    pub ignored: usize,
    /// How many links to directories they hold, which are not followed: they may lead in a circle.
    pub links: usize,
}

/// Why a run could not be done.
#[derive(Debug, Error)]
pub enum PipelineError {
    /// A path given cannot be used.
    #[error("{}: {source}", path.display())]
    Path {
        /// The path.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The directories hold nothing to read.
    #[error("no transcripts in {places}; looked for files that end in {endings}")]
    NothingToRead {
        /// Where was looked.
        places: String,
        /// What was looked for.
        endings: String,
    },
    /// A file could not be read, and the run is strict.
    #[error("{}: {reason}", path.display())]
    Strict {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: InputError,
    },
    /// An archive of documents cannot be read, or not be written.
    #[error("{archive}: {source}")]
    Archive {
        /// Which archive.
        archive: String,
        /// What is wrong with it.
        source: io::Error,
    },
    /// The mentions could not be written.
    #[error("cannot write the mentions: {0}")]
    Write(io::Error),
}

/// A file that could not be read.
#[derive(Debug)]
pub struct Skipped {
    /// The file.
    pub path: PathBuf,
    /// Why.
    pub reason: InputError,
}

/// What a run over files gave.
#[derive(Debug)]
pub struct Outcome {
    /// The counts.
    pub tally: Tally,
    /// What could not be read, in order of path.
    pub skipped: Vec<Skipped>,
    /// Bytes read.
    pub bytes: u64,
    /// How many documents were stored in another encoding than UTF-8, by its name.
    pub encodings: BTreeMap<&'static str, u64>,
    /// What documents of the same source are known by; none where nobody looks for them.
    pub fingerprints: Vec<Fingerprint>,
}

/// Finds the files that paths stand for: files as they are, directories walked with .gitignore respected.
///
/// # Errors
/// Where a path does not exist or cannot be listed, or nothing is left to read.
pub fn sources(paths: &[PathBuf]) -> Result<Sources, PipelineError> {
    let mut sources = Sources::default();
    for path in paths {
        if path.as_os_str() == "-" {
            sources.paths.push(path.clone());
            continue;
        }
        let metadata = fs::metadata(path).map_err(|source| PipelineError::Path { path: path.clone(), source })?;
        if metadata.is_dir() { walk(path, &mut sources)? } else { sources.paths.push(path.clone()) }
    }
    sources.paths.sort();
    sources.paths.dedup();
    if sources.paths.is_empty() {
        let places = paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
        let endings = InputFormat::ALL
            .iter()
            .flat_map(|format| format.extensions())
            .map(|ending| format!(".{ending}"))
            .chain([".gz".to_owned(), ".zst".to_owned()])
            .collect::<Vec<_>>()
            .join(", ");
        return Err(PipelineError::NothingToRead { places, endings });
    }
    Ok(sources)
}

fn walk(root: &Path, sources: &mut Sources) -> Result<(), PipelineError> {
    // What git ignores by the settings of one machine must not change results.
    for entry in WalkBuilder::new(root).require_git(false).git_global(false).build() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => match path_of(&error).filter(|path| *path != root) {
                // Reading it will fail, be reported, and skip no more than this.
                Some(path) => {
                    sources.paths.push(path.to_owned());
                    continue;
                }
                None => return Err(PipelineError::Path { path: root.to_owned(), source: io::Error::other(error) }),
            },
        };
        if entry.file_type().is_some_and(|kind| kind.is_dir()) {
            continue;
        }
        if entry.path_is_symlink() && entry.path().is_dir() {
            sources.links += 1;
        } else if InputFormat::from_path(entry.path()).is_some() {
            sources.paths.push(entry.into_path());
        } else {
            sources.ignored += 1;
        }
    }
    Ok(())
}

/// What the walk stumbled over.
fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}

/// Reads, matches and counts all files, on as many threads as asked for.
///
/// The outcome depends neither on their number nor on which is faster. Mentions
/// are written to `mentions`, if given, as JSON lines in the order of the
/// paths. `done` is called after each file with its size in bytes.
///
/// # Errors
/// Where mentions cannot be written, or the run is strict and a file cannot be read.
pub fn run(
    paths: &[PathBuf],
    matcher: &Matcher,
    settings: &Settings,
    mentions: Option<&mut (dyn Write + Send)>,
    done: &(dyn Fn(u64) + Sync),
) -> Result<Outcome, PipelineError> {
    let jobs = threads(settings, paths);
    let shared = Shared {
        paths,
        matcher,
        settings,
        next: AtomicUsize::new(0),
        stop: AtomicBool::new(false),
        mentions: mentions.map(InOrder::new),
        done,
    };
    let parts: Vec<Result<Outcome, PipelineError>> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..jobs).map(|_| scope.spawn(|| shared.work())).collect();
        workers.into_iter().map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    let mut parts = parts.into_iter();
    let mut total = parts.next().unwrap_or_else(|| Ok(shared.empty()))?;
    for part in parts {
        let part = part?;
        total.tally.merge(part.tally);
        total.skipped.extend(part.skipped);
        total.bytes += part.bytes;
        total.fingerprints.extend(part.fingerprints);
        part.encodings.into_iter().for_each(|(name, count)| *total.encodings.entry(name).or_default() += count);
    }
    total.skipped.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(total)
}

/// How many threads to use.
fn threads(settings: &Settings, paths: &[PathBuf]) -> usize {
    let cores = || std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN);
    settings.jobs.unwrap_or_else(cores).get().min(paths.len().max(1))
}

/// What the workers share.
struct Shared<'a, 'w> {
    paths: &'a [PathBuf],
    matcher: &'a Matcher,
    settings: &'a Settings,
    /// The next path nobody has taken.
    next: AtomicUsize,
    /// Set once the run cannot succeed any more.
    stop: AtomicBool,
    mentions: Option<InOrder<'w>>,
    done: &'a (dyn Fn(u64) + Sync),
}

impl Shared<'_, '_> {
    fn empty(&self) -> Outcome {
        let tally = Tally::new(self.settings.window, self.settings.evidence, self.matcher.entity_count());
        Outcome { tally, skipped: Vec::new(), bytes: 0, encodings: BTreeMap::new(), fingerprints: Vec::new() }
    }

    /// Takes one path after the other until none is left.
    fn work(&self) -> Result<Outcome, PipelineError> {
        let mut outcome = self.empty();
        while !self.stop.load(Ordering::Relaxed) {
            let index = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(path) = self.paths.get(index) else { break };
            let lines = self.file(path, &mut outcome);
            let written = match (lines, &self.mentions) {
                (Ok(lines), Some(mentions)) => mentions.write(index, lines).map_err(PipelineError::Write),
                (Ok(_), None) => Ok(()),
                (Err(error), _) => Err(error),
            };
            if let Err(error) = written {
                self.stop.store(true, Ordering::Relaxed);
                if let Some(mentions) = &self.mentions {
                    mentions.give_up();
                }
                return Err(error);
            }
        }
        Ok(outcome)
    }

    /// Reads, matches and counts one file; gives its mentions as JSON lines where they are wanted.
    fn file(&self, path: &Path, outcome: &mut Outcome) -> Result<Vec<u8>, PipelineError> {
        let mut lines = Vec::new();
        self.count(path, load(path), outcome, |document, matches| match self.mentions {
            Some(_) => records(document, matches).try_for_each(|record| record.write_json(&mut lines)),
            None => Ok(()),
        })?;
        Ok(lines)
    }

    /// The same of a file that is loaded already, or could not be; `found` is told what it holds.
    fn count(
        &self,
        path: &Path,
        bytes: Result<Vec<u8>, InputError>,
        outcome: &mut Outcome,
        found: impl FnOnce(&Document, &Matches) -> io::Result<()>,
    ) -> Result<(), PipelineError> {
        let document = bytes.and_then(|bytes| {
            let size = bytes.len() as u64;
            input::read(&path.to_string_lossy(), bytes, &self.settings.read).map(|document| (document, size))
        });
        let (document, size) = match document {
            Ok(read) => read,
            Err(reason) if self.settings.strict => return Err(PipelineError::Strict { path: path.to_owned(), reason }),
            Err(reason) => {
                outcome.skipped.push(Skipped { path: path.to_owned(), reason });
                (self.done)(0);
                return Ok(());
            }
        };
        let matches = self.matcher.matches(&document, &self.settings.matching);
        outcome.tally.add(&document, &matches);
        if self.settings.duplicates {
            outcome.fingerprints.push(Fingerprint::of_source(&document));
        }
        outcome.bytes += size;
        if !document.stored.encoding.starts_with("UTF-8") {
            *outcome.encodings.entry(document.stored.encoding).or_default() += 1;
        }
        found(&document, &matches).map_err(PipelineError::Write)?;
        (self.done)(size);
        Ok(())
    }
}

/// Loads a file, or standard input for `-`.
///
/// # Errors
/// Where it cannot be read.
pub fn load(path: &Path) -> Result<Vec<u8>, InputError> {
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    Ok(fs::read(path)?)
}

/// Writes numbered pieces in the order of their numbers, whoever finishes first.
struct InOrder<'w> {
    state: Mutex<State<'w>>,
    advanced: Condvar,
}

struct State<'w> {
    out: &'w mut (dyn Write + Send),
    next: usize,
    waiting: BTreeMap<usize, Vec<u8>>,
    given_up: bool,
}

/// How many pieces may wait for a slow one before the fast workers wait too.
const MAX_WAITING: usize = 64;

impl<'w> InOrder<'w> {
    fn new(out: &'w mut (dyn Write + Send)) -> Self {
        InOrder { state: Mutex::new(State { out, next: 0, waiting: BTreeMap::new(), given_up: false }), advanced: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, State<'w>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, number: usize, piece: Vec<u8>) -> io::Result<()> {
        let mut state = self.lock();
        while number > state.next + MAX_WAITING && !state.given_up {
            state = self.advanced.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.waiting.insert(number, piece);
        while let Some(piece) = {
            let next = state.next;
            state.waiting.remove(&next)
        } {
            state.next += 1;
            state.out.write_all(&piece)?;
        }
        self.advanced.notify_all();
        Ok(())
    }

    /// Lets nobody wait for a piece that will not come.
    fn give_up(&self) {
        self.lock().given_up = true;
        self.advanced.notify_all();
    }
}
