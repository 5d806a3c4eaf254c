//! What an interaction is filed under, which notes are one, and what it says in one line.

use relata::summary::TouchRole;

use super::{ACME, KIM, days, summary, vault};

#[test]
fn the_subject_is_the_field_then_the_line_then_the_folder() {
    let mut engine = vault(&[
        ("Customers/Acme/README.md", "---\ntype: customer\n---\n"),
        ("Customers/Other.md", "---\ntype: customer\n---\n"),
        (
            "2026-01-01 field.md",
            "---\ntype: customer\naccount: \"[[Other]]\"\n---\n**Account**: Nobody Known\n",
        ),
        (
            "2026-01-02 line.md",
            "---\ntype: customer\naccount: \"\"\n---\n**Account**: [[Acme]]\n",
        ),
        (
            "2026-01-03 empty.md",
            "---\ntype: customer\naccount: \"\"\n---\n**Account**: [[]]\n",
        ),
        ("Customers/Acme/calls/2026-01-04 folder.md", "hello"),
    ]);
    assert_eq!(days(&summary(&mut engine, "Acme")), ["2026-01-04", "2026-01-02"]);
    assert_eq!(days(&summary(&mut engine, "Other")), ["2026-01-01"]);
}

#[test]
fn notes_of_one_interaction_count_once_and_are_all_listed() {
    let body = "The crane at berth four was repaired and the port asked for a new quote before May.";
    let same_source = "---\naccount: Acme\nsource_ref: /x/2026-01-01 talk.md\n---\n";
    let mut engine = vault(&[
        ACME,
        ("2026-01-01 a.md", &format!("{same_source}one")),
        ("2026-01-01 b.md", &format!("{same_source}two")),
        (
            "2026-01-01 c.md",
            "---\naccount: Acme\n---\nthree\n\n*Source: [[2026-01-01 talk]]*",
        ),
        ("2026-02-02 d.md", &format!("---\naccount: Acme\n---\n{body}")),
        (
            "2026-02-02 e.md",
            &format!("---\naccount: Acme\n---\n{}", body.replace("repaired", "mended")),
        ),
        (
            "2026-02-02 f.md",
            "---\naccount: Acme\n---\nSomething else was said in the afternoon.",
        ),
    ]);
    let acme = summary(&mut engine, "Acme");
    let counts: Vec<usize> = acme.context.iter().map(|c| c.notes.len()).collect();
    assert_eq!(
        (days(&acme), counts),
        (
            vec!["2026-02-02".into(), "2026-02-02".into(), "2026-01-01".into()],
            vec![2, 1, 3]
        )
    );
}

#[test]
fn a_context_line_speaks_for_a_note_that_is_not_there() {
    let acme = "---\ntype: customer\n---\n# Acme\n\n## Recent Context\n\n- 2026-02-01: [[2026-02-01 - here]] - copy\n\
        - 2026-01-01: [[2026-01-01 - gone]] - They asked for a price. (via Kim Lund)\n- 2025-12-01: [[2025-12-01 - old]]\n";
    let mut engine = vault(&[
        ("Acme.md", acme),
        ("2026-02-01 - here.md", "---\naccount: Acme\n---\nThe note speaks."),
    ]);
    let summary = summary(&mut engine, "Acme");
    let lines: Vec<(TouchRole, &str, Option<&str>)> = summary
        .context
        .iter()
        .map(|c| (c.role, &*c.summary, c.via.as_deref()))
        .collect();
    let expected = [
        (TouchRole::Direct, "The note speaks.", None),
        (TouchRole::Via, "They asked for a price.", Some("Kim Lund")),
        (TouchRole::Direct, "", None),
    ];
    assert_eq!(lines, expected);
    assert_eq!(*summary.context[1].notes, ["2026-01-01 - gone".into()]);
}

#[test]
fn the_one_line_summary_has_a_hundred_characters_never_cut_inside_one() {
    let family = "👨‍👩‍👧";
    let text = format!("{}{family}{family} and more", "x".repeat(99));
    let content = format!("---\naccount: Acme\n---\n# Title\n\n**Attendees**: nobody\n\n## Summary\n\n{text}\n");
    let mut engine = vault(&[ACME, ("2026-01-01.md", &content)]);
    let contact = summary(&mut engine, "Acme").last_contact.unwrap();
    assert_eq!(&*contact.summary, format!("{}{family}...", "x".repeat(99)));
    assert_eq!(&*contact.title, "Title");
}

#[test]
fn a_note_is_about_its_entity_or_its_subject_and_who_took_part() {
    let mut engine = vault(&[
        ACME,
        KIM,
        (
            "Call.md",
            "---\ntype: customer\naccount: Acme\ndate: 2026-01-02\nparticipants: [Ada Berg, Kim Lund, Jo]\n---\n",
        ),
        ("List.md", "Milk\n"),
    ]);
    assert_eq!(engine.about("Acme.md"), ["Acme"], "an entity's own note");
    assert_eq!(engine.about("Call.md"), ["Acme", "Kim Lund", "Jo"], "without the owner");
    assert!(engine.about("List.md").is_empty());
    assert!(engine.about("No such note.md").is_empty());
}

#[test]
fn a_change_says_what_it_touched() {
    let mut engine = vault(&[ACME, KIM]);
    let change = engine
        .set("2026-01-01.md", b"---\naccount: Acme\nparticipants: [Kim Lund]\n---\n")
        .unwrap();
    assert_eq!(
        (change.notes, change.entities),
        (
            vec!["2026-01-01.md".to_owned()],
            vec!["Acme".to_owned(), "Kim Lund".to_owned()]
        )
    );
    let moved = engine.rename("2026-01-01.md", "2026-01-02.md").unwrap();
    assert_eq!(moved.notes, ["2026-01-01.md", "2026-01-02.md"]);
    assert_eq!(days(&summary(&mut engine, "Acme")), ["2026-01-02"]);
    assert_eq!(engine.delete("2026-01-02.md").entities, ["Acme", "Kim Lund"]);
    assert_eq!(summary(&mut engine, "Acme").context_total, 0);
    assert_eq!(engine.delete("2026-01-02.md").notes, [""; 0]);
}
