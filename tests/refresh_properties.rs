//! What holds for any note that is brought up to date: doing it twice is doing it once, what stands outside the lists that
//! are kept stays byte for byte, and every line that a person wrote survives, in its place among the others.

#![allow(clippy::unwrap_used, clippy::string_slice)]

use proptest::prelude::*;
use relata::engine::{Engine, Options};
use relata::note::{Day, parse};
use relata::render::Refreshed;

const PATH: &str = "People/Ada Quill.md";

/// Every line with this word is a person's: no note of the vault holds it.
const MINE: &str = "mine";

const NOTES: [(&str, &str); 4] = [
    (
        "Meetings/2026-09-01 - Tea.md",
        "---\nparticipants: [Ada Quill, Bo Lindt]\n---\n## Summary\n\nTea and tins at the mill.\n\n## Key Facts\n\n- Ada bakes at night.\n\
         - The mill has 3 stones.\n- *Stars*, 100%% <!-- sure\n\n## Decisions\n\n- Buy the blue tins.\n\n## Topics\n\nTins, Flour\n\n\
         ## Action Items\n\n- [ ] Order tins @Ada Quill 📅 2026-09-20\n- [x] Sweep the floor @Ada Quill 📅 2026-09-10\n- [x] Send notes\n",
    ),
    (
        "Meetings/2026-06-01 - Oven.md",
        "---\ntype: customer\naccount: Crumb\nparticipants: [Ada Quill]\n---\n## Summary\n\nThe oven.\n\n## Key Facts\n\n\
         - The oven is from 1921.\n\n## Blockers\n\n- No spare grate\n\n## Opportunities\n\n- A second oven\n",
    ),
    (
        "Meetings/2026-05-01 - Flour.md",
        "---\ntype: customer\naccount: Crumb\n---\n## Summary\n\nFlour, as Ada Quill orders it.\n",
    ),
    ("Customers/Crumb.md", "---\ntype: customer\n---\n# Crumb\n"),
];

const PROPERTIES: [&str; 9] = [
    "",
    "---\ntype: person\n---",
    "---\nlast_contact: '2026-01-02'  # mine\ntype: person\nmine: [1, 2]\n---",
    "---\n\"type\": \"person\"\nlast_contact:\ncreated: '2025-01-01'\n---",
    "---\ntype: person\nlast_contact: 2026-01-02\nbroken: \"mine\n---",
    "---\ntype: person\nlast_contact:\n  - 2026-01-02\n---",
    "---\ntype: person\nlast_contact: >\n  2026-01-02\n  mine\n---",
    "---\n{type: person, last_contact: 2026-01-02}\n---",
    "---\ntype: person\nlast_contact: 2026-01-02\n\nmine, never closed",
];

const BLOCKS: [&str; 60] = [
    "## Key Facts",
    "# key facts:",
    "### Recent Context",
    "## Recent Context ##",
    "## Topics",
    "Blockers\n--------",
    "## Key Decisions",
    "#### Open Tasks",
    "## Collaborators",
    "## Key Contacts",
    "## Related People",
    "## Opportunities",
    "## mine other",
    "## Related",
    "   ## Key Facts",
    "- mine",
    "* mine",
    "+ mine [[link]]",
    "1. mine",
    "12) mine",
    "\t- mine nested",
    "  mine continued",
    "-",
    "- ✅ mine",
    "- ❌ No spare grate",
    "- No spare grate",
    "- ✅ Buy the blue tins.",
    "- Ada bakes at night.",
    "- The oven is from 1921.",
    "- The oven is from 1921. mine ^id",
    "- [ ] mine task",
    "- [ ] Order tins @Ada Quill 📅 2026-09-20",
    "- [ ] Sweep the floor @Ada Quill 📅 2026-09-10",
    "- [x] mine done",
    "- 2026-09-01: [[2026-09-01 - Tea]] - Tea and tins at the mill.",
    "- 2026-06-01: [[2026-06-01 - Oven]] - The oven.",
    "- 2026-05-01: [[2026-05-01 - Flour]] - Flour, as Ada Quill orders it. (via Crumb)",
    "- 2026-06-01: [[2026-06-01 - Oven]] - mine",
    "- 2026-03-03: [[2026-03-03 - mine]] - gone",
    "* Aug 3rd, 2026 – [[2026-08-03 - mine]]: gone",
    "> - mine quoted",
    "> ## Key Facts",
    "```\n## Key Facts\n- mine in code\n```",
    "```",
    "~~~ mine",
    "%% mine",
    "%%",
    "<!-- mine",
    "-->",
    "<div>mine",
    "$$",
    "| Person | Role | Company |\n|--------|:-----|---|\n| mine | x | y |",
    "Name | mine\n--- | ---\nmine | \\|",
    "mine, Tins, a topic",
    "mine paragraph J√ºrgen donâ€™t",
    "🌷 mine\ttab",
    "    mine indented",
    "**Role**: mine",
    "---",
    "[^1]: mine",
];

fn note() -> impl Strategy<Value = String> {
    let block = prop_oneof![
        8 => prop::sample::select(BLOCKS.to_vec()),
        2 => Just(""),
        1 => Just(" \t"),
    ];
    let ends = prop::sample::select(vec!["\n", "\n", "\r\n", "\r"]);
    let blocks = prop::collection::vec(block, 0..24);
    let properties = prop::sample::select(PROPERTIES.to_vec());
    (properties, blocks, ends, any::<bool>(), any::<bool>()).prop_map(|(properties, blocks, end, mark, ended)| {
        let mut lines: Vec<&str> = Vec::new();
        lines.extend(Some(properties).filter(|p| !p.is_empty()));
        lines.extend(blocks);
        let text = lines.join("\n") + if ended { "\n" } else { "" };
        format!("{}{}", if mark { "\u{feff}" } else { "" }, text.replace('\n', end))
    })
}

