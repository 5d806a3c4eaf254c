//! Entities: those with a note of their own, and those that notes only name.

use std::borrow::Cow;
use std::sync::Arc;

use super::key::{NameKey, NameMap, TextMap};
use super::name::{Named, clean_name, incomplete, is_folder_note_name, mail_domain, name_key};
use super::people::turned;
use super::properties::{is_folder_note, stem};
use super::record::Record;
use super::schema::{Nature, Schema};
use super::statement::addresses;
use crate::note::date::leading_day;

/// Index of an entity in [`Entities`].
pub type EntityId = u32;

/// Who or what notes are about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// Its name.
    pub name: Arc<str>,
    /// Its kind, by name.
    pub kind: String,
    /// Its other names.
    pub aliases: Vec<String>,
    /// Its own note; `None` when it is implied.
    pub path: Option<String>,
    /// Other notes that stand for it, where people have said that two names are the same.
    pub also: Vec<String>,
    /// Whether only part of the name is known.
    pub incomplete: bool,
    /// For an incomplete name: the company that tells it from others of that name.
    pub company: Option<String>,
    /// Whether it is the vault's owner.
    pub is_self: bool,
}

impl Entity {
    /// What has a name and is nothing else yet.
    pub(super) fn unknown(name: &str) -> Self {
        Self {
            name: name.into(),
            kind: String::new(),
            aliases: Vec::new(),
            path: None,
            also: Vec::new(),
            incomplete: false,
            company: None,
            is_self: false,
        }
    }

    /// Its name, then its other names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&*self.name).chain(self.aliases.iter().map(String::as_str))
    }

    /// The name of its own file, where that is of several words and not its name: the host shows and finds notes by it.
    pub(super) fn file_name(&self) -> Option<&str> {
        let name = NameKey::file_name(self.path.as_deref()?);
        let says_who = name.contains(' ') && name != &*self.name && leading_day(name).is_none();
        (says_who && self.aliases.iter().all(|alias| alias != name)).then_some(name)
    }

    /// Paths of all notes that stand for it, its own first.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.path.iter().chain(&self.also).map(String::as_str)
    }
}

/// All entities with the ways to find them.
///
/// An entity keeps its id as long as it has the same note or, without one, the same name; the order of entities does not
/// depend on ids.
#[derive(Debug, Default)]
pub struct Entities {
    pub(super) slots: Vec<Option<Entity>>,
    /// Ids, own notes first by path, then the implied ones in the order in which notes name them.
    pub(super) order: Vec<EntityId>,
    /// Place in `order`, by id.
    pub(super) ranks: Vec<u32>,
    /// What each is, by id; beside the entities, as it is asked of many of which nothing else is.
    pub(super) natures: Vec<Nature>,
    pub(super) by_key: NameMap<Vec<EntityId>>,
    pub(super) by_path: TextMap<String, EntityId>,
    pub(super) by_folder: TextMap<String, EntityId>,
    pub(super) owner: Option<EntityId>,
}

impl Entities {
    /// One entity.
    pub fn get(&self, id: EntityId) -> Option<&Entity> {
        self.slots.get(id as usize)?.as_ref()
    }

    /// All entities with their ids, own notes first by path, then the implied ones in the order in which notes name them.
    pub fn iter(&self) -> impl Iterator<Item = (EntityId, &Entity)> {
        self.order.iter().filter_map(|id| Some((*id, self.get(*id)?)))
    }

    /// Place of an entity in [`Entities::iter`].
    pub fn rank(&self, id: EntityId) -> u32 {
        self.ranks.get(id as usize).copied().unwrap_or(u32::MAX)
    }

