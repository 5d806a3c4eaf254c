//! `relata.yaml`: a vault's own schema. Every key overrides one part of the default; unknown keys and wrong types are
//! errors that name the key, the value and the line.
//!
//! The types below are what the file may hold; `docs/SCHEMA.md` and `docs/relata.schema.json` are made from them.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{self, Deserializer, SeqAccess, Visitor};

use super::name::{Named, Qualifier, mail_domain};
use super::schema::{Kind, Nature, Part, Property, Refresh, Schema};
use super::yaml_de::YamlMap;
use crate::note::parse_yaml;

/// Why a schema is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaError {
    /// Line from 1.
    pub line: u32,
    /// What was found and what was expected, naming the key.
    pub message: String,
}

/// How a vault is written. Every key is optional and overrides one part of the default, which fits notes with
/// `type: person`, `customer`, `project`, `partner` and `forum`.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub(super) struct SchemaFile {
    /// Names of the vault's owner, the full name first; e-mail addresses among them or behind one, as in
    /// `Ada Berg <ada@northwind.example>`. `Myself`, `Me`, `Ich` and `Moi` are always among them.
    #[serde(rename = "self")]
    self_names: Option<Names>,
    /// Kinds of entities: those of the default by their name, and new ones.
    kinds: BTreeMap<String, KindFile>,
    /// Which headings feed which list, in any case and at any level. A list given here replaces that of the default.
    sections: Sections,
    /// Other names of entities, by the name that stays.
    aliases: BTreeMap<String, Names>,
    /// Organisations with the domains of their people's e-mail addresses, such as `Northwind: northwind.example`.
    domains: BTreeMap<String, Names>,
    /// Placeholder names that stand for nobody, and paths to leave out.
    ignore: Ignore,
    /// The most items of each list.
    limits: LimitsFile,
    /// How task lines are read.
    tasks: TasksFile,
    /// What bringing a note up to date adds to it where it is not there yet. Without it, only what a note has is kept.
    refresh: RefreshFile,
    /// The path, in the vault, of the template from which whole notes of a kind are made, by the kind's name.
    templates: BTreeMap<String, String>,
}

/// What bringing a note up to date adds where it is not there yet.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
struct RefreshFile {
    /// Lists whose section is added once there is something to put in it, by their key under `sections`.
    sections: Vec<PartFile>,
    /// Properties that are added: `last_contact`, `last_direct`. Once a note has them they are kept up to date in any case.
    properties: Vec<PropertyFile>,
}

/// A property that is kept.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
enum PropertyFile {
    LastContact,
    LastDirect,
}

/// A part of a note, by its key under `sections`.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
enum PartFile {
    Facts,
    Topics,
    Decisions,
    Tasks,
    Opportunities,
    Blockers,
    Context,
    Contacts,
    Collaborators,
    Related,
    Profile,
    Status,
}

/// A kind of entity.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
struct KindFile {
    /// Values of the property `type`, or of `type/…` tags, that mark it. For a new kind, its own name when absent.
    types: Option<Names>,
    /// Properties and `**Key**:` lines that name the subject of an interaction of this kind. For a new kind, its own name
    /// when absent.
    subject: Option<Names>,
    /// Folders whose notes are of this kind where no type says so: an undated one is an entity, a dated one an interaction.
    folders: Option<Names>,
    /// What its entities are: a `person`; an `organisation`, to which people belong; or an `undertaking`, such as a
    /// project. A new kind is an undertaking when nothing is said.
    nature: Option<NatureFile>,
    /// The sections of a new note, in order, by their key under `sections`.
    layout: Option<Vec<PartFile>>,
}

/// What entities of a kind are.
#[derive(Debug, Clone, Copy, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
enum NatureFile {
    Person,
    #[serde(alias = "organization")]
    Organisation,
    Undertaking,
}

/// Headings by the list that they feed.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
struct Sections {
    /// Key facts.
    facts: Option<Names>,
    /// Topics, a list or a line with commas.
    topics: Option<Names>,
    /// Decisions.
    decisions: Option<Names>,
    /// Tasks.
    tasks: Option<Names>,
    /// Opportunities.
    opportunities: Option<Names>,
    /// Blockers.
    blockers: Option<Names>,
    /// Lines of recent context, `- DATE: [[note]] - summary (via X)`.
    context: Option<Names>,
    /// Key contacts of an organisation.
    contacts: Option<Names>,
    /// Who works with the entity, a list or a table.
    collaborators: Option<Names>,
    /// Related people.
    related: Option<Names>,
    /// What is stated of the entity, as `**Key**: value` lines or a table.
    profile: Option<Names>,
    /// Its status, in the same forms.
    status: Option<Names>,
    /// Background of a person.
    background: Option<Names>,
    /// The paragraph that sums an interaction up.
    summary: Option<Names>,
}

