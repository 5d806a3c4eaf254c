//! Inputs made to be slow: doubling any of them at most doubles the work.

use super::{parse, work};

/// Notes of about `n` repetitions, each of a kind that makes careless parsers look twice.
fn inputs(n: usize) -> Vec<(&'static str, String)> {
    let rep = |part: &str| part.repeat(n);
    vec![
        ("quotes", rep(">")),
        ("spaced quotes", rep("> ")),
        ("quoted lines", rep("> > > > > > > > > a\n")),
        ("lists on one line", rep("- ")),
        ("rules that are none", rep("* ") + "x"),
        ("numbered lists", rep("1. ")),
        ("list lines", rep("- a\n  - b\n    - c\n")),
        ("lazy lines", "> - ".to_owned() + &rep("a\n")),
        ("one long line", rep("word ")),
        ("blank lines", rep("\n")),
        ("lines of white space", rep("    \n")),
        ("brackets", rep("[")),
        ("closing brackets", rep("]")),
        ("both brackets", rep("[") + &rep("]")),
        ("open links", rep("[a](")),
        ("empty links", rep("[]()")),
        ("open targets", rep("[a](<")),
        ("open titles", rep("[a](b \"")),
        ("references", rep("[a][b] ")),
        ("open wikilinks", rep("[[a ")),
        ("wikilinks", rep("[[a|b]] ")),
        ("bars", "[[".to_owned() + &rep("|") + "]]"),
        ("embeds", rep("![[a]]")),
        ("footnotes", rep("[^a ")),
        ("footnote uses", rep("[^a]")),
        ("inline footnotes", rep("^[a")),
        ("nested inline footnotes", rep("^[a") + &rep("]")),
        ("footnote definitions", rep("[^a]: b\n")),
        ("definitions", rep("[a]: b\n")),
        ("open definitions", rep("[a]: \"\n")),
        ("backticks", rep("` `` ``` ")),
        (
            "growing backticks",
            (1..2 * n.isqrt()).map(|k| "`".repeat(k) + " ").collect(),
        ),
        ("escapes", rep("\\`")),
        ("dollars", rep("$a $")),
        ("double dollars", rep("$$a ")),
        ("math fences", rep("$$\n")),
        ("percent signs", rep("%%")),
        ("percent lines", rep("%%\n")),
        ("open comment", rep("%% a\n\n")),
        ("one percent sign", "%%".to_owned() + &rep(" % ")),
        ("html comments", rep("<!-- ")),
        ("tags", rep("<a b=\"")),
        ("other tags", rep("<a b='c' ")),
        ("autolinks", rep("<http://a ")),
        ("urls", rep("http://a(b).c")),
        ("colons", rep("::")),
        ("bracket fields", rep("[a:: ")),
        ("paren fields", rep("(a:: ")),
        ("bold keys", rep("**a\n")),
        ("emphasis", rep("*a ") + &rep("_#b ")),
        ("hash signs", rep("#")),
        ("tag names", rep("#a")),
        ("headings", rep("# a #\n")),
        ("setext", rep("a\n-\n")),
        ("tables", "|a|\n|-|\n".to_owned() + &rep("|b|\n")),
        ("wide table", rep("|a") + "\n" + &rep("|-") + "\n" + &rep("|b")),
        ("open fences", rep("```\n~~~\n")),
        ("callouts", rep("> [!note]\n")),
        ("block ids", rep("a ^b\n\n")),
        ("lone ids", rep("^b\n\n")),
        ("carriage returns", rep("a\r")),
        ("nul bytes", rep("\0")),
        ("open properties", "---\n".to_owned() + &rep("a: b\n")),
        ("properties", "---\n".to_owned() + &rep("- b\n") + "---\n"),
        ("same key", "---\n".to_owned() + &rep("a: b\n") + "---\n"),
        ("broken properties", "---\n".to_owned() + &rep("a: [\n") + "---\n"),
        ("deep flow", "---\na: ".to_owned() + &rep("[") + "\n---\n"),
    ]
}

#[test]
fn twice_the_input_takes_at_most_twice_the_work() {
    for ((name, small), (_, large)) in inputs(2000).into_iter().zip(inputs(4000)) {
        let steps = work::count(|| drop(parse(small.as_bytes())));
        let more = work::count(|| drop(parse(large.as_bytes())));
        let grown = large.len() as f64 / small.len() as f64;
        assert!(
            more as f64 <= steps as f64 * grown * 1.1 + 1000.0,
            "{name}: {steps} steps for {} bytes, {more} for {}",
            small.len(),
            large.len()
        );
    }
}

#[test]
fn work_stays_near_the_size_of_the_text() {
    for (name, text) in inputs(2000) {
        let steps = work::count(|| drop(parse(text.as_bytes())));
        assert!(
            steps <= 100 * text.len() as u64 + 1000,
            "{name}: {steps} steps for {} bytes",
            text.len()
        );
    }
}
