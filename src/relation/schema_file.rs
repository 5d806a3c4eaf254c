//! `relata.yaml`: a vault's own schema. Every key overrides one part of the default; unknown keys and wrong types are
//! errors that name the key, the value and the line.

use super::schema::{Kind, Nature, Part, Schema};
use crate::note::{Data, Entry, Mapping, Value, parse_yaml};

/// Why a schema is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaError {
    /// Line from 1.
    pub line: u32,
    /// What was found and what was expected, naming the key.
    pub message: String,
}

/// Reads a schema over the default.
///
/// # Errors
/// At the first key that is unknown or whose value is not of the expected form, or when the text is no YAML mapping.
pub fn parse(text: &str) -> Result<Schema, SchemaError> {
    let reader = Reader { text };
    let map = parse_yaml(text).map_err(|d| SchemaError {
        line: reader.line(d.span.start),
        message: d.message,
    })?;
    let mut schema = Schema::default();
    for entry in &map.entries {
        reader.read(entry, &mut schema)?;
    }
    Ok(schema)
}

struct Reader<'a> {
    text: &'a str,
}

type Read<T> = Result<T, SchemaError>;

impl Reader<'_> {
    fn read(&self, entry: &Entry, schema: &mut Schema) -> Read<()> {
        match entry.key.as_str() {
            "kinds" => self.kinds(entry, schema),
            "sections" => self.sections(entry, schema),
            "self" => self.texts(entry).map(|names| {
                // The words for oneself stay the owner's names whatever the real name is.
                let words = schema.self_names.drain(..).collect::<Vec<_>>();
                let added = words.into_iter().filter(|w| !names.contains(w)).collect::<Vec<_>>();
                schema.self_names = names.into_iter().chain(added).collect();
            }),
            "aliases" => self.aliases(entry, schema),
            "ignore" => self.ignore(entry, schema),
            "limits" => self.limits(entry, schema),
            _ => Err(self.unknown(entry, "kinds, sections, self, aliases, ignore, limits")),
        }
    }

    fn kinds(&self, entry: &Entry, schema: &mut Schema) -> Read<()> {
        for kind in &self.map(entry)?.entries {
            let at = schema.kinds.iter().position(|k| k.name == kind.key);
            let mut read = at.and_then(|at| schema.kinds.get(at).cloned()).unwrap_or_else(|| Kind {
                name: kind.key.clone(),
                nature: Nature::Undertaking,
                types: vec![kind.key.clone()],
                subject: vec![kind.key.clone()],
                folders: Vec::new(),
            });
            for part in &self.map(kind)?.entries {
                match part.key.as_str() {
                    "types" => read.types = self.texts(part)?,
                    "subject" => read.subject = self.texts(part)?,
                    "folders" => read.folders = self.texts(part)?,
                    "nature" => read.nature = self.nature(part)?,
                    _ => return Err(self.unknown(part, "types, subject, folders, nature")),
                }
            }
            match at.and_then(|at| schema.kinds.get_mut(at)) {
                Some(slot) => *slot = read,
                None => schema.kinds.push(read),
            }
        }
        Ok(())
    }

    fn nature(&self, entry: &Entry) -> Read<Nature> {
        match entry.value.as_text() {
            Some("person") => Ok(Nature::Person),
            Some("organisation" | "organization") => Ok(Nature::Organisation),
            Some("undertaking") => Ok(Nature::Undertaking),
            _ => Err(self.wrong(entry, "person, organisation or undertaking")),
        }
    }

    fn sections(&self, entry: &Entry, schema: &mut Schema) -> Read<()> {
        for section in &self.map(entry)?.entries {
            let part = part_named(&section.key).ok_or_else(|| self.unknown(section, &part_names()))?;
            let headings = self.texts(section)?;
            if let Some((_, names)) = schema.sections.iter_mut().find(|(p, _)| *p == part) {
                *names = headings;
            }
        }
        Ok(())
    }

    fn aliases(&self, entry: &Entry, schema: &mut Schema) -> Read<()> {
        for name in &self.map(entry)?.entries {
            schema.aliases.push((name.key.clone(), self.texts(name)?));
        }
        Ok(())
    }

    /// A list adds names and paths (whatever holds a `/` or ends in `.md`); `names:` and `paths:` replace the default.
    fn ignore(&self, entry: &Entry, schema: &mut Schema) -> Read<()> {
        if let Data::Map(map) = &entry.value.data {
            for part in &map.entries {
                match part.key.as_str() {
                    "names" => schema.ignore_names = self.texts(part)?,
                    "paths" => schema.ignore_paths = self.texts(part)?,
                    _ => return Err(self.unknown(part, "names, paths")),
                }
            }
            return Ok(());
        }
        let is_path = |text: &String| text.contains('/') || text.ends_with(".md");
        let (paths, names): (Vec<_>, Vec<_>) = self.texts(entry)?.into_iter().partition(is_path);
        schema.ignore_paths.extend(paths);
        schema.ignore_names.extend(names);
        Ok(())
    }

    fn limits(&self, entry: &Entry, schema: &mut Schema) -> Read<()> {
        for limit in &self.map(entry)?.entries {
            let limits = &mut schema.limits;
            let slot = match limit.key.as_str() {
                "context" => &mut limits.context,
                "facts" => &mut limits.facts,
                "topics" => &mut limits.topics,
                "decisions" => &mut limits.decisions,
                "opportunities" => &mut limits.opportunities,
                "blockers" => &mut limits.blockers,
                "summary" => &mut limits.summary,
                _ => {
                    let keys = "context, facts, topics, decisions, opportunities, blockers, summary";
                    return Err(self.unknown(limit, keys));
                }
            };
            match limit.value.data {
                Data::Number(n) if (0.0..=1_000_000.0).contains(&n) && n.fract() == 0.0 => *slot = n as usize,
                _ => return Err(self.wrong(limit, "a whole number")),
            }
        }
        Ok(())
    }

    fn map<'v>(&self, entry: &'v Entry) -> Read<&'v Mapping> {
        match &entry.value.data {
            Data::Map(map) => Ok(map),
            _ => Err(self.wrong(entry, "keys with values")),
        }
    }

    fn texts(&self, entry: &Entry) -> Read<Vec<String>> {
        match &entry.value.data {
            Data::Text(text) => Ok(vec![text.clone()]),
            Data::List(items) => {
                let text = |item: &Value| item.as_text().map(str::to_owned);
                let texts: Option<Vec<String>> = items.iter().map(text).collect();
                texts.ok_or_else(|| self.wrong(entry, "a list of texts"))
            }
            _ => Err(self.wrong(entry, "a text or a list of texts")),
        }
    }

    fn unknown(&self, entry: &Entry, known: &str) -> SchemaError {
        SchemaError {
            line: self.line(entry.key_span.start),
            message: format!("unknown key \"{}\"; known here: {known}", entry.key),
        }
    }

    fn wrong(&self, entry: &Entry, expected: &str) -> SchemaError {
        let value: String = entry.value.span.of(self.text).trim().chars().take(40).collect();
        SchemaError {
            line: self.line(entry.key_span.start),
            message: format!("\"{}\" is \"{value}\"; expected {expected}", entry.key),
        }
    }

    fn line(&self, offset: u32) -> u32 {
        let before = self.text.get(..offset as usize).unwrap_or(self.text);
        u32::try_from(before.matches('\n').count() + 1).unwrap_or(u32::MAX)
    }
}

