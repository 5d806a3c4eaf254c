//! Lists of a note: facts, decisions, people, context lines, tasks, and the paragraph that sums it up.

use std::sync::Arc;

use super::context_line::ContextLine;
use super::key::NameKey;
use super::name::Named;
use super::part_map::PartMap;
use super::people;
use super::record::{Item, Listed, OpenTask, TaskRef, leads_inside, since};
use super::schema::{Part, Schema};
use super::target::Target;
use crate::note::task::{self, DateName, Task};
use crate::note::{Day, FieldKind, ListItem, Note, Section, SectionKind, Table};
use crate::order::Order as _;
use crate::text::Span;

/// Parts whose items are texts.
const TEXT_PARTS: [Part; 5] = [
    Part::Facts,
    Part::Topics,
    Part::Decisions,
    Part::Opportunities,
    Part::Blockers,
];

/// Items of facts, topics, decisions, opportunities and blockers. A list gives its items; a part that has no list gives
/// its paragraphs, topics split at commas. What is struck out counts in an entity's own note alone, where it keeps others
/// from writing it anew.
pub(super) fn items(note: &Note, parts: &PartMap, is_own: bool) -> Vec<Item> {
    let in_parts = |span: Span| parts.at(span.start).filter(|p| TEXT_PARTS.contains(p));
    let mut listed: Vec<(Part, Span)> = Vec::with_capacity(note.list_items.len());
    let mut with_list: Vec<Part> = Vec::new();
    for item in &note.list_items {
        let Some(part) = in_parts(item.span) else { continue };
        if with_list.last() != Some(&part) {
            with_list.push(part);
        }
        listed.extend(item.task.is_none().then_some((part, item.content)));
    }
    let texts = listed.iter().map(|(part, span)| (*part, span.trim(&note.text)));
    let paragraphs = paragraphs(note).filter_map(|s| Some((in_parts(s.span)?, s.span)));
    let paragraphs = paragraphs
        .filter(|(part, span)| !with_list.contains(part) && !is_field(note, *span))
        .flat_map(|(part, span)| {
            let texts = if part == Part::Topics {
                split_topics(note, span)
            } else {
                vec![span]
            };
            texts.into_iter().map(move |span| (part, span))
        });
    // A letter or figure is text; whether anything else is shows when it is read.
    let begins = |span: Span| note.slice(span).starts_with(|c: char| c.is_ascii_alphanumeric());
    let is_text = |span: Span| begins(span) || !unmarked(&note.plain(span)).is_empty();
    let is_said = |span: Span| is_text(span) && (is_own || !is_struck_out(note.slice(span)));
    let texts = texts.chain(paragraphs).filter(|(_, span)| is_said(*span));
    let mut items = Vec::with_capacity(listed.len());
    items.extend(texts.map(|(part, span)| Item::new(part, span)));
    items.order_by_key(|item| item.span.start);
    items
}

/// Whether a whole item is struck out.
fn is_struck_out(text: &str) -> bool {
    let inner = text.trim().strip_prefix("~~");
    let inner = inner.and_then(|text| text.strip_suffix("~~"));
    inner.is_some_and(|inner| !inner.is_empty() && !inner.contains("~~"))
}

/// Marks that lists put before an item, with the selector that makes a colour picture of them.
pub const MARKS: [char; 5] = ['✅', '❌', '✔', '✗', '\u{fe0f}'];

/// A text without the marks that lists put before an item.
pub fn unmarked(text: &str) -> &str {
    text.trim().trim_start_matches(MARKS).trim_start()
}

/// Topics of a paragraph: separated by commas outside brackets.
fn split_topics(note: &Note, span: Span) -> Vec<Span> {
    let text = note.slice(span);
    let offset = |part: &str| span.start as usize + (part.as_ptr() as usize - text.as_ptr() as usize);
    let parts = super::name::split_list(text).into_iter();
    parts
        .map(|part| Span::new(offset(part), offset(part) + part.len()))
        .collect()
}

