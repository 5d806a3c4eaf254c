//! Metadata against what the host app itself computed for the same notes, where the recordings are at hand.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use std::fs;
use std::path::Path;

use serde_json::Value;

const CASES: &str = "../shared/conformance/obsidian-cache/cases";

#[test]
fn metadata_is_what_the_host_recorded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(CASES);
    if !folder.is_dir() {
        println!("no recordings at {CASES}: nothing compared");
        return;
    }
    let mut paths: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|ext| ext == "json"));
    paths.sort();
    let failures: Vec<String> = paths.iter().flat_map(|path| differences(path)).collect();
    println!(
        "{} recorded notes compared, {} differences",
        paths.len(),
        failures.len()
    );
    assert!(!paths.is_empty(), "the folder is there, but holds no case");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn differences(path: &Path) -> Vec<String> {
    let case: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let name = case["name"].as_str().unwrap();
    let note = relata::note::parse(case["markdown"].as_str().unwrap().as_bytes());
    let ours = serde_json::to_value(relata::note::metadata(&note)).unwrap();
    let mut found = Vec::new();
    compare(name, &ours, &case["cache"], &mut found);
    if let Some(tags) = case.get("getAllTags") {
        let ours = serde_json::to_value(relata::note::metadata::all_tags(&note)).unwrap();
        compare(&format!("{name}: getAllTags"), &ours, tags, &mut found);
    }
    if let Some(tags) = case.get("parseFrontMatterTags") {
        let ours = serde_json::to_value(relata::note::metadata::frontmatter_tags(&note)).unwrap();
        compare(&format!("{name}: parseFrontMatterTags"), &ours, tags, &mut found);
    }
    found
}

/// Compares field by field, so that a difference names its place.
fn compare(at: &str, ours: &Value, theirs: &Value, found: &mut Vec<String>) {
    match (ours, theirs) {
        (Value::Object(a), Value::Object(b)) => {
            for key in a.keys().chain(b.keys().filter(|key| !a.contains_key(*key))) {
                let absent = Value::String("(absent)".to_owned());
                let (a, b) = (a.get(key).unwrap_or(&absent), b.get(key).unwrap_or(&absent));
                compare(&format!("{at}.{key}"), a, b, found);
            }
        }
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => {
            for (index, (a, b)) in a.iter().zip(b).enumerate() {
                compare(&format!("{at}[{index}]"), a, b, found);
            }
        }
        _ if ours == theirs => {}
        _ => found.push(format!("{at}:\n  ours   {ours}\n  theirs {theirs}")),
    }
}
