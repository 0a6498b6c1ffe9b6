//! Databases take what we export and load, give it back, and answer the queries of docs/exports.md.

mod support;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;

use support::{Place, Ran, biting, corpus, missing, python_with, ran};

const FORMATS: [(&str, &str); 4] = [("sqlite", "comention.sqlite"), ("ladybug", "ladybug"), ("neo4j", "neo4j"), ("cypher", "graph.cypher")];
const PASSWORD: &str = "a secret, 'quoted'";

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Names that bite, now as aliases and quotes too.
fn biting_place() -> Place {
    let place = Place::with_biting_names();
    let mut graph: serde_json::Value = serde_json::from_str(&place.read("output/graph.json")).expect("JSON");
    graph["nodes"][0]["aliases"] = biting().into_iter().collect::<std::collections::BTreeSet<_>>().into_iter().collect();
    for (i, edge) in graph["edges"].as_array_mut().expect("edges").iter_mut().enumerate() {
        edge["evidence"][0]["quote"] = biting()[i % biting().len()].clone().into();
        edge["evidence"][0]["section"] = biting()[(i + 1) % biting().len()].clone().into();
    }
    place.write("output/graph.json", graph.to_string());
    export_all(&place);
    place
}

/// The conversations that come with the project, of which docs/exports.md asks.
fn example_place() -> Place {
    let place = Place::new();
    let [transcripts, dictionary] =
        ["examples/transcripts", "examples/dictionary"].map(|path| project(path).to_string_lossy().into_owned());
    let built = place.run(&["build", &transcripts, "--dictionaries", &dictionary]);
    assert_eq!(built.status, 0, "{}", built.stderr);
    export_all(&place);
    place
}

fn export_all(place: &Place) {
    for (format, file) in FORMATS {
        let exported = place.run(&["export", format, "-o", file]);
        assert_eq!(exported.status, 0, "{format}: {}", exported.stderr);
        assert!(!exported.stderr.contains("mentions"), "{}", exported.stderr);
    }
}

fn python(python: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(python);
    command.arg(project("tests/consumers/databases_agree.py")).args(arguments);
    let read = ran(command.env("COMENTION_USER", "neo4j").env("COMENTION_PASSWORD", PASSWORD).output().expect("runs"));
    assert_eq!(read.status, 0, "{arguments:?}: {}\n{}", read.stdout, read.stderr);
    read.stdout
}

/// What a database holds is what graph.json and mentions.jsonl hold; and it answers the page's queries where asked to.
fn agrees(interpreter: &Path, place: &Place, database: &str, what: &str, queries: bool) {
    let page = project("docs/exports.md").to_string_lossy().into_owned();
    let graph = place.path("output/graph.json").to_string_lossy().into_owned();
    let place = if database == "neo4j" { what.to_owned() } else { place.path(what).to_string_lossy().into_owned() };
    let mut arguments = vec![database, &place, &graph];
    arguments.extend(queries.then_some(page.as_str()));
    let read = python(interpreter, &arguments);
    let expected = if database == "sqlite" { 9 } else { 12 } + if queries { 10 } else { 0 };
    assert_eq!(read.lines().count(), expected, "{read}");
}

#[test]
fn sqlite_and_ladybug_give_back_what_was_put_in() {
    let Some(interpreter) = python_with("ladybug, pyoxigraph") else {
        missing("a Python with LadybugDB and pyoxigraph");
        return;
    };
    let mut places = vec![(biting_place(), false), (example_place(), true)];
    if let Some(corpus) = corpus() {
        let place = Place::new();
        assert_eq!(place.run(&["build", &corpus.join("foundry/notes/lAy9RKQSi2U.md").to_string_lossy()]).status, 0);
        export_all(&place);
        places.push((place, false));
    }
    for (place, queries) in &places {
        agrees(&interpreter, place, "sqlite", "comention.sqlite", *queries);
        agrees(&interpreter, place, "ladybug", "ladybug", *queries);
    }
    let (example, _) = &places[1];
    assert_eq!(example.run(&["export", "turtle", "-o", "graph.ttl"]).status, 0);
    let [page, turtle] = [project("docs/exports.md"), example.path("graph.ttl")].map(|path| path.to_string_lossy().into_owned());
    assert_eq!(python(&interpreter, &["turtle", &turtle, &page]).lines().count(), 1);
}

