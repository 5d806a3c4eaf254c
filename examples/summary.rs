//! Prints the summary of an entity of a folder of notes as JSON: `cargo run --example summary FOLDER NAME [DAY]`.
//! Without a name it lists the entities.

#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../tests/common/mod.rs"]
mod common;

use std::path::Path;

use relata::engine::EntityQuery;
use relata::note::Day;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some(folder) = args.first() else {
        eprintln!("usage: cargo run --example summary FOLDER [NAME] [DAY]");
        std::process::exit(2);
    };
    let as_of = Day::parse(args.get(2).map_or("2026-10-01", String::as_str)).expect("DAY is YYYY-MM-DD");
    let mut engine = common::open(Path::new(folder));
    match args.get(1).filter(|name| !name.is_empty()) {
        None => {
            for row in engine.entities(&EntityQuery::default(), as_of).unwrap() {
                println!("{}", serde_json::to_string(&row).unwrap());
            }
        }
        Some(name) => match engine.summary(name, as_of) {
            Ok(summary) => println!("{}", serde_json::to_string_pretty(summary.as_ref()).unwrap()),
            Err(error) => println!("{error}"),
        },
    }
}
