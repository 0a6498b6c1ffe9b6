//! What the tests of the program share.
#![allow(dead_code)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A directory of its own for a test, with the program ready to run in it.
pub struct Place {
    pub directory: TempDir,
}

/// Names that end a string, open a tag, or mean something to somebody's parser.
pub fn biting() -> Vec<String> {
    let names = [
        r#"He said "hi""#, r"C:\New\Node", r"back\", "{brace}|<port>", "<b>bold</b>", "</script><script>alert(1)</script>", "line\nbreak",
        "tab\tand bell\u{7}", "NUL \0 and \u{85} and \u{2028}", "]]>", "&amp; & &#0;", "graph", "node", "end", "subgraph", r"\N \G \l",
        r"\u0022", "-leading", "=1+1", "@SUM(1)", "1. list", "`code` **bold** _it_ #quot;", "it's ${x} %{y} $1", "陈茜：《电影》",
        "😀 emoji", "\u{202e}right to left", "שלום עולם", "'; DROP TABLE x; --", "twice", "twice",
    ];
    names.into_iter().map(str::to_owned).chain(["x".repeat(4_000)]).collect()
}

/// How a run of the program ended.
pub struct Ran {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Place {
    pub fn new() -> Self {
        Place { directory: tempfile::tempdir().expect("temporary directory") }
    }

    /// A place with a small dictionary and two documents.
    pub fn with_example() -> Self {
        let place = Place::new();
        place.write("dictionaries/companies.yaml", "kind: company\nentities:\n  - {id: norwind, name: Norwind, aliases: [北风能源]}\n  - {id: tidewake, name: Tidewake}\n  - {id: quay, name: Quay}\n");
        place.write("talks/one.md", "---\ntitle: One\ndate: 2026-01-02\n---\n**Ada Byte**: Norwind buys Tidewake.\n\n**Noor Haddad**: 北风能源 again, and Quay.\n\n**Ada Byte**: Tidewake and Norwind!\n\n**Noor Haddad**: Yes.\n");
        place.write("talks/two.md", "---\ntitle: Two\ndate: 2026-02-03\n---\n**Ada Byte**: Quay sells to Norwind.\n\n**Bo Cay**: Hm.\n\n**Ada Byte**: So says Noor Haddad.\n\n**Bo Cay**: Ok.\n");
        place
    }

    /// A place with the graph of names that bite: entity `e00` bears the first of them, and so on.
    pub fn with_biting_names() -> Self {
        let place = Place::new();
        let names = biting();
        let mut yaml = "kind: company\nentities:\n".to_owned();
        let mut text = String::new();
        for (i, name) in names.iter().enumerate() {
            // YAML takes these for line breaks unless they are escaped.
            let quoted = serde_json::to_string(name).expect("JSON").replace('\u{85}', "\\u0085").replace('\u{2028}', "\\u2028");
            yaml.push_str(&format!("  - {{id: e{i:02}, name: {quoted}, aliases: [Zeta{i:02}x]}}\n"));
            text.push_str(if i % 3 == 0 { "**Ada Byte**: " } else { "" });
            text.push_str(&format!("Zeta{i:02}x meets Zeta{:02}x. ", (i + 1) % names.len()));
            text.push_str(if i % 3 == 2 { "\n\n**Bo Cay**: Oh.\n\n" } else { "" });
        }
        place.write("dictionaries/biting.yaml", yaml);
        place.write("talk.md", format!("---\ntitle: 'A \"title\" with <b>, & and ]]>'\ndate: 2026-02-03\n---\n{text}\n"));
        let built = place.run(&["build", "talk.md"]);
        assert_eq!(built.status, 0, "{}", built.stderr);
        place
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.directory.path().join(name)
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("parent")).expect("directory");
        fs::write(path, content).expect("written");
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn run(&self, arguments: &[&str]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_comention"))
            .args(arguments)
            .current_dir(self.directory.path())
            .output()
            .expect("program runs");
        ran(output)
    }

    /// Names of the files in a directory, in order.
    pub fn list(&self, name: &str) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.path(name)) else { return Vec::new() };
        let mut names: Vec<String> = entries.map(|entry| entry.expect("entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

pub fn ran(output: Output) -> Ran {
    Ran {
        status: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// The corpus that lies beside a checkout of the developers; nothing of it is in the project.
pub fn corpus() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let found = path.is_dir().then_some(path);
    if found.is_none() {
        eprintln!("skipped: ../shared/corpus is not here");
    }
    found
}

/// Whether a program that a test needs may be missing. The project's own test run sets the variable and installs everything.
pub fn missing(what: &str) -> bool {
    assert!(std::env::var_os("COMENTION_ALL_TESTS").is_none(), "{what} is missing");
    eprintln!("skipped: {what} is missing");
    true
}

/// A Python that can import these modules: the one the test run installs, else the machine's.
pub fn python_with(modules: &str) -> Option<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/python/bin/python");
    let import = format!("import {modules}, networkx; assert networkx.__version__ >= '3.6'");
    let can = |python: &PathBuf| Command::new(python).args(["-c", &import]).output().is_ok_and(|output| output.status.success());
    [own, PathBuf::from("python3")].into_iter().find(can)
}
