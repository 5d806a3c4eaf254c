//! Stage `render`: entity notes written back: whole ones, and existing ones brought up to date.

mod change;
mod context;
mod day_style;
mod frontmatter_edit;
mod link;
mod list_style;
mod markdown;
mod new_section;
mod people;
mod refresh;
mod scene;
mod table_style;
mod tasks;
mod texts;
mod topics;

pub use change::{Edit, NoteChange, Refreshed, Stale, apply};
pub use refresh::refresh;
