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

const PROPERTIES: [&str; 22] = [
    "",
    "---\ntype: person\n---",
    "---\nlast_contact: '2026-01-02'  # mine\ntype: person\nmine: [1, 2]\n---",
    "---\n\"type\": \"person\"\nlast_contact:\ncreated: '2025-01-01'\n---",
    "---\ntype: person\nlast_contact: 2026-01-02\nbroken: \"mine\n---",
    "---\ntype: person\nlast_contact:\n  - 2026-01-02\n---",
    "---\ntype: person\nlast_contact: >\n  2026-01-02\n  mine\n---",
    "---\n{type: person, last_contact: 2026-01-02}\n---",
    "---\ntype: person\nlast_contact: 2026-01-02\n\nmine, never closed",
    "---\ntype: person\nlast_contact: 2026-01-02T10:00:00Z # mine\n---",
    "---\nlast_contact: \"2026-01-02 10:00\"\nmine: 1\n---",
    "---\nlast_contact: &mine 2026-01-02\nother: *mine\n---",
    "---\nlast_contact: !!str 2026-01-02\nmine: 1\n---",
    "---\n? last_contact\n: 2026-01-02\nmine: 1\n---",
    "---\nlast_contact: 2026-01-01\nlast_contact: 2026-01-02\nmine: 1\n---",
    "---\nmine:\n  last_contact: 2026-01-02\nlast_contact:   '2026-01-02 '\n---",
    "---\nlast_contact: \"2026-01-\\\n  02\"\nmine: 1\n---",
    "---\nlast_contact: [[2026-01-02]]\nmine: 1\n---",
    "---\nlast_contact: ~ # mine\ntype: person\n---",
    "---\nlast_contact:   # mine\n\ntype: person\n---",
    "---\nlast_contact: 20260102\nLast_Contact: mine\n---",
    "---\ttype: person\n---",
];

const BLOCKS: [&str; 113] = [
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
    "- mine <!-- one",
    "mine --> two",
    "- mine %% three",
    "  mine %%",
    "- 100%% mine",
    "- `<!--` mine",
    "<!-- mine -->",
    "## Blockers <!-- mine",
    "  - mine deep",
    "      - mine deeper",
    "    1. mine",
    "3. mine",
    "1. mine\n1. mine",
    "9. mine\n8. mine",
    "999999999. mine",
    "1000000000. mine",
    "- mine\n\n- mine\n\n- mine",
    "- [ ] mine\n  - mine below",
    "- [ ] Sweep the floor @Ada Quill 📅 2026-09-10\n  mine below",
    "> [!note] mine\n> - mine",
    "> mine\nmine lazy",
    "- > mine",
    "mine\n===",
    "- mine\n===",
    "mine, topic\n---",
    "* * *",
    "- - mine",
    "- # mine",
    "| a | b |\n|---|\n| mine | x |",
    "- | Name | b |\n  |---|---|\n  | mine | x |",
    "| Name |\n|---|\n| mine |\nmine behind",
    "<details>\n<summary>mine</summary>",
    "</details>",
    "<pre>\n- mine\n\n- mine",
    "</pre>",
    "<script>\n## Topics",
    "[mine]: http://x 'y",
    "\\- mine",
    "&#45; mine",
    "^mine",
    "- mine ^mine",
    "mine\u{2028}- mine",
    "\u{a0}- mine",
    "\u{b}- mine",
    "\u{c}## Topics",
    " - mine",
    "   - mine",
    "-\tmine",
    "-     mine code",
    "- mine\n\n      mine code",
    "- ```\n  mine\n  ```",
    "- ```",
    "[^mine]: mine\n    - mine",
];

fn note() -> impl Strategy<Value = String> {
    let block = prop_oneof![
        8 => prop::sample::select(BLOCKS.to_vec()),
        2 => Just(""),
        1 => Just(" \t"),
    ];
    let ends = prop::sample::select(vec!["\n", "\n", "\r\n", "\r", MIXED]);
    let blocks = prop::collection::vec(block, 0..24);
    let properties = prop::sample::select(PROPERTIES.to_vec());
    (properties, blocks, ends, any::<bool>(), any::<bool>()).prop_map(|(properties, blocks, end, mark, ended)| {
        let mut lines: Vec<&str> = Vec::new();
        lines.extend(Some(properties).filter(|p| !p.is_empty()));
        lines.extend(blocks);
        let text = lines.join("\n") + if ended { "\n" } else { "" };
        let text = if end == MIXED {
            mixed(&text)
        } else {
            text.replace('\n', end)
        };
        format!("{}{text}", if mark { "\u{feff}" } else { "" })
    })
}

/// Line ends of all three kinds in one note.
const MIXED: &str = "mixed";

