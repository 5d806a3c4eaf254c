//! From what a person types to the entity they mean.

use crate::error::{Code, Error};
use crate::order::Order as _;
use crate::relation::{Entities, Entity, EntityId, name_key};

/// How many near names are offered.
const OFFERED: usize = 5;
/// From which similarity a name is near.
const NEAR: f64 = 0.75;

/// Why a name finds no entity.
pub(crate) enum Miss {
    /// Nothing is called so; the nearest names.
    Unknown(Vec<String>),
    /// Several are called so; each with what tells it apart.
    Ambiguous(Vec<String>),
}

/// The entity of a path, a name, an alias, or one of the labels that [`Miss::Ambiguous`] gives.
pub(crate) fn find(entities: &Entities, name: &str) -> Result<EntityId, Miss> {
    if let Some(id) = entities.by_path(name) {
        return Ok(id);
    }
    match entities.named(name) {
        [only] => Ok(*only),
        [] => by_label(entities, name)
            .or_else(|| entities.find_said(name, None))
            .ok_or_else(|| Miss::Unknown(nearest(entities, name))),
        several => {
            // The owner goes by `Me` too: a name that someone else has means them.
            let others: Vec<EntityId> = several.iter().copied().filter(|id| !entities.is_self(*id)).collect();
            match others.as_slice() {
                [only] => Ok(*only),
                _ => Err(Miss::Ambiguous(
                    several.iter().filter_map(|id| entities.get(*id)).map(label).collect(),
                )),
            }
        }
    }
}

/// What finds an entity: its name, or where others have it too, its label.
pub(crate) fn name(entities: &Entities, id: EntityId) -> Option<String> {
    let entity = entities.get(id)?;
    let found = find(entities, &entity.name).is_ok_and(|found| found == id);
    Some(if found { entity.name.to_string() } else { label(entity) })
}

/// A name with what tells it from others: its note, its company or its kind.
fn label(entity: &Entity) -> String {
    match (&entity.path, &entity.company) {
        (Some(path), _) => path.clone(),
        (None, Some(company)) => format!("{} ({company})", entity.name),
        (None, None) => format!("{} ({})", entity.name, entity.kind),
    }
}

fn by_label(entities: &Entities, name: &str) -> Option<EntityId> {
    let key = name_key(name);
    entities
        .iter()
        .find(|(_, e)| name_key(&label(e)) == key)
        .map(|(id, _)| id)
}

/// The names most like `name`: spelt alike, or holding it as a word.
pub(crate) fn nearest(entities: &Entities, name: &str) -> Vec<String> {
    let wanted = name_key(name);
    let mut near: Vec<(f64, &str)> = entities
        .iter()
        .filter(|(_, e)| !e.is_self)
        .filter_map(|(_, entity)| {
            let names = entity.names();
            let best = names.map(|n| likeness(&wanted, &name_key(n))).fold(0.0, f64::max);
            (best >= NEAR).then_some((best, &*entity.name))
        })
        .collect();
    near.order_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    near.dedup_by(|a, b| a.1 == b.1);
    near.into_iter()
        .take(OFFERED)
        .map(|(_, name)| name.to_owned())
        .collect()
}

/// 0 to 1: Jaro–Winkler (Winkler 1990), or nearly 1 when one holds the other as whole words.
fn likeness(wanted: &str, name: &str) -> f64 {
    let holds = |long: &str, short: &str| format!(" {long} ").contains(&format!(" {short} "));
    if !wanted.is_empty() && (holds(name, wanted) || holds(wanted, name)) {
        return 0.99;
    }
    strsim::jaro_winkler(wanted, name)
}

impl Miss {
    /// As the error of a call that asked for `name`.
    pub(crate) fn into_error(self, name: &str) -> Error {
        let (code, message, candidates) = match self {
            Self::Unknown(near) if near.is_empty() => (
                Code::UnknownName,
                format!("nothing is called \"{name}\"; list all entities to see the names"),
                near,
            ),
            Self::Unknown(near) => (
                Code::UnknownName,
                format!("nothing is called \"{name}\"; nearest: {}", near.join(", ")),
                near,
            ),
            Self::Ambiguous(labels) => (
                Code::AmbiguousName,
                format!(
                    "\"{name}\" is the name of several; choose one of: {}",
                    labels.join(", ")
                ),
                labels,
            ),
        };
        Error {
            code,
            message,
            candidates,
        }
    }
}