pub(super) fn paragraphs(note: &Note) -> impl Iterator<Item = &Section> + Clone {
    note.sections.iter().filter(|s| s.kind == SectionKind::Paragraph)
}

/// Lines of Recent Context.
pub(super) fn context_lines(note: &Note, parts: &PartMap) -> Vec<ContextLine> {
    let items = note
        .list_items
        .iter()
        .filter(|item| parts.at(item.span.start) == Some(Part::Context));
    items.filter_map(|item| ContextLine::read(note, item.content)).collect()
}

/// People under Key Contacts, Collaborators and Related People: list items, and tables by their columns; and what a list of
/// participants says of them.
pub(super) fn people(note: &Note, parts: &PartMap) -> Vec<Listed> {
    let lists_people = |span: Span| {
        let part = parts.at(span.start)?;
        matches!(part, Part::Contacts | Part::Collaborators | Part::Related).then_some(part)
    };
    let items = note
        .list_items
        .iter()
        .filter_map(|item| listed_item(note, lists_people(item.span)?, item));
    let tables = note
        .tables
        .iter()
        .filter_map(|table| Some((lists_people(table.span)?, table)));
    let mut people: Vec<Listed> = items.collect();
    people.extend(tables.flat_map(|(part, table)| listed_rows(note, part, table)));
    people.extend(people::listed(note));
    people
}

/// `[[Name]] - role, company`: what follows a dash is the role.
fn listed_item(note: &Note, part: Part, item: &ListItem) -> Option<Listed> {
    let text = note.slice(item.content);
    let cut = [" - ", " – ", " — ", ": "]
        .iter()
        .filter_map(|sep| Some((text.find(sep)?, sep.len())))
        .min();
    let (name, role) = match cut {
        Some((at, len)) => (
            text.get(..at)?,
            Span {
                start: item.content.start + u32::try_from(at + len).ok()?,
                end: item.content.end,
            },
        ),
        None => match people::before_comma(text) {
            Some(name) => (
                name,
                Span {
                    start: item.content.start + u32::try_from(name.len() + 1).ok()?,
                    end: item.content.end,
                },
            ),
            None => (text, Span::default()),
        },
    };
    Some(Listed {
        part,
        named: people::in_order(name)?,
        role: role.trim(&note.text),
        company: Span::default(),
        span: item.content,
    })
}

fn listed_rows(note: &Note, part: Part, table: &Table) -> Vec<Listed> {
    let column = |names: &[&str]| {
        let named = |cell: &Span| {
            names
                .iter()
                .any(|n| note.slice(*cell).trim_matches('*').eq_ignore_ascii_case(n))
        };
        table.header.iter().position(named)
    };
    let name = column(&["person", "name", "contact", "who"]).unwrap_or(0);
    let (role, company) = (
        column(&["role", "title", "position"]),
        column(&["company", "organisation", "organization", "account"]),
    );
    let cell = |row: &[Span], at: Option<usize>| at.and_then(|at| row.get(at)).copied().unwrap_or_default();
    let listed = |row: &Vec<Span>| {
        let who = cell(row, Some(name));
        Some(Listed {
            part,
            named: Named::read(&note.slice(who).replace("\\|", "|"))?,
            role: cell(row, role),
            company: cell(row, company),
            span: who,
        })
    };
    table.rows.iter().filter_map(listed).collect()
}

/// All tasks, wherever they stand.
pub(super) fn tasks(note: &Note, schema: &Schema, noted: Option<Day>) -> Vec<TaskRef> {
    let items = note.list_items.iter().filter(|item| item.task.is_some());
    let mut tasks = Vec::with_capacity(items.clone().count());
    let (mut again, mut under) = (Vec::new(), Under::default());
    for item in items {
        let line = line_span(note, item.span.start);
        let Some(mut task) = task::read(note.slice(line), &schema.tasks) else {
            continue;
        };
        again.extend(Again::of(&task, tasks.len()));
        tasks.push(task_ref(note, line, &mut task, under.heading(note, line), noted));
    }
    follow(&mut tasks, &again);
    tasks
}

