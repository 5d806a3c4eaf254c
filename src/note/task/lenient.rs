//! Relata's own reading of a task line: fields of both formats, anywhere on the line.

use std::collections::BTreeSet;
use std::ops::Range;

use super::field::FieldName;
use super::item::{Item, Spacing};
use super::owner::{names, plain_name};
use super::pieces::{Form, Piece, PieceKind, cut};
use super::status::short;
use super::unread;
use super::{DateName, Dates, ParseOptions, Priority, Rule, Source, Status, StatusType, Task, TaskDate};
use crate::text::{Diagnostic, Severity, Span, white};

pub(super) fn parse(line: &str, options: &ParseOptions) -> Option<Task> {
    let mut read = read(line, options)?;
    read.task.description = plain_text(line, &read.pieces, &read.sentence, false);
    read.task.source = Source::Line {
        line: line.into(),
        symbol: read.item.symbol,
        pieces: read.pieces,
        block_link: Span {
            start: read.item.body.end,
            ..read.item.block_id
        },
    };
    Some(read.task)
}

/// A task that was read, with what it takes to write it back.
pub(super) struct Read {
    pub(super) task: Task,
    item: Item,
    pieces: Vec<Piece>,
    sentence: Range<usize>,
}

pub(super) fn read(line: &str, options: &ParseOptions) -> Option<Read> {
    let item = Item::split(line, Spacing::Any)?;
    let body = item.body.of(line);
    if body.starts_with('(') && item.body.start == item.symbol.end + 1 && body.contains(')') {
        return None; // `- [x](target)` is a link
    }
    if !options.is_included(body) {
        return None;
    }
    let pieces = cut(line, item.body, options.cut());
    let mut task = head(line, item, options);
    let sentence = sentence(line, &pieces);
    task.text = plain_text(line, &pieces, &sentence, true);
    let mut reader = Reader {
        line,
        options,
        owners: Seen::default(),
    };
    let tags = pieces.iter().filter(|piece| piece.kind == PieceKind::Tag);
    task.tags.reserve_exact(tags.count());
    pieces.iter().for_each(|piece| reader.read(&mut task, *piece));
    task.tags.retain(|tag| *tag != options.global_filter);
    task.infer_date(options.fallback_date);
    Some(Read {
        task,
        item,
        pieces,
        sentence,
    })
}

/// The task with all that stands before its text.
pub(super) fn head(line: &str, item: Item, options: &ParseOptions) -> Task {
    let symbol = item.symbol.of(line);
    let status = options.status(symbol);
    let id = item.block_id.of(line);
    Task {
        indentation: item.indentation.of(line).to_owned(),
        list_marker: short(item.marker.of(line)),
        status_symbol: short(symbol),
        status_type: status.kind,
        proposed: status.kind == StatusType::Todo && status.name == Status::PROPOSED,
        status_name: status.name.clone(),
        block_link: if id.is_empty() { String::new() } else { format!(" {id}") },
        is_done: status.kind.is_closed(),
        description: String::new(),
        priority: Priority::None,
        dates: Dates::default(),
        recurrence: None,
        on_completion: String::new(),
        id: String::new(),
        depends_on: Vec::new(),
        tags: Vec::new(),
        text: String::new(),
        owners: Vec::new(),
        scheduled_is_inferred: false,
        diagnostics: Vec::new(),
        rule: None,
        source: Source::Plugin {
            format: options.format,
            hard_break: String::new(),
        },
    }
}

struct Reader<'a> {
    line: &'a str,
    options: &'a ParseOptions,
    /// Names of the owners found.
    owners: Seen<'a>,
}

impl<'a> Reader<'a> {
    fn read(&mut self, task: &mut Task, piece: Piece) {
        match piece.kind {
            PieceKind::Text => {}
            PieceKind::Tag => task.tags.push(piece.span.of(self.line).to_owned()),
            PieceKind::Owner(name) => self.owner(task, plain_name(name.of(self.line))),
            PieceKind::Field(name, form, value) => self.field(
                task,
                Field {
                    name,
                    form,
                    value: value.of(self.line),
                    span: piece.span,
                },
            ),
        }
    }

    fn owner(&mut self, task: &mut Task, name: &'a str) {
        if self.owners.insert(name) {
            task.owners.push(self.options.roles().owner(name));
        }
    }

    /// Where a field stands twice, the first counts.
    fn field(&mut self, task: &mut Task, field: Field<'a>) {
        let value = field.value;
        let fresh = match field.name {
            FieldName::Date(date) => read_date(task, field, date),
            FieldName::Priority => read_priority(task, field),
            FieldName::Recurrence => read_rule(task, field),
            FieldName::OnCompletion => read_on_completion(task, field),
            FieldName::Id => set_text(&mut task.id, value.to_owned()),
            FieldName::DependsOn => read_ids(task, value),
            FieldName::Owner => {
                names(value).for_each(|name| self.owner(task, name));
                true
            }
        };
        if !fresh {
            let message = "this field stands twice on the line; the first counts".to_owned();
            field.report(task, "task-field-repeated", message);
        }
    }
}

