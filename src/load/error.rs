//! Why a graph could not be loaded.

use std::io;

use thiserror::Error;

/// Why a graph could not be loaded into a database.
#[derive(Debug, Error)]
pub enum LoadError {
    /// The address is none.
    #[error("`{url}` {why}")]
    Address {
        /// The address as given, without what may be secret.
        url: String,
        /// What is wrong, and what to do.
        why: &'static str,
    },
    /// Nobody answers.
    #[error("cannot reach {address}: {source}; does the database run, and is its Bolt port this one?")]
    Unreachable {
        /// Host and port.
        address: String,
        /// Why.
        source: io::Error,
    },
    /// The connection broke.
    #[error("the connection to {address} broke: {source}")]
    Broken {
        /// Host and port.
        address: String,
        /// Why.
        source: io::Error,
    },
    /// What answers speaks no Bolt that we know.
    #[error("{address} does not speak Bolt 4.4 or 5: {why}")]
    Protocol {
        /// Host and port.
        address: String,
        /// What it said.
        why: String,
    },
    /// The database refused something.
    #[error("{}: {message}{}", code, remedy(code))]
    Refused {
        /// Its code, such as `Neo.ClientError.Security.Unauthorized`.
        code: String,
        /// Its words.
        message: String,
    },
    /// The tables could not be read.
    #[error(transparent)]
    Tables(#[from] io::Error),
}

impl LoadError {
    /// Whether the same may succeed a moment later; `connected` says whether a connection stood before.
    pub(super) fn passes(&self, connected: bool) -> bool {
        match self {
            LoadError::Refused { code, .. } => code.starts_with("Neo.TransientError."),
            LoadError::Broken { .. } => true,
            // A server that was there and restarts.
            LoadError::Unreachable { .. } => connected,
            _ => false,
        }
    }

    /// The error that passed through a writer of tables.
    pub(super) fn unwrapped(error: io::Error) -> Self {
        match error.downcast::<LoadError>() {
            Ok(own) => own,
            Err(error) => LoadError::Tables(error),
        }
    }
}

impl From<LoadError> for io::Error {
    fn from(error: LoadError) -> Self {
        io::Error::other(error)
    }
}

fn remedy(code: &str) -> &'static str {
    match code {
        "Neo.ClientError.Security.Unauthorized" => " (user and password come from COMENTION_USER and COMENTION_PASSWORD)",
        "Neo.ClientError.Security.CredentialsExpired" => " (set a new password first, with cypher-shell or in the browser)",
        "Neo.ClientError.Cluster.NotALeader" | "Neo.ClientError.General.ForbiddenOnReadOnlyDatabase" => {
            " (give the address of the member that takes writes)"
        }
        "Neo.ClientError.Database.DatabaseNotFound" => " (name one that exists with --database)",
        "Neo.ClientError.Schema.ConstraintCreationFailed" => " (the database holds other data with these labels; load into an empty one)",
        _ => "",
    }
}
