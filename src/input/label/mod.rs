//! Speaker labels: what they look like, whom they name, and which of them are believed.

mod belief;
mod names;
mod roles;

pub(super) use belief::Believed;
pub(super) use names::speakers;
pub(super) use roles::numbered;

use super::clock::clock;
use names::{Shape, shape};

/// How far into a line a label may reach, in bytes.
const MAX_LABEL_BYTES: usize = 120;

/// The longest target of a link that is looked for, in bytes.
const MAX_TARGET: usize = 400;

/// How a label is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `**Name**: ` or `**Name:** `
    Bold,
    /// `Name: `
    Bare,
    /// `Name - `
    Dash,
    /// `Name (00:12:07):`
    Timed,
    /// `Name  0:07`, alone on a line; the name may be missing.
    Alone,
    /// `>> `: somebody else speaks; the name may be missing.
    Chevron,
}

/// What may be a speaker label at the head of a line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Candidate<'s> {
    /// The name part as written; empty where the label only says that the speaker or the time changes.
    pub text: &'s str,
    /// Where in `text` or right behind it a gloss stands: （Maggie）.
    pub gloss: Option<&'s str>,
    /// How it is written.
    pub form: Form,
    /// The time it gives, in seconds.
    pub time: Option<f64>,
    /// Byte of the line at which the spoken text begins.
    pub rest: usize,
    /// Byte at which it would begin behind a time in brackets, were the name none.
    pub behind_time: Option<usize>,
}

impl Candidate<'_> {
    /// Whether the text could be somebody's name, or a function.
    pub fn may_name(&self) -> bool {
        !self.text.is_empty() && shape(self.text, &[]) != Shape::No
    }
}

/// Reads the label at the head of `line`, if there may be one.
pub(super) fn candidate(line: &str) -> Option<Candidate<'_>> {
    let start = line.len() - line.trim_start().len();
    let line_head = &line[start..];
    let found = match line_head.as_bytes() {
        [b'>', b'>', ..] => chevron(line_head),
        [b'*', b'*', ..] => timed(line_head).or_else(|| bold(line_head)).or_else(|| alone(line_head)),
        [b'(' | b'[', b'0'..=b'9', ..] | [b'\\', b'[', b'0'..=b'9', ..] => time_first(line_head),
        [b'0'..=b'9', ..] => clock_alone(line_head).or_else(|| clock_first(line_head)).or_else(|| bare(line_head)),
        _ => timed(line_head).or_else(|| dash(line_head)).or_else(|| bare(line_head)).or_else(|| alone(line_head)),
    }?;
    let rest = &line[start + found.rest..];
    let behind_time = found.behind_time.map(|at| start + at);
    Some(Candidate { rest: line.len() - rest.trim_start().len(), behind_time, ..found })
}

/// As far into a line as a label may reach.
fn head(line: &str) -> &[u8] {
    &line.as_bytes()[..line.len().min(MAX_LABEL_BYTES)]
}

/// A label that names nobody.
fn nameless(form: Form, time: Option<f64>, rest: usize) -> Candidate<'static> {
    Candidate { text: "", gloss: None, form, time, rest, behind_time: None }
}

fn chevron(line: &str) -> Option<Candidate<'_>> {
    let rest = line.trim_start_matches('>');
    let after = line.len() - rest.trim_start().len();
    match bare(rest.trim_start()) {
        Some(named) => Some(Candidate { form: Form::Chevron, rest: after + named.rest, ..named }),
        None => Some(nameless(Form::Chevron, None, after)),
    }
}

/// A dash at the head of a line of a subtitle, which says that somebody else speaks; the name may be missing.
pub(super) fn dashed(line: &str) -> Option<Candidate<'_>> {
    let rest = line.trim_start().strip_prefix(['-', '–', '—'])?.trim_start();
    let at = line.len() - rest.len();
    match bare(rest) {
        Some(named) => Some(Candidate { form: Form::Chevron, rest: at + named.rest, ..named }),
        None => (!rest.is_empty()).then_some(nameless(Form::Chevron, None, at)),
    }
}

