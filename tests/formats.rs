//! The formats and shapes of transcripts: which turns, speakers and times each must give.

use comention::input::{FrontMatterKeys, InputFormat, ReadOptions, read};
use comention::model::Document;

/// One line a turn: where it begins, who speaks, flags, time, section, and the words as read.
fn outline(document: &Document) -> String {
    let front = &document.front;
    let names: Vec<String> = front.names.iter().map(|listed| format!("{} {}", listed.kind, listed.name)).collect();
    let mut out = format!(
        "title: {:?}\ndate: {:?}\nshow: {:?}\nsource: {:?}\nnames: {names:?}\n",
        front.title,
        front.date.map(|date| date.to_string()),
        front.show,
        front.source
    );
    for speaker in &document.speakers {
        let role = if speaker.role { " (role)" } else { "" };
        out.push_str(&format!("speaker: {}{role} {:?}\n", speaker.name, speaker.also));
    }
    let line_at = |at: u32| document.lines.line(document.folded.original_start(at));
    let times: Vec<String> = document.times.iter().map(|mark| format!("{}@{}", line_at(mark.at), mark.seconds)).collect();
    out.push_str(&format!("times: {}\n", times.join(" ")));
    for turn in &document.turns {
        let who: Vec<&str> = turn.speakers.iter().map(|&speaker| document.speakers[speaker as usize].name.as_str()).collect();
        let line = line_at(turn.span.start);
        let time = document.time_at(turn.span.start).map(|time| format!(" @{time}")).unwrap_or_default();
        let translation = if turn.translation { " translation" } else { "" };
        let section = document.section_title(turn).unwrap_or("-");
        let text = document.folded.read(&document.source, turn.span).replace('\n', "⏎");
        out.push_str(&format!(
            "{line} [{}]{time}{translation} {section} | {} paragraphs | {text}\n",
            who.join(" + "),
            turn.paragraphs.len()
        ));
    }
    out
}

fn fixture(name: &str) -> Document {
    let path = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    read(name, std::fs::read(path).expect("fixture"), &ReadOptions::default()).expect("readable")
}

macro_rules! shapes {
    ($($test:ident: $file:literal),* $(,)?) => {
        $(#[test]
        fn $test() {
            insta::assert_snapshot!(outline(&fixture($file)));
        })*

        const FIXTURES: &[&str] = &[$($file),*];
    };
}

shapes! {
    bilingual_notes: "notes.md",
    podcast_without_front_matter: "podcast.md",
    names_with_times: "timed.md",
    talks_and_seminars: "talks.md",
    article_without_speakers: "article.md",
    bare_labels: "bare.txt",
    subrip_with_labels: "formats/dialogue.srt",
    subrip_with_dashes: "formats/dashes.srt",
    subrip_that_grows: "formats/growing.srt",
    webvtt_with_voices: "formats/voices.vtt",
    webvtt_that_rolls: "formats/rolling.vtt",
    podcast_json: "formats/podcast.json",
    whisper: "formats/whisper.json",
    whisperx: "formats/whisperx.json",
    whisper_cpp: "formats/whisper-cpp.json",
    youtube_json3: "formats/captions.json3",
    youtube_srv3: "formats/captions.srv3",
    youtube_srv1: "formats/captions.srv1",
    assemblyai: "formats/assemblyai.json",
    deepgram: "formats/deepgram.json",
    deepgram_paragraphs: "formats/deepgram-paragraphs.json",
    turns_one_a_line: "formats/turns.jsonl",
    turns_in_a_list: "formats/turns.json",
    html_of_a_podcast: "formats/podcast.html",
    html_of_a_blog: "formats/page.html",
    otter_export: "formats/otter.txt",
    times_before_labels: "formats/times-first.txt",
    marks_of_speakers: "formats/chevrons.txt",
    labels_with_dashes: "formats/dashes.md",
    one_word_a_line: "formats/one-word-a-line.txt",
    webvtt_with_broken_times: "formats/broken-times.vtt",
    whisper_of_the_openai_api: "formats/whisper-words.json",
    whisper_of_transformers: "formats/whisper-chunks.json",
    whisper_of_transformers_with_speakers: "formats/whisper-speakers.json",
    deepgram_with_channels: "formats/deepgram-channels.json",
    assemblyai_with_words: "formats/assemblyai-words.json",
    assemblyai_sentences: "formats/assemblyai-sentences.json",
    turns_in_milliseconds: "formats/milliseconds.json",
    times_alone_on_a_line: "formats/times-alone.txt",
    captions_copied_from_a_player: "formats/pasted-captions.txt",
    times_inside_the_text: "formats/times-inside.md",
    sbv: "formats/captions.sbv",
    whisper_tsv: "formats/whisper.tsv",
    table_of_speakers: "formats/speakers.tsv",
    lrc: "formats/captions.lrc",
    head_in_toml: "formats/toml-head.md",
    head_in_json: "formats/json-head.md",
    head_that_leaked: "formats/leaked-head.md",
}

