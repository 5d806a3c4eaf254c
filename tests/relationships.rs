//! The readable examples of what is computed, `tests/spec/relationships*.md`: each answer in them is a test of its own.
//! The first of these files says how they are written; the npm package is held to the same files.
//!
//! `cargo test --test relationships` runs all, `cargo test --test relationships via` those whose file or headings have that
//! word. A file without an answer, and no file at all, is an error.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice)]

use std::path::Path;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use relata::engine::{Engine, Options, Question, TaskEdit};
use relata::error::Error;
use relata::note::Day;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

#[path = "common/expected.rs"]
mod expected;

/// A question about a small vault, with what is said of the answer.
#[derive(Debug)]
struct Example {
    name: String,
    files: Vec<File>,
    question: String,
    expected: String,
}

/// A heading with the files that stand under it.
#[derive(Debug, Default)]
struct Scope {
    level: usize,
    title: String,
    files: Vec<File>,
}

/// A file of a small vault.
#[derive(Debug, Clone)]
struct File {
    path: String,
    content: String,
    /// At noon of the day on which it was changed, where that is told.
    mtime: Option<i64>,
}

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec");
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let name = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
    let mut files: Vec<_> = entries.filter(|path| name(path).starts_with("relationships")).collect();
    files.sort();
    let mut trials = Vec::new();
    for file in &files {
        let text = std::fs::read_to_string(file).unwrap().replace("\r\n", "\n");
        let examples = examples(&name(file), &text);
        assert!(!examples.is_empty(), "{} holds no answer", file.display());
        let trial = |example: Example| Trial::test(example.name.clone(), move || check(&example));
        trials.extend(examples.into_iter().map(trial));
    }
    assert!(!trials.is_empty(), "there are no examples");
    println!("{} examples in {} files", trials.len(), files.len());
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn check(example: &Example) -> Result<(), Failed> {
    let answer = answer(example).unwrap_or_else(|error| json!({ "error": error }));
    let wrong = expected::differences(&answer, &example.expected);
    if wrong.is_empty() {
        return Ok(());
    }
    Err(format!("{}\nin the answer to {}", wrong.join("\n"), example.question).into())
}

fn answer(example: &Example) -> Result<Value, Error> {
    let mut engine = Engine::new(&Options::default())?;
    for file in &example.files {
        engine.set_stamped(&file.path, file.content.as_bytes(), file.mtime)?;
    }
    let (question, day) = example
        .question
        .split_once(" @ ")
        .unwrap_or((&example.question, "2026-06-30"));
    let (method, asked) = question.split_once(' ').unwrap_or((question, ""));
    let day = Day::parse(day).unwrap();
    Ok(match method {
        "summary" => given(&*engine.summary(asked, day)?),
        "brief" => given(engine.brief(asked, day)?),
        "entities" => given(engine.entities(&query(asked), day)?),
        "graph" => given(engine.graph(&query(asked), day)?),
        "suggestions" => given(engine.suggestions()),
        "tasks" => given(engine.tasks(&query(asked), day)?),
        "toggleTask" => given(toggled(&mut engine, asked, day)?),
        "settleTasks" => given(engine.settle_tasks(day)),
        "about" => given(engine.about(asked)),
        "diagnostics" => given(engine.diagnostics(None)),
        "whyEmpty" => given(engine.why_empty(&why(asked), day)?),
        "refresh" => given(engine.refresh(asked, None, day)?),
        _ => panic!("{}: there is no question {method}", example.name),
    })
}

/// `PATH:LINE STATUS`, the status possibly absent.
fn toggled(engine: &mut Engine, asked: &str, day: Day) -> Result<Vec<TaskEdit>, Error> {
    let (path, place) = asked.rsplit_once(':').unwrap();
    let (line, status) = place.split_once(' ').unwrap_or((place, ""));
    let status = Some(status).filter(|status| !status.is_empty());
    engine.toggle_task(path, line.parse().unwrap(), status, day)
}

/// `entities {…}`: a question whose answer is empty.
fn why(asked: &str) -> Question {
    let (question, asked) = asked.split_once(' ').unwrap_or((asked, ""));
    match question {
        "entities" => Question::Entities(query(asked)),
        "graph" => Question::Graph(query(asked)),
        "tasks" => Question::Tasks(query(asked)),
        "suggestions" => Question::Suggestions,
        "summary" => Question::Summary(query(asked)),
        "about" => Question::About(query(asked)),
        _ => panic!("there is no question {question}"),
    }
}

fn given(answer: impl Serialize) -> Value {
    serde_json::to_value(answer).unwrap()
}

fn query<T: DeserializeOwned + Default>(text: &str) -> T {
    if text.is_empty() {
        T::default()
    } else {
        serde_json::from_str(text).unwrap()
    }
}

/// The examples of a file: each answer with all files that stand under its heading and those above it.
fn examples(file: &str, text: &str) -> Vec<Example> {
    let mut scopes = vec![Scope::default()];
    let mut found = Vec::new();
    let mut lines = text.lines().zip(1..);
    while let Some((line, number)) = lines.next() {
        let level = line.len() - line.trim_start_matches('#').len();
        if level > 0 {
            scopes.retain(|scope| scope.level < level);
            scopes.push(Scope {
                level,
                title: line[level..].trim().to_owned(),
                files: Vec::new(),
            });
        }
        let Some((fence, info)) = fence(line) else { continue };
        let block: Vec<&str> = lines
            .by_ref()
            .map(|(line, _)| line)
            .take_while(|line| *line != fence)
            .collect();
        let block = block.join("\n") + "\n";
        match info.split_once(' ').unwrap_or((info, "")) {
            ("md" | "yaml", path) if !path.is_empty() => scopes.last_mut().unwrap().files.extend(notes(path, &block)),
            ("answer", question) => found.push(Example {
                name: format!("{file}: {} (line {number})", scopes.last().unwrap().title),
                files: scopes.iter().flat_map(|scope| scope.files.clone()).collect(),
                question: question.to_owned(),
                expected: block,
            }),
            _ => {}
        }
    }
    found
}

/// The mark that opens a fenced block, and what stands behind it.
fn fence(line: &str) -> Option<(&str, &str)> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.len() - line.trim_start_matches(mark).len();
    (length >= 3).then(|| (&line[..length], line[length..].trim()))
}

/// The file that a block stands for, with ` | changed DAY` behind its path when it was; or the many of
/// `PATH | 5 times every 7 days until DAY`.
fn notes(info: &str, block: &str) -> Vec<File> {
    let (path, more) = info.split_once(" | ").unwrap_or((info, ""));
    let file = |day: &str, mtime| File {
        path: path.replace("{day}", day),
        content: block.replace("{day}", day),
        mtime,
    };
    match more.split(' ').collect::<Vec<_>>()[..] {
        [""] => vec![file("{day}", None)],
        ["changed", day] => vec![file("{day}", Some(Day::parse(day).unwrap().unix_millis() + 43_200_000))],
        [count, "times", "every", gap, "days", "until", last] => {
            let (gap, last): (i32, _) = (gap.parse().unwrap(), Day::parse(last).unwrap());
            let day = |back: i32| last.plus_days(-back * gap).unwrap().to_string();
            (0..count.parse().unwrap()).map(|back| file(&day(back), None)).collect()
        }
        _ => panic!("{info}: nothing is known of {more}"),
    }
}
