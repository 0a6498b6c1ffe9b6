use std::borrow::Cow;

use unicase::UniCase;
use unicode_normalization::UnicodeNormalization;

use super::eight::are_plain;
use super::{Changing, Span, fold_han, is_combining, is_han};

/// Whether folding drops the difference between upper and lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// Full Unicode case folding: `ß` becomes `ss`.
    Fold,
    /// Case stays as written.
    Keep,
}

/// Text made comparable, with the way back to the bytes it was made from.
///
/// Folding is NFKC, case folding, traditional to simplified Chinese (one
/// character to one), hyphens and any run of white space to one space, typographic
/// apostrophes and middle dots to one form each; invisible characters go. What
/// the reader did not push (markup) leaves no trace but a jump in the offsets.
/// A line feed in folded text is a border no name crosses.
#[derive(Clone, Debug, Default)]
pub struct Folded {
    text: String,
    segments: Vec<Segment>,
    /// What `Decoded` segments read, one after the other.
    decoded: String,
    /// Where each of these segments begins in the folded text, and its reading in `decoded`.
    readings: Vec<(u32, u32)>,
}

/// A stretch of folded text that comes from one stretch of the original.
#[derive(Clone, Copy, Debug)]
struct Segment {
    folded: u32,
    original: Span,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Byte for byte: any character border maps to one in the original.
    Linear,
    /// One original character (with its marks) whose folding has another shape: only its ends map.
    Atomic,
    /// As `Atomic`, but a person reads the folded form: a line break.
    Written,
    /// As `Atomic`, but a person reads what the original stands for: an HTML entity, a JSON escape.
    Decoded,
    /// Characters that fold to nothing: invisible ones, all but the first of a run of white space.
    Silent,
}

impl Folded {
    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The stretch of the original that folded span `span` came from, markup inside included.
    ///
    /// `None` where no slice of the original corresponds: where the span is empty,
    /// an end of it falls inside a character's folding (`ss` of `ß`), or what it
    /// reads is stored in another order.
    pub fn original(&self, span: Span) -> Option<Span> {
        if span.is_empty() {
            return None;
        }
        let first = self.segment_at(span.start);
        let last = self.segment_at(span.end - 1);
        let start = match self.segments[first].kind {
            Kind::Linear => self.segments[first].original.start + (span.start - self.segments[first].folded),
            _ if span.start == self.segments[first].folded => self.segments[first].original.start,
            _ => return None,
        };
        let end = match self.segments[last].kind {
            Kind::Linear => self.segments[last].original.start + (span.end - self.segments[last].folded),
            _ if span.end == self.folded_end(last) => self.segments[last].original.end,
            _ => return None,
        };
        // Text may be read in another order than it is stored in.
        (start <= end).then_some(Span { start, end })
    }

    /// Byte offset in the original of the character at folded offset `at`.
    pub fn original_start(&self, at: u32) -> u32 {
        let Some(segment) = self.segments.get(self.segment_at(at)) else { return 0 };
        match segment.kind {
            Kind::Linear => segment.original.start + (at - segment.folded),
            _ => segment.original.start,
        }
    }

    /// The stretch as a person reads it: original spelling, no markup, line breaks as spaces.
    ///
    /// `source` must be the text this was folded from.
    pub fn read<'s>(&self, source: &'s str, span: Span) -> Cow<'s, str> {
        if span.is_empty() {
            return Cow::Borrowed("");
        }
        let (first, last) = (self.segment_at(span.start), self.segment_at(span.end - 1));
        if first == last && self.segments[first].kind == Kind::Linear {
            return Cow::Borrowed(&source[self.linear_slice(first, span).range()]);
        }
        let mut out = String::with_capacity(span.len() * 2);
        for index in first..=last {
            let segment = &self.segments[index];
            match segment.kind {
                Kind::Linear => out.push_str(&source[self.linear_slice(index, span).range()]),
                Kind::Atomic | Kind::Silent => out.push_str(&source[segment.original.range()]),
                Kind::Written => out.push_str(&self.text[segment.folded as usize..self.folded_end(index) as usize]),
                Kind::Decoded => out.push_str(self.reading(segment.folded)),
            }
        }
        Cow::Owned(out)
    }

    /// What the decoded segment at folded byte `at` reads.
    fn reading(&self, at: u32) -> &str {
        let index = self.readings.partition_point(|&(folded, _)| folded < at);
        let end = self.readings.get(index + 1).map_or(self.decoded.len(), |&(_, end)| end as usize);
        self.readings.get(index).map_or("", |&(_, start)| &self.decoded[start as usize..end])
    }

    fn linear_slice(&self, index: usize, span: Span) -> Span {
        let segment = &self.segments[index];
        let start = span.start.max(segment.folded) - segment.folded;
        let end = span.end.min(self.folded_end(index)) - segment.folded;
        Span { start: segment.original.start + start, end: segment.original.start + end }
    }

    fn segment_at(&self, folded: u32) -> usize {
        self.segments.partition_point(|s| s.folded <= folded).saturating_sub(1)
    }

    fn folded_end(&self, index: usize) -> u32 {
        self.segments.get(index + 1).map_or(self.text.len() as u32, |next| next.folded)
    }
}

