//! Whom a task concerns, as the vault knows them.

use serde::Serialize;

use super::{QueryTask, Scene};
use crate::note::task::OwnerKind;

/// Whom a task concerns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Concerns {
    /// Who is to do it, one for each of its owners that stands for somebody, in order.
    pub owners: Vec<OwnerEntity>,
    /// Names of the entities that it is about: its owners, those it names or links, and whom its note is about. The
    /// vault's owner is none of them.
    pub entities: Vec<String>,
}

/// An owner as the vault knows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OwnerEntity {
    /// The name on the line.
    pub name: String,
    /// The name of the entity; `None` when none has that name, or several have.
    pub entity: Option<String>,
    /// Whether it is the vault's owner.
    pub is_self: bool,
    /// The organisation that the person belongs to.
    pub company: Option<String>,
}

impl<'a> QueryTask<'a> {
    /// Names of those who are to do the task, as written.
    fn written(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let owners = self.task.owners.iter();
        let somebody = owners.filter(|owner| owner.kind != OwnerKind::Nobody);
        somebody.map(|owner| owner.name.as_str())
    }

    /// All names of those who are to do the task: as written, of their entities, of the organisations they belong to.
    pub(super) fn owner_names(&self, scene: &Scene<'_>) -> impl Iterator<Item = &'a str> + use<'a> {
        let known = scene.concerns(self).owners.iter();
        let known = known.flat_map(|owner| owner.entity.iter().chain(&owner.company));
        self.written().chain(known.map(String::as_str))
    }

    /// What its owners are called: by the names of their entities where the vault knows them.
    pub(super) fn owners(&self, scene: &Scene<'_>) -> impl Iterator<Item = &'a str> + use<'a> {
        let known = &scene.concerns(self).owners;
        let entity = |name| known.iter().find(|owner| owner.name == name)?.entity.as_deref();
        self.written().map(move |name| entity(name).unwrap_or(name))
    }

    /// Whether the vault's owner is to do it.
    pub(super) fn is_mine(&self, scene: &Scene<'_>) -> bool {
        let said = self.task.owners.iter().any(|owner| owner.kind == OwnerKind::Myself);
        said || scene.concerns(self).owners.iter().any(|owner| owner.is_self)
    }
}