#[test]
fn sqlite_has_views_and_no_leftovers() {
    let place = Place::with_example();
    assert_eq!(place.run(&["build", "talks"]).status, 0);
    assert_eq!(place.run(&["export", "sqlite", "-o", "data/comention.sqlite"]).status, 0);
    assert_eq!(place.list("data"), ["comention.sqlite"]);
    let database = rusqlite::Connection::open(place.path("data/comention.sqlite")).expect("opens");
    let of = |query: &str| -> Vec<(String, i64)> {
        let mut statement = database.prepare(query).expect(query);
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect(query);
        rows.collect::<Result<_, _>>().expect(query)
    };
    let one = |name: &str, number| vec![(name.to_owned(), number)];
    assert_eq!(of("SELECT entity, 1 FROM names WHERE name = '北风能源'"), one("norwind", 1));
    assert_eq!(
        of("SELECT name_a || ' + ' || name_b, weight FROM pairs WHERE source = 'norwind' AND target = 'tidewake'"),
        one("Norwind + Tidewake", 2)
    );
    assert_eq!(of("SELECT other, weight FROM neighbours WHERE entity = 'tidewake'"), one("norwind", 2));
    let asked = "SELECT speaker_name, turns FROM discussions WHERE entity_name = 'Norwind' ORDER BY turns DESC";
    assert_eq!(of(asked), [("Ada Byte".to_owned(), 3), ("Noor Haddad".to_owned(), 1)]);
    assert_eq!(of("SELECT surface, line FROM places WHERE surface = '北风能源'"), one("北风能源", 7));
    assert_eq!(of("SELECT quote, line FROM quotes WHERE layer = 'co-mention' AND source = 'quay' ORDER BY line"), []);
}

#[test]
fn mentions_are_taken_from_beside_the_graph_or_said_to_be_missing() {
    let place = Place::with_example();
    assert_eq!(place.run(&["build", "talks"]).status, 0);
    let mentions = place.read("output/mentions.jsonl");
    let told = |arguments: &[&str], status: i32| {
        let run = place.run(arguments);
        assert_eq!(run.status, status, "{arguments:?}: {}", run.stderr);
        run.stderr
    };
    let count = |file: &str| {
        let database = rusqlite::Connection::open(place.path(file)).expect("opens");
        database.query_row("SELECT count(*) FROM mentions", [], |row| row.get::<_, u32>(0)).expect("a count") as usize
    };
    told(&["export", "sqlite", "-o", "with.sqlite"], 0);
    assert_eq!(count("with.sqlite"), mentions.lines().count());
    told(&["export", "sqlite", "-o", "without.sqlite", "--no-mentions"], 0);
    assert_eq!(count("without.sqlite"), 0);
    fs::rename(place.path("output/mentions.jsonl"), place.path("elsewhere.jsonl")).expect("renamed");
    assert!(told(&["export", "sqlite", "-o", "none.sqlite"], 0).contains("name the file with --mentions"));
    assert_eq!(count("none.sqlite"), 0);
    told(&["export", "sqlite", "-o", "named.sqlite", "--mentions", "elsewhere.jsonl"], 0);
    assert_eq!(count("named.sqlite"), mentions.lines().count());
    place.write("output/mentions.jsonl", mentions.replacen("\"entity\":\"tidewake\"", "\"entity\":\"stranger\"", 1));
    for format in ["sqlite", "ladybug", "neo4j"] {
        let error = told(&["export", format, "-o", "broken"], 1);
        assert!(error.contains("mentions.jsonl, line ") && error.contains("names the entity `stranger`"), "{error}");
        assert!(place.list(".").iter().all(|name| name != "broken" || place.list("broken").is_empty()), "nothing of {format} is left");
        assert!(place.list(".").iter().all(|name| !name.starts_with(".comention")), "{:?}", place.list("."));
    }
    place.write("output/mentions.jsonl", "{\"document\": 1}\n");
    assert!(told(&["export", "cypher"], 1).contains("mentions.jsonl, line 1: not a mention"));
    assert!(told(&["export", "sqlite", "--no-mentions"], 1).contains("name it with -o"));
    assert!(told(&["export", "graphml", "--mentions", "elsewhere.jsonl"], 1).contains("leave out --mentions"));
}

