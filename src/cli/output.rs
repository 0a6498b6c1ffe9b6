//! Files that appear whole or not at all.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};
use thiserror::Error;

/// Why results could not be written.
#[derive(Debug, Error)]
#[error("cannot write {}: {source}", path.display())]
pub(super) struct OutputError {
    path: PathBuf,
    source: io::Error,
}

/// A file in the making: it has no name until [`Pending::finish`] gives it one.
pub(super) struct Pending {
    path: PathBuf,
    file: BufWriter<NamedTempFile>,
}

impl Pending {
    /// Opens a file that will be `path`, creating its directory where there is none.
    pub fn create(path: &Path) -> Result<Self, OutputError> {
        let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let failed = |source| OutputError { path: path.to_owned(), source };
        fs::create_dir_all(directory).map_err(failed)?;
        let mut builder = Builder::new();
        builder.prefix(".comention-");
        #[cfg(unix)]
        {
            // What a newly created file would get: the umask takes from it.
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let file = builder.tempfile_in(directory).map_err(failed)?;
        Ok(Pending { path: path.to_owned(), file: BufWriter::with_capacity(1 << 16, file) })
    }

    /// Where to write the content.
    pub fn writer(&mut self) -> &mut (dyn Write + Send) {
        &mut self.file
    }

    /// Where it lies until it is finished, for content that is not written from front to back.
    pub fn path(&self) -> &Path {
        self.file.get_ref().path()
    }

    /// Tells an error of the content's writer by the file's name.
    pub fn failed(&self, source: io::Error) -> OutputError {
        OutputError { path: self.path.clone(), source }
    }

    /// Gives the file its name, replacing one of that name; returns its size in bytes.
    pub fn finish(self) -> Result<(PathBuf, u64), OutputError> {
        let path = self.path;
        let failed = |source| OutputError { path: path.clone(), source };
        let file = self.file.into_inner().map_err(|error| failed(error.into_error()))?;
        let size = file.as_file().metadata().map_err(failed)?.len();
        file.persist(&path).map_err(|error| failed(error.error))?;
        Ok((path, size))
    }
}

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