const PARTS: [(&str, Part); 14] = [
    ("facts", Part::Facts),
    ("topics", Part::Topics),
    ("decisions", Part::Decisions),
    ("tasks", Part::Tasks),
    ("opportunities", Part::Opportunities),
    ("blockers", Part::Blockers),
    ("context", Part::Context),
    ("contacts", Part::Contacts),
    ("collaborators", Part::Collaborators),
    ("related", Part::Related),
    ("profile", Part::Profile),
    ("status", Part::Status),
    ("background", Part::Background),
    ("summary", Part::Summary),
];

fn part_named(name: &str) -> Option<Part> {
    PARTS.iter().find(|(n, _)| *n == name).map(|(_, part)| *part)
}

fn part_names() -> String {
    PARTS.map(|(name, _)| name).join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> (u32, String) {
        let error = parse(text).unwrap_err();
        (error.line, error.message)
    }

    #[test]
    fn overrides_parts_of_the_default() {
        let schema = parse(
            "self: [Ada Berg]\nkinds:\n  supplier:\n    types: [supplier]\n    nature: organisation\nsections:\n  facts: [Notes]\nlimits:\n  facts: 3\nignore: [Old/, Bot]\naliases:\n  Ada Berg: [AB]\n",
        )
        .unwrap();
        assert_eq!(schema.self_names, ["Ada Berg", "Myself", "Me"]);
        assert_eq!(schema.kind_of_type("Supplier").unwrap().nature, Nature::Organisation);
        assert_eq!(schema.part("notes"), Some(Part::Facts));
        assert_eq!(schema.limits.facts, 3);
        assert!(schema.is_ignored_name("bot") && schema.is_ignored_path("Old/x.md"));
        assert_eq!(schema.canonical("ab"), "Ada Berg");
    }

    #[test]
    fn errors_name_key_value_and_line() {
        assert_eq!(error("self: A\nkindz: 1\n").0, 2);
        let (line, message) = error("limits:\n  facts: many\n");
        assert_eq!(line, 2);
        assert!(message.contains("facts") && message.contains("many"), "{message}");
        assert!(error("kinds: [a]\n").1.contains("kinds"));
    }
}
