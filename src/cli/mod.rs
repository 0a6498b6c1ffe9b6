//! The command line: arguments become settings, settings become runs.

mod args;
mod between;
mod build;
mod compare;
mod config;
mod dictionary;
mod duplicates;
mod evaluate;
mod explain;
mod export;
mod import;
mod inspect;
mod load;
mod mentions;
mod merge;
mod output;
mod pack;
mod path;
mod query;
mod render;
mod settings;
mod shifts;
mod show;
mod sparkline;
mod suggest;
mod table;
mod tally;
mod top;
mod trend;
mod who;

use std::error::Error;
use std::io;
use std::process::ExitCode;

use clap::Parser;
use clap::error::ErrorKind;

use args::{Cli, Command};

/// How a command that did not fail ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    /// Everything was done.
    Done,
    /// Some input was skipped.
    Skipped,
    /// What was checked did not pass, and the output says why.
    Failed,
}

type CommandResult = Result<Status, Box<dyn Error>>;

/// Runs the program with the arguments of the process.
///
/// The exit status is 0 where all went well, 1 where the run failed, 2 where it
/// finished but skipped some input.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let asked_for = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
            // Where even this cannot be printed, nobody is listening.
            let _ = error.print();
            return if asked_for { ExitCode::SUCCESS } else { ExitCode::FAILURE };
        }
    };
    match run(cli) {
        Ok(Status::Done) => ExitCode::SUCCESS,
        Ok(Status::Skipped) => ExitCode::from(2),
        Ok(Status::Failed) => ExitCode::FAILURE,
        Err(error) if is_broken_pipe(error.as_ref()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("comention: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> CommandResult {
    match cli.command {
        Command::Build(args) => build::run(&args),
        Command::Tally(args) => tally::run(&args),
        Command::Merge(args) => merge::run(&args),
        Command::Pack(args) => pack::run(&args),
        Command::Mentions(args) => mentions::run(&args),
        Command::Inspect(args) => inspect::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Evaluate(args) => evaluate::run(&args),
        Command::Who(args) => who::who(&args),
        Command::What(args) => who::what(&args),
        Command::Between(args) => between::run(&args),
        Command::Path(args) => path::run(&args),
        Command::Show(args) => show::run(&args),
        Command::Top(args) => top::run(&args),
        Command::Trend(args) => trend::run(&args),
        Command::Compare(args) => compare::run(&args),
        Command::Render(args) => render::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Load(args) => load::run(&args),
        Command::Dictionary(command) => dictionary::run(&command),
    }
}

/// Whether whoever read our output has heard enough: `comention mentions … | head`.
fn is_broken_pipe(error: &(dyn Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe) {
            return true;
        }
        cause = error.source();
    }
    false
}