    /// What an entity is.
    pub fn nature(&self, id: EntityId) -> Nature {
        self.natures.get(id as usize).copied().unwrap_or(Nature::Undertaking)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// One more than the highest id.
    pub fn limit(&self) -> usize {
        self.slots.len()
    }

    /// What tells two entities apart when they are listed, whatever their ids.
    pub fn label(&self, id: EntityId) -> (&str, Option<&str>, Option<&str>, &str) {
        self.get(id).map_or(("", None, None, ""), |e| {
            (&e.name, e.path.as_deref(), e.company.as_deref(), e.kind.as_str())
        })
    }

    /// The entity whose own note is at `path`.
    pub fn by_path(&self, path: &str) -> Option<EntityId> {
        self.by_path.get(path).copied()
    }

    /// The entity whose folder holds the note at `path`, the nearest one.
    pub fn by_folder(&self, path: &str) -> Option<EntityId> {
        let mut folder = crate::vault::path::folder(path);
        while !folder.is_empty() {
            if let Some(id) = self.by_folder.get(folder) {
                return Some(*id);
            }
            folder = crate::vault::path::folder(folder);
        }
        None
    }

    /// All entities of a name or alias.
    pub fn named(&self, name: &str) -> &[EntityId] {
        self.keyed(NameKey::of(name))
    }

    fn keyed(&self, key: NameKey) -> &[EntityId] {
        self.by_key.get(&key).map_or(&[], Vec::as_slice)
    }

    /// The vault's owner, where notes name them.
    pub fn owner(&self) -> Option<EntityId> {
        self.owner
    }

    /// Whether `id` is the vault's owner.
    pub fn is_self(&self, id: EntityId) -> bool {
        self.owner == Some(id)
    }

    /// The one entity that a name means: among several of that name the one of `kind`, else none.
    pub fn find(&self, name: &str, kind: Option<&str>) -> Option<EntityId> {
        self.by_key(NameKey::of(name), kind)
    }

    /// As [`Entities::find`].
    pub(super) fn by_key(&self, key: NameKey, kind: Option<&str>) -> Option<EntityId> {
        match self.keyed(key) {
            [] => None,
            [only] => Some(*only),
            several => {
                let of_kind = |id: &&EntityId| self.get(**id).is_some_and(|e| Some(e.kind.as_str()) == kind);
                let mut fitting = several.iter().filter(of_kind);
                let first = fitting.next().copied();
                if fitting.next().is_some() { None } else { first }
            }
        }
    }

    /// As [`Entities::find`], for a text that may say in brackets that only part of the name is known.
    pub fn find_said(&self, text: &str, kind: Option<&str>) -> Option<EntityId> {
        self.find(text, kind).or_else(|| self.find_half(text, kind))
    }

    /// The one entity of which a text says that only part of the name is known.
    pub(super) fn find_half(&self, text: &str, kind: Option<&str>) -> Option<EntityId> {
        self.find_named(&incomplete(text)?, kind)
    }

    /// The entity that someone named in a list means, with the company in the brackets to tell incomplete names apart.
    pub fn find_named(&self, named: &Named, kind: Option<&str>) -> Option<EntityId> {
        let company = Some(named).filter(|named| named.incomplete);
        match company.and_then(|named| self.company(named)) {
            Some(company) => self.find(&format!("{} ({company})", named.name), kind),
            None => self.by_key(named.key(), kind),
        }
    }

    /// The known organisation in someone's brackets.
    fn company(&self, named: &Named) -> Option<&str> {
        let mut companies = named.qualifiers.iter().filter(|q| mail_domain(q.text()).is_none());
        let known = companies.find_map(|q| self.by_key(q.key(), None));
        known.and_then(|id| self.get(id)).map(|e| &*e.name)
    }

    fn push(&mut self, entity: Entity) -> EntityId {
        let id = EntityId::try_from(self.slots.len()).unwrap_or(EntityId::MAX);
        let keys: Vec<NameKey> = entity.names().map(NameKey::of).collect();
        if let Some(company) = &entity.company {
            self.add_key(NameKey::of(&format!("{} ({company})", entity.name)), id);
        }
        keys.into_iter().for_each(|key| self.add_key(key, id));
        self.order.push(id);
        self.ranks.push(id);
        self.slots.push(Some(entity));
        id
    }

    fn add_key(&mut self, key: NameKey, id: EntityId) {
        let ids = self.by_key.entry(key).or_default();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }

    fn get_mut(&mut self, id: EntityId) -> Option<&mut Entity> {
        self.slots.get_mut(id as usize)?.as_mut()
    }
}

/// A name that a note gives to someone.
pub(super) struct Naming<'a> {
    pub named: Cow<'a, Named>,
    /// The kind that they have where no note says so.
    pub kind: &'a str,
}

