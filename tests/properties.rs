//! What must hold for any text: the way back to the file, and the same bytes by any way.

mod support;

use comention::dictionary::Dictionary;
use comention::graph::{Graph, Tally, TallyRows, Window};
use comention::input::{ReadOptions, read};
use comention::matching::{MatchOptions, Matcher};
use comention::model::Document;
use comention::text::{Case, fold, squash};
use proptest::prelude::*;

const DICTIONARY: &str = r"
kind: company
entities:
  - {id: openai, name: OpenAI, aliases: [Open AI, 开放智能]}
  - {id: google, name: Google, aliases: [谷歌]}
  - {id: nvidia, name: NVIDIA, aliases: [英伟达]}
  - {id: gpt-5, name: GPT-5, kind: product}
  - {id: strasse, name: Straße AG}
  - {id: altman, name: 萨姆·奥特曼, kind: person}
  - {id: ideal, name: 理想汽车, aliases: [{text: 理想, when: {near: [汽车]}}]}
";

fn matcher() -> Matcher {
    Matcher::new(&Dictionary::parse("d.yaml", DICTIONARY).expect("valid")).expect("compiles")
}

/// Pieces of which transcripts are made, names and traps among them.
fn piece() -> impl Strategy<Value = String> {
    let fixed = [
        "OpenAI", "open ai", "ＯｐｅｎＡＩ", "谷歌", "Goo**gle**", "英伟達", "GPT‑5", "GPT-5.1", "STRASSE AG", "ﬁ", "İ", "e\u{301}",
        "萨姆・奥特曼", "理想", "汽车", "**Ada Byte**: ", "**主持人**：", "Bo Cay (00:01:02):", ">> ", "\n", "\n\n", "\n### 标题\n\n",
        "<details>", "</details>", "<!--", "-->", "<b>", "&amp;", "[a](b)", "https://x.y/OpenAI ", "（Yann LeCun）", "\u{200b}", "\u{ad}",
        "\u{feff}", "  ", "\t", "。", ", ", "*", "`", "\\", "1. ", "> ", "---\n", "Ada", "的", "x",
    ];
    prop_oneof![8 => proptest::sample::select(fixed.to_vec()).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from), 1 => "\\PC{0,6}"]
}

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(piece(), 0..60).prop_map(|pieces| pieces.concat().replace('\0', ""))
}

fn document(name: &str, text: &str) -> Document {
    read(name, text.as_bytes().to_vec(), &ReadOptions::default()).expect("text")
}

fn graph_bytes(matcher: &Matcher, tally: Tally) -> Vec<u8> {
    let mut bytes = Vec::new();
    Graph::new(tally, matcher, true).write_json(&mut bytes).expect("written");
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// The slice of the file, without markup, is the surface; refolded it is a spelling of the alias.
    #[test]
    fn every_mention_slices_to_its_surface(text in text()) {
        let matcher = matcher();
        let document = document("show/a.md", &text);
        let matches = matcher.matches(&document, &MatchOptions::default());
        let mut end = 0;
        for mention in &matches.mentions {
            prop_assert!(mention.span.start >= end, "mentions are in order and apart");
            end = mention.span.end;
            let stored = &document.source[mention.span.range()];
            let surface = document.folded.read(&document.source, mention.folded);
            if stored != surface {
                let has_markup = stored.contains(['*', '<', '`', '[', '\\', '&', '_', '~', '\n', '!', '>', ':']);
                prop_assert!(has_markup, "{stored:?} is read {surface:?}");
            }
            prop_assert!(!surface.contains('\n'));
            let squashed = |text: &str| squash(&fold(text, Case::Fold));
            prop_assert_eq!(squashed(&surface), squashed(matches.alias(mention)));
            let turn = &document.turns[mention.turn as usize];
            prop_assert!(turn.span.contains(mention.folded), "a mention lies in its turn");
        }
    }

    /// Any split of the documents among tallies, merged in any order, gives the same graph.
    #[test]
    fn tallies_add_up_in_any_order(texts in proptest::collection::vec(text(), 1..6), split in proptest::collection::vec(0usize..3, 6), window in 0usize..6) {
        let matcher = matcher();
        let window = Window::ALL[window];
        let names: Vec<String> = (0..texts.len()).map(|i| format!("show/{i}.md")).collect();
        let documents: Vec<Document> = names.iter().zip(&texts).map(|(name, text)| document(name, text)).collect();
        let empty = || Tally::new(window, 2, matcher.entity_count());
        let mut whole = empty();
        let mut parts = [empty(), empty(), empty()];
        for document in &documents {
            let matches = matcher.matches(document, &MatchOptions::default());
            whole.add(document, &matches);
        }
        for (i, document) in documents.iter().enumerate().rev() {
            let matches = matcher.matches(document, &MatchOptions::default());
            parts[split[i]].add(document, &matches);
        }
        let [a, b, mut c] = parts;
        let expected = graph_bytes(&matcher, whole);
        // One part is written and read as rows, two are added up before.
        c.merge(a);
        let mut written = Vec::new();
        TallyRows::of(c, &matcher, true).write(&mut written).expect("written");
        let rows = TallyRows::read(written.as_slice()).expect("reads what it wrote");
        let mut sum = TallyRows::of(b, &matcher, true);
        sum.merge([rows]).expect("adds up");
        let mut bytes = Vec::new();
        Graph::of_rows(sum).write_json(&mut bytes).expect("written");
        prop_assert_eq!(String::from_utf8(bytes), String::from_utf8(expected.clone()));
        let reread = Graph::read_json(&expected).expect("reads what it wrote");
        let mut again = Vec::new();
        reread.write_json(&mut again).expect("written");
        prop_assert_eq!(String::from_utf8(again), String::from_utf8(expected));
    }
}

