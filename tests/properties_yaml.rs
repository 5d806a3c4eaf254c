//! Properties against another YAML parser: the same values for made blocks and for those of real notes.
//!
//! Left out is where the two mean to differ: numbers with a leading zero (`serde_yaml` takes them for text) or with more
//! digits than 64 bits hold (an error there), and keys that stand twice (an error there).

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // tests may panic: that is how they fail

use std::fs;
use std::path::Path;

use serde_json::Value;

/// The properties of a note, as we read them.
fn ours(yaml: &str) -> Option<Value> {
    let note = relata::note::parse(format!("---\n{yaml}---\n").as_bytes());
    let cache = serde_json::to_value(relata::note::metadata(&note)).unwrap();
    cache.get("frontmatter").cloned()
}

/// The same block as `serde_yaml` reads it; `None` when it is not valid or no mapping with text as keys.
fn theirs(yaml: &str) -> Option<Value> {
    let value: serde_yaml::Value = serde_yaml::from_str(yaml).ok()?;
    serde_json::to_value(value)
        .ok()
        .filter(|value| value.as_object().is_some_and(|map| !map.is_empty()))
}

fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        _ => a == b,
    }
}

/// Whether both read a block alike; false when there is nothing to compare.
fn agree(yaml: &str) -> bool {
    let Some(theirs) = theirs(yaml) else {
        return false;
    };
    let ours = ours(yaml);
    assert!(
        ours.as_ref().is_some_and(|ours| same(ours, &theirs)),
        "{yaml}\nours   {ours:?}\ntheirs {theirs}"
    );
    true
}

struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    fn pick<'a>(&mut self, items: &[&'a str]) -> &'a str {
        items[self.below(items.len())]
    }
}

const SCALARS: [&str; 40] = [
    "plain",
    "two words",
    "2026-01-03",
    "10:30",
    "yes",
    "No",
    "true",
    "False",
    "null",
    "~",
    "12",
    "-3",
    "1.5",
    "-1e3",
    "0x1F",
    "0o17",
    "\"x: y\"",
    "'it''s'",
    "\"J\\u00fcrgen\"",
    "[[Ada]]",
    "\"[[Ada]]\"",
    "[a, b]",
    "[a, [b, \"c, d\"]]",
    "{a: b}",
    "[]",
    "{}",
    "http://e.com/a#b",
    "Größe 📅",
    "a - b",
    "(via Ada)",
    "x # comment",
    "1_000",
    ".inf.",
    "@home",
    "&a b",
    "!!str 12",
    "a:b",
    "- a",
    "-",
    "\"\"",
];

/// A made block of properties, valid or not.
fn block(random: &mut Random) -> String {
    let mut yaml = String::new();
    for key in 0..1 + random.below(5) {
        yaml.push_str(&format!(
            "{}{key}:",
            random.pick(&["key", "two words", "Größe ", "\"quoted\"", "a-b_c"])
        ));
        match random.below(8) {
            0 => yaml.push('\n'),
            1 => list(random, "", &mut yaml),
            2 => list(random, "  ", &mut yaml),
            3 => yaml.push_str(&format!("\n  inner: {}\n  other: 1\n", random.pick(&SCALARS))),
            4 => yaml.push_str(&format!(
                " {}\n  one\n\n  # two\n",
                random.pick(&["|", "|-", ">", ">-", "|+"])
            )),
            5 => yaml.push_str(&format!(" {}\n  goes on\n", random.pick(&SCALARS))),
            _ => yaml.push_str(&format!(" {}\n", random.pick(&SCALARS))),
        }
    }
    yaml
}

fn list(random: &mut Random, indent: &str, yaml: &mut String) {
    yaml.push('\n');
    for _ in 0..1 + random.below(3) {
        let inner = random.pick(&["", "", "", "k: "]);
        yaml.push_str(&format!("{indent}- {inner}{}\n", random.pick(&SCALARS)));
    }
}

#[test]
fn made_properties_have_the_same_values() {
    let mut random = Random(3);
    let compared = (0..20_000).filter(|_| agree(&block(&mut random))).count();
    println!("{compared} made blocks compared");
    assert!(compared > 4000, "only {compared} could be compared");
}

#[test]
fn properties_of_notes_have_the_same_values() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    collect(&root.join("tests/vaults"), &mut texts);
    collect(&root.join("../shared/conformance/obsidian-cache/cases"), &mut texts);
    let inner = |text: &String| Some(text.strip_prefix("---\n")?.split_once("\n---\n")?.0.to_owned() + "\n");
    let compared = texts.iter().filter_map(inner).filter(|yaml| agree(yaml)).count();
    println!("{compared} blocks of notes compared");
    assert!(compared > 0, "no note with properties was found");
}

/// The text of all notes under a folder, recorded ones included.
fn collect(folder: &Path, texts: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for path in entries.map(|entry| entry.unwrap().path()) {
        let extension = path
            .extension()
            .and_then(|extension| extension.to_str())
            .unwrap_or_default()
            .to_owned();
        match extension.as_str() {
            _ if path.is_dir() => collect(&path, texts),
            "md" => texts.extend(fs::read_to_string(&path)),
            "json" => {
                let case: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
                texts.extend(case["markdown"].as_str().map(str::to_owned));
            }
            _ => {}
        }
    }
}
