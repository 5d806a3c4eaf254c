//! Queries over a few tasks, read as the plugin's documentation states them.

use super::*;
use crate::note::task::{ParseOptions, parse};

const TASKS: [(&str, &str, Option<&str>, &str); 12] = [
    (
        "Work/Plan.md",
        "a",
        Some("Q3"),
        "- [ ] a call the bank @Dana Ruiz 📅 2025-06-09 ⏫ #home",
    ),
    (
        "Work/Plan.md",
        "b",
        Some("Q3"),
        "- [ ] b send the offer @Me 📅 2025-06-10 🔺 #sales/big",
    ),
    ("Work/Plan.md", "c", None, "- [/] c draft 🛫 2025-06-20 🆔 c1"),
    ("Work/Done.md", "d", None, "- [x] d paid ✅ 2025-06-02"),
    ("Work/Done.md", "e", None, "- [-] e dropped ❌ 2025-06-03"),
    (
        "Home.md",
        "f",
        Some("Garden 2"),
        "- [ ] f water 🔁 every sunday ⏳ 2025-06-15 ⛔ c1",
    ),
    ("Home.md", "g", Some("Garden 10"), "- [?] g paint @Bo Lind #home"),
    ("Home.md", "h", None, "    - [ ] h buy brush 📅 2025-02-30"),
    ("Home.md", "i", None, "> - [ ] i fence (due:: 2025-07-01) 🔽"),
    ("Work/Sub/X 2.md", "j", None, "- [ ] j one"),
    ("Work/Sub/X 10.md", "k", None, "- [ ] k two 📅 2025-06-30 #home"),
    ("Work/Sub/X 10.md", "l", None, "- [ ] l waits ⛔ zz 📅 2025-06-30"),
];

/// What a vault knows: Dana Ruiz works at Fallow, and `b` is about Acme.
fn concerns(at: &QueryTask<'_>) -> Concerns {
    let text = &at.task.text;
    let owner = |owner: &crate::note::task::Owner| OwnerEntity {
        name: owner.name.clone(),
        entity: Some(owner.name.to_uppercase()),
        is_self: false,
        company: (owner.name == "Dana Ruiz").then(|| "Fallow".to_owned()),
    };
    Concerns {
        owners: at.task.owners.iter().map(owner).collect(),
        entities: if text.starts_with('b') {
            vec!["Acme".to_owned()]
        } else {
            Vec::new()
        },
    }
}

