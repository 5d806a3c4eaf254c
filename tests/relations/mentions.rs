//! Who is mentioned, and where nobody is.

use super::{ACME, KIM, days, summary, vault};

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
