//! Tables of people as a section writes them: columns, outer bars, widths.

use super::scene::{Lines, Section, line_behind, line_text};
use crate::note::{Note, SectionKind};

/// The table of a section.
pub(super) struct Table<'n> {
    note: &'n Note,
    header: &'n [crate::text::Span],
    /// The line of its header.
    first: u32,
    /// The line behind its last row.
    pub(super) end: u32,
}

/// The columns of a person's row, by what a header may call them.
const COLUMNS: [&[&str]; 3] = [
    &["person", "name", "contact", "who"],
    &["role", "title", "position"],
    &["company", "organisation", "organization", "account"],
];

impl<'n> Table<'n> {
    /// The first table directly under a heading. Where its header and the line below it have different numbers of cells,
    /// other programs see no table.
    pub(super) fn of(note: &'n Note, section: &Section) -> Option<Self> {
        let block = section.block(note, SectionKind::Table)?;
        let table = note.tables.iter().find(|table| table.span == block)?;
        let first = note.line_of(table.span.start);
        let is_even = columns(line_text(note, first + 1)) == table.header.len();
        is_even.then(|| Self {
            note,
            header: &table.header,
            first,
            end: line_behind(note, table.span),
        })
    }

    /// The lines of a new table with rows of person, role and company.
    pub(super) fn lines_of(rows: impl Iterator<Item = [String; 3]>) -> Vec<String> {
        let head = ["| Person | Role | Company |", "|--------|------|---------|"];
        let rows = rows.map(|[person, role, company]| format!("| {person} | {role} | {company} |"));
        head.into_iter().map(str::to_owned).chain(rows).collect()
    }

    /// Puts a row of person, role and company behind the last one, under the columns that are called so.
    pub(super) fn append(&self, lines: &mut Lines, cells: &[String; 3]) {
        let mut columns = [None; 3];
        for (column, names) in columns.iter_mut().zip(COLUMNS) {
            let called = |cell: &crate::text::Span| {
                let text = self.note.slice(*cell).trim_matches('*');
                names.iter().any(|name| text.eq_ignore_ascii_case(name))
            };
            *column = self.header.iter().position(called);
        }
        if let [person @ None, ..] = &mut columns {
            *person = Some(0);
        }
        let cell = |at: usize| {
            let index = columns.iter().position(|column| *column == Some(at));
            index.and_then(|index| cells.get(index)).map_or("", String::as_str)
        };
        let row: Vec<&str> = (0..self.header.len()).map(cell).collect();
        lines.insert(self.end, self.row(&row));
    }

    /// A row with the bars and widths of the header's line, where the last row has them too.
    fn row(&self, cells: &[&str]) -> String {
        let header = line_text(self.note, self.first);
        let body = header.trim();
        let indent = header.get(..header.len() - header.trim_start().len()).unwrap_or("");
        let bars = bars(header);
        let aligned = self.end > self.first + 2 && bars == self::bars(line_text(self.note, self.end - 1));
        let leading = body.starts_with('|');
        let edges: Vec<usize> = if leading {
            bars
        } else {
            std::iter::once(0).chain(bars).collect()
        };
        let width = |at: usize| match (edges.get(at), edges.get(at + 1)) {
            (Some(start), Some(end)) if aligned => end.saturating_sub(start + 3),
            _ => 0,
        };
        let padded = |(at, cell): (usize, &&str)| {
            let missing = width(at).saturating_sub(cell.chars().count());
            format!("{cell}{}", " ".repeat(missing))
        };
        let cells: Vec<String> = cells.iter().enumerate().map(padded).collect();
        let open = if leading { "| " } else { "" };
        let close = if body.len() > 1 && body.ends_with('|') {
            " |"
        } else {
            ""
        };
        format!("{indent}{open}{}{close}", cells.join(" | "))
    }
}

/// The cells of a line of dashes and bars.
fn columns(line: &str) -> usize {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    line.strip_suffix('|').unwrap_or(line).split('|').count()
}

/// Where the bars between cells stand in a line, in characters.
fn bars(line: &str) -> Vec<usize> {
    let mut escaped = false;
    let is_bar = |c: char| {
        let bar = c == '|' && !escaped;
        escaped = c == '\\' && !escaped;
        bar
    };
    let mut is_bar = is_bar;
    line.trim()
        .chars()
        .enumerate()
        .filter(|(_, c)| is_bar(*c))
        .map(|(at, _)| at)
        .collect()
}
