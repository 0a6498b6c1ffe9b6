//! `comention dictionary import`

use std::io::stdout;

use super::args::Import;
use super::output::Pending;
use super::settings::dictionaries;
use super::table::count;
use super::{CommandResult, Status};
use crate::dictionary::{ImportFormat, import, write_import};
use crate::model::Kind;
use crate::pipeline;

pub(super) fn run(args: &Import) -> CommandResult {
    let path = args.file.display();
    let format = format(args)?;
    let bytes = pipeline::load(&args.file).map_err(|error| format!("{path}: {error}"))?;
    let text = String::from_utf8(bytes).map_err(|_| format!("{path}: is not UTF-8; save the list as UTF-8"))?;
    let entities = import(&text, format).map_err(|error| format!("{path}: {error}"))?;
    if entities.is_empty() {
        return Err(format!("{path}: no row has a name").into());
    }
    let (known, place) = dictionaries(&args.dictionaries, args.config.as_deref())?;
    let kind = Kind::new(&args.kind);
    let counts = match &args.output {
        None => write_import(&entities, &kind, &known, &mut stdout().lock())?,
        Some(output) => {
            let mut pending = Pending::create(output)?;
            let counts = write_import(&entities, &kind, &known, pending.writer()).map_err(|error| pending.failed(error))?;
            pending.finish()?;
            counts
        }
    };
    eprintln!(
        "{} to review; left as comments: {} known already ({place}), {} that several share",
        count(counts.new as u64, "new entity"),
        count(counts.known as u64, "entity"),
        count(counts.shared as u64, "name")
    );
    Ok(Status::Done)
}

fn format(args: &Import) -> Result<ImportFormat, String> {
    let names = || ImportFormat::ALL.map(ImportFormat::name).join(", ");
    if let Some(name) = &args.format {
        let found = ImportFormat::ALL.into_iter().find(|format| format.name() == name);
        return found.ok_or_else(|| format!("`{name}` is no format of lists; known are {}", names()));
    }
    let extension = args.file.extension().and_then(|extension| extension.to_str());
    extension
        .and_then(ImportFormat::from_extension)
        .ok_or_else(|| format!("{}: the ending does not tell the format; give --format, one of {}", args.file.display(), names()))
}
