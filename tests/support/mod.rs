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
