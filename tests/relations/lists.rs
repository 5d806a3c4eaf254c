//! Facts, topics, tasks and conflicts of a summary, and the brief that is made of them.

use super::{ACME, AS_OF, day, summary, texts, vault};

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
    let texts = |tasks: &[std::sync::Arc<relata::summary::OpenTask>]| {
        tasks.iter().map(|t| t.text.to_string()).collect::<Vec<_>>()
    };
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
