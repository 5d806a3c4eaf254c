//! A whole entity note: properties, then the sections of its kind's layout, each as far as there is something for it.
//!
//! What an entity's own note has in its sections is kept line for line; what the other notes say is merged in as when a
//! note is brought up to date. So a note that was made so needs nothing more.

use super::comment::Comments;
use super::new_section::title;
use super::noted::Noted;
use super::profile;
use super::refresh::Job;
use super::scene::{WRITTEN, sections};
use super::yaml::scalar;
use crate::note::date::stated_day;
use crate::note::{Day, Note};
use crate::order::Order;
use crate::relation::{Class, Entity, EntityId, Nature, Part};
use crate::summary::{Summary, View, summarise};

/// How many notes of a kind are looked at to see what they call their type.
const LOOKED_AT: usize = 8;

/// The whole note of an entity; `None` when there is none of that id.
pub fn render(view: &View, id: EntityId) -> Option<String> {
    let entity = view.relations.entities.get(id)?;
    let summary = summarise(view, id)?;
    let path = entity.path.clone().unwrap_or_else(|| format!("{}.md", entity.name));
    let draft = Draft {
        view,
        id,
        entity,
        summary: &summary,
        own: entity.path.as_deref().and_then(|path| view.vault.note(path)),
        layout: layout(view, entity),
    };
    let noted = Noted::default();
    let job = Job {
        view,
        id,
        path: &path,
        add: &draft.layout,
        whole: true,
        noted: &noted,
    };
    Some(job.run(&draft.text()).content)
}

/// A whole note in pieces, for templates.
pub(super) struct Parts {
    /// The properties block with its fences.
    pub(super) properties: String,
    /// What stands under the heading of each part.
    pub(super) sections: Vec<(Part, String)>,
}

/// The whole note of an entity, in pieces.
pub(super) fn parts(view: &View, id: EntityId) -> Option<Parts> {
    let note = crate::note::parse(render(view, id)?.as_bytes());
    let mut parts = Parts {
        properties: note.frontmatter.as_ref().map_or("", |f| note.slice(f.span)).to_owned(),
        sections: Vec::new(),
    };
    for (index, heading) in note.headings.iter().enumerate() {
        if let Some(part) = view.schema.part(note.slice(heading.text)) {
            let body = note.slice(note.heading_body(index)).trim().to_owned();
            parts.sections.push((part, body));
        }
    }
    Some(parts)
}

/// What is known before the other notes are merged in.
struct Draft<'a> {
    view: &'a View<'a>,
    id: EntityId,
    entity: &'a Entity,
    summary: &'a Summary,
    own: Option<&'a Note>,
    layout: Vec<Part>,
}

fn layout(view: &View, entity: &Entity) -> Vec<Part> {
    let kind = view.schema.kind(&entity.kind);
    kind.map_or_else(|| Nature::Undertaking.layout().to_vec(), |kind| kind.layout.clone())
}

impl Draft<'_> {
    fn text(&self) -> String {
        let mut text = self.properties();
        text.push_str(&format!("\n# {}\n", self.entity.name));
        for part in self.parts() {
            if let Some(body) = self.body(part) {
                let title = title(self.view.schema, part, self.view.nature(self.id));
                text.push_str(&format!("\n## {title}\n\n{body}\n"));
            }
        }
        text.push_str("\n## Related\n\n<!-- Wikilinks to related entities -->\n");
        text
    }

    /// The layout, and behind it what else the own note has.
    fn parts(&self) -> Vec<Part> {
        let mut parts = self.layout.clone();
        parts.extend(WRITTEN.into_iter().filter(|part| !self.layout.contains(part)));
        parts
    }

    /// What a section holds by itself: what is stated of the entity, or the lines of its own note.
    fn body(&self, part: Part) -> Option<String> {
        match part {
            Part::Profile => profile::lines(self.summary),
            Part::Status => profile::table(self.summary),
            _ => {
                let note = self.own?;
                let sections = sections(note, self.view.schema, &Comments::of(note));
                let section = sections.iter().find(|section| section.part == part)?;
                let body = note.slice(section.body).trim_matches(['\n', '\r']).trim_end();
                let lines: Vec<&str> = body.lines().collect();
                (!lines.is_empty()).then(|| lines.join("\n"))
            }
        }
    }

    fn properties(&self) -> String {
        let kind = self.kind();
        let stored = self.own_texts("last_contact").iter().find_map(|text| stated_day(text));
        let found = self.summary.last_contact.as_ref().and_then(|contact| contact.date);
        let created = self.own_texts("created").into_iter().next();
        let created = created.unwrap_or_else(|| self.view.as_of.to_string());
        let mut lines = vec![
            format!("type: {}", scalar(&kind)),
            format!("title: {}", scalar(&self.entity.name)),
        ];
        if !self.entity.aliases.is_empty() {
            lines.push("aliases:".to_owned());
            lines.extend(self.entity.aliases.iter().map(|alias| format!("- {}", scalar(alias))));
        }
        lines.extend(stored.max(found).map(|day| format!("last_contact: {}", quoted(day))));
        lines.push(format!("created: {}", scalar(&created)));
        if self.own.is_none() {
            lines.push("auto_created: true".to_owned());
        }
        lines.push("tags:".to_owned());
        lines.extend(self.tags(&kind).iter().map(|tag| format!("- {}", scalar(tag))));
        format!("---\n{}\n---\n", lines.join("\n"))
    }

    fn tags(&self, kind: &str) -> Vec<String> {
        let own = self.own_texts("tags");
        if !own.is_empty() {
            return own;
        }
        let mut tags = vec![
            format!("type/{}", kind.replace(char::is_whitespace, "-")),
            "generated".to_owned(),
        ];
        if self.own.is_none() {
            tags.push("needs-review".to_owned());
        }
        tags
    }

    /// What the note calls its type: as its own note has it, else as most notes of that kind do, else the kind's name.
    fn kind(&self) -> String {
        let own = self.own_texts("type").into_iter().next();
        own.unwrap_or_else(|| {
            let view = self.view;
            let notes = view.records.iter().filter(|(_, record)| record.class == Class::Entity);
            let notes = notes.filter(|(_, record)| record.kind.as_deref() == Some(self.entity.kind.as_str()));
            let types = notes
                .take(LOOKED_AT)
                .filter_map(|(path, _)| texts(view.vault.note(path)?, "type").into_iter().next());
            let mut types: Vec<String> = types.collect();
            types.order();
            let most = types.chunk_by(|a, b| a == b).max_by_key(|same| same.len());
            most.and_then(|same| same.first().cloned())
                .unwrap_or_else(|| self.entity.kind.clone())
        })
    }

    fn own_texts(&self, key: &str) -> Vec<String> {
        self.own.map(|note| texts(note, key)).unwrap_or_default()
    }
}

fn texts(note: &Note, key: &str) -> Vec<String> {
    let value = note.frontmatter.as_ref().and_then(|f| f.map.get(key));
    value.map(crate::note::Value::texts).unwrap_or_default()
}

fn quoted(day: Day) -> String {
    format!("'{day}'")
}
