//! The one-minute reading before a meeting: who, what was said last, what is open both ways, what is new, what was
//! decided, what to be careful about.

use std::fmt::Write;
use std::sync::Arc;

use serde::Serialize;

use super::shape::{Contact, EntityHead, Item, OpenTask, Source, Summary, TouchRole};
use crate::note::Day;
use crate::note::date::leading_day;
use crate::order::Order as _;

/// How many interactions, decisions and tasks a brief shows.
const SHOWN: usize = 3;
/// How many open tasks of each side.
const TASKS: usize = 5;

/// A brief, as data and as Markdown.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Brief {
    /// The day on which it is written.
    pub as_of: Day,
    /// Who it is about.
    pub entity: EntityHead,
    /// Role, company and relationship in a line, as far as known, else the kind; of an organisation whom to talk to.
    pub who: String,
    /// What is planned, the soonest first.
    pub upcoming: Vec<Contact>,
    /// The last interactions, newest first.
    pub last: Vec<Contact>,
    /// What the vault's owner owes them.
    pub i_owe: Vec<Arc<OpenTask>>,
    /// What they owe.
    pub they_owe: Vec<Arc<OpenTask>>,
    /// Which of these tasks are done in a copy, though not where they stand.
    pub done_in_copies: Vec<DoneInCopy>,
    /// What has come to the notes since the last direct contact.
    pub news: Vec<News>,
    /// The newest decisions.
    pub decided: Vec<Item>,
    /// What to be careful about.
    pub careful: Vec<Careful>,
    /// All of it as Markdown.
    pub markdown: String,
}

/// An open task that is done in a copy; settling tasks ticks it too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct DoneInCopy {
    /// Where the task stands.
    pub source: Source,
    /// The copy.
    pub copy: Source,
}

/// Something new since the last direct contact.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct News {
    /// When.
    pub date: Day,
    /// What.
    pub text: String,
    /// Paths of the notes that say so; the link text where a note is missing.
    pub notes: Arc<[Arc<str>]>,
}

/// Something to be careful about.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Careful {
    /// Why: `overdue`, `blocker`, `conflict`, `silence` or `incomplete-name`.
    pub reason: &'static str,
    /// What.
    pub text: String,
    /// Where it stands, when one place says it.
    pub source: Option<Source>,
}

/// The brief of an entity, from its summary and those of its open tasks that are done in a copy.
pub fn brief(summary: &Summary, done_in_copies: Vec<DoneInCopy>) -> Brief {
    let mut brief = Brief {
        as_of: summary.as_of,
        entity: summary.entity.clone(),
        who: who(summary),
        upcoming: summary.upcoming.iter().take(SHOWN).cloned().collect(),
        last: summary.context.iter().take(SHOWN).cloned().collect(),
        i_owe: summary.open_tasks.i_owe.iter().take(TASKS).cloned().collect(),
        they_owe: summary.open_tasks.they_owe.iter().take(TASKS).cloned().collect(),
        news: news(summary),
        decided: decided(summary),
        careful: careful(summary, &done_in_copies),
        done_in_copies,
        markdown: String::new(),
    };
    brief.markdown = markdown(&brief, summary);
    brief
}

fn who(summary: &Summary) -> String {
    let profile = &summary.profile;
    let parts = [&profile.role, &profile.company, &profile.relationship];
    let stated: Vec<&str> = parts.into_iter().flatten().map(|s| s.value.as_str()).collect();
    let who = match stated.is_empty() {
        true => summary.entity.kind.clone(),
        false => stated.join(", "),
    };
    let contacts: Vec<&str> = summary
        .contacts
        .iter()
        .take(SHOWN)
        .map(|person| &*person.name)
        .collect();
    match contacts.is_empty() {
        true => who,
        false => format!("{who}; contacts: {}", contacts.join(", ")),
    }
}

/// Contacts that are not direct and came after the last direct one.
fn news(summary: &Summary) -> Vec<News> {
    let since = summary.last_direct.as_ref().and_then(|c| c.date);
    let later = summary
        .context
        .iter()
        .filter(|c| c.role != TouchRole::Direct && c.date > since);
    later
        .filter_map(|contact| {
            Some(News {
                date: contact.date?,
                text: line(contact).to_owned(),
                notes: contact.notes.clone(),
            })
        })
        .collect()
}

/// What an interaction was about: what it says of itself, else its title, else what it leads on to.
fn line(contact: &Contact) -> &str {
    let lines = [said(contact), title(contact), &contact.summary, &contact.title];
    lines.into_iter().find(|line| !line.is_empty()).unwrap_or_default()
}

/// The title of an interaction without its day.
fn title(contact: &Contact) -> &str {
    let title = contact.title.trim();
    let behind = leading_day(title).and_then(|(_, len)| title.get(len..));
    let title = behind.unwrap_or(title);
    title.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':' | '_'))
}

/// What an interaction says of itself. A line that only leads on to what stands below it, such as `Agenda:`, says nothing.
fn said(contact: &Contact) -> &str {
    let said = contact.summary.trim();
    if said.ends_with([':', '：']) { "" } else { said }
}

/// The newest decisions; those of the entity's own note, which have no day, last.
fn decided(summary: &Summary) -> Vec<Item> {
    let mut items = summary.decisions.items.clone();
    items.order_by_key(|item| std::cmp::Reverse(item.last));
    items.truncate(SHOWN);
    items
}

