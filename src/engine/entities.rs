//! The table of entities.

use serde::Deserialize;

use super::{Engine, invalid};
use crate::error::Error;
use crate::note::Day;
use crate::order::Order as _;
use crate::relation::{Entities, Entity, name_key};
use crate::summary::{self, Column, EntityRow};
use crate::vault::Vault;

/// Which entities to list.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct EntityQuery {
    /// Only of this kind, case ignored.
    pub kind: Option<String>,
    /// Only in this state of rhythm.
    pub state: Option<String>,
    /// Only of this organisation now, by any of its names; the organisation itself too.
    pub company: Option<String>,
    /// Only with this tag, or one below it, in its own note; with or without `#`, case ignored.
    pub tag: Option<String>,
    /// Only with this text in a name, case ignored.
    pub text: Option<String>,
    /// Column to sort by, `-` before it for descending: `name`, `kind`, `lastContact`, `strength`, `openTasks`,
    /// `interactions`, `company`, `state`, `lastDirect`, `overdueDays`. Default `-lastContact`.
    pub sort: Option<String>,
}

impl Engine {
    /// The table of entities as of a day.
    ///
    /// # Errors
    /// `invalid-options` for an unknown sort column.
    pub fn entities(&mut self, query: &EntityQuery, as_of: Day) -> Result<Vec<EntityRow>, Error> {
        let order = query.sort.as_deref().unwrap_or("-lastContact");
        let (descending, column) = (order.starts_with('-'), order.trim_start_matches('-'));
        let column = Column::ALL.iter().find(|(name, _)| *name == column).map(|(_, c)| *c);
        let column = column.ok_or_else(|| {
            let names = Column::ALL.map(|(name, _)| name).join(", ");
            invalid(format!("cannot sort by \"{order}\"; known columns: {names}"))
        })?;
        let view = self.view(as_of);
        let query = &query.resolved(&view.relations.entities);
        let ids = view
            .relations
            .entities
            .iter()
            .filter(|(_, e)| !e.is_self && query.fits_entity(e) && query.fits_tags(e, view.vault));
        let rows = ids.filter_map(|(id, _)| summary::row(&view, id));
        let mut rows: Vec<EntityRow> = rows.filter(|row| query.fits_row(row)).collect();
        rows.order_by(|a, b| column.compare(a, b, descending));
        Ok(rows)
    }
}

impl EntityQuery {
    /// Each filter by itself, with its name and value.
    pub(super) fn parts(&self) -> Vec<(&'static str, &str, Self)> {
        let by = |part: fn(&mut Self) -> &mut Option<String>, value: &Option<String>| {
            let mut query = Self::default();
            part(&mut query).clone_from(value);
            query
        };
        let parts = [
            ("kind", &self.kind, by(|query| &mut query.kind, &self.kind)),
            ("state", &self.state, by(|query| &mut query.state, &self.state)),
            ("company", &self.company, by(|query| &mut query.company, &self.company)),
            ("tag", &self.tag, by(|query| &mut query.tag, &self.tag)),
            ("text", &self.text, by(|query| &mut query.text, &self.text)),
        ];
        let given = parts
            .into_iter()
            .filter_map(|(name, value, part)| Some((name, value.as_deref()?, part)));
        given.collect()
    }

    /// The same with an organisation by the name that rows have.
    fn resolved(&self, entities: &Entities) -> Self {
        let company = self.company.as_deref().and_then(|name| entities.find(name, None));
        let company = company
            .and_then(|id| entities.get(id))
            .map(|entity| entity.name.to_string());
        Self {
            company: company.or_else(|| self.company.clone()),
            ..self.clone()
        }
    }

    /// Whether an entity and its row fit.
    pub(super) fn fits(&self, entity: &Entity, row: &EntityRow, vault: &Vault) -> bool {
        self.fits_entity(entity) && self.fits_tags(entity, vault) && self.fits_row(row)
    }

    fn fits_entity(&self, entity: &Entity) -> bool {
        let named = |text: &str| {
            let text = name_key(text);
            let mut names = entity.names();
            names.any(|name| name_key(name).contains(&text))
        };
        self.kind
            .as_deref()
            .is_none_or(|kind| kind.eq_ignore_ascii_case(&entity.kind))
            && self.text.as_deref().is_none_or(named)
    }

    fn fits_tags(&self, entity: &Entity, vault: &Vault) -> bool {
        let tagged = |tag: &str| entity.paths().any(|path| vault.has_tag(path, tag));
        self.tag.as_deref().is_none_or(tagged)
    }

    fn fits_row(&self, row: &EntityRow) -> bool {
        let of_company = |name: &str| {
            let name = name_key(name);
            name == name_key(&row.name) || row.company.as_ref().is_some_and(|company| name_key(company) == name)
        };
        self.state.as_deref().is_none_or(|state| state == row.state) && self.company.as_deref().is_none_or(of_company)
    }
}
