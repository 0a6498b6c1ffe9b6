//! Which recording an address is of.

/// Parts of a query that do not tell what is shown.
const IDLE: [&str; 17] = [
    "t", "start", "time_continue", "si", "feature", "list", "index", "pp", "ab_channel", "ref", "fbclid", "gclid", "spm_id_from",
    "vd_source", "share_source", "from", "app",
];

/// The recording, or page, that the address `url` leads to, the same for all its addresses: `youtu.be/ID` and
/// `www.youtube.com/watch?v=ID&t=90s` are one.
///
/// `None` for what is no address, and for the home page of a site or a channel, which many recordings share.
pub fn recording(url: &str) -> Option<String> {
    let rest = url.trim().split_once("://").filter(|(scheme, _)| matches!(*scheme, "http" | "https")).map(|(_, rest)| rest)?;
    let rest = rest.split('#').next().unwrap_or_default();
    let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (host, path) = place.split_once('/').unwrap_or((place, ""));
    let host = host.to_ascii_lowercase();
    let host = ["www.", "m.", "mobile.", "music.", "player."].iter().find_map(|lead| host.strip_prefix(lead)).unwrap_or(&host);
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let of_query =
        |key: &str| query.split('&').find_map(|part| part.strip_prefix(key)?.strip_prefix('=')).filter(|value| !value.is_empty());
    match host {
        "youtu.be" => parts.first().map(|id| format!("youtube:{id}")),
        "youtube.com" | "youtube-nocookie.com" => {
            let id = match parts.as_slice() {
                ["embed" | "live" | "shorts" | "v" | "e", id, ..] => Some(*id),
                _ => of_query("v"),
            };
            id.map(|id| format!("youtube:{id}"))
        }
        "vimeo.com" => {
            let id = parts.iter().find(|part| part.bytes().all(|b| b.is_ascii_digit()))?;
            Some(format!("vimeo:{id}"))
        }
        "bilibili.com" => {
            let id = parts.iter().find(|part| part.starts_with("BV") || part.starts_with("av"))?;
            let page = of_query("p").filter(|page| *page != "1").map(|page| format!("?p={page}")).unwrap_or_default();
            Some(format!("bilibili:{id}{page}"))
        }
        _ => other(host, &parts, query),
    }
}

/// Any other address: the host, the path, and of the query what may tell a page.
fn other(host: &str, path: &[&str], query: &str) -> Option<String> {
    let tells = |part: &&str| {
        let key = part.split('=').next().unwrap_or_default();
        !part.is_empty() && !IDLE.contains(&key) && !key.starts_with("utm_")
    };
    let mut query: Vec<&str> = query.split('&').filter(tells).collect();
    query.sort_unstable();
    if host.is_empty() || (path.is_empty() && query.is_empty()) {
        return None;
    }
    let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
    Some(format!("{host}/{}{query}", path.join("/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_recording() {
        for (url, expected) in [
            ("https://www.youtube.com/watch?v=abc&t=5s&list=x", "youtube:abc"),
            ("http://m.youtube.com/watch?list=x&v=abc", "youtube:abc"),
            ("https://youtu.be/abc?si=x#top", "youtube:abc"),
            ("https://www.youtube-nocookie.com/embed/abc?start=3", "youtube:abc"),
            ("https://youtube.com/live/abc", "youtube:abc"),
            ("https://www.bilibili.com/video/BV1x/?p=1&spm_id_from=333", "bilibili:BV1x"),
            ("https://www.bilibili.com/video/BV1x?p=2", "bilibili:BV1x?p=2"),
            ("https://player.vimeo.com/video/1234?h=2", "vimeo:1234"),
            ("https://vimeo.com/1234#t=4s", "vimeo:1234"),
            ("https://WWW.Example.org/Talks/1/?utm_source=x&b=2&a=1", "example.org/Talks/1?a=1&b=2"),
            ("http://example.org/Talks/1", "example.org/Talks/1"),
        ] {
            assert_eq!(recording(url).as_deref(), Some(expected), "{url}");
        }
        for url in [
            "", "abc", "ftp://x/a", "https://example.org/", "https://www.youtube.com/@channel", "https://youtu.be/", "https://",
            "https://vimeo.com/user",
        ] {
            assert_eq!(recording(url), None, "{url}");
        }
    }
}
