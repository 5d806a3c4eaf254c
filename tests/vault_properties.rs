//! What holds for every vault: how it came about does not show, a change says what it touched, a move keeps links right.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]
use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use relata::vault::{Input, LinkFormat, Vault};

/// Paths that differ in folder, case, normalisation and extension alone.
const PATHS: [&str; 14] = [
    "Note.md",
    "note.md",
    "a/Note.md",
    "b/Note.md",
    "a/b/Note.md",
    "Zo\u{eb}.md",
    "Zoe\u{308}.md",
    "a/zoë.md",
    "Silk/README.md",
    "Silk/Silk.md",
    "a/pic.png",
    "pic.png",
    "b/pic.png.md",
    "Note.md.md",
];

const LINKS: [&str; 22] = [
    "[[Note]]",
    "[[note#A]]",
    "[[NOTE]]",
    "[[Note.md]]",
    "[[a/Note]]",
    "[[b/Note]]",
    "[[./Note]]",
    "[[../Note|x]]",
    "[[/Note]]",
    "![[pic.png|100]]",
    "[[Zo\u{eb}]]",
    "[[Zoe\u{308}]]",
    "[x](Note.md)",
    "[x](<a/b/Note.md#A>)",
    "[x](../pic.png)",
    "[[#A]]",
    "[[Silk]]",
    "[[Kira]]",
    "[[Nowhere]]",
    "`[[Note]]`",
    "[[Silk/README]]",
    "#tag/Sub #TAG",
];

const HEADS: [&str; 4] = [
    "",
    "---\naliases: [Kira, Nowhere]\nup: \"[[Note]]\"\n---\n",
    "# Kira\n",
    "---\nup: '[[a/Note|x]]'\ntags: [Tag]\n---\n# A\n",
];

#[derive(Debug, Clone)]
enum Step {
    Set(usize, String),
    Delete(usize),
    Rename(usize, usize),
}

fn content() -> impl Strategy<Value = String> {
    let links = prop::collection::vec(0..LINKS.len(), 0..5);
    (0..HEADS.len(), links).prop_map(|(head, links)| {
        let body: Vec<&str> = links.into_iter().map(|link| LINKS[link]).collect();
        format!("{}{}\n", HEADS[head], body.join(" and\n"))
    })
}

fn step() -> impl Strategy<Value = Step> {
    let path = 0..PATHS.len();
    prop_oneof![
        4 => (path.clone(), content()).prop_map(|(path, text)| Step::Set(path, text)),
        1 => path.clone().prop_map(Step::Delete),
        2 => (path.clone(), path).prop_map(|(from, to)| Step::Rename(from, to)),
    ]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(step(), 1..14)
}

fn put(vault: &mut Vault, path: &str, text: Option<&str>) {
    match text {
        Some(text) => vault.set(path, text.as_bytes()),
        None => vault.set_file(path),
    };
}

/// The files after the steps, as plain maps have them; images have no text.
type Files = BTreeMap<String, Option<String>>;

fn apply(vault: &mut Vault, files: &mut Files, step: &Step) {
    match step {
        Step::Set(path, text) => {
            let path = PATHS[*path];
            let text = path.ends_with(".md").then_some(text.as_str());
            put(vault, path, text);
            files.insert(path.to_owned(), text.map(str::to_owned));
        }
        Step::Delete(path) => {
            let there = vault.delete(PATHS[*path]).is_some();
            assert_eq!(files.remove(PATHS[*path]).is_some(), there);
        }
        Step::Rename(from, to) => {
            let moved = vault.rename(PATHS[*from], PATHS[*to]).is_some();
            let file = files.remove(PATHS[*from]);
            assert_eq!(file.is_some(), moved);
            file.map(|file| files.insert(PATHS[*to].to_owned(), file));
        }
    }
}

fn built<'a>(files: impl Iterator<Item = (&'a String, &'a Option<String>)>) -> Vault {
    let mut vault = Vault::default();
    files.for_each(|(path, text)| put(&mut vault, path, text.as_deref()));
    vault
}

/// All that a vault answers.
fn answers(vault: &Vault) -> String {
    let mut out = format!("{:?}\n{:?}\n", vault.resolved_links(), vault.unresolved_links());
    out += &format!("{:?} {:?} {}\n", vault.orphans(), vault.tags(), vault.len());
    for path in vault.files() {
        out += &format!("{path}: {:?}\n", vault.backlinks(path));
    }
    for from in ["x.md", "a/x.md", "Note.md"] {
        for link in ["Note", "note", "Kira", "Silk", "b/Note", "ZOË", "pic.png", "Nowhere"] {
            out += &format!(
                "{link}: {:?} {:?}\n",
                vault.resolve(link, from),
                vault.candidates(link, from)
            );
        }
    }
    out + &format!("{:?}", vault.link_format())
}

