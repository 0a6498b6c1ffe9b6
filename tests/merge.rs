//! Counts of parts add up to the counts of the whole, to the byte.

mod support;

use support::Place;

const FILES: [&str; 3] = ["graph.json", "graph.dot", "graph.svg"];

fn ok(place: &Place, arguments: &[&str]) -> String {
    let ran = place.run(arguments);
    assert_eq!(ran.status, 0, "{arguments:?}: {}", ran.stderr);
    ran.stderr
}

#[test]
fn a_tally_of_each_file_merges_to_what_build_writes() {
    let place = Place::with_example();
    ok(&place, &["build", "talks", "-o", "whole"]);
    ok(&place, &["tally", "talks/one.md", "-o", "one.jsonl"]);
    ok(&place, &["tally", "talks/two.md", "-o", "two.jsonl"]);
    for (order, output) in [(["one.jsonl", "two.jsonl"], "forth"), (["two.jsonl", "one.jsonl"], "back")] {
        let told = ok(&place, &["merge", order[0], order[1], "-o", output]);
        assert!(told.contains("2 documents") && told.contains("2 tallies"), "{told}");
        for file in FILES {
            assert_eq!(place.read(&format!("whole/{file}")), place.read(&format!("{output}/{file}")), "{file}");
        }
    }
    // Files put one behind the other are a file.
    place.write("both.jsonl", place.read("two.jsonl") + &place.read("one.jsonl"));
    ok(&place, &["merge", "both.jsonl", "-o", "both"]);
    assert_eq!(place.read("whole/graph.json"), place.read("both/graph.json"));
}

#[test]
fn what_does_not_add_up_is_refused() {
    let place = Place::with_example();
    ok(&place, &["build", "talks"]);
    ok(&place, &["tally", "talks/one.md", "-o", "one.jsonl"]);
    ok(&place, &["tally", "talks/two.md", "--window", "sentence", "-o", "sentences.jsonl"]);
    let one = place.read("one.jsonl");
    place.write("later.jsonl", one.replacen("\"version\":1", "\"version\":9", 1));
    place.write("headless.jsonl", one.lines().skip(1).collect::<Vec<_>>().join("\n"));
    place.write("gap.jsonl", one.lines().filter(|line| !line.starts_with(r#"{"entity":{"id":"tidewake""#)).collect::<Vec<_>>().join("\n"));
    place.write("torn.jsonl", &one[..one.len() - 30]);
    place.write("empty.jsonl", "");
    for (arguments, message) in [
        (&["one.jsonl", "one.jsonl"][..], "counts the document talks/one.md a second time"),
        (&["one.jsonl", "sentences.jsonl"], "sentences.jsonl: was counted with another window (sentence instead of turn)"),
        (&["output/graph.json"], "output/graph.json: is a graph, and graphs do not add up"),
        (&["later.jsonl"], "has schema version 9"),
        (&["headless.jsonl"], "does not begin with the settings"),
        (&["gap.jsonl"], "the count of norwind and tidewake cannot be"),
        (&["torn.jsonl"], "is no row of a tally"),
        (&["empty.jsonl"], "does not begin with the settings"),
        (&["missing.jsonl"], "missing.jsonl: "),
    ] {
        let ran = place.run(&[&["merge"], arguments, &["-o", "nothing"]].concat());
        assert_eq!(ran.status, 1, "{arguments:?}");
        assert!(ran.stderr.contains(message), "{arguments:?}: {}", ran.stderr);
        assert!(place.list("nothing").is_empty(), "nothing is written");
    }
}

/// The author's own notes in three parts, counted by any number of threads and merged in any order.
#[test]
fn any_split_of_real_notes_gives_the_same_bytes() {
    let Some(corpus) = support::corpus() else { return };
    let place = Place::new();
    let notes = corpus.join("foundry/notes");
    ok(&place, &["build", notes.to_str().expect("UTF-8"), "-o", "whole"]);
    let mut parts: [Vec<String>; 3] = Default::default();
    let mut names: Vec<_> = std::fs::read_dir(&notes).expect("readable").map(|entry| entry.expect("entry").path()).collect();
    names.sort();
    for name in names.iter().filter(|name| name.extension().is_some_and(|ending| ending == "md")) {
        let name = name.to_string_lossy().into_owned();
        // Parts of very different sizes, neighbours apart.
        let part = name.bytes().map(usize::from).sum::<usize>() % 7;
        parts[[0, 0, 0, 0, 1, 1, 2][part]].push(name);
    }
    for (index, part) in parts.iter().enumerate() {
        let (jobs, output) = ((index + 1).to_string(), format!("{index}.jsonl"));
        let mut arguments = vec!["tally", "--jobs", &jobs, "-o", &output];
        arguments.extend(part.iter().map(String::as_str));
        ok(&place, &arguments);
    }
    for order in [["0.jsonl", "1.jsonl", "2.jsonl"], ["2.jsonl", "0.jsonl", "1.jsonl"]] {
        ok(&place, &[&["merge", "-o", "merged"], &order[..]].concat());
        for file in FILES {
            assert!(place.read(&format!("whole/{file}")) == place.read(&format!("merged/{file}")), "{file} differs");
        }
    }
}
