//! What a name means, and which are probably the same.

use relata::engine::{Engine, Options};
use relata::error::Code;

use super::{ACME, AS_OF, KIM, day, names, summary, texts, vault};

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
