//! Toggling a task or setting its status: the line or lines that take its place.
//!
//! What happens is what the Tasks plugin does, see <https://publish.obsidian.md/tasks/Getting+Started/Toggling+and+Editing+Statuses>:
//! done and cancelled dates come and go with the status, a recurring task that is done leaves its next occurrence, and
//! `🏁 delete` removes what is done. Strict mode writes the whole line as the plugin does; else only what changes is changed.

use serde::{Deserialize, Serialize};

use super::edit::Edits;
use super::field::FieldName;
use super::item::{Item, Spacing};
use super::recurrence::{Next, NextDates};
use super::serialize::Source;
use super::{DateName, Format, ParseOptions, Status, StatusType, Statuses, Task, TaskDate, parse};
use crate::note::Day;

/// How to toggle.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ToggleOptions {
    /// The day on which it happens.
    pub today: Day,
    /// How to write new fields; strict mode reads no other.
    #[serde(default)]
    pub format: Format,
    /// The statuses of the vault; absent, those of the plugin, and Relata's too unless strict.
    #[serde(default)]
    pub statuses: Option<Statuses>,
    /// What the plugin's settings say of it.
    #[serde(default)]
    pub settings: ToggleSettings,
    /// The symbol of the status to set, or a type such as `DONE` for the first status of that type; absent, the next one.
    #[serde(default)]
    pub set_status_to: Option<String>,
    /// Only lines with this text are tasks; empty for all.
    #[serde(default)]
    pub global_filter: String,
    /// Write exactly what the Tasks plugin writes.
    #[serde(default)]
    pub strict: bool,
}

/// The plugin's settings that bear on toggling, by its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ToggleSettings {
    /// Write the next occurrence below the done line, not above it.
    pub recurrence_on_next_line: bool,
    /// Give new occurrences a created date.
    pub set_created_date: bool,
    /// Give done tasks a done date.
    pub set_done_date: bool,
    /// Give cancelled tasks a cancelled date.
    pub set_cancelled_date: bool,
    /// Leave the scheduled date out of new occurrences that have another date.
    pub remove_scheduled_date_on_recurrence: bool,
}

impl Default for ToggleSettings {
    fn default() -> Self {
        Self {
            recurrence_on_next_line: false,
            set_created_date: false,
            set_done_date: true,
            set_cancelled_date: true,
            remove_scheduled_date_on_recurrence: false,
        }
    }
}

/// What takes the place of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Toggled {
    /// The new lines; none when the line goes.
    pub lines: Vec<String>,
    /// Whether the line was a task.
    pub is_task: bool,
    /// Where an editor puts the cursor.
    pub cursor: Cursor,
}

/// A place in the new lines: where one part is absent the cursor keeps it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Cursor {
    /// Line from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// Column from 0, in UTF-16 units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ch: Option<usize>,
}

/// Toggles a line, or sets its status.
///
/// A list item without a box gets one, other text becomes a task; setting a status leaves such lines as they are.
pub fn toggle(line: &str, options: &ToggleOptions) -> Toggled {
    let reading = options.reading();
    if let Some(task) = parse(line, &reading) {
        let change = Change::new(&task, options, &reading);
        let lines = if change.is_none() {
            vec![task.line()]
        } else {
            change.lines(&task, line)
        };
        return Toggled {
            cursor: Cursor {
                line: Some(lines.len().saturating_sub(1)),
                ch: None,
            },
            lines,
            is_task: true,
        };
    }
    let text = match options.set_status_to {
        Some(_) => line.to_owned(),
        None => with_box(line, &reading),
    };
    Toggled {
        cursor: Cursor {
            line: None,
            ch: Some(text.encode_utf16().count()),
        },
        lines: vec![text],
        is_task: false,
    }
}

/// What stands in the box of a task once it is toggled or set; `None` for a line that is no task.
pub fn next_symbol(line: &str, options: &ToggleOptions) -> Option<String> {
    let reading = options.reading();
    let task = parse(line, &reading)?;
    Some(Change::new(&task, options, &reading).to.symbol.into())
}

impl ToggleOptions {
    fn reading(&self) -> ParseOptions {
        ParseOptions {
            format: self.format,
            global_filter: self.global_filter.clone(),
            strict: self.strict,
            statuses: self.statuses.clone(),
            ..ParseOptions::default()
        }
    }
}

