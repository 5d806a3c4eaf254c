//! Templates of a vault: the example of `docs/TEMPLATES.md`, and where a template is found.

#![allow(clippy::unwrap_used)]

mod common;

use relata::engine::{Engine, Options};
use relata::error::Code;
use relata::note::Day;

const DOCS: &str = include_str!("../docs/TEMPLATES.md");

fn block(language: &str) -> &'static str {
    let (_, rest) = DOCS.split_once(&format!("```{language}\n")).unwrap();
    rest.split_once("```\n").unwrap().0
}

#[test]
fn the_example_gives_what_the_page_says() {
    let mut engine = common::open(&common::root("tests/vaults/harbor"));
    let day = Day::parse("2026-10-01").unwrap();
    let rendered = engine.render("Fennimore Grain", Some(block("jinja")), day).unwrap();
    assert_eq!(rendered, block("markdown"));
}

#[test]
fn every_part_of_a_note_is_there_for_templates() {
    let mut engine = common::open(&common::root("tests/vaults/harbor"));
    let day = Day::parse("2026-10-01").unwrap();
    let whole = engine.render("Ostrand Lines", None, day).unwrap();
    for part in [
        "context",
        "facts",
        "topics",
        "status",
        "contacts",
        "opportunities",
        "blockers",
        "collaborators",
        "decisions",
        "related",
        "tasks",
    ] {
        let body = engine
            .render("Ostrand Lines", Some(&format!("{{{{ sections.{part} }}}}")), day)
            .unwrap();
        assert!(!body.is_empty() && whole.contains(&body), "{part}");
        assert!(DOCS.contains(&format!(".{part}`")), "{part} is documented");
    }
}

#[test]
fn the_schema_names_the_template_of_a_kind() {
    let open = |template: Option<&str>| {
        let mut engine = Engine::new(&Options {
            schema: Some("templates:\n  person: Templates/relata/person.md\n".to_owned()),
            ..Options::default()
        })
        .unwrap();
        engine
            .set("People/Ada Quill.md", b"---\ntype: person\n---\n# Ada Quill\n")
            .unwrap();
        engine
            .set("Customers/Crumb.md", b"---\ntype: customer\n---\n# Crumb\n")
            .unwrap();
        if let Some(text) = template {
            engine.set("Templates/relata/person.md", text.as_bytes()).unwrap();
        }
        engine
    };
    let day = Day::parse("2026-10-01").unwrap();
    let mut engine = open(Some("\u{feff}Dear {{ entity.name }}"));
    assert_eq!(engine.render("Ada Quill", None, day).unwrap(), "Dear Ada Quill");
    assert_eq!(engine.render("Ada Quill", Some("Other"), day).unwrap(), "Other");
    assert!(
        engine.render("Crumb", None, day).unwrap().contains("# Crumb"),
        "other kinds keep the built-in layout"
    );
    let error = open(None).render("Ada Quill", None, day).unwrap_err();
    assert_eq!(error.code, Code::InvalidTemplate);
    let error = open(Some("a\n{{ nothing }}"))
        .render("Ada Quill", None, day)
        .unwrap_err();
    assert!(
        error.message.starts_with("Templates/relata/person.md, line 2:") && error.message.contains("`nothing`"),
        "{error}"
    );
}
