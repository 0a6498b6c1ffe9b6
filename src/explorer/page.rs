//! One file of many: template, style and scripts of web/, and the data.

use std::io::{self, Write};

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::data::Data;
use super::quotes::Quotes;

const TEMPLATE: &str = include_str!("../../web/index.html");
const STYLE: &str = include_str!("../../web/style.css");

/// The modules in an order in which each stands behind those it imports.
const MODULES: &[&str] = &[
    include_str!("../../web/js/dom.js"),
    include_str!("../../web/js/words.js"),
    include_str!("../../web/js/model.js"),
    include_str!("../../web/js/state.js"),
    include_str!("../../web/js/choice.js"),
    include_str!("../../web/js/names.js"),
    include_str!("../../web/js/look.js"),
    include_str!("../../web/js/camera.js"),
    include_str!("../../web/js/labels.js"),
    include_str!("../../web/js/regions.js"),
    include_str!("../../web/js/painter.js"),
    include_str!("../../web/js/svg-pen.js"),
    include_str!("../../web/js/graph.js"),
    include_str!("../../web/js/matrix.js"),
    include_str!("../../web/js/picture.js"),
    include_str!("../../web/js/search.js"),
    include_str!("../../web/js/timeline.js"),
    include_str!("../../web/js/details.js"),
    include_str!("../../web/js/controls.js"),
    include_str!("../../web/js/main.js"),
];

/// Writes the page: each `{{mark}}` of the template gives way to what it names.
pub(super) fn write(data: &Data, quotes: &Quotes, out: &mut dyn Write) -> io::Result<()> {
    let script = script();
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; img-src data: blob:; base-uri 'none'; form-action 'none'",
        digest(&script),
        digest(STYLE)
    );
    let mut rest = TEMPLATE;
    while let Some((before, after)) = rest.split_once("{{") {
        out.write_all(before.as_bytes())?;
        let (mark, after) = after.split_once("}}").unwrap_or((after, ""));
        match mark {
            "policy" => out.write_all(policy.as_bytes())?,
            "style" => out.write_all(STYLE.as_bytes())?,
            "script" => out.write_all(script.as_bytes())?,
            "data" => json(data, out)?,
            "quotes" => json(quotes, out)?,
            other => return Err(io::Error::other(format!("web/index.html has an unknown mark: {other}"))),
        }
        rest = after;
    }
    out.write_all(rest.as_bytes())
}

/// All modules as one. Their imports and exports name each other, and in one module all is in sight.
fn script() -> String {
    let mut script = String::from("\n");
    for line in MODULES.iter().flat_map(|module| module.lines()).filter(|line| !line.starts_with("import ")) {
        script.push_str(line.strip_prefix("export ").unwrap_or(line));
        script.push('\n');
    }
    script
}

/// Data in a script element: without `<` nothing in it can end the element or begin another.
fn json(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let json = serde_json::to_vec(value)?;
    for (index, piece) in json.split(|&byte| byte == b'<').enumerate() {
        if index > 0 {
            out.write_all(b"\\u003c")?;
        }
        out.write_all(piece)?;
    }
    Ok(())
}

/// The source expression that lets a browser run exactly this text.
fn digest(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text)))
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let number = (0..3).fold(0u32, |number, i| number << 8 | u32::from(chunk.get(i).copied().unwrap_or(0)));
        for i in 0..4 {
            let digit = DIGITS[(number >> (18 - 6 * i) & 63) as usize] as char;
            out.push(if i <= chunk.len() { digit } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_in_rfc_4648() {
        for (plain, coded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn data_cannot_end_its_element() {
        let mut out = Vec::new();
        json(&["</script><!-- <b>"], &mut out).expect("written");
        assert!(!out.contains(&b'<'));
        assert_eq!(serde_json::from_slice::<Vec<String>>(&out).expect("JSON"), ["</script><!-- <b>"]);
    }

    #[test]
    fn modules_are_complete_and_in_order() {
        let script = script();
        assert!(!script.lines().any(|line| line.starts_with("export ") || line.starts_with("import ")));
        assert!(!script.contains("</script") && !STYLE.contains("</style"));
        let mut seen = std::collections::BTreeSet::new();
        let names: Vec<String> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/web/js"))
            .expect("web/js")
            .map(|entry| entry.expect("entry").file_name().to_string_lossy().into_owned())
            .collect();
        for module in MODULES {
            let name = names
                .iter()
                .find(|name| std::fs::read_to_string(format!("{}/web/js/{name}", env!("CARGO_MANIFEST_DIR"))).expect("module") == *module);
            for line in module.lines().filter(|line| line.starts_with("import ")) {
                let from = line.split("'./").nth(1).and_then(|from| from.strip_suffix("';")).expect("import { … } from './module.js';");
                assert!(seen.contains(from), "{name:?} imports {from}, which stands behind it");
            }
            seen.insert(name.expect("a module of web/js").clone());
        }
        assert_eq!(seen.len(), names.len(), "every module of web/js is in the page");
    }
}
