//! Counts over time as a line of blocks.

use crate::graph::Months;
use crate::model::Month;

/// How many months a line shows at most: the latest.
const WIDTH: i32 = 60;

/// The month a line of that span begins with.
pub(super) fn first_shown(first: Month, last: Month) -> Month {
    first.max(last.plus(1 - WIDTH))
}

/// One character a month from `first` to `last`: blank where there is nothing, the full block for the highest value.
pub(super) fn sparkline(first: Month, last: Month, value: impl Fn(Month) -> f64) -> String {
    let values: Vec<f64> = (0..=last.since(first)).map(|months| value(first.plus(months))).collect();
    let most = values.iter().copied().fold(0.0, f64::max);
    let block = |value: f64| match value {
        value if value > 0.0 => ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'][((value / most * 8.0).ceil() as usize).clamp(1, 8) - 1],
        _ => ' ',
    };
    values.into_iter().map(block).collect()
}

/// The count of a month.
pub(super) fn of(months: &Months, month: Month) -> u64 {
    months.iter().find(|&(other, _)| other == month).map_or(0, |(_, count)| count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_a_block_a_month() {
        let month = |text: &str| text.parse::<Month>().expect("a month");
        let values = [0.0, 1.0, 4.0, 8.0];
        let line = sparkline(month("2025-11"), month("2026-02"), |at| values[at.since(month("2025-11")) as usize]);
        assert_eq!(line, " ▁▄█");
        assert_eq!(sparkline(month("2026-01"), month("2026-01"), |_| 0.0), " ");
        assert_eq!(first_shown(month("2010-01"), month("2026-01")), month("2021-02"));
    }
}
