//! What lint finds, a tiny dictionary for each finding, and that the dictionaries of the project have no errors.

use std::path::Path;

use comention::dictionary::{Dictionary, Finding, Severity};
use comention::matching::lint;

fn findings(entities: &str) -> Vec<String> {
    let text = format!("kind: company\nentities:\n{entities}");
    let dictionary = Dictionary::parse("d.yaml", &text).expect("loads");
    lint(&dictionary).expect("compiles").iter().map(Finding::to_string).collect()
}

/// Entities, and what is found in them.
const WRONG: &[(&str, &[&str])] = &[
    // One alias, several entities.
    (
        "  - id: a\n    name: Aonix\n    aliases: [北风]\n  - id: b\n    name: Bonix\n    aliases:\n      - 北風\n",
        &[
            "d.yaml:9: error: `北風` of `b` is also an alias of `a` (d.yaml:3), both without conditions; tell them apart with `when`, `unless` or `case: exact`, or join the entries",
        ],
    ),
    (
        "  - {id: a, name: Aonix, when: {near: [x, y]}}\n  - {id: b, name: Aonix, when: {near: [y, x]}}\n",
        &[
            "d.yaml:4: error: `Aonix` of `b` is also an alias of `a` (d.yaml:3), both under the same conditions; tell them apart with `when`, `unless` or `case: exact`, or join the entries",
        ],
    ),
    ("  - {id: a, name: Aonix}\n  - {id: b, name: Aonix, when: {near: [x]}}\n", &[]),
    ("  - {id: a, name: Aonix, when: {near: [y]}}\n  - {id: b, name: Aonix, when: {near: [x]}}\n", &[]),
    ("  - {id: a, name: Aonix, when: {entity: true}}\n  - {id: b, name: Aonix, when: {entity: true}}\n", &[]),
    ("  - {id: a, name: Aonix, case: exact}\n  - {id: b, name: AONIX, case: exact}\n", &[]),
    // Aliases of one entity that are one.
    (
        "  - id: a\n    name: 理想 L9\n    aliases:\n      - 理想L8\n      - 理想L9\n",
        &["d.yaml:7: warning: `理想L9` of `a` is found as `理想 L9` already; remove it"],
    ),
    ("  - id: a\n    name: GPT5\n    aliases: [GPT-5]\n", &[]),
    ("  - id: a\n    name: Aonix\n    aliases: [Aonix]\n", &["d.yaml:5: warning: `Aonix` is twice an alias of `a`; remove it"]),
    ("  - id: a\n    name: Aonix\n    case: exact\n    aliases: [AONIX, {text: aonix, case: fold, when: {near: [x]}}]\n", &[]),
    (
        "  - id: a\n    name: Aonix\n    aliases: [{text: Bonix, when: {near: [x, y]}}, {text: BONIX, when: {near: [x]}}]\n",
        &["d.yaml:5: warning: `BONIX` of `a` is found as `Bonix` already; remove it"],
    ),
    // Words and short names.
    (
        "  - id: a\n    name: Notion\n",
        &["d.yaml:4: warning: `Notion` of `a` is a common word and needs no evidence; give it `case: exact` or a `when`"],
    ),
    ("  - {id: a, name: Notion, case: exact}\n  - {id: b, name: Loop, when: {near: [x]}}\n", &[]),
    (
        "  - id: a\n    name: Aonix\n    aliases: [Qz, {text: X, case: exact}, 水]\n",
        &[
            "d.yaml:5: warning: `Qz` of `a` is two characters in any case and needs no evidence; give it `case: exact` or a `when`",
            "d.yaml:5: warning: `X` of `a` is a single character and needs no evidence; give it a `when`",
            "d.yaml:5: warning: `水` of `a` is a single character and needs no evidence; give it a `when`",
        ],
    ),
    // Blockers.
    (
        "  - id: a\n    name: Aonix\n    not: [Bonix Aoni]\n    aliases:\n      - {text: 北风, not: [北风, 北风吹, 西风]}\n",
        &[
            "d.yaml:5: warning: blocker `Bonix Aoni` of `a` holds no alias it could block; make it longer than the alias, or remove it",
            "d.yaml:7: warning: blocker `北风` of `a` is an alias itself, and only longer texts block; remove it here, or remove the alias",
            "d.yaml:7: warning: blocker `西风` of `a` holds no alias it could block; make it longer than the alias, or remove it",
        ],
    ),
    (
        "  - id: a\n    name: Aonix\n    not:\n      - AonixDB\n      - Aonixs Day\n",
        &["d.yaml:6: warning: blocker `AonixDB` of `a` blocks what is a part of a longer word, where no alias is found anyway; remove it"],
    ),
    ("  - id: a\n    name: Aonix\n    patterns: ['QV\\d+']\n    not: [QV5 engine]\n", &[]),
    (
        "  - id: a\n    name: Aonix\n    aliases:\n      - {text: 北风, when: {after: [集团], before: [老]}, not: [老北风, 北风集团]}\n",
        &[
            "d.yaml:6: error: `北风` of `a` is never found: blocker `老北风` covers it wherever its evidence stands; remove the blocker, or give other evidence",
        ],
    ),
    ("  - id: a\n    name: Aonix\n    aliases:\n      - {text: 北风, when: {after: [集团], before: [老]}, not: [老北风]}\n", &[]),
    (
        "  - id: a\n    name: Aonix\n    when: {near: [x]}\n    unless: {near: [y, x]}\n",
        &[
            "d.yaml:4: error: `Aonix` of `a` is never found: all that is evidence for it is evidence against it too; take it out of `when` or `unless`",
        ],
    ),
    (
        "  - id: a\n    name: Aonix\n    aliases: ['B*ONIX']\n",
        &[
            "d.yaml:5: error: `B*ONIX` of `a` is never found, not even where it stands alone; text is read without markup, so add the alias as it is read",
        ],
    ),
    // Examples.
    (
        "  - id: a\n    name: Aonix\n    match: [We like Aonix., We like Bonix.]\n    not_match:\n      - No Aonixology.\n      - An Aonix!\n  - {id: b, name: Bonix}\n",
        &[
            "d.yaml:5: error: `a` is not found in its example “We like Bonix.”, which mentions `b`; add the alias or evidence that is missing, or mend the sentence",
            "d.yaml:8: error: `a` is found as `Aonix` in “An Aonix!”, where it must not be; block it with `not` or ask for evidence with `when`, or mend the sentence",
        ],
    ),
];