/// Folds pieces of a text one after the other into one [`Folded`].
#[derive(Debug)]
pub struct Folder {
    out: Folded,
    case: Case,
    /// A line break seen but not yet written: what it becomes depends on what follows.
    line_break: Option<Span>,
}

/// ASCII folded: white space and hyphen to space, upper to lower case where `lower`.
const fn ascii_table(lower: bool) -> [u8; 128] {
    let mut table = [0; 128];
    let mut b = 0;
    while b < 128 {
        table[b] = match b as u8 {
            b'\t' | b'\n' | 0x0b | 0x0c | b'\r' | b' ' | b'-' => b' ',
            c if lower => c.to_ascii_lowercase(),
            c => c,
        };
        b += 1;
    }
    table
}

static ASCII_FOLD: [u8; 128] = ascii_table(true);
static ASCII_KEEP: [u8; 128] = ascii_table(false);

impl Folder {
    /// An empty folder.
    pub fn new(case: Case) -> Self {
        Folder { out: Folded::default(), case, line_break: None }
    }

    /// An empty folder with room for `bytes` of text.
    pub fn with_capacity(case: Case, bytes: usize) -> Self {
        let mut folder = Folder::new(case);
        folder.out.text.reserve(bytes);
        folder.out.segments.reserve(bytes / 32);
        folder
    }

    /// Length of the folded text so far, in bytes; a pending line break counts only once it is written.
    pub fn len(&self) -> u32 {
        self.out.text.len() as u32
    }

    /// Whether nothing has been written yet.
    pub fn is_empty(&self) -> bool {
        self.out.text.is_empty()
    }

    /// Appends `source[span]`.
    pub fn push(&mut self, source: &str, span: Span) {
        if span.is_empty() {
            return;
        }
        self.settle_line_break(source[span.start as usize..].chars().next());
        let table = if self.case == Case::Fold { &ASCII_FOLD } else { &ASCII_KEEP };
        let bytes = &source.as_bytes()[..span.end as usize];
        let mut at = span.start as usize;
        let changing = Changing::load();
        // Bytes from `run` to `at` fold one for one; those from `same` on wait to be copied together.
        let (mut run, mut same) = (at, at);
        loop {
            at = skip_plain(bytes, at, changing);
            let Some(&byte) = bytes.get(at) else { break };
            if byte < 0x80 {
                let folded = table[byte as usize];
                let after_space = || if same < at { bytes[at - 1] == b' ' } else { self.ends_in_space(run < at) };
                if folded == b' ' && after_space() {
                    self.copy(source, same, at);
                    self.linear(run, at);
                    self.segment(Span::new(at, at + 1), Kind::Silent);
                    at += 1;
                    (run, same) = (at, at);
                    continue;
                }
                if !composes(source, at + 1) {
                    if folded != byte {
                        self.copy(source, same, at);
                        self.out.text.push(folded as char);
                        same = at + 1;
                    }
                    at += 1;
                    continue;
                }
            } else if let Some((code, simple)) = simple_three_byte(&bytes[at..]) {
                if simple as u32 != code {
                    self.copy(source, same, at);
                    self.out.text.push(simple);
                    same = at + 3;
                }
                at += 3;
                continue;
            }
            self.copy(source, same, at);
            self.linear(run, at);
            at = match full_width(&bytes[at..]) {
                Some(ascii) => {
                    self.segment(Span::new(at, at + 3), Kind::Atomic);
                    self.out.text.push(table[ascii as usize] as char);
                    at + 3
                }
                None => self.cluster(source, at, bytes.len()),
            };
            (run, same) = (at, at);
        }
        self.copy(source, same, at);
        self.linear(run, at);
    }

