//! A task line as the Tasks plugin reads it.
//!
//! Fields and tags are taken from the end of the line, one after another in any order, until something else stands there;
//! what is left is the description. Source:
//! <https://publish.obsidian.md/tasks/Reference/Task+Formats/About+Task+Formats>.

use super::field::{FieldName, Forms};
use super::item::{Item, Spacing, is_space};
use super::lenient::head;
use super::{DateName, ParseOptions, Priority, Rule, Source, Task, TaskDate};

/// How often the plugin looks for more fields: a long tail of them stays in the description.
const PASSES: usize = 21;

pub(super) fn parse(line: &str, options: &ParseOptions) -> Option<Task> {
    let item = Item::split(line, Spacing::Plugin)?;
    let body = item.body.of(line);
    if !options.is_included(body) {
        return None;
    }
    let mut task = head(line, item, options);
    let mut tail = Tail {
        text: body,
        forms: Forms::of(options.format),
        tags: Vec::new(),
        rule: None,
    };
    let mut passes = 0;
    while passes < PASSES && tail.pass(&mut task) {
        passes += 1;
    }
    task.rule = tail.rule.and_then(|text| rule(text, &task));
    task.recurrence = task.rule.as_ref().map(Rule::to_string);
    task.description = tail.description();
    task.tags = tags(&task.description)
        .filter(|tag| *tag != options.global_filter)
        .map(str::to_owned)
        .collect();
    task.text = without_tags(&task.description);
    task.infer_date(options.fallback_date);
    task.source = Source::Plugin {
        format: options.format,
        hard_break: hard_break(line).to_owned(),
    };
    Some(task)
}

/// A rule needs a day to count from: a reference date that does not exist makes it none, unless it counts from *done*.
fn rule(text: &str, task: &Task) -> Option<Rule> {
    Rule::read(text).filter(|rule| rule.can_count(&task.dates))
}

/// Two or more spaces at the end of a line are a line break in Markdown; the plugin keeps them.
fn hard_break(line: &str) -> &str {
    let end = line.len() - line.trim_end_matches(' ').len();
    if end < 2 {
        ""
    } else {
        line.get(line.len() - end..).unwrap_or("")
    }
}

/// The text that is still to be looked at, from its end.
struct Tail<'a> {
    text: &'a str,
    forms: Forms,
    /// Tags that were passed over, last first.
    tags: Vec<&'a str>,
    rule: Option<&'a str>,
}

impl<'a> Tail<'a> {
    /// Takes each kind of field once, if it stands at the end by then; says whether there was any.
    fn pass(&mut self, task: &mut Task) -> bool {
        let mut found = false;
        if let Some(priority) = self.priority() {
            task.priority = priority;
            found = true;
        }
        const DATES: [DateName; 6] = [
            DateName::Done,
            DateName::Cancelled,
            DateName::Due,
            DateName::Scheduled,
            DateName::Start,
            DateName::Created,
        ];
        for name in DATES {
            if let Some(text) = self.take(FieldName::Date(name), is_date) {
                *task.dates.slot(name) = Some(TaskDate::read(text));
                found = true;
            }
        }
        if let Some(text) = self.take(FieldName::Recurrence, is_rule) {
            self.rule = Some(text.trim_matches(is_space));
            found = true;
        }
        if let Some(text) = self.take(FieldName::OnCompletion, is_word) {
            let action = text.to_ascii_lowercase();
            let known = matches!(action.as_str(), "keep" | "delete");
            task.on_completion = if known { action } else { String::new() };
            found = true;
        }
        found |= self.tag();
        if let Some(text) = self.take(FieldName::Id, is_id) {
            text.clone_into(&mut task.id);
            found = true;
        }
        if let Some(text) = self.take(FieldName::DependsOn, are_ids) {
            task.depends_on = text.split(',').map(|id| id.trim_matches(' ').to_owned()).collect();
            found = true;
        }
        found
    }

    fn priority(&mut self) -> Option<Priority> {
        let (before, priority) = self.forms.priority(self.text)?;
        self.text = before.trim_matches(is_space);
        Some(priority)
    }

    /// Takes a field with such a value from the end of the text.
    fn take(&mut self, name: FieldName, is_value: fn(&str) -> bool) -> Option<&'a str> {
        let (before, value) = self.forms.field(self.text, name, is_value)?;
        self.text = before.trim_matches(is_space);
        Some(value)
    }

    fn tag(&mut self) -> bool {
        let Some(at) = tag_at_end(self.text) else {
            return false;
        };
        let (before, tag) = self.text.split_at_checked(at).unwrap_or((self.text, ""));
        self.tags.push(tag.trim_matches(is_space));
        self.text = before.trim_matches(is_space);
        true
    }

    fn description(&self) -> String {
        let words = Some(self.text).filter(|t| !t.is_empty()).into_iter();
        let all: Vec<&str> = words.chain(self.tags.iter().rev().copied()).collect();
        all.join(" ")
    }
}