fn mixed(text: &str) -> String {
    let lines = text.split_inclusive('\n').enumerate();
    let ended = |(at, line): (usize, &str)| match (at * 7 + line.len()) % 5 {
        0 | 1 => line.replace('\n', "\r\n"),
        2 => line.replace('\n', "\r"),
        _ => line.to_owned(),
    };
    lines.map(ended).collect()
}

/// Items as the notes give them, and own ones.
const ITEMS: [&str; 22] = [
    "mine",
    "mine, too",
    "✅ mine",
    "**mine** [[link]]",
    "mine ^mine",
    "2026-03-03: [[2026-03-03 - mine]] - gone",
    "2026-09-01: [[2026-09-01 - Tea]] - Tea and tins at the mill.",
    "2026-06-01: [[2026-06-01 - Oven]] - The oven.",
    "2026-05-01: [[2026-05-01 - Flour]] - Flour, as Ada Quill orders it. (via Crumb)",
    "2026-06-01: [[2026-06-01 - Oven]] - mine",
    "Ada bakes at night.",
    "The mill has 3 stones.",
    "The oven is from 1921.",
    "✅ Buy the blue tins.",
    "Buy the blue tins.",
    "❌ No spare grate",
    "[ ] Order tins @Ada Quill 📅 2026-09-20",
    "[ ] Sweep the floor @Ada Quill 📅 2026-09-10",
    "[ ] mine 📅 2026-09-10",
    "[x] mine",
    "[[Bo Lindt]]",
    "[[Bo Lindt]] - mine",
];

const HEADINGS: [&str; 9] = [
    "Recent Context",
    "Key Facts",
    "Topics",
    "Blockers",
    "Key Decisions",
    "Open Tasks",
    "Collaborators",
    "Related People",
    "mine",
];

/// How a list is written: what stands before item number n, what between items, what below some of them.
#[derive(Debug, Clone)]
struct Style {
    marker: &'static str,
    counts_from: Option<usize>,
    gap: &'static str,
    loose: bool,
    /// Below the second of each three items.
    below: &'static str,
    /// Below the third.
    after: &'static str,
}

impl Style {
    fn list(&self, items: &[&str]) -> String {
        let item = |(nth, item): (usize, &&str)| {
            let number = self.counts_from.map(|first| (first + nth).to_string());
            let below = match nth % 3 {
                1 => self.below,
                2 => self.after,
                _ => "",
            };
            format!(
                "{}{}{}{item}\n{below}",
                number.unwrap_or_default(),
                self.marker,
                self.gap
            )
        };
        let lines: Vec<String> = items.iter().enumerate().map(item).collect();
        lines.join(if self.loose { "\n" } else { "" })
    }
}

fn style() -> impl Strategy<Value = Style> {
    let marker = prop::sample::select(vec![
        ("-", None),
        ("*", None),
        (".", Some(1)),
        (")", Some(7)),
        ("1.", None),
        (".", Some(999_999_997)),
        ("  -", None),
    ]);
    let gap = prop::sample::select(vec![" ", " ", "   ", "\t"]);
    let below = prop::sample::select(vec![
        ("", ""),
        ("", ""),
        ("      - mine below\n", ""),
        ("    mine goes on\n", "lazy mine\n"),
        ("   <!-- mine\n", "   mine -->\n"),
        ("   %% mine\n", "%%\n"),
        ("<!-- mine\n## Topics\n", "mine -->\n"),
        ("    ```\n    mine\n    ```\n", ""),
        ("\n    mine, apart\n", ""),
    ]);
    (marker, gap, any::<bool>(), below).prop_map(|((marker, counts_from), gap, loose, (below, after))| Style {
        marker,
        counts_from,
        gap,
        loose,
        below,
        after,
    })
}

