//! Stage `render`: entity notes written back: whole ones, and existing ones brought up to date.

mod change;
mod comment;
mod context;
mod day_style;
mod frontmatter_edit;
mod layout;
mod link;
mod list_style;
mod markdown;
mod new_section;
mod noted;
mod people;
mod profile;
mod refresh;
mod scene;
mod table_style;
mod tasks;
mod template;
mod texts;
mod topics;
mod yaml;

pub use change::{Edit, NoteChange, Refreshed, Stale, apply};
pub use layout::render;
pub use refresh::refresh;
pub use template::{TemplateError, render_template};
