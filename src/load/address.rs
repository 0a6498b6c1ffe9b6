//! Where a database listens.

use std::str::FromStr;

use super::error::LoadError;

/// The port of Bolt, unless another is given.
const PORT: u16 = 7687;

/// Host and port of a database, from `bolt://host:port`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    pub(super) host: String,
    pub(super) port: u16,
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.host.contains(':') { write!(f, "[{}]:{}", self.host, self.port) } else { write!(f, "{}:{}", self.host, self.port) }
    }
}

impl FromStr for Address {
    type Err = LoadError;

    fn from_str(url: &str) -> Result<Self, LoadError> {
        let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
        // What stands before an @ may be a password, and is not repeated.
        let shown = format!("{scheme}://{}", rest.rsplit('@').next().unwrap_or_default());
        let wrong = |why| LoadError::Address { url: shown.clone(), why };
        match scheme {
            "bolt" | "neo4j" => {}
            "bolt+s" | "bolt+ssc" | "neo4j+s" | "neo4j+ssc" => {
                return Err(wrong(
                    "asks for an encrypted connection, which is not supported; take a tunnel to the server, or `comention export cypher`",
                ));
            }
            _ => return Err(wrong("is no address of a database; give one such as bolt://localhost:7687")),
        }
        if rest.contains('@') {
            return Err(wrong("names a user; give user and password as COMENTION_USER and COMENTION_PASSWORD, not in the address"));
        }
        let authority = rest.trim_end_matches('/');
        if authority.contains(['/', '?', '#']) {
            return Err(wrong("is more than host and port; name the database with --database"));
        }
        let (host, port) = match authority.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((host, "")) => (host, None),
            Some((host, port)) => (host, port.strip_prefix(':')),
            None => authority.rsplit_once(':').map_or((authority, None), |(host, port)| (host, Some(port))),
        };
        let port = port.map_or(Ok(PORT), str::parse).map_err(|_| wrong("names a port that is no number from 0 to 65535"))?;
        match host {
            "" => Err(wrong("names no host; give one such as bolt://localhost:7687")),
            host => Ok(Address { host: host.to_owned(), port }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let of = |url: &str| url.parse::<Address>().map(|address| address.to_string()).map_err(|error| error.to_string());
        assert_eq!(of("bolt://localhost"), Ok("localhost:7687".to_owned()));
        assert_eq!(of("neo4j://127.0.0.1:7688/"), Ok("127.0.0.1:7688".to_owned()));
        assert_eq!(of("bolt://[::1]:99"), Ok("[::1]:99".to_owned()));
        assert_eq!(of("bolt://[::1]"), Ok("[::1]:7687".to_owned()));
        for wrong in ["localhost:7687", "http://x", "bolt://", "bolt://x:port", "bolt://x/db", "bolt+s://x"] {
            assert!(of(wrong).is_err(), "{wrong}");
        }
        let secret = of("bolt://ada:s3cret@x").expect_err("credentials");
        assert!(secret.contains("COMENTION_PASSWORD") && !secret.contains("s3cret"), "{secret}");
    }
}