/// A line that is no task, with a box.
fn with_box(line: &str, reading: &ParseOptions) -> String {
    let spacing = if reading.strict { Spacing::Plugin } else { Spacing::Any };
    if let Some(item) = Item::split(line, spacing) {
        // A box that is no task's, for want of the global filter: only its symbol changes.
        let next = &reading.status(item.symbol.of(line)).next;
        let (before, after) = (
            line.get(..item.symbol.start as usize),
            line.get(item.symbol.end as usize..),
        );
        return [before.unwrap_or(""), next, after.unwrap_or("")].concat();
    }
    let (indentation, marker, rest) = Item::start(line, spacing);
    match marker {
        "" => format!("{indentation}- [ ] {rest}"),
        _ => format!("{indentation}{marker} [ ]{rest}"),
    }
}

/// The status of a symbol, or the first one of a type; `None` for a type that the vault has no status of, and for what can
/// be no symbol.
fn wanted_status(wanted: &str, reading: &ParseOptions) -> Option<Status> {
    match StatusType::of_name(wanted) {
        Some(kind) => reading.statuses().iter().find(|status| status.kind == kind).cloned(),
        None => is_symbol(wanted).then(|| reading.status(wanted).into_owned()),
    }
}

/// Whether a text can stand in a box: one character that does not end the box or the line.
fn is_symbol(text: &str) -> bool {
    let mut chars = text.chars();
    let ends = |c: char| matches!(c, ']' | '\n' | '\r' | '\u{2028}' | '\u{2029}');
    chars.next().is_some_and(|c| !ends(c)) && chars.next().is_none()
}

/// What becomes of a done or cancelled date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stamp {
    Keep,
    Remove,
    Set(Day),
}

/// A change of status, with all that follows from it.
struct Change<'a> {
    options: &'a ToggleOptions,
    reading: &'a ParseOptions,
    from: Status,
    to: Status,
}

impl<'a> Change<'a> {
    fn new(task: &Task, options: &'a ToggleOptions, reading: &'a ParseOptions) -> Self {
        let from = reading.status(&task.status_symbol).into_owned();
        let to = match &options.set_status_to {
            Some(wanted) => wanted_status(wanted, reading).unwrap_or_else(|| from.clone()),
            None => reading.status(&from.next).into_owned(),
        };
        Self {
            options,
            reading,
            from,
            to,
        }
    }

    fn is_none(&self) -> bool {
        self.from == self.to
    }

    fn completes(&self) -> bool {
        self.to.kind == StatusType::Done && self.from.kind != StatusType::Done
    }

    fn lines(&self, task: &Task, line: &str) -> Vec<String> {
        let next = self.next_dates(task).map(|dates| match self.options.strict {
            true => self.plugin_next(task, dates).line(),
            false => self.edited_next(task, line, dates),
        });
        let done = match self.options.strict {
            true => self.plugin_done(task).line(),
            false => self.edited_done(task, line),
        };
        let deleted = self.completes() && task.on_completion == "delete";
        let done = (!deleted).then_some(done);
        match self.options.settings.recurrence_on_next_line {
            true => done.into_iter().chain(next).collect(),
            false => next.into_iter().chain(done).collect(),
        }
    }

    fn stamp(&self, kind: StatusType, wanted: bool) -> Stamp {
        match (self.to.kind == kind, self.from.kind == kind) {
            (false, _) => Stamp::Remove,
            (true, true) => Stamp::Keep,
            (true, false) if wanted => Stamp::Set(self.options.today),
            (true, false) => Stamp::Remove,
        }
    }

    /// Done and cancelled date.
    fn stamps(&self) -> [(DateName, Stamp); 2] {
        let settings = self.options.settings;
        [
            (DateName::Done, self.stamp(StatusType::Done, settings.set_done_date)),
            (
                DateName::Cancelled,
                self.stamp(StatusType::Cancelled, settings.set_cancelled_date),
            ),
        ]
    }

