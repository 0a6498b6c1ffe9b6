//! A connection that speaks Bolt 4.4 or 5.0 to 5.4.

use std::io::{self, BufReader, Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

use super::address::Address;
use super::error::LoadError;
use super::packstream::Value;

/// How long a server may take to be reached and to say which version it speaks.
const PATIENCE: Duration = Duration::from_secs(15);

/// The magic number, and the versions spoken, best first: 5.4 and four minor versions before it, and 4.4.
const HANDSHAKE: [u8; 20] = [0x60, 0x60, 0xb0, 0x17, 0, 4, 4, 5, 0, 0, 4, 4, 0, 0, 0, 0, 0, 0, 0, 0];

// Messages.
const HELLO: u8 = 0x01;
const GOODBYE: u8 = 0x02;
const RESET: u8 = 0x0f;
const RUN: u8 = 0x10;
const DISCARD: u8 = 0x2f;
const LOGON: u8 = 0x6a;
const SUCCESS: u8 = 0x70;
const FAILURE: u8 = 0x7f;

/// Who asks. The password is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// Name of the user.
    pub user: String,
    /// Password of the user.
    pub password: String,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials").field("user", &self.user).finish_non_exhaustive()
    }
}

/// A connection with somebody logged on.
pub(super) struct Connection {
    address: String,
    stream: BufReader<TcpStream>,
}

impl Connection {
    /// Connects and logs on.
    pub fn open(address: &Address, credentials: &Credentials) -> Result<Self, LoadError> {
        let stream = connect(address).map_err(|source| LoadError::Unreachable { address: address.to_string(), source })?;
        let mut connection = Connection { address: address.to_string(), stream: BufReader::new(stream) };
        let version = connection.agree().map_err(|error| connection.broken(error))?;
        let mut hello = map([("user_agent", concat!("comention/", env!("CARGO_PKG_VERSION")).into())]);
        let logon = map([
            ("scheme", "basic".into()),
            ("principal", credentials.user.as_str().into()),
            ("credentials", credentials.password.as_str().into()),
        ]);
        // Logging on became a message of its own with 5.1, and saying what we are with 5.3.
        match version {
            (4, 4) | (5, 0) => {
                hello.extend(logon);
                connection.say(HELLO, vec![Value::Map(hello)])?;
            }
            (5, minor) => {
                if minor >= 3 {
                    hello.push(("bolt_agent".to_owned(), Value::Map(map([("product", "comention".into())]))));
                }
                connection.say(HELLO, vec![Value::Map(hello)])?;
                connection.say(LOGON, vec![Value::Map(logon)])?;
            }
            (major, minor) => return Err(connection.misspoken(format!("it offers version {major}.{minor}"))),
        }
        Ok(connection)
    }

    /// Runs a statement in a transaction of its own, and waits until it is committed.
    pub fn run(&mut self, statement: &str, parameters: &[(&str, Value)], database: Option<&str>) -> Result<(), LoadError> {
        let parameters = parameters.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        let options = map(database.map(|name| ("db", Value::from(name))));
        let all = map([("n", Value::Integer(-1))]);
        let said = self
            .say(RUN, vec![statement.into(), Value::Map(parameters), Value::Map(options)])
            .and_then(|()| self.say(DISCARD, vec![Value::Map(all)]));
        if matches!(said, Err(LoadError::Refused { .. })) {
            // The connection takes nothing until it is told to forget the failure.
            self.say(RESET, Vec::new())?;
        }
        said
    }

    /// Ends the connection politely; it ends anyway.
    pub fn goodbye(mut self) {
        let _ = self.send(&Value::Structure(GOODBYE, Vec::new()));
    }

    fn agree(&mut self) -> io::Result<(u8, u8)> {
        self.stream.get_mut().write_all(&HANDSHAKE)?;
        let mut answer = [0; 4];
        self.stream.read_exact(&mut answer)?;
        self.stream.get_ref().set_read_timeout(None)?;
        Ok((answer[3], answer[2]))
    }

    /// Sends a message and takes the answer.
    fn say(&mut self, tag: u8, fields: Vec<Value>) -> Result<(), LoadError> {
        self.send(&Value::Structure(tag, fields)).map_err(|error| self.broken(error))?;
        let message = self.receive().map_err(|error| self.broken(error))?;
        match Value::decode(&mut message.as_slice()) {
            Some(Value::Structure(SUCCESS, _)) => Ok(()),
            Some(Value::Structure(FAILURE, fields)) => {
                let part = |key| fields.first().and_then(|facts| facts.get(key)?.text()).unwrap_or_default().to_owned();
                Err(LoadError::Refused { code: part("code"), message: part("message") })
            }
            other => Err(self.misspoken(format!("it answers with {}", described(other.as_ref())))),
        }
    }

    fn send(&mut self, message: &Value) -> io::Result<()> {
        let mut bytes = Vec::new();
        message.encode(&mut bytes);
        let mut chunked = Vec::with_capacity(bytes.len() + 8);
        for chunk in bytes.chunks(usize::from(u16::MAX)) {
            chunked.extend((chunk.len() as u16).to_be_bytes());
            chunked.extend(chunk);
        }
        chunked.extend([0, 0]);
        self.stream.get_mut().write_all(&chunked)
    }

    fn receive(&mut self) -> io::Result<Vec<u8>> {
        let mut message = Vec::new();
        loop {
            let mut length = [0; 2];
            self.stream.read_exact(&mut length)?;
            match u16::from_be_bytes(length) {
                // Nothing yet: a sign of life.
                0 if message.is_empty() => {}
                0 => return Ok(message),
                length => {
                    let end = message.len();
                    message.resize(end + usize::from(length), 0);
                    self.stream.read_exact(&mut message[end..])?;
                }
            }
        }
    }

    fn broken(&self, source: io::Error) -> LoadError {
        LoadError::Broken { address: self.address.clone(), source }
    }

    fn misspoken(&self, why: String) -> LoadError {
        LoadError::Protocol { address: self.address.clone(), why }
    }
}

fn connect(address: &Address) -> io::Result<TcpStream> {
    let mut last = io::Error::new(io::ErrorKind::NotFound, "the name has no address");
    for socket in (address.host.as_str(), address.port).to_socket_addrs()? {
        match TcpStream::connect_timeout(&socket, PATIENCE) {
            Ok(stream) => {
                stream.set_read_timeout(Some(PATIENCE))?;
                stream.set_nodelay(true)?;
                return Ok(stream);
            }
            Err(error) => last = error,
        }
    }
    Err(last)
}

fn map<'k>(entries: impl IntoIterator<Item = (&'k str, Value)>) -> Vec<(String, Value)> {
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn described(message: Option<&Value>) -> String {
    match message {
        Some(Value::Structure(tag, _)) => format!("a message {tag:#04x}"),
        _ => "no message".to_owned(),
    }
}