fn bold(line: &str) -> Option<Candidate<'_>> {
    let inner = &line[2..];
    let close = inner.as_bytes().windows(2).take(MAX_LABEL_BYTES).position(|two| two == b"**")?;
    let (content, after) = (inner[..close].trim(), &inner[close + 2..]);
    if let Some(name) = content.strip_suffix([':', '：']) {
        return labelled(name, None, Form::Bold, line.len() - after.len());
    }
    let (gloss, after) = match leading_gloss(after) {
        Some((gloss, after)) => (Some(gloss), after),
        None => (None, after),
    };
    let text = after.trim_start().strip_prefix([':', '：'])?;
    labelled(content, gloss, Form::Bold, line.len() - text.len())
}

pub(super) fn labelled<'s>(text: &'s str, gloss: Option<&'s str>, form: Form, rest: usize) -> Option<Candidate<'s>> {
    let text = text.trim().trim_matches(['[', ']', '【', '】', '*']).trim();
    if let Some(name) = text.strip_prefix(">>") {
        return Some(Candidate { text: name.trim(), gloss, form: Form::Chevron, time: None, rest, behind_time: None });
    }
    let (text, own_gloss) = split_gloss(text);
    (!text.is_empty()).then_some(Candidate { text, gloss: gloss.or(own_gloss), form, time: None, rest, behind_time: None })
}

/// `Name (00:12:07):`, the colon being optional.
fn timed(line: &str) -> Option<Candidate<'_>> {
    let open = memchr::memchr2(b'(', b'[', head(line))?;
    let text = line[..open].trim_matches(['*', ' ']);
    let (seconds, after) = bracketed_time(&line[open..])?;
    let rest = after.strip_prefix("**").unwrap_or(after);
    let rest = rest.strip_prefix([':', '：']).unwrap_or(rest);
    let plausible = !text.is_empty() && shape(text, &[]) != Shape::No;
    plausible.then_some(Candidate {
        text,
        gloss: None,
        form: Form::Timed,
        time: Some(seconds),
        rest: line.len() - rest.len(),
        behind_time: None,
    })
}

/// `(00:12:07):` alone, or before a name: `[00:12:07] Name:`.
fn time_first(line: &str) -> Option<Candidate<'_>> {
    let (seconds, after) = bracketed_time(line)?;
    let after = after.strip_prefix([':', '：']).unwrap_or(after);
    let offset = line.len() - after.trim_start().len();
    let named = bare(after.trim_start()).or_else(|| after.trim_start().starts_with("**").then(|| bold(after.trim_start())).flatten());
    Some(match named {
        Some(named) => Candidate { time: Some(seconds), rest: offset + named.rest, behind_time: Some(offset), ..named },
        None => nameless(Form::Timed, Some(seconds), offset),
    })
}

/// `0:07` alone on a line, as in captions that were copied from a player.
fn clock_alone(line: &str) -> Option<Candidate<'_>> {
    let seconds = clock(line.trim_end())?;
    Some(nameless(Form::Alone, Some(seconds), line.len()))
}

/// `00:12:07 Name:`, which without the name would be a time of day in a sentence.
fn clock_first(line: &str) -> Option<Candidate<'_>> {
    let (time, after) = line.split_once([' ', '\t'])?;
    let seconds = clock(time.trim_end_matches(['-', '–', ':']))?;
    let after = after.trim_start_matches([' ', '\t', '-', '–', '|']);
    let named = bare(after).or_else(|| after.starts_with("**").then(|| bold(after)).flatten())?;
    Some(Candidate { time: Some(seconds), rest: line.len() - after.len() + named.rest, ..named })
}