    /// The dates of the next occurrence, when there is one. Unlike the plugin Relata ends with the last occurrence, and
    /// makes none from a date that does not exist.
    fn next_dates(&self, task: &Task) -> Option<NextDates> {
        let rule = task.rule.as_ref().filter(|_| self.completes())?;
        let drop_scheduled = self.options.settings.remove_scheduled_date_on_recurrence;
        let next = rule.next(self.options.today, &task.dates, drop_scheduled);
        let certain = rule.can_count(&task.dates) && !next.any(Next::Exhausted);
        (self.options.strict || certain).then_some(next)
    }

    /// The status of the next occurrence: the first to do after this one, else the first in progress, else a space.
    fn next_status(&self) -> Status {
        let status = |symbol: &str| self.reading.status(symbol).into_owned();
        let first = status(&self.to.next);
        let known = self.reading.statuses().iter().count();
        let chain = || std::iter::successors(Some(first.clone()), |from| Some(status(&from.next))).take(known.max(1));
        let find = |kind| chain().find(|status| status.kind == kind);
        find(StatusType::Todo)
            .or_else(|| find(StatusType::InProgress))
            .unwrap_or_else(|| status(" "))
    }

    fn created(&self) -> Option<Day> {
        self.options.settings.set_created_date.then_some(self.options.today)
    }

    fn plugin_done(&self, task: &Task) -> Task {
        let mut done = task.clone();
        done.status_symbol = self.to.symbol.clone();
        for (name, stamp) in self.stamps() {
            match stamp {
                Stamp::Keep => {}
                Stamp::Remove => *done.dates.slot(name) = None,
                Stamp::Set(day) => *done.dates.slot(name) = Some(day.into()),
            }
        }
        done
    }

    fn plugin_next(&self, task: &Task, dates: NextDates) -> Task {
        let mut next = task.clone();
        next.status_symbol = self.next_status().symbol;
        next.block_link.clear();
        next.id.clear();
        next.depends_on.clear();
        next.dates.done = None;
        next.dates.cancelled = None;
        next.dates.created = self.created().map(TaskDate::from);
        for (name, date) in dates.each() {
            *next.dates.slot(name) = match date {
                Next::Nothing => None,
                Next::Exhausted => Some(TaskDate::read("")),
                Next::On(day) => Some(day.into()),
            };
        }
        next
    }

    fn edits<'t>(&self, task: &'t Task, line: &'t str, symbol: &str) -> Option<Edits<'t>> {
        let Source::Line {
            pieces, symbol: place, ..
        } = &task.source
        else {
            return None;
        };
        let mut edits = Edits::new(line, pieces, self.options.format);
        edits.replace(*place, symbol);
        Some(edits)
    }

    fn edited_done(&self, task: &Task, line: &str) -> String {
        let Some(mut edits) = self.edits(task, line, &self.to.symbol) else {
            return line.to_owned();
        };
        for (name, stamp) in self.stamps() {
            match stamp {
                Stamp::Keep => {}
                Stamp::Remove => edits.remove(FieldName::Date(name)),
                Stamp::Set(day) => edits.set(FieldName::Date(name), &day.to_string()),
            }
        }
        edits.apply()
    }