    /// Appends one character, with its marks, that stands in the original as `original`: an HTML entity, a JSON escape.
    pub fn push_decoded(&mut self, text: &str, original: Span) {
        self.settle_line_break(text.chars().next());
        let simple = simple_three_byte(text.as_bytes()).filter(|_| text.len() == 3);
        let folded = match simple {
            Some((_, c)) => String::from(c),
            None => fold_cluster(text, self.case),
        };
        if folded.is_empty() || (folded == " " && self.ends_in_space(false)) {
            self.segment(original, Kind::Silent);
            return;
        }
        self.out.readings.push((self.len(), self.out.decoded.len() as u32));
        self.out.decoded.push_str(text);
        self.segment(original, Kind::Decoded);
        self.out.text.push_str(&folded);
    }

    /// A line break within a paragraph, standing at `original`.
    ///
    /// It joins Chinese characters and separates everything else.
    pub fn line_break(&mut self, original: Span) {
        self.line_break.get_or_insert(original);
    }

    /// A border that no name crosses: the end of a paragraph or turn, at byte `original`.
    pub fn border(&mut self, original: u32) {
        self.line_break = None;
        if !self.out.text.is_empty() && !self.out.text.ends_with('\n') {
            self.segment(Span { start: original, end: original }, Kind::Written);
            self.out.text.push('\n');
        }
    }

    /// The folded text.
    pub fn finish(self) -> Folded {
        self.out
    }

    fn settle_line_break(&mut self, next: Option<char>) {
        let Some(original) = self.line_break.take() else { return };
        let joins = next.is_some_and(is_han) && self.out.text.chars().next_back().is_some_and(is_han);
        if !joins && !self.ends_in_space(false) {
            self.segment(original, Kind::Written);
            self.out.text.push(' ');
        }
    }

    fn ends_in_space(&self, in_run: bool) -> bool {
        match self.out.text.as_bytes().last() {
            Some(b' ' | b'\n') => true,
            Some(_) => false,
            None => !in_run,
        }
    }

    /// Appends what folds to itself, but for upper case.
    fn copy(&mut self, source: &str, start: usize, end: usize) {
        if start < end {
            let at = self.out.text.len();
            self.out.text.push_str(&source[start..end]);
            if self.case == Case::Fold {
                self.out.text[at..].make_ascii_lowercase();
            }
        }
    }

    /// Records that the last `end - start` bytes of folded text stand for as many original ones.
    fn linear(&mut self, start: usize, end: usize) {
        if start == end {
            return;
        }
        let length = (end - start) as u32;
        let folded = self.out.text.len() as u32 - length;
        if let Some(last) = self.out.segments.last_mut()
            && last.kind == Kind::Linear
            && last.original.end as usize == start
        {
            last.original.end += length;
        } else {
            self.out.segments.push(Segment { folded, original: Span::new(start, end), kind: Kind::Linear });
        }
    }

    /// Opens a segment for what is appended next.
    fn segment(&mut self, original: Span, kind: Kind) {
        self.out.segments.push(Segment { folded: self.out.text.len() as u32, original, kind });
    }

    /// Folds the character at `at` with the marks that follow it; returns where the next one begins.
    fn cluster(&mut self, source: &str, at: usize, end: usize) -> usize {
        let mut chars = source[at..end].char_indices();
        let first = chars.next().map_or('\0', |(_, c)| c);
        let next = chars.find(|&(_, c)| !is_combining(c)).map_or(end, |(i, _)| at + i);
        let original = Span::new(at, next);
        let folded = fold_cluster(&source[at..next], self.case);
        if folded.is_empty() || (folded == " " && self.ends_in_space(false)) {
            self.segment(original, Kind::Silent);
            return next;
        }
        if folded.len() == next - at && folded.chars().nth(1).is_none() && next == at + first.len_utf8() {
            self.out.text.push_str(&folded);
            self.linear(at, next);
        } else {
            self.segment(original, Kind::Atomic);
            self.out.text.push_str(&folded);
        }
        next
    }
}

