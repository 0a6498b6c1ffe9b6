//! Captions that roll: each cue repeats what is still on the screen.

use super::cues::{Cue, Line};
use super::runs;

/// Cues further apart than so many seconds do not repeat one another.
const APART: f64 = 0.5;

/// More lines are on no screen.
const MAX_LINES: usize = 4;

/// From this share of the cues on, repetition is the way a file is made.
const SHARE: f64 = 0.25;

/// The lines without what repeats the cue before, where the file is made that way.
///
/// A cue repeats where its first lines are the last lines of the cue before, the last of them perhaps longer by now.
pub(super) fn without_repetitions<'s>(source: &'s str, lines: Vec<Line<'s>>, cues: &[Cue]) -> Vec<Line<'s>> {
    let groups: Vec<&[Line]> = lines.chunk_by(|a, b| a.cue == b.cue).collect();
    let repeated: Vec<Repeated> =
        std::iter::once(Repeated::default()).chain(groups.windows(2).map(|pair| repeated(pair[0], pair[1], cues))).collect();
    let count = repeated.iter().filter(|repeated| repeated.lines > 0).count();
    if count < 2 || (count as f64) < SHARE * groups.len() as f64 {
        return lines;
    }
    let sizes: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let mut kept = Vec::with_capacity(lines.len());
    let mut lines = lines.into_iter();
    for (size, Repeated { lines: again, of_last }) in sizes.into_iter().zip(repeated) {
        for (index, line) in lines.by_ref().take(size).enumerate() {
            match (index + 1).cmp(&again) {
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Equal => kept.extend(rest(source, line, of_last)),
                std::cmp::Ordering::Greater => kept.push(line),
            }
        }
    }
    kept
}

/// How much of a cue stood in the one before: so many lines, and of the last of them so many bytes.
#[derive(Clone, Copy, Default)]
struct Repeated {
    lines: usize,
    of_last: usize,
}

fn repeated(before: &[Line], cue: &[Line], cues: &[Cue]) -> Repeated {
    let apart = || Some(cues[cue[0].cue].start? - cues[before[0].cue].end? > APART);
    if before.len() > MAX_LINES || cue.len() > MAX_LINES || apart().unwrap_or(true) {
        return Repeated::default();
    }
    for lines in (1..=before.len().min(cue.len())).rev() {
        let (last, first) = (&before[before.len() - lines..], &cue[..lines]);
        let (tail, grown) = (last[lines - 1].text.trim(), first[lines - 1].text.trim_end());
        let lead = grown.len() - grown.trim_start().len();
        let same = last[..lines - 1].iter().zip(first).all(|(a, b)| a.text.trim() == b.text.trim());
        if same && grown.trim_start().strip_prefix(tail).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')) {
            return Repeated { lines, of_last: lead + tail.len() };
        }
    }
    Repeated::default()
}

/// What is left of a line behind its first `bytes`.
fn rest<'s>(source: &'s str, line: Line<'s>, bytes: usize) -> Option<Line<'s>> {
    if line.text[bytes..].trim().is_empty() {
        return None;
    }
    let runs = runs::split(&line.runs, &[bytes]).pop()?;
    Some(Line { text: runs::text(source, &runs), runs, ..line })
}
