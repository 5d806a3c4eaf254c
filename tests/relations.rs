//! Each rule of what is computed, on the smallest vault that would give another answer without it.
#![allow(clippy::unwrap_used)]

use relata::engine::{Engine, EntityQuery, Options};
use relata::error::Code;
use relata::note::Day;
use relata::summary::{GraphQuery, List, Summary};

const AS_OF: &str = "2026-06-30";

fn vault(notes: &[(&str, &str)]) -> Engine {
    with_schema("self: [Ada Berg]", notes)
}

fn with_schema(schema: &str, notes: &[(&str, &str)]) -> Engine {
    let mut engine = Engine::new(&Options {
        schema: Some(schema.to_owned()),
        ..Options::default()
    })
    .unwrap();
    for (path, content) in notes {
        engine.set(path, content.as_bytes()).unwrap();
    }
    engine
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn summary_on(engine: &mut Engine, name: &str, as_of: Day) -> Summary {
    engine.summary(name, as_of).unwrap().as_ref().clone()
}

fn summary(engine: &mut Engine, name: &str) -> Summary {
    engine.summary(name, day(AS_OF)).unwrap().as_ref().clone()
}

fn texts(list: &List) -> Vec<&str> {
    list.items.iter().map(|item| item.text.as_str()).collect()
}

fn days(summary: &Summary) -> Vec<String> {
    let day = |d: Option<Day>| d.map_or("undated".to_owned(), |d| d.to_string());
    summary.context.iter().map(|c| day(c.date)).collect()
}

fn names(engine: &mut Engine) -> Vec<String> {
    let query = EntityQuery {
        sort: Some("name".to_owned()),
        ..EntityQuery::default()
    };
    engine
        .entities(&query, day(AS_OF))
        .unwrap()
        .into_iter()
        .map(|row| row.name.to_string())
        .collect()
}

const ACME: (&str, &str) = ("Acme.md", "---\ntype: customer\n---\n# Acme\n");
const KIM: (&str, &str) = ("Kim Lund.md", "---\ntype: person\n---\n");

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
fn participants_with_qualifiers_make_an_organisation_direct() {
    let mut engine = vault(&[
        ACME,
        (
            "2026-01-01.md",
            "---\nparticipants: [\"Tom (Acme, last name unknown)\", \"Ada Berg\", \"Speaker 3\", \"Eve Holt (Unheard Ltd)\"]\n---\n",
        ),
    ]);
    let acme = summary(&mut engine, "Acme");
    assert_eq!(
        *acme.last_direct.unwrap().participants,
        ["Tom", "Ada Berg", "Eve Holt"].map(Into::into)
    );
    assert_eq!(acme.contacts.iter().map(|p| &*p.name).collect::<Vec<_>>(), ["Tom"]);
    let tom = summary(&mut engine, "Tom");
    assert!(tom.entity.incomplete);
    assert_eq!(tom.profile.company.unwrap().value, "Acme");
    assert_eq!(
        names(&mut engine),
        ["Acme", "Eve Holt", "Tom"],
        "placeholders and the owner are nobody"
    );
}

#[test]
fn incomplete_names_of_two_companies_are_two_people() {
    let mut engine = vault(&[
        ACME,
        ("Bolt.md", "---\ntype: customer\n---\n"),
        ("2026-01-01.md", "---\nattendees: Tom (Acme, last name unknown)\n---\n"),
        ("2026-01-02.md", "---\nattendees: Tom (Bolt, last name unknown)\n---\n"),
    ]);
    let error = engine.summary("Tom", day(AS_OF)).unwrap_err();
    assert_eq!(error.code, Code::AmbiguousName);
    assert_eq!(error.candidates, ["Tom (Acme)", "Tom (Bolt)"]);
    assert_eq!(days(&summary(&mut engine, "Tom (Bolt)")), ["2026-01-02"]);
}

#[test]
fn who_moved_belongs_to_each_company_in_its_time() {
    let mut engine = vault(&[
        ACME,
        ("Bolt.md", "---\ntype: customer\n---\n"),
        (
            "Kim Lund.md",
            "---\ntype: person\ncompany: Acme\nlast_contact: 2026-01-15\n---\n",
        ),
        ("2026-01-10.md", "---\nparticipants: [Kim Lund]\n---\none"),
        ("2026-03-10.md", "---\nparticipants: [Kim Lund (Bolt)]\n---\ntwo"),
        ("2026-04-10.md", "---\nparticipants: [Kim Lund]\n---\nthree"),
    ]);
    assert_eq!(days(&summary(&mut engine, "Acme")), ["2026-01-10"]);
    assert_eq!(days(&summary(&mut engine, "Bolt")), ["2026-04-10", "2026-03-10"]);
    let kim = summary(&mut engine, "Kim Lund");
    assert_eq!(kim.profile.company.unwrap().value, "Bolt");
    let company: Vec<_> = kim.conflicts.iter().filter(|c| c.field == "company").collect();
    assert_eq!(
        (company[0].stored.value.as_str(), company[0].found.value.as_str()),
        ("Acme", "Bolt")
    );
}

#[test]
fn a_mention_is_via_the_subject_and_never_direct() {
    let mut engine = vault(&[
        ACME,
        KIM,
        (
            "2026-01-01 - call.md",
            "---\naccount: Acme\n---\nWe spoke of [[Kim Lund]].\n",
        ),
        (
            "2026-01-02 - call.md",
            "---\naccount: Acme\n---\nKim Lund was praised; Kim Lundgren was not there.\n",
        ),
        (
            "2026-01-03 - call.md",
            "---\naccount: Acme\n---\nKim Lundgren and Kim.\n",
        ),
    ]);
    let kim = summary(&mut engine, "Kim Lund");
    assert_eq!(
        days(&kim),
        ["2026-01-02", "2026-01-01"],
        "whole names only, a first name alone is nobody"
    );
    assert!(kim.last_direct.is_none());
    assert_eq!(kim.last_via.unwrap().via.as_deref(), Some("Acme"));
}

#[test]
fn quotes_code_comments_open_tasks_and_embeds_are_no_mention() {
    let hidden = [
        "> [[Kim Lund]] said\n",
        "> Kim Lund said\n",
        "`[[Kim Lund]]`\n",
        "```\nKim Lund\n```\n",
        "%% Kim Lund %%\n",
        "<!-- [[Kim Lund]] -->\n",
        "- [ ] ask [[Kim Lund]]\n",
        "- [ ] ask Kim Lund\n",
        "- [?] ask Kim Lund\n",
        "![[Kim Lund]]\n",
        "$Kim Lund$\n",
        "https://e.com/Kim%20Lund\n",
    ];
    for text in hidden {
        let content = format!("---\naccount: Acme\n---\n{text}");
        let mut engine = vault(&[ACME, KIM, ("2026-01-01 - call.md", &content)]);
        assert_eq!(summary(&mut engine, "Kim Lund").context_total, 0, "{text}");
    }
    let mut engine = vault(&[
        ACME,
        KIM,
        (
            "2026-01-01 - call.md",
            "---\naccount: Acme\n---\n- [x] asked Kim Lund\n",
        ),
    ]);
    assert_eq!(
        summary(&mut engine, "Kim Lund").context_total,
        1,
        "what is done is text like any other"
    );
}

#[test]
fn names_are_found_composed_and_decomposed_and_the_longest_wins() {
    let mut engine = vault(&[
        ("Zoë Lund.md", "---\ntype: person\n---\n"),
        ("Zoë Lund Holding.md", "---\ntype: customer\n---\n"),
        ("2026-01-01.md", "Met Zoe\u{308} Lund today."),
        ("2026-01-02.md", "An offer of Zoë Lund Holding."),
    ]);
    assert_eq!(days(&summary(&mut engine, "Zoë Lund")), ["2026-01-01"]);
    assert_eq!(days(&summary(&mut engine, "Zoë Lund Holding")), ["2026-01-02"]);
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
    let lines: Vec<(&str, &str, Option<&str>)> = summary
        .context
        .iter()
        .map(|c| (c.role, &*c.summary, c.via.as_deref()))
        .collect();
    let expected = [
        ("direct", "The note speaks.", None),
        ("via", "They asked for a price.", Some("Kim Lund")),
        ("direct", "", None),
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
fn lists_come_from_the_own_note_first_and_repeats_collapse_onto_the_newest_wording() {
    let mut engine = vault(&[
        (
            "Acme.md",
            "---\ntype: customer\n---\n# Acme\n\n## Key Facts\n\n- Own fact.\n",
        ),
        (
            "2026-01-01.md",
            "---\naccount: Acme\n---\n## Decisions\n\n- ✅ Ship the first ten cranes to the north port.\n",
        ),
        (
            "2026-02-01.md",
            "---\naccount: Acme\n---\n## Key Decisions\n\n- Ship the first ten cranes to the north port!\n- Ship the first two cranes to the north port.\n\n## Key Information\n\n- New fact.\n",
        ),
        (
            "2026-03-01.md",
            "---\naccount: Other\n---\n[[Acme]]\n\n## Key Facts\n\n- A fact of a via contact.\n",
        ),
        (
            "2026-12-01.md",
            "---\naccount: Acme\n---\n## Decisions\n\n- Not yet decided.\n",
        ),
    ]);
    let acme = summary(&mut engine, "Acme");
    assert_eq!(texts(&acme.facts), ["Own fact.", "New fact."]);
    let decisions = &acme.decisions;
    assert_eq!(
        texts(decisions),
        [
            "Ship the first ten cranes to the north port!",
            "Ship the first two cranes to the north port."
        ]
    );
    let merged = &decisions.items[0];
    assert_eq!(
        (merged.count, merged.first, merged.last),
        (2, Some(day("2026-01-01")), Some(day("2026-02-01")))
    );
    let lines: Vec<u32> = merged.sources.iter().map(|s| s.line).collect();
    assert_eq!(lines, [6, 6]);
    assert_eq!(merged.sources[0].heading.as_deref(), Some("Key Decisions"));
}

#[test]
fn topics_are_split_at_commas_outside_brackets() {
    let mut engine = vault(&[(
        "Acme.md",
        "---\ntype: customer\n---\n## Topics\n\nPrice (list, net), Delivery\n",
    )]);
    assert_eq!(
        texts(&summary(&mut engine, "Acme").topics),
        ["Price (list, net)", "Delivery"]
    );
}

#[test]
fn open_loops_go_both_ways_and_proposed_work_stays_apart() {
    let tasks = "---\naccount: Acme\nparticipants: [Kim Lund (Acme)]\n---\n\
        - [ ] Send the quote @Myself 📅 2026-06-01 ⏫\n- [ ] Sign it @Kim Lund\n- [ ] Print it @Somebody Else\n- [ ] Nobody's @TBD\n\
        - [?] Perhaps dine @Ada Berg\n- [x] Done @Myself ✅ 2026-01-02\n- [-] Given up @Myself\n";
    let mut engine = vault(&[
        ACME,
        ("2026-05-01 a.md", tasks),
        (
            "2026-05-01 b.md",
            "---\naccount: Other\n---\n- [ ] Call [[Acme]] back [owner:: Ada Berg]\n- [ ] Unrelated @Myself\n",
        ),
    ]);
    let open = summary(&mut engine, "Acme").open_tasks;
    let texts = |tasks: &[relata::summary::OpenTask]| tasks.iter().map(|t| t.text.to_string()).collect::<Vec<_>>();
    assert_eq!(texts(&open.i_owe), ["Send the quote", "Call [[Acme]] back"]);
    assert!(open.i_owe[0].overdue && open.i_owe[0].priority == "high");
    assert_eq!(texts(&open.they_owe), ["Sign it"]);
    assert_eq!(texts(&open.others), ["Print it", "Nobody's"]);
    assert_eq!(texts(&open.proposed), ["Perhaps dine"]);
}

#[test]
fn a_stored_last_contact_that_is_behind_is_a_conflict() {
    let own = "---\ntype: customer\nlast_contact: 2026-01-01\n---\n# Acme\n";
    let mut engine = vault(&[("Acme.md", own), ("2026-02-02.md", "---\naccount: Acme\n---\n")]);
    let conflict = &summary(&mut engine, "Acme").conflicts[0];
    assert_eq!(
        (conflict.stored.value.as_str(), conflict.found.value.as_str()),
        ("2026-01-01", "2026-02-02")
    );
    assert_eq!(conflict.stored.source.line, 3);
}

#[test]
fn an_address_of_the_owner_is_the_owner() {
    let note = |title: &str| format!("---\ntype: person\ntitle: {title}\nemail: ada@north.example\n---\n");
    let firm = "---\ntype: customer\nemail: ada@north.example\n---\n";
    let call = "---\nparticipants: [ada@north.example, Kim Lund]\n---\n";
    for (schema, path, own) in [
        ("self: Ada Berg <ada@north.example>", "List.md", "Milk"),
        ("self: [Ada Berg, ada@north.example]", "List.md", "Milk"),
        ("self: [Ada Berg]", "Ada.md", &note("Ada Berg")),
        ("self: [Ada Berg]", "Ada Berg.md", &note("A. B.")),
        ("self: [Ada, ada@north.example]", "A. B.md", &note("A. B.")),
        ("self: [ada@north.example]", "A. B.md", &note("A. B.")),
    ] {
        let mut engine = with_schema(schema, &[(path, own), ("2026-01-01.md", call)]);
        assert_eq!(names(&mut engine), ["Kim Lund"], "{schema}, {path}");
        let room = summary(&mut engine, "Kim Lund").strength.explain[0].weight;
        assert!((room - 1.0).abs() < 1e-9, "two in the room");
    }
    let mut engine = with_schema("self: [Ada Berg]", &[("Firm.md", firm), ("2026-01-01.md", call)]);
    assert_eq!(names(&mut engine), ["Firm", "Kim Lund"]);
}

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

#[test]
fn an_unknown_name_gives_the_nearest_and_an_empty_vault_says_why() {
    let mut engine = vault(&[ACME, KIM]);
    let error = engine.summary("Kim Lnud", day(AS_OF)).unwrap_err();
    assert_eq!(
        (error.code, error.candidates),
        (Code::UnknownName, vec!["Kim Lund".to_owned()])
    );
    let error = engine.summary("Kim", day(AS_OF)).unwrap_err();
    assert_eq!(error.candidates, ["Kim Lund"]);
    let mut empty = vault(&[("a.md", "hello"), ("_templates/b.md", "---\ntype: person\n---\n")]);
    let error = empty.summary("Kim", day(AS_OF)).unwrap_err();
    assert_eq!(error.code, Code::EmptyVault);
    assert!(
        error.message.contains("1 note, 0 dated, 1 left out"),
        "{}",
        error.message
    );
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
    let weights: Vec<(&str, f64)> = explain.iter().map(|p| (p.role, p.weight)).collect();
    assert_eq!(weights, [("direct", 0.5), ("direct", 0.5), ("via", 0.0)]);
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

#[test]
fn a_brief_says_what_is_new_since_the_last_direct_contact_and_what_needs_care() {
    let mut engine = vault(&[
        ACME,
        (
            "Kim Lund.md",
            "---\ntype: person\nrole: Buyer\ncompany: Acme\n---\n## Blockers\n\n- ❌ No budget before July\n",
        ),
        (
            "2026-05-01.md",
            "---\nparticipants: [Kim Lund]\n---\n## Decisions\n\n- Wait for July\n\n## Action Items\n\n- [ ] Send the quote @Myself 📅 2026-05-20\n",
        ),
        (
            "2026-06-01.md",
            "---\ntype: customer\naccount: Bolt\n---\nKim Lund leaves Acme in autumn.\n",
        ),
    ]);
    let brief = engine.brief("Kim Lund", day(AS_OF)).unwrap();
    assert_eq!(brief.who, "Buyer, Acme");
    assert_eq!(
        brief.news.iter().map(|n| n.text.as_str()).collect::<Vec<_>>(),
        ["Kim Lund leaves Acme in autumn."]
    );
    let reasons: Vec<&str> = brief.careful.iter().map(|c| c.reason).collect();
    assert_eq!(reasons, ["overdue", "blocker"]);
    assert_eq!(
        brief.markdown,
        "# Kim Lund\n\nBuyer, Acme\n\n## Last\n\n- 2026-06-01: Kim Lund leaves Acme in autumn. (via Bolt) (2026-06-01.md)\n- 2026-05-01: Wait for July (2026-05-01.md)\n\n\
         ## I owe\n\n- Send the quote 📅 2026-05-20 (2026-05-01.md:10)\n\n## New since we last spoke\n\n\
         - 2026-06-01: Kim Lund leaves Acme in autumn. (2026-06-01.md)\n\n\
         ## Decided\n\n- Wait for July (2026-05-01.md:6)\n\n## Careful\n\n- overdue: Send the quote (due 2026-05-20) (2026-05-01.md:10)\n\
         - blocker: No budget before July (Kim Lund.md:8)\n"
    );
}

#[test]
fn probably_same_names_are_suggested_with_reasons_and_never_acted_on() {
    let notes = [
        ("Jan Menke.md", "---\ntype: person\nemail: jm@e.com\n---\n"),
        ("Janine Osei.md", "---\ntype: person\n---\n"),
        ("Acme Ltd.md", "---\ntype: customer\n---\n"),
        (
            "2026-01-01.md",
            "---\nparticipants: [Jan Menkes, J. Menke, \"Menke, Jan\", Janine (last name unknown), Jan, Jän Menke]\naccount: Acme\n---\n",
        ),
        (
            "2026-01-02.md",
            "---\nparticipants: [Robert Sand, Bob Sand, Rupert Sand]\n---\n",
        ),
    ];
    let mut engine = vault(&notes);
    let found = engine.suggestions();
    let pairs: Vec<(&str, &str, &str)> = found
        .iter()
        .map(|s| (s.keep.as_str(), s.alias.as_str(), s.reasons[0]))
        .collect();
    for expected in [
        ("Jan Menke", "Jän Menke", "accents"),
        ("Jan Menke", "J. Menke", "initial"),
        ("Jan Menke", "Jan Menkes", "spelling"),
        ("Robert Sand", "Bob Sand", "nickname"),
        ("Janine Osei", "Janine", "first-name"),
        ("Acme Ltd", "Acme", "suffix"),
    ] {
        assert!(pairs.contains(&expected), "{expected:?} in {pairs:?}");
    }
    assert!(
        !pairs
            .iter()
            .any(|(keep, alias, _)| keep.contains("Rupert") || alias.contains("Rupert")),
        "{pairs:?}"
    );
    assert!(
        names(&mut engine).contains(&"Bob Sand".to_owned()),
        "nothing is merged by itself"
    );

    let mut engine = Engine::new(&Options {
        names: Some("same:\n  - [Robert Sand, Bob Sand]\nnot-same:\n  - [Jan Menke, Jan Menkes]\n".to_owned()),
        ..Options::default()
    })
    .unwrap();
    for (path, content) in notes {
        engine.set(path, content.as_bytes()).unwrap();
    }
    assert_eq!(&*summary(&mut engine, "Bob Sand").entity.name, "Robert Sand");
    let refused = engine
        .suggestions()
        .into_iter()
        .any(|s| s.alias == "Jan Menkes" || s.alias == "Bob Sand");
    assert!(!refused, "what people have said is honoured");
}

#[test]
fn two_notes_of_one_person_speak_together() {
    let mut engine = Engine::new(&Options {
        names: Some("same:\n  - [Kim Lund, Kim Lunde]\n".to_owned()),
        ..Options::default()
    })
    .unwrap();
    engine
        .set("Kim Lund.md", b"---\ntype: person\n---\n## Key Facts\n\n- One.\n")
        .unwrap();
    engine
        .set(
            "Kim Lunde.md",
            b"---\ntype: person\nrole: Buyer\n---\n## Key Facts\n\n- Two.\n",
        )
        .unwrap();
    let kim = summary(&mut engine, "Kim Lunde");
    assert_eq!(
        (&*kim.entity.name, texts(&kim.facts)),
        ("Kim Lund", vec!["One.", "Two."])
    );
    assert_eq!(kim.profile.role.unwrap().value, "Buyer");
    assert_eq!(names(&mut engine), ["Kim Lund"]);
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
fn a_name_that_several_have_is_given_with_what_tells_it_apart() {
    let mut engine = vault(&[
        ("A/Kim Lund.md", "---\ntype: person\n---\n"),
        ("B/Kim Lund.md", "---\ntype: person\n---\n"),
    ]);
    let about = engine.about("B/Kim Lund.md");
    assert_eq!(about, ["B/Kim Lund.md"]);
    assert_eq!(
        summary(&mut engine, &about[0]).entity.path.as_deref(),
        Some("B/Kim Lund.md")
    );
}

#[test]
fn where_no_note_lists_topics_key_phrases_of_direct_interactions_are_topics() {
    let mut engine = vault(&[
        ACME,
        (
            "2026-01-01.md",
            "---\naccount: Acme\nparticipants: [Kim Lund]\n---\n# Call\n\nKim Lund asked about the floating crane and about delivery by rail.\n",
        ),
        (
            "2026-02-01.md",
            "---\naccount: Acme\n---\n# Call\n\nThe floating crane is late; the rail line is open.\n",
        ),
    ]);
    let topics = summary(&mut engine, "Acme").topics;
    assert_eq!(topics.items[0].text, "floating crane");
    assert_eq!((topics.items[0].count, topics.items[0].sources.len()), (2, 2));
    assert!(
        !texts(&topics).iter().any(|t| t.contains("Kim") || t.contains("Call")),
        "{:?}",
        texts(&topics)
    );
    engine
        .set("Acme.md", b"---\ntype: customer\n---\n## Topics\n\nCranes\n")
        .unwrap();
    assert_eq!(texts(&summary(&mut engine, "Acme").topics), ["Cranes"]);
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
