//! A task as a line again.

use super::field::FieldName;
use super::pieces::Piece;
use super::{Format, Priority, Task};
use crate::text::Span;

/// What a task keeps of the line it was read from.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Source {
    /// Read as the plugin reads: it is written anew from its fields.
    Plugin {
        /// The format to write.
        format: Format,
        /// The spaces that end the line.
        hard_break: String,
    },
    /// Read in Relata's own way: the line itself, cut into pieces.
    Line {
        /// The line.
        line: Box<str>,
        /// What stands in its box.
        symbol: Span,
        /// Its text.
        pieces: Vec<Piece>,
        /// Its block id with the space before it.
        block_link: Span,
    },
}

impl Task {
    /// The task as a line.
    ///
    /// Read in Relata's own way it is the line it was read from, byte for byte. Read in strict mode it is what the Tasks
    /// plugin writes: fields in a fixed order after the description, rules in its own words, and `Invalid date` for a day
    /// that does not exist.
    pub fn line(&self) -> String {
        match &self.source {
            Source::Plugin { format, hard_break } => plugin_line(self, *format, hard_break),
            Source::Line { line, pieces, .. } => from_pieces(line, pieces),
        }
    }
}

/// All before the first piece, the pieces, all after the last.
fn from_pieces(line: &str, pieces: &[Piece]) -> String {
    let mut written = String::with_capacity(line.len());
    let mut end = 0;
    for piece in pieces {
        written.push_str(line.get(end..piece.span.start as usize).unwrap_or(""));
        written.push_str(piece.span.of(line));
        end = piece.span.end as usize;
    }
    written.push_str(line.get(end..).unwrap_or(""));
    written
}

fn plugin_line(task: &Task, format: Format, hard_break: &str) -> String {
    let head = format!("{}{} [{}] ", task.indentation, task.list_marker, task.status_symbol);
    let fields: String = fields(task).map(|(name, value)| field(format, name, &value)).collect();
    [&head, &task.description, &fields, &task.block_link, hard_break].concat()
}

/// A field as the plugin writes it, with the space before it. Two spaces keep inline fields apart where they are shown.
pub(super) fn field(format: Format, name: FieldName, value: &str) -> String {
    match (format, name.symbol()) {
        (Format::Dataview, _) => format!("  [{}:: {value}]", name.key()),
        (Format::Emoji, Some(symbol)) => format!(" {symbol} {value}"),
        (Format::Emoji, None) => {
            let priority = Priority::of_word(value).and_then(Priority::symbol);
            priority.map_or_else(String::new, |symbol| format!(" {symbol}"))
        }
    }
}

/// The fields of a task with their values, in the plugin's order.
fn fields(task: &Task) -> impl Iterator<Item = (FieldName, String)> {
    use super::DateName::{Cancelled, Created, Done, Due, Scheduled, Start};
    let text = |name, text: &str| (name, text.to_owned());
    let priority = if task.priority == Priority::None {
        ""
    } else {
        task.priority.word()
    };
    let words = [
        text(FieldName::Id, &task.id),
        (FieldName::DependsOn, task.depends_on.join(",")),
        text(FieldName::Priority, priority),
        text(FieldName::Recurrence, task.recurrence.as_deref().unwrap_or("")),
        text(FieldName::OnCompletion, &task.on_completion),
    ];
    let dates = [Created, Start, Scheduled, Due, Cancelled, Done]
        .into_iter()
        .filter_map(|name| {
            let inferred = name == Scheduled && task.scheduled_is_inferred;
            let date = task.dates.get(name).filter(|_| !inferred)?;
            let written = date
                .value
                .map_or_else(|| "Invalid date".to_owned(), |day| day.to_string());
            Some((FieldName::Date(name), written))
        });
    words.into_iter().filter(|(_, value)| !value.is_empty()).chain(dates)
}
