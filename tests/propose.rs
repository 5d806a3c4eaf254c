//! A schema proposed for an unknown vault: right about what it can know, readable, and safe to apply.

#![allow(clippy::unwrap_used, missing_docs)]

use proptest::prelude::*;
use relata::engine::{Engine, EntityQuery, Options};
use relata::note::Day;

fn vault(schema: Option<String>, notes: &[(String, String)]) -> Engine {
    let mut engine = Engine::new(&Options {
        schema,
        ..Options::default()
    })
    .unwrap();
    for (path, text) in notes {
        engine.set(path, text.as_bytes()).unwrap();
    }
    engine
}

fn note(path: &str, text: &str) -> (String, String) {
    (path.to_owned(), text.to_owned())
}

fn names(engine: &mut Engine) -> Vec<(String, String)> {
    let query = EntityQuery {
        sort: Some("name".to_owned()),
        ..EntityQuery::default()
    };
    let rows = engine.entities(&query, Day::parse("2026-06-30").unwrap()).unwrap();
    rows.into_iter().map(|row| (row.name.to_string(), row.kind)).collect()
}

/// A vault that says things in its own way: suppliers by type, people by folder, tasks under "Action points".
fn unknown() -> Vec<(String, String)> {
    let mut notes = vec![
        note("Suppliers/Bolt.md", "---\ntype: Supplier\n---\n## Risks\n- Late\n"),
        note("Suppliers/Nut.md", "---\ntype: Supplier\n---\n## Risks\n- Dear\n"),
        note("Contacts/Ann Oh.md", "Met at the fair.\n"),
        note("Contacts/Bo Ek.md", "Works at [[Bolt]].\n"),
        note("_forms/Meeting.md", "---\ntype: meeting\n---\n# {{title}}\n"),
    ];
    for day in 1..=6 {
        let (who, vendor) = if day % 2 == 0 {
            ("Ann Oh", "Bolt")
        } else {
            ("Bo Ek", "Nut")
        };
        notes.push(note(
            &format!("Log/2026-01-0{day}.md"),
            &format!("---\ntype: meeting\nvendor: \"[[{vendor}]]\"\nparticipants: [Ada Berg, {who}]\n---\n## Action points\n- [ ] Call\n"),
        ));
    }
    notes
}

#[test]
fn headings_and_types_may_be_german() {
    let mut notes = vec![
        note("Acme.md", "---\ntype: Kunde\n---\n"),
        note("Bolt.md", "---\ntype: Kunde\n---\n"),
    ];
    for day in 1..=2 {
        let text = "---\nkunde: Acme\n---\n## Entscheidungen\n- Pier\n## Nächste Schritte\n- [ ] Anrufen\n";
        notes.push(note(&format!("2026-01-0{day}.md"), text));
    }
    let proposal = vault(None, &notes).propose_schema();
    for line in [
        "  # 2 notes of type Kunde, by the word",
        "    nature: organisation",
        "  # \"Entscheidungen\" in 2 notes",
        "  # \"Nächste Schritte\" in 2 notes",
    ] {
        assert!(proposal.lines().any(|at| at == line), "{line}\n{proposal}");
    }
}

#[test]
fn what_notes_hold_is_proposed_with_its_reason() {
    let proposal = vault(None, &unknown()).propose_schema();
    let expected = "\
# A proposal for relata.yaml: review it, then save it at the root of the vault.
# 11 notes: 6 record something that happened, 0 stand for someone or something, as read so far.

# In 6 lists of participants; 6 lists name two people or more.
self: [Ada Berg]

kinds:
  # 2 notes without a type in Contacts/, 2 of them took part in something
  person:
    folders: [Contacts/]
  # 2 notes of type Supplier, by the word
  supplier:
    nature: organisation
    types: [Supplier]
    subject: [supplier, vendor]

sections:
  # \"Action points\" in 6 notes
  tasks: [action items, open tasks, next steps, Action points]
  # \"Risks\" in 2 notes
  blockers: [blockers, current blockers, Risks]

# Notes that a template plugin fills in.
ignore:
  - \"_forms/\" # 1
";
    assert_eq!(proposal, expected);
}

#[test]
fn an_accepted_proposal_is_read_and_nothing_more_is_proposed() {
    let proposal = vault(None, &unknown()).propose_schema();
    let mut engine = vault(Some(proposal), &unknown());
    let expected = [
        ("Ann Oh", "person"),
        ("Bo Ek", "person"),
        ("Bolt", "supplier"),
        ("Nut", "supplier"),
    ];
    assert_eq!(
        names(&mut engine),
        expected.map(|(name, kind)| (name.to_owned(), kind.to_owned()))
    );
    let bolt = engine.summary("Bolt", Day::parse("2026-06-30").unwrap()).unwrap();
    assert_eq!((bolt.context_total, bolt.blockers.total), (3, 1));
    let proposal = engine.propose_schema();
    let fits = proposal.ends_with("what is in force fits these notes.\n");
    assert!(fits, "{proposal}");
}

#[test]
fn a_vault_that_the_default_fits_needs_nothing() {
    let notes = [
        note("A.md", "---\ntype: person\n---\n"),
        note("B.md", "---\ntype: customer\n---\n## Key Facts\n- x\n"),
        note("2026-01-01.md", "---\naccount: B\nparticipants: [A]\n---\n"),
    ];
    assert!(vault(None, &notes).propose_schema().contains("Nothing to add"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Whatever stands in types, folders, headings and names, the proposal is a schema.
    #[test]
    fn every_proposal_is_a_schema(odd in "[\\PC\n\"'#:\\[\\]{}&*!|>%@`\\\\-]{0,12}", day in 1_u32..28) {
        let quoted = serde_json::to_string(&odd).unwrap();
        let folder = odd.replace(['/', '\\', '\0', '\n', '\r'], "");
        let mut notes = Vec::new();
        for n in 0..6 {
            notes.push(note(&format!("People {folder}/{n}.md"), &format!("---\ntype: {quoted}\n---\n## {odd}\n## Risks\n")));
            notes.push(note(&format!("{folder} team/{n}.md"), "no type\n{{title}}\n"));
            notes.push(note(&format!("Team/{folder} {n}.md"), "no type\n"));
            notes.push(note(&format!("2026-01-{day:02} {n}.md"), &format!("---\nparticipants: [{quoted}, B]\nwho: [[{n}]]\n---\n")));
        }
        let notes: Vec<_> = notes.into_iter().filter(|(path, _)| Engine::default().set(path, b"").is_ok()).collect();
        let proposal = vault(None, &notes).propose_schema();
        let read = Engine::new(&Options { schema: Some(proposal.clone()), ..Options::default() });
        prop_assert!(read.is_ok(), "{:?}\n{proposal}", read.err());
    }
}
