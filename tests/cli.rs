//! The program as people type it, wrongly too.

mod support;

use support::Place;

#[test]
fn answers_in_the_order_asked_for() {
    let place = Place::new();
    place.write("dictionaries/d.yaml", "kind: company\nentities:\n  - {id: norwind, name: Norwind}\n");
    // Ada most often, Bo in most documents, Dee last.
    let day = |date: &str, turns: &str| format!("---\ndate: {date}\n---\n{turns}");
    place.write(
        "in/a.md",
        day(
            "2026-01-01",
            "**Ada Byte**: Norwind.\n\n**Bo Cay**: Norwind.\n\n**Ada Byte**: Norwind!\n\n**Bo Cay**: Yes.\n\n**Ada Byte**: Norwind?\n",
        ),
    );
    place.write("in/b.md", day("2026-02-01", "**Bo Cay**: Yes.\n\n**Ada Byte**: No.\n\n**Bo Cay**: Norwind.\n\n**Ada Byte**: No.\n"));
    place.write("in/c.md", day("2026-03-01", "**Dee Fox**: Norwind.\n\n**Bo Cay**: Yes.\n\n**Dee Fox**: No.\n\n**Bo Cay**: No.\n"));
    assert_eq!(place.run(&["build", "in"]).status, 0);
    let order = |by: &str| -> String {
        let answers = place.run(&["who", "Norwind", "--by", by, "--json"]).stdout;
        let answers: serde_json::Value = serde_json::from_str(&answers).expect("JSON");
        let of = |answer: &serde_json::Value| {
            answer["source"].as_str().expect("a speaker").split([':', '@']).nth(1).unwrap_or_default().to_owned()
        };
        answers.as_array().expect("a list").iter().map(of).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(order("turns"), "ada-byte, bo-cay, dee-fox");
    assert_eq!(order("documents"), "bo-cay, ada-byte, dee-fox");
    assert_eq!(order("last"), "dee-fox, bo-cay, ada-byte");
}

#[test]
fn build_writes_everything_and_tells() {
    let place = Place::with_example();
    let ran = place.run(&["build", "talks"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert_eq!(ran.stdout, "");
    assert_eq!(place.list("output"), ["explorer.html", "graph.dot", "graph.json", "graph.svg", "mentions.jsonl"]);
    for part in [
        "2 documents, 8 turns, 8 mentions of 3 entities",
        "2 pairs in the same turn; dictionary: ./dictionaries",
        "wrote output: mentions.jsonl",
    ] {
        assert!(ran.stderr.contains(part), "{part} in\n{}", ran.stderr);
    }
    insta::assert_snapshot!("mentions", place.read("output/mentions.jsonl"));
    let version = concat!("comention ", env!("CARGO_PKG_VERSION"));
    insta::assert_snapshot!("graph_json", place.read("output/graph.json").replace(version, "comention VERSION"));
    insta::assert_snapshot!("graph_dot", place.read("output/graph.dot"));
    insta::assert_snapshot!("graph_svg", place.read("output/graph.svg"));
}

#[test]
fn questions_are_answered() {
    let place = Place::with_example();
    assert_eq!(place.run(&["build", "talks"]).status, 0);
    insta::assert_snapshot!("who", place.run(&["who", "北风能源"]).stdout);
    insta::assert_snapshot!("what", place.run(&["what", "ada byte"]).stdout);
    insta::assert_snapshot!("between", place.run(&["between", "Tidewake", "norwind"]).stdout);
    for arguments in [&["who", "Norwind", "--json"][..], &["what", "Ada Byte", "--json"], &["between", "Norwind", "Quay", "--json"]] {
        let ran = place.run(arguments);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        serde_json::from_str::<serde_json::Value>(&ran.stdout).expect("JSON");
    }
}

#[test]
fn mentions_come_as_json_lines_also_from_standard_input() {
    let place = Place::with_example();
    let ran = place.run(&["mentions", "talks/two.md"]);
    assert_eq!((ran.status, ran.stdout.lines().count()), (0, 2), "{}", ran.stderr);
    let command = format!("'{}' mentions - < talks/two.md", env!("CARGO_BIN_EXE_comention"));
    let piped = std::process::Command::new("sh").args(["-c", &command]).current_dir(place.directory.path()).output().expect("sh");
    let piped = String::from_utf8(piped.stdout).expect("UTF-8");
    assert_eq!(piped, ran.stdout.replace("\"document\":\"talks/two.md\"", "\"document\":\"-\""));
}

#[test]
fn evaluation_counts_spans_kinds_and_options() {
    let place = Place::with_example();
    place.write("gold.tsv", "line\tstart\tsurface\tkind\tentity\tflag\n5\t14\tNorwind\tcompany\tn\t\n5\t27\tTidewake\tproduct|company\tt\t\n7\t17\t北风能源\tcompany\tn\t\n7\t33\tQuay\tproduct\tq\toptional\n9\t0\t**Ada\tperson\ta\t\n");
    let ran = place.run(&["evaluate", "gold.tsv", "talks/one.md"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    insta::assert_snapshot!("evaluate", ran.stdout);
    let ran = place.run(&["evaluate", "gold.tsv", "talks/two.md"]);
    assert_eq!(ran.status, 1);
    assert!(ran.stderr.contains("gold.tsv does not fit talks/two.md: 4 rows left out"), "{}", ran.stderr);
    place.write("bad.tsv", "1\tx\tA\tperson\ta\t\n");
    let ran = place.run(&["evaluate", "bad.tsv", "talks/one.md"]);
    assert!(ran.stderr.contains("bad.tsv: line 1: `x` in column start is no number"), "{}", ran.stderr);
}

/// Arguments, exit status, and what the one line of explanation must say.
const WRONG: &[(&[&str], i32, &str)] = &[
    (&["build", "nowhere"], 1, "comention: nowhere: No such file or directory"),
    (&["build", "empty"], 1, "comention: no transcripts in empty; looked for files that end in .md"),
    (&["build", "talks", "-d", "nowhere"], 1, "comention: nowhere: No such file or directory"),
    (&["build", "talks", "-d", "empty"], 1, "comention: empty: no .yaml file in this directory"),
    (&["build", "talks", "-d", "broken.yaml"], 1, "comention: broken.yaml:4: entities[0]: unknown field `alias`"),
    (&["build", "talks", "-o", "talks/one.md"], 1, "comention: cannot write talks/one.md/mentions.jsonl"),
    (&["build", "binary.md"], 2, "skipped binary.md: looks like a binary file"),
    (&["build", "talks", "damaged.md"], 2, "skipped damaged.md: line 2 is not UTF-8"),
    (&["build", "talks", "damaged.md", "--strict"], 1, "comention: damaged.md: line 2 is not UTF-8"),
    (&["build", "talks", "--window", "hour"], 1, "`hour` is no window; known are turn, sentence"),
    (&["build", "talks", "--config", "none.yaml"], 1, "comention: none.yaml: No such file"),
    (&["build", "talks", "--config", "bad-config.yaml"], 1, "bad-config.yaml:1"),
    (&["build"], 1, "required arguments were not provided"),
    (&["biuld", "talks"], 1, "unrecognized subcommand 'biuld'"),
    (&["who", "Norwind", "--graph", "nowhere.json"], 1, "there is no graph; run `comention build PATH` first"),
    (&["who", "Norwind", "--graph", "talks/one.md"], 1, "not a graph that `comention build` wrote"),
    (&["who", "Norwind", "--graph", "later.json"], 1, "has schema version 99, and this comention reads up to 1"),
    (&["who", "Norwind", "--graph", "other.json"], 1, "is no comention graph"),
    (&["who", "Norwin"], 1, "`Norwin` does not occur in this graph; near misses:\n  norwind  Norwind (company"),
    (&["who", "北风能原"], 1, "near misses:\n  norwind  Norwind (company"),
    (&["who", "Bo Cay"], 1, "nobody mentions Bo Cay, who speaks in 2 turns"),
    (&["who", "zzzzzz"], 1, "`zzzzzz` does not occur in this graph"),
    (&["what", "Quay"], 1, "Quay speaks in none of the documents"),
    (&["between", "Norwind", "北风能源"], 1, "are the same entity, norwind"),
    (&["between", "Quay", "Tidewake"], 1, "never share a turn"),
    (&["render", "-o", "x.gif"], 1, "no picture format ends in .gif"),
    (&["mentions", "nowhere"], 1, "comention: nowhere: No such file"),
    (&["dictionary", "lint", "-d", "nowhere"], 1, "comention: nowhere: No such file or directory"),
    (&["dictionary", "lint", "-d", "empty"], 1, "comention: empty: no .yaml file in this directory"),
    (&["dictionary", "coverage", "empty"], 1, "comention: no transcripts in empty"),
    (&["dictionary", "coverage", "talks", "binary.md"], 2, "comention: skipped binary.md: looks like a binary file"),
    (&["dictionary", "coverage", "talks", "binary.md", "--strict"], 1, "comention: binary.md: looks like a binary file"),
    (&["dictionary", "diff", "dictionaries", "nowhere", "talks"], 1, "comention: nowhere: No such file or directory"),
    (&["dictionary", "diff", "dictionaries", "broken.yaml", "talks"], 1, "comention: broken.yaml:4: entities[0]: unknown field"),
    (&["dictionary", "diff", "dictionaries"], 1, "required arguments were not provided"),
];

#[test]
fn wrong_input_gets_a_reason_and_the_right_status() {
    let place = Place::with_example();
    assert_eq!(place.run(&["build", "talks"]).status, 0);
    let before = place.read("output/graph.json");
    std::fs::create_dir(place.path("empty")).expect("directory");
    place.write("empty/picture.png", "x");
    place.write("broken.yaml", "kind: company\nentities:\n  - id: a\n    alias: [B]\n    name: A\n");
    place.write("binary.md", b"\x89PNG\0\0");
    place.write("damaged.md", b"\xe4\xb8\x80\xe4\xba\x8c\ncaf\xe9\n");
    place.write("bad-config.yaml", "windows: turn\n");
    place.write("later.json", r#"{"graph":{"format":"comention-graph","version":99}}"#);
    place.write("other.json", r#"{"nodes":[],"links":[]}"#);
    for (arguments, status, reason) in WRONG {
        let ran = place.run(arguments);
        assert_eq!(ran.status, *status, "{arguments:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(reason), "{arguments:?} should say {reason}\n{}", ran.stderr);
        assert!(!ran.stderr.contains("panicked"), "{arguments:?}");
        if *status == 1 {
            assert_eq!(place.read("output/graph.json"), before, "{arguments:?} leaves what was there");
        }
        assert!(place.list("output").iter().all(|name| !name.starts_with('.')), "{arguments:?} leaves nothing half-written");
        assert_eq!(place.run(&["build", "talks"]).status, 0);
    }
}

#[test]
fn settings_come_from_the_file_and_the_command_line_goes_first() {
    let place = Place::with_example();
    place.write("comention.yaml", "output: elsewhere\nwindow: document\nroles: [Bo Cay]\nspeakers: {Ada Byte: tidewake}\n");
    let ran = place.run(&["build", "talks", "--window", "section"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let graph = place.read("elsewhere/graph.json");
    assert!(graph.contains("\"window\":\"section\""));
    assert!(!graph.contains("bo-cay") && graph.contains("\"speakers\":[\"person:noor-haddad\",\"tidewake\"]"), "{graph}");
    place.write("comention.yaml", "speakers: {Ada Byte: nobody}\n");
    let ran = place.run(&["build", "talks"]);
    assert!(ran.stderr.contains("the speaker `Ada Byte` is `nobody`, which no dictionary has"), "{}", ran.stderr);
}

#[test]
fn without_dictionaries_the_built_in_ones_are_used() {
    let place = Place::new();
    place.write("talk.md", "我用ChatGPT写，英伟达的卡");
    let ran = place.run(&["mentions", "talk.md"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(ran.stdout.contains("\"entity\":\"chatgpt\"") && ran.stdout.contains("\"entity\":\"nvidia\""), "{}", ran.stdout);
}

#[test]
fn hidden_and_ignored_files_are_left_alone() {
    let place = Place::with_example();
    place.write(".gitignore", "drafts/\n");
    place.write("drafts/three.md", "Norwind");
    place.write(".hidden/four.md", "Norwind");
    place.write("talks/picture.png", "x");
    let ran = place.run(&["build", "."]);
    assert!(ran.stderr.contains("2 documents") && ran.stderr.contains("passed over"), "{}", ran.stderr);
}

#[test]
fn help_is_there_for_every_command() {
    let place = Place::new();
    let ran = place.run(&["--help"]);
    assert_eq!(ran.status, 0);
    for command in ["build", "mentions", "evaluate", "who", "what", "between", "render", "dictionary"] {
        assert!(ran.stdout.contains(command));
        assert_eq!(place.run(&[command, "--help"]).status, 0);
    }
    assert_eq!(place.run(&["--version"]).stdout, concat!("comention ", env!("CARGO_PKG_VERSION"), "\n"));
    assert_eq!(place.run(&[]).status, 1);
}

#[test]
fn lint_tells_by_line_and_by_status() {
    let place = Place::with_example();
    assert_eq!(place.run(&["dictionary", "lint"]).status, 0);
    place.write("doubtful/d.yaml", "kind: company\nentities:\n  - {id: notion, name: Notion}\n");
    let ran = place.run(&["dictionary", "lint", "-d", "doubtful"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(ran.stdout.starts_with("doubtful/d.yaml:3: warning: `Notion` of `notion` is a common word"), "{}", ran.stdout);
    assert_eq!(ran.stderr, "0 errors, 1 warning in 1 entity (doubtful)\n");
    assert_eq!(place.run(&["dictionary", "lint", "-d", "doubtful", "--strict"]).status, 1);
    place.write("wrong/d.yaml", "kind: company\nentities:\n  - {id: a, name: Aonix}\n  - {id: b, name: AONIX}\n");
    let ran = place.run(&["dictionary", "lint", "-d", "wrong", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!((ran.status, &json[0]["check"], &json[0]["severity"]), (1, &"shared-alias".into(), &"error".into()), "{}", ran.stdout);
    place.write("broken/d.yaml", "kind: company\nentities:\n  - {id: a, name: Aonix, aliasses: [B]}\n");
    let ran = place.run(&["dictionary", "lint", "-d", "broken"]);
    assert!(ran.status == 1 && ran.stdout.starts_with("broken/d.yaml:3: error: entities[0]: unknown field"), "{}", ran.stdout);
}

#[test]
fn coverage_counts_what_occurs() {
    let place = Place::with_example();
    let extended = place.read("dictionaries/companies.yaml") + "  - {id: unheard, name: Unheard}\n";
    place.write("dictionaries/companies.yaml", extended);
    let ran = place.run(&["dictionary", "coverage", "talks"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    insta::assert_snapshot!("coverage", ran.stdout);
    assert_eq!(place.run(&["dictionary", "coverage", "talks", "--never"]).stdout, "unheard\n");
    let ran = place.run(&["dictionary", "coverage", "talks", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!((&json["documents"], &json["mentioned"][0]["entity"], &json["never"][0]), (&2.into(), &"norwind".into(), &"unheard".into()));
}

#[test]
fn diff_tells_what_a_change_of_dictionaries_does() {
    let place = Place::with_example();
    place.write("new/d.yaml", "kind: company\nentities:\n  - {id: north-wind, name: Norwind}\n  - {id: beifeng, name: 北风}\n  - {id: tidewake, name: Tidewake, aliases: [Tidewake and]}\n  - {id: sellers, name: sells to}\n");
    let ran = place.run(&["dictionary", "diff", "dictionaries", "new", "talks"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    insta::assert_snapshot!("diff", ran.stdout);
    let ran = place.run(&["dictionary", "diff", "dictionaries", "new", "talks", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!((&json["gained"][0]["to"], &json["lost"][0]["from"]), (&"sellers".into(), &"quay".into()), "{}", ran.stdout);
    let same = place.run(&["dictionary", "diff", "dictionaries", "dictionaries", "talks"]);
    assert_eq!(same.stdout, "0 mentions gained, 0 lost, 0 changed in 2 documents\n");
}

#[test]
fn explain_says_why() {
    let place = Place::with_example();
    place.write(
        "dictionaries/products.yaml",
        "kind: product\nentities:\n  - {id: quay-2, name: Quay 2}\n  - {id: jd, name: 京东}\n  - {id: mode, name: Mode, when: {near: [SQL]}, not: [Mode switch]}\n",
    );
    let ran = place.run(&["explain", "Norwind on Quay 2.1, Mode switch, Mode; 北京东城区"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    insta::assert_snapshot!("explain", ran.stdout);
    let ran = place.run(&["explain", "talks/one.md", "--line", "5", "--entity", "norwind", "--json"]);
    assert_eq!((ran.status, ran.stdout.lines().count()), (0, 1), "{}", ran.stderr);
    let record: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!((&record["surface"], &record["fate"]), (&"Norwind".into(), &"kept".into()));
    for (arguments, message) in [
        (&["explain", "nothing"][..], "nothing here is in the dictionary"),
        (&["explain", "talks"], "is a directory"),
        (&["explain", "missing.md"], "there is no such file"),
        (&["explain", "talks/one.md", "--entity", "nobody"], "no dictionary has an entity with the id `nobody`"),
    ] {
        let ran = place.run(arguments);
        assert_eq!(ran.status, 1);
        assert!(ran.stderr.contains(message), "{}", ran.stderr);
    }
}

#[test]
fn lists_are_imported_for_review() {
    let place = Place::with_example();
    place.write("list.csv", "name,aliases,kind\nNorwind,Northwind|北风能源,\n\"Halcyon: \"\"9\"\" #x\",太平,product\n");
    let ran = place.run(&["dictionary", "import", "list.csv", "-o", "new/list.yaml"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    insta::assert_snapshot!("import", format!("{}---\n{}", place.read("new/list.yaml"), ran.stderr));
    assert_eq!(place.run(&["dictionary", "lint", "-d", "new"]).status, 0);
    place.write("list.txt", "name\nx\n");
    place.write("empty.csv", "name\n");
    place.write("other.csv", "a,b\n1,2\n");
    for (arguments, message) in [
        (&["missing.csv"][..], "missing.csv: "),
        (&["list.txt"], "the ending does not tell the format"),
        (&["list.txt", "--format", "xls"], "`xls` is no format of lists"),
        (&["empty.csv"], "no row has a name"),
        (&["other.csv"], "no column holds names"),
    ] {
        let ran = place.run(&[&["dictionary", "import"], arguments].concat());
        assert_eq!(ran.status, 1);
        assert!(ran.stderr.contains(message), "{}", ran.stderr);
    }
}