/// A Neo4j of the jars in target/neo4j, at home in a directory.
struct Neo4j {
    home: PathBuf,
    jars: String,
}

impl Neo4j {
    fn at(home: PathBuf) -> Self {
        let jars = project("target/neo4j/*").to_string_lossy().into_owned();
        fs::create_dir_all(home.join("bin")).expect("directory");
        let admin = format!("#!/bin/sh\nexec java -cp '{jars}' -Xmx512m org.neo4j.cli.AdminTool \"$@\"\n");
        fs::write(home.join("bin/neo4j-admin"), admin).expect("written");
        let executable = Command::new("chmod").arg("+x").arg(home.join("bin/neo4j-admin")).status().expect("runs");
        assert!(executable.success());
        Neo4j { home, jars }
    }

    fn command(&self, program: &str, arguments: &[&str]) -> Ran {
        let output = Command::new(program).args(arguments).env("NEO4J_HOME", &self.home).output().expect("runs");
        let ran = ran(output);
        assert_eq!(ran.status, 0, "{arguments:?}: {}\n{}", ran.stdout, ran.stderr);
        ran
    }

    fn start(&self) -> Server {
        let mut command = Command::new("java");
        command.args(["-cp", &self.jars, "-Xmx1g"]).arg(project("tests/neo4j/Server.java")).arg(&self.home);
        let log = fs::File::create(self.home.join("server.log")).expect("log");
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(log).spawn().expect("java starts");
        let mut url = String::new();
        BufReader::new(child.stdout.take().expect("output")).read_line(&mut url).expect("an address");
        let told = || fs::read_to_string(self.home.join("server.log")).unwrap_or_default();
        assert!(url.starts_with("bolt://127.0.0.1:"), "{}", told());
        Server { child, url: url.trim().to_owned() }
    }
}

/// A server that stops when it goes out of scope.
struct Server {
    child: Child,
    url: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

fn load(place: &Place, url: &str, password: &str) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_comention"));
    command.args(["load", url]).current_dir(place.directory.path()).stdin(Stdio::null());
    for name in ["COMENTION_USER", "COMENTION_PASSWORD", "NEO4J_USERNAME", "NEO4J_PASSWORD"] {
        command.env_remove(name);
    }
    if !password.is_empty() {
        command.env("NEO4J_USERNAME", "neo4j").env("COMENTION_PASSWORD", password);
    }
    let run = ran(command.output().expect("runs"));
    assert!(password.is_empty() || !format!("{}{}", run.stdout, run.stderr).contains(password), "the password is told: {}", run.stderr);
    run
}

#[test]
fn neo4j_imports_loads_twice_and_answers() {
    let interpreter = python_with("neo4j");
    let java = Command::new("javac").arg("-version").output().is_ok_and(|output| output.status.success());
    let (Some(interpreter), true, true) = (interpreter, java, project("target/neo4j").is_dir()) else {
        missing("a JDK, Neo4j in target/neo4j, or a Python with its driver");
        return;
    };
    let (biting, example) = (biting_place(), example_place());
    let neo4j = Neo4j::at(biting.path("home"));
    neo4j.command(&neo4j.home.join("bin/neo4j-admin").to_string_lossy(), &["dbms", "set-initial-password", PASSWORD]);
    // What import.sh says goes to the real importer.
    neo4j.command("sh", &[&biting.path("neo4j/import.sh").to_string_lossy()]);
    let server = neo4j.start();
    let url = server.url.as_str();
    let wipe = || python(&interpreter, &["neo4j-wipe", url]);
    let script = |path: PathBuf| python(&interpreter, &["neo4j-run", url, &path.to_string_lossy()]);
    script(biting.path("neo4j/constraints.cypher"));
    agrees(&interpreter, &biting, "neo4j", url, false);
    wipe();
    let mut told = Vec::new();
    for _ in 0..2 {
        let loaded = load(&biting, url, PASSWORD);
        assert_eq!(loaded.status, 0, "{}", loaded.stderr);
        told.push(loaded.stderr.split(" into ").next().expect("counts").to_owned());
        agrees(&interpreter, &biting, "neo4j", url, false);
    }
    assert_eq!(told[0], told[1]);
    wipe();
    for _ in 0..2 {
        script(biting.path("graph.cypher"));
        agrees(&interpreter, &biting, "neo4j", url, false);
    }
    wipe();
    assert_eq!(load(&example, url, PASSWORD).status, 0);
    agrees(&interpreter, &example, "neo4j", url, true);
    let refused = load(&example, url, "no such password");
    assert_eq!(refused.status, 1);
    assert!(refused.stderr.contains("COMENTION_PASSWORD"), "{}", refused.stderr);
}