/// Names that were met: the first few are compared one by one, as a line has few.
#[derive(Default)]
struct Seen<'a> {
    few: [Option<&'a str>; 4],
    more: BTreeSet<&'a str>,
}

impl<'a> Seen<'a> {
    /// Keeps a name; says whether it is new.
    fn insert(&mut self, name: &'a str) -> bool {
        match self.few.iter_mut().find(|few| few.is_none_or(|few| few == name)) {
            Some(few) => few.replace(name).is_none(),
            None => self.more.insert(name),
        }
    }
}

/// A field as it stands on the line.
#[derive(Clone, Copy)]
struct Field<'a> {
    name: FieldName,
    form: Form,
    value: &'a str,
    span: Span,
}

impl Field<'_> {
    fn report(self, task: &mut Task, code: &'static str, message: String) {
        task.diagnostics.push(Diagnostic {
            code,
            severity: Severity::Warning,
            message,
            span: self.span,
        });
    }
}

// Each of these gives a field its value, and says whether it had none before.

fn read_date(task: &mut Task, field: Field<'_>, name: DateName) -> bool {
    let link = field.value.strip_prefix("[[").and_then(|t| t.strip_suffix("]]"));
    let text = link.unwrap_or(field.value);
    let date = TaskDate::read(text);
    if !date.valid {
        let (code, message) = unread::date(text);
        field.report(task, code, message);
    }
    set(task.dates.slot(name), date)
}

fn read_priority(task: &mut Task, field: Field<'_>) -> bool {
    let priority = match field.form {
        Form::Emoji => field.value.chars().next().and_then(Priority::of_symbol),
        Form::Bracket | Form::Paren => Priority::of_word(&field.value.to_lowercase()),
    };
    let fresh = task.priority == Priority::None;
    match priority {
        Some(priority) if fresh => task.priority = priority,
        Some(_) => {}
        None => field.report(
            task,
            "task-field-unreadable",
            format!("\"{}\" is no priority", field.value),
        ),
    }
    fresh
}

fn read_rule(task: &mut Task, field: Field<'_>) -> bool {
    let rule = Rule::read(field.value);
    if rule.is_none() {
        let message = format!(
            "\"{}\" is no recurrence rule; write it as: every 2 weeks on Monday",
            field.value
        );
        field.report(task, "task-recurrence-unreadable", message);
    }
    let fresh = set(&mut task.recurrence, field.value.to_owned());
    if fresh {
        task.rule = rule;
    }
    fresh
}

fn read_on_completion(task: &mut Task, field: Field<'_>) -> bool {
    let action = field.value.to_lowercase();
    if matches!(action.as_str(), "keep" | "delete") {
        return set_text(&mut task.on_completion, action);
    }
    let message = format!("\"{}\" is nothing to do on completion; use keep or delete", field.value);
    field.report(task, "task-field-unreadable", message);
    true
}

fn read_ids(task: &mut Task, value: &str) -> bool {
    let fresh = task.depends_on.is_empty();
    if fresh {
        let ids = value.split(',').map(str::trim).filter(|id| !id.is_empty());
        task.depends_on = ids.map(str::to_owned).collect();
    }
    fresh
}

fn set<T>(slot: &mut Option<T>, value: T) -> bool {
    let fresh = slot.is_none();
    slot.get_or_insert(value);
    fresh
}

fn set_text(slot: &mut String, value: String) -> bool {
    let fresh = slot.is_empty();
    if fresh {
        *slot = value;
    }
    fresh
}

/// From the first piece with words to the last; without any nothing, behind all pieces.
fn sentence(line: &str, pieces: &[Piece]) -> Range<usize> {
    let is_word = |at: usize| {
        let piece = pieces.get(at).filter(|piece| piece.kind == PieceKind::Text);
        piece.is_some_and(|piece| !is_separator(piece.span.of(line)) && !joins_owners(line, pieces, at))
    };
    let first = (0..pieces.len()).find(|at| is_word(*at)).unwrap_or(pieces.len());
    let last = (0..pieces.len()).rev().find(|at| is_word(*at)).unwrap_or(0);
    first..(last + 1).max(first)
}

/// The words of the line without its fields. Owners before and after the sentence go too, and its tags there if `bare`.
fn plain_text(line: &str, pieces: &[Piece], sentence: &Range<usize>, bare: bool) -> String {
    let within = if bare { sentence.clone() } else { 0..pieces.len() };
    let mut words = Words {
        text: String::with_capacity(line.len()),
        seam: within.start > 0,
    };
    for (at, piece) in within.clone().zip(pieces.get(within).unwrap_or_default()) {
        let kept = match piece.kind {
            PieceKind::Text | PieceKind::Owner(_) => sentence.contains(&at),
            PieceKind::Tag => true,
            PieceKind::Field(..) => false,
        };
        match kept {
            true => words.add(piece.span.of(line)),
            false => words.cut(),
        }
    }
    words.finish()
}

fn is_separator(text: &str) -> bool {
    text.chars()
        .all(|c| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '/' | '·' | '•'))
}

/// Words that stand between two names, in some languages.
const AND: [&str; 10] = ["and", "&", "+", "und", "et", "y", "e", "en", "og", "och"];

