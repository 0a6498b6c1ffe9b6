//! Exports come back from the programs they are made for: nodes, edges, weights and names as in graph.json.

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use support::{Place, biting, corpus, missing, python_with, ran};

/// Every export of one layer, under names that tell the formats apart.
const FILES: [(&str, &str); 14] = [
    ("dot-plain", "graph.dot"),
    ("mermaid", "graph.mmd"),
    ("d2", "graph.d2"),
    ("svg", "graph.svg"),
    ("graphml", "graph.graphml"),
    ("gexf", "graph.gexf"),
    ("gexf-dynamic", "dynamic.gexf"),
    ("node-link", "graph.node-link.json"),
    ("cytoscape", "graph.cyjs"),
    ("jgf", "graph.jgf.json"),
    ("pajek", "graph.net"),
    ("csv", "csv"),
    ("turtle", "graph.ttl"),
    ("json-ld", "graph.jsonld"),
];

/// A built graph with all exports of either layer in `co-mention/` and `discusses/`.
fn export_all(place: &Place) {
    for layer in ["co-mention", "discusses"] {
        for (format, file) in FILES {
            let file = format!("{layer}/{file}");
            let mut arguments = vec!["export", format, "-o", &file];
            if !["turtle", "json-ld"].contains(&format) {
                arguments.extend(["--layer", layer]);
            }
            let exported = place.run(&arguments);
            assert_eq!(exported.status, 0, "{format}: {}", exported.stderr);
        }
    }
}

/// Graphs to try: names that bite, an example with speakers and dates, and the user's own document.
fn places() -> Vec<Place> {
    let example = Place::with_example();
    assert_eq!(example.run(&["build", "talks"]).status, 0);
    let mut places = vec![Place::with_biting_names(), example];
    if let Some(corpus) = corpus() {
        let place = Place::new();
        let document = corpus.join("foundry/notes/lAy9RKQSi2U.md");
        assert_eq!(place.run(&["build", &document.to_string_lossy()]).status, 0);
        places.push(place);
    }
    places.iter().for_each(export_all);
    places
}

fn read_back(program: &Path, script: &str, place: &Place, layer: &str, extra: &[&Path]) -> String {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/consumers").join(script);
    let mut command = Command::new(program);
    command.arg(script).arg(place.path("output/graph.json")).arg(layer).arg(place.path(layer)).args(extra);
    let read = ran(command.output().expect("runs"));
    assert_eq!(read.status, 0, "{layer}: {}", read.stderr);
    read.stdout
}

#[test]
fn python_programs_give_back_what_was_put_in() {
    let Some(python) = python_with("networkx, igraph, rdflib, pyoxigraph, jsonschema") else {
        missing("a Python with NetworkX, igraph, rdflib, pyoxigraph and jsonschema");
        return;
    };
    for place in places() {
        for layer in ["co-mention", "discusses"] {
            let read = read_back(&python, "read_back.py", &place, layer, &[]);
            assert_eq!(read.lines().count(), 13, "{read}");
        }
    }
}

#[test]
fn javascript_programs_give_back_what_was_put_in() {
    let packages = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/node");
    if !packages.join("node_modules/graphology-gexf").is_dir() || !packages.join("node_modules/mermaid").is_dir() {
        missing("graphology, Cytoscape.js, Mermaid and D2 in target/node");
        return;
    }
    for place in places() {
        for layer in ["co-mention", "discusses"] {
            let read = read_back(Path::new("node"), "read_back.mjs", &place, layer, &[&packages]);
            assert_eq!(read.lines().count(), 5, "{read}");
        }
    }
}

#[test]
fn graphviz_gives_back_the_plain_dot() {
    let place = Place::with_biting_names();
    export_all(&place);
    let Ok(output) = Command::new("dot").args(["-Tdot_json"]).arg(place.path("co-mention/graph.dot")).output() else {
        missing("Graphviz");
        return;
    };
    let read = ran(output);
    assert_eq!((read.status, read.stderr.as_str()), (0, ""));
    let read: serde_json::Value = serde_json::from_str(&read.stdout).expect("JSON");
    let plain = |name: &String| name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect::<String>();
    let biting: Vec<String> = biting().iter().map(plain).collect();
    for object in read["objects"].as_array().expect("nodes") {
        let Ok(index) = object["name"].as_str().expect("id")[1..].parse::<usize>() else { continue };
        assert_eq!(object["label"].as_str().expect("label").replace("\\\\", "\\"), biting[index]);
    }
    let graph: serde_json::Value = serde_json::from_str(&place.read("output/graph.json")).expect("JSON");
    let weights = |edges: &serde_json::Value| -> u64 {
        let weight = |edge: &serde_json::Value| edge["weight"].as_u64().or_else(|| edge["weight"].as_str()?.parse().ok());
        edges.as_array().expect("edges").iter().map(|edge| weight(edge).expect("weight")).sum()
    };
    assert_eq!(weights(&read["edges"]), weights(&graph["edges"]));
}

/// The schemas as JGraphT carries them: GraphML, and GEXF 1.2, from which 1.3 differs in what is changed here.
#[test]
fn schemas_accept_graphml_and_gexf() {
    let schemas = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/schemas");
    if !schemas.join("graphml.xsd").is_file() || Command::new("xmllint").arg("--version").output().is_err() {
        missing("xmllint, or the schemas in target/schemas");
        return;
    }
    for place in places() {
        for layer in ["co-mention", "discusses"] {
            for file in ["graph.gexf", "dynamic.gexf"] {
                let older = place
                    .read(&format!("{layer}/{file}"))
                    .replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft")
                    .replacen(r#"version="1.3""#, r#"version="1.2""#, 1)
                    .replacen(r#" timerepresentation="interval""#, "", 1)
                    .replace("<viz:", "<");
                place.write(&format!("{layer}/older-{file}"), older);
            }
            for (file, schema) in [("graph.graphml", "graphml.xsd"), ("older-graph.gexf", "gexf.xsd"), ("older-dynamic.gexf", "gexf.xsd")] {
                let mut xmllint = Command::new("xmllint");
                xmllint.args(["--nonet", "--noout", "--schema"]).arg(schemas.join(schema)).arg(place.path(&format!("{layer}/{file}")));
                let checked = ran(xmllint.output().expect("runs"));
                assert_eq!(checked.status, 0, "{layer}/{file}: {}", checked.stderr);
            }
        }
    }
}

#[test]
fn wrong_ways_to_ask_are_told_apart() {
    let place = Place::with_example();
    let told = |arguments: &[&str]| {
        let run = place.run(arguments);
        assert_eq!(run.status, 1, "{arguments:?}");
        run.stderr
    };
    assert!(told(&["export", "graphml"]).contains("run `comention build PATH` first"));
    assert_eq!(place.run(&["build", "talks"]).status, 0);
    assert!(told(&["export", "csv"]).contains("name a directory for them with -o"));
    assert!(told(&["export", "csv", "-o", "output/graph.json"]).contains("is a file; csv needs a directory"));
    assert!(told(&["export", "gexf", "-o", "output"]).contains("is a directory; gexf is one file"));
    assert!(told(&["export", "turtle", "--layer", "discusses"]).contains("leave out --layer"));
    assert!(told(&["export", "nothing"]).contains("graphml"));
    let first = place.run(&["export", "graphml"]);
    assert_eq!(first.stdout, place.run(&["export", "graphml"]).stdout);
    assert!(first.stdout.ends_with("</graphml>\n"));
}
