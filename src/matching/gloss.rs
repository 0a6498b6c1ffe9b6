//! Glosses: 杨立昆（Yann LeCun） and **英伟达 (NVIDIA)** tie a new name to a known entity.

use rustc_hash::FxHashSet;

use super::aliases::AliasInfo;
use crate::model::{Document, Kind, Mention, Rule};
use crate::text::{Span, is_all_han, is_capitalised, is_dotted_han, is_han, is_surname};

/// The longest text in parentheses that is taken for a name, in bytes.
const MAX_GLOSS: usize = 60;

/// The new aliases that the document's glosses give to entities it mentions.
///
/// A name is believed where its form leaves no doubt: the two stand in different
/// scripts, and either a person is meant, or both are set off together in bold.
pub(super) fn aliases<'k>(
    document: &Document,
    mentions: &[Mention],
    kind: impl Fn(u32) -> &'k Kind,
    known: &FxHashSet<(String, u32)>,
) -> Vec<AliasInfo> {
    let taken: FxHashSet<(u32, u32)> = mentions.iter().map(|mention| (mention.folded.start, mention.folded.end)).collect();
    let mut found: Vec<AliasInfo> = Vec::new();
    for mention in mentions {
        let reader = Gloss { document, mention, is_person: *kind(mention.entity) == Kind::PERSON };
        for name in [reader.name_after(), reader.name_before()].into_iter().flatten() {
            let text = document.folded.read(&document.source, name).trim().to_owned();
            let new = !taken.contains(&(name.start, name.end))
                && !known.contains(&(text.clone(), mention.entity))
                && !found.iter().any(|alias| alias.entity == mention.entity && alias.text == text);
            if new {
                found.push(AliasInfo::plain(mention.entity, &text, Rule::Gloss, true));
            }
        }
    }
    found
}

struct Gloss<'d> {
    document: &'d Document,
    mention: &'d Mention,
    is_person: bool,
}

impl Gloss<'_> {
    fn text(&self) -> &str {
        self.document.folded.text()
    }

    /// The name in parentheses behind the mention.
    fn name_after(&self) -> Option<Span> {
        let rest = &self.text()[self.mention.folded.end as usize..];
        let inner = rest.trim_start_matches(' ').strip_prefix('(')?;
        let start = self.mention.folded.end as usize + rest.len() - inner.len();
        let length = inner.as_bytes().iter().take(MAX_GLOSS).position(|&b| b == b')')?;
        let name = Span::new(start, start + length);
        let bold = self.is_bold(self.mention.folded.start, name.end + 1);
        self.is_name_for(name, bold).then_some(name)
    }

    /// The name before the parentheses that the mention fills.
    fn name_before(&self) -> Option<Span> {
        let text = self.text();
        if text.as_bytes().get(self.mention.folded.end as usize) != Some(&b')') {
            return None;
        }
        let before = text[..self.mention.folded.start as usize].strip_suffix('(')?.trim_end_matches(' ');
        let end = before.len();
        let start = if before.ends_with(is_han) { han_start(before)? } else { self.latin_start(before)? };
        let name = Span::new(start, end);
        let bold = self.is_bold(name.start, self.mention.folded.end + 1) || self.is_bold(name.start, name.end);
        // Words run on without a space before a Chinese name: 我是卡尔·林德（…）. Only bold shows where it begins.
        if !bold && is_dotted_han(&text[name.range()]) {
            return None;
        }
        self.is_name_for(name, bold).then_some(name)
    }

    /// Where the run of up to four capitalised words at the end of `before` begins.
    fn latin_start(&self, before: &str) -> Option<usize> {
        let mut start = before.len();
        for _ in 0..4 {
            let head = before[..start].trim_end_matches(' ');
            let word = head.len()
                - head
                    .chars()
                    .rev()
                    .take_while(|c| c.is_alphanumeric() && !is_han(*c) || matches!(c, '.' | '\''))
                    .map(char::len_utf8)
                    .sum::<usize>();
            if word == head.len()
                || head[word..].starts_with('.')
                || !is_capitalised(&self.document.folded.read(&self.document.source, Span::new(word, head.len())))
            {
                break;
            }
            start = word;
        }
        (start < before.len()).then_some(start)
    }

    /// Whether `**` stands right before folded byte `start` and right after `end` in the file.
    fn is_bold(&self, start: u32, end: u32) -> bool {
        let Some(span) = self.document.folded.original(Span { start, end }) else { return false };
        let source = &self.document.source;
        source[..span.start as usize].ends_with("**") && source[span.end as usize..].starts_with("**")
    }

    /// Whether the text at `name` can be another name of the mention's entity.
    fn is_name_for(&self, name: Span, bold: bool) -> bool {
        let text = self.document.folded.read(&self.document.source, name);
        let other = self.document.folded.read(&self.document.source, self.mention.folded);
        let length = text.chars().count();
        if text.chars().any(is_han) == other.chars().any(is_han) {
            return false;
        }
        if is_all_han(&text) || is_dotted_han(&text) {
            let personal = is_dotted_han(&text) || ((2..=4).contains(&length) && text.chars().next().is_some_and(is_surname));
            return if self.is_person { personal } else { bold && (2..=8).contains(&length) };
        }
        let shouted = text.chars().all(|c| !c.is_lowercase());
        is_capitalised(&text) && length >= 3 && if self.is_person { text.contains(' ') || bold } else { bold && !shouted }
    }
}

/// Where the Chinese name at the end of `before` begins; only where something other than Chinese borders it.
fn han_start(before: &str) -> Option<usize> {
    let length: usize = before.chars().rev().take_while(|&c| is_han(c) || c == '·').map(char::len_utf8).sum();
    let start = before.len() - length;
    let name = &before[start..];
    (is_dotted_han(name) || (2..=8).contains(&name.chars().count())).then_some(start)
}
