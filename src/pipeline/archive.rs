//! Documents in tar archives: many small files as few large ones, and as a stream that never ends.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize};

use tar::{Archive, Builder, Entry, Header};

use super::{Outcome, PipelineError, Settings, Shared, load};
use crate::input::InputError;
use crate::matching::{Matcher, Matches};
use crate::model::Document;

/// Reads, matches and counts the documents of a tar archive, one after the other, on one thread.
///
/// `archive` is what messages call it. Archives put one behind the other are an archive too. Memory does not grow
/// with its length, but for the counts. `found` is told of every document what it holds, in the order of the archive.
///
/// # Errors
/// Where the archive is none or is cut off, `found` fails, or the run is strict and a document cannot be read.
pub fn run_packed(
    archive: &str,
    input: impl Read,
    matcher: &Matcher,
    settings: &Settings,
    mut found: impl FnMut(&Document, &Matches) -> io::Result<()>,
) -> Result<Outcome, PipelineError> {
    let broken = |source| PipelineError::Archive { archive: archive.to_owned(), source };
    let shared =
        Shared { paths: &[], matcher, settings, next: AtomicUsize::new(0), stop: AtomicBool::new(false), mentions: None, done: &|_| () };
    let mut outcome = shared.empty();
    let mut reader = Archive::new(input);
    reader.set_ignore_zeros(true);
    for entry in reader.entries().map_err(broken)? {
        let mut entry = entry.map_err(broken)?;
        if !entry.header().entry_type().is_file() {
            continue;
        }
        let path = entry.path().map_err(broken)?.into_owned();
        let bytes = content(&mut entry).map_err(broken)?;
        shared.count(&path, bytes, &mut outcome, &mut found)?;
    }
    outcome.skipped.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(outcome)
}

/// The bytes of an entry, unless they are too many for a document.
fn content<R: Read>(entry: &mut Entry<'_, R>) -> io::Result<Result<Vec<u8>, InputError>> {
    let size = entry.size();
    if u32::try_from(size).is_err() {
        return Ok(Err(InputError::TooLarge { bytes: size }));
    }
    let mut bytes = Vec::new();
    entry.read_to_end(&mut bytes)?;
    if bytes.len() as u64 != size {
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "is cut off; pack the documents again"));
    }
    Ok(Ok(bytes))
}

/// Writes files into tar archives of about `size` bytes each, in order; `archive` opens the one of a number.
///
/// Returns how many archives there are. The same files give the same bytes: owners and times are left out.
///
/// # Errors
/// Where a file cannot be read or an archive not be written.
pub fn pack<W: Write>(
    paths: &[PathBuf],
    size: u64,
    mut archive: impl FnMut(usize) -> io::Result<W>,
    mut close: impl FnMut(W) -> io::Result<()>,
) -> Result<usize, PipelineError> {
    let (mut number, mut filled, mut open): (usize, u64, Option<Builder<W>>) = (0, 0, None);
    let failed = |number: usize| move |source| PipelineError::Archive { archive: format!("archive {number}"), source };
    for path in paths {
        let bytes = load(path).map_err(|reason| PipelineError::Strict { path: path.clone(), reason })?;
        if open.is_some() && filled + bytes.len() as u64 > size {
            close_archive(open.take(), &mut close).map_err(failed(number))?;
            (number, filled) = (number + 1, 0);
        }
        if open.is_none() {
            open = Some(Builder::new(archive(number).map_err(failed(number))?));
        }
        filled += bytes.len() as u64;
        if let Some(builder) = &mut open {
            append(builder, path, &bytes).map_err(failed(number))?;
        }
    }
    let count = number + usize::from(open.is_some());
    close_archive(open, &mut close).map_err(failed(number))?;
    Ok(count)
}

fn append<W: Write>(builder: &mut Builder<W>, path: &Path, bytes: &[u8]) -> io::Result<()> {
    // As an extension the path stays as given, however long it is and wherever it leads.
    builder.append_pax_extensions([("path", path.as_os_str().as_encoded_bytes())])?;
    let mut header = Header::new_ustar();
    header.set_path("document")?;
    header.set_size(bytes.len() as u64);
    header.set_mode(0o644);
    header.set_cksum();
    builder.append(&header, bytes)
}

fn close_archive<W: Write>(open: Option<Builder<W>>, close: &mut impl FnMut(W) -> io::Result<()>) -> io::Result<()> {
    open.map_or(Ok(()), |builder| close(builder.into_inner()?))
}
