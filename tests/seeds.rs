//! Real notes of the kind that Relata serves, kept outside the repository. Names stay out of this file.

#![allow(clippy::unwrap_used)]

mod common;

use relata::engine::{Engine, EntityQuery};
use relata::note::Day;
use relata::summary::{Summary, TouchRole};

fn summary_of_kind(engine: &mut Engine, kind: &str, as_of: Day) -> Summary {
    let query = EntityQuery {
        kind: Some(kind.to_owned()),
        ..EntityQuery::default()
    };
    let rows = engine.entities(&query, as_of).unwrap();
    let own = rows.iter().find_map(|row| row.path.clone()).unwrap();
    engine.summary(&own, as_of).unwrap().as_ref().clone()
}

#[test]
fn real_notes_give_the_answers_read_by_hand() {
    let folder = common::root("../shared/seeds");
    if !folder.exists() {
        println!("real notes: not on this machine, 0 compared");
        return;
    }
    let mut engine = common::open(&folder);
    assert_eq!(engine.len(), 3, "the three notes");
    let as_of = Day::parse("2025-10-06").unwrap();
    let day = |c: &Option<relata::summary::Contact>| c.as_ref().and_then(|c| c.date).map(|d| d.to_string());

    let customer = summary_of_kind(&mut engine, "customer", as_of);
    assert_eq!(day(&customer.last_contact).as_deref(), Some("2025-09-29"));
    assert_eq!(customer.last_contact.as_ref().unwrap().role, TouchRole::Via);
    assert_eq!(day(&customer.last_direct).as_deref(), Some("2025-09-15"));
    let roles: Vec<TouchRole> = customer.context.iter().map(|c| c.role).collect();
    assert_eq!(
        roles,
        [TouchRole::Via, TouchRole::Direct, TouchRole::Direct, TouchRole::Direct]
    );
    let of_meeting = customer
        .context
        .iter()
        .filter(|c| c.notes.iter().any(|n| &**n == "meeting-note.md"));
    assert_eq!(
        of_meeting.map(|c| c.notes.len()).collect::<Vec<_>>(),
        [2],
        "the note and its missing transcript"
    );
    assert!(
        !customer.contacts.is_empty() && !customer.decisions.items.is_empty() && !customer.blockers.items.is_empty()
    );
    let proposed = &customer.open_tasks.proposed;
    let mut read: Vec<(Option<&str>, &str)> = proposed
        .iter()
        .map(|t| (t.owners.first().map(String::as_str), t.priority))
        .collect();
    read.sort_unstable();
    assert_eq!(read.len(), 4);
    assert_eq!(read[0], (None, "none"));
    assert_eq!((read[2], read[3]), ((Some("Myself"), "high"), (Some("Myself"), "low")));
    assert!(
        proposed
            .iter()
            .all(|t| t.due.is_some_and(|d| d.to_string() == "2025-10-26"))
    );
    assert!(of_names(&customer).contains(&"Jürgen"), "the broken name is repaired");

    let person = summary_of_kind(&mut engine, "person", as_of);
    assert_eq!(person.context_total, 15);
    assert_eq!(person.rhythm.days_met.d90, 5);
    assert_eq!(format!("{:.1}", person.strength.score.unwrap()), "59.9");
    println!("real notes: 3 compared");
    assert!(
        engine.propose_schema().contains("Nothing to add"),
        "the default fits these notes"
    );
}

fn of_names(summary: &Summary) -> Vec<&str> {
    summary
        .context
        .iter()
        .flat_map(|c| &*c.participants)
        .map(|name| &**name)
        .collect()
}
