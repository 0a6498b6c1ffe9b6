//! Makes a dictionary and transcripts from a seed, for programs that are timed from outside.
//!
//! `cargo bench --bench generate -- OUT --aliases 843 --language en --megabytes 100` writes OUT/dictionary for
//! `--dictionaries`, the same names as OUT/aliases.tsv, and OUT/text full of transcripts. The same arguments give the
//! same bytes. The sentences come from the project's examples, or from `--from FOLDER`.

mod support;

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use clap::Parser;
use support::SEED;
use support::names::{names, write};
use support::text::{Language, Sentences};

#[derive(Parser)]
struct Arguments {
    /// Directory to write to; made where it is missing
    out: Option<PathBuf>,
    /// Aliases of the dictionary
    #[arg(long, default_value_t = support::SIZES[0])]
    aliases: usize,
    #[arg(long, value_enum, default_value = "en")]
    language: Language,
    /// Size of the text
    #[arg(long, default_value_t = 100.0)]
    megabytes: f64,
    /// Transcripts to take the sentences from
    #[arg(long, default_value = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/transcripts"))]
    from: PathBuf,
    #[arg(long, default_value_t = SEED)]
    seed: u64,
    /// What cargo bench adds
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let Some(out) = arguments.out else {
        println!("generate: made nothing; give a directory, and --help for the rest");
        return Ok(());
    };
    fs::create_dir_all(&out)?;
    let names = names(arguments.aliases, arguments.seed);
    write(&names, &out.join("dictionary"), &out.join("aliases.tsv"))?;
    let enough = (arguments.megabytes * 1e6) as u64;
    let sentences = Sentences::of(&arguments.from)?;
    let (paths, bytes) = sentences.write(arguments.language, &names, &out.join("text"), enough, arguments.seed)?;
    println!("{} aliases of {} entities; {} transcripts, {bytes} bytes", arguments.aliases, names.len(), paths.len());
    Ok(())
}
