//! Relata, the relationship engine for Markdown notes.
//!
//! Data flows one way; each folder is a stage that imports only earlier ones:
//!
//! ```text
//! bytes ─ text ─ note ─ vault ─ relation ─ summary ─ render
//! ```
//!
//! The core knows no wasm, file system, clock or network: bytes and days come in as arguments.

pub mod engine;
pub mod error;
mod lookup;
pub mod note;
mod order;
pub mod relation;
pub mod render;
pub mod summary;
pub mod text;
#[cfg(test)]
mod types;
pub mod vault;
