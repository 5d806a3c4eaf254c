//! Filters and tests that templates know.

use minijinja::value::{Rest, ValueKind};
use minijinja::{Environment, Error, ErrorKind, Value, filters, tests};

use super::OUTPUT;
use super::task_line;
use crate::note::Day;
use crate::relation::MENTIONED;
use crate::render::markdown::cell;
use crate::render::yaml::scalar;

/// Adds all of them.
pub(super) fn add(env: &mut Environment) {
    add_usual(env);
    add_tests(env);
    env.add_filter("join", join);
    env.add_filter("replace", replace);
    env.add_filter("map", map);
    env.add_filter("link", link);
    env.add_filter("day", day);
    env.add_filter("line", line);
    env.add_filter("table", table);
    env.add_filter("task", task_line::task);
    env.add_filter("yaml", |text: String| scalar(&text));
}

fn add_usual(env: &mut Environment) {
    env.add_filter("lower", filters::lower);
    env.add_filter("upper", filters::upper);
    env.add_filter("title", filters::title);
    env.add_filter("capitalize", filters::capitalize);
    env.add_filter("trim", filters::trim);
    env.add_filter("length", filters::length);
    env.add_filter("count", filters::length);
    env.add_filter("first", filters::first);
    env.add_filter("last", filters::last);
    env.add_filter("default", filters::default);
    env.add_filter("d", filters::default);
    env.add_filter("sort", filters::sort);
    env.add_filter("unique", filters::unique);
    env.add_filter("reverse", filters::reverse);
    env.add_filter("items", filters::items);
    env.add_filter("groupby", filters::groupby);
    env.add_filter("selectattr", filters::selectattr);
    env.add_filter("rejectattr", filters::rejectattr);
    env.add_filter("select", filters::select);
    env.add_filter("reject", filters::reject);
    env.add_filter("round", filters::round);
    env.add_filter("int", filters::int);
    env.add_filter("min", filters::min);
    env.add_filter("max", filters::max);
}

fn add_tests(env: &mut Environment) {
    env.add_test("defined", tests::is_defined);
    env.add_test("undefined", tests::is_undefined);
    env.add_test("none", tests::is_none);
    env.add_test("string", tests::is_string);
    env.add_test("number", tests::is_number);
    env.add_test("eq", tests::is_eq);
    env.add_test("equalto", tests::is_eq);
    env.add_test("ne", tests::is_ne);
    env.add_test("lt", tests::is_lt);
    env.add_test("gt", tests::is_gt);
    env.add_test("ge", tests::is_ge);
    env.add_test("le", tests::is_le);
    env.add_test("in", tests::is_in);
    env.add_test("true", tests::is_true);
    env.add_test("false", tests::is_false);
    env.add_test("startingwith", tests::is_startingwith);
    env.add_test("endingwith", tests::is_endingwith);
}

fn wrong(message: impl Into<std::borrow::Cow<'static, str>>) -> Error {
    Error::new(ErrorKind::InvalidOperation, message)
}

fn bounded(length: usize) -> Result<(), Error> {
    if length > OUTPUT {
        return Err(wrong(format!("the text is longer than {OUTPUT} bytes")));
    }
    Ok(())
}

/// The items of a list with text between them.
fn join(list: Value, between: Option<String>) -> Result<String, Error> {
    let between = between.unwrap_or_default();
    let mut out = String::new();
    for (nth, item) in list.try_iter()?.enumerate() {
        if nth > 0 {
            out.push_str(&between);
        }
        if matches!(item.kind(), ValueKind::Seq | ValueKind::Map | ValueKind::Iterable) {
            return Err(wrong(
                "an item of the list is no text; name one of its fields with `map(attribute=…)`",
            ));
        }
        out.push_str(&text(&item));
        bounded(out.len())?;
    }
    Ok(out)
}

fn replace(text: String, from: String, to: String) -> Result<String, Error> {
    let count = if from.is_empty() {
        0
    } else {
        text.matches(from.as_str()).count()
    };
    bounded(text.len() + count * to.len())?;
    Ok(if count == 0 {
        text
    } else {
        text.replace(from.as_str(), &to)
    })
}

/// One field of each item of a list.
fn map(list: Value, options: minijinja::value::Kwargs) -> Result<Vec<Value>, Error> {
    let attribute: String = options
        .get("attribute")
        .map_err(|_| wrong("`map` needs `attribute=`, the name of a field"))?;
    options.assert_all_used()?;
    list.try_iter()?.map(|item| field(&item, &attribute)).collect()
}

/// A field, or one of a field: `role` or `source.path`.
fn field(item: &Value, path: &str) -> Result<Value, Error> {
    let mut value = item.clone();
    for name in path.split('.') {
        value = value.get_attr(name)?;
    }
    Ok(value)
}

