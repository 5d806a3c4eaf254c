//! Drives the examples of `tests/spec/refresh.md`.

use relata::engine::{Engine, Options};
use relata::note::Day;

/// The other notes of the vault.
const NOTES: [(&str, &str); 5] = [
    (
        "Meetings/2026-09-01 - Tea.md",
        "---\ntype: person\nparticipants: [Ada Quill, Bo Lindt]\n---\n## Summary\n\nTea and [[Tins|tins]] at the mill.\n\n## Key Facts\n\n\
         - Ada bakes at night.\n- The mill has 3 stones.\n\n## Decisions\n\n- Buy the blue tins.\n\n## Topics\n\n- Tins\n- Flour prices\n\n\
         ## Action Items\n\n- [ ] Order tins @Ada Quill 📅 2026-09-20\n- [x] Sweep the floor @Ada Quill 📅 2026-09-10\n- [x] Send notes\n- [?] Paint the door @Ada Quill\n",
    ),
    (
        "Meetings/2026-06-01 - Oven.md",
        "---\ntype: customer\naccount: Crumb & Sons\nparticipants: [Ada Quill, \"Tom (last name unknown)\"]\n---\n## Summary\n\nThe oven.\n\n\
         ## Key Facts\n\n- The oven is from 1921.\n\n## Blockers\n\n- No spare grate\n",
    ),
    (
        "Meetings/2026-05-01 - Flour.md",
        "---\ntype: customer\naccount: Crumb & Sons\nparticipants: [Bo Lindt]\n---\n## Summary\n\nFlour, as Ada Quill orders it.\n",
    ),
    (
        "People/Bo Lindt.md",
        "---\ntype: person\ncompany: Crumb & Sons\nrole: Miller\n---\n# Bo Lindt\n",
    ),
    (
        "Customers/Crumb.md",
        "---\ntype: customer\ntitle: Crumb & Sons\n---\n# Crumb & Sons\n",
    ),
];

/// The note brought up to date on 2026-10-01, and what could not be done. Above a line `=====` stands the schema.
pub(super) fn read(bytes: &[u8]) -> String {
    let (schema, note) = match bytes.windows(6).position(|part| part == b"=====\n") {
        Some(at) => (std::str::from_utf8(&bytes[..at]).ok(), &bytes[at + 6..]),
        None => (None, bytes),
    };
    let mut engine = Engine::new(&Options {
        schema: schema.map(str::to_owned),
        ..Options::default()
    })
    .unwrap();
    for (path, content) in NOTES {
        engine.set(path, content.as_bytes()).unwrap();
    }
    let customer = std::str::from_utf8(note).is_ok_and(|text| text.contains("type: customer"));
    let path = if customer {
        "Customers/Crumb.md"
    } else {
        "People/Ada Quill.md"
    };
    engine.set(path, note).unwrap();
    let today = Day::parse("2026-10-01").unwrap();
    let new = engine.refresh(path, Some(note), today).unwrap();
    engine.set(path, new.content.as_bytes()).unwrap();
    let again = engine.refresh(path, Some(new.content.as_bytes()), today).unwrap();
    assert_eq!(
        (again.edits, again.content.as_str()),
        (Vec::new(), new.content.as_str()),
        "the second time"
    );
    let skipped = new.changes.iter().filter(|change| change.kind == "skipped");
    let skipped: String = skipped.map(|change| format!("\nskipped: {}", change.message)).collect();
    let text = new.content.strip_suffix('\n').unwrap_or(&new.content);
    format!("{text}{skipped}")
}
