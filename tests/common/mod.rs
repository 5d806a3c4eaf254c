//! Reads folders of notes for tests; the core itself knows no file system.
#![allow(dead_code, missing_docs, unreachable_pub, clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use relata::engine::{Engine, Options};

/// A folder of the repository.
pub fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// All files below `folder` as vault-relative path and bytes, sorted by path.
pub fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    collect(folder, "", &mut found);
    found.sort();
    found
}

fn collect(folder: &Path, prefix: &str, found: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            collect(&entry.path(), &format!("{path}/"), found);
        } else {
            found.push((path, fs::read(entry.path()).unwrap()));
        }
    }
}

/// An engine with all notes below `folder`, under the folder's own `relata.yaml` where it has one.
pub fn open(folder: &Path) -> Engine {
    let schema = fs::read_to_string(folder.join("relata.yaml")).ok();
    let mut engine = Engine::new(&Options {
        schema,
        ..Options::default()
    })
    .unwrap();
    for (path, content) in files(folder) {
        engine.set(&path, &content).unwrap();
    }
    engine
}