/// The heading that tasks stand under, read once for all of them.
#[derive(Default)]
struct Under(Option<(Span, Arc<str>)>);

impl Under {
    fn heading(&mut self, note: &Note, line: Span) -> Option<Arc<str>> {
        let heading = note.heading_above(line.start)?;
        if self.0.as_ref().is_none_or(|(span, _)| *span != heading.span) {
            self.0 = Some((heading.span, note.plain(heading.text).into()));
        }
        self.0.as_ref().map(|(_, text)| Arc::clone(text))
    }
}

/// A task that comes again.
struct Again {
    index: usize,
    /// The same for each time that it comes.
    series: u64,
    closed: Option<Day>,
}

impl Again {
    fn of(task: &Task, index: usize) -> Option<Self> {
        let rule = NameKey::of(task.recurrence.as_ref()?).raw();
        Some(Self {
            index,
            series: NameKey::of(&task.text).raw() ^ rule.rotate_left(7),
            closed: closed(task),
        })
    }
}

/// Each time that a task comes again it was made on the day on which the one beside it was done, where it does not say.
fn follow(tasks: &mut [TaskRef], again: &[Again]) {
    for pair in again.windows(2) {
        let [a, b] = pair else { continue };
        if a.series != b.series || a.index + 1 != b.index {
            continue;
        }
        let (next, made) = match (a.closed, b.closed) {
            (None, Some(made)) => (a.index, made),
            (Some(made), None) => (b.index, made),
            (Some(one), Some(other)) if one > other => (a.index, other),
            (Some(one), Some(_)) => (b.index, one),
            (None, None) => continue,
        };
        let said = tasks.get_mut(next).and_then(|task| task.said.as_mut());
        if let Some(said) = said {
            said.created.get_or_insert(made);
        }
    }
}

/// When a task was done or given up, where that is known.
fn closed(task: &Task) -> Option<Day> {
    let day = |name| task.dates.day(name);
    day(DateName::Done)
        .or_else(|| day(DateName::Cancelled))
        .filter(|_| task.is_done)
}

fn task_ref(note: &Note, line: Span, task: &mut Task, heading: Option<Arc<str>>, noted: Option<Day>) -> TaskRef {
    let open = !task.is_done;
    let owners = task.owners.iter().map(|owner| owner.name.clone()).collect();
    let said = was_open(task, noted).then(|| open_task(task));
    TaskRef {
        line,
        open,
        owners,
        number: note.line_of(line.start) + 1,
        heading,
        links: links_on(note, line),
        prose: match said {
            Some(_) => prose_on(note, line),
            None => Box::default(),
        },
        said,
    }
}

/// Whether a task is open, or was on some day that is known.
fn was_open(task: &Task, noted: Option<Day>) -> bool {
    let since = || since(task.dates.day(DateName::Created), planned(task), noted);
    !task.is_done || closed(task).is_some_and(|closed| since().is_none_or(|since| since < closed))
}

/// The first of the days on which a task is due, planned or may begin, as its line says.
fn planned(task: &Task) -> Option<Day> {
    let scheduled = task
        .dates
        .day(DateName::Scheduled)
        .filter(|_| !task.scheduled_is_inferred);
    let others = [DateName::Due, DateName::Start].map(|name| task.dates.day(name));
    others.into_iter().flatten().chain(scheduled).min()
}

/// The same number for tasks with the same text, owners and due day.
pub fn task_number(task: &Task) -> u64 {
    let due = task.dates.due.as_ref().and_then(|due| due.value);
    let owners = task.owners.iter().map(|owner| NameKey::of(&owner.name).raw());
    let parts = owners.chain(due.map(|due| u64::from(due.date().to_julian_day().unsigned_abs())));
    parts.fold(NameKey::of(&task.text).raw(), |all, part| {
        all.rotate_left(7).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ part
    })
}