/// Where the text that folds byte for byte ends, from byte `at` on: most of Chinese and of English.
///
/// It folds to itself but for upper case.
fn skip_plain(bytes: &[u8], start: usize, changing: Changing) -> usize {
    let mut at = start;
    loop {
        match bytes.get(at) {
            Some(0xe4..=0xe9) => match code_of_three(&bytes[at..]) {
                Some(code) if !changing.has(code) => at += 3,
                _ => return at,
            },
            // A space stays where it is the first of its run, which can be told here only behind something else.
            Some(b' ') if at > start && bytes[at - 1] != b' ' => at += 1,
            Some(&byte) if byte < 0x80 && is_plain(byte) => {
                at += 1;
                while let Some(eight) = bytes[at..].first_chunk::<8>()
                    && are_plain(u64::from_le_bytes(*eight))
                {
                    at += 8;
                }
            }
            Some(&byte) if may_compose(byte) && at > start && bytes[at - 1] < 0x80 => return at - 1,
            _ => return at,
        }
    }
}

/// Whether an ASCII character folds to one that stands where it stood: all but white space and hyphens.
fn is_plain(byte: u8) -> bool {
    ASCII_KEEP[byte as usize] == byte && byte != b' '
}

/// Whether the character at byte `at` is a mark that composes with the one before it. Han, which is no mark, is told by its first byte.
fn composes(source: &str, at: usize) -> bool {
    source.as_bytes().get(at).is_some_and(|&byte| may_compose(byte)) && source[at..].chars().next().is_some_and(is_combining)
}

/// Whether a character that begins with this byte may be a mark that composes.
fn may_compose(byte: u8) -> bool {
    matches!(byte, 0xcc..=0xe3 | 0xea..)
}

/// Code point and folding of a Chinese character, or of punctuation that NFKC leaves alone.
fn simple_three_byte(bytes: &[u8]) -> Option<(u32, char)> {
    let code = code_of_three(bytes)?;
    let c = char::from_u32(code)?;
    match code {
        0x4e00..=0x9fff => Some((code, fold_han(c))),
        // Chinese punctuation, dashes, quotation marks.
        0x3001..=0x3011 | 0x2014 | 0x2015 | 0x201c | 0x201d => Some((code, c)),
        _ => None,
    }
}

/// The ASCII character that a full-width form stands for; the hyphen and what folds to a space are left to the slow way.
fn full_width(bytes: &[u8]) -> Option<u8> {
    let code = code_of_three(bytes)?;
    let ascii = (0xff01..=0xff5e).contains(&code).then(|| (code - 0xff01 + 0x21) as u8)?;
    let composes = bytes.get(3).is_some_and(|&b| b == 0xcc || b == 0xcd);
    (!composes && !matches!(ascii, b'-' | b'\'')).then_some(ascii)
}

/// The code point at the head of `bytes`, where it takes three bytes.
#[inline]
fn code_of_three(bytes: &[u8]) -> Option<u32> {
    let &[a @ 0xe2..=0xef, b, c, ..] = bytes else { return None };
    Some((u32::from(a & 0x0f) << 12) | (u32::from(b & 0x3f) << 6) | u32::from(c & 0x3f))
}

/// Folds one character with its marks, without regard to its neighbours.
fn fold_cluster(cluster: &str, case: Case) -> String {
    // The dot in transliterated names, and apostrophes: by far the most frequent.
    if matches!(cluster, "·" | "‘" | "’") {
        return cluster.chars().map(unify).collect();
    }
    let mut text: String = cluster.nfkc().collect();
    if case == Case::Fold {
        text = UniCase::unicode(text).to_folded_case().nfkc().collect();
    }
    text.chars().filter(|&c| !is_invisible(c)).map(|c| if c.is_ascii() { char::from(ASCII_KEEP[c as usize]) } else { unify(c) }).collect()
}

/// One form for the characters that differ in looks only.
fn unify(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2013}' | '\u{2212}' => ' ',
        c if c.is_whitespace() => ' ',
        '\u{2018}' | '\u{2019}' | '\u{2bc}' | '\u{ff07}' => '\'',
        '\u{2022}' | '\u{2027}' | '\u{2219}' | '\u{22c5}' | '\u{30fb}' => '\u{b7}',
        c => fold_han(c),
    }
}

/// Characters without a look of their own: soft hyphen, joiners, direction marks, byte order mark.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

/// Folds a whole text and trims it; see [`Folded`].
pub fn fold(text: &str, case: Case) -> String {
    let mut folder = Folder::with_capacity(case, text.len());
    folder.push(text, Span::new(0, text.len()));
    let mut folded = folder.finish().text;
    folded.truncate(folded.trim_end().len());
    folded
}

