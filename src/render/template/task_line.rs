//! An open task as a line, in the format of the Tasks plugin or as inline fields.

use minijinja::{Error, ErrorKind, Value};

use super::filter::text;
use crate::note::task::Priority;

/// `- [ ] text @Owner 🔼 📅 2025-01-02 #tag`, or with `dataview` fields such as `[due:: 2025-01-02]`.
pub(super) fn task(task: Value, format: Option<String>) -> Result<String, Error> {
    let inline = match format.as_deref() {
        None | Some("emoji") => false,
        Some("dataview") => true,
        Some(other) => {
            let message = format!("\"{other}\" is no format of tasks; known: emoji, dataview");
            return Err(Error::new(ErrorKind::InvalidOperation, message));
        }
    };
    let mut line = format!("- [ ] {}", text(&task.get_attr("text")?));
    for owner in task.get_attr("owners")?.try_iter()? {
        line.push_str(&format!(" @{owner}"));
    }
    let word = text(&task.get_attr("priority")?);
    let priority = [
        Priority::Highest,
        Priority::High,
        Priority::Medium,
        Priority::Low,
        Priority::Lowest,
    ];
    let priority = priority.into_iter().find(|priority| priority.word() == word);
    if let Some(symbol) = priority.and_then(Priority::symbol) {
        line.push_str(&if inline {
            format!(" [priority:: {word}]")
        } else {
            format!(" {symbol}")
        });
    }
    let due = text(&task.get_attr("due")?);
    if !due.is_empty() {
        line.push_str(&if inline {
            format!(" [due:: {due}]")
        } else {
            format!(" 📅 {due}")
        });
    }
    for tag in task.get_attr("tags")?.try_iter()? {
        line.push_str(&format!(" {tag}"));
    }
    Ok(line)
}
