//! Combinations of filters: `(due today) OR NOT (has tags)`.
//!
//! Each filter stands in `(…)`, `[…]`, `{…}` or `"…"`, of one kind on a line. `NOT` binds closest, then `XOR`, `AND`, `OR`.

use super::filter::{self, Filter};
use crate::note::Day;

/// How deep filters may be nested.
const DEEPEST: usize = 64;

const DELIMITERS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('{', '}'), ('"', '"')];

/// Whether a line combines filters: it begins with a delimiter, or with `NOT` and one.
pub(super) fn is_combination(line: &str) -> bool {
    delimiters(line).is_some()
}

fn delimiters(line: &str) -> Option<(char, char)> {
    let mut rest = line.trim_start();
    while let Some(after) = rest.strip_prefix("NOT") {
        rest = after.trim_start();
    }
    DELIMITERS.into_iter().find(|(open, _)| rest.starts_with(*open))
}

/// Reads a combination.
pub(super) fn parse(line: &str, today: Day) -> Result<Filter, String> {
    let (open, close) = delimiters(line).ok_or("filters that are combined stand in brackets")?;
    nested(line, open, close, today, 0)
}

fn nested(line: &str, open: char, close: char, today: Day, depth: usize) -> Result<Filter, String> {
    if depth > DEEPEST {
        return Err(format!("filters are nested more than {DEEPEST} deep"));
    }
    let mut reader = Reader {
        rest: line,
        open,
        close,
        today,
        depth,
    };
    let filter = reader.any()?;
    let rest = reader.rest.trim();
    match rest {
        "" => Ok(filter),
        _ => Err(format!(
            "filters in {open}…{close} are combined by AND, OR, XOR and NOT, in capitals; not by \"{rest}\""
        )),
    }
}

struct Reader<'a> {
    rest: &'a str,
    open: char,
    close: char,
    today: Day,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn any(&mut self) -> Result<Filter, String> {
        self.several("OR", Self::all, Filter::Any)
    }

    fn all(&mut self) -> Result<Filter, String> {
        self.several("AND", Self::odd, Filter::All)
    }

    fn odd(&mut self) -> Result<Filter, String> {
        self.several("XOR", Self::one, Filter::Odd)
    }

    fn several(
        &mut self,
        operator: &str,
        part: fn(&mut Self) -> Result<Filter, String>,
        join: fn(Vec<Filter>) -> Filter,
    ) -> Result<Filter, String> {
        let first = part(self)?;
        let mut parts = vec![first];
        while self.accept(operator) {
            parts.push(part(self)?);
        }
        Ok(match parts.pop() {
            Some(only) if parts.is_empty() => only,
            last => join(parts.into_iter().chain(last).collect()),
        })
    }

    fn one(&mut self) -> Result<Filter, String> {
        let mut wanted = true;
        while self.accept("NOT") {
            wanted = !wanted;
        }
        let inside = self.inside()?;
        // What stands in brackets is itself a combination, or a filter.
        let text = inside.trim_start();
        let combined = is_combination(text) && (text.starts_with("NOT") || text.starts_with(self.open));
        let filter = match combined {
            true => nested(inside, self.open, self.close, self.today, self.depth + 1)?,
            false => filter::parse_one(inside, self.today)?,
        };
        Ok(if wanted { filter } else { Filter::Not(Box::new(filter)) })
    }

    fn accept(&mut self, operator: &str) -> bool {
        let Some(after) = self.rest.trim_start().strip_prefix(operator) else {
            return false;
        };
        let ends = !after.starts_with(|c: char| c.is_alphanumeric());
        if ends {
            self.rest = after;
        }
        ends
    }

    /// The text in the next pair of delimiters.
    fn inside(&mut self) -> Result<&'a str, String> {
        let (open, close) = (self.open, self.close);
        let rest = self.rest.trim_start();
        let text = rest
            .strip_prefix(open)
            .ok_or_else(|| format!("a filter in {open}…{close} is missing here: \"{rest}\""))?;
        let end = closing(text, open, close).ok_or_else(|| format!("\"{open}\" is not closed"))?;
        self.rest = text.get(end + close.len_utf8()..).unwrap_or("");
        Ok(text.get(..end).unwrap_or(""))
    }
}

/// Where the delimiter closes that opened before `text`.
fn closing(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0usize;
    for (at, c) in text.char_indices() {
        if c == close && depth == 0 {
            return Some(at);
        }
        if c == close {
            depth -= 1;
        } else if c == open {
            depth += 1;
        }
    }
    None
}
