//! Times as people and programs write them.

/// The longest notation of a time that is looked at, in bytes.
const LONGEST: usize = 16;

/// Seconds of `1:02:03`, `02:03.5`, `00:02:03,500`.
pub(super) fn clock(text: &str) -> Option<f64> {
    if text.len() > LONGEST {
        return None;
    }
    let mut seconds = 0.0;
    let mut fields = 0;
    for field in text.split(':') {
        let digits = field.split_once(['.', ',']).map_or(field, |(whole, _)| whole);
        if !(1..=3).contains(&digits.len()) || !field.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',') {
            return None;
        }
        seconds = seconds * 60.0 + field.replace(',', ".").parse::<f64>().ok()?;
        fields += 1;
    }
    (2..=3).contains(&fields).then_some(seconds)
}

/// Start and end of a cue: `00:00:01,000 --> 00:00:02,500`, settings behind it ignored. Some write no minutes where there are none.
pub(super) fn timing(line: &str) -> Option<(f64, f64)> {
    let (start, rest) = line.split_once("-->")?;
    let time = |text: &str| clock(text).or_else(|| clock(&format!("0:{text}")).filter(|_| text.contains('.')));
    Some((time(start.trim())?, time(rest.split_whitespace().next()?)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_in_any_usual_notation() {
        for (text, seconds) in [("1:02:03", 3723.0), ("02:03.5", 123.5), ("00:02:03,500", 123.5), ("0:00", 0.0), ("100:00:00", 360_000.0)] {
            assert_eq!(clock(text), Some(seconds), "{text}");
        }
        for text in ["", "12", "1:2:3:4", "a:b", "1:", "12:30pm", "1:2.3.4", "10:00:00:00:00:00:00"] {
            assert_eq!(clock(text), None, "{text}");
        }
        assert_eq!(timing("00:01.000 --> 00:00:02,500 align:start position:0%"), Some((1.0, 2.5)));
        assert_eq!(timing("0.860 --> 1:01.080"), Some((0.86, 61.08)));
        for line in ["a --> b", "1 --> 2", "--> 00:01.000"] {
            assert_eq!(timing(line), None, "{line}");
        }
    }
}
