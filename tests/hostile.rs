//! Malformed and hostile input: no panic, and no more time than the size of the input explains.

use std::time::{Duration, Instant};

use comention::dictionary::Dictionary;
use comention::input::{InputFormat, ReadOptions, read, read_as};
use comention::matching::{MatchOptions, Matcher};
use comention::text::Span;

/// Far more than any of these takes, far less than any of them takes where time grows with the square.
const LONGEST: Duration = Duration::from_secs(10);

/// About so many bytes each.
const SIZE: usize = 1 << 19;

fn repeated(piece: &str) -> String {
    piece.repeat(SIZE / piece.len())
}

fn listed(item: &str) -> String {
    vec![item; SIZE / item.len()].join(",")
}

/// Text made of `piece` with a number of its own each time: nothing repeats.
fn numbered(piece: impl Fn(usize) -> String) -> String {
    numbered_to(SIZE, piece)
}

fn numbered_to(size: usize, piece: impl Fn(usize) -> String) -> String {
    let mut out = String::new();
    let mut number = 0;
    while out.len() < size {
        out.push_str(&piece(number));
        number += 1;
    }
    out
}

/// A capitalised word for a number: letters only, as in names.
fn word(mut number: usize) -> String {
    let mut word = String::from("Q");
    loop {
        word.push(char::from(b'a' + (number % 26) as u8));
        number /= 26;
        if number == 0 {
            return word;
        }
    }
}

