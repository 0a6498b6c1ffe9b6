//! `comention render`: the graph drawn by an installed Graphviz.

use std::error::Error;
use std::io::{self, ErrorKind};
use std::path::Path;

use clap::ValueEnum;
use graphviz_rust::cmd::{CommandArg, Format, Layout};
use graphviz_rust::exec_dot;

use super::args::{Engine, PictureFormat, Render};
use super::output::Pending;
use super::query::load;
use super::{CommandResult, Status};
use crate::export::ExportFormat;
use crate::graph::Layer;

pub(super) fn run(args: &Render) -> CommandResult {
    let format = picture_format(args)?;
    let graph = load(&args.graph)?;
    let mut dot = Vec::new();
    ExportFormat::Dot.write(&graph, &args.size.view(Layer::CoMention), &mut dot)?;
    let picture = draw(String::from_utf8_lossy(&dot).into_owned(), args.engine, format)?;
    let path = args.output.clone().unwrap_or_else(|| args.graph.with_file_name(format!("graph-{}.{}", name(&args.engine), name(&format))));
    let mut file = Pending::create(&path)?;
    file.writer().write_all(&picture).map_err(|error| file.failed(error))?;
    file.finish()?;
    eprintln!("wrote {}", path.display());
    Ok(Status::Done)
}

/// The format asked for, else the one the output's ending names, else SVG.
fn picture_format(args: &Render) -> Result<PictureFormat, Box<dyn Error>> {
    let ending = args.output.as_deref().and_then(Path::extension).and_then(|ending| ending.to_str());
    match (args.format, ending) {
        (Some(format), _) => Ok(format),
        (None, None) => Ok(PictureFormat::Svg),
        (None, Some(ending)) => PictureFormat::from_str(ending, true)
            .map_err(|_| format!("no picture format ends in .{ending}; use .svg, .png or .pdf, or --format").into()),
    }
}

fn draw(dot: String, engine: Engine, format: PictureFormat) -> Result<Vec<u8>, String> {
    let layout = match engine {
        Engine::Dot => Layout::Dot,
        Engine::Neato => Layout::Neato,
        Engine::Fdp => Layout::Fdp,
        Engine::Sfdp => Layout::Sfdp,
        Engine::Circo => Layout::Circo,
        Engine::Twopi => Layout::Twopi,
    };
    let format = match format {
        PictureFormat::Svg => Format::Svg,
        PictureFormat::Png => Format::Png,
        PictureFormat::Pdf => Format::Pdf,
    };
    exec_dot(dot, vec![CommandArg::Layout(layout), CommandArg::Format(format)]).map_err(|error| explain(&error))
}

fn explain(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => {
            "Graphviz is not installed, or its `dot` is not in the PATH; get it from graphviz.org or your package manager. \
            graph.svg, which `comention build` draws, needs no Graphviz"
                .to_owned()
        }
        _ => format!("Graphviz failed: {}", error.to_string().trim()),
    }
}

fn name(value: &impl ValueEnum) -> String {
    value.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}
