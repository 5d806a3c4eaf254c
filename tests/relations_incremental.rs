//! Changes one after the other give what a vault gives that is read anew: every summary, the table of entities, the graph
//! and the suggestions, after each step of random sequences of changes.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeMap;
use std::fmt::Write;

use relata::engine::{Engine, EntityQuery, Options};
use relata::note::Day;
use relata::summary::GraphQuery;
use serde_json::Value;

#[path = "../benches/support/mod.rs"]
mod support;

use support::Random;

const SCHEMA: &str = "self: [Ada Berg, AB]\naliases:\n  Nils Farrow: [N. Farrow, Nils F.]\n  Corvane: [Corvane Ltd]\ndomains:\n  Corvane: corvane.example\n";

/// Names that notes choose from; few, so that they meet.
const PEOPLE: [&str; 13] = [
    "Nils Farrow",
    "N. Farrow",
    "Oda Winther",
    "Oda Winther-Holm",
    "Zoë Kestrel",
    "Tom",
    "Tom (Corvane, last name unknown)",
    "Tom (Bellmere, last name unknown)",
    "Ada Berg",
    "Rune Solberg (Corvane)",
    "Rune Solberg (Bellmere)",
    "Speaker 2",
    "oda@corvane.example",
];
const COMPANIES: [&str; 4] = ["Corvane", "Bellmere", "Corvane Ltd", "Project Lantern"];
const DAYS: [&str; 5] = ["2025-01-10", "2025-02-20", "2025-03-03", "2025-03-04", "2026-05-01"];
const PATHS: [&str; 16] = [
    "People/Nils Farrow.md",
    "People/Oda Winther.md",
    "People/Farrow.md",
    "People/Tom.md",
    "Customers/Corvane/README.md",
    "Customers/Corvane/Corvane.md",
    "Customers/Bellmere.md",
    "Customers/Corvane/2025-01-10 - Kick-off.md",
    "Customers/Corvane/calls/2025-02-20 - Call.md",
    "Meetings/2025-01-10 - Kick-off.md",
    "Meetings/2025-03-03 - Review.md",
    "Meetings/2025-03-04.md",
    "Meetings/Undated.md",
    "Projects/Project Lantern.md",
    "Journal/2025-02-20.md",
    "Index.md",
];
const TEXTS: [&str; 3] = [
    "The pilot of the sensors went well and both sides want to go on with two more sites before the end of the summer.",
    "The pilot of the sensors went well and both sides want to go on with three sites before the end of the summer.",
    "Prices were not agreed, and the contract waits for the board.",
];