fn hostile() -> Vec<(&'static str, String)> {
    let front = |head: String| format!("---\ntitle: Deep\n{head}\n---\nText.\n");
    let toml = |head: String| format!("+++\ntitle = \"Deep\"\n{head}\n+++\nText.\n");
    vec![
        ("YAML nested in brackets", front(format!("x: {}", "[".repeat(60_000)))),
        ("YAML nested in dashes", front(format!("people:\n{}a", "- ".repeat(30_000)))),
        ("YAML nested in question marks", front(format!("people:\n{}a", "? ".repeat(30_000)))),
        (
            "YAML nested by indentation",
            front(format!("people:\n{}", (1..300).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect::<String>())),
        ),
        (
            "YAML that multiplies by aliases",
            front(format!(
                "people: &a0 [x]\n{}",
                (1..40).map(|n| format!("people{n}: &a{n} [*a{p},*a{p},*a{p}]\n", p = n - 1)).collect::<String>()
            )),
        ),
        ("TOML nested in brackets", toml(format!("x = {}", "[".repeat(60_000)))),
        ("TOML nested in tables", toml(format!("x = {}", "{a=".repeat(20_000)))),
        ("TOML nested by dots", toml(format!("x{} = 1", ".a".repeat(30_000)))),
        ("TOML nested by dots of tables", toml(format!("[x{}]", ".a".repeat(30_000)))),
        ("TOML of many tables", toml(numbered_to(60_000, |n| format!("[a.b{n}]\nc = 1\n")))),
        ("TOML that is broken", toml("title = \"\n".repeat(6_000))),
        ("JSON head nested in brackets", format!("{{\"x\": {}", "[".repeat(60_000))),
        ("JSON head nested and closed", format!("{{\"x\": {}{}}}\nText.\n", "[".repeat(30_000), "]".repeat(30_000))),
        ("JSON head without end", format!("{{\"x\": \"{}", repeated("a"))),
        ("JSON heads", repeated("{\"title\": 1}\n")),
        ("front matter of one key", format!("---\n{}---\n", "people: Ada\n".repeat(5_000))),
        ("names in front matter that all differ", front(format!("people: [{}]", numbered_to(60_000, |n| format!("{}, ", word(n)))))),
        ("dates in front matter", front(format!("date: {}", "2026-13-01 ".repeat(5_000)))),
        ("front matter in TOML without end", format!("+++\n{}", repeated("a = 1\n"))),
        ("front matter without end", format!("---\n{}", repeated("a: b\n"))),
        ("open tags", repeated("<a<v ")),
        ("open voice tags", format!("WEBVTT\n\n00:01.000 --> 00:02.000\n{}", repeated("<v "))),
        ("open comments", repeated("<!--")),
        ("open comments on lines", repeated("<!--\n")),
        ("open details", repeated("<details>\n")),
        ("ends of details", format!("{}{}", "<details>a</details>".repeat(12_000), "</details>".repeat(25_000))),
        ("nested details", format!("{}{}{}", "<details>\n".repeat(15_000), "text\n\n".repeat(30_000), "</details>\n".repeat(15_000))),
        ("words on lines", repeated("a\n\nb\n")),
        ("open links", repeated("[a](")),
        ("open brackets", repeated("[(")),
        ("open entities", repeated("&#")),
        ("backslashes", repeated("\\")),
        ("asterisks", repeated("* ")),
        ("colons", repeated("a: ")),
        ("colons on lines", repeated("Ada: \n")),
        ("chevrons", repeated(">> a ")),
        ("chevrons close together", repeated(">")),
        ("quotation marks", repeated("> ")),
        ("hash marks", repeated("# a\n")),
        ("times", repeated("[00:00:01] ")),
        ("times on lines", repeated("[00:00:01] Ada:\n")),
        ("speakers who all differ", numbered(|n| format!("**{} {}**: Hi {}.\n\n", word(n), word(n * 7 + 1), word(n)))),
        ("one-word speakers who all differ", numbered(|n| format!("{} (00:00:01): Hi.\n\n", word(n)))),
        (
            "Chinese speakers who all differ",
            numbered(|n| {
                let han = |k: usize| char::from_u32(0x4e00 + (n / 150_usize.pow(k as u32) % 150) as u32 * 7).expect("Han");
                format!("**王{}{}**：你好。\n\n", han(0), han(1))
            }),
        ),
        ("glosses", numbered(|n| format!("微软（Microsoft {}） ", word(n)))),
        ("marks upon marks", repeated("e\u{301}\u{301}\u{301}")),
        ("cues", numbered(|n| format!("{n}\n00:00:01,000 --> 00:00:01,500\nAda: hi\n\n"))),
        ("cues that repeat", format!("1\n{}", repeated("00:00:01,000 --> 00:00:01,100\na\nb\n\n"))),
        ("one cue of many lines", format!("1\n00:00:01,000 --> 00:00:01,100\n{}", repeated("- a >> b\n"))),
        ("cues of SBV", repeated("0:00:01.000,0:00:02.000\nAda: hi\n\n")),
        ("commas of SBV", repeated("0:00:01.000,")),
        ("rows of a table", format!("start\ttext\n{}", repeated("1\tAda: hi\n"))),
        ("cells of a table", format!("start\ttext\n{}", repeated("1\t"))),
        ("columns of a table", format!("start\ttext\t{}", repeated("start\t"))),
        ("tags of LRC", format!("[ti:a]\n[00:01.00]{}", repeated("[00:01.00]"))),
        ("open tags of LRC", format!("[ti:a]\n[00:01.00]a\n{}", repeated("[00"))),
        ("lines of LRC", format!("[ti:a]\n{}", repeated("[00:01.00]Ada: hi\n"))),
        ("arrows", repeated("-->")),
        ("brackets of JSON", format!("{{\"segments\": {}", "[".repeat(SIZE))),
        ("objects of JSON", repeated("{\"a\":")),
        ("escapes", format!("{{\"speaker\": \"Ada\", \"text\": \"{}\"}}", repeated("\\u4e2d >> \\n"))),
        ("words", format!("{{\"text\": \"{}\", \"words\": [{}]}}", repeated("ab "), listed("{\"word\": \"ab\", \"start\": 1}"))),
        (
            "words that are not there",
            format!("{{\"text\": \"{}\", \"words\": [{}]}}", repeated("ab "), listed("{\"word\": \"ac\", \"start\": 1}")),
        ),
        ("one long word", format!("{{\"text\": \"{0}\", \"words\": [{{\"word\": \"{0}\", \"start\": 1}}]}}", repeated("a"))),
        ("channels", format!("{{\"results\": {{\"channels\": [{}]}}}}", listed("{\"alternatives\": [{\"transcript\": \"a\"}]}"))),
        ("start nested in lists", format!("{{\"text\": \"a\", \"start\": {}1{}}}", "[".repeat(120), "]".repeat(120))),
        ("times amid the text", repeated("a [00:00:01] ")),
        ("times amid the text that are none", repeated("a [00:00:0x ")),
        ("times that link", repeated("a [0:01](http ")),
        ("times alone on their lines", repeated("0:01\na\n")),
        ("entities upon entities", format!("<transcript><text start=\"1\">{}</text></transcript>", repeated("&amp;"))),
        ("half pairs", format!("{{\"text\": \"{}\"}}", repeated("\\ud800"))),
        ("fields", format!("{{\"text\": \"a\", {} \"z\": 1}}", repeated("\"a\": 1, "))),
        ("lines of JSON", repeated("{\"text\": \"a\"}\n")),
        ("tags of XML", format!("<timedtext>{}", repeated("<p>"))),
        ("open tags of XML", format!("<timedtext>{}", repeated("<p t=\"1\"><s>a"))),
        ("captions of XML", format!("<timedtext>{}</timedtext>", repeated("<p t=\"1\">&amp;</p>"))),
        ("blocks of HTML", format!("<html>{}", repeated("<div>"))),
        ("skipped elements of HTML", format!("<html>{}", repeated("<nav>"))),
        ("scripts of HTML", format!("<html>{}", repeated("<script><"))),
        ("attributes of HTML", format!("<html><p {}", numbered(|n| format!("a{n}=1 ")))),
        ("cites of HTML", format!("<html>{}", repeated("<cite>A</cite>"))),
        ("bold of HTML", format!("<html>{}", repeated("<p><b>A: "))),
    ]
}