fn open_task(task: &mut Task) -> OpenTask {
    OpenTask {
        due: task.dates.due.as_ref().and_then(|due| due.value),
        created: task.dates.day(DateName::Created),
        planned: planned(task),
        closed: closed(task),
        number: task_number(task),
        owner_kinds: task.owners.iter().map(|owner| owner.kind).collect(),
        priority: task.priority,
        proposed: task.proposed,
        tags: std::mem::take(&mut task.tags).into(),
        text: task.text.as_str().into(),
    }
}

/// Targets of the links on a line.
fn links_on(note: &Note, line: Span) -> Vec<Target> {
    let first = note.links.partition_point(|link| link.span.start < line.start);
    let links = note.links.iter().skip(first);
    let on_line = links.take_while(|link| link.span.start < line.end);
    let inside = on_line.filter(|link| leads_inside(link));
    inside.map(|link| Target::read(&link.target)).collect()
}

/// The prose on a line: names in a URL or in code name nobody.
fn prose_on(note: &Note, line: Span) -> Box<[Span]> {
    let first = note.prose.partition_point(|run| run.end <= line.start);
    let runs = note.prose.iter().skip(first).take_while(|run| run.start < line.end);
    let cut = |run: &Span| Span {
        start: run.start.max(line.start),
        end: run.end.min(line.end),
    };
    runs.map(cut).collect()
}

/// The line that holds byte `offset`, without its line end.
pub fn line_span(note: &Note, offset: u32) -> Span {
    let line = note.line_of(offset) as usize;
    let start = note.line_starts.get(line).copied().unwrap_or(0);
    let end = note
        .line_starts
        .get(line + 1)
        .map_or(note.text.len(), |next| *next as usize);
    let text = note.text.get(start as usize..end).unwrap_or("");
    Span::new(
        start as usize,
        start as usize + text.trim_end_matches(['\n', '\r']).len(),
    )
}

/// The paragraph that sums the note up: the first under Summary, else what a `**Summary**:` line says, else the first of the
/// body that is no key–value line and no greeting, else the first list item that is no task.
pub(super) fn summary(note: &Note, parts: &PartMap, schema: &Schema) -> Span {
    let in_summary = |s: &&Section| parts.at(s.span.start) == Some(Part::Summary);
    let lines = note.fields.iter().filter(|f| is_line(f.kind) && !f.value.is_empty());
    let mut lines = lines.filter(|f| schema.part(note.slice(f.key)) == Some(Part::Summary));
    let under = paragraphs(note).find(in_summary);
    if under.is_none()
        && let Some(line) = lines.next()
    {
        return line.value.trim(&note.text);
    }
    let mut body = paragraphs(note).filter(|s| !is_field(note, s.span));
    let greeting = body.clone().next().filter(|s| is_greeting(note.slice(s.span)));
    let first = under.or_else(|| body.find(|s| greeting.is_none_or(|greeting| s.span != greeting.span)));
    let item = || {
        note.list_items
            .iter()
            .find(|item| item.task.is_none())
            .map(|item| item.content)
    };
    first.or(greeting).map(|s| s.span).or_else(item).unwrap_or_default()
}

/// Whether a paragraph only greets, as that of a mail does: `Hello Kim,`.
fn is_greeting(text: &str) -> bool {
    const LONGEST: usize = 60;
    text.len() <= LONGEST && text.trim_end().ends_with(',') && !text.contains('\n')
}

/// Whether a paragraph begins with a key–value line or a source line.
pub(super) fn is_field(note: &Note, span: Span) -> bool {
    let at = note.fields.partition_point(|f| f.span.start < span.start);
    let field = note.fields.get(at).filter(|f| f.span.start == span.start);
    let source = note.slice(span).trim_start_matches(['*', '_']).starts_with("Source:");
    source || field.is_some_and(|f| is_line(f.kind))
}

/// Whether a field is a line of its own.
fn is_line(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Bold | FieldKind::Line)
}
