//! Speakers whose labels stand in both languages: `Ada Byte: …` and, right behind it, `艾达·拜特：…`.

use std::collections::BTreeMap;

use super::super::turns::Parts;
use super::translation::are_twins;
use crate::model::Turn;
use crate::text::is_han;

/// So many speakers must be labelled in two languages: an English question and its Chinese answer look the same.
const FEWEST: usize = 2;

/// Makes one speaker of two where each turn of the one is followed by its translation under the label of the other.
pub(super) fn unite(parts: &mut Parts) {
    let translations = translations(parts);
    if translations.len() < FEWEST {
        return;
    }
    let mut number = 0;
    let mut numbers: Vec<u32> = Vec::with_capacity(parts.speakers.len());
    for speaker in 0..parts.speakers.len() as u32 {
        numbers.push(number);
        number += u32::from(!translations.contains_key(&speaker));
    }
    for (&second, &first) in &translations {
        let name = parts.speakers[second as usize].name.clone();
        parts.speakers[first as usize].also.push(name);
    }
    let mut speaker = 0;
    parts.speakers.retain(|_| {
        speaker += 1;
        !translations.contains_key(&(speaker - 1))
    });
    for turn in &mut parts.turns {
        for speaker in &mut turn.speakers {
            *speaker = numbers[*translations.get(speaker).unwrap_or(speaker) as usize];
        }
    }
}

/// The speakers who are translations of others.
fn translations(parts: &Parts) -> BTreeMap<u32, u32> {
    let mut turns: BTreeMap<u32, usize> = BTreeMap::new();
    for speaker in parts.turns.iter().filter(|turn| !turn.translation).flat_map(|turn| &turn.speakers) {
        *turns.entry(*speaker).or_default() += 1;
    }
    let mut twins: BTreeMap<(u32, u32), usize> = BTreeMap::new();
    let mut before: Option<(u32, &Turn)> = None;
    for turn in &parts.turns {
        let alone = match turn.speakers.as_slice() {
            [speaker] if !turn.translation => Some((*speaker, turn)),
            _ => None,
        };
        let pair = before.zip(alone).filter(|((a, first), (b, second))| {
            is_chinese(parts, *a) != is_chinese(parts, *b)
                && first.section == second.section
                && are_twins(first, second, parts.folded.text())
        });
        before = match pair {
            Some(((a, _), (b, _))) => {
                *twins.entry((a, b)).or_default() += 1;
                None
            }
            None => alone,
        };
    }
    let always = |(a, b): &(u32, u32), count: usize| turns.get(a) == Some(&count) && turns.get(b) == Some(&count);
    twins.into_iter().filter(|(pair, count)| always(pair, *count)).map(|((a, b), _)| (b, a)).collect()
}

fn is_chinese(parts: &Parts, speaker: u32) -> bool {
    parts.speakers[speaker as usize].name.contains(is_han)
}

#[cfg(test)]
mod tests {
    use crate::input::{ReadOptions, read};

    #[test]
    fn labels_in_two_languages_are_one_speaker() {
        let ada = "Ada Byte: The turbines are late again, I am afraid.\n\n艾达·拜特：恐怕涡轮机又要晚到了。\n\n";
        let bo = "Bo Cay: How late will they be this time?\n\n博·凯：这次会晚多久呢？\n\n";
        let document = |source: String| read("a.md", source.into_bytes(), &ReadOptions::default()).expect("text");
        let both = document(format!("{ada}{bo}{ada}{bo}"));
        let speakers: Vec<_> = both.speakers.iter().map(|speaker| (speaker.name.as_str(), speaker.also.join(" "))).collect();
        assert_eq!(speakers, [("Ada Byte", "艾达·拜特".to_owned()), ("Bo Cay", "博·凯".to_owned())]);
        let turns: Vec<_> = both.turns.iter().map(|turn| (turn.speakers[0], turn.translation)).collect();
        assert_eq!(turns, [(0, false), (0, true), (1, false), (1, true)].repeat(2));
        // One who asks in English and one who answers in Chinese are two.
        assert_eq!(document(ada.repeat(3)).speakers.len(), 2);
        // So are those who also speak alone.
        assert_eq!(document(format!("{ada}{bo}{ada}{bo}艾达·拜特：好。\n\n博·凯：好。\n\n")).speakers.len(), 4);
    }
}
