//! Loads a graph into a database that runs, over Bolt: Neo4j, and what speaks its protocol.
//!
//! The client is our own: a few messages of Bolt need no asynchronous runtime, and the crates for it bring one.

mod address;
mod bolt;
mod error;
mod packstream;
mod rows;

pub use address::Address;
pub use bolt::Credentials;
pub use error::LoadError;

use std::thread;
use std::time::Duration;

use bolt::Connection;
use packstream::Value;
use rows::Batches;

use crate::tables::{Dataset, Ties};

/// Rows of one transaction.
const BATCH: usize = 1_000;
/// How often a statement is tried, and how long to wait before the second time; the wait doubles.
const TRIES: u32 = 6;
const FIRST_WAIT: Duration = Duration::from_millis(250);

/// What a run has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// Nodes sent.
    pub nodes: u64,
    /// Relationships sent.
    pub relationships: u64,
    /// Statements that had to be said again, after errors that pass.
    pub retries: u64,
}

/// Loads everything; `progress` is told how many rows more have arrived.
///
/// Constraints come first. Every node and relationship is merged, so that loading the same graph again changes nothing.
///
/// # Errors
/// Where the server cannot be reached, refuses the credentials or a statement, or the mentions cannot be read.
pub fn load(
    data: &Dataset<'_>,
    address: &Address,
    database: Option<&str>,
    credentials: &Credentials,
    progress: &dyn Fn(u64),
) -> Result<Loaded, LoadError> {
    let mut session = Session { address, database, credentials, connection: None, reached: false, retries: 0 };
    for constraint in data.constraints() {
        session.run(&constraint, &[])?;
    }
    let mut loaded = Loaded::default();
    for table in data.things() {
        let mut batches = Batches::new(data.merge_things(table, "$rows"), &mut session, progress);
        data.each_thing(table, &mut |id, cells| batches.thing(table, id, cells)).map_err(LoadError::unwrapped)?;
        loaded.nodes += batches.end().map_err(LoadError::unwrapped)?;
    }
    for table in Ties::ALL {
        let mut batches = Batches::new(data.merge_ties(table, "$rows"), &mut session, progress);
        data.each_tie(table, &mut |ends, cells| batches.tie(table, ends, cells)).map_err(LoadError::unwrapped)?;
        loaded.relationships += batches.end().map_err(LoadError::unwrapped)?;
    }
    loaded.retries = session.retries;
    session.end();
    Ok(loaded)
}

/// A connection that is made again where it breaks.
struct Session<'s> {
    address: &'s Address,
    database: Option<&'s str>,
    credentials: &'s Credentials,
    connection: Option<Connection>,
    reached: bool,
    retries: u64,
}

impl Session<'_> {
    /// Says a statement until it is taken, or fails for a reason that does not pass.
    fn run(&mut self, statement: &str, parameters: &[(&str, Value)]) -> Result<(), LoadError> {
        let mut wait = FIRST_WAIT;
        for trial in 1.. {
            match self.try_once(statement, parameters) {
                Err(error) if trial < TRIES && error.passes(self.reached) => {
                    self.retries += 1;
                    thread::sleep(wait);
                    wait *= 2;
                }
                result => return result,
            }
        }
        Ok(())
    }

    fn try_once(&mut self, statement: &str, parameters: &[(&str, Value)]) -> Result<(), LoadError> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => Connection::open(self.address, self.credentials)?,
        };
        self.reached = true;
        let result = connection.run(statement, parameters, self.database);
        // After an error of the line itself the connection is of no more use.
        if !matches!(result, Err(LoadError::Broken { .. } | LoadError::Protocol { .. })) {
            self.connection = Some(connection);
        }
        result
    }

    fn end(self) {
        if let Some(connection) = self.connection {
            connection.goodbye();
        }
    }
}
