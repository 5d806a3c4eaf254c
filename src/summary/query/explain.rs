//! A query in plain words: the dates it means, and how its filters are combined.

use super::Query;
use super::date::{DateTest, Must, Side};
use super::filter::{Filter, Test};
use crate::note::Day;

impl Query {
    /// What the query does, line by line.
    pub fn explanation(&self) -> String {
        let mut lines = Vec::new();
        if self.filters.is_empty() {
            lines.push("No filters: all tasks are found.".to_owned());
        }
        for filter in &self.filters {
            explain(filter, 0, &mut lines);
        }
        let sorted = self.sorting.iter().map(|sorting| sorting.to_string());
        let grouped = self.grouping.iter().map(|grouping| grouping.to_string());
        lines.extend(grouped.chain(sorted));
        lines.extend(self.limit.map(|limit| format!("At most {limit} tasks.")));
        lines.extend(
            self.group_limit
                .map(|limit| format!("At most {limit} tasks in each group.")),
        );
        lines.join("\n")
    }
}

impl Filter {
    /// What it asks, on one line.
    pub(super) fn words(&self) -> String {
        let all = |parts: &[Self], between: &str| {
            let parts: Vec<String> = parts.iter().map(|part| format!("({})", part.words())).collect();
            parts.join(between)
        };
        match self {
            Self::All(parts) => all(parts, " AND "),
            Self::Any(parts) => all(parts, " OR "),
            Self::Odd(parts) => all(parts, " XOR "),
            Self::Not(part) => format!("NOT ({})", part.words()),
            Self::One(text, _) => text.to_string(),
        }
    }
}

fn explain(filter: &Filter, depth: usize, lines: &mut Vec<String>) {
    let indent = "  ".repeat(depth);
    let mut several = |words: &str, parts: &[Filter]| {
        lines.push(format!("{indent}{words}:"));
        parts.iter().for_each(|part| explain(part, depth + 1, lines));
    };
    match filter {
        Filter::All(parts) => several("all of", parts),
        Filter::Any(parts) => several("at least one of", parts),
        Filter::Odd(parts) => several("an odd number of", parts),
        Filter::Not(part) => several("not", std::slice::from_ref(part)),
        Filter::One(text, Test::Date(date)) => lines.push(format!("{indent}{text} => {}", date.explanation())),
        Filter::One(text, _) => lines.push(format!("{indent}{text}")),
    }
}

impl DateTest {
    fn explanation(self) -> String {
        let name = self.field.name();
        let (side, period) = match self.must {
            Must::Exist => return format!("there is a {name} date"),
            Must::BeMissing => return format!("there is no {name} date"),
            Must::BeInvalid => return format!("the {name} date does not exist"),
            Must::Lie(side, period) => (side, period),
        };
        let words = match side {
            Side::Before => format!("before {}", written(period.start)),
            Side::After => format!("after {}", written(period.end)),
            Side::UpTo => format!("on or before {}", written(period.end)),
            Side::From => format!("on or after {}", written(period.start)),
            Side::Within if period.start == period.end => format!("on {}", written(period.start)),
            Side::Within => format!("between {} and {}", written(period.start), written(period.end)),
        };
        let missing = if self.allows_missing() {
            format!(", or there is no {name} date")
        } else {
            String::new()
        };
        format!("{name} date is {words}{missing}")
    }
}

/// `2025-06-10 (Tuesday)`
fn written(day: Day) -> String {
    format!("{day} ({})", day.date().weekday())
}