#[test]
fn every_turn_maps_back_into_the_file() {
    for name in FIXTURES {
        let document = fixture(name);
        let mut last = 0;
        for turn in &document.turns {
            assert!(turn.span.start >= last, "{name}: turns apart and ascending");
            last = turn.span.end;
            let original = document.folded.original(turn.span).expect("a turn has an original");
            assert!(document.source.is_char_boundary(original.start as usize) && document.source.is_char_boundary(original.end as usize));
        }
    }
}

#[test]
fn marks_of_a_new_speaker_divide_turns_without_any_name() {
    let document = read("captions.txt", b">> Hello there.\n>> Hi, how are you?\nFine?\n".to_vec(), &ReadOptions::default()).expect("text");
    let turns: Vec<_> = document.turns.iter().map(|turn| document.folded.read(&document.source, turn.span).trim().to_owned()).collect();
    assert_eq!(turns, ["Hello there.", "Hi, how are you? Fine?"]);
}

/// A recording begins at its beginning: a time of day on a line of its own is a word like others.
#[test]
fn a_time_of_day_alone_on_a_line_is_text() {
    let document = read("captions.txt", b"it was\n3:00\nam\nand then\n5:00\n".to_vec(), &ReadOptions::default()).expect("text");
    assert_eq!(document.folded.read(&document.source, document.turns[0].span), "it was 3:00 am and then 5:00");
    assert!(document.times.is_empty());
}

/// A dash parts a name from what is said in a document that does so again and again, not in any sentence.
#[test]
fn a_dash_in_a_sentence_is_none_of_a_label() {
    let talk =
        "**Ada Byte:** Hello.\n\n**Bo Reed:** Hi.\n\nObservability - that is all.\n\nBo Reed - thank you so much.\n\n**Ada Byte:** Yes.\n";
    let document = read("talk.md", talk.as_bytes().to_vec(), &ReadOptions::default()).expect("text");
    assert_eq!(document.speakers.iter().map(|speaker| speaker.name.as_str()).collect::<Vec<_>>(), ["Ada Byte", "Bo Reed"]);
    assert_eq!(document.turns.len(), 3);
}

/// Where the file has no title and no date, its name and those of its folders do.
#[test]
fn names_of_files_give_title_and_date() {
    let front = |path: &str, text: &str| {
        let front = read(path, text.as_bytes().to_vec(), &ReadOptions::default()).expect("text").front;
        (front.title.unwrap_or_default(), front.date.map(|date| date.to_string()).unwrap_or_default())
    };
    let told = |title: &str, date: &str| (title.to_owned(), date.to_owned());
    assert_eq!(front("2025-06-24-the-mule.md", "Hello."), told("the mule", "2025-06-24"));
    assert_eq!(front("talks/2025/06/24/talk.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nHi"), told("talk", "2025-06-24"));
    assert_eq!(front("2025-06-24-the-mule.md", "---\ntitle: Ships\ndate: 3 May 2024\n---\nHello."), told("Ships", "2024-05-03"));
    assert_eq!(front("2025-06-24-the-mule.md", "---\ntitle: ''\ndate: soon\n---\nHello."), told("the mule", "2025-06-24"));
    assert_eq!(front("-", "Hello."), told("", ""));
}

/// Other keys than the usual ones, and what they hold.
#[test]
fn keys_of_front_matter_can_be_named() {
    let keys = FrontMatterKeys::with([
        ("titel", "title"),
        ("tag", "date"),
        ("aufnahme", "source"),
        ("reihe", "show"),
        ("gäste", "person"),
        ("orte", "place"),
    ]);
    let options = ReadOptions { keys, ..ReadOptions::default() };
    let text = "---\ntitel: Schiffe\ntitle: Ships\ntag: 5.1.2026\naufnahme: https://example.org/a.mp3\nreihe: Hafen\ngäste: [Ada Byte]\npeople: [Bo Cay]\norte: [Kiel]\n---\nAda: Moin.\n";
    let document = read("a.md", text.as_bytes().to_vec(), &options).expect("text");
    let front = &document.front;
    assert_eq!((front.title.as_deref(), front.show.as_deref()), (Some("Schiffe"), Some("Hafen")));
    assert_eq!(front.date.map(|date| date.to_string()).as_deref(), Some("2026-01-05"));
    assert_eq!(front.source.as_deref(), Some("https://example.org/a.mp3"));
    let names: Vec<String> = front.names.iter().map(|listed| format!("{} {}", listed.kind, listed.name)).collect();
    assert_eq!(names, ["person Ada Byte", "place Kiel"]);
    assert_eq!(document.speakers[0].name, "Ada");
}

#[test]
fn odd_files_are_read_without_complaint() {
    for source in [
        "", "\n\n", "---\n", "---\n---\n", "**", "****:", "**:**", ": ", ">>", ">", "<", "<details>", "</details>", "<!--", "# ", "[](",
        "()", "(00:", "\u{feff}", "+++\n", "+++\n+++\n", "{", "start\ttext", "[ti:", "[00:01]", "0:00:01.0,0:00:02.0",
    ] {
        let document = read("odd", source.as_bytes().to_vec(), &ReadOptions::default()).expect("text");
        for turn in &document.turns {
            assert!(!turn.span.is_empty(), "{source:?}");
        }
    }
}