/// Whether a piece is all that stands between two owners, as in `@Dana and @Bo`.
fn joins_owners(line: &str, pieces: &[Piece], at: usize) -> bool {
    let is_owner = |at: Option<usize>| {
        let piece = at.and_then(|at| pieces.get(at));
        piece.is_some_and(|piece| matches!(piece.kind, PieceKind::Owner(_)))
    };
    let between = is_owner(at.checked_sub(1)) && is_owner(Some(at + 1));
    let word = || {
        pieces
            .get(at)
            .map_or("", |piece| piece.span.of(line).trim_matches([' ', ',', '\u{a0}']))
    };
    between && AND.contains(&word())
}

/// Joins kept texts: as they stood where they touched, with one space where something between them was cut.
struct Words {
    text: String,
    seam: bool,
}

impl Words {
    fn cut(&mut self) {
        self.seam = true;
    }

    fn add(&mut self, more: &str) {
        if !self.seam {
            self.text.push_str(more);
            return;
        }
        self.text.truncate(white::trim_end(&self.text).len());
        let more = if self.text.is_empty() { lead_in(more) } else { more };
        let more = white::trim_start(more);
        if !self.text.is_empty() && !more.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(more);
        self.seam = more.is_empty();
    }

    fn finish(mut self) -> String {
        self.text.truncate(white::trim_end(&self.text).len());
        match white::trim_start(&self.text) {
            text if text.len() < self.text.len() => text.to_owned(),
            _ => self.text,
        }
    }
}

/// Text after an owner or field that begins the line, without the `:` or dash that follows it.
fn lead_in(text: &str) -> &str {
    let rest = text.trim_start();
    let cut = rest.strip_prefix([':', ',', '-', '–', '—']);
    cut.filter(|t| t.is_empty() || t.starts_with(char::is_whitespace))
        .unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::super::{OwnerKind, parse};
    use super::*;

    fn read(line: &str) -> Task {
        parse(line, &ParseOptions::default()).unwrap()
    }

    fn owners(task: &Task) -> Vec<&str> {
        task.owners.iter().map(|o| o.name.as_str()).collect()
    }

    #[test]
    fn reads_a_line_with_tags_after_its_fields() {
        let task = read("- [?] Send the plan to Ann. @Dana Ruiz 📅 2025-10-26 ⏫ #task #proposed ^x1");
        assert_eq!(task.text, "Send the plan to Ann.");
        assert_eq!(task.description, "Send the plan to Ann. #task #proposed");
        assert_eq!(owners(&task), ["Dana Ruiz"]);
        assert_eq!(task.dates.due.as_ref().unwrap().text, "2025-10-26");
        assert_eq!(
            (task.priority, task.proposed, task.is_done),
            (Priority::High, true, false)
        );
        assert_eq!((task.tags.len(), task.block_link.as_str()), (2, " ^x1"));
        assert_eq!(task.diagnostics, []);
    }

    #[test]
    fn reads_both_formats_on_one_line() {
        let task = read("- [/] [due:: 2025-10-26], 🛫 2025-10-01 Draft [owner:: Dana Ruiz; Me] (priority:: Low)");
        assert_eq!(task.text, "Draft");
        assert_eq!(owners(&task), ["Dana Ruiz", "Me"]);
        assert_eq!(task.owners[1].kind, OwnerKind::Myself);
        assert_eq!(task.priority, Priority::Low);
        assert!(task.dates.due.is_some() && task.dates.start.is_some());
    }

    #[test]
    fn an_owner_in_a_sentence_stays_readable() {
        let task = read("- [ ] Ask @Dana Ruiz, then tell @Bo");
        assert_eq!(task.description, "Ask @Dana Ruiz, then tell");
        assert_eq!(owners(&task), ["Dana Ruiz", "Bo"]);
        assert_eq!(
            read("- [ ] @Dana: call #now the bank").description,
            "call #now the bank"
        );
    }

    #[test]
    fn reports_what_it_cannot_read() {
        let task = read("- [ ] x 📅 2025-02-30 📅 2025-03-01 [priority:: urgent]");
        let codes: Vec<&str> = task.diagnostics.iter().map(|d| d.code).collect();
        assert_eq!(
            codes,
            ["task-date-invalid", "task-field-repeated", "task-field-unreadable"]
        );
        let due = task.dates.due.unwrap();
        assert_eq!((due.value, due.text.as_str()), (None, "2025-02-30"));
    }

    #[test]
    fn a_dash_after_an_owner_is_no_text_whatever_follows() {
        for line in [
            "- [ ] @Dana Ruiz- ",
            "- [ ] @Dana Ruiz - ✅ 2025-06-10",
            "- [ ] #tag\t-",
            "- [ ] 📅 2025-06-10 – ",
        ] {
            assert_eq!(read(line).text, "", "{line}");
        }
        assert_eq!(read("- [ ] @Dana -5 degrees").text, "-5 degrees");
    }

    #[test]
    fn a_link_is_no_task() {
        assert_eq!(parse("- [x](target.md)", &ParseOptions::default()), None);
    }
}
