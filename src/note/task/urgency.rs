//! Urgency: one number that says which task comes first.
//!
//! The formula is the Tasks plugin's, see <https://publish.obsidian.md/tasks/Advanced/Urgency>.

use super::{DateName, ParseOptions, Priority, Task, parse};
use crate::note::Day;

impl Task {
    /// How urgent the task is on `today`; higher is more urgent. Dates that do not exist say nothing.
    pub fn urgency(&self, today: Day) -> f64 {
        self.due_urgency(today)
            + self.scheduled_urgency(today)
            + self.start_urgency(today)
            + priority_urgency(self.priority)
    }

    /// From 12 for a week overdue or more, down to 2.4 for two weeks ahead or more.
    fn due_urgency(&self, today: Day) -> f64 {
        let Some(due) = self.dates.day(DateName::Due) else {
            return 0.0;
        };
        let overdue = f64::from(today.days_since(due).clamp(-14, 7));
        12.0 * ((overdue + 14.0) * 0.8 / 21.0 + 0.2)
    }

    fn scheduled_urgency(&self, today: Day) -> f64 {
        let reached = self.dates.day(DateName::Scheduled).is_some_and(|day| day <= today);
        if reached { 5.0 } else { 0.0 }
    }

    fn start_urgency(&self, today: Day) -> f64 {
        let ahead = self.dates.day(DateName::Start).is_some_and(|day| day > today);
        if ahead { -3.0 } else { 0.0 }
    }
}

fn priority_urgency(priority: Priority) -> f64 {
    6.0 * match priority {
        Priority::Highest => 1.5,
        Priority::High => 1.0,
        Priority::Medium => 0.65,
        Priority::None => 0.325,
        Priority::Low => 0.0,
        Priority::Lowest => -0.3,
    }
}

/// The urgency of a line, to five decimals; `None` when it is no task.
pub fn urgency(line: &str, today: Day, options: &ParseOptions) -> Option<f64> {
    let exact = parse(line, options)?.urgency(today);
    Some((exact * 1e5).round() / 1e5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adds_up_dates_and_priority() {
        let today = Day::parse("2025-06-10").unwrap();
        let score = |fields: &str| urgency(&format!("- [ ] x {fields}"), today, &ParseOptions::default()).unwrap();
        assert_eq!(score(""), 1.95);
        assert_eq!(score("📅 2025-06-10"), 10.75);
        assert_eq!(score("📅 2020-01-01 ⏬"), 10.2);
        assert_eq!(score("📅 2035-01-01 🔽"), 2.4);
        assert_eq!(score("⏳ 2025-06-10 🛫 2025-06-11 🔺"), 11.0);
        assert_eq!(score("📅 2025-02-30"), 1.95);
    }
}
