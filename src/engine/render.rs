//! Entity notes written back.

use super::{Engine, invalid, normal};
use crate::error::{Code, Error};
use crate::lookup;
use crate::note::Day;
use crate::order::Order as _;
use crate::relation::EntityId;
use crate::render::{self, Refreshed, Stale};
use crate::text::decode;

impl Engine {
    /// Brings the note of an entity up to date, as of a day. Nothing is stored: the caller writes the text and then sets
    /// it. `content` is the note's file as it is now; without it the vault's own text is taken.
    ///
    /// # Errors
    /// `invalid-path`; `unknown-name` when the vault has no note there, or one that stands for no entity;
    /// `invalid-options` when the content is not given but needed, as the vault holds another text than the file.
    pub fn refresh(&mut self, path: &str, content: Option<&[u8]>, as_of: Day) -> Result<Refreshed, Error> {
        let path = normal(path)?;
        let text = match content {
            Some(bytes) => text_of(bytes)?,
            None => self.own_text(&path)?,
        };
        let id = self.entity_at(&path)?;
        Ok(render::refresh(&self.view(as_of), id, &path, &text))
    }

    /// The whole note of the entity called `name`, as of a day: by the template given, else by that of its kind in the
    /// schema, else in the built-in layout.
    ///
    /// # Errors
    /// As [`Engine::summary`]; `invalid-template`, for a template of the schema that is not in the vault too.
    pub fn render(&mut self, name: &str, template: Option<&str>, as_of: Day) -> Result<String, Error> {
        let view = self.view(as_of);
        let id = match lookup::find(&view.relations.entities, name) {
            Ok(id) => id,
            Err(miss) => return Err(self.missed(miss, name)),
        };
        let (path, source) = match template {
            Some(source) => ("template".to_owned(), source.to_owned()),
            None => match self.template_of(id)? {
                Some(found) => found,
                None => return Ok(render::render(&self.view(as_of), id).unwrap_or_default()),
            },
        };
        let rendered = render::render_template(&self.view(as_of), id, &path, &source).unwrap_or(Ok(String::new()));
        rendered.map_err(|error| invalid_template(error.message))
    }

    /// Path and text of the template that the schema gives for the kind of an entity.
    fn template_of(&mut self, id: EntityId) -> Result<Option<(String, String)>, Error> {
        let kind = self.relations().entities.get(id).map(|entity| entity.kind.clone());
        let Some(path) = kind.and_then(|kind| self.schema.templates.get(&kind)) else {
            return Ok(None);
        };
        // Folders of templates are mostly left out of the vault, as their notes are about nobody.
        let left_out = || {
            self.ignored
                .get(path)
                .map(|file| decode(file.content()).text.into_owned())
        };
        let text = self.vault.text(path).map(str::to_owned).or_else(left_out);
        let missing = || {
            invalid_template(format!(
                "{path}: the vault has no note there, which the schema names as template"
            ))
        };
        text.map(|text| Some((path.clone(), text))).ok_or_else(missing)
    }

    /// The entity notes that are behind the notes, by path, with what each lacks.
    pub fn stale(&mut self, as_of: Day) -> Vec<Stale> {
        let view = self.view(as_of);
        let entities = view.relations.entities.iter();
        let notes = entities.filter_map(|(id, entity)| Some((id, entity, entity.path.as_deref()?)));
        let mut stale: Vec<Stale> = notes
            .filter_map(|(id, entity, path)| {
                let refreshed = render::refresh(&view, id, path, view.vault.text(path)?);
                (!refreshed.changes.is_empty()).then(|| Stale {
                    path: path.to_owned(),
                    name: entity.name.to_string(),
                    changes: refreshed.changes,
                })
            })
            .collect();
        stale.order_by(|a, b| a.path.cmp(&b.path));
        stale
    }

    fn entity_at(&mut self, path: &str) -> Result<EntityId, Error> {
        let found = self.relations().entities.by_path(path);
        found.ok_or_else(|| Error {
            code: Code::UnknownName,
            message: match self.vault.text(path).is_some() {
                true => format!("{path} stands for no person, customer or other entity"),
                false => format!("the vault has no note {path}"),
            },
            candidates: Vec::new(),
        })
    }

    /// The text of a note as the vault holds it, where that is what the file holds too.
    fn own_text(&self, path: &str) -> Result<String, Error> {
        let Some(note) = self.vault.note(path) else {
            return Err(Error {
                code: Code::UnknownName,
                message: format!("the vault has no note {path}"),
                candidates: Vec::new(),
            });
        };
        let exact = note.repairs.is_empty() && note.diagnostics.iter().all(|d| !d.code.starts_with("invalid-utf"));
        exact.then(|| note.text.to_string()).ok_or_else(|| {
            invalid(format!(
                "{path} holds broken text, which the vault reads repaired: give the content of its file"
            ))
        })
    }
}

/// The text of a file, with its byte-order mark.
fn text_of(bytes: &[u8]) -> Result<String, Error> {
    let decoded = decode(bytes);
    if let Some(odd) = decoded.diagnostics.iter().find(|d| d.code.starts_with("invalid-utf")) {
        return Err(invalid(format!(
            "the file cannot be written back without loss: {}",
            odd.message
        )));
    }
    let mark = if decoded.bom { "\u{feff}" } else { "" };
    Ok(format!("{mark}{}", decoded.text))
}

fn invalid_template(message: String) -> Error {
    Error {
        code: Code::InvalidTemplate,
        message,
        candidates: Vec::new(),
    }
}