#[test]
fn load_says_what_is_wrong() {
    let place = Place::with_example();
    assert_eq!(place.run(&["build", "talks"]).status, 0);
    let told = |url: &str, password: &str| {
        let run = load(&place, url, password);
        assert_eq!(run.status, 1, "{}", run.stderr);
        run.stderr
    };
    assert!(told("localhost", "s3cret").contains("bolt://localhost:7687"));
    assert!(told("bolt+s://localhost", "s3cret").contains("encrypted"));
    let inside = told("bolt://neo4j:pa55word@localhost", "s3cret");
    assert!(inside.contains("COMENTION_PASSWORD") && !inside.contains("pa55word"), "{inside}");
    assert!(told("bolt://127.0.0.1", "").contains("set COMENTION_USER or NEO4J_USERNAME"));
    let free = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
    assert!(told(&format!("bolt://{free}"), "s3cret").contains(&format!("cannot reach {free}")));
    let other = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("bolt://{}", other.local_addr().expect("an address"));
    thread::spawn(move || {
        let (mut stream, _) = other.accept().expect("a client");
        stream.read_exact(&mut [0; 20]).and_then(|()| stream.write_all(&[0; 4])).expect("answered");
    });
    assert!(told(&url, "s3cret").contains("does not speak Bolt 4.4 or 5"));
}

/// Takes messages of Bolt; what it answers to the next statement stands in `answers`, and then it is content.
fn pretend(mut stream: TcpStream, answers: &mut Vec<&str>) {
    stream.read_exact(&mut [0; 20]).expect("handshake");
    stream.write_all(&[0, 0, 4, 5]).expect("version");
    loop {
        let mut message = Vec::new();
        loop {
            let mut length = [0; 2];
            if stream.read_exact(&mut length).is_err() {
                return;
            }
            let length = usize::from(u16::from_be_bytes(length));
            if length == 0 {
                break;
            }
            let end = message.len();
            message.resize(end + length, 0);
            stream.read_exact(&mut message[end..]).expect("a chunk");
        }
        const RUN: u8 = 0x10;
        let answer = if message[1] == RUN { answers.pop().unwrap_or_default() } else { "" };
        let mut reply = vec![0xb1, 0x70, 0xa0];
        match answer {
            "break" => return,
            "" => {}
            code => {
                reply = vec![0xb1, 0x7f, 0xa2, 0x84];
                reply.extend(b"code");
                reply.extend([0xd0, code.len() as u8]);
                reply.extend(code.as_bytes());
                reply.extend(b"\x87message\x85sorry");
            }
        }
        let mut chunk = (reply.len() as u16).to_be_bytes().to_vec();
        chunk.extend(reply);
        // A sign of life comes first, then the message in one chunk.
        stream.write_all(&[&[0, 0][..], &chunk, &[0, 0]].concat()).expect("answered");
    }
}

#[test]
fn what_passes_is_tried_again_and_what_does_not_is_told() {
    let place = Place::with_example();
    assert_eq!(place.run(&["build", "talks"]).status, 0);
    let run = |answers: &'static [&'static str]| {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("bolt://{}", listener.local_addr().expect("an address"));
        thread::spawn(move || {
            let mut answers: Vec<&str> = answers.iter().rev().copied().collect();
            while let Ok((stream, _)) = listener.accept() {
                pretend(stream, &mut answers);
            }
        });
        load(&place, &url, "s3cret")
    };
    const DEADLOCK: &str = "Neo.TransientError.Transaction.DeadlockDetected";
    let fine = run(&["", DEADLOCK, DEADLOCK, "", "break"]);
    assert_eq!(fine.status, 0, "{}", fine.stderr);
    assert!(fine.stderr.contains("3 statements said again"), "{}", fine.stderr);
    let wrong = run(&["", "Neo.ClientError.Statement.SyntaxError"]);
    assert_eq!(wrong.status, 1);
    assert!(wrong.stderr.contains("SyntaxError: sorry"), "{}", wrong.stderr);
}