#[test]
fn a_byte_order_mark_changes_nothing() {
    for name in FIXTURES {
        let path = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
        let marked = [b"\xef\xbb\xbf".as_slice(), &std::fs::read(path).expect("fixture")].concat();
        let document = read(name, marked, &ReadOptions::default()).expect("readable");
        assert_eq!(outline(&document), outline(&fixture(name)), "{name}");
    }
}

#[test]
fn what_is_no_text_is_refused_with_a_reason() {
    let refused = |bytes: &[u8]| read("x", bytes.to_vec(), &ReadOptions::default()).unwrap_err().to_string();
    assert!(refused(b"PNG\0\0").contains("binary file (a NUL byte at offset 3)"));
    assert!(refused(b"one\ntwo \xff \xe4\xb8\x89\xe4\xb8\x89").contains("line 2 is not UTF-8 (byte offset 8)"));
}

/// Front matter names the recording, the label the time: the quote opens it there.
#[test]
fn times_become_links() {
    let text = "---\nyoutube_url: https://www.youtube.com/watch?v=abc\n---\nAda (00:01:05):\nHello there.\n\nBo (00:02:00):\nHi.\n";
    let document = read("talk.md", text.as_bytes().to_vec(), &ReadOptions::default()).expect("text");
    let links: Vec<_> = document.turns.iter().map(|turn| document.url_at(turn.span.start).expect("a link").into_owned()).collect();
    assert_eq!(links, ["https://www.youtube.com/watch?v=abc&t=65s", "https://www.youtube.com/watch?v=abc&t=120s"]);
    let sound = fixture("formats/podcast.html");
    assert_eq!(sound.url_at(sound.turns[1].span.start).as_deref(), Some("https://media.example.org/tide.mp3#t=3723"));
}

/// What a file holds decides, not what it is called.
#[test]
fn formats_are_told_by_content() {
    let detect = |path: &str, text: &str| InputFormat::detect(path, text).map(InputFormat::name).map_err(|error| error.to_string());
    for (path, text, name) in [
        ("a.txt", "1\n00:00:01,000 --> 00:00:02,000\nHi", "SubRip"),
        ("a.md", "\u{feff}WEBVTT\n\n00:01.000 --> 00:02.000\nHi", "WebVTT"),
        ("a.txt", "[Music] Hello", "plain text"),
        ("a", "[00:01] Ada: Hello", "plain text"),
        ("a.txt", "{laughs} Hello", "plain text"),
        ("a.md", "<!-- chunk --> Hello", "Markdown"),
        ("a.txt", "2026 was a good year\nfor ships", "plain text"),
        ("a.srt", "no times at all", "plain text"),
        ("a", "{\"text\": \"Hi\"}\n{\"text\": \"Ho\"}\n", "JSON turns"),
        ("a", "  [ {\"text\": \"Hi\"} ]", "JSON turns"),
        ("a.txt", "0:00:01.000,0:00:02.000\nHi", "SBV"),
        ("a.sbv", "Talk of the tide\n0:00:01.000,0:00:02.000\nHi", "SBV"),
        ("a.sbv", "no times at all", "plain text"),
        ("a.txt", "[ar:Ada]\n[00:01.00]Hi", "LRC"),
        ("a.lrc", "[00:01.00]Hi", "LRC"),
        ("a.lrc", "[Chorus]\nHi", "plain text"),
        ("a.txt", "[ar:Ada]\nHi", "plain text"),
        ("a.txt", "start\tend\ttext\n0\t1\tHi", "Whisper TSV"),
        ("a.md", "{\"title\": \"Hi\"}\n\nHo", "Markdown"),
        ("a.txt", "{\"title\": \"Hi\"}\n\nHo", "plain text"),
    ] {
        assert_eq!(detect(path, text).as_deref(), Ok(name), "{path} {text}");
    }
    for (path, text, complaint) in [
        ("a.json", "{\"name\": \"x\", \"version\": \"1\"}", "no transcript that comention knows (its fields: name, version)"),
        ("a.json", "{\"segments\": [\n{\"text\"", "line 2 is broken JSON"),
        ("a.jsonl", "{\"text\": \"Hi\"}\n{\"text\": \n", "is broken JSON"),
        ("a.json", "plain", "line 1 is broken JSON"),
        ("a.json", "{\"title\": \"Hi\"}\n\nHo", "line 3 is broken JSON"),
        ("a", "{\"text\": \"Hi\"}\n{\"text\": \n", "is broken JSON"),
    ] {
        let error = detect(path, text).expect_err(path);
        assert!(error.contains(complaint), "{error}");
    }
    let table = read("a.tsv", b"kind\tname\nperson\tAda\n".to_vec(), &ReadOptions::default()).expect_err("no transcript").to_string();
    assert!(table.contains("first line must name the columns `start` and `text`"), "{table}");
    for text in ["<?xml version=\"1.0\"?><rss><p", "<rss></rss>"] {
        assert!(read("a.xml", text.as_bytes().to_vec(), &ReadOptions::default()).expect_err("no captions").to_string().contains("XML"));
    }
}