#[test]
fn changes_give_what_a_new_vault_gives() {
    let sequences: u64 = std::env::var("SEQUENCES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(150);
    let first: u64 = std::env::var("SEED").ok().and_then(|n| n.parse().ok()).unwrap_or(0);
    let mut compared = 0;
    for seed in first..first + sequences {
        compared += sequence(seed);
    }
    println!("{compared} states compared");
    assert!(compared > 0);
}

/// One sequence of changes; how many states were compared.
fn sequence(seed: u64) -> usize {
    let mut random = Random::new(seed);
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut engine = new_engine(false);
    let before = random.below(10);
    let mut log = String::new();
    for step in 0..before + 8 {
        let old = (step > before).then(|| state(&mut engine));
        let (what, change) = change(&mut random, &mut engine, &mut files);
        let _ = writeln!(log, "{what}");
        if step < before {
            continue;
        }
        let now = state(&mut engine);
        let fresh = state(&mut anew(&files));
        if now != fresh {
            report(&log, &files, &now, &fresh);
            panic!("seed {seed}, step {step}: not what a new vault gives");
        }
        if let Some(old) = old {
            told(&old, &now, &change, &log);
        }
    }
    8
}

/// What changed must be among what the change says.
fn told(old: &BTreeMap<String, Value>, now: &BTreeMap<String, Value>, entities: &[String], log: &str) {
    let names = old.keys().chain(now.keys()).filter(|key| key.starts_with("summary "));
    for name in names.filter(|name| old.get(*name) != now.get(*name)) {
        let entity = name.trim_start_matches("summary ").split(" | ").next().unwrap();
        let is_self = entity == "Ada Berg";
        assert!(
            is_self || entities.iter().any(|told| told == entity),
            "{entity} changed, {:?} was told\n{log}\n{:#?}\n{:#?}",
            entities,
            old.get(name),
            now.get(name)
        );
    }
}

fn report(log: &str, files: &BTreeMap<String, String>, now: &BTreeMap<String, Value>, fresh: &BTreeMap<String, Value>) {
    println!("{log}");
    for (path, text) in files {
        println!("=== {path}\n{text}");
    }
    let keys = now.keys().chain(fresh.keys());
    for key in keys.filter(|key| now.get(*key) != fresh.get(*key)).take(3) {
        println!("--- {key}\nafter changes: {:#}", now.get(key).unwrap_or(&Value::Null));
        println!("anew: {:#}", fresh.get(key).unwrap_or(&Value::Null));
    }
}

fn new_engine(eager: bool) -> Engine {
    Engine::new(&Options {
        schema: Some(SCHEMA.to_owned()),
        eager,
        ..Options::default()
    })
    .unwrap()
}

fn anew(files: &BTreeMap<String, String>) -> Engine {
    let mut engine = new_engine(true);
    for (path, text) in files {
        engine.load(path, text.as_bytes(), None).unwrap();
    }
    engine
}

/// Everything that is computed, by what it is called.
fn state(engine: &mut Engine) -> BTreeMap<String, Value> {
    let as_of = Day::parse("2025-06-30").unwrap();
    let rows = engine.entities(&EntityQuery::default(), as_of).unwrap();
    let mut all = BTreeMap::new();
    for row in &rows {
        let label = row.path.clone().unwrap_or_else(|| row.name.to_string());
        let key = format!("summary {} | {}", row.name, row.path.as_deref().unwrap_or(&row.kind));
        let summary = match engine.summary(&label, as_of) {
            Ok(summary) => serde_json::to_value(&*summary).unwrap(),
            Err(error) => {
                for candidate in &error.candidates {
                    if let Ok(summary) = engine.summary(candidate, as_of) {
                        let key = format!("summary {} | {candidate}", summary.entity.name);
                        all.insert(key, serde_json::to_value(&*summary).unwrap());
                    }
                }
                continue;
            }
        };
        all.insert(key, summary);
    }
    if let Ok(own) = engine.summary("Ada Berg", as_of) {
        all.insert("summary Ada Berg".into(), serde_json::to_value(&*own).unwrap());
    }
    all.insert("table".into(), serde_json::to_value(rows).unwrap());
    let graph = engine.graph(&GraphQuery::default(), as_of).unwrap();
    all.insert("graph".into(), serde_json::to_value(graph).unwrap());
    let suggestions = engine.suggestions();
    all.insert("suggestions".into(), serde_json::to_value(suggestions).unwrap());
    for path in PATHS {
        all.insert(format!("about {path}"), engine.about(path).into());
    }
    all
}

/// Does something to a vault; says what, for people.
fn change(random: &mut Random, engine: &mut Engine, files: &mut BTreeMap<String, String>) -> (String, Vec<String>) {
    let path = random.pick(&PATHS);
    match random.below(10) {
        0 => {
            files.remove(path);
            (format!("delete {path}"), engine.delete(path).entities)
        }
        1 => {
            let to = random.pick(&PATHS);
            if let Some(text) = files.remove(path) {
                files.insert(to.to_owned(), text);
            }
            let change = engine.rename(path, to).unwrap();
            (format!("rename {path} to {to}"), change.entities)
        }
        2 => {
            let text = files.get(path).cloned().unwrap_or_default() + "\n" + &line(random);
            set(engine, files, path, text)
        }
        _ => {
            let text = note(random, path);
            set(engine, files, path, text)
        }
    }
}

fn set(engine: &mut Engine, files: &mut BTreeMap<String, String>, path: &str, text: String) -> (String, Vec<String>) {
    let change = engine.set(path, text.as_bytes()).unwrap();
    files.insert(path.to_owned(), text.clone());
    (format!("set {path}:\n{text}"), change.entities)
}

fn note(random: &mut Random, path: &str) -> String {
    let mut text = "---\n".to_owned();
    let kinds = ["person", "customer", "project", "meeting", "index"];
    let usual = match path.split('/').next().unwrap() {
        "People" => "person",
        "Customers" if path.ends_with("README.md") || path.ends_with("Bellmere.md") => "customer",
        "Projects" => "project",
        _ => "meeting",
    };
    let kind = if random.below(8) == 0 {
        random.pick(&kinds)
    } else {
        usual
    };
    let _ = writeln!(text, "type: {kind}");
    if kind == "meeting" || random.below(6) == 0 {
        meeting(random, &mut text);
    } else {
        entity(random, &mut text);
    }
    text.push_str("---\n");
    for _ in 0..random.below(5) {
        text.push_str(&line(random));
    }
    text
}

fn meeting(random: &mut Random, text: &mut String) {
    if random.below(2) == 0 {
        let _ = writeln!(text, "date: {}", random.pick(&DAYS));
    }
    if random.below(2) == 0 {
        let _ = writeln!(text, "account: \"[[{}]]\"", random.pick(&COMPANIES));
    }
    if random.below(3) > 0 {
        let (a, b) = (random.pick(&PEOPLE), random.pick(&PEOPLE));
        let _ = writeln!(text, "participants: [\"{a}\", \"{b}\"]");
    }
    if random.below(4) == 0 {
        let source = random.pick(&["in/a.txt", "in/2025-01-10 - Kick-off.txt", "in/2025-03-03 - Review.md"]);
        let _ = writeln!(text, "source_ref: \"{source}\"");
    }
    if random.below(4) == 0 {
        text.push_str("source: email\n");
    }
}

fn entity(random: &mut Random, text: &mut String) {
    if random.below(4) == 0 {
        let _ = writeln!(text, "title: \"{}\"", random.pick(&PEOPLE[..7]));
    }
    if random.below(3) == 0 {
        let _ = writeln!(
            text,
            "aliases: [\"{}\", Oda]",
            random.pick(&["Nisse", "Corva", "Tom", "Zoë Kestrel"])
        );
    }
    if random.below(3) == 0 {
        let _ = writeln!(text, "company: {}", random.pick(&COMPANIES));
    }
    if random.below(4) == 0 {
        text.push_str("email: Oda@corvane.example\n");
    }
    if random.below(4) == 0 {
        let _ = writeln!(text, "updated: {}\nrole: buyer", random.pick(&DAYS));
    }
}

fn line(random: &mut Random) -> String {
    let (a, b) = (random.pick(&PEOPLE), random.pick(&PEOPLE));
    let (company, day, said) = (random.pick(&COMPANIES), random.pick(&DAYS), random.pick(&TEXTS));
    let plain = a.split(" (").next().unwrap();
    match random.below(12) {
        0 => format!("{said} Met {plain} there.\n"),
        1 => format!("{said}\n\nTalked to [[{plain}]] of {company}.\n"),
        2 => format!("## Action Items\n\n- [ ] Send the offer @{plain} 📅 {day}\n- [x] Call {company}\n"),
        3 => format!(
            "## Action Items\n\n- [ ] Ask {plain} for the list, see [[{company}]] and [[{b}]]\n- [?] Maybe visit\n"
        ),
        4 => format!("## Key Facts\n\n- {said}\n- Uses 40 sensors\n"),
        5 => format!("## Recent Context\n\n- {day}: [[{day} - Kick-off]] - {said} (via {plain})\n"),
        6 => format!("## Recent Context\n\n- {day}: [[{day} - Gone]] - Lost note (via {company})\n- {day}: no link\n"),
        7 => format!("## Key Contacts\n\n| Person | Role | Company |\n|---|---|---|\n| {a} | buyer | {company} |\n"),
        8 => format!("## Related People\n\n- [[{plain}]] - old friend\n- {b}\n"),
        9 => format!("*Source: [[{day} - Kick-off]]*\n\n"),
        10 => format!("> {plain} said so\n\n- [ ] `{company}` @Ada Berg\n"),
        _ => format!("## Topics\n\nprices, {company}\n\n## Decisions\n\n- {said}\n"),
    }
}

/// A note of the owner's makes everything be found anew, also what else changed along with it.
#[test]
fn a_task_that_changes_with_the_owner_is_read_anew() {
    let as_of = Day::parse("2026-06-30").unwrap();
    let meeting = |task: &str| format!("---\naccount: Corvane\n---\n- [ ] {task}\n");
    let mut engine = new_engine(false);
    engine
        .set("Customers/Corvane.md", b"---\ntype: customer\n---\n")
        .unwrap();
    engine
        .set("2026-05-01.md", meeting("Send the offer").as_bytes())
        .unwrap();
    let tasks = |engine: &mut Engine| {
        let summary = engine.summary("Corvane", as_of).unwrap();
        summary
            .open_tasks
            .others
            .iter()
            .map(|task| task.text.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(tasks(&mut engine), ["Send the offer"]);
    engine
        .set("People/Ada.md", b"---\ntype: person\naliases: [Ada Berg]\n---\n")
        .unwrap();
    engine
        .set("2026-05-01.md", meeting("Send the contract").as_bytes())
        .unwrap();
    assert_eq!(tasks(&mut engine), ["Send the contract"]);
    engine.set("2026-05-01.md", meeting("Send both").as_bytes()).unwrap();
    engine.delete("People/Ada.md");
    assert_eq!(tasks(&mut engine), ["Send both"]);
}
