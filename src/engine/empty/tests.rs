use super::*;
use crate::engine::engine;

fn day() -> Day {
    Day::parse("2026-06-30").unwrap()
}

fn why(engine: &mut Engine, question: &Question) -> EmptyReason {
    engine.why_empty(question, day()).unwrap().unwrap()
}

#[test]
fn what_leaves_notes_out_is_told_apart() {
    let mut engine = engine(&[
        (".obsidian/app.json", r#"{"userIgnoreFilters": ["Old/"]}"#),
        ("_templates/Person.md", "---\ntype: person\n---\n"),
        ("_templates/Call.md", ""),
        ("Old/Kim.md", ""),
        (".trash/Kim.md", ""),
    ]);
    let reason = why(&mut engine, &Question::Entities(EntityQuery::default()));
    assert_eq!((reason.code, reason.counts.ignored), (EmptyCode::AllIgnored, 4));
    assert_eq!(
        reason.message,
        "all 4 notes are left out: 2 by `ignore` in the schema, 1 by the app’s excluded files, 1 in a folder whose name \
         begins with a dot"
    );
    let of = |path: &str| Question::About(OfPath { path: path.to_owned() });
    let reason = why(&mut engine, &of("Old/Kim.md"));
    assert_eq!(reason.code, EmptyCode::IgnoredNote);
    assert!(
        reason.message.ends_with("by the app’s excluded files"),
        "{}",
        reason.message
    );
    assert_eq!(why(&mut engine, &of("Kim.md")).code, EmptyCode::NoSuchNote);
}

#[test]
fn every_question_of_an_empty_vault_says_that_there_are_no_notes() {
    let mut engine = engine(&[]);
    for question in [
        Question::Entities(EntityQuery::default()),
        Question::Graph(GraphQuery::default()),
        Question::Tasks(Box::default()),
        Question::Suggestions,
    ] {
        assert_eq!(why(&mut engine, &question).code, EmptyCode::NoNotes, "{question:?}");
    }
    let error = engine.summary("Kim Lund", day()).unwrap_err();
    assert!(error.message.starts_with("there are no notes"), "{}", error.message);
}

#[test]
fn an_answer_that_is_not_empty_has_no_reason() {
    let call = "---\naccount: Acme\nparticipants: [Kim Lund, Jo Berg, Jo Bergh]\n---\n- [ ] Call\n";
    let mut engine = engine(&[("2026-06-01.md", call)]);
    for question in [
        Question::Entities(EntityQuery::default()),
        Question::Graph(GraphQuery::default()),
        Question::Tasks(Box::default()),
        Question::Suggestions,
        Question::Summary(OfName {
            name: "Acme".to_owned(),
        }),
        Question::About(OfPath {
            path: "2026-06-01.md".to_owned(),
        }),
    ] {
        assert_eq!(engine.why_empty(&question, day()).unwrap(), None, "{question:?}");
    }
}
