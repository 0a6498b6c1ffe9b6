//! Documents in archives give what the documents themselves give.

mod support;

use support::Place;

/// A place with transcripts of its own, one of which cannot be read.
fn place() -> Place {
    let place = Place::new();
    for number in 0..7 {
        let text =
            format!("---\ndate: 2026-01-0{}\n---\n**Ada Byte**: OpenAI and NVIDIA, 英伟达 {number}.\n\n**Bo Reef**: Google.\n", number + 1);
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
    let rows = run(&place, &["tally", "--packed", "--mentions", "packed/pack-00000.tar"], 2).stdout;
    let of = |kind: &str| rows.lines().filter_map(|row| row.strip_prefix(&format!("{{\"{kind}\":"))?.strip_suffix('}')).collect::<Vec<_>>();
    assert_eq!(of("mention").join("\n") + "\n", place.read("built/mentions.jsonl"));
    assert_eq!(of("skipped").len(), 1, "{rows}");
    assert!(of("skipped")[0].contains("talks/broken.md"), "{rows}");
    let counts: String = rows
        .lines()
        .filter(|row| !row.starts_with("{\"mention\"") && !row.starts_with("{\"skipped\""))
        .map(|row| format!("{row}\n"))
        .collect();
    place.write("rows.jsonl", counts);
    run(&place, &["finish", "rows.jsonl", "-o", "finished"], 0);
    assert_eq!(place.read("finished/graph.json"), place.read("built/graph.json"));
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
