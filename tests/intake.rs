//! What lies in a directory is read, however it is stored, or it is said why not.

mod support;

use std::io::Read;
use std::process::{Command, Stdio};

use support::{Place, ran};

const TALK: &str = "**Ada Byte**: Norwind buys Tidewake，而北风能源和它的船只一起改变了这个行业。\n\n**Noor Haddad**: 北风能源 again, 还有 Quay。\n\n**Ada Byte**: 是的，这一点我们以后再谈。\n\n**Noor Haddad**: Yes.\n";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    flate2::read::GzEncoder::new(bytes, flate2::Compression::default()).read_to_end(&mut out).expect("packed");
    out
}

/// The same conversation in every way it may be stored.
fn stored() -> Vec<(&'static str, Vec<u8>)> {
    let utf16 = |order: fn(u16) -> [u8; 2]| TALK.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let zstd = ruzstd::encoding::compress_to_vec(TALK.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest);
    vec![
        ("plain.md", TALK.into()),
        ("mark.md", format!("\u{feff}{TALK}").into()),
        ("little.md", utf16(u16::to_le_bytes)),
        ("big.md", utf16(u16::to_be_bytes)),
        ("national.md", encoding_rs::GB18030.encode(TALK).0.into_owned()),
        ("packed.md.gz", gzip(TALK.as_bytes())),
        ("packed.md.zst", zstd),
    ]
}

/// The mentions of one document, without its path and its place.
fn mentions(lines: &str) -> Vec<String> {
    let of = |line: &str| -> serde_json::Value { serde_json::from_str(line).expect("a mention") };
    let told = |line: serde_json::Value| format!("{} {} {} {}", line["entity"], line["speaker"], line["surface"], line["line"]);
    lines.lines().map(|line| told(of(line))).collect()
}

#[test]
fn the_same_text_gives_the_same_mentions_however_it_is_stored() {
    let place = Place::with_example();
    for (name, bytes) in stored() {
        place.write(&format!("in/{name}"), bytes);
    }
    let plain = mentions(&place.run(&["mentions", "in/plain.md"]).stdout);
    assert_eq!(plain.len(), 5, "{plain:?}");
    for (name, _) in stored() {
        let ran = place.run(&["mentions", &format!("in/{name}")]);
        assert_eq!((ran.status, mentions(&ran.stdout)), (0, plain.clone()), "{name}: {}", ran.stderr);
    }
    let report = place.run(&["build", "in"]).stderr;
    assert!(report.contains("7 documents"), "{report}");
    for line in ["1 document in UTF-16LE", "1 document in UTF-16BE", "1 document in gb18030"] {
        assert!(report.contains(line), "{line} in {report}");
    }
    // Packed into an archive, they are the same.
    assert_eq!(place.run(&["pack", "in", "-o", "archive"]).status, 0);
    place.write("tally.jsonl", place.run(&["tally", "--packed", "archive/pack-00000.tar"]).stdout);
    assert_eq!(place.run(&["merge", "tally.jsonl", "-o", "merged"]).status, 0);
    assert_eq!(place.read("merged/graph.json"), place.read("output/graph.json"));
}

#[test]
fn standard_input_may_be_packed_and_in_any_encoding() {
    let place = Place::with_example();
    for (name, bytes) in stored() {
        place.write("in", bytes);
        let output = Command::new(env!("CARGO_BIN_EXE_comention"))
            .args(["mentions", "-"])
            .current_dir(place.directory.path())
            .stdin(Stdio::from(std::fs::File::open(place.path("in")).expect("file")))
            .output()
            .expect("program runs");
        let ran = ran(output);
        assert_eq!((ran.status, mentions(&ran.stdout).len()), (0, 5), "{name}: {}", ran.stderr);
    }
}

#[test]
fn what_does_not_unpack_is_skipped_with_a_reason() {
    let place = Place::with_example();
    let whole = gzip(TALK.as_bytes());
    place.write("talks/cut.md.gz", &whole[..whole.len() - 20]);
    place.write("talks/bomb.md.gz", gzip(&vec![b'a'; 65 << 20]));
    let ran = place.run(&["build", "talks"]);
    assert_eq!(ran.status, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("bomb.md.gz: unpacks to more than 64 MB"), "{}", ran.stderr);
    assert!(ran.stderr.contains("cut.md.gz: is packed with gzip and does not unpack"), "{}", ran.stderr);
    assert!(ran.stderr.contains("2 documents"), "{}", ran.stderr);
}

