//! Single values of the properties, changed where they stand: quotes, comments, order and indentation stay.

use super::change::{NoteChange, Splice, Step};
use super::context;
use super::day_style::DayStyle;
use super::scene::{Scene, line_end};
use crate::note::date::{leading_day, stated_day};
use crate::note::{Data, Day, Entry, Frontmatter, Note};
use crate::relation::{Property, Role};
use crate::text::{Diagnostic, Span};

/// What the properties need: newer days where they are kept, and those that the schema adds.
pub(super) fn update(scene: &Scene) -> Step {
    let mut step = Step::default();
    let mut missing = Vec::new();
    let broken = scene.note.frontmatter.as_ref().is_some_and(|f| f.broken);
    for property in Property::ALL {
        let Some(day) = day(scene, property) else { continue };
        match entry(scene.note, property.key()) {
            Some(entry) => value(scene.note, entry, day, broken, &mut step),
            None if scene.view.schema.refresh.properties.contains(&property) => missing.push((property.key(), day)),
            None => {}
        }
    }
    let lost = scene.note.diagnostics.iter().find(|found| is_no_block(found));
    if let Some(lost) = lost.filter(|_| !missing.is_empty()) {
        let message = "properties are not added: those that the note begins with are read as text";
        step.changes.push(skipped(scene.note, lost.span.start, message));
    } else if broken && !missing.is_empty() {
        let line = scene.note.frontmatter.as_ref().map_or(0, |f| f.span.start);
        step.changes.push(skipped(
            scene.note,
            line,
            "properties are not added: they are no valid YAML",
        ));
    } else if !missing.is_empty() {
        add(scene.note, &missing, &mut step);
    }
    step
}

/// Whether a note begins with properties that are no block: another one above them would hide them for good.
fn is_no_block(found: &Diagnostic) -> bool {
    matches!(found.code, "frontmatter-unclosed" | "frontmatter-not-first")
}

/// The day that a property ought to hold.
fn day(scene: &Scene, property: Property) -> Option<Day> {
    let view = scene.view;
    match property {
        Property::LastContact => context::newest_day(scene),
        Property::LastDirect => {
            let direct = view
                .relations
                .touches(scene.id)
                .filter(|(i, role)| *role == Role::Direct && !view.is_future(i));
            direct.filter_map(|(i, _)| i.day).max()
        }
    }
}

fn entry<'n>(note: &'n Note, key: &str) -> Option<&'n Entry> {
    note.frontmatter
        .as_ref()?
        .map
        .entries
        .iter()
        .find(|entry| entry.key == key)
}

/// Sets a property to a newer day. A newer one than the notes give stays: its note may be gone.
fn value(note: &Note, entry: &Entry, day: Day, broken: bool, step: &mut Step) {
    let raw = note.slice(scalar(note, entry.value.span));
    let stored = match &entry.value.data {
        Data::Null => None,
        Data::Text(text) => stated_day(text),
        _ => None,
    };
    if stored.is_some_and(|stored| stored >= day) {
        return;
    }
    let key = &entry.key;
    if broken {
        let message = format!("{key}: {day} is not written, as the properties are no valid YAML");
        step.changes.push(skipped(note, entry.key_span.start, &message));
        return;
    }
    let Some(splice) = written(note, entry, day) else {
        let message = format!("{key}: {day} is not written, as the value there is no day");
        step.changes.push(skipped(note, entry.key_span.start, &message));
        return;
    };
    step.splices.push(splice);
    let before = if raw.trim().is_empty() {
        "nothing".to_owned()
    } else {
        raw.trim_matches(['\'', '"']).to_owned()
    };
    step.changes.push(NoteChange {
        kind: "property",
        section: None,
        line: Some(note.line_of(entry.key_span.start) + 1),
        message: format!("{key}: {before} → {day}"),
    });
}

/// The replacement of a value that is a day or nothing; all around the day itself stays.
fn written(note: &Note, entry: &Entry, day: Day) -> Option<Splice> {
    let span = scalar(note, entry.value.span);
    let raw = note.slice(span);
    if matches!(entry.value.data, Data::Null) && raw.is_empty() {
        // Behind the colon, where YAML may have left the place of the empty value further down.
        let line = crate::relation::line_span(note, entry.key_span.start);
        let rest = Span {
            start: entry.key_span.end,
            end: line.end,
        };
        let colon = note.slice(rest).find(':')?;
        let at = rest.start as usize + colon + 1;
        let quote = if quotes_days(note.frontmatter.as_ref()?, note) {
            "'"
        } else {
            ""
        };
        return Some(Splice {
            span: Span::new(at, at),
            text: format!(" {quote}{day}{quote}"),
        });
    }
    let Data::Text(text) = &entry.value.data else {
        return None;
    };
    // Words beside the day are somebody's; and a value that is written otherwise than it reads is left alone. A time
    // belongs to the old day, and goes with it.
    let plain = raw.trim_matches(['\'', '"']).trim() == text.trim();
    if raw.contains(['\n', '\r']) || !plain || !(is_day_alone(text) || text.trim().is_empty()) {
        return None;
    }
    let inner = raw.trim_matches(['\'', '"', '[', ']', ' ']);
    if let Some((style, _)) = DayStyle::of(inner) {
        let start = span.start as usize + raw.find(inner)?;
        return Some(Splice {
            span: Span::new(start, start + inner.len()),
            text: style.write(day),
        });
    }
    let quote = raw.chars().next().filter(|c| matches!(c, '\'' | '"'));
    let quote = quote.map(String::from).unwrap_or_default();
    let text = format!("{quote}{day}{quote}");
    Some(Splice { span, text })
}