fn is_date(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, b)| {
            if at == 4 || at == 7 {
                b == b'-'
            } else {
                b.is_ascii_digit()
            }
        })
}

fn is_rule(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b',' | b' ' | b'!');
    !text.is_empty() && text.bytes().all(allowed)
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphabetic())
}

fn is_id(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_');
    !text.is_empty() && text.bytes().all(allowed)
}

fn are_ids(text: &str) -> bool {
    text.split(',').all(|id| is_id(id.trim_matches(' ')))
}

/// What may stand in a tag: the plugin takes numbers and tabs, and stops at more punctuation than the host app.
fn is_tag_char(c: char) -> bool {
    !" !@#$%^&*(),.?\":{}|<>".contains(c)
}

/// Where the tag at the end of a text begins, if white space or nothing stands before it.
fn tag_at_end(text: &str) -> Option<usize> {
    let at = text.trim_end_matches(is_tag_char).len().checked_sub(1)?;
    let (before, tag) = text.split_at_checked(at)?;
    let begins = before.chars().next_back().is_none_or(is_space);
    (tag.starts_with('#') && tag.len() > 1 && begins).then_some(at)
}

/// All tags of a text.
pub(super) fn tags(text: &str) -> impl Iterator<Item = &str> {
    spans(text).filter_map(|(start, end)| Some(text.get(start..end)?.trim_matches(is_space)))
}

/// Start and end of all tags, with the one white space before each.
fn spans(text: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let hash = from + text.get(from..)?.find('#')?;
            let before = text.get(from..hash)?.chars().next_back();
            let word = text.get(hash + 1..)?;
            let len = word.find(|c| !is_tag_char(c)).unwrap_or(word.len());
            let begins = if from == hash {
                hash == 0
            } else {
                before.is_some_and(is_space)
            };
            from = hash + 1 + if begins { len } else { 0 };
            if begins && len > 0 {
                return Some((hash - before.map_or(0, char::len_utf8), from));
            }
        }
    })
}

/// A description without its tags.
pub(super) fn without_tags(text: &str) -> String {
    let mut rest = String::with_capacity(text.len());
    let mut from = 0;
    for (start, end) in spans(text) {
        rest.push_str(text.get(from..start).unwrap_or(""));
        from = end;
    }
    rest.push_str(text.get(from..).unwrap_or(""));
    rest.trim_matches(is_space).to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::Format;
    use super::*;

    fn read(line: &str, format: Format) -> Task {
        let options = ParseOptions {
            format,
            strict: true,
            ..ParseOptions::default()
        };
        parse(line, &options).unwrap()
    }

    #[test]
    fn takes_fields_from_the_end_only() {
        let task = read("- [ ] pay #home 📅 2025-06-20 ⏫ #bill", Format::Emoji);
        assert_eq!(
            (task.description.as_str(), task.priority),
            ("pay #home #bill", Priority::High)
        );
        assert_eq!(task.text, "pay");
        let task = read("- [ ] pay 📅 2025-06-20 the rent", Format::Emoji);
        assert_eq!(
            (task.description.as_str(), task.dates.due),
            ("pay 📅 2025-06-20 the rent", None)
        );
    }

    #[test]
    fn reads_one_format() {
        let task = read("- [ ] pay [due:: 2025-06-20] (priority:: low),", Format::Dataview);
        assert_eq!((task.description.as_str(), task.priority), ("pay", Priority::Low));
        let task = read("- [ ] pay [due:: 2025-06-20]", Format::Emoji);
        assert_eq!(task.description, "pay [due:: 2025-06-20]");
    }

    #[test]
    fn tags_need_white_space_before_them() {
        let all = |text| tags(text).collect::<Vec<_>>();
        assert_eq!(all("#a b#c #12.3 ##d # e #f-g/h"), ["#a", "#12", "#f-g/h"]);
        assert_eq!(without_tags("#a call #b the #c.d bank"), "call the.d bank");
    }

    #[test]
    fn a_rule_without_a_day_to_count_from_is_none() {
        assert_eq!(
            read("- [ ] x 🔁 every day 📅 2025-02-30", Format::Emoji).recurrence,
            None
        );
        let task = read("- [ ] x 🔁 every day when done 📅 2025-02-30", Format::Emoji);
        assert_eq!(task.recurrence.as_deref(), Some("every day when done"));
    }
}
