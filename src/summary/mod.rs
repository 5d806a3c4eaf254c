//! Stage `summary`: what is known of one entity on one day.

mod shape;

pub use shape::*;
