//! Strength, on any day, and ties.

use relata::error::Code;
use relata::summary::{GraphQuery, TouchRole};

use super::{ACME, AS_OF, KIM, day, summary, summary_on, vault};

#[test]
fn the_past_gives_the_past_answer_and_the_future_no_points() {
    let mut engine = vault(&[
        ACME,
        ("2026-01-01.md", "---\naccount: Acme\n---\none"),
        ("2026-06-01.md", "---\naccount: Acme\n---\ntwo"),
        ("2026-12-01.md", "---\naccount: Acme\n---\nthree"),
    ]);
    let now = summary(&mut engine, "Acme");
    assert_eq!((now.context_total, now.upcoming.len()), (2, 1));
    assert_eq!(now.strength.explain.len(), 2);
    let then = engine.summary("Acme", day("2026-03-01")).unwrap();
    assert_eq!((then.context_total, then.upcoming.len()), (1, 2));
    assert_eq!(then.upcoming[0].date, Some(day("2026-06-01")), "the soonest first");
}

/// Weekly, monthly, quarterly and yearly meetings for ever: the activity and scores that the formula states.
#[test]
fn strength_has_its_published_check_values() {
    for (gap, activity, after, before) in [
        (7, 19.05, 86.4, 85.8),
        (30, 4.85, 61.8, 56.2),
        (91, 1.98, 39.8, 24.7),
        (365, 1.06, 26.2, 2.1),
    ] {
        let last = day("2026-06-30");
        let mut engine = vault(&[ACME]);
        for back in 0..(3650 / gap) {
            let date = last.plus_days(-back * gap).unwrap();
            let content = format!("---\naccount: Acme\n---\nmeeting {back} of many");
            engine.set(&format!("{date} {back}.md"), content.as_bytes()).unwrap();
        }
        let strength = summary_on(&mut engine, "Acme", last).strength;
        assert!(
            (strength.activity - activity).abs() < 0.006,
            "{gap}: {}",
            strength.activity
        );
        assert!(
            (strength.score.unwrap() - after).abs() < 0.06,
            "{gap}: {:?}",
            strength.score
        );
        let next = last.plus_days(gap).unwrap();
        let score = engine.summary("Acme", next).unwrap().strength.score.unwrap();
        assert!((score - before).abs() < 0.06, "{gap}: {score}");
        let points: f64 = strength.explain.iter().map(|p| p.points).sum();
        assert!((points - strength.score.unwrap()).abs() < 1e-9, "the points add up");
    }
}

#[test]
fn one_day_weighs_at_most_one_and_the_heaviest_touch_first() {
    let mut engine = vault(&[
        ACME,
        KIM,
        (
            "2026-06-29 a.md",
            "---\nparticipants: [Kim Lund, Ada Berg]\n---\none thing",
        ),
        (
            "2026-06-29 b.md",
            "---\nparticipants: [Kim Lund, Ada Berg]\n---\nquite another subject",
        ),
        ("2026-06-29 c.md", "---\naccount: Acme\n---\n[[Kim Lund]]"),
    ]);
    let explain = summary(&mut engine, "Kim Lund").strength.explain;
    let weights: Vec<(TouchRole, f64)> = explain.iter().map(|p| (p.role, p.weight)).collect();
    let (direct, via) = (TouchRole::Direct, TouchRole::Via);
    assert_eq!(weights, [(direct, 0.5), (direct, 0.5), (via, 0.0)]);
}

#[test]
fn crowds_mails_vias_and_mentions_weigh_less() {
    let weight = |content: &str| {
        let mut engine = vault(&[ACME, KIM, ("2026-06-29 a.md", content)]);
        summary(&mut engine, "Kim Lund").strength.explain[0].weight
    };
    assert_eq!(weight("---\nparticipants: [Kim Lund, Ada Berg]\n---\n"), 1.0);
    assert_eq!(
        weight("---\nparticipants: [Kim Lund]\n---\n"),
        1.0,
        "the owner is in the room"
    );
    assert_eq!(
        weight("---\nparticipants: [Kim Lund, Bo Ek, Cy Orr, Di Ray]\n---\n"),
        0.5,
        "five in the room"
    );
    assert_eq!(weight("---\nparticipants: [Kim Lund]\nsource: email\n---\n"), 0.5);
    assert_eq!(weight("---\naccount: Acme\n---\n[[Kim Lund]]"), 0.25);
    assert_eq!(weight("saw [[Kim Lund]]"), 0.25);
}

#[test]
fn edges_are_proved_by_what_both_took_part_in() {
    let mut engine = vault(&[
        ACME,
        KIM,
        (
            "2026-06-30.md",
            "---\nparticipants: [Kim Lund, Bo Ek, Ada Berg]\n---\none",
        ),
        (
            "2026-04-01.md",
            "---\nparticipants: [Kim Lund, Bo Ek]\naccount: Acme\n---\ntwo",
        ),
        (
            "2026-03-01.md",
            "---\naccount: Acme\n---\n[[Kim Lund]] is no part of this",
        ),
    ]);
    let graph = engine.graph(&GraphQuery::default(), day(AS_OF)).unwrap();
    let name = |id: u32| &*graph.nodes.iter().find(|n| n.id == id).unwrap().name;
    let edges: Vec<(&str, &str, f64, usize)> = graph
        .edges
        .iter()
        .map(|e| (name(e.source), name(e.target), e.strength, e.interactions.len()))
        .collect();
    // Three in the room each time, the owner included; ninety days halve.
    let expected = [
        ("Acme", "Kim Lund", 0.25, 1),
        ("Acme", "Bo Ek", 0.25, 1),
        ("Kim Lund", "Bo Ek", 0.75, 2),
    ];
    assert_eq!(edges, expected);
    let query = |around: &str, depth| GraphQuery {
        around: Some(around.to_owned()),
        depth,
        min_strength: Some(0.5),
        ..GraphQuery::default()
    };
    let near = engine.graph(&query("Bo Ek", None), day(AS_OF)).unwrap();
    assert_eq!((near.nodes.len(), near.edges.len()), (2, 1));
    assert_eq!(
        engine.graph(&query("Nobody", None), day(AS_OF)).unwrap_err().code,
        Code::UnknownName
    );
}
