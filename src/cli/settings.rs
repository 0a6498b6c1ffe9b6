//! Arguments and settings file, checked and joined.

use std::error::Error;
use std::path::{Path, PathBuf};

use super::args::{Build, Counting, Input, Matching};
use super::config::Config;
use crate::dictionary::Dictionary;
use crate::graph::{DEFAULT_EVIDENCE, Window};
use crate::input::{FrontMatterKeys, ReadOptions};
use crate::matching::{MatchOptions, Matcher};
use crate::pipeline::Settings;

/// The directory of dictionaries that is used where it exists.
const DICTIONARIES: &str = "dictionaries";
/// Where `build` writes by default.
const OUTPUT: &str = "output";

/// Everything a run over transcripts needs.
pub(super) struct Run {
    pub settings: Settings,
    pub matcher: Matcher,
    /// What to call the dictionary when telling people.
    pub dictionary: String,
    pub output: PathBuf,
    /// Whether documents that repeat another are left out.
    pub deduplicate: bool,
}

impl Run {
    pub fn for_build(args: &Build) -> Result<Self, Box<dyn Error>> {
        let config = Config::read(args.input.matching.config.as_deref())?;
        let deduplicate = args.deduplicate || config.deduplicate.unwrap_or(false);
        let output = args.output.clone().or(config.output).unwrap_or_else(|| OUTPUT.into());
        Ok(Run { output, deduplicate, ..Run::for_counting(&args.input, &args.counting)? })
    }

    pub fn for_counting(input: &Input, counting: &Counting) -> Result<Self, Box<dyn Error>> {
        let config = Config::read(input.matching.config.as_deref())?;
        let window = match (counting.window, &config.window) {
            (Some(window), _) => window,
            (None, Some(name)) => name.parse()?,
            (None, None) => Window::default(),
        };
        let evidence = counting.evidence.or(config.evidence).unwrap_or(DEFAULT_EVIDENCE);
        let mut run = Run::for_input(input, config)?;
        run.settings.window = window;
        run.settings.evidence = evidence;
        Ok(run)
    }

    pub fn for_mentions(input: &Input) -> Result<Self, Box<dyn Error>> {
        let config = Config::read(input.matching.config.as_deref())?;
        Run::for_input(input, config)
    }

    /// Without dictionaries given, nothing is known: the way from a new corpus to a first dictionary.
    pub fn for_suggest(input: &Input) -> Result<Self, Box<dyn Error>> {
        let config = Config::read(input.matching.config.as_deref())?;
        if !input.matching.dictionaries.is_empty() || !config.dictionaries.is_empty() {
            return Run::for_input(input, config);
        }
        let (jobs, strict) = (input.jobs.or(config.jobs), input.strict || config.strict.unwrap_or(false));
        let mut run = Run::with(&input.matching, config, &Dictionary::default(), "none".to_owned())?;
        run.settings.jobs = jobs;
        run.settings.strict = strict;
        Ok(run)
    }

    pub fn for_matching(matching: &Matching) -> Result<Self, Box<dyn Error>> {
        let config = Config::read(matching.config.as_deref())?;
        Run::new(matching, config)
    }

    fn for_input(input: &Input, config: Config) -> Result<Self, Box<dyn Error>> {
        let (jobs, strict) = (input.jobs.or(config.jobs), input.strict || config.strict.unwrap_or(false));
        let mut run = Run::new(&input.matching, config)?;
        run.settings.jobs = jobs;
        run.settings.strict = strict;
        Ok(run)
    }

    fn new(matching: &Matching, config: Config) -> Result<Self, Box<dyn Error>> {
        let given = if matching.dictionaries.is_empty() { &config.dictionaries } else { &matching.dictionaries };
        let (dictionary, name) = dictionary(given)?;
        Run::with(matching, config, &dictionary, name)
    }

    fn with(matching: &Matching, config: Config, dictionary: &Dictionary, name: String) -> Result<Self, Box<dyn Error>> {
        let matcher = Matcher::new(dictionary)?;
        let read = reading(&config);
        let unknown = config.speakers.iter().find(|(_, id)| !matcher.entities().iter().any(|entity| entity.id == **id));
        if let Some((label, id)) = unknown {
            return Err(format!(
                "the settings file says that the speaker `{label}` is `{id}`, which no dictionary has; add the entity or mend the id"
            )
            .into());
        }
        let settings = Settings {
            read,
            matching: MatchOptions {
                front_matter: !matching.no_front_matter && config.front_matter.unwrap_or(true),
                labels: config.speakers.into_iter().collect(),
            },
            ..Settings::default()
        };
        Ok(Run { settings, matcher, dictionary: name, output: OUTPUT.into(), deduplicate: false })
    }
}

/// How files are read, by the settings file.
pub(super) fn reading(config: &Config) -> ReadOptions {
    let given = config.front_matter_keys.iter().flatten().map(|(key, holds)| (key.as_str(), holds.as_str()));
    ReadOptions { keys: FrontMatterKeys::with(given), roles: config.roles.clone() }
}

/// The dictionaries given, else those of the settings file, the working directory, the program.
pub(super) fn dictionaries(given: &[PathBuf], config: Option<&Path>) -> Result<(Dictionary, String), Box<dyn Error>> {
    let config = Config::read(config)?;
    dictionary(if given.is_empty() { &config.dictionaries } else { given })
}

/// The dictionaries given, else those of the working directory, else the built-in ones.
fn dictionary(given: &[PathBuf]) -> Result<(Dictionary, String), Box<dyn Error>> {
    if !given.is_empty() {
        let names: Vec<String> = given.iter().map(|path| path.display().to_string()).collect();
        return Ok((Dictionary::read(given)?, names.join(", ")));
    }
    if Path::new(DICTIONARIES).is_dir() {
        return Ok((Dictionary::read(&[DICTIONARIES])?, format!("./{DICTIONARIES}")));
    }
    Ok((Dictionary::builtin()?, "built in".to_owned()))
}
