//! Turns the shipped dictionaries into JSON, which the program reads several times as fast as YAML at every start.

use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let out = env::var("OUT_DIR")?;
    for name in ["companies", "people", "products"] {
        let path = format!("dictionaries/{name}.yaml");
        println!("cargo:rerun-if-changed={path}");
        let parsed: serde_json::Value = serde_yaml::from_str(&fs::read_to_string(&path)?).map_err(|error| format!("{path}: {error}"))?;
        fs::write(Path::new(&out).join(format!("{name}.json")), serde_json::to_string(&parsed)?)?;
    }
    Ok(())
}