#[cfg(unix)]
#[test]
fn walks_respect_gitignore_and_survive_links() {
    use std::os::unix::fs::symlink;

    let place = Place::with_example();
    place.write("talks/.gitignore", "drafts/\n*.txt\n");
    place.write("talks/drafts/three.md", "**Ada**: Quay.\n");
    place.write("talks/notes.txt", "Quay.\n");
    place.write("talks/deep/er/four.md", "Quay.\n");
    symlink("..", place.path("talks/deep/loop")).expect("link");
    symlink("../deep", place.path("talks/deep/round.md")).expect("link");
    symlink("nowhere.md", place.path("talks/broken.md")).expect("link");
    let ran = place.run(&["build", "talks"]);
    assert_eq!(ran.status, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("3 documents"), "{}", ran.stderr);
    assert!(ran.stderr.contains("did not follow 2 links"), "{}", ran.stderr);
    assert!(ran.stderr.contains("skipped talks/broken.md: No such file"), "{}", ran.stderr);
}

#[test]
fn inspect_tells_what_a_file_is_taken_for() {
    let place = Place::new();
    let labels = "Cay: yes.\n\nText of nobody.\n\nCay: no.\n\n";
    place.write("in/talk.md", format!("---\ntitle: Ships\ndate: 2026-01-02\npeople: [Ada Byte]\n---\nIntro.\n\nAda Byte (00:00:10): One.\n\nHost (00:00:40): Two.\n\nAda Byte (00:01:00): Three.\n\n{labels}"));
    place.write("in/plain.txt", "Nothing but text.\n");
    place.write("in/broken.json", "{\"a\": ");
    let one = place.run(&["inspect", "in/talk.md"]);
    assert_eq!(one.status, 0, "{}", one.stderr);
    for part in [
        "Markdown, UTF-8", "title: Ships", "date: 2026-01-02", "listed as person: Ada Byte", "3 times, the last 00:01:00", "Host",
        "nobody's", "not taken for labels: Cay (2)",
    ] {
        assert!(one.stdout.contains(part), "{part} in {}", one.stdout);
    }
    let all = place.run(&["inspect", "in"]);
    assert_eq!(all.status, 2);
    assert!(all.stdout.contains("plain text") && all.stdout.contains("in/broken.json"), "{}", all.stdout);
    assert!(all.stderr.contains("skipped in/broken.json: line 1 is broken JSON"), "{}", all.stderr);
    let json: serde_json::Value = serde_json::from_str(&place.run(&["inspect", "in", "--json"]).stdout).expect("JSON");
    let talk = json["files"].as_array().expect("files").iter().find(|file| file["path"] == "in/talk.md").expect("talk").clone();
    assert_eq!((&talk["speakers"][0]["name"], &talk["speakers"][0]["turns"]), (&"Ada Byte".into(), &2.into()));
    assert_eq!((&talk["speakers"][1]["role"], &talk["speakers"][1]["seconds"]), (&true.into(), &20.0.into()));
    assert_eq!(talk["possible_labels"][0], serde_json::json!(["Cay", 2]));
    assert_eq!(json["skipped"][0]["path"], "in/broken.json");
}

/// A talk of some length, with a mention now and then.
fn long_talk(seed: u32) -> String {
    let words = ["tide", "mill", "harbour", "Norwind", "storm", "Tidewake", "lantern", "Quay"];
    let word = |n: u32| words[(n.wrapping_mul(2_654_435_761) >> 29) as usize];
    (seed..seed + 60)
        .map(|n| format!("**{}**: Ship {n} met the {} and {} again.\n\n", ["Ada Byte", "Bo Cay"][n as usize % 2], word(n), word(n * 3)))
        .collect()
}

fn with_source(source: &str, talk: &str) -> String {
    format!("---\nsource: {source}\n---\n{talk}")
}

/// Two files of one recording, two of nearly the same text, and one of its own.
fn with_duplicates() -> Place {
    let place = Place::with_example();
    std::fs::remove_dir_all(place.path("talks")).expect("removed");
    place.write("talks/a.md", with_source("https://youtu.be/abc", &long_talk(0)[..600]));
    place.write("talks/b.md", with_source("https://www.youtube.com/watch?v=abc&t=12", &long_talk(0)));
    place.write("talks/c.md", long_talk(5_000));
    place.write("talks/d.md", long_talk(5_000).replace("Ship 5007 ", "Vessel seven ") + "**Ada Byte**: And that is all for today.\n");
    place.write("talks/e.md", long_talk(9_000));
    place
}

