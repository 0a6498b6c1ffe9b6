//! From a corpus to a dictionary, as people type it.

mod support;

use support::Place;

fn corpus() -> Place {
    let place = Place::new();
    let head = "---\ntitle: T\npeople: [Ada Byte]\ncompanies: [Norwind]\n---\n";
    place.write("talks/one.md", format!("{head}**Noor Haddad**: 我们和Norwind谈，还有Tidewake。埃达·拜特（Ada Byte）也在。\n\n**Host**: So Tidewake 3 is out.\n\n**Noor Haddad**: Yes, Appleven.\n\n**Host**: Ok.\n"));
    place.write("talks/two.md", format!("{head}**Noor Haddad**: I like Norwind and Tidewake, says Ada Byte.\n\n**Host**: The Monday API of Appleven.\n\n**Noor Haddad**: 埃达·拜特。\n\n**Host**: Ok.\n"));
    place
}

#[test]
fn a_corpus_gives_a_dictionary_that_loads() {
    let place = corpus();
    let ran = place.run(&["dictionary", "suggest", "talks", "-o", "new/proposed.yaml"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(ran.stderr.contains("from 2 documents; dictionary: none"), "{}", ran.stderr);
    let proposed = place.read("new/proposed.yaml");
    for part in ["name: Norwind\n    kind: company", "name: Tidewake", "name: Noor Haddad\n    kind: person", "埃达·拜特", "talks/one.md:"]
    {
        assert!(proposed.contains(part), "{part} in\n{proposed}");
    }
    for part in ["Host", "Monday", "name: API"] {
        assert!(!proposed.contains(&format!("name: {part}")), "{part} in\n{proposed}");
    }
    let ran = place.run(&["mentions", "talks", "-d", "new/proposed.yaml"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(ran.stdout.contains("\"entity\":\"tidewake\""), "{}", ran.stdout);
    let again = place.run(&["dictionary", "suggest", "talks/two.md", "talks/one.md", "--jobs", "1"]);
    assert_eq!(again.stdout, proposed, "in any order of files and on any number of threads");
}

#[test]
fn what_a_dictionary_has_is_not_proposed_again_and_near_misses_are_its_aliases() {
    let place = corpus();
    place.write("known.yaml", "kind: company\nentities:\n  - {id: norwind, name: Norwind}\n  - {id: applovin, name: AppLovin}\n");
    let ran = place.run(&["dictionary", "suggest", "talks", "-d", "known.yaml"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(
        !ran.stdout.contains("name: Norwind") && ran.stdout.contains("# - id: applovin  # AppLovin\n#   aliases: [Appleven]"),
        "{}",
        ran.stdout
    );
    let ran = place.run(&["dictionary", "suggest", "talks", "-d", "known.yaml", "--json", "--limit", "2"]);
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(json["proposals"].as_array().map(Vec::len), Some(2));
}

#[test]
fn wrong_arguments_get_a_reason() {
    let place = corpus();
    for (arguments, reason) in [
        (&["dictionary", "suggest"][..], "PATH"),
        (&["dictionary", "suggest", "nowhere"], "nowhere: No such file"),
        (&["dictionary", "suggest", "talks", "--min-documents", "0"], "invalid value '0'"),
        (&["dictionary", "suggest", "talks", "--limit", "many"], "invalid value 'many'"),
        (&["dictionary", "suggest", "talks", "-d", "nowhere"], "nowhere"),
        (&["dictionary", "sugest", "talks"], "unrecognized subcommand"),
    ] {
        let ran = place.run(arguments);
        assert_eq!(ran.status, 1, "{arguments:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(reason) && !ran.stderr.contains("panicked"), "{arguments:?}: {}", ran.stderr);
    }
}

/// Labels of the first 200 proposals for every third of the notes; skipped where they are missing.
#[test]
fn most_of_the_first_proposals_are_entities() {
    let notes = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/foundry/notes");
    let Ok(listing) = std::fs::read_dir(&notes) else { return };
    let mut paths: Vec<String> = listing.map(|entry| entry.expect("listed").path().display().to_string()).collect();
    paths.retain(|path| path.ends_with(".md"));
    paths.sort();
    let third: Vec<&str> = paths.iter().step_by(3).take(200).map(String::as_str).collect();
    let place = Place::new();
    let ran = place.run(&[&["dictionary", "suggest", "--limit", "200", "--json"], third.as_slice()].concat());
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let found: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let labels = include_str!("suggest_labels.tsv");
    let is_entity = |name: &str| labels.lines().any(|line| line == format!("{name}\tyes"));
    let proposals = found["proposals"].as_array().expect("a list");
    let right = proposals.iter().filter(|proposal| proposal["name"].as_str().is_some_and(is_entity)).count();
    assert!(proposals.len() == 200 && right >= 170, "{right} of {}", proposals.len());
}