#[test]
fn findings_name_place_reason_and_remedy() {
    for (entities, expected) in WRONG {
        assert_eq!(findings(entities), *expected, "{entities}");
    }
}

/// A dictionary that does not load has one finding.
#[test]
fn what_does_not_load_is_a_finding() {
    for (entities, expected) in [
        (
            "  - id: a\n    name: A\n    patterns: ['B?']\n",
            "d.yaml:5: error: pattern `B?` of `a` is broken: it matches the empty text; make a part of it obligatory",
        ),
        ("  - id: a\n    name: A\n    aliasses: [B]\n", "d.yaml:5: error: entities[0]: unknown field `aliasses`, expected one of"),
    ] {
        let error = Dictionary::parse("d.yaml", &format!("kind: company\nentities:\n{entities}")).expect_err("does not load");
        let finding = Finding::from_error(&error).expect("lies in the dictionary").to_string();
        assert!(finding.starts_with(expected), "{finding}");
    }
}

#[test]
fn the_dictionaries_of_the_project_have_no_errors() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for dictionary in [Dictionary::builtin(), Dictionary::read(&[root.join("examples/dictionary")])] {
        let findings = lint(&dictionary.expect("loads")).expect("compiles");
        let errors: Vec<String> = findings.iter().filter(|finding| finding.severity == Severity::Error).map(Finding::to_string).collect();
        assert!(errors.is_empty(), "{}", errors.join("\n"));
    }
}
