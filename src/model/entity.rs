use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::{Case, fold};

/// What sort of thing an entity is. Kinds are open: a dictionary may bring its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Kind(Cow<'static, str>);

impl Kind {
    /// A human being.
    pub const PERSON: Kind = Kind(Cow::Borrowed("person"));
    /// A company or any other organisation.
    pub const COMPANY: Kind = Kind(Cow::Borrowed("company"));
    /// A model, chip, app, brand: something made.
    pub const PRODUCT: Kind = Kind(Cow::Borrowed("product"));

    /// The kind of that name.
    pub fn new(name: &str) -> Self {
        Kind(Cow::Owned(name.to_owned()))
    }

    /// The name, as it stands in files.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A person, company, product or other thing that transcripts mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// What every file and query calls it. Ids of a dictionary have no colon;
    /// an entity known only from documents is `kind:name`, and a bare first
    /// name, which means somebody else in another show, `kind:name@show`.
    pub id: String,
    /// What people read.
    pub name: String,
    /// What sort of thing it is.
    pub kind: Kind,
}

impl Entity {
    /// An entity that no dictionary knows; the same name and kind give the same id everywhere.
    ///
    /// `show` narrows a name that is too common to mean one person in all shows.
    pub fn from_name(name: &str, kind: &Kind, show: Option<&str>) -> Self {
        let mut id = format!("{kind}:{}", slug(name));
        if let Some(show) = show.map(slug).filter(|show| !show.is_empty()) {
            id.push('@');
            id.push_str(&show);
        }
        // Names of documents end up on terminals, where control characters act.
        let name = name.chars().filter(|c| !c.is_control()).collect();
        Entity { id, name, kind: kind.clone() }
    }
}

/// A name as part of an id: folded, letters and digits of any script, everything else a hyphen.
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in fold(name, Case::Fold).chars() {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_one_id() {
        let id = |name, show| Entity::from_name(name, &Kind::PERSON, show).id;
        assert_eq!(id("Mat Ryer", None), "person:mat-ryer");
        assert_eq!(id("MAT  RYER", None), id("Mat Ryer", None));
        assert_eq!(id("劉強東", None), id("刘强东", None));
        assert_eq!(id("大卫", Some("硅谷101")), "person:大卫@硅谷101");
        assert_eq!(id("Bruce", Some("—")), "person:bruce");
        assert_eq!(slug("J.P. Morgan & Co."), "j-p-morgan-co");
        assert_eq!(Entity::from_name("A\u{1b}[31mB", &Kind::PERSON, None).name, "A[31mB");
    }
}
