//! Stage `text`: bytes to text, broken-text repair, spans and positions.

mod diagnostic;
mod span;

pub use diagnostic::{Diagnostic, Severity};
pub use span::Span;
