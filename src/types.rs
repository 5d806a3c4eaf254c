//! Writes the TypeScript types of what leaves the core, so that they cannot drift from the Rust types.
//!
//! `UPDATE_TYPES=1 cargo test -p relata types` rewrites `js/src/generated/types.ts`; without it, a stale file fails.

use std::fs;
use std::path::Path;

use ts_rs::{Config, TS};

use crate::engine::{
    Backlink, Came, Change, ChangedTask, EmptyCode, EmptyCounts, EmptyReason, EntityQuery, FileStamp, FilterCount,
    Finding, LinkProblem, Renamed, ResolvedLink, SettledTask, TaskEdit, UnlinkedMention, settings_paths,
};
use crate::error::Code;
use crate::note::metadata::*;
use crate::note::task::{Cursor, Dates, Occurrence, Owner, OwnerKind, Priority, StatusType, Task, TaskDate, Toggled};
use crate::note::{Day, LinkKind};
use crate::relation::Suggestion;
use crate::render::{Edit as TextEdit, NoteChange, Refreshed, Stale};
use crate::summary::query::{DaySpan, Keys, Layout, OwnerEntity, TaskGroup, TaskQuery, When};
use crate::summary::*;
use crate::text::{Position, Severity};
use crate::vault::{By, Edit, TagCount, Wrong};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/js/src/generated/types.ts");
const SETTINGS_FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/js/src/generated/settings.ts");
const HEADER: &str = "// Generated from the Rust types by `UPDATE_TYPES=1 cargo test -p relata types`. Do not edit.\n";

/// One documented declaration, in the layout that people write by hand.
fn declaration<T: TS + 'static>(config: &Config) -> String {
    let source = format!("{}export {}\n", T::docs().unwrap_or_default(), T::decl(config));
    let mut lines = Vec::new();
    for line in source.replace("`None`", "`null`").lines() {
        let line = line.trim();
        match line {
            "/**" => lines.push(String::new()),
            "*/" => close_comment(&mut lines),
            _ if line.starts_with("* ") => comment_line(&mut lines, line),
            _ => lines.push(line.replace(", };", ";\n};").replace(", }", ";\n}")),
        }
    }
    format!("\n{}\n", indent(&lines.join("\n")))
}

/// Fields end with `;` and stand two spaces in.
fn indent(declaration: &str) -> String {
    let mut inside = false;
    let lines = declaration.lines().map(|line| {
        let pad = if inside && !line.starts_with('}') { "  " } else { "" };
        inside |= line.ends_with('{');
        match line.strip_suffix(',') {
            Some(field) if inside && !line.starts_with('*') => format!("{pad}{field};"),
            _ if line.starts_with('*') => format!("{pad} {line}"),
            _ => format!("{pad}{line}"),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// A comment is collected in one string, its lines apart by a line end.
fn comment_line(lines: &mut [String], line: &str) {
    let Some(comment) = lines.last_mut() else { return };
    if !comment.is_empty() {
        comment.push('\n');
    }
    comment.push_str(line.trim_start_matches("* "));
}

fn close_comment(lines: &mut [String]) {
    let Some(comment) = lines.last_mut() else { return };
    *comment = match comment.contains('\n') {
        true => format!("/**\n* {}\n*/", comment.replace('\n', "\n* ")),
        false => format!("/** {comment} */"),
    };
}

/// A type that holds other keys beside the declared ones.
fn open_ended(declaration: String, values: &str) -> String {
    let key = format!("  /** Whatever else is stated; keys in camelCase. */\n  [field: string]: {values};\n}};\n");
    declaration.replace("};\n", &key)
}

/// A type whose empty lists are left out.
fn sparse(declaration: &str) -> String {
    let optional = |line: &str| match line.split_once(": ") {
        Some((name, value)) if line.starts_with("  ") && !name.ends_with('?') && !name.contains('/') => {
            format!("{name}?: {value}\n")
        }
        _ => format!("{line}\n"),
    };
    declaration.lines().map(optional).collect()
}

macro_rules! declarations {
    ($config:expr, $($name:ty),+ $(,)?) => {
        [$(declaration::<$name>($config)),+].concat()
    };
}

fn declarations() -> String {
    let config = &Config::new().with_large_int("number");
    let parts = [
        HEADER.to_owned(),
        declarations![
            config, Day, Summary, EntityHead, Source, Contact, List, Item, Strength, Points, TouchKind, TouchRole,
            Rhythm, DaysMet, Longevity, TwoWay, Breadth
        ],
        open_ended(declaration::<Profile>(config), "Stated | Array<Stated> | undefined"),
        declarations![
            config,
            Stated,
            OpenTasks,
            OpenTask,
            Person,
            Conflict,
            EntityRow,
            EntityQuery,
            Change,
            ChangedTask,
            Came,
            Renamed,
            Edit,
            Finding
        ],
        declarations![
            config,
            ResolvedLink,
            By,
            Backlink,
            LinkKind,
            UnlinkedMention,
            LinkProblem,
            Wrong,
            TagCount,
            FileStamp
        ],
        declarations![
            config, Task, StatusType, Priority, Dates, TaskDate, Owner, OwnerKind, Occurrence, Toggled, Cursor
        ],
        declarations![
            config,
            TaskQuery,
            When,
            DaySpan,
            Keys,
            FoundTasks,
            FoundTask,
            TaskCopy,
            TaskEdit,
            SettledTask,
            OwnerEntity,
            TaskGroup,
            Layout
        ],
        declarations![config, Severity, Code, EmptyReason, EmptyCode, EmptyCounts, FilterCount],
        declarations![config, Brief, DoneInCopy, News, Careful],
        declarations![config, GraphQuery, Graph, GraphNode, GraphEdge, Proof, Suggestion],
        declarations![config, Refreshed, TextEdit, NoteChange, Stale],
        sparse(&declaration::<CachedMetadata>(config)),
        declarations![
            config,
            Pos,
            Position,
            LinkCache,
            FrontmatterLinkCache,
            TagCache,
            HeadingCache,
            FootnoteCache
        ],
        declarations![
            config,
            ReferenceLinkCache,
            SectionCache,
            ListItemCache,
            BlockCache,
            Properties
        ],
    ];
    parts.concat()
}

/// The files of settings as a constant, for those who read folders.
fn settings() -> String {
    let paths: String = settings_paths().map(|path| format!("  \"{path}\",\n")).collect();
    format!(
        "{HEADER}\n/** Files that say how a vault's notes are read, by path. */\nexport const SETTINGS: readonly string[] = [\n{paths}];\n"
    )
}

fn compare(file: &str, fresh: &str) {
    if std::env::var_os("UPDATE_TYPES").is_some() {
        fs::create_dir_all(Path::new(file).parent().unwrap()).unwrap();
        fs::write(file, fresh).unwrap();
    }
    let kept = fs::read_to_string(file).unwrap_or_default();
    assert!(
        kept == fresh,
        "{file} is stale: run `UPDATE_TYPES=1 cargo test -p relata types`"
    );
}

#[test]
fn types_for_typescript_are_up_to_date() {
    compare(FILE, &declarations());
    compare(SETTINGS_FILE, &settings());
}
