//! What the things of a kind are called in graph databases: `Person`, `Company`.

use std::collections::BTreeMap;

use crate::graph::Graph;
use crate::model::Kind;

/// Names that the schema gives to things of its own.
const TAKEN: [&str; 4] = ["Document", "Entity", "Evidence", "Mention"];

/// The labels of a graph, one for each kind it has.
#[derive(Clone, Debug)]
pub struct Labels {
    of_kinds: BTreeMap<String, usize>,
    names: Vec<String>,
}

impl Labels {
    /// The labels of a graph. Person, Company and Product are always there, so that queries hold for any graph.
    pub(super) fn of(graph: &Graph) -> Self {
        let own = [Kind::PERSON, Kind::COMPANY, Kind::PRODUCT];
        let mut names: Vec<String> = own.iter().map(label).collect();
        let mut of_kinds = BTreeMap::new();
        for kind in own.iter().chain(graph.nodes().map(|node| &node.kind)) {
            if of_kinds.contains_key(kind.as_str()) {
                continue;
            }
            let label = label(kind);
            // Databases take names that differ in case only for the same.
            let place = names.iter().position(|name| name.to_lowercase() == label.to_lowercase()).unwrap_or(names.len());
            if place == names.len() {
                names.push(label);
            }
            of_kinds.insert(kind.as_str().to_owned(), place);
        }
        Labels { of_kinds, names }
    }

    /// The labels; two kinds may share one.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The place of a kind's label among [`Labels::names`].
    pub fn place(&self, kind: &Kind) -> usize {
        self.of_kinds.get(kind.as_str()).copied().unwrap_or(0)
    }
}

/// The kind as a name: letters and digits of any script, the first in upper case.
fn label(kind: &Kind) -> String {
    let plain: String = kind.as_str().chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    let mut chars = plain.chars();
    let mut label: String = chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect();
    if !label.starts_with(char::is_alphabetic) || TAKEN.iter().any(|taken| taken.eq_ignore_ascii_case(&label)) {
        label.insert_str(0, "Kind_");
    }
    label
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_become_names() {
        let of = |kind| label(&Kind::new(kind));
        assert_eq!(of("person"), "Person");
        assert_eq!(of("媒体"), "媒体");
        assert_eq!(of("tv-show"), "Tv_show");
        assert_eq!(of("document"), "Kind_Document");
        assert_eq!(of("3d`) DETACH"), "Kind_3d___DETACH");
    }
}
