//! `comention load`: the graph into a database that runs.

use std::env;
use std::error::Error;
use std::io::{IsTerminal, stderr, stdin};
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use console::Term;
use indicatif::{ProgressBar, ProgressStyle};

use super::export::mentions_beside;
use super::table::count;
use super::{CommandResult, Status};
use crate::load::{Address, Credentials, Loaded, load};
use crate::tables::Dataset;

/// Where user and password are looked for, in this order.
const USER: [&str; 2] = ["COMENTION_USER", "NEO4J_USERNAME"];
const PASSWORD: [&str; 2] = ["COMENTION_PASSWORD", "NEO4J_PASSWORD"];

#[derive(Args, Debug)]
pub(super) struct Load {
    /// Where the database listens: bolt://HOST[:PORT]
    pub url: String,
    /// The graph to load
    #[arg(long, value_name = "FILE", default_value = "output/graph.json")]
    pub graph: PathBuf,
    /// The mentions of the graph [default: mentions.jsonl beside the graph]
    #[arg(long, value_name = "FILE")]
    pub mentions: Option<PathBuf>,
    /// Leave the mentions out
    #[arg(long, conflicts_with = "mentions")]
    pub no_mentions: bool,
    /// The database to load into [default: the server's own default]
    #[arg(long, value_name = "NAME")]
    pub database: Option<String>,
}

pub(super) fn run(args: &Load) -> CommandResult {
    let address: Address = args.url.parse()?;
    let graph = super::query::load(&args.graph)?;
    let data = Dataset::new(&graph, mentions_beside(&args.graph, args.mentions.as_deref(), args.no_mentions)?);
    let credentials = credentials()?;
    let started = Instant::now();
    let bar = progress();
    let loaded = load(&data, &address, args.database.as_deref(), &credentials, &|rows| bar.inc(rows));
    bar.finish_and_clear();
    let Loaded { nodes, relationships, retries } = loaded?;
    let again = if retries > 0 { format!(", {} said again", count(retries, "statement")) } else { String::new() };
    let (nodes, relationships) = (count(nodes, "node"), count(relationships, "relationship"));
    eprintln!("loaded {nodes} and {relationships} into {address} in {:.1} s{again}", started.elapsed().as_secs_f64());
    Ok(Status::Done)
}

fn credentials() -> Result<Credentials, Box<dyn Error>> {
    let of = |names: [&str; 2]| names.into_iter().find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()));
    let asked = |what: &str, names: [&str; 2]| match stdin().is_terminal() && stderr().is_terminal() {
        true => Ok(()),
        false => Err(format!("there is no {what}: set {} or {}", names[0], names[1])),
    };
    let term = Term::stderr();
    let ask = |what: &str, names: [&str; 2], secret: bool| -> Result<String, Box<dyn Error>> {
        asked(what, names)?;
        term.write_str(&format!("{what}: "))?;
        Ok(if secret { term.read_secure_line()? } else { term.read_line()? })
    };
    let user = of(USER).map_or_else(|| ask("user", USER, false), Ok)?;
    let password = of(PASSWORD).map_or_else(|| ask("password", PASSWORD, true), Ok)?;
    Ok(Credentials { user, password })
}

/// How many rows have arrived, on a terminal.
fn progress() -> ProgressBar {
    if !stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {human_pos} rows loaded, {per_sec}") {
        bar.set_style(style);
    }
    bar
}