fn run_as(read: impl FnOnce(&QueryContext<'_>) -> Result<Query, QueryError>) -> Result<QueryResult, QueryError> {
    let tasks: Vec<Task> = TASKS
        .iter()
        .map(|(.., line)| parse(line, &ParseOptions::default()).unwrap())
        .collect();
    let known = TASKS.map(|_| OnceCell::new());
    let all: Vec<QueryTask<'_>> = tasks
        .iter()
        .zip(&known)
        .zip(TASKS)
        .map(|((task, concerns), (path, _, heading, _))| QueryTask {
            task,
            path,
            heading,
            line: 1,
            concerns,
        })
        .collect();
    let context = QueryContext {
        today: Day::parse("2025-06-10").unwrap(),
        path: Some("Work/Plan.md"),
        global_filter: "",
        global_query: "",
        presets: None,
    };
    read(&context).map(|query| query.run_with(&all, &concerns, None))
}

fn run(text: &str) -> QueryResult {
    run_as(|context| Query::parse(text, context)).unwrap()
}

fn names(tasks: &[usize]) -> String {
    tasks.iter().map(|index| TASKS[*index].1).collect()
}

/// The tasks that a filter finds, in the order of their names.
fn found(filter: &str) -> String {
    let mut tasks: Vec<usize> = run(filter).groups.into_iter().flat_map(|group| group.tasks).collect();
    tasks.sort_unstable();
    names(&tasks)
}

/// The tasks in the order of a query.
fn order(text: &str) -> String {
    let groups = run(text).groups;
    groups.iter().map(|group| names(&group.tasks)).collect()
}

/// The headings with their tasks.
fn groups(text: &str) -> Vec<(String, String)> {
    let groups = run(text).groups;
    groups
        .iter()
        .map(|group| (group.headings.join(" / "), names(&group.tasks)))
        .collect()
}

fn error(text: &str) -> (String, u32) {
    let error = run_as(|context| Query::parse(text, context)).unwrap_err();
    (error.message, error.line)
}

#[test]
fn filters_by_status() {
    assert_eq!(found("done"), "de");
    assert_eq!(found("NOT DONE\nstatus.type is not in_progress"), "abfghijkl");
    assert_eq!(found("status.name includes progress"), "c");
    assert_eq!(found("is proposed"), "g");
}

#[test]
fn filters_by_date() {
    assert_eq!(found("due before today"), "a");
    assert_eq!(found("due on or before tomorrow"), "ab");
    assert_eq!(found("due 2025-06-10"), "b");
    assert_eq!(found("due this month"), "abkl");
    assert_eq!(found("due in 3 weeks"), "i");
    assert_eq!(found("due after 2025-W26"), "ikl");
    assert_eq!(found("has due date"), "abhikl");
    assert_eq!(found("due date is invalid"), "h");
    assert_eq!(found("done after 2025-06-01"), "d");
    assert_eq!(found("cancelled in this month"), "e");
    assert_eq!(found("happens on 2025-06-20 2025-06-30"), "ckl");
}

#[test]
fn a_missing_start_date_is_no_hindrance() {
    assert_eq!(found("starts before tomorrow\nnot done"), "abfghijkl");
    assert_eq!(found("(starts after today) AND (has start date)"), "c");
}

#[test]
fn filters_by_text() {
    assert_eq!(found("description includes THE"), "ab");
    assert_eq!(found("description does not include e\nnot done"), "chl");
    assert_eq!(found("description regex matches /^[a-c] /"), "abc");
    assert_eq!(found("path includes work/sub"), "jkl");
    assert_eq!(found("root includes /\nfolder does not include work"), "fghi");
    assert_eq!(found("filename includes {{query.file.filename}}"), "abc");
    assert_eq!(found("heading includes garden"), "fg");
    assert_eq!(found("heading does not include q\npath includes plan"), "c");
    assert_eq!(found("tags include #home"), "agk");
    assert_eq!(found("tag includes sales"), "b");
    assert_eq!(found("tags do not include home\nhas tags"), "b");
    assert_eq!(found("recurrence includes week on sunday"), "f");
    assert_eq!(found("id includes c"), "c");
}

#[test]
fn filters_by_other_properties() {
    assert_eq!(found("priority is above none"), "ab");
    assert_eq!(found("priority is not none"), "abi");
    assert_eq!(found("priority low"), "i");
    assert_eq!(found("is recurring"), "f");
    assert_eq!(found("is blocked"), "f");
    assert_eq!(found("is blocking"), "c");
    assert_eq!(found("exclude sub-items\npath includes home"), "fgi");
    assert_eq!(found("owner is dana ruiz"), "a");
    assert_eq!(found("owner includes bo"), "g");
    assert_eq!(found("owner is me"), "b");
    assert_eq!(found("has owner"), "abg");
    assert_eq!(found("entity is acme"), "b");
}

#[test]
fn combines_filters() {
    assert_eq!(found("(due today) OR (tags include #home)"), "abgk");
    assert_eq!(found("(tags include #home) AND NOT (has due date)"), "g");
    assert_eq!(found("(has due date) XOR (tags include #home)"), "bghil");
    assert_eq!(found("(due today) OR (has owner) AND (tags include #home)"), "abg");
    assert_eq!(found("NOT ( (done) OR (no due date) )"), "abhikl");
    assert_eq!(found("[description includes (due] OR [due today]"), "b");
    assert_eq!(found("\"due today\" OR \"done\""), "bde");
    assert_eq!(found("(due today) \\\n OR (done)"), "bde");
}

#[test]
fn sorts() {
    assert_eq!(order("path includes work/plan"), "cba");
    assert_eq!(order("has due date\nsort by due"), "habkli");
    assert_eq!(order("has due date\nsort by due reverse"), "iklbah");
    assert_eq!(order("path includes sub\nsort by filename"), "jkl");
    assert_eq!(order("heading includes garden\nsort by heading"), "fg");
    assert_eq!(order("has tags\nsort by tag\nsort by description reverse"), "kgab");
    assert_eq!(order("not done\nsort by priority\nlimit 3"), "bac");
    assert_eq!(order("path includes home\nsort by status\nsort by description"), "fghi");
}

#[test]
fn groups_tasks() {
    let pairs = |all: &[(&str, &str)]| {
        all.iter()
            .map(|(a, b)| ((*a).to_owned(), (*b).to_owned()))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        groups("path includes home\ngroup by due"),
        pairs(&[
            ("Invalid due date", "h"),
            ("2025-07-01 Tuesday", "i"),
            ("No due date", "fg")
        ])
    );
    assert_eq!(
        groups("path includes plan\ngroup by priority"),
        pairs(&[
            ("Highest priority", "b"),
            ("High priority", "a"),
            ("Normal priority", "c")
        ])
    );
    assert_eq!(
        groups("has tags\ngroup by tags reverse"),
        pairs(&[("#sales/big", "b"), ("#home", "akg")])
    );
    assert_eq!(
        groups("path includes work\ngroup by status.type\ngroup by filename\nlimit groups to 1 task"),
        pairs(&[
            ("IN_PROGRESS / Plan", "c"),
            ("TODO / Plan", "b"),
            ("TODO / X 2", "j"),
            ("TODO / X 10", "k"),
            ("DONE / Done", "d"),
            ("CANCELLED / Done", "e")
        ])
    );
    assert_eq!(
        groups("path includes plan\ngroup by owner"),
        pairs(&[("(No owner)", "c"), ("DANA RUIZ", "a"), ("ME", "b")])
    );
    assert_eq!(
        groups("due today\ngroup by backlink\ngroup by urgency"),
        pairs(&[("Plan > Q3 / 17.80", "b")])
    );
    assert_eq!(groups("due before 2000-01-01\ngroup by due"), []);
    assert_eq!(groups("due before 2000-01-01"), pairs(&[("", "")]));
}

#[test]
fn limits_count_what_was_found() {
    let result = run("not done\nlimit to 2 tasks");
    assert_eq!((result.total, result.groups[0].tasks.len()), (10, 2));
}

#[test]
fn layout_is_told() {
    let layout = run("hide due date\nshow urgency\nshow tree\nhide urgency\nshort mode").layout;
    assert_eq!(
        (layout.hidden, layout.shown, layout.short_mode),
        (vec!["due date", "urgency"], vec!["tree"], true)
    );
}

#[test]
fn explains_itself() {
    let explanation =
        run("explain\nnot done\n(due before tomorrow) OR NOT (starts this week)\ngroup by due\nlimit 5").explanation;
    let expected = "not done
at least one of:
  due before tomorrow => due date is before 2025-06-11 (Wednesday)
  not:
    starts this week => start date is between 2025-06-09 (Monday) and 2025-06-15 (Sunday), or there is no start date
group by due
At most 5 tasks.";
    assert_eq!(explanation.as_deref(), Some(expected));
    assert_eq!(run("not done").explanation, None);
}

#[test]
fn says_what_is_wrong_and_where() {
    for (text, message, line) in [
        (
            "not done\nfilter by function task.isDone",
            "\"filter by function\" is not supported",
            2,
        ),
        ("sort by function task.due", "\"sort by function\" is not supported", 1),
        ("group by random", "\"group by random\" is not supported", 1),
        ("frobnicate", "this instruction is not known", 1),
        (
            "due someday",
            "there is no due date to be read in this; write a day as YYYY-MM-DD, or as in: due before tomorrow",
            1,
        ),
        (
            "sort by colour",
            "there is nothing to sort by that is called \"colour\"",
            1,
        ),
        ("status.type is OPEN", "there is no status type \"OPEN\"", 1),
        ("priority is urgent", "there is no priority \"urgent\"", 1),
        (
            "\n\n(done) or (due today)",
            "filters in (…) are combined by AND, OR, XOR and NOT, in capitals; not by \"or (due today)\"",
            3,
        ),
        ("(done", "\"(\" is not closed", 1),
        ("(done) AND", "a filter in (…) is missing here: \"\"", 1),
        (
            "description regex matches x",
            "a pattern stands between slashes: /pattern/",
            1,
        ),
        ("path includes {{query.x}}", "there is no placeholder \"query.x\"", 1),
    ] {
        assert_eq!(error(text), (message.to_owned(), line), "{text}");
    }
}

#[test]
fn nesting_has_an_end() {
    let deep = format!("{}done{}", "(".repeat(5000), ")".repeat(5000));
    assert_eq!(error(&deep).0, "filters are nested more than 64 deep");
    assert_eq!(error(&"NOT ".repeat(5000)).0, "this instruction is not known");
}

#[test]
fn an_object_is_a_query() {
    let query = TaskQuery {
        query: Some("not done".to_owned()),
        owner: Some("me".to_owned()),
        due: Some(When::Words("on or before today".to_owned())),
        ..TaskQuery::default()
    };
    let result = run_as(|context| query.read(context)).unwrap();
    assert_eq!(names(&result.groups[0].tasks), "b");
    let query = TaskQuery {
        status: Some("agreed".to_owned()),
        path: Some("home".to_owned()),
        sort: Some(Keys::One("-description".to_owned())),
        limit: Some(2),
        ..TaskQuery::default()
    };
    assert_eq!(
        names(&run_as(|context| query.read(context)).unwrap().groups[0].tasks),
        "ih"
    );
    let (from, to) = (Day::parse("2025-06-10"), Day::parse("2025-06-30"));
    for (from, to, found) in [
        (from, to, "bkl"),
        (None, from, "ab"),
        (to, None, "kli"),
        (None, None, "habkli"),
    ] {
        let query = TaskQuery {
            due: Some(When::Days(DaySpan { from, to })),
            sort: Some(Keys::Several(vec!["due".to_owned(), "description".to_owned()])),
            ..TaskQuery::default()
        };
        let result = run_as(|context| query.read(context)).unwrap();
        assert_eq!(names(&result.groups[0].tasks), found);
    }
    for (owner, found) in [("fallow", "a"), ("dana ruiz", "a"), ("me", "b"), ("none", "cdefhijkl")] {
        let query = TaskQuery {
            owner: Some(owner.to_owned()),
            sort: Some(Keys::One("description".to_owned())),
            ..TaskQuery::default()
        };
        let result = run_as(|context| query.read(context)).unwrap();
        assert_eq!(names(&result.groups[0].tasks), found, "{owner}");
    }
    let wrong = TaskQuery {
        due: Some(When::Words("someday".to_owned())),
        ..TaskQuery::default()
    };
    assert_eq!(
        run_as(|context| wrong.read(context)).unwrap_err().instruction,
        "due someday"
    );
}

#[test]
fn the_vaults_own_instructions_come_first() {
    let presets = BTreeMap::from([
        (
            "mine".to_owned(),
            "# only mine\nowner is me\n\npath includes {{query.file.folder}}".to_owned(),
        ),
        ("word".to_owned(), "description includes".to_owned()),
        ("again".to_owned(), "preset again\n{{preset.again}}".to_owned()),
    ]);
    let run = |text: &str| {
        run_as(|context| {
            let context = QueryContext {
                global_query: "not done\nsort by description",
                presets: Some(&presets),
                ..*context
            };
            Query::parse(text, &context)
        })
    };
    let found = |text: &str| names(&run(text).unwrap().groups[0].tasks);
    assert_eq!(found("path includes plan"), "abc");
    assert_eq!(found("path includes done"), "");
    assert_eq!(
        found("ignore global query\npath includes done\nsort by description"),
        "de"
    );
    assert_eq!(found("preset mine"), "b");
    assert_eq!(found("{{preset.mine}}"), "b");
    assert_eq!(found("{{preset.word}} waits"), "l");
    assert_eq!(run("done\npreset others").unwrap_err().line, 2);
    assert!(run("preset again").is_err() && run("{{preset.again}}").is_err());
    let broken = run_as(|context| {
        let global_query = "not done\nnot so";
        Query::parse(
            "done",
            &QueryContext {
                global_query,
                ..*context
            },
        )
    });
    let error = broken.unwrap_err();
    assert_eq!(error.line, 2);
    assert!(error.message.contains("global query"), "{error}");
}