fn careful(summary: &Summary, done: &[DoneInCopy]) -> Vec<Careful> {
    let overdue = summary
        .open_tasks
        .i_owe
        .iter()
        .filter(|task| task.overdue && copy_of(task, done).is_none())
        .map(|task| Careful {
            reason: "overdue",
            text: match task.due {
                Some(due) => format!("{} (due {due})", task.text),
                None => task.text.to_string(),
            },
            source: Some(task.source.clone()),
        });
    let blockers = summary.blockers.items.iter().map(|item| Careful {
        reason: "blocker",
        text: item.text.clone(),
        source: item.sources.first().cloned(),
    });
    let conflicts = summary
        .conflicts
        .iter()
        .filter(|c| c.field != "last_contact")
        .map(|c| Careful {
            reason: "conflict",
            text: format!(
                "{}: \"{}\" in the note, \"{}\" since",
                c.field, c.stored.value, c.found.value
            ),
            source: Some(c.found.source.clone()),
        });
    overdue
        .chain(blockers)
        .chain(conflicts)
        .chain(silence(summary))
        .chain(incomplete(summary))
        .collect()
}

/// The copy in which a task is done.
fn copy_of<'d>(task: &OpenTask, done: &'d [DoneInCopy]) -> Option<&'d Source> {
    Some(&done.iter().find(|done| done.source == task.source)?.copy)
}

fn silence(summary: &Summary) -> Option<Careful> {
    let state = summary.rhythm.state;
    let (days, usual) = (summary.rhythm.silence_days?, summary.rhythm.median_days?);
    matches!(state, "drifting" | "lapsed").then(|| Careful {
        reason: "silence",
        text: format!("{state}: {days} days without direct contact, usually {usual}"),
        source: None,
    })
}

fn incomplete(summary: &Summary) -> Option<Careful> {
    summary.entity.incomplete.then(|| Careful {
        reason: "incomplete-name",
        text: "only part of the name is known".to_owned(),
        source: None,
    })
}

/// Each line with the note that says so, and the line there where it is known.
fn markdown(brief: &Brief, summary: &Summary) -> String {
    let mut out = format!("# {}\n\n{}\n", brief.entity.name, brief.who);
    let planned = brief.upcoming.iter().map(|contact| met(contact, &plan(contact)));
    section(&mut out, "Coming up", planned);
    let last = brief.last.iter().map(|contact| met(contact, line(contact)));
    section(&mut out, "Last", last);
    let (i_owe, they_owe) = (&summary.open_tasks.i_owe, &summary.open_tasks.they_owe);
    for (title, all) in [("I owe", i_owe), ("They owe", they_owe)] {
        let shown = all.iter().take(TASKS);
        let shown = shown.map(|task| self::task(task, copy_of(task, &brief.done_in_copies)));
        let more = all.len().checked_sub(TASKS).filter(|more| *more > 0);
        section(
            &mut out,
            title,
            shown.chain(more.map(|more| format!("… and {more} more"))),
        );
    }
    let news = brief.news.iter();
    let news = news.map(|n| format!("{}: {}{}", n.date, n.text, noted(&n.notes)));
    section(&mut out, "New since we last spoke", news);
    let decided = brief.decided.iter();
    let decided = decided.map(|item| format!("{}{}", item.text, placed(item.sources.first())));
    section(&mut out, "Decided", decided);
    let careful = brief.careful.iter();
    let careful = careful.map(|c| format!("{}: {}{}", c.reason, c.text, placed(c.source.as_ref())));
    section(&mut out, "Careful", careful);
    out
}

fn met(contact: &Contact, text: &str) -> String {
    let date = contact.date.map_or("undated".to_owned(), |d| d.to_string());
    let via = match &contact.via {
        Some(via) => format!(" (via {via})"),
        None if contact.role == TouchRole::Mention => " (mentioned)".to_owned(),
        None => String::new(),
    };
    format!("{date}: {text}{via}{}", noted(&contact.notes))
}

/// What something planned is about: its title without its day, and what it says of itself.
fn plan(contact: &Contact) -> String {
    let title = title(contact);
    let said = said(contact);
    let again = said.to_lowercase().starts_with(&title.to_lowercase());
    match (title, said) {
        ("", "") => line(contact).to_owned(),
        (title, "") => title.to_owned(),
        (_, said) if again => said.to_owned(),
        (title, said) => format!("{title}: {said}"),
    }
}

fn task(task: &OpenTask, copy: Option<&Source>) -> String {
    let due = task.due.map_or(String::new(), |due| format!(" 📅 {due}"));
    let done = copy.map_or(String::new(), |copy| {
        format!(", done in its copy{}", placed(Some(copy)))
    });
    format!("{}{due}{}{done}", task.text, placed(Some(&task.source)))
}

/// The first of the notes of something, and how many more there are.
fn noted(notes: &[Arc<str>]) -> String {
    match notes {
        [] => String::new(),
        [only] => format!(" ({only})"),
        [first, more @ ..] => format!(" ({first} and {} more)", more.len()),
    }
}

fn placed(source: Option<&Source>) -> String {
    source.map_or(String::new(), |source| format!(" ({}:{})", source.path, source.line))
}

fn section(out: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let mut lines = lines.peekable();
    if lines.peek().is_some() {
        let _ = write!(out, "\n## {title}\n\n");
        lines.for_each(|line| {
            let _ = writeln!(out, "- {line}");
        });
    }
}