#[test]
fn hostile_input_takes_no_longer_than_its_size_explains() {
    let matcher = Matcher::new(&Dictionary::builtin().expect("loads")).expect("compiles");
    for (name, text) in hostile() {
        let start = Instant::now();
        let mut turns = Vec::new();
        if let Ok(document) = read("a.md", text.clone().into_bytes(), &ReadOptions::default()) {
            turns.push(document.turns.len());
            matcher.matches(&document, &MatchOptions::default());
        }
        let matched = start.elapsed();
        let mut slowest = (Duration::ZERO, "");
        for format in InputFormat::ALL {
            let start = Instant::now();
            if let Ok(document) = read_as(format, "a", text.clone(), &ReadOptions::default()) {
                turns.push(document.turns.len());
            }
            slowest = slowest.max((start.elapsed(), format.name()));
        }
        eprintln!("{name}: matched {matched:?}, slowest {slowest:?}, turns {turns:?}");
        assert!(matched < LONGEST && slowest.0 < LONGEST, "{name}: {matched:?}, {slowest:?}");
    }
}

/// What fuzzing found, kept.
const FINDS: &[&str] =
    &["<html><cite>Ada:<p>Welcome to Fusion</cite> Fund</p>", "<cite>Ada<time>Bo</cite>Cay</time>", "<cite><p>a</cite>b"];

#[test]
fn what_fuzzing_found_stays_mended() {
    for text in FINDS {
        for format in InputFormat::ALL {
            let Ok(document) = read_as(format, "a", (*text).to_owned(), &ReadOptions::default()) else { continue };
            for part in document.folded.text().split('\n') {
                let start = part.as_ptr() as usize - document.folded.text().as_ptr() as usize;
                let original = document.folded.original(Span::new(start, start + part.len()));
                assert_eq!(original.is_none(), part.is_empty(), "{text} as {}", format.name());
                assert!(original.is_none_or(|original| text.get(original.range()).is_some()), "{text} as {}", format.name());
            }
        }
    }
}