/// A note of sections with a list each.
fn lists() -> impl Strategy<Value = String> {
    let items = prop::collection::vec(prop::sample::select(ITEMS.to_vec()), 0..8);
    let heading = prop::sample::select(HEADINGS.to_vec());
    let around = prop::sample::select(vec!["", "\n", "\n\n", "\n<!-- mine -->\n\n", "mine before\n\n"]);
    let behind = prop::sample::select(vec![
        "",
        "\n",
        "\nmine behind\n\n",
        "mine at once\n",
        "---\n",
        "===\n",
        "\n* * *\n",
    ]);
    let section = (heading, items, style(), around, behind).prop_map(|(heading, items, style, around, behind)| {
        format!("## {heading}\n{around}{}{behind}", style.list(&items))
    });
    let ends = prop::sample::select(vec!["\n", "\r\n", MIXED]);
    (prop::collection::vec(section, 1..5), ends, any::<bool>()).prop_map(|(sections, end, ended)| {
        let text = format!("---\ntype: person\n---\n{}", sections.concat());
        let text = if ended { text.as_str() } else { text.trim_end() };
        if end == MIXED {
            mixed(text)
        } else {
            text.replace('\n', end)
        }
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
    text.split(['\n', '\r'])
        .filter(|line| !line.trim().is_empty())
        .collect()
}

/// Lines with their ends, the last one left out where it has none.
fn ended_lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text.trim_start_matches('\u{feff}');
    while let Some(at) = rest.find(['\n', '\r']) {
        let length = at + if rest[at..].starts_with("\r\n") { 2 } else { 1 };
        lines.push(&rest[..length]);
        rest = &rest[length..];
    }
    lines
}

/// What stands between the marks of comments, code left aside.
fn comments(text: &str) -> Vec<String> {
    let note = parse(text.as_bytes());
    let mut comments = Vec::new();
    // A mark among the properties begins none.
    let body = note.frontmatter.as_ref().map_or(0, |f| f.span.end as usize);
    let mut rest = &note.text[body..];
    while let Some(start) = rest.find("<!--") {
        let Some(end) = rest[start + 4..].find("-->") else {
            break;
        };
        let end = start + 4 + end + 3;
        comments.push(rest[start..end].to_owned());
        rest = &rest[end..];
    }
    comments
}

/// Headings, and what is code, as CommonMark has them; but no heading by a single `-` below it, which is an item about to
/// be written.
fn common(text: &str) -> Vec<String> {
    use pulldown_cmark::{Event, Parser, Tag, TagEnd};
    let text = text.trim_start_matches('\u{feff}');
    let note = parse(text.as_bytes());
    let body = note.frontmatter.as_ref().map_or(0, |f| f.span.end as usize);
    // The properties end there in the text that was repaired, and nowhere in one that is broken.
    let text = note.text[body..].replace("\r\n", "\n").replace('\r', "\n");
    let (mut found, mut open) = (Vec::new(), false);
    for (event, range) in Parser::new(&text).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { .. })
                if text[range.clone()].lines().last().is_some_and(|l| l.trim() == "-") => {}
            Event::Start(Tag::Heading { .. } | Tag::CodeBlock(_)) => {
                open = true;
                found.push(String::new());
            }
            Event::End(TagEnd::Heading(_) | TagEnd::CodeBlock) => open = false,
            Event::Text(text) | Event::Code(text) if open => found.last_mut().unwrap().push_str(text.trim()),
            _ => {}
        }
    }
    found
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
    prop_assert!(
        new.content.matches(MINE).count() >= note.matches(MINE).count(),
        "a word went"
    );
    // Each with the end that it has.
    let is_kept = |line: &&&str| line.contains(MINE) && !put_into(&line.trim_end()) && !line.contains("topic");
    let (before, after) = (ended_lines(note), ended_lines(&new.content));
    let mine = before.iter().filter(is_kept).copied();
    survive(mine, &after).map_err(TestCaseError::fail)?;
    if !note.contains(['`', '~']) {
        // Marks that belong together here need not: one that nothing closes in its block is text.
        let after = comments(&new.content);
        let mut rest = after.iter();
        let gone = comments(note).into_iter().find(|mine| !rest.any(|other| other == mine));
        prop_assert_eq!(gone, None, "comments stay: {:?}", new.content);
    }
    // Headings and code of other programs stay too.
    let (old_blocks, new_blocks) = (common(note), common(&new.content));
    let mut rest = new_blocks.iter();
    let gone = old_blocks.iter().find(|block| !rest.any(|other| other == *block));
    // HTML ends elsewhere there, and comments and math are not known.
    if !["<", "%%", "$$"].iter().any(|mark| note.contains(mark)) {
        prop_assert_eq!(gone, None, "in CommonMark: {:?}", new.content);
    }
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
    // A heading inside a comment is none.
    if !schema.contains("refresh:") && !note.contains("<!--") && !note.contains("%%") {
        prop_assert_eq!(
            foreign(note, schema),
            foreign(&new.content, schema),
            "other sections stay"
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_note_is_brought_up_to_date_without_harm(note in note(), schema in prop::sample::select(SCHEMAS.to_vec())) {
        holds(&note, schema)?;
    }

    #[test]
    fn lists_are_brought_up_to_date_without_harm(note in lists(), schema in prop::sample::select(SCHEMAS.to_vec())) {
        holds(&note, schema)?;
    }

    #[test]
    fn any_text_is_left_unharmed(note in "(---\n)?(type: person\n)?(---\n)?([-#|>`%a-c1 :\\[\\]*✅\u{301}\r\n\t]|## Key Facts\n|## Topics\n|\n\n){0,60}") {
        holds(&note, SCHEMAS[0])?;
    }
}