/// `Name  0:07`, `Name | 00:12:07`: a line of its own above what is said.
fn alone(line: &str) -> Option<Candidate<'_>> {
    let line_text = line.trim_end();
    if line_text.len() > MAX_LABEL_BYTES || !line_text.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (name, time) = line_text.rsplit_once([' ', '\t', '|'])?;
    let seconds = clock(time)?;
    let text = name.trim_end_matches([' ', '\t', '|', '-', '–', '—', '·', ',']).trim_matches('*').trim();
    let plausible = shape(text, &[]) != Shape::No;
    plausible.then_some(Candidate { text, gloss: None, form: Form::Alone, time: Some(seconds), rest: line.len(), behind_time: None })
}

/// `Q - And then?`
fn dash(line: &str) -> Option<Candidate<'_>> {
    let head = &line.as_bytes()[..line.len().min(MAX_LABEL_BYTES / 2)];
    let (at, length) = [" - ", " – "].iter().find_map(|dash| Some((memchr::memmem::find(head, dash.as_bytes())?, dash.len())))?;
    let (name, after) = (&line[..at], &line[at + length..]);
    let plausible = !name.contains(':') && !name.starts_with(char::is_lowercase) && shape(name, &[]) != Shape::No;
    (plausible && clock(after.trim()).is_none()).then(|| labelled(name, None, Form::Dash, line.len() - after.len()))?
}

fn bare(line: &str) -> Option<Candidate<'_>> {
    let full_width = "：".as_bytes();
    let colons = memchr::memchr2_iter(b':', full_width[0], head(line));
    let (at, c) = colons.map(|at| (at, line.as_bytes()[at])).find(|&(at, c)| c == b':' || line.as_bytes()[at..].starts_with(full_width))?;
    let after = &line[at + if c == b':' { 1 } else { full_width.len() }..];
    let in_time = line[..at].ends_with(|c: char| c.is_ascii_digit()) && after.starts_with(|c: char| c.is_ascii_digit());
    if in_time || after.starts_with("//") || (c == b':' && after.starts_with(|c: char| c.is_ascii_alphanumeric())) {
        return None;
    }
    labelled(&line[..at], None, Form::Bare, line.len() - after.len())
}

/// The first `[02:03.5]` in `line`, escaped or not: where it begins and ends, and its seconds.
pub(super) fn time_inside(line: &str) -> Option<(usize, usize, f64)> {
    let (at, seconds, after) = memchr::memchr_iter(b'[', line.as_bytes()).find_map(|at| {
        let (seconds, after) = bracketed_time(&line[at..])?;
        Some((at, seconds, after))
    })?;
    Some((line[..at].trim_end_matches('\\').len(), line.len() - after.len(), seconds))
}

/// Reads `(1:02:03)` or `[02:03.5]` at the head of `text`, perhaps a link: seconds, and what follows.
fn bracketed_time(text: &str) -> Option<(f64, &str)> {
    let inner = text.trim_start_matches('\\').strip_prefix(['(', '['])?;
    let close = inner.bytes().take(20).position(|b| b == b')' || b == b']')?;
    let after = &inner[close + 1..];
    let seconds = clock(inner[..close].trim_end_matches('\\'))?;
    let target = if after.starts_with("(http") { after.bytes().take(MAX_TARGET).position(|b| b == b')') } else { None };
    Some((seconds, target.map_or(after, |end| &after[end + 1..])))
}

/// A short parenthesis at the head of `text`, and what follows it.
fn leading_gloss(text: &str) -> Option<(&str, &str)> {
    let inner = text.trim_start().strip_prefix(['(', '（'])?;
    let (gloss, after) = inner.split_once([')', '）'])?;
    (gloss.len() <= MAX_LABEL_BYTES / 2).then_some((gloss.trim(), after))
}

/// Splits `麦琪（Maggie）` into name and gloss.
fn split_gloss(text: &str) -> (&str, Option<&str>) {
    let Some(inner) = text.strip_suffix([')', '）']) else { return (text, None) };
    match inner.split_once(['(', '（']) {
        Some((name, gloss)) if !name.trim().is_empty() => (name.trim(), Some(gloss.trim())),
        _ => (text, None),
    }
}
