//! What a tie joins.

/// What stands at an end of a tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// People, companies, products and what other kinds the graph has.
    Entity,
    /// Documents.
    Document,
    /// Quotes that back a tie between entities.
    Evidence,
    /// Places where an entity is named.
    Mention,
}

impl Ends {
    /// The label, and the name of the id space.
    pub fn name(self) -> &'static str {
        match self {
            Ends::Entity => "Entity",
            Ends::Document => "Document",
            Ends::Evidence => "Evidence",
            Ends::Mention => "Mention",
        }
    }

    /// The column of the id.
    pub fn key(self) -> &'static str {
        if self == Ends::Document { "path" } else { "id" }
    }
}
