//! What is said to a database that speaks Cypher, whoever says it: the rows come as `rows`.

use super::ends::Ends;
use super::schema::{Dataset, Things, Ties};

/// The label that all entities have besides that of their kind, so that ties find them by one index.
const ENTITY: &str = "Entity";

impl Dataset<'_> {
    /// The statements that make ids unique and names quick to find; they change nothing the second time.
    pub fn constraints(&self) -> Vec<String> {
        let unique = [Ends::Entity, Ends::Document, Ends::Evidence, Ends::Mention].map(|ends| {
            let (label, key) = (ends.name(), ends.key());
            format!("CREATE CONSTRAINT `comention_{label}` IF NOT EXISTS FOR (n:`{label}`) REQUIRE n.`{key}` IS UNIQUE")
        });
        let labels = [ENTITY].into_iter().chain(self.labels.names().iter().map(String::as_str));
        let by_name = labels.map(|label| format!("CREATE INDEX `comention_{label}_name` IF NOT EXISTS FOR (n:`{label}`) ON (n.name)"));
        unique.into_iter().chain(by_name).collect()
    }

    /// The labels of a table of things, as they stand behind a variable.
    pub fn labels_of(&self, things: Things) -> String {
        let label = self.label(things);
        if things.ends() == Ends::Entity { format!("{ENTITY}:`{label}`") } else { label.to_owned() }
    }

    /// Takes `rows`, maps of the columns, and makes each a node or brings its node up to date.
    pub fn merge_things(&self, things: Things, rows: &str) -> String {
        let (label, key) = (things.ends().name(), things.key());
        let kind = if things.ends() == Ends::Entity { format!("n:`{}`, ", self.label(things)) } else { String::new() };
        format!("UNWIND {rows} AS row MERGE (n:{label} {{{key}: row.{key}}}) SET {kind}n += row")
    }

    /// Takes `rows`, maps of `a`, `b` and `r`, and makes each a relationship or brings it up to date.
    pub fn merge_ties(&self, ties: Ties, rows: &str) -> String {
        let (from, to) = ties.ends();
        let node = |name: &str, ends: Ends| format!("({name}:{} {{{}: row.{name}}})", ends.name(), ends.key());
        let set = if ties.columns().is_empty() { "" } else { " SET r += row.r" };
        format!("UNWIND {rows} AS row MATCH {} MATCH {} MERGE (a)-[r:{}]->(b){set}", node("a", from), node("b", to), ties.name())
    }
}
