//! Addresses that open a recording at a second.

/// Endings of addresses that are sound or film files, which take media fragments (W3C Media Fragments URI 1.0).
const MEDIA: [&str; 12] = ["mp3", "m4a", "m4b", "aac", "ogg", "oga", "opus", "wav", "flac", "mp4", "m4v", "webm"];

/// The address of the recording `url`, opened at so many `seconds` from the start, whole seconds.
///
/// The sites that are known: YouTube and Bilibili (`t=`), Vimeo (`#t=`), and files of sound and film (`#t=`). Others
/// give `None`; so do seconds that are negative.
pub fn link_at(url: &str, seconds: f64) -> Option<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let without_fragment = url.split('#').next().unwrap_or(url);
    let host = rest.split(['/', '?', '#']).next()?.to_ascii_lowercase();
    let is = |site: &str| host.strip_suffix(site).is_some_and(|before| before.is_empty() || before.ends_with('.'));
    if !(0.0..1e9).contains(&seconds) {
        return None;
    }
    let seconds = seconds.floor();
    if is("youtube.com") || is("youtube-nocookie.com") || is("youtu.be") || is("bilibili.com") || is("b23.tv") {
        // The embedded player has a name of its own for it.
        let (key, unit) = if rest.contains("/embed/") { ("start", "") } else { ("t", if host.contains("you") { "s" } else { "" }) };
        return Some(with_query(without_fragment, key, &format!("{seconds}{unit}")));
    }
    if is("vimeo.com") {
        return Some(format!("{without_fragment}#t={seconds}s"));
    }
    let path = without_fragment.split('?').next().unwrap_or_default();
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase())?;
    MEDIA.contains(&ending.as_str()).then(|| format!("{without_fragment}#t={seconds}"))
}

/// The address with `key=value` in its query, in place of another value.
fn with_query(url: &str, key: &str, value: &str) -> String {
    let (path, query) = url.split_once('?').unwrap_or((url, ""));
    let is_other = |part: &&str| !part.is_empty() && part.split('=').next() != Some(key);
    let mut parts: Vec<&str> = query.split('&').filter(is_other).collect();
    let own = format!("{key}={value}");
    parts.push(&own);
    format!("{path}?{}", parts.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recordings_open_at_a_second() {
        for (url, link) in [
            ("https://www.youtube.com/watch?v=abc", "https://www.youtube.com/watch?v=abc&t=83s"),
            ("https://www.youtube.com/watch?v=abc&t=5s&list=x#top", "https://www.youtube.com/watch?v=abc&list=x&t=83s"),
            ("https://youtu.be/abc", "https://youtu.be/abc?t=83s"),
            ("https://youtu.be/abc?si=x", "https://youtu.be/abc?si=x&t=83s"),
            ("https://www.youtube.com/embed/abc", "https://www.youtube.com/embed/abc?start=83"),
            ("https://m.youtube.com/live/abc", "https://m.youtube.com/live/abc?t=83s"),
            ("https://www.bilibili.com/video/BV1x/?p=2", "https://www.bilibili.com/video/BV1x/?p=2&t=83"),
            ("https://vimeo.com/123456#t=4s", "https://vimeo.com/123456#t=83s"),
            ("https://cdn.example.org/a/ep.1.MP3?key=x", "https://cdn.example.org/a/ep.1.MP3?key=x#t=83"),
        ] {
            assert_eq!(link_at(url, 83.9).as_deref(), Some(link), "{url}");
        }
        for url in ["https://example.org/talk", "https://notyoutube.com/watch?v=1", "ftp://x/a.mp3", "", "https://", "youtu.be/abc"] {
            assert_eq!(link_at(url, 83.0), None, "{url}");
        }
        assert_eq!(link_at("https://youtu.be/abc", -1.0), None);
        assert_eq!(link_at("https://youtu.be/abc", f64::NAN), None);
    }
}
