//! Imports run one way.

use std::fs;
use std::path::{Path, PathBuf};

/// The layers, lowest first; those on one line do not know each other.
const LAYERS: &[&[&str]] = &[
    &["text"],
    &["model"],
    &["input", "dictionary"],
    &["matching"],
    &["graph"],
    &["tables"],
    &["export", "explorer", "query", "load"],
    &["pipeline"],
    &["cli"],
];

fn rank(layer: &str) -> Option<usize> {
    LAYERS.iter().position(|layers| layers.contains(&layer))
}

fn sources(directory: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).expect("readable directory") {
        let path = entry.expect("readable entry").path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            out.push(path);
        }
    }
}

/// The layers a file names in `crate::layer` paths, groups such as `crate::{text, model}` included.
fn imports(code: &str) -> Vec<String> {
    let mut layers = Vec::new();
    for rest in code.split("crate::").skip(1) {
        let names = rest.strip_prefix('{').map_or(rest, |group| group.split('}').next().unwrap_or_default());
        let single = !rest.starts_with('{');
        for name in names.split(',') {
            let end = name.trim_start().find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(name.trim_start().len());
            layers.push(name.trim_start()[..end].to_owned());
            if single {
                break;
            }
        }
    }
    layers
}

#[test]
fn imports_run_one_way() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    let mut seen = 0;
    for file in files {
        let inside = file.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
        let layer = inside.split('/').next().unwrap_or_default().trim_end_matches(".rs");
        if matches!(layer, "lib" | "main") {
            continue;
        }
        let own = rank(layer).unwrap_or_else(|| panic!("src/{inside} belongs to no layer; add it to LAYERS"));
        for import in imports(&fs::read_to_string(&file).expect("readable file")) {
            let Some(other) = rank(&import) else { continue };
            assert!(import == layer || other < own, "src/{inside} imports {import}, which is not below {layer}");
            seen += 1;
        }
    }
    assert!(seen > 50, "the test reads imports at all");
}

#[test]
fn the_library_prints_nowhere_but_in_cli() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    for file in files.iter().filter(|file| !file.starts_with(root.join("cli"))) {
        let code = fs::read_to_string(file).expect("readable file");
        for printing in ["println!", "print!(", "eprintln!", "dbg!", "stdout()", "stderr()"] {
            assert!(!code.contains(printing), "{} has {printing}", file.display());
        }
    }
}