/// Folded text without spaces and middle dots, for comparing names that differ only in those.
pub fn squash(folded: &str) -> String {
    let is_gap = |c| matches!(c, ' ' | '·');
    let mut squashed = String::with_capacity(folded.len());
    folded.split(is_gap).for_each(|part| squashed.push_str(part));
    squashed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Folded {
        let mut folder = Folder::new(Case::Fold);
        folder.push(text, Span::new(0, text.len()));
        folder.finish()
    }

    #[test]
    fn forms_of_one_name_fold_together() {
        for (a, b) in [
            ("ＯｐｅｎＡＩ", "openai"),
            ("GPT‑5", "gpt 5"),
            ("GPT-5", "GPT 5"),
            ("理想汽車", "理想汽车"),
            ("Straße", "STRASSE"),
            ("ﬁgma", "figma"),
            ("e\u{301}clair", "Éclair"),
            ("Sam\u{200b}sung", "samsung"),
            ("O’Reilly", "O'Reilly"),
            ("萨姆・奥特曼", "萨姆·奥特曼"),
            ("  Fusion \t\n Fund ", "fusion fund"),
            ("İstanbul", "i̇stanbul"),
            ("①", "1"),
            ("Ａ\u{301}", "á"),
        ] {
            assert_eq!(fold(a, Case::Fold), fold(b, Case::Fold), "{a} / {b}");
        }
        assert_eq!(fold("ＮＶＩＤＩＡ-臺", Case::Keep), "NVIDIA 台");
    }

    /// Every character maps back to exactly itself, alone and among others, and folding twice changes nothing.
    #[test]
    fn every_character_maps_back() {
        for c in ('\0'..=char::MAX).filter(|c| !is_combining(*c)) {
            let text = format!("a{c}b中{c}");
            let f = folded(&text);
            assert_eq!(folded(f.text()).text(), f.text(), "folding {c:?} twice");
            let b = f.text().rfind("b中").unwrap() as u32;
            let expected = Span::new(1 + c.len_utf8(), 2 + c.len_utf8());
            if b > 1 && !c.is_whitespace() && f.text().as_bytes()[b as usize - 1] != b' ' {
                assert_eq!(f.original(Span { start: 1, end: b }), Some(Span::new(1, 1 + c.len_utf8())), "{c:?}");
            }
            assert_eq!(f.original(Span { start: b, end: b + 1 }), Some(expected), "after {c:?}");
        }
    }

    #[test]
    fn half_a_character_has_no_original() {
        let f = folded("Straße ﬃ");
        assert_eq!(f.text(), "strasse ffi");
        assert_eq!(f.original(Span::new(0, 5)), None);
        assert_eq!(f.original(Span::new(0, 6)), Some(Span::new(0, 6)));
        assert_eq!(f.original(Span::new(8, 9)), None);
        assert_eq!(f.original(Span::new(8, 11)), Some(Span::new(8, 11)));
    }

    #[test]
    fn what_is_not_pushed_is_neither_folded_nor_read() {
        let text = "**Open**AI &amp; Fusion\nFund 马斯\n克";
        let mut folder = Folder::new(Case::Fold);
        for (start, end) in [(2, 6), (8, 11)] {
            folder.push(text, Span::new(start, end));
        }
        folder.push_decoded("&", Span::new(11, 16));
        folder.push(text, Span::new(16, 23));
        folder.line_break(Span::new(23, 24));
        folder.push(text, Span::new(24, 35));
        folder.line_break(Span::new(35, 36));
        folder.push(text, Span::new(36, 39));
        let f = folder.finish();
        assert_eq!(f.text(), "openai & fusion fund 马斯克");
        let find = |needle: &str| {
            let start = f.text().find(needle).unwrap();
            Span::new(start, start + needle.len())
        };
        assert_eq!(f.original(find("openai")), Some(Span::new(2, 10)));
        assert_eq!(f.read(text, find("openai")), "OpenAI");
        assert_eq!(f.read(text, find("fusion fund")), "Fusion Fund");
        assert_eq!(&text[f.original(find("fusion fund")).unwrap().range()], "Fusion\nFund");
        assert_eq!(f.read(text, find("马斯克")), "马斯克");
        assert_eq!(f.read(text, Span::new(0, 9)), "OpenAI & ");
    }
}
