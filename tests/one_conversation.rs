//! One conversation of thirty minutes in all formats: the same mentions, speakers and times.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;

use comention::dictionary::Dictionary;
use comention::input::{InputFormat, ReadOptions, read};
use comention::matching::{MatchOptions, Matcher};
use comention::model::{Document, Rule};
use serde_json::{Value, json};

/// What one person says at one time.
struct Piece {
    seconds: u32,
    speaker: String,
    text: String,
    /// Whether somebody else spoke before.
    changes: bool,
}

fn conversation() -> Vec<Piece> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/conversation.tsv");
    let mut pieces: Vec<Piece> = Vec::new();
    for line in fs::read_to_string(path).expect("fixture").lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let changes = pieces.last().is_none_or(|last| last.speaker != fields[1]);
        let seconds = fields[0].parse().expect("seconds");
        pieces.push(Piece { seconds, speaker: fields[1].to_owned(), text: fields[2].to_owned(), changes });
    }
    pieces
}

/// Lines of at most `width` characters, broken at spaces and anywhere in Chinese, names included.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let words = text.split_inclusive(' ').flat_map(|word| {
        let chinese = word.chars().any(|c| c >= '\u{2e80}');
        if chinese { word.chars().map(String::from).collect() } else { vec![word.to_owned()] }
    });
    for word in words {
        let last = lines.last_mut().expect("one line");
        // Latin letters amid Chinese stay together: there is no space to break at.
        let splits = last.ends_with(|c: char| c.is_ascii_graphic()) && word.starts_with(|c: char| c.is_ascii_graphic());
        if last.chars().count() + word.chars().count() > width && !splits {
            lines.push(word);
        } else {
            last.push_str(&word);
        }
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

fn clock(seconds: f64, comma: char) -> String {
    let whole = seconds as u32;
    let thousandths = ((seconds - f64::from(whole)) * 1000.0).round();
    format!("{:02}:{:02}:{:02}{comma}{thousandths:03}", whole / 3600, whole / 60 % 60, whole % 60)
}

fn short_clock(seconds: u32) -> String {
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Each piece as cues of `lines` lines: piece, start, end, lines.
fn cues(pieces: &[Piece], width: usize, lines: usize) -> Vec<(&Piece, f64, f64, Vec<String>)> {
    let mut cues = Vec::new();
    for piece in pieces {
        let wrapped = wrap(&piece.text, width);
        for (number, chunk) in wrapped.chunks(lines).enumerate() {
            let start = f64::from(piece.seconds) + number as f64 * 0.5;
            cues.push((piece, start, start + 0.5, chunk.to_vec()));
        }
    }
    // Without a gap, as captions are.
    let starts: Vec<f64> = cues.iter().map(|cue| cue.1).collect();
    for (cue, next) in cues.iter_mut().zip(starts.iter().skip(1)) {
        cue.2 = *next;
    }
    cues
}

/// JSON as Python writes it: nothing but ASCII.
fn ascii(value: &Value) -> String {
    let mut out = String::new();
    for unit in value.to_string().encode_utf16() {
        match char::from_u32(unit.into()).filter(char::is_ascii) {
            Some(c) => out.push(c),
            None => write!(out, "\\u{unit:04x}").expect("string"),
        }
    }
    out
}

/// The conversation in every format that names speakers: file name, format, content.
fn files(pieces: &[Piece]) -> Vec<(&'static str, InputFormat, String)> {
    let joined = |piece: &dyn Fn(&Piece) -> String| pieces.iter().map(piece).collect::<String>();
    let wrapped = |text: &str| wrap(text, 48).join("\n");
    let markdown = joined(&|p| match p.changes {
        true => format!("({}) **{}**: {}\n\n", short_clock(p.seconds), p.speaker, p.text),
        false => format!("({}) {}\n\n", short_clock(p.seconds), p.text),
    });
    let lenny = joined(&|p| match p.changes {
        true => format!("{} ({}):\n{}\n\n", p.speaker, short_clock(p.seconds), wrapped(&p.text)),
        false => format!("({}):\n{}\n\n", short_clock(p.seconds), wrapped(&p.text)),
    });
    let times_first = joined(&|p| format!("[{}] {}: {}\n", short_clock(p.seconds), p.speaker, wrapped(&p.text)));
    let otter = joined(&|p| format!("{}  {}  \n{}\n\n", p.speaker, short_clock(p.seconds), wrapped(&p.text)));
    let html = joined(&|p| {
        let text = escaped(&p.text);
        format!("<cite>{}:</cite>\n<time>{}</time>\n<p>{text}</p>\n", p.speaker, short_clock(p.seconds))
    });
    let html = format!("<!DOCTYPE html>\n<html><head><title>Harbour studio</title></head><body>\n{html}</body></html>\n");
    let mut srt = String::new();
    let mut vtt = String::from("WEBVTT\n\n");
    let mut sbv = String::new();
    let mut lrc = String::from("[ti:Harbour studio]\n\n");
    for (number, (piece, start, end, lines)) in cues(pieces, 32, 2).into_iter().enumerate() {
        let label = if piece.changes && start == f64::from(piece.seconds) { format!("{}: ", piece.speaker) } else { String::new() };
        writeln!(srt, "{}\n{} --> {}\n{label}{}\n", number + 1, clock(start, ','), clock(end, ','), lines.join("\n")).expect("string");
        writeln!(sbv, "{},{}\n{label}{}\n", &clock(start, '.')[1..], &clock(end, '.')[1..], lines.join("\n")).expect("string");
        writeln!(lrc, "[{}]{label}{}", &clock(start, '.')[3..], lines.join("\n")).expect("string");
        let text = escaped(&lines.join("\n"));
        writeln!(vtt, "{} --> {}\n<v {}>{text}</v>\n", clock(start, '.'), clock(end, '.'), piece.speaker).expect("string");
    }
    let segments = |speaker: &str, start: &str, end: &str, text: &str, factor: f64| -> Vec<Value> {
        let segment = |(piece, from, to, lines): (&Piece, f64, f64, Vec<String>)| json!({speaker: piece.speaker, start: from * factor, end: to * factor, text: format!(" {}", lines.join(" "))});
        cues(pieces, 64, 1).into_iter().map(segment).collect()
    };
    let podcast = json!({"version": "1.0.0", "segments": segments("speaker", "startTime", "endTime", "body", 1.0)});
    let whisper = json!({"segments": segments("speaker", "start", "end", "text", 1.0), "language": "en"});
    let utterance = |p: &Piece| json!({"speaker": p.speaker, "start": p.seconds * 1000, "text": p.text, "confidence": 0.9, "words": []});
    let assemblyai = json!({"audio_url": "https://cdn.example.org/a.mp3", "utterances": pieces.iter().map(utterance).collect::<Vec<_>>()});
    let speeches: Vec<Value> = pieces.chunk_by(|a, b| a.speaker == b.speaker).map(in_words).collect();
    let in_words = json!({"audio_url": "https://cdn.example.org/a.mp3", "utterances": speeches});
    let whole = |seconds: f64| (seconds * 1000.0) as u64;
    let row = |(p, start, end, lines): (&Piece, f64, f64, Vec<String>)| {
        format!("{}\t{}\t{}\t{}\n", whole(start), whole(end), p.speaker, lines[0])
    };
    let tsv: String = std::iter::once("start\tend\tspeaker\ttext\n".to_owned()).chain(cues(pieces, 64, 1).into_iter().map(row)).collect();
    let turns = joined(&|p| format!("{}\n", json!({"speaker": p.speaker, "start": p.seconds, "text": p.text})));
    vec![
        ("a.md", InputFormat::Markdown, markdown),
        ("lenny.txt", InputFormat::Text, lenny),
        ("times-first.txt", InputFormat::Text, times_first),
        ("otter.txt", InputFormat::Text, otter),
        ("a.html", InputFormat::Html, html),
        ("a.srt", InputFormat::SubRip, srt),
        ("a.vtt", InputFormat::WebVtt, vtt),
        ("rolling.vtt", InputFormat::WebVtt, rolling(pieces)),
        ("a.sbv", InputFormat::Sbv, sbv),
        ("a.lrc", InputFormat::Lrc, lrc),
        ("a.tsv", InputFormat::WhisperTsv, tsv),
        ("podcast.json", InputFormat::Podcast, podcast.to_string()),
        ("whisper.json", InputFormat::Whisper, ascii(&whisper)),
        ("a.json3", InputFormat::YouTubeJson3, json3(pieces)),
        ("a.srv3", InputFormat::YouTubeXml, srv3(pieces)),
        ("assemblyai.json", InputFormat::AssemblyAi, assemblyai.to_string()),
        ("words.json", InputFormat::AssemblyAi, in_words.to_string()),
        ("turns.jsonl", InputFormat::JsonTurns, turns),
    ]
}

/// All that one person says in one utterance, in which only the words tell the time.
fn in_words(pieces: &[Piece]) -> Value {
    let text = pieces.iter().map(|piece| piece.text.as_str()).collect::<Vec<_>>().join(" ");
    let of_piece = |piece: &Piece| {
        let start = piece.seconds * 1000;
        let word = |word: &str| json!({"text": word, "start": start, "end": start + 200, "confidence": 0.9, "speaker": null});
        piece.text.split_whitespace().map(word).collect::<Vec<_>>()
    };
    let words: Vec<Value> = pieces.iter().flat_map(of_piece).collect();
    json!({"speaker": pieces[0].speaker, "start": pieces[0].seconds * 1000, "text": text, "confidence": 0.9, "words": words})
}

/// Captions as YouTube's WebVTT has them: every line once as it comes, once as it stays, once as it rolls up.
fn rolling(pieces: &[Piece]) -> String {
    let mut vtt = String::from("WEBVTT\nKind: captions\nLanguage: en\n\n");
    let mut before = String::from(" ");
    for (piece, start, end, lines) in cues(pieces, 40, 1) {
        let label = if piece.changes && start == f64::from(piece.seconds) { format!(">> {}: ", piece.speaker) } else { String::new() };
        let line = escaped(&format!("{label}{}", lines[0]));
        let words = line.replace(' ', &format!("<{}><c> </c>", clock(start + 0.1, '.')));
        let (from, stays, to) = (clock(start, '.'), clock(end - 0.01, '.'), clock(end, '.'));
        write!(
            vtt,
            "{from} --> {stays} align:start position:0%\n{before}\n{words}\n\n{stays} --> {to} align:start position:0%\n{line}\n \n\n"
        )
        .expect("string");
        before = line;
    }
    vtt
}

fn json3(pieces: &[Piece]) -> String {
    let mut events = vec![json!({"tStartMs": 0, "dDurationMs": 1_800_000, "id": 1, "wpWinPosId": 1})];
    for (piece, start, end, lines) in cues(pieces, 40, 2) {
        let label = if piece.changes && start == f64::from(piece.seconds) { format!("{}: ", piece.speaker) } else { String::new() };
        let text = format!("{label}{}", lines.join("\n"));
        let words: Vec<Value> = text.split_inclusive(' ').map(|word| json!({"utf8": word})).collect();
        events.push(json!({"tStartMs": start * 1000.0, "dDurationMs": (end - start) * 1000.0, "segs": words}));
    }
    serde_json::to_string_pretty(&json!({"wireMagic": "pb3", "events": events})).expect("JSON")
}

fn srv3(pieces: &[Piece]) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\" ?><timedtext format=\"3\">\n<body>\n");
    for (piece, start, end, lines) in cues(pieces, 40, 2) {
        let label = if piece.changes && start == f64::from(piece.seconds) { format!(">> {}: ", piece.speaker) } else { String::new() };
        let text = escaped(&format!("{label}{}", lines.join("\n")));
        let words: String = text.split_inclusive(' ').map(|word| format!("<s t=\"10\">{word}</s>")).collect();
        writeln!(xml, "<p t=\"{}\" d=\"{}\">{words}</p>", start * 1000.0, (end - start) * 1000.0).expect("string");
    }
    xml + "</body>\n</timedtext>\n"
}