const SCHEMAS: [&str; 3] = [
    "kinds:\n  person:\n    folders: [People]\n",
    "kinds:\n  person:\n    folders: [People]\nlimits:\n  facts: 1\n  context: 1\n  blockers: 0\n  decisions: 1\n",
    "kinds:\n  person:\n    folders: [People]\nrefresh:\n  sections: [context, facts, topics, tasks, collaborators, decisions, blockers]\n  \
     properties: [last_contact, last_direct]\n",
];

fn engine(schema: &str, note: &str) -> Engine {
    let mut engine = Engine::new(&Options {
        schema: Some(schema.to_owned()),
        ..Options::default()
    })
    .unwrap();
    for (path, text) in NOTES.into_iter().chain([(PATH, note)]) {
        engine.set(path, text.as_bytes()).unwrap();
    }
    engine
}

fn refresh(engine: &mut Engine, note: &str) -> Option<Refreshed> {
    let day = Day::parse("2026-10-01").unwrap();
    engine.refresh(PATH, Some(note.as_bytes()), day).ok()
}

fn lines(text: &str) -> Vec<&str> {
    let text = text.trim_start_matches('\u{feff}');
    text.split(['\n', '\r']).filter(|line| !line.is_empty()).collect()
}

/// Whether a line is the same, or a line of topics with more behind it.
fn same(old: &str, new: &str) -> bool {
    old == new
        || new
            .strip_prefix(old.trim_end())
            .is_some_and(|more| more.starts_with(", "))
}

/// Whether the first lines are all among the second, in the same order.
fn survive<'t>(mut old: impl Iterator<Item = &'t str>, new: &[&str]) -> Result<(), String> {
    let mut new = new.iter();
    old.try_for_each(|line| {
        let found = new.any(|other| same(line, other));
        found.then_some(()).ok_or_else(|| format!("lost: {line:?}"))
    })
}

/// Headings with the text up to the next one; those whose lists are not kept.
fn foreign(text: &str, schema: &str) -> Vec<String> {
    let schema = relata::relation::parse_schema(schema).unwrap();
    let note = parse(text.as_bytes());
    let mut known = Vec::new();
    let mut found = Vec::new();
    for (at, heading) in note.headings.iter().enumerate() {
        let end = note
            .headings
            .get(at + 1)
            .map_or(note.text.len(), |next| next.span.start as usize);
        let part = schema.part(note.slice(heading.text));
        if part.is_none_or(|part| known.contains(&part)) {
            found.push(note.text[heading.span.start as usize..end].to_owned());
        }
        known.extend(part);
    }
    found
}

fn holds(note: &str, schema: &str) -> Result<(), TestCaseError> {
    let mut engine = engine(schema, note);
    let Some(new) = refresh(&mut engine, note) else {
        return Ok(());
    };
    // Once more, whether the vault has been told of the new text or not.
    let again = refresh(&mut engine, &new.content).unwrap();
    prop_assert_eq!(
        (&again.content, again.edits.len()),
        (&new.content, 0),
        "the second time, vault as before"
    );
    engine.set(PATH, new.content.as_bytes()).unwrap();
    if let Some(again) = refresh(&mut engine, &new.content) {
        prop_assert_eq!(
            (&again.content, again.edits.len()),
            (&new.content, 0),
            "the second time"
        );
    }
    // An editor that counts in UTF-16 units gets the same text.
    let mut units: Vec<u16> = note.encode_utf16().collect();
    for edit in new.edits.iter().rev() {
        units.splice(edit.from as usize..edit.to as usize, edit.text.encode_utf16());
    }
    prop_assert_eq!(&String::from_utf16(&units).unwrap(), &new.content);
    // A person's lines survive in order, those of properties with the new day.
    let put_into = |line: &&str| line.contains("last_contact");
    let mine = lines(note)
        .into_iter()
        .filter(|line| line.contains(MINE) && !put_into(line));
    survive(mine, &lines(&new.content)).map_err(TestCaseError::fail)?;
    // What goes at all is said to go.
    let gone = new.changes.iter().filter(|change| change.kind == "removed").count();
    let changed = new.changes.iter().filter(|change| change.kind == "property").count();
    let (old_lines, new_lines) = (lines(note), lines(&new.content));
    let kept = old_lines
        .iter()
        .filter(|line| new_lines.iter().any(|new| same(line, new)) || put_into(line))
        .count();
    prop_assert!(
        kept + gone + changed >= old_lines.len(),
        "lines went without a word: {:?}",
        new.changes
    );
    if !schema.contains("refresh:") {
        prop_assert_eq!(
            foreign(note, schema),
            foreign(&new.content, schema),
            "other sections stay"
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn a_note_is_brought_up_to_date_without_harm(note in note(), schema in prop::sample::select(SCHEMAS.to_vec())) {
        holds(&note, schema)?;
    }

    #[test]
    fn any_text_is_left_unharmed(note in "(---\n)?(type: person\n)?(---\n)?([-#|>`%a-c1 :\\[\\]*✅\u{301}\r\n\t]|## Key Facts\n|## Topics\n|\n\n){0,60}") {
        holds(&note, SCHEMAS[0])?;
    }
}
