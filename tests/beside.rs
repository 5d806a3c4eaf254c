//! What stands beside the strength: agreed cadence, longevity, two-way promises, breadth, marks; and how entities are listed.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use relata::engine::{Engine, EntityQuery, Options};
use relata::note::Day;
use relata::summary::Summary;

fn vault(schema: &str, notes: &[(&str, &str)]) -> Engine {
    let mut engine = Engine::new(&Options {
        schema: Some(schema.to_owned()),
        ..Options::default()
    })
    .unwrap();
    for (path, text) in notes {
        engine.set(path, text.as_bytes()).unwrap();
    }
    engine
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn summary(engine: &mut Engine, name: &str, as_of: &str) -> Summary {
    engine.summary(name, day(as_of)).unwrap().as_ref().clone()
}

fn listed(engine: &mut Engine, query: EntityQuery) -> Vec<String> {
    let rows = engine.entities(&query, day("2026-03-01")).unwrap();
    rows.into_iter().map(|row| row.name.to_string()).collect()
}

const KIM: (&str, &str) = (
    "Kim Lund.md",
    "---\ntype: person\ncadence: every 2 weeks\npinned: true\ntags: [vip/board]\n---\n",
);
const MET: [(&str, &str); 2] = [
    ("2026-01-01 - Start.md", "---\nparticipants: [Kim Lund]\n---\n"),
    (
        "2026-02-01 - Call.md",
        "---\nparticipants: [Kim Lund]\ninitiated_by: \"[[Kim Lund]]\"\n---\n",
    ),
];

#[test]
fn an_agreed_cadence_makes_overdue_whatever_the_rhythm_is() {
    let mut engine = vault("", &[KIM, MET[0], MET[1]]);
    let at = |engine: &mut Engine, as_of| {
        let rhythm = summary(engine, "Kim Lund", as_of).rhythm;
        (rhythm.cadence_days, rhythm.overdue_days, rhythm.state)
    };
    assert_eq!(at(&mut engine, "2026-02-15"), (Some(14), None, "unknown"));
    assert_eq!(at(&mut engine, "2026-03-01"), (Some(14), Some(14), "unknown"));
}

#[test]
fn a_cadence_that_is_not_understood_stays_in_the_profile_and_makes_nothing_overdue() {
    let mut engine = vault("", &[("A.md", "---\ntype: person\ncadence: when it fits\n---\n")]);
    let a = summary(&mut engine, "A", "2026-03-01");
    assert_eq!((a.rhythm.cadence_days, a.rhythm.overdue_days), (None, None));
    assert_eq!(a.profile.other["cadence"].value, "when it fits");
}

#[test]
fn longevity_runs_from_the_first_to_the_newest_direct_contact() {
    let mut engine = vault(
        "",
        &[
            KIM,
            MET[0],
            MET[1],
            ("2025-01-01.md", "---\naccount: Acme\n---\nKim Lund was named.\n"),
        ],
    );
    let longevity = summary(&mut engine, "Kim Lund", "2026-03-01").longevity.unwrap();
    assert_eq!((longevity.first, longevity.days), (day("2026-01-01"), 31));
    let before = summary(&mut engine, "Kim Lund", "2026-01-15").longevity.unwrap();
    assert_eq!(before.days, 0, "the past knows no later contact");
    assert_eq!(summary(&mut engine, "Kim Lund", "2025-06-01").longevity, None);
}

#[test]
fn who_started_a_contact_is_told_where_the_note_says_so() {
    let mut engine = vault("", &[KIM, MET[0], MET[1]]);
    let kim = summary(&mut engine, "Kim Lund", "2026-03-01");
    assert_eq!(kim.last_direct.unwrap().started_by.as_deref(), Some("Kim Lund"));
    assert_eq!(kim.context[1].started_by, None);
}

#[test]
fn both_sides_promising_is_two_way() {
    let mut engine = vault(
        "",
        &[
            KIM,
            (
                "2026-02-02.md",
                "---\nparticipants: [Kim Lund]\n---\n- [ ] Send plan @Myself\n- [ ] Reply @Kim Lund\n- [?] Maybe @Kim Lund\n",
            ),
        ],
    );
    let two_way = summary(&mut engine, "Kim Lund", "2026-03-01").two_way;
    assert_eq!((two_way.i_owe, two_way.they_owe, two_way.both), (1, 1, true));
}

#[test]
fn an_organisation_with_one_close_person_is_single_threaded() {
    let mut notes = vec![
        ("Acme.md", "---\ntype: customer\n---\n".to_owned()),
        ("Bo Ek.md", "---\ntype: person\ncompany: Acme\n---\n".to_owned()),
    ];
    let paths: Vec<String> = (0..8)
        .map(|week| format!("2026-01-{:02} - Weekly.md", 1 + week * 3))
        .collect();
    notes.extend(
        paths
            .iter()
            .map(|path| (path.as_str(), "---\nparticipants: [Ann Oh (Acme)]\n---\n".to_owned())),
    );
    let notes: Vec<(&str, &str)> = notes.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let mut engine = vault("", &notes);
    let breadth = summary(&mut engine, "Acme", "2026-01-25").breadth.unwrap();
    assert_eq!(
        (breadth.close, breadth.known, breadth.single_threaded),
        (vec!["Ann Oh".into()], 2, true)
    );
    let later = summary(&mut engine, "Acme", "2027-01-25").breadth.unwrap();
    assert_eq!((later.close.len(), later.single_threaded), (0, false));
    assert_eq!(
        summary(&mut engine, "Ann Oh", "2026-01-25").breadth,
        None,
        "people have none"
    );
}

#[test]
fn pinned_and_muted_are_told_and_change_no_figure() {
    let figures = |mark: &str| {
        let note = format!("---\ntype: person\n{mark}\n---\n");
        let mut engine = vault("", &[("Kim Lund.md", &note), MET[0]]);
        let kim = summary(&mut engine, "Kim Lund", "2026-03-01");
        (kim.entity.pinned, kim.entity.muted, kim.strength.score)
    };
    let plain = figures("x: y").2;
    assert_eq!(figures("pinned: true"), (true, false, plain));
    assert_eq!(figures("muted: true"), (false, true, plain));
}

const MAILS: &str = "domains:\n  Acme: [acme.example, \"@acme.test\"]\n";

#[test]
fn an_address_gives_the_company_when_the_schema_names_its_domain() {
    let notes = [
        ("Acme.md", "---\ntype: customer\n---\n"),
        ("Bo Ek.md", "---\ntype: person\nemail: bo@eu.acme.example\n---\n"),
        (
            "2026-01-01 - Mail.md",
            "---\nparticipants: [\"Ann Oh <ann@acme.test>\", \"Cy Day <cy@else.test>\"]\n---\n",
        ),
        ("2026-01-02 - Call.md", "---\nparticipants: [Bo Ek]\n---\n"),
    ];
    let mut engine = vault(MAILS, &notes);
    let acme = summary(&mut engine, "Acme", "2026-03-01");
    assert_eq!(&*acme.last_direct.unwrap().title, "2026-01-02 - Call");
    assert_eq!(acme.context_total, 2);
    let mut contacts: Vec<String> = acme.contacts.into_iter().map(|p| p.name.to_string()).collect();
    contacts.sort();
    assert_eq!(contacts, ["Ann Oh", "Bo Ek"]);
    let bo = summary(&mut engine, "Bo Ek", "2026-03-01").profile.company.unwrap();
    assert_eq!(
        (bo.value.as_str(), bo.source.line),
        ("Acme", 3),
        "the address is where it says so"
    );
    let mut silent = vault("", &notes);
    assert_eq!(
        summary(&mut silent, "Acme", "2026-03-01").context_total,
        0,
        "nothing is guessed"
    );
}

#[test]
fn the_table_is_filtered_by_company_and_tag_and_sorted_by_any_column() {
    let mut engine = vault(
        "",
        &[
            KIM,
            MET[0],
            MET[1],
            ("Acme.md", "---\ntype: customer\n---\n"),
            ("Bo Ek.md", "---\ntype: person\ncompany: Acme\n---\n#vip here\n"),
        ],
    );
    let company = Some("acme".to_owned());
    assert_eq!(
        listed(
            &mut engine,
            EntityQuery {
                company,
                sort: Some("name".into()),
                ..EntityQuery::default()
            }
        ),
        ["Acme", "Bo Ek"]
    );
    let tag = |tag: &str| EntityQuery {
        tag: Some(tag.to_owned()),
        sort: Some("name".into()),
        ..EntityQuery::default()
    };
    assert_eq!(listed(&mut engine, tag("#VIP")), ["Bo Ek", "Kim Lund"]);
    assert_eq!(listed(&mut engine, tag("vip/board")), ["Kim Lund"]);
    assert_eq!(listed(&mut engine, tag("vi")), Vec::<String>::new());
    for (sort, first) in [
        ("-overdueDays", "Kim Lund"),
        ("company", "Bo Ek"),
        ("-lastDirect", "Kim Lund"),
        ("state", "Acme"),
    ] {
        let sorted = listed(
            &mut engine,
            EntityQuery {
                sort: Some(sort.to_owned()),
                ..EntityQuery::default()
            },
        );
        assert_eq!(sorted[0], first, "{sort}");
    }
}

#[test]
fn related_are_those_listed_then_those_with_the_strongest_ties() {
    let mut engine = vault(
        "",
        &[
            (
                "Kim Lund.md",
                "---\ntype: person\n---\n## Related People\n- [[Zoe Ames]]\n",
            ),
            (
                "2026-02-28.md",
                "---\nparticipants: [Kim Lund, Bo Ek, Cy Day, Dee Fox, Eve Gil]\n---\none",
            ),
            ("2026-03-01.md", "---\nparticipants: [Kim Lund, Ann Oh]\n---\ntwo"),
            (
                "2026-03-02.md",
                "---\nparticipants: [Kim Lund, Hal Ives]\n---\nin the future",
            ),
        ],
    );
    let kim = summary(&mut engine, "Kim Lund", "2026-03-01");
    let related: Vec<(&str, f64)> = kim.related.iter().map(|p| (&*p.name, p.tie)).collect();
    assert_eq!(related[..2], [("Zoe Ames", 0.0), ("Ann Oh", 1.0)]);
    assert_eq!(
        related[2..].iter().map(|(name, _)| *name).collect::<Vec<_>>(),
        ["Bo Ek", "Cy Day", "Dee Fox", "Eve Gil"]
    );
    assert!(
        (related[2].1 - 0.25 * (-1.0_f64 / 90.0).exp2()).abs() < 1e-12,
        "a room of five says a quarter"
    );
}