/// Whether a text is a day and nothing else, but for a time behind it, or the brackets of a link around it.
fn is_day_alone(text: &str) -> bool {
    let text = text.trim();
    let link = text.strip_prefix("[[").and_then(|t| t.strip_suffix("]]"));
    let day = link.unwrap_or(text);
    let rest = leading_day(day).and_then(|(_, length)| day.get(length..));
    rest.is_some_and(|rest| rest.is_empty() || link.is_none() && is_time(rest))
}

/// Whether a text behind a day is a time of that day: `T10:00:00Z`, ` 10:00`, `T10:00:00.5+02:00`.
fn is_time(text: &str) -> bool {
    let Some(time) = text.strip_prefix(['T', 't', ' ']) else {
        return false;
    };
    let zone = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = (time.get(..zone).unwrap_or(""), time.get(zone..).unwrap_or(""));
    let pair = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
    let second = |part: &str| {
        let (whole, rest) = part.split_once('.').unwrap_or((part, "0"));
        pair(whole) && !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit())
    };
    let parts: Vec<&str> = clock.trim_end().split(':').collect();
    let clock = match parts.as_slice() {
        [hour, minute] => pair(hour) && pair(minute),
        [hour, minute, seconds] => pair(hour) && pair(minute) && second(seconds),
        _ => false,
    };
    let offset = |zone: &str| match zone.split_once(':') {
        Some((hours, minutes)) => pair(hours) && pair(minutes),
        None => pair(zone) || zone.len() == 4 && zone.bytes().all(|b| b.is_ascii_digit()),
    };
    let zoned = matches!(zone, "" | "Z" | "z") || zone.strip_prefix(['+', '-']).is_some_and(offset);
    clock && zoned
}

/// A value alone, where the parser's place for it runs on to the end of the line or further: up to its closing quote,
/// else to a comment.
fn scalar(note: &Note, span: Span) -> Span {
    let raw = note.slice(span);
    let line = raw.split(['\n', '\r']).next().unwrap_or("");
    let length = match line.chars().next() {
        Some(quote @ ('\'' | '"')) => line
            .get(1..)
            .and_then(|rest| rest.find(quote))
            .map_or(raw.len(), |at| at + 2),
        Some('|' | '>') => raw.len(),
        _ => line
            .find(" #")
            .map_or(line, |at| line.get(..at).unwrap_or(line))
            .trim_end()
            .len(),
    };
    let start = span.start as usize;
    Span::new(start, start + length)
}

/// Adds properties at the end of the block, or a block where there is none.
fn add(note: &Note, missing: &[(&'static str, Day)], step: &mut Step) {
    let closing = |f: &Frontmatter| note.line_of(f.span.end.saturating_sub(1));
    let end = line_end(note, note.frontmatter.as_ref().map_or(0, closing));
    let line = |(key, day): &(&str, Day), quote: &str| format!("{key}: {quote}{day}{quote}{end}");
    let (at, text) = match &note.frontmatter {
        Some(frontmatter) => {
            let close = note.line_starts.get(closing(frontmatter) as usize);
            let quote = if quotes_days(frontmatter, note) { "'" } else { "" };
            let text: String = missing.iter().map(|m| line(m, quote)).collect();
            (close.copied().unwrap_or(0), text)
        }
        None => {
            let text: String = missing.iter().map(|m| line(m, "")).collect();
            (0, format!("---{end}{text}---{end}"))
        }
    };
    step.splices.push(Splice {
        span: Span { start: at, end: at },
        text,
    });
    step.changes.extend(missing.iter().map(|(key, day)| NoteChange {
        kind: "property",
        section: None,
        line: Some(note.line_of(at) + 1),
        message: format!("{key}: {day} (new)"),
    }));
}

/// Whether the days of a block stand in single quotes.
fn quotes_days(frontmatter: &Frontmatter, note: &Note) -> bool {
    let entries = frontmatter.map.entries.iter();
    let days = entries.filter(|e| e.value.as_text().is_some_and(|text| Day::parse(text).is_some()));
    let mut days = days.map(|e| note.slice(e.value.span).starts_with('\''));
    days.next().unwrap_or(false)
}

fn skipped(note: &Note, at: u32, message: &str) -> NoteChange {
    NoteChange {
        kind: "skipped",
        section: None,
        line: Some(note.line_of(at) + 1),
        message: message.to_owned(),
    }
}