/// One thread or many: the same bytes, on the author's own notes where they are here.
#[test]
fn threads_do_not_show() {
    let Some(corpus) = support::corpus() else { return };
    let place = support::Place::new();
    let notes = corpus.join("foundry/notes");
    let notes = notes.to_str().expect("UTF-8");
    for (jobs, output) in [("1", "one"), ("7", "many"), ("7", "again")] {
        let ran = place.run(&["build", notes, "--jobs", jobs, "-o", output]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
    }
    for file in ["graph.json", "graph.dot", "graph.svg", "mentions.jsonl"] {
        let one = place.read(&format!("one/{file}"));
        assert!(one == place.read(&format!("many/{file}")) && one == place.read(&format!("again/{file}")), "{file} differs");
    }
}

/// Every mention of all four corpora slices to its surface in the stored file.
#[test]
fn offsets_hold_on_real_text() {
    let Some(corpus) = support::corpus() else { return };
    let place = support::Place::new();
    let (mut mentions, mut with_markup) = (0, 0);
    for part in ["foundry/notes", "foundry/subtitles", "changelog/gotime", "lenny", "bitcoin"] {
        let ran = place.run(&["mentions", corpus.join(part).to_str().expect("UTF-8")]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        let mut file = (String::new(), Vec::new());
        for line in ran.stdout.lines() {
            let mention: serde_json::Value = serde_json::from_str(line).expect("JSON");
            let path = mention["document"].as_str().expect("path");
            if file.0 != path {
                file = (path.to_owned(), std::fs::read(path).expect("readable"));
            }
            let number = |key: &str| mention[key].as_u64().expect("number") as usize;
            let slice = std::str::from_utf8(&file.1[number("start")..number("end")]).expect("on character borders");
            let surface = mention["surface"].as_str().expect("surface");
            let line_text = std::str::from_utf8(&file.1).expect("UTF-8").lines().nth(number("line") - 1).expect("line");
            let at_column: String = line_text.chars().skip(number("column") - 1).collect();
            assert!(slice.starts_with(at_column.chars().next().expect("a character")), "{line}");
            mentions += 1;
            if slice != surface {
                with_markup += 1;
                let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
                let has_markup = slice.contains(['\n', '*', '[', '<', '\\', '&', '_', '`']);
                let first = plain(surface).chars().next();
                assert!(has_markup && first == plain(slice).chars().next(), "{slice:?} is read {surface:?} in {line}");
            }
        }
    }
    eprintln!("{mentions} mentions, {with_markup} of them with markup or a line break inside");
    assert!(mentions > 10_000);
}
