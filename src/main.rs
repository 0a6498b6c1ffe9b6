//! The command line program.

use std::process::ExitCode;

/// Every document makes and drops many small strings, on all threads at once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    comention::cli::main()
}
