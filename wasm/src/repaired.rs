//! A repaired text with what was changed, placed as the host app places things.

use relata::note::metadata::Pos;
use relata::text::{Charset, Positions, Repair, Repaired, decode, repair};
use serde::Serialize;

/// What `repairText` returns.
#[derive(Serialize)]
pub(crate) struct RepairedText {
    text: String,
    changes: Vec<Change>,
}

#[derive(Serialize)]
struct Change {
    /// In the text that came in.
    position: Pos,
    before: String,
    after: String,
    charset: Charset,
    times: u8,
}

pub(crate) fn of(bytes: &[u8]) -> RepairedText {
    let text = decode(bytes).text;
    match repair(&text) {
        Some(repaired) => RepairedText {
            changes: changes(&text, &repaired),
            text: repaired.text,
        },
        None => RepairedText {
            text: text.into_owned(),
            changes: Vec::new(),
        },
    }
}

fn changes(text: &str, repaired: &Repaired) -> Vec<Change> {
    let positions = Positions::new(text);
    let change = |change: &Repair| Change {
        position: Pos {
            start: positions.position(change.before.start),
            end: positions.position(change.before.end),
        },
        before: change.before.of(text).to_owned(),
        after: change.after.of(&repaired.text).to_owned(),
        charset: change.charset,
        times: change.times,
    };
    repaired.changes.iter().map(change).collect()
}