    fn edited_next(&self, task: &Task, line: &str, dates: NextDates) -> String {
        let Some(mut edits) = self.edits(task, line, &self.next_status().symbol) else {
            return line.to_owned();
        };
        let gone = [FieldName::Id, FieldName::DependsOn];
        let stamped = [DateName::Done, DateName::Cancelled].map(FieldName::Date);
        gone.into_iter().chain(stamped).for_each(|name| edits.remove(name));
        let created = self.created().map_or(Next::Nothing, Next::On);
        for (name, date) in dates.each().into_iter().chain([(DateName::Created, created)]) {
            match date {
                Next::On(day) => edits.set(FieldName::Date(name), &day.to_string()),
                Next::Nothing | Next::Exhausted => edits.remove(FieldName::Date(name)),
            }
        }
        if let Source::Line { block_link, .. } = task.source {
            edits.replace(block_link, "");
        }
        edits.apply()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(strict: bool) -> ToggleOptions {
        ToggleOptions {
            today: Day::parse("2025-06-10").unwrap(),
            format: Format::Emoji,
            statuses: None,
            settings: ToggleSettings::default(),
            set_status_to: None,
            global_filter: String::new(),
            strict,
        }
    }

    fn lines(line: &str) -> Vec<String> {
        toggle(line, &options(false)).lines
    }

    #[test]
    fn only_what_changes_is_changed() {
        assert_eq!(
            lines("-  [ ] 📅  2025-06-09 pay,  @Dana Ruiz #home ^x "),
            ["-  [x] 📅  2025-06-09 pay,  @Dana Ruiz #home ✅ 2025-06-10 ^x "]
        );
        assert_eq!(lines("- [x] pay ✅ 2025-06-09 #home"), ["- [ ] pay #home"]);
        assert_eq!(
            lines("- [ ] pay [due:: 2025-06-09]"),
            ["- [x] pay [due:: 2025-06-09]  [completion:: 2025-06-10]"]
        );
        assert_eq!(lines("- [?] pay"), ["- [ ] pay"]);
    }

    #[test]
    fn the_next_occurrence_keeps_the_order_of_its_fields() {
        assert_eq!(
            lines("- [ ] 🔁 every week 📅 2025-06-09 water the plants 🆔 a1 #home ^x"),
            [
                "- [ ] 🔁 every week 📅 2025-06-16 water the plants #home",
                "- [x] 🔁 every week 📅 2025-06-09 water the plants 🆔 a1 #home ✅ 2025-06-10 ^x",
            ]
        );
    }

    #[test]
    fn nothing_is_lost_that_cannot_be_read() {
        assert_eq!(
            lines("- [ ] x 🔁 sometimes 📅 2025-06-09"),
            ["- [x] x 🔁 sometimes 📅 2025-06-09 ✅ 2025-06-10"]
        );
        assert_eq!(
            lines("- [ ] x 🔁 every day 📅 2025-02-30"),
            ["- [x] x 🔁 every day 📅 2025-02-30 ✅ 2025-06-10"]
        );
        let last = "- [ ] x 🔁 every day until June 9, 2025 📅 2025-06-09";
        assert_eq!(
            lines(last),
            ["- [x] x 🔁 every day until June 9, 2025 📅 2025-06-09 ✅ 2025-06-10"]
        );
    }

    #[test]
    fn other_lines_become_tasks() {
        assert_eq!(lines("> note"), ["> - [ ] note"]);
        assert_eq!(lines("1. item"), ["1. [ ] item"]);
        assert_eq!(lines("**bold**"), ["- [ ] **bold**"]);
        assert_eq!(toggle("**bold**", &options(true)).lines, ["* [ ]*bold**"]);
        let set = ToggleOptions {
            set_status_to: Some("x".to_owned()),
            ..options(false)
        };
        assert_eq!(toggle("note", &set).lines, ["note"]);
    }

    #[test]
    fn a_status_is_set_by_its_symbol_or_type() {
        let set = |line: &str, status: &str| {
            let set = ToggleOptions {
                set_status_to: Some(status.to_owned()),
                ..options(false)
            };
            toggle(line, &set).lines
        };
        assert_eq!(set("- [ ] pay", "/"), ["- [/] pay"]);
        assert_eq!(set("- [ ] pay", "done"), ["- [x] pay ✅ 2025-06-10"]);
        assert_eq!(set("- [x] pay ✅ 2025-06-09", "CANCELLED"), ["- [-] pay ❌ 2025-06-10"]);
        assert_eq!(set("- [x] pay ✅ 2025-06-09", "x"), ["- [x] pay ✅ 2025-06-09"]);
        // A type that the vault has no status for changes nothing.
        assert_eq!(set("- [ ] pay", "ON_HOLD"), ["- [ ] pay"]);
        // Nor does what is neither a type nor one character that a box can hold.
        for status in ["BOGUS", "", "]", "\n", "\u{2028}"] {
            assert_eq!(set("- [ ] pay", status), ["- [ ] pay"]);
        }
    }

    #[test]
    fn without_the_global_filter_only_the_box_changes() {
        let filtered = ToggleOptions {
            global_filter: "#task".to_owned(),
            ..options(false)
        };
        let toggled = toggle("- [ ] pay 🔁 every day", &filtered);
        assert_eq!(
            (toggled.lines, toggled.is_task),
            (vec!["- [x] pay 🔁 every day".to_owned()], false)
        );
    }
}
