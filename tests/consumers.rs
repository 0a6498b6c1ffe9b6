//! The programs our files are made for open them, names that bite included.

mod support;

use std::path::Path;
use std::process::Command;

use support::{Place, Ran, biting, missing, python_with, ran};

fn run(program: &str, arguments: &[&str], directory: &Path) -> Option<Ran> {
    Command::new(program).args(arguments).current_dir(directory).output().ok().map(ran)
}

fn networkx_reads(place: &Place) {
    let Some(python) = python_with("networkx") else {
        missing("NetworkX");
        return;
    };
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/consumers/networkx_reads.py");
    let output = Command::new(python).arg(script).arg(place.path("output/graph.json")).output().expect("python runs");
    let ran = ran(output);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let graph: serde_json::Value = serde_json::from_str(&place.read("output/graph.json")).expect("JSON");
    let weights: u64 = graph["edges"].as_array().expect("edges").iter().map(|edge| edge["weight"].as_u64().expect("weight")).sum();
    assert_eq!(report["strength"].as_u64(), Some(weights));
}

#[test]
fn networkx_reads_the_graph_with_all_attributes() {
    networkx_reads(&Place::with_biting_names());
    networkx_reads(&{
        let place = Place::with_example();
        assert_eq!(place.run(&["build", "talks"]).status, 0);
        place
    });
}

#[test]
fn graphviz_reads_the_dot_and_gives_the_names_back() {
    let place = Place::with_biting_names();
    let output = place.path("output");
    let Some(json) = run("dot", &["-Tjson", "graph.dot"], &output) else {
        missing("Graphviz");
        return;
    };
    assert_eq!((json.status, json.stderr.as_str()), (0, ""));
    let parsed: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
    let biting = biting();
    let objects: Vec<_> = parsed["objects"].as_array().expect("objects").iter().filter(|object| object.get("nodes").is_none()).collect();
    assert_eq!(objects.len(), biting.len());
    for object in objects {
        let index: usize = object["name"].as_str().expect("name")[1..].parse().expect("number");
        let expected: String = biting[index].chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let expected =
            if expected.chars().count() > 28 { format!("{}…", expected.chars().take(27).collect::<String>()) } else { expected };
        let label = object["label"].as_str().expect("label").replace("\\\\", "\\");
        assert_eq!(label, expected);
    }
    assert_eq!(parsed["edges"].as_array().expect("edges").len(), place.read("output/graph.dot").matches("\" -- \"").count());
    for engine in ["dot", "neato", "sfdp"] {
        let drawn = run(engine, &["-Tsvg", "graph.dot"], &output).expect("installed with dot");
        assert_eq!((drawn.status, drawn.stderr.as_str()), (0, ""), "{engine}");
        assert!(drawn.stdout.contains("陈茜：《电影》") && !drawn.stdout.contains("<b>bold"), "{engine}");
    }
}

#[test]
fn render_draws_with_graphviz_and_says_so_where_it_is_missing() {
    let place = Place::with_example();
    assert_eq!(place.run(&["build", "talks"]).status, 0);
    if run("dot", &["-V"], place.directory.path()).is_some() {
        for (arguments, file, head) in [
            (&["render"][..], "output/graph-sfdp.svg", &b"<?xml"[..]),
            (&["render", "--engine", "neato", "--format", "png"], "output/graph-neato.png", b"\x89PNG"),
            (&["render", "-o", "picture.pdf"], "picture.pdf", b"%PDF"),
        ] {
            let ran = place.run(arguments);
            assert_eq!(ran.status, 0, "{}", ran.stderr);
            assert!(std::fs::read(place.path(file)).expect("drawn").starts_with(head), "{file}");
        }
    } else {
        missing("Graphviz");
    }
    let without = Command::new(env!("CARGO_BIN_EXE_comention"))
        .arg("render")
        .current_dir(place.directory.path())
        .env("PATH", "")
        .output()
        .expect("runs");
    let without = ran(without);
    assert_eq!(without.status, 1);
    assert!(without.stderr.contains("Graphviz is not installed"), "{}", without.stderr);
}

/// Our own picture is XML that a strict parser takes, and nothing of a name becomes markup.
#[test]
fn the_picture_is_well_formed() {
    let place = Place::with_biting_names();
    let svg = place.read("output/graph.svg");
    let mut reader = quick_xml::Reader::from_str(&svg);
    reader.config_mut().check_end_names = true;
    let mut elements = std::collections::BTreeSet::new();
    loop {
        match reader.read_event().expect("well formed") {
            quick_xml::events::Event::Start(element) | quick_xml::events::Event::Empty(element) => {
                elements.insert(element.name().as_ref().to_owned());
            }
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    let expected = ["g", "line", "rect", "style", "svg", "text", "title"];
    assert_eq!(elements.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    assert!(!svg.contains('\u{7}'));
    if let Some(ran) = run("xmllint", &["--noout", "output/graph.svg"], place.directory.path()) {
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    }
}