/// The most items of each list.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
struct LimitsFile {
    /// Interactions; 15 when absent.
    context: Option<u32>,
    /// Facts; 10 when absent.
    facts: Option<u32>,
    /// Topics; 15 when absent.
    topics: Option<u32>,
    /// Decisions; 10 when absent.
    decisions: Option<u32>,
    /// Opportunities; 10 when absent.
    opportunities: Option<u32>,
    /// Blockers; 5 when absent.
    blockers: Option<u32>,
    /// People of each list that is written into a note; 15 when absent.
    people: Option<u32>,
    /// Characters of a one-line summary; 100 when absent.
    summary: Option<u32>,
}

/// How task lines are read.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
struct TasksFile {
    /// Whether a link on a task line, as in `- [ ] Send the deck [[Dana Ruiz]]`, names who is to do it; `false` when
    /// absent. `@[[Dana Ruiz]]` always does.
    owner_links: Option<bool>,
}

/// One text, or a list of texts.
#[derive(Debug, Default)]
struct Names(Vec<String>);

/// A list that adds names and paths (whatever holds a `/` or ends in `.md` is a path), or both apart, which replaces
/// the default.
#[derive(Debug, Default)]
struct Ignore {
    added: Vec<String>,
    names: Option<Names>,
    paths: Option<Names>,
}

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NamesVisitor)
    }
}

struct NamesVisitor;

impl<'de> Visitor<'de> for NamesVisitor {
    type Value = Names;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a text or a list of texts")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Names, E> {
        Ok(Names(vec![text.to_owned()]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Names, A::Error> {
        let mut names = Vec::new();
        while let Some(name) = items.next_element()? {
            names.push(name);
        }
        Ok(Names(names))
    }
}

/// `ignore` with names and paths apart.
#[derive(Debug, Default, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
struct IgnoreApart {
    /// Placeholder names that stand for nobody; `*` matches any text. Replaces the default.
    names: Option<Names>,
    /// Paths to leave out: a folder with a trailing `/`, anywhere when it holds no other `/`; or a glob. Replaces the
    /// default.
    paths: Option<Names>,
}

impl<'de> Deserialize<'de> for Ignore {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(IgnoreVisitor)
    }
}

struct IgnoreVisitor;

impl<'de> Visitor<'de> for IgnoreVisitor {
    type Value = Ignore;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a text, a list of texts, or names and paths")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Ignore, E> {
        Ok(Ignore {
            added: vec![text.to_owned()],
            ..Ignore::default()
        })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Ignore, A::Error> {
        Ok(Ignore {
            added: NamesVisitor.visit_seq(items)?.0,
            ..Ignore::default()
        })
    }

    fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Ignore, A::Error> {
        let apart = IgnoreApart::deserialize(de::value::MapAccessDeserializer::new(map))?;
        Ok(Ignore {
            added: Vec::new(),
            names: apart.names,
            paths: apart.paths,
        })
    }
}

/// Reads a schema over the default.
///
/// # Errors
/// At the first key that is unknown or whose value is not of the expected form, or when the text is no YAML mapping.
pub fn parse(text: &str) -> Result<Schema, SchemaError> {
    let line = |offset| line_at(text, offset);
    let map = parse_yaml(text).map_err(|d| SchemaError {
        line: line(d.span.start),
        message: d.message,
    })?;
    let file = SchemaFile::deserialize(YamlMap(&map)).map_err(|misfit| SchemaError {
        line: line(misfit.span.start),
        message: misfit.message,
    })?;
    Ok(file.over(Schema::default()))
}

/// The line, from 1, of a byte of a configuration file.
pub(super) fn line_at(text: &str, offset: u32) -> u32 {
    let before = text.get(..offset as usize).unwrap_or(text);
    u32::try_from(before.matches('\n').count() + 1).unwrap_or(u32::MAX)
}

impl SchemaFile {
    fn over(self, mut schema: Schema) -> Schema {
        if let Some(Names(names)) = self.self_names {
            // `Ada Berg <ada@northwind.example>` is a name and an address.
            let mut names: Vec<String> = names.iter().flat_map(|name| with_address(name)).collect();
            // The words for oneself stay the owner's names whatever the real name is.
            let words = schema.self_names.into_iter().filter(|word| !names.contains(word));
            names.extend(words.collect::<Vec<_>>());
            schema.self_names = names;
        }
        for (name, kind) in self.kinds {
            kind.over(&name, &mut schema.kinds);
        }
        self.sections.over(&mut schema);
        schema
            .aliases
            .extend(self.aliases.into_iter().map(|(name, Names(others))| (name, others)));
        for (company, Names(domains)) in self.domains {
            let domains = domains
                .iter()
                .map(|domain| domain.trim_start_matches('@').to_lowercase());
            schema.domains.extend(domains.map(|domain| (domain, company.clone())));
        }
        self.ignore.over(&mut schema);
        self.limits.over(&mut schema);
        if let Some(owner_links) = self.tasks.owner_links {
            schema.tasks.owner_links = owner_links;
        }
        self.refresh.over(&mut schema);
        schema.templates.extend(self.templates);
        schema.finish();
        schema
    }
}

/// A name and the e-mail addresses in brackets behind it; the text itself where there are none.
fn with_address(text: &str) -> Vec<String> {
    let named = Named::read(text);
    let qualifiers = named.iter().flat_map(|named| &named.qualifiers).map(Qualifier::text);
    let mut all: Vec<String> = qualifiers
        .filter(|q| mail_domain(q).is_some())
        .map(str::to_owned)
        .collect();
    match named.filter(|_| !all.is_empty()) {
        Some(named) => all.insert(0, named.name),
        None => all.push(text.to_owned()),
    }
    all
}

impl KindFile {
    fn over(self, name: &str, kinds: &mut Vec<Kind>) {
        let at = kinds.iter().position(|kind| kind.name == name).unwrap_or_else(|| {
            kinds.push(Kind {
                name: name.to_owned(),
                nature: Nature::Undertaking,
                types: vec![name.to_owned()],
                subject: vec![name.to_owned()],
                folders: Vec::new(),
                layout: Nature::Undertaking.layout().to_vec(),
            });
            kinds.len() - 1
        });
        let Some(kind) = kinds.get_mut(at) else { return };
        let set = |slot: &mut Vec<String>, names: Option<Names>| {
            if let Some(Names(names)) = names {
                *slot = names;
            }
        };
        set(&mut kind.types, self.types);
        set(&mut kind.subject, self.subject);
        set(&mut kind.folders, self.folders);
        if let Some(nature) = self.nature {
            kind.nature = match nature {
                NatureFile::Person => Nature::Person,
                NatureFile::Organisation => Nature::Organisation,
                NatureFile::Undertaking => Nature::Undertaking,
            };
            kind.layout = kind.nature.layout().to_vec();
        }
        if let Some(layout) = self.layout {
            kind.layout = layout.into_iter().map(PartFile::part).collect();
        }
    }
}

impl Sections {
    fn over(self, schema: &mut Schema) {
        let given = [
            (Part::Facts, self.facts),
            (Part::Topics, self.topics),
            (Part::Decisions, self.decisions),
            (Part::Tasks, self.tasks),
            (Part::Opportunities, self.opportunities),
            (Part::Blockers, self.blockers),
            (Part::Context, self.context),
            (Part::Contacts, self.contacts),
            (Part::Collaborators, self.collaborators),
            (Part::Related, self.related),
            (Part::Profile, self.profile),
            (Part::Status, self.status),
            (Part::Background, self.background),
            (Part::Summary, self.summary),
        ];
        for (part, names) in given {
            let Some(Names(names)) = names else { continue };
            let heading = schema.headings.iter_mut().find(|(p, _)| *p == part);
            // A heading of the default stays the one that is written where it is still known.
            if let (Some((_, heading)), Some(first)) = (heading, names.first())
                && !names.iter().any(|name| name.eq_ignore_ascii_case(heading))
            {
                heading.clone_from(first);
            }
            if let Some((_, slot)) = schema.sections.iter_mut().find(|(p, _)| *p == part) {
                *slot = names;
            }
        }
    }
}

impl Ignore {
    fn over(self, schema: &mut Schema) {
        if let Some(Names(names)) = self.names {
            schema.ignore_names = names;
        }
        if let Some(Names(paths)) = self.paths {
            schema.ignore_paths = paths;
        }
        let is_path = |text: &String| text.contains('/') || text.ends_with(".md");
        let (paths, names): (Vec<_>, Vec<_>) = self.added.into_iter().partition(is_path);
        schema.ignore_paths.extend(paths);
        schema.ignore_names.extend(names);
    }
}

impl RefreshFile {
    fn over(self, schema: &mut Schema) {
        let property = |property: &PropertyFile| match property {
            PropertyFile::LastContact => Property::LastContact,
            PropertyFile::LastDirect => Property::LastDirect,
        };
        schema.refresh = Refresh {
            sections: self.sections.into_iter().map(PartFile::part).collect(),
            properties: self.properties.iter().map(property).collect(),
        };
    }
}

impl PartFile {
    fn part(self) -> Part {
        match self {
            Self::Facts => Part::Facts,
            Self::Topics => Part::Topics,
            Self::Decisions => Part::Decisions,
            Self::Tasks => Part::Tasks,
            Self::Opportunities => Part::Opportunities,
            Self::Blockers => Part::Blockers,
            Self::Context => Part::Context,
            Self::Contacts => Part::Contacts,
            Self::Collaborators => Part::Collaborators,
            Self::Related => Part::Related,
            Self::Profile => Part::Profile,
            Self::Status => Part::Status,
        }
    }
}

impl LimitsFile {
    fn over(self, schema: &mut Schema) {
        let limits = &mut schema.limits;
        let given = [
            (&mut limits.context, self.context),
            (&mut limits.facts, self.facts),
            (&mut limits.topics, self.topics),
            (&mut limits.decisions, self.decisions),
            (&mut limits.opportunities, self.opportunities),
            (&mut limits.blockers, self.blockers),
            (&mut limits.people, self.people),
            (&mut limits.summary, self.summary),
        ];
        for (slot, limit) in given {
            *slot = limit.map_or(*slot, |limit| limit as usize);
        }
    }
}

#[cfg(test)]
mod tests;