/// One line a mention: entity, what it reads, who says it, and the piece of the conversation in which it stands.
fn outline(document: &Document, matcher: &Matcher, pieces: &[Piece], rules: &[Rule]) -> Vec<String> {
    let matches = matcher.matches(document, &MatchOptions::default());
    let line = |mention: &comention::model::Mention| {
        let turn = &document.turns[mention.turn as usize];
        let speaker = turn.speakers.first().map_or("", |&speaker| document.speakers[speaker as usize].name.as_str());
        let time = document.time_at(mention.folded.start).expect("a time");
        let piece = pieces.iter().rposition(|piece| f64::from(piece.seconds) <= time).expect("begun");
        let surface = document.folded.read(&document.source, mention.folded);
        let slice = &document.source[mention.span.range()];
        assert!(slice == surface || slice.contains(['\n', '<', '&', '\\', '"']), "{}: {slice:?} is read {surface:?}", document.path);
        let speaker = if rules.contains(&Rule::Speaker) { speaker } else { "" };
        format!("{} {} {speaker} {surface}", pieces[piece].seconds, matches.entity(mention.entity).id)
    };
    matches.mentions.iter().filter(|mention| rules.contains(&mention.rule)).map(line).collect()
}

const ALL_RULES: [Rule; 5] = [Rule::Dictionary, Rule::Pattern, Rule::FrontMatter, Rule::Speaker, Rule::Gloss];

