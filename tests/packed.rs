//! Documents in archives give what the documents themselves give.

mod support;

use support::Place;

/// A place with transcripts of its own, one of which cannot be read.
fn place() -> Place {
    let place = Place::new();
    for number in 0..7 {
        let text = format!(
            "---\ndate: 2026-01-0{}\n---\n**Ada Byte**: OpenAI and NVIDIA, 英伟达 {number}.\n\n## \"One\", two\n\n**Bo Reef/Ada Byte**: Google.\n",
            number + 1
        );
        place.write(&format!("talks/{}/{number}.md", "long-name-".repeat(20)), text);
    }
    place.write("talks/broken.md", "\0");
    place
}

fn run(place: &Place, arguments: &[&str], status: i32) -> support::Ran {
    let ran = place.run(arguments);
    assert_eq!(ran.status, status, "{arguments:?}: {}", ran.stderr);
    ran
}

#[test]
fn archives_count_as_the_files_do() {
    let place = place();
    run(&place, &["build", "talks", "-o", "built"], 2);
    let ran = run(&place, &["pack", "talks", "-o", "packed", "--size", "1"], 0);
    assert!(ran.stderr.contains("8 documents in 1 archive in packed"), "{}", ran.stderr);
    let out = run(&place, &["tally", "--packed", "--mentions", "csv,jsonl", "packed/pack-00000.tar"], 2).stdout;
    let (mut csv, mut jsonl, mut skipped, mut counts) = (String::new(), String::new(), Vec::new(), String::new());
    let mut rest = out.as_str();
    while let Some((row, behind)) = rest.split_once('\n') {
        rest = behind;
        let parsed: serde_json::Value = serde_json::from_str(row).expect("a row");
        if let Some(sizes) = parsed.get("mentions") {
            for (form, to) in [("csv", &mut csv), ("jsonl", &mut jsonl)] {
                let (bytes, behind) = rest.split_at(sizes[form].as_u64().expect("size") as usize);
                (rest, *to) = (behind, std::mem::take(to) + bytes);
            }
        } else if let Some(row) = parsed.get("skipped") {
            skipped.push(row["path"].as_str().expect("path").to_owned());
        } else {
            counts += &format!("{row}\n");
        }
    }
    assert_eq!(jsonl, place.read("built/mentions.jsonl"));
    assert_eq!(skipped, ["talks/broken.md"]);
    same_fields(&csv, &jsonl);
    place.write("rows.jsonl", counts);
    run(&place, &["finish", "rows.jsonl", "-o", "finished"], 0);
    assert_eq!(place.read("finished/graph.json"), place.read("built/graph.json"));
}

/// Compares lines of CSV with lines of JSON, field by field.
fn same_fields(csv: &str, jsonl: &str) {
    const FIELDS: &[&str] = &[
        "document", "turn", "section", "speaker", "speakers", "entity", "kind", "name", "surface", "line", "column", "start", "end",
        "alias", "rule", "time", "translation",
    ];
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    let mut records = reader.records();
    for line in jsonl.lines() {
        let expected: serde_json::Value = serde_json::from_str(line).expect("a mention");
        let record = records.next().expect("as many").expect("CSV");
        for (name, found) in FIELDS.iter().zip(&record) {
            let text = match &expected[name] {
                serde_json::Value::Null if *name == "translation" => "false".to_owned(),
                serde_json::Value::Null => String::new(),
                serde_json::Value::String(text) => text.clone(),
                serde_json::Value::Array(speakers) => speakers.iter().map(|id| id.as_str().expect("id")).collect::<Vec<_>>().join("\u{1f}"),
                other => other.to_string(),
            };
            assert_eq!(found, text, "{name} of {line}");
        }
    }
    assert!(records.next().is_none() && !jsonl.is_empty());
}

/// Parts that are summed in parts give the same graph, though none of the parts is whole.
#[test]
fn rows_are_summed_by_parts() {
    let place = place();
    run(&place, &["build", "talks", "-o", "built"], 2);
    let (mut first, mut second) = (String::new(), String::new());
    for part in ["0", "1", "2", "3", "4", "5", "6"] {
        let file = format!("talks/{}/{part}.md", "long-name-".repeat(20));
        let rows = run(&place, &["tally", &file], 0).stdout;
        for row in rows.lines() {
            let to = if row.starts_with("{\"pair\"") { &mut first } else { &mut second };
            *to += &format!("{row}\n");
            if row.starts_with("{\"tally\"") {
                first += &format!("{row}\n");
            }
        }
    }
    place.write("pairs.jsonl", first);
    place.write("others.jsonl", second);
    let ran = run(&place, &["merge", "pairs.jsonl", "-o", "nothing"], 1);
    assert!(ran.stderr.contains("cannot be"), "pairs alone are no graph: {}", ran.stderr);
    let pairs = run(&place, &["merge", "--rows", "pairs.jsonl"], 0).stdout;
    assert_eq!(pairs.lines().count(), 2, "the settings, and the pair once: {pairs}");
    place.write("sums.jsonl", run(&place, &["merge", "--rows", "others.jsonl"], 0).stdout + &pairs);
    run(&place, &["merge", "sums.jsonl", "-o", "merged"], 0);
    assert_eq!(place.read("merged/graph.json"), place.read("built/graph.json"));
}

#[test]
fn archives_are_packed_alike_whenever() {
    let place = place();
    for directory in ["one", "two"] {
        run(&place, &["pack", "talks", "-o", directory], 0);
    }
    assert_eq!(place.read("one/pack-00000.tar"), place.read("two/pack-00000.tar"));
}

#[test]
fn what_is_no_archive_gets_a_reason() {
    let place = place();
    run(&place, &["pack", "talks", "-o", "packed"], 0);
    let whole = place.read("packed/pack-00000.tar");
    place.write("cut.tar", &whole[..whole.len() / 2 + 700]);
    place.write("text.tar", "no archive at all, but longer than the five hundred and twelve bytes of a header. ".repeat(10));
    for (archive, reason) in [("cut.tar", "cut.tar: "), ("text.tar", "text.tar: "), ("nowhere.tar", "nowhere.tar: No such file")] {
        let ran = run(&place, &["tally", "--packed", archive], 1);
        assert!(ran.stderr.contains(reason) && !ran.stderr.contains("panicked"), "{}", ran.stderr);
        assert!(ran.stdout.is_empty(), "nothing is given out of half an archive");
    }
    let ran = run(&place, &["pack", "nowhere", "-o", "packed"], 1);
    assert!(ran.stderr.contains("nowhere"), "{}", ran.stderr);
}
