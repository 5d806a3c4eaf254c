//! Stage `text`: bytes to text, broken-text repair, spans and positions.

pub(crate) mod case;
mod count;
mod decode;
mod diagnostic;
mod lines;
mod position;
mod repair;
pub(crate) mod seek;
mod span;
pub(crate) mod white;
pub(crate) mod word;

pub(crate) use count::count_bytes;
pub use count::utf16_units;
pub use decode::{Decoded, Encoding, decode, looks_binary};
pub use diagnostic::{Diagnostic, Severity};
pub use lines::Lines;
pub use position::{Position, Positions};
pub use repair::{Charset, Repair, Repaired, repair};
pub(crate) use seek::ByteSet;
pub use span::Span;
