//! Every measure worked out anew by the programs of others, and the schema of graph.json.

mod support;

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use support::{Place, missing, ran};

/// The Python that the test run equips, else the machine's where it has the packages.
fn python(packages: &str) -> Option<PathBuf> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/python/bin/python");
    let has = |python: &PathBuf| {
        Command::new(python).args(["-c", &format!("import {packages}")]).output().is_ok_and(|output| output.status.success())
    };
    [own, PathBuf::from("python3")].into_iter().find(has)
}

fn ask(script: &str, packages: &str, arguments: &[PathBuf]) -> Option<String> {
    let Some(python) = python(packages) else {
        missing(packages);
        return None;
    };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/consumers").join(script);
    let ran = ran(Command::new(python).arg(script).args(arguments).output().expect("python runs"));
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    Some(ran.stdout)
}

fn measures_agree(place: &Place) -> Option<serde_json::Value> {
    let files = [place.path("output/graph.json"), place.path("output/mentions.jsonl")];
    let report = ask("measures_agree.py", "networkx, scipy, igraph, leidenalg", &files)?;
    eprintln!("{report}");
    Some(serde_json::from_str(&report).expect("JSON"))
}

/// Pseudo-random numbers, always the same (Knuth's MMIX generator).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Conversations about entities in groups that mostly keep to themselves.
fn place_with_random_graph(entities: u64, documents: u64) -> Place {
    let place = Place::new();
    let mut random = Random(7);
    let mut yaml = "kind: company\nentities:\n".to_owned();
    for entity in 0..entities {
        writeln!(yaml, "  - {{id: e{entity:04}, name: Zeta{entity:04}x}}").expect("written");
    }
    place.write("dictionaries/random.yaml", yaml);
    for document in 0..documents {
        let mut text = match random.below(5) {
            0 => String::new(),
            _ => format!("---\ndate: 20{}-{:02}-11\n---\n", 24 + random.below(3), 1 + random.below(12)),
        };
        for _ in 0..20 {
            let group = random.below(8);
            for _ in 0..1 + random.below(4) {
                // Some entities of a group are named far more often than others.
                let within = random.below(entities / 8).min(random.below(entities / 8));
                let group = if random.below(6) == 0 { random.below(8) } else { group };
                write!(text, "Zeta{:04}x, ", group * (entities / 8) + within).expect("written");
            }
            text.push_str("and so on.\n\n");
        }
        place.write(&format!("talks/{document:03}.md"), text);
    }
    let built = place.run(&["build", "talks"]);
    assert_eq!(built.status, 0, "{}", built.stderr);
    place
}

#[test]
fn a_random_graph_measures_as_others_measure_it() {
    let Some(report) = measures_agree(&place_with_random_graph(160, 40)) else { return };
    assert!(report["exact"].as_bool() == Some(true) && report["edges"].as_u64() > Some(500), "{report}");
}

#[test]
fn a_large_random_graph_is_estimated_well() {
    let Some(report) = measures_agree(&place_with_random_graph(1_600, 150)) else { return };
    assert!(report["exact"].as_bool() == Some(false) && report["nodes"].as_u64() > Some(500), "{report}");
    // Nobody stands out in this graph, so sampling shows more than in a real one.
    assert!(report["agreement"].as_f64() > Some(0.8), "{report}");
}

#[test]
fn the_graph_of_real_notes_measures_as_others_measure_it() {
    let Some(corpus) = support::corpus() else { return };
    let place = Place::new();
    let built = place.run(&["build", corpus.join("foundry/notes").to_str().expect("UTF-8")]);
    assert_eq!(built.status, 0, "{}", built.stderr);
    let Some(report) = measures_agree(&place) else { return };
    assert!(report["agreement"].as_f64() > Some(0.98), "{report}");
}

#[test]
fn the_schema_describes_what_build_writes() {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/graph.schema.json");
    for (place, paths) in [(Place::with_example(), vec!["talks"]), (place_with_random_graph(40, 5), vec!["talks", "--window", "sentence"])]
    {
        let built = place.run(&[&["build"], &paths[..]].concat());
        assert_eq!(built.status, 0, "{}", built.stderr);
        let Some(records) = ask("schema_holds.py", "jsonschema", &[schema.clone(), place.path("output/graph.json")]) else { return };
        assert!(records.trim().parse::<usize>().expect("a number") > 10, "{records}");
    }
}