/// Collects the entities of the entity notes, by path, and of what all notes name, each naming once.
pub(super) fn collect<'a>(
    own: impl Iterator<Item = (&'a str, &'a Record)> + Clone,
    named: impl Iterator<Item = Naming<'a>>,
    schema: &Schema,
) -> Entities {
    let mut entities = Entities::default();
    // A placeholder stands for nobody, with a note or without.
    let own = own.filter(|(_, record)| !schema.is_ignored_name(&record.title));
    let is_alias = |record: &Record| name_key(schema.canonical(&record.title)) != name_key(&record.title);
    for (path, record) in own.clone().filter(|(_, r)| !is_alias(r)) {
        add_own(&mut entities, path, record, schema);
    }
    for (path, record) in own.filter(|(_, r)| is_alias(r)) {
        match entities.find(schema.canonical(&record.title), record.kind.as_deref()) {
            Some(id) => add_to(&mut entities, id, path, record),
            None => add_renamed(&mut entities, path, record, schema),
        }
    }
    add_owner(&mut entities, schema);
    add_schema_aliases(&mut entities, schema);
    let mut implied = Implied { entities, schema };
    named.for_each(|naming| implied.name(&naming.named, Some(naming.kind)));
    implied.entities
}

fn add_own(entities: &mut Entities, path: &str, record: &Record, schema: &Schema) {
    let is_self = schema.is_self(&record.title) || record.aliases.iter().any(|a| schema.is_self(a));
    let named = incomplete(&record.title);
    let id = entities.push(Entity {
        name: record.title.as_str().into(),
        kind: record.kind.clone().unwrap_or_default(),
        aliases: record.aliases.clone(),
        path: Some(path.to_owned()),
        also: Vec::new(),
        incomplete: named.is_some(),
        company: None,
        is_self,
    });
    // The file's name finds the entity too, as it does in a link.
    let stem = stem(path);
    if !is_folder_note_name(stem) {
        entities.add_key(NameKey::of(stem), id);
    }
    if let Some(name) = turned(&record.title) {
        entities.add_key(NameKey::of(&name), id);
    }
    add_addresses(entities, id, record);
    if let Some(named) = named {
        entities.add_key(named.key(), id);
        let companies = named
            .qualifiers
            .iter()
            .map(|c| format!("{} ({})", named.name, c.text()));
        companies.for_each(|name| entities.add_key(NameKey::of(&name), id));
    }
    entities.by_path.insert(path.to_owned(), id);
    let folder = if is_folder_note(path) {
        crate::vault::path::folder(path)
    } else {
        path.strip_suffix(".md").unwrap_or(path)
    };
    entities.by_folder.entry(folder.to_owned()).or_insert(id);
    if is_self && entities.owner.is_none() {
        entities.owner = Some(id);
    }
}

/// An e-mail address in an entity's own note finds it too.
fn add_addresses(entities: &mut Entities, id: EntityId, record: &Record) {
    addresses(&record.statements).for_each(|(address, _)| entities.add_key(NameKey::of(address), id));
}

/// Adds an entity whose only note has one of its other names.
fn add_renamed(entities: &mut Entities, path: &str, record: &Record, schema: &Schema) {
    add_own(entities, path, record, schema);
    let Some(id) = entities.by_path(path) else { return };
    let name = clean_name(schema.canonical(&record.title));
    entities.add_key(NameKey::of(&name), id);
    if let Some(entity) = entities.get_mut(id) {
        let alias = std::mem::replace(&mut entity.name, name.into()).to_string();
        if !entity.aliases.contains(&alias) {
            entity.aliases.push(alias);
        }
    }
}

