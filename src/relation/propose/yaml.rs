//! The proposal as the text of a `relata.yaml`.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::evidence::Evidence;
use super::headings::Fed;
use super::kinds::Proposed;
use super::owner::Owner;
use crate::relation::Nature;

/// The text as it grows.
pub(super) struct Out {
    head: String,
    body: String,
    meetings: usize,
}

impl Out {
    pub(super) fn new(seen: &Evidence) -> Self {
        let mut head =
            String::from("# A proposal for relata.yaml: review it, then save it at the root of the vault.\n");
        _ = writeln!(
            head,
            "# {} notes: {} record something that happened, {} stand for someone or something, as read so far.",
            seen.notes, seen.interactions, seen.entities
        );
        Self {
            head,
            body: String::new(),
            meetings: seen.meetings,
        }
    }

    pub(super) fn owner(&mut self, owner: Option<&Owner>) {
        if let Some(Owner { name, lists }) = owner {
            let meetings = self.meetings;
            _ = writeln!(
                self.body,
                "\n# In {lists} lists of participants; {meetings} lists name two people or more."
            );
            _ = writeln!(self.body, "self: [{}]", scalar(name));
        }
    }

    pub(super) fn kinds(&mut self, kinds: &[Proposed]) {
        let mut by_name: BTreeMap<&str, Vec<&Proposed>> = BTreeMap::new();
        kinds
            .iter()
            .for_each(|kind| by_name.entry(&kind.name).or_default().push(kind));
        if !by_name.is_empty() {
            self.body.push_str("\nkinds:\n");
        }
        for (name, parts) in by_name {
            for why in parts.iter().map(|p| &p.why).filter(|why| !why.is_empty()) {
                _ = writeln!(self.body, "  # {}", one_line(why));
            }
            _ = writeln!(self.body, "  {}:", scalar(name));
            if let Some(new) = parts.iter().find(|p| !p.known) {
                _ = writeln!(self.body, "    nature: {}", nature_name(new.nature));
            }
            type Field = fn(&Proposed) -> &Vec<String>;
            let fields: [(&str, Field); 3] = [
                ("types", |p| &p.types),
                ("subject", |p| &p.subject),
                ("folders", |p| &p.folders),
            ];
            for (key, of) in fields {
                let mut values: Vec<String> = Vec::new();
                for value in parts.iter().flat_map(|p| of(p)).map(|v| scalar(v)) {
                    if !values.contains(&value) {
                        values.push(value);
                    }
                }
                if !values.is_empty() {
                    _ = writeln!(self.body, "    {key}: [{}]", values.join(", "));
                }
            }
        }
    }

    pub(super) fn sections(&mut self, fed: &[Fed]) {
        if !fed.is_empty() {
            self.body.push_str("\nsections:\n");
        }
        for Fed { part, known, added } in fed {
            let counts: Vec<String> = added
                .iter()
                .map(|(text, notes)| format!("\"{text}\" in {notes} notes"))
                .collect();
            _ = writeln!(self.body, "  # {}", one_line(&counts.join(", ")));
            let names = known
                .iter()
                .chain(added.iter().map(|(text, _)| text))
                .map(|name| scalar(name));
            _ = writeln!(
                self.body,
                "  {}: [{}]",
                part.key(),
                names.collect::<Vec<_>>().join(", ")
            );
        }
    }

    pub(super) fn ignored(&mut self, templates: &BTreeMap<String, usize>) {
        if templates.is_empty() {
            return;
        }
        self.body
            .push_str("\n# Notes that a template plugin fills in.\nignore:\n");
        for (folder, notes) in templates {
            _ = writeln!(self.body, "  - {} # {notes}", scalar(&format!("{folder}/")));
        }
    }

    pub(super) fn finish(self) -> String {
        if self.body.is_empty() {
            return self.head + "# Nothing to add was found: what is in force fits these notes.\n";
        }
        self.head + &self.body
    }
}

fn nature_name(nature: Nature) -> &'static str {
    match nature {
        Nature::Person => "person",
        Nature::Organisation => "organisation",
        Nature::Undertaking => "undertaking",
    }
}

fn one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}

/// A text as a YAML scalar: plain where that is safe, else in double quotes.
fn scalar(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '/' | '_' | '-' | '.');
    let begins = text.chars().next().is_some_and(|c| c.is_alphabetic());
    let reserved = ["true", "false", "null", "yes", "no", "on", "off"].contains(&text.to_lowercase().as_str());
    if begins && !reserved && text.chars().all(plain) && !text.ends_with(' ') {
        return text.to_owned();
    }
    let escaped = text.chars().map(|c| match c {
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".to_owned(),
        c if c.is_control() => " ".to_owned(),
        c => c.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}
