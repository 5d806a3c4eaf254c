//! What a note is, and of which day.

use super::{ACME, day, days, names, summary, vault, with_schema};

#[test]
fn a_note_with_a_kind_and_no_day_stands_for_an_entity() {
    let mut engine = vault(&[
        ("a.md", "---\ntype: account\ntitle: By Title\naliases: [BT]\n---\n"),
        ("b.md", "---\ntags: [type/people]\n---\n# By Heading\n"),
        ("By File.md", "---\ntype: project\n---\n"),
        ("Folders/By Folder/README.md", "---\ntype: partner\n---\n"),
        ("c.md", "---\ntype: recipe\n---\n"),
        ("d.md", "no properties"),
    ]);
    assert_eq!(names(&mut engine), ["By File", "By Folder", "By Heading", "By Title"]);
    let entity = summary(&mut engine, "bt").entity;
    assert_eq!(
        (&*entity.name, entity.kind.as_str(), entity.aliases),
        ("By Title", "customer", vec!["BT".to_owned()])
    );
}

#[test]
fn a_dated_folder_note_of_a_kind_is_an_entity_and_one_of_no_kind_an_index() {
    let mut engine = vault(&[
        ("Forums/Board/index.md", "---\ntype: forum\ndate: 2026-01-01\n---\n"),
        ("Forums/README.md", "---\ndate: 2026-01-02\n---\n[[Board]]\n"),
    ]);
    let board = summary(&mut engine, "Board");
    assert_eq!(board.context_total, 0, "an index makes no contact");
}

#[test]
fn the_day_comes_from_the_property_then_the_file_name_then_the_line() {
    let mut engine = vault(&[
        ACME,
        ("2026-01-01 - a.md", "---\naccount: Acme\ndate: 2026-02-02\n---\n"),
        ("2026-03-03_101010_b.md", "---\naccount: Acme\n---\n"),
        ("Apr 4th, 2026.md", "---\naccount: Acme\n---\n"),
        ("c.md", "**Account**: Acme\n**Date**: 2026-05-05\n"),
        (
            "d.md",
            "---\ntype: meeting\nparticipants: [Kim Lund]\naccount: Acme\n---\n",
        ),
    ]);
    let acme = summary(&mut engine, "Acme");
    assert_eq!(
        days(&acme),
        ["2026-05-05", "2026-04-04", "2026-03-03", "2026-02-02", "undated"]
    );
    assert_eq!(
        acme.last_contact.unwrap().date,
        Some(day("2026-05-05")),
        "an unknown day is never first"
    );
}

#[test]
fn a_kind_needs_only_configuration() {
    let schema = "kinds:\n  supplier:\n    nature: organisation\n  person:\n    folders: [Family/]\n";
    let mut engine = with_schema(
        schema,
        &[
            ("Bolt.md", "---\ntype: supplier\n---\n"),
            ("Family/Mia.md", "no properties at all"),
            (
                "2026-01-01.md",
                "---\nsupplier: Bolt\nparticipants: [Ann Oh (Bolt), Mia]\n---\n",
            ),
        ],
    );
    let bolt = summary(&mut engine, "Bolt");
    assert_eq!(
        (bolt.entity.kind.as_str(), days(&bolt)),
        ("supplier", vec!["2026-01-01".to_owned()])
    );
    assert_eq!(&*bolt.contacts[0].name, "Ann Oh");
    assert_eq!(
        summary(&mut engine, "Mia").entity.path.as_deref(),
        Some("Family/Mia.md")
    );
}