#[test]
fn documents_that_repeat_another_are_told_and_counted_once_where_asked() {
    let place = with_duplicates();
    let told = "2 documents repeat another (1 by the same source, 1 by nearly the same text); `build --deduplicate` counts each once\n  talks/a.md has the same source as talks/b.md\n  talks/c.md has nearly the same text as talks/d.md\n";
    let all = place.run(&["build", "talks"]);
    let by_source = "1 document repeats another (1 by the same source); `build --deduplicate` counts each once\n  talks/a.md has the same source as talks/b.md\n";
    assert!(all.status == 0 && all.stderr.contains("5 documents") && all.stderr.contains(by_source), "{}", all.stderr);
    let inspected = place.run(&["inspect", "talks"]);
    assert!(inspected.stdout.contains(told), "{}", inspected.stdout);
    let json: serde_json::Value = serde_json::from_str(&place.run(&["inspect", "talks", "--json"]).stdout).expect("JSON");
    assert_eq!(json["duplicates"][1], serde_json::json!({"path": "talks/c.md", "of": "talks/d.md", "why": "text"}));

    let once = place.run(&["build", "talks", "--deduplicate", "-o", "once"]);
    assert!(once.stderr.contains("3 documents") && once.stderr.contains("left out 2 documents"), "{}", once.stderr);
    place.run(&["build", "talks", "--deduplicate", "-o", "alone", "--jobs", "1"]);
    place.run(&["build", "talks/e.md", "talks/d.md", "talks/b.md", "-o", "given"]);
    place.write("comention.yaml", "deduplicate: true\n");
    assert!(place.run(&["build", "talks", "-o", "set"]).stderr.contains("left out 2 documents"));
    for file in ["graph.json", "mentions.jsonl", "explorer.html"] {
        assert_eq!(place.read(&format!("once/{file}")), place.read(&format!("alone/{file}")), "{file}");
        assert_eq!(place.read(&format!("once/{file}")), place.read(&format!("given/{file}")), "{file}");
    }
}

/// What is counted in parts is told as far as the counts know it, and is left out before it is packed.
#[test]
fn duplicates_of_parts_are_told_when_they_are_merged() {
    let place = with_duplicates();
    place.write("one.jsonl", place.run(&["tally", "talks/a.md", "talks/c.md"]).stdout);
    place.write("two.jsonl", place.run(&["tally", "talks/b.md", "talks/d.md"]).stdout);
    let merged = place.run(&["merge", "one.jsonl", "two.jsonl", "-o", "merged"]);
    assert!(merged.stderr.contains("1 document repeats another (1 by the same source)"), "{}", merged.stderr);
    let packed = place.run(&["pack", "talks", "-o", "archive", "--deduplicate"]);
    assert!(packed.stderr.contains("left out 2 documents") && packed.stderr.contains("3 documents in 1 archive"), "{}", packed.stderr);
    place.write("tally.jsonl", place.run(&["tally", "--packed", "archive/pack-00000.tar"]).stdout);
    place.run(&["merge", "tally.jsonl", "-o", "merged"]);
    place.run(&["build", "talks", "--deduplicate", "-o", "once"]);
    assert_eq!(place.read("merged/graph.json"), place.read("once/graph.json"));
}

/// The settings file names the keys of front matter, and what they hold.
#[test]
fn keys_of_front_matter_are_named_in_the_settings_file() {
    let place = Place::with_example();
    place.write("comention.yaml", "front_matter_keys: {titel: title, tag: date, aufnahme: source, firmen: company}\n");
    place.write("talk.md", "+++\ntitel = 'Schiffe'\ntag = 2026-01-05\naufnahme = 'https://youtu.be/abc'\nfirmen = ['Kielwasser']\n+++\nKielwasser buys Norwind.\n");
    let told = place.run(&["inspect", "talk.md"]).stdout;
    for part in ["title: Schiffe", "date: 2026-01-05", "source: https://youtu.be/abc", "listed as company: Kielwasser"] {
        assert!(told.contains(part), "{part} in {told}");
    }
}
