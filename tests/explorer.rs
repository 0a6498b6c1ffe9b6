//! The explorer in a browser: tests/explorer/*.test.mjs click through it.

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use support::{Place, missing};

/// What a page must show and never obey.
const HOSTILE: &[&str] = &[
    "</script><img src=x onerror=\"globalThis.broken=1\">",
    "<svg onload=globalThis.broken=1>",
    "javascript:globalThis.broken=1",
    "\"><iframe src=//example.org>",
    "'; globalThis.broken=1; '",
    "<!-- <script>",
    "&lt;b&gt; {{data}} ${1+1} %3Cb%3E",
    "__proto__",
    "\u{202e}right to left",
    "line\u{7}bell",
    "(.*)+[a-z",
];

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn build(place: &Place, arguments: &[&str]) -> PathBuf {
    let ran = place.run(&[&["build"], arguments].concat());
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    place.path("output/explorer.html")
}

fn example(place: &Place) -> PathBuf {
    let path = |name: &str| repository().join("examples").join(name).to_string_lossy().into_owned();
    build(place, &[&path("transcripts"), "--dictionaries", &path("dictionary")])
}

fn hostile(place: &Place) -> PathBuf {
    let mut yaml = "kind: '<u>kind</u>'\nentities:\n".to_owned();
    let mut text = String::new();
    let long = "x".repeat(10_000);
    let names = HOSTILE.iter().copied().chain([long.as_str()]);
    for (i, name) in names.enumerate() {
        let quoted = serde_json::to_string(name).expect("JSON, which YAML reads");
        yaml.push_str(&format!("  - {{id: e{i:02}, name: {quoted}, aliases: [Zeta{i:02}x]}}\n"));
        text.push_str(&format!(
            "**<b>{name}</b> Bo**: Zeta{i:02}x </script><img src=x onerror='globalThis.broken=1'> meets Zeta00x and {long}.\n\n"
        ));
    }
    place.write("dictionaries/hostile.yaml", yaml);
    for (name, source) in [
        ("a", "javascript:globalThis.broken=1"),
        ("b", "https://example.org/\"onclick=\"globalThis.broken=1"),
        ("c", "data:text/html,<script>"),
    ] {
        let source = serde_json::to_string(source).expect("JSON");
        let head =
            format!("---\ntitle: \"</title></script><img src=x onerror=alert(1)> {long}\"\ndate: 2026-01-02\nsource: {source}\n---\n");
        place.write(&format!("talks/{name}.md"), format!("{head}### <script>globalThis.broken=1</script>\n\n{text}"));
    }
    place.write(
        "talks/timed.md",
        "---\nsource: https://www.youtube.com/watch?v=abc&t=5s\n---\n\n**Bo** [00:01:23]: Zeta00x comes before Zeta01x on the clock.\n",
    );
    build(place, &["talks"])
}

#[test]
fn a_reader_clicks_through_the_page() {
    let tests = repository().join("tests/explorer");
    let chromium = std::env::var("CHROMIUM").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
    if !tests.join("node_modules").is_dir() || !Path::new(&chromium).exists() {
        missing("Chromium or the packages of tests/explorer");
        return;
    }
    let (one, two) = (Place::new(), Place::new());
    let output = Command::new("node")
        .args(["--test", "--test-reporter=spec", "graph.test.mjs", "details.test.mjs", "reader.test.mjs"])
        .current_dir(&tests)
        .env("CHROMIUM", &chromium)
        .env("EXPLORER_EXAMPLE", example(&one))
        .env("EXPLORER_HOSTILE", hostile(&two))
        .output()
        .expect("node runs");
    assert!(output.status.success(), "{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
}