/// Adds a note of an entity that has one already, under another name.
fn add_to(entities: &mut Entities, id: EntityId, path: &str, record: &Record) {
    let names: Vec<String> = std::iter::once(&record.title).chain(&record.aliases).cloned().collect();
    add_aliases(entities, id, &names);
    add_addresses(entities, id, record);
    entities.by_path.insert(path.to_owned(), id);
    if let Some(entity) = entities.get_mut(id) {
        entity.also.push(path.to_owned());
    }
}

/// Makes sure that the owner is one entity under all their names.
fn add_owner(entities: &mut Entities, schema: &Schema) {
    let name = schema
        .self_names
        .first()
        .cloned()
        .unwrap_or_else(|| "Myself".to_owned());
    let id = entities.owner.or_else(|| noted_owner(entities, schema));
    let id = id.unwrap_or_else(|| {
        entities.push(Entity {
            name: name.into(),
            kind: schema.person_kind().to_owned(),
            aliases: schema.self_names.iter().skip(1).cloned().collect(),
            path: None,
            also: Vec::new(),
            incomplete: false,
            company: None,
            is_self: true,
        })
    });
    entities.owner = Some(id);
    schema
        .self_names
        .iter()
        .for_each(|name| entities.add_key(NameKey::of(name), id));
}

/// The one whose own note is found by a name of the owner, though it calls them otherwise: by the file's name, or an address.
fn noted_owner(entities: &mut Entities, schema: &Schema) -> Option<EntityId> {
    let person = schema.person_kind();
    let mut found = schema
        .self_names
        .iter()
        .filter_map(|name| entities.find(name, Some(person)));
    let id = found.find(|id| entities.get(*id).is_some_and(|e| e.kind == person))?;
    entities.get_mut(id)?.is_self = true;
    Some(id)
}

/// Other names from the schema, for entities that have a note.
fn add_schema_aliases(entities: &mut Entities, schema: &Schema) {
    for (name, aliases) in &schema.aliases {
        if let Some(id) = entities.find(name, None) {
            add_aliases(entities, id, aliases);
        }
    }
}

fn add_aliases(entities: &mut Entities, id: EntityId, aliases: &[String]) {
    for alias in aliases {
        entities.add_key(NameKey::of(alias), id);
        if let Some(entity) = entities.get_mut(id)
            && !entity.aliases.contains(alias)
        {
            entity.aliases.push(clean_name(alias));
        }
    }
}

/// Adds entities that notes only name.
struct Implied<'a> {
    entities: Entities,
    schema: &'a Schema,
}

impl Implied<'_> {
    /// Finds the entity of a name, or adds it.
    fn name(&mut self, named: &Named, kind: Option<&str>) {
        if self.schema.is_ignored_name(&named.name) {
            return;
        }
        if let Some(id) = self.entities.find_named(named, kind) {
            self.mark_incomplete(id, named);
            return;
        }
        if !named.incomplete && self.has_kind(named, kind) {
            return;
        }
        let name = self.schema.canonical(&named.name).into();
        let id = self.entities.push(Entity {
            aliases: Vec::new(),
            kind: kind.unwrap_or(self.schema.person_kind()).to_owned(),
            path: None,
            also: Vec::new(),
            incomplete: named.incomplete,
            company: self
                .entities
                .company(named)
                .filter(|_| named.incomplete)
                .map(str::to_owned),
            is_self: false,
            name,
        });
        let aliases = self.schema.aliases_of(&named.name).to_vec();
        add_aliases(&mut self.entities, id, &aliases);
    }

    /// An implied name is incomplete when any note says so.
    fn mark_incomplete(&mut self, id: EntityId, named: &Named) {
        if let Some(entity) = self.entities.get_mut(id) {
            entity.incomplete |= named.incomplete && entity.path.is_none();
        }
    }

    fn has_kind(&self, named: &Named, kind: Option<&str>) -> bool {
        let ids = self.entities.keyed(named.key()).iter();
        ids.filter_map(|id| self.entities.get(*id))
            .any(|e| Some(e.kind.as_str()) == kind)
    }
}
