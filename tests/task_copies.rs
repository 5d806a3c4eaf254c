//! What holds for any vault whose entity notes hold copies of tasks: bringing notes up to date twice is doing it once and takes no
//! tick away, settling leaves nothing to settle and touches open lines alone, and a list that names each task once leaves
//! none out.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use relata::engine::{Engine, Options, TaskEdit};
use relata::note::Day;
use relata::summary::FoundTask;
use relata::summary::query::TaskQuery;

/// Entity notes first, then meetings in the order of their days.
const NOTES: [(&str, &str); 5] = [
    (
        "People/Kim Lund.md",
        "---\ntype: person\n---\n# Kim Lund\n\n## Open Tasks\n\n",
    ),
    (
        "Customers/Acme.md",
        "---\ntype: customer\n---\n# Acme\n\n## Action Items\n\n",
    ),
    (
        "Meetings/2026-05-01 Call.md",
        "---\ntype: customer\naccount: Acme\nparticipants: [Kim Lund, Ada Berg]\n---\n## Action Items\n\n",
    ),
    (
        "Meetings/2026-06-01 Visit.md",
        "---\ntype: person\nparticipants: [Kim Lund, Ada Berg]\n---\n## Action Items\n\n",
    ),
    ("Garden.md", ""),
];

const TEXTS: [&str; 4] = [
    "Send the deck",
    "send the **deck**",
    "Call [[Kim Lund]]",
    "Water the ferns",
];
const OWNERS: [&str; 3] = ["", " @Ada Berg", " @Kim Lund"];
const FIELDS: [&str; 10] = [
    "",
    "",
    " 📅 2026-06-20",
    " 📅 2026-06-20",
    " 📅 2026-06-20 🔺",
    " 📅 2026-06-20 🔁 every week",
    " ➕ 2026-05-20",
    " 🆔 one",
    " #work ^mine",
    " 📅 2026-06-20 🏁 delete",
];
const BOXES: [(&str, &str); 8] = [
    ("[ ]", ""),
    ("[ ]", ""),
    ("[ ]", ""),
    ("[x]", ""),
    ("[x]", " ✅ 2026-05-10"),
    ("[-]", " ❌ 2026-06-10"),
    ("[/]", ""),
    ("[?]", ""),
];

fn line() -> impl Strategy<Value = String> {
    let parts = (
        select(&BOXES[..]),
        select(&TEXTS[..]),
        select(&OWNERS[..]),
        select(&FIELDS[..]),
    );
    parts.prop_map(|((mark, closed), text, owner, fields)| format!("- {mark} {text}{owner}{fields}{closed}"))
}

/// A vault as files, each a head and task lines.
fn files() -> impl Strategy<Value = Files> {
    let of_note = || prop::collection::vec(line(), 0..5);
    [of_note(), of_note(), of_note(), of_note(), of_note()].prop_map(|notes| {
        let texts = NOTES.iter().zip(notes);
        texts
            .map(|((path, head), lines)| {
                let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
                ((*path).to_owned(), format!("{head}{lines}"))
            })
            .collect()
    })
}

type Files = BTreeMap<String, String>;

fn today() -> Day {
    Day::parse("2026-06-30").unwrap()
}

fn engine(files: &Files) -> Engine {
    let options = Options {
        schema: Some("self: [Ada Berg]".to_owned()),
        ..Options::default()
    };
    let mut engine = Engine::new(&options).unwrap();
    for (path, text) in files {
        engine.set(path, text.as_bytes()).unwrap();
    }
    engine
}

/// Brings the notes of both entities up to date; no tick goes, and a second time nothing is left to do.
fn refresh(engine: &mut Engine, files: &mut Files) {
    for (path, _) in &NOTES[..2] {
        let refreshed = engine.refresh(path, None, today()).unwrap();
        let ticked = |text: &str| -> Vec<String> {
            let closed = text
                .lines()
                .filter(|line| line.starts_with("- [x]") || line.starts_with("- [-]"));
            closed.map(str::to_owned).collect()
        };
        assert_eq!(ticked(&refreshed.content), ticked(&files[*path]), "ticks of {path}");
        engine.set(path, refreshed.content.as_bytes()).unwrap();
        files.insert((*path).to_owned(), refreshed.content);
    }
    for (path, _) in &NOTES[..2] {
        let again = engine.refresh(path, None, today()).unwrap();
        assert_eq!(
            (again.edits.len(), &again.content),
            (0, &files[*path]),
            "{path} the second time"
        );
    }
}

