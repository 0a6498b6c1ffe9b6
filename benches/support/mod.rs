//! What the benchmarks share: names and transcripts made from a seed, raw scans, and medians.
#![allow(dead_code)]

pub mod names;
pub mod random;
pub mod scan;
pub mod text;

use std::time::Instant;

use cpu_time::ProcessTime;

/// The program's own allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Aliases of the three generated dictionaries.
pub const SIZES: [usize; 3] = [843, 50_000, 1_000_000];

/// The seed of everything that is generated, unless another is given.
pub const SEED: u64 = 7;

/// Seconds that something takes.
#[derive(Clone, Copy)]
pub struct Cost {
    /// By the clock on the wall; other programs on the machine slow it down.
    pub clock: f64,
    /// Of processors, all threads together.
    pub cpu: f64,
}

pub fn time<T>(run: impl FnOnce() -> T) -> (T, Cost) {
    let (clock, cpu) = (Instant::now(), ProcessTime::now());
    let result = run();
    (result, Cost { clock: clock.elapsed().as_secs_f64(), cpu: cpu.elapsed().as_secs_f64() })
}

/// The median of each of the two.
pub fn median(costs: &[Cost]) -> Cost {
    let of = |seconds: fn(&Cost) -> f64| {
        let mut values: Vec<f64> = costs.iter().map(seconds).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    Cost { clock: of(|cost| cost.clock), cpu: of(|cost| cost.cpu) }
}