/// Where each link of each note leads: by path of the note and the link's place in it.
fn leads(vault: &Vault) -> BTreeMap<String, Vec<Option<String>>> {
    let of_note = |path: &str| {
        let note = vault.note(path).unwrap();
        let properties = note
            .frontmatter
            .iter()
            .flat_map(|f| f.links.iter().map(|(_, link)| link));
        let body = note
            .links
            .iter()
            .filter(|link| !link.context.names().any(|name| name == "code"));
        let all = properties.chain(body).map(|link| vault.resolve(&link.target, path));
        all.map(|found| found.map(|found| found.path.to_owned())).collect()
    };
    vault.paths().map(|path| (path.to_owned(), of_note(path))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn how_a_vault_came_about_does_not_show(steps in steps()) {
        let (mut vault, mut files) = (Vault::default(), Files::new());
        steps.iter().for_each(|step| apply(&mut vault, &mut files, step));
        let scratch = built(files.iter());
        prop_assert_eq!(answers(&vault), answers(&scratch));
        let backwards = built(files.iter().rev());
        prop_assert_eq!(answers(&backwards), answers(&scratch));
        let bytes = scratch.save();
        prop_assert_eq!(vault.save(), bytes.clone());
        for restored in [Vault::restore(&bytes), Vault::restore_shelved(Box::new(bytes))] {
            prop_assert_eq!(answers(&restored.unwrap()), answers(&scratch));
        }
    }

    #[test]
    fn a_restored_vault_changes_as_one_that_was_loaded(steps in steps(), after in steps()) {
        let (mut whole, mut files) = (Vault::default(), Files::new());
        steps.iter().for_each(|step| apply(&mut whole, &mut files, step));
        let bytes = whole.save();
        let before = files.clone();
        after.iter().for_each(|step| apply(&mut whole, &mut files, step));
        for restored in [Vault::restore(&bytes), Vault::restore_shelved(Box::new(bytes))] {
            let (mut restored, mut files) = (restored.unwrap(), before.clone());
            after.iter().for_each(|step| apply(&mut restored, &mut files, step));
            prop_assert_eq!(restored.save(), whole.save());
            prop_assert_eq!(answers(&restored), answers(&whole));
        }
    }

    #[test]
    fn shards_merge_in_any_order(steps in steps(), cut in 0..14_usize) {
        let (mut whole, mut files) = (Vault::default(), Files::new());
        steps.iter().for_each(|step| apply(&mut whole, &mut files, step));
        let first = built(files.iter().take(cut));
        let second = built(files.iter().skip(cut));
        let mut merged = built(std::iter::empty());
        merged.merge(&second);
        Input::with(&first.save(), |input| merged.absorb(input)).unwrap();
        prop_assert_eq!(answers(&merged), answers(&whole));
        let mut shelved = Vault::restore_shelved(Box::new(second.save())).unwrap();
        shelved.absorb_shelved(Box::new(first.save())).unwrap();
        prop_assert_eq!(shelved.save(), merged.save());
        let mut onto = built(std::iter::empty());
        onto.merge(&shelved);
        prop_assert_eq!(answers(&onto), answers(&whole));
        let mut other = first;
        other.merge(&second);
        prop_assert_eq!(other.save(), merged.save());
    }

    #[test]
    fn a_change_names_the_notes_whose_links_lead_elsewhere(steps in steps(), last in step()) {
        let (mut vault, mut files) = (Vault::default(), Files::new());
        steps.iter().for_each(|step| apply(&mut vault, &mut files, step));
        let before = leads(&vault);
        let change = match &last {
            Step::Set(path, text) if PATHS[*path].ends_with(".md") => Some(vault.set(PATHS[*path], text.as_bytes())),
            Step::Set(path, _) => Some(vault.set_file(PATHS[*path])),
            Step::Delete(path) => vault.delete(PATHS[*path]),
            Step::Rename(from, to) => vault.rename(PATHS[*from], PATHS[*to]).map(|moved| moved.change),
        };
        let change = change.unwrap_or_default();
        let after = leads(&vault);
        let turned: BTreeSet<&String> = before
            .iter()
            .filter(|(path, leads)| after.get(*path).is_some_and(|now| now != *leads))
            .map(|(path, _)| path)
            .filter(|path| !change.files.contains(path))
            .collect();
        let named: BTreeSet<&String> = change.resolved.iter().collect();
        prop_assert_eq!(named, turned);
    }

    #[test]
    fn moving_keeps_links_right(steps in steps(), from in 0..PATHS.len(), to in 0..PATHS.len(), format in 0..4_usize) {
        let (mut vault, mut files) = (Vault::default(), Files::new());
        steps.iter().for_each(|step| apply(&mut vault, &mut files, step));
        if files.is_empty() {
            apply(&mut vault, &mut files, &Step::Set(from, "[[note]] [[#A]]\n".to_owned()));
        }
        let from = files.keys().nth(from % files.len()).unwrap().as_str();
        let alike = PATHS.iter().filter(|to| **to != from && from.ends_with(".md") == to.ends_with(".md"));
        let to = *alike.cycle().nth(to).unwrap();
        vault.delete(to);
        let formats = [None, Some(LinkFormat::Shortest), Some(LinkFormat::Relative), Some(LinkFormat::Absolute)];
        vault.set_link_format(formats[format]);
        let before = leads(&vault);
        let edits = vault.rename(from, to).unwrap().edits;
        let mut texts: BTreeMap<String, String> = BTreeMap::new();
        for edit in edits.iter().rev() {
            let text = texts.entry(edit.path.clone()).or_insert_with(|| vault.text(&edit.path).unwrap().to_owned());
            text.replace_range(edit.span.range(), &edit.text);
        }
        for (path, text) in &texts {
            vault.set(path, text.as_bytes());
        }
        let moved = |path: &String| if path == from { to.to_owned() } else { path.clone() };
        let after = leads(&vault);
        for (path, led) in &before {
            for (was, is) in led.iter().zip(&after[&moved(path)]) {
                if let Some(was) = was {
                    prop_assert_eq!(Some(&moved(was)), is.as_ref(), "in {}: {:?}", path, texts);
                }
            }
        }
    }
}

#[test]
fn notes_that_fold_to_one_name_live_side_by_side() {
    let mut vault = Vault::default();
    for path in PATHS {
        put(&mut vault, path, path.ends_with(".md").then_some(path));
    }
    assert_eq!(vault.files().count(), PATHS.len());
    for path in PATHS {
        assert_eq!(vault.text(path).is_some(), path.ends_with(".md"));
        let exact = vault.resolve(path, "elsewhere/x.md").unwrap();
        assert_eq!(exact.path, path, "written exactly, each is found");
    }
}