#[test]
fn all_formats_give_the_same_mentions_speakers_and_times() {
    let pieces = conversation();
    let matcher = Matcher::new(&Dictionary::builtin().expect("loads")).expect("compiles");
    let mut expected: Option<(Vec<String>, Vec<String>, usize)> = None;
    let files = files(&pieces);
    let formats: BTreeSet<InputFormat> = files.iter().map(|(_, format, _)| *format).collect();
    assert_eq!((formats.len(), files.len()), (14, 18), "docs/formats.md says how many formats and shapes there are");
    for (name, format, content) in files {
        assert_eq!(InputFormat::detect(name, &content).expect("known"), format, "{name}");
        assert_eq!(InputFormat::detect("no-extension", &content).expect("known") == format, format != InputFormat::Markdown, "{name}");
        let document = read(name, content.into_bytes(), &ReadOptions::default()).expect("readable");
        let speakers: Vec<String> = document.speakers.iter().map(|speaker| speaker.name.clone()).collect();
        let mentions = outline(&document, &matcher, &pieces, &ALL_RULES);
        let (known, known_speakers, turns) = expected.get_or_insert_with(|| (mentions.clone(), speakers.clone(), document.turns.len()));
        assert_eq!(&speakers, known_speakers, "{name}");
        let lost: Vec<_> = known.iter().filter(|line| !mentions.contains(line)).collect();
        let gained: Vec<_> = mentions.iter().filter(|line| !known.contains(line)).collect();
        assert!(*known == mentions, "{name}: {} mentions for {}, lost {lost:#?}, gained {gained:#?}", mentions.len(), known.len());
        assert_eq!(document.turns.len(), *turns, "{name}");
        eprintln!("{name}: {} mentions, {} speakers, {} turns", mentions.len(), speakers.len(), turns);
    }
    let (mentions, speakers, _) = expected.expect("files");
    assert_eq!(speakers, ["Mara Oyelaran", "Tobias Lindqvist", "顾一帆"]);
    assert!(mentions.len() > 200, "{} mentions", mentions.len());
}

