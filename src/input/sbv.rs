//! SBV (`.sbv`), captions as YouTube exports and takes them.

use super::clock::clock;
use super::cues::{Cue, Transcript};
use super::runs::tagged;
use crate::text::Lines;

/// Reads captions. A line with times opens a cue; what stands before the first is no text.
pub(super) fn read(source: &str) -> Transcript<'_> {
    let mut cues: Vec<Cue> = Vec::new();
    for span in Lines::new(source, 0) {
        let text = source[span.range()].trim();
        if let Some((start, end)) = times(text) {
            cues.push(Cue { start: Some(start), end: Some(end), ..Cue::default() });
        } else if let Some(cue) = cues.last_mut()
            && !text.is_empty()
        {
            cue.lines.push(tagged(source, span));
        }
    }
    Transcript { cues, ..Transcript::default() }
}

/// Start and end of a cue: `0:00:01.000,0:00:03.500`.
pub(super) fn times(line: &str) -> Option<(f64, f64)> {
    let (start, end) = line.trim_start_matches('\u{feff}').split_once(',')?;
    let time = |text: &str| clock(text).filter(|_| text.contains('.'));
    Some((time(start)?, time(end)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_of_cues() {
        assert_eq!(times("0:00:01.000,0:01:03.500"), Some((1.0, 63.5)));
        for line in ["", ",", "0:01,0:02", "0:00:01.000", "0:00:01.000, 0:00:02.000 and", "1.000,2.000"] {
            assert_eq!(times(line), None, "{line}");
        }
    }
}
