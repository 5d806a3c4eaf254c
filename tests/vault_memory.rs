//! What a vault holds beyond the text of its notes.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use std::alloc::System;

use cap::Cap;
use relata::vault::Vault;

#[path = "../benches/support/mod.rs"]
mod support;

#[global_allocator]
static ALLOCATED: Cap<System> = Cap::new(System, usize::MAX);

#[test]
fn the_index_is_at_most_half_a_byte_per_byte() {
    let notes = support::vault(3, 300);
    let bytes: usize = notes.iter().map(|note| note.text.len()).sum();
    // Tables that are made once belong to no vault.
    notes
        .iter()
        .take(9)
        .for_each(|note| drop(relata::note::parse(note.text.as_bytes())));
    let before = ALLOCATED.allocated();
    let mut vault = Vault::default();
    for note in &notes {
        vault.set(&note.path, note.text.as_bytes());
    }
    // A change lets the detail of the last note go.
    vault.set_file("image.png");
    let held = ALLOCATED.allocated() - before;
    let beyond = held as f64 / bytes as f64 - 1.0;
    println!("{beyond:.3} bytes of index per byte of {bytes} bytes of notes");
    assert!(beyond > 0.0 && beyond <= 0.5, "{beyond}");
    for note in &notes {
        vault.delete(&note.path);
    }
    vault.delete("image.png");
    for note in &notes {
        vault.set(&note.path, note.text.as_bytes());
    }
    vault.set_file("image.png");
    let again = ALLOCATED.allocated() - before;
    assert!(
        again * 100 <= held * 102,
        "{again} bytes where {held} were enough before"
    );
}