/// Deepgram numbers its speakers, so that their names are not names of the document; all else is the same.
#[test]
fn numbered_speakers_change_nothing_but_their_names() {
    let pieces = conversation();
    let matcher = Matcher::new(&Dictionary::builtin().expect("loads")).expect("compiles");
    let names = ["Mara Oyelaran", "Tobias Lindqvist", "顾一帆"];
    let number = |piece: &Piece| names.iter().position(|name| *name == piece.speaker).expect("known");
    let utterance = |p: &Piece| json!({"speaker": number(p), "start": p.seconds, "end": p.seconds, "transcript": p.text});
    let deepgram = json!({"results": {"channels": [], "utterances": pieces.iter().map(utterance).collect::<Vec<_>>()}}).to_string();
    assert_eq!(InputFormat::detect("x", &deepgram).expect("known"), InputFormat::Deepgram);
    let turns =
        pieces.iter().map(|p| format!("{}\n", json!({"speaker": p.speaker, "start": p.seconds, "text": p.text}))).collect::<String>();
    let document = |content: String| read("x.json", content.into_bytes(), &ReadOptions::default()).expect("readable");
    let (numbered, named) = (document(deepgram), document(turns));
    assert!(numbered.speakers.iter().all(|speaker| speaker.role) && numbered.turns.len() == named.turns.len());
    let of_dictionary = |document: &Document| outline(document, &matcher, &pieces, &[Rule::Dictionary, Rule::Pattern]);
    assert_eq!(of_dictionary(&numbered), of_dictionary(&named));
}