/// A value as text; nothing for what is not there.
pub(super) fn text(value: &Value) -> String {
    if value.is_none() || value.is_undefined() {
        String::new()
    } else {
        value.to_string()
    }
}

/// A wikilink: to a name, to a person of a list, or to the note of an interaction.
fn link(target: Value, shown: Option<String>) -> Result<String, Error> {
    let target = match target.kind() {
        ValueKind::Map => {
            let note = target
                .get_attr("notes")?
                .try_iter()
                .ok()
                .and_then(|mut notes| notes.next());
            let name = note.map_or_else(|| target.get_attr("name"), Ok)?;
            let name = text(&name);
            let file = name.rsplit('/').next().unwrap_or(&name);
            file.strip_suffix(".md").unwrap_or(file).to_owned()
        }
        _ => text(&target),
    };
    Ok(match shown.filter(|shown| !shown.is_empty()) {
        _ if target.is_empty() => String::new(),
        Some(shown) => format!("[[{target}|{shown}]]"),
        None => format!("[[{target}]]"),
    })
}

/// A day in a format of `YYYY`, `MM`, `DD`, `M`, `D`, `MMM` and `MMMM`; nothing for a day that is not known.
fn day(value: Value, format: Option<String>) -> Result<String, Error> {
    let written = text(&value);
    if written.is_empty() {
        return Ok(written);
    }
    let day = Day::parse(&written).ok_or_else(|| wrong(format!("\"{written}\" is no day")))?;
    Ok(format.map_or(written, |format| formatted(day, &format)))
}

fn formatted(day: Day, format: &str) -> String {
    let date = day.date();
    let (year, month, number) = (date.year(), u8::from(date.month()), date.day());
    let name = date.month().to_string();
    let mut out = String::new();
    let mut rest = format;
    while let Some(c) = rest.chars().next() {
        let run = rest.chars().take_while(|other| *other == c).count();
        match (c, run) {
            ('Y', 4) => out.push_str(&format!("{year:04}")),
            ('Y', 2) => out.push_str(&format!("{:02}", year % 100)),
            ('M', 4) => out.push_str(&name),
            ('M', 3) => out.push_str(name.get(..3).unwrap_or(&name)),
            ('M', 2) => out.push_str(&format!("{month:02}")),
            ('M', 1) => out.push_str(&month.to_string()),
            ('D', 2) => out.push_str(&format!("{number:02}")),
            ('D', 1) => out.push_str(&number.to_string()),
            _ => out.extend(std::iter::repeat_n(c, run)),
        }
        rest = rest.get(run * c.len_utf8()..).unwrap_or_default();
    }
    out
}

/// An interaction as a line of Recent Context, without the list's marker.
fn line(contact: Value) -> Result<String, Error> {
    let part = |name: &str| contact.get_attr(name).map(|value| text(&value));
    let mut line = match part("date")? {
        day if day.is_empty() => link(contact.clone(), None)?,
        day => format!("{day}: {}", link(contact.clone(), None)?),
    };
    let (summary, via) = (part("summary")?, part("via")?);
    if !summary.is_empty() {
        line.push_str(&format!(" - {summary}"));
    }
    if !via.is_empty() {
        line.push_str(&format!(" (via {via})"));
    } else if part("role")? == "mention" {
        line.push_str(&format!(" {MENTIONED}"));
    }
    Ok(line)
}

/// A table of a list, a column for each field: `table("name", "role:Title")`. Names become links.
fn table(list: Value, columns: Rest<String>) -> Result<String, Error> {
    let columns: Vec<(&str, String)> = columns.iter().map(|column| heading(column)).collect();
    if columns.is_empty() {
        return Err(wrong("`table` needs the names of fields, one for each column"));
    }
    let row = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let mut lines = vec![row(columns.iter().map(|(_, title)| title.clone()).collect())];
    lines.push(format!("|{}|", vec!["---"; columns.len()].join("|")));
    for item in list.try_iter()? {
        let cells = columns.iter().map(|(name, _)| {
            let written = text(&field(&item, name)?);
            Ok(match *name {
                "name" => link(Value::from(written), None)?.replace('|', "\\|"),
                _ => cell(&written).unwrap_or_default(),
            })
        });
        lines.push(row(cells.collect::<Result<Vec<_>, Error>>()?));
        bounded(lines.iter().map(String::len).sum())?;
    }
    Ok(lines.join("\n"))
}

/// `role:Title` as field and title; without a title the field's name with a capital.
fn heading(column: &str) -> (&str, String) {
    match column.split_once(':') {
        Some((name, title)) => (name.trim(), title.trim().to_owned()),
        None => {
            let mut chars = column.chars();
            let first = chars.next().into_iter().flat_map(char::to_uppercase);
            (column, first.chain(chars).collect())
        }
    }
}