/// Writes edits, of which no two are of one line.
fn write(engine: &mut Engine, files: &mut Files, edits: &[TaskEdit]) {
    let mut edits: Vec<&TaskEdit> = edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.line));
    for edit in edits {
        let mut lines: Vec<String> = files[&edit.path].lines().map(str::to_owned).collect();
        let at = edit.line as usize - 1;
        assert_eq!(lines[at], edit.before);
        lines.splice(at..=at, edit.after.iter().cloned());
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        engine.set(&edit.path, text.as_bytes()).unwrap();
        files.insert(edit.path.clone(), text);
    }
}

fn listed(engine: &mut Engine, copies: bool) -> Vec<FoundTask> {
    let query = TaskQuery {
        copies: Some(copies),
        ..TaskQuery::default()
    };
    engine.tasks(&query, today()).unwrap().tasks
}

fn place(task: &FoundTask) -> (String, u32) {
    (task.path.clone(), task.line)
}

fn ticked_copies(engine: &mut Engine) -> usize {
    let found = engine.diagnostics(None);
    found.iter().filter(|found| found.code == "task-done-in-copy").count()
}

/// Each task stands in the list once, and what is not there stands beside what it is a copy of, or is behind that.
fn check_list(engine: &mut Engine) {
    let (once, all) = (listed(engine, false), listed(engine, true));
    let places: Vec<_> = once.iter().map(place).collect();
    for task in &all {
        let original = task.copy_of.as_ref().map(|at| (at.path.to_string(), at.line));
        match original {
            None => assert!(places.contains(&place(task)), "{} is left out", task.markdown),
            Some(original) => {
                assert!(
                    !places.contains(&place(task)) && places.contains(&original),
                    "{}",
                    task.markdown
                );
                let original = once.iter().find(|task| place(task) == original).unwrap();
                let beside =
                    |copy: &&relata::summary::TaskCopy| (copy.source.path.to_string(), copy.source.line) == place(task);
                let copy = original.copies.iter().find(beside).unwrap();
                assert_eq!((copy.is_done, original.copy_of.is_none()), (task.task.is_done, true));
            }
        }
    }
}

proptest! {
    #[test]
    fn nothing_is_lost_and_nothing_is_done_twice(mut files in files()) {
        let mut engine = engine(&files);
        check_list(&mut engine);
        refresh(&mut engine, &mut files);
        check_list(&mut engine);
        let settled = engine.settle_tasks(today());
        prop_assert_eq!(settled.is_empty(), ticked_copies(&mut engine) == 0);
        for settled in &settled {
            prop_assert!(!settled.edit.before.contains("[x]") && !settled.edit.before.contains("[-]"));
            prop_assert!(NOTES[2..].iter().any(|(path, _)| *path == settled.edit.path));
        }
        let edits: Vec<TaskEdit> = settled.into_iter().map(|settled| settled.edit).collect();
        write(&mut engine, &mut files, &edits);
        prop_assert_eq!((engine.settle_tasks(today()), ticked_copies(&mut engine)), (Vec::new(), 0));
        refresh(&mut engine, &mut files);
    }

    #[test]
    fn toggling_says_the_same_everywhere(mut files in files(), which in any::<Index>()) {
        let mut engine = engine(&files);
        refresh(&mut engine, &mut files);
        let open: Vec<_> = listed(&mut engine, true).iter().filter(|task| !task.task.is_done && !task.task.proposed).map(place).collect();
        prop_assume!(!open.is_empty());
        let (path, line) = which.get(&open);
        let before = ticked_copies(&mut engine);
        let edits = engine.toggle_task(path, *line, Some("x"), today()).unwrap();
        prop_assert_eq!((&edits[0].path, edits[0].line), (path, *line));
        write(&mut engine, &mut files, &edits);
        prop_assert!(ticked_copies(&mut engine) <= before);
        refresh(&mut engine, &mut files);
        prop_assert!(ticked_copies(&mut engine) <= before);
    }
}
