//! Proposals as a dictionary file.

use std::io::{self, Write};

use super::ranking::{Proposal, Suggestions};

/// Writes the proposals in the shape of a dictionary; what only people read stands in comments.
///
/// Near misses of known names stand in comments as a whole: their entity is in another file.
///
/// # Errors
/// Where the writer fails.
pub fn write(suggestions: &Suggestions, out: &mut dyn Write) -> io::Result<()> {
    let (near, new): (Vec<&Proposal>, Vec<&Proposal>) = suggestions.proposals.iter().partition(|proposal| proposal.near.is_some());
    writeln!(out, "# Proposed by `comention dictionary suggest`, likeliest first. Look them through: delete what is no name.")?;
    match new.as_slice() {
        [] => writeln!(out, "entities: []")?,
        _ => writeln!(out, "entities:")?,
    }
    for proposal in new {
        entity(proposal, out)?;
    }
    if !near.is_empty() {
        writeln!(out, "\n# Near misses of names in the dictionary; where they are meant, add them there as aliases.")?;
    }
    for proposal in near {
        let names: Vec<&str> = names(proposal).collect();
        let known = proposal.near.as_deref().unwrap_or_default();
        writeln!(out, "# - id: {}  # {}\n#   aliases: {}", quoted(&proposal.id)?, line(known), list(&names)?)?;
        comments(proposal, "#   # ", out)?;
    }
    Ok(())
}

fn entity(proposal: &Proposal, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "  - id: {}", quoted(&proposal.id)?)?;
    writeln!(out, "    name: {}", quoted(&proposal.name)?)?;
    writeln!(out, "    kind: {}  # {}", quoted(&proposal.kind)?, line(&proposal.reason))?;
    if proposal.exact {
        writeln!(out, "    case: exact  # in lower case it is a word here")?;
    }
    if !proposal.aliases.is_empty() {
        let aliases: Vec<&str> = proposal.aliases.iter().map(String::as_str).collect();
        writeln!(out, "    aliases: {}", list(&aliases)?)?;
    }
    comments(proposal, "    # ", out)
}

fn comments(proposal: &Proposal, indent: &str, out: &mut dyn Write) -> io::Result<()> {
    let Proposal { mentions, documents, certainty, .. } = proposal;
    writeln!(out, "{indent}mentions {mentions}, documents {documents}, certainty {certainty:.2}")?;
    for quote in &proposal.quotes {
        writeln!(out, "{indent}{}:{}: {}", line(&quote.document), quote.line, line(&quote.text))?;
    }
    Ok(())
}

fn names(proposal: &Proposal) -> impl Iterator<Item = &str> {
    std::iter::once(proposal.name.as_str()).chain(proposal.aliases.iter().map(String::as_str))
}

fn list(names: &[&str]) -> io::Result<String> {
    let quoted: Result<Vec<String>, io::Error> = names.iter().map(|name| quoted(name)).collect();
    Ok(format!("[{}]", quoted?.join(", ")))
}

/// A text as a YAML scalar on one line: bare where nobody can misread it, else as JSON, which YAML reads.
fn quoted(text: &str) -> io::Result<String> {
    let plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '·')) && text.starts_with(char::is_alphabetic);
    let read: Option<String> =
        if plain { serde_yaml::from_str::<serde_yaml::Value>(text).ok().and_then(|value| value.as_str().map(str::to_owned)) } else { None };
    if read.as_deref() == Some(text) { Ok(text.to_owned()) } else { Ok(serde_json::to_string(text)?) }
}

/// A text on one line of a comment: everything that could end the line or act on a terminal is a space.
fn line(text: &str) -> String {
    let breaks =
        |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if breaks(c) || ('\u{fffe}'..='\u{ffff}').contains(&c) { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Quote;
    use super::*;
    use crate::dictionary::Dictionary;

    #[test]
    fn hostile_text_stays_in_its_place() {
        let hostile = "a\nb\r- id: x\u{85}c\u{2028}\u{1b}[31m: # \"'";
        let proposal = Proposal {
            id: "no".to_owned(),
            kind: "person".to_owned(),
            reason: hostile.to_owned(),
            name: "360 # \"x\"".to_owned(),
            aliases: vec!["No".to_owned(), "[a, b]".to_owned(), "1e3".to_owned()],
            exact: true,
            near: None,
            mentions: 1,
            documents: 1,
            certainty: 1.0,
            quotes: vec![Quote { document: hostile.to_owned(), line: 1, text: hostile.to_owned() }],
        };
        let near = Proposal { near: Some(hostile.to_owned()), ..proposal.clone() };
        let mut out = Vec::new();
        write(&Suggestions { proposals: vec![near, proposal.clone()], more: 0 }, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let dictionary = Dictionary::parse("proposals", &text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let entry = &dictionary.entries()[0];
        assert_eq!((dictionary.entries().len(), &entry.entity.id, &entry.entity.name), (1, &proposal.id, &proposal.name));
        assert_eq!(entry.aliases.iter().skip(1).map(|alias| alias.text.as_str()).collect::<Vec<_>>(), ["No", "[a, b]", "1e3"]);
        let mut none = Vec::new();
        write(&Suggestions::default(), &mut none).unwrap();
        assert!(Dictionary::parse("none", &String::from_utf8(none).unwrap()).is_ok());
    }
}
