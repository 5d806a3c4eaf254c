//! How a vault is written: kinds of entities, headings that feed lists, the owner's names, what to leave out.
//!
//! The default needs no configuration. A vault overrides any part in `relata.yaml`; see `schema_file.rs`.

mod ignore;
mod kind;
mod part;

pub use kind::{Kind, Nature};
pub use part::Part;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::key::{is_tight, with_name_key};
use super::name::{mail_domain, name_key};
use crate::note::task::ParseOptions;
use ignore::{begun_by, ignores, wildcard};
use kind::default_kinds;
use part::{default_headings, default_sections};

/// How a vault is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Schema {
    /// Kinds of entities, in order of precedence.
    pub kinds: Vec<Kind>,
    /// Which headings feed which list; as compared.
    pub sections: Vec<(Part, Vec<String>)>,
    /// Names of the vault's owner, the full name first.
    pub self_names: Vec<String>,
    /// Canonical name with its other names.
    pub aliases: Vec<(String, Vec<String>)>,
    /// Organisations by the domain of their people's e-mail addresses; domains in lower case.
    pub domains: BTreeMap<String, String>,
    /// Pairs of names, as compared and in order, that people have said to be different.
    pub distinct: BTreeSet<(String, String)>,
    /// Placeholder names that stand for nobody, as compared; `*` matches any text.
    pub ignore_names: Vec<String>,
    /// Paths to leave out: a folder with a trailing `/` (anywhere when it has no other `/`), or a glob.
    pub ignore_paths: Vec<String>,
    /// Most items per list.
    pub limits: Limits,
    /// How task lines are read; names of the owner and of nobody are those above.
    pub tasks: ParseOptions,
    /// The heading under which a part is written where a note has none for it yet.
    pub headings: Vec<(Part, String)>,
    /// What bringing a note up to date adds to it.
    pub refresh: Refresh,
    /// The path of the template of a kind's notes, by the kind's name.
    pub templates: BTreeMap<String, String>,
    keys: Keys,
}

/// What bringing a note up to date adds where it is not there yet; nothing by default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refresh {
    /// Sections.
    pub sections: Vec<Part>,
    /// Properties.
    pub properties: Vec<Property>,
}

/// A property that Relata keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Property {
    /// The day of the newest interaction.
    LastContact,
    /// The day of the newest direct one.
    LastDirect,
}

impl Property {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::LastContact, Self::LastDirect];

    /// Its key in the frontmatter.
    pub fn key(self) -> &'static str {
        match self {
            Self::LastContact => "last_contact",
            Self::LastDirect => "last_direct",
        }
    }
}

/// Names as they are compared, made by [`Schema::finish`].
#[derive(Debug, Clone, Default, PartialEq)]
struct Keys {
    self_names: Vec<String>,
    /// Each name of `aliases`, canonical ones too, with its index there.
    aliases: HashMap<String, usize>,
    /// A bit for each character of ASCII with which a name may begin that stands for nobody.
    ignored: u128,
}

/// Most items per list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Limits {
    pub context: usize,
    pub facts: usize,
    pub topics: usize,
    pub decisions: usize,
    pub opportunities: usize,
    pub blockers: usize,
    /// People of each list in a note that is written.
    pub people: usize,
    /// Characters of a one-line summary.
    pub summary: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            context: 15,
            facts: 10,
            topics: 15,
            decisions: 10,
            opportunities: 10,
            blockers: 5,
            people: 15,
            summary: 100,
        }
    }
}

impl Default for Schema {
    fn default() -> Self {
        let mut schema = Self {
            kinds: default_kinds(),
            sections: default_sections(),
            self_names: strings(&["Myself", "Me", "Ich", "Moi"]),
            aliases: Vec::new(),
            domains: BTreeMap::new(),
            distinct: BTreeSet::new(),
            ignore_names: strings(&[
                "Unknown",
                "Unknown *",
                "TBD",
                "TBA",
                "N/A",
                "None",
                "Nobody",
                "Speaker",
                "Speaker *",
                "Participant *",
                "Attendee *",
                "Undisclosed*recipients*",
                "noreply@*",
                "no-reply@*",
                "donotreply@*",
                "do-not-reply@*",
            ]),
            ignore_paths: strings(&[
                ".obsidian/",
                ".trash/",
                ".git/",
                "_archive/",
                "_templates/",
                "Templates/",
            ]),
            limits: Limits::default(),
            tasks: ParseOptions::default(),
            headings: default_headings(),
            refresh: Refresh::default(),
            templates: BTreeMap::new(),
            keys: Keys::default(),
        };
        schema.finish();
        schema
    }
}

fn strings(items: &[&str]) -> Vec<String> {
    items.iter().map(|s| (*s).to_owned()).collect()
}

impl Schema {
    /// Brings names into the form in which they are compared; to be called after the last change.
    pub fn finish(&mut self) {
        let fold = |names: &mut Vec<String>| names.iter_mut().for_each(|name| *name = name_key(name));
        self.kinds.iter_mut().for_each(|kind| fold(&mut kind.types));
        self.sections.iter_mut().for_each(|(_, names)| fold(names));
        fold(&mut self.ignore_names);
        self.keys.ignored = self
            .ignore_names
            .iter()
            .map(|name| begun_by(name))
            .fold(0, |a, b| a | b);
        self.keys.self_names = self.self_names.iter().map(|name| name_key(name)).collect();
        self.tasks.self_names.clone_from(&self.self_names);
        let words = self.ignore_names.iter().filter(|name| !name.contains('*'));
        self.tasks.nobody_names = ParseOptions::default().nobody_names;
        self.tasks.nobody_names.extend(words.cloned());
        self.keys.aliases.clear();
        for (index, (name, others)) in self.aliases.iter().enumerate() {
            for name in others.iter().chain([name]) {
                self.keys.aliases.entry(name_key(name)).or_insert(index);
            }
        }
    }

    /// The kind that a `type` value marks.
    pub fn kind_of_type(&self, value: &str) -> Option<&Kind> {
        with_name_key(value, |key| {
            let marks = |kind: &&Kind| kind.types.iter().any(|known| known == key);
            self.kinds.iter().find(marks)
        })
    }

    /// The kind whose folder holds the note at `path`.
    pub fn kind_of_folder(&self, path: &str) -> Option<&Kind> {
        let holds = |folder: &String| {
            let rest = path.strip_prefix(folder.trim_matches('/'));
            !folder.is_empty() && rest.is_some_and(|rest| rest.starts_with('/'))
        };
        self.kinds.iter().find(|kind| kind.folders.iter().any(holds))
    }

    /// The kind of this name.
    pub fn kind(&self, name: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.name == name)
    }

    /// What entities of this kind are; an unknown kind counts as an undertaking.
    pub fn nature(&self, kind: &str) -> Nature {
        self.kind(kind).map_or(Nature::Undertaking, |kind| kind.nature)
    }

    /// The name of the kind that people have.
    pub fn person_kind(&self) -> &str {
        let person = self.kinds.iter().find(|kind| kind.nature == Nature::Person);
        person.map_or("person", |kind| kind.name.as_str())
    }

    /// The part that a heading begins, case and surrounding marks ignored.
    pub fn part(&self, heading: &str) -> Option<Part> {
        let heading = heading.trim_end_matches(':').trim_matches('*');
        // Names are keys already, so that of most headings need not be made.
        let key = (!heading.is_ascii() || !is_tight(heading.as_bytes())).then(|| name_key(heading));
        let key = key.as_deref().unwrap_or(heading);
        let feeds = |names: &[String]| names.iter().any(|name| name.eq_ignore_ascii_case(key));
        self.sections
            .iter()
            .find(|(_, names)| feeds(names))
            .map(|(part, _)| *part)
    }

    /// The heading under which a part is written.
    pub fn heading(&self, part: Part) -> &str {
        let found = self.headings.iter().find(|(p, _)| *p == part);
        found.map_or("", |(_, heading)| heading.as_str())
    }

    /// The canonical name that `aliases` gives for `name`, else the name itself.
    pub fn canonical<'a>(&'a self, name: &'a str) -> &'a str {
        self.alias(name).map_or(name, |(canonical, _)| canonical.as_str())
    }

    /// The other names that `aliases` gives for `name`, whichever of them it is.
    pub fn aliases_of(&self, name: &str) -> &[String] {
        self.alias(name).map_or(&[], |(_, names)| names.as_slice())
    }

    fn alias(&self, name: &str) -> Option<&(String, Vec<String>)> {
        if self.aliases.is_empty() {
            return None;
        }
        self.aliases.get(*self.keys.aliases.get(&name_key(name))?)
    }

    /// The organisation that an e-mail address belongs to: by its domain, or by one above it.
    pub fn company_of_mail(&self, address: &str) -> Option<&str> {
        let mut domain = mail_domain(address)
            .filter(|_| !self.domains.is_empty())?
            .to_lowercase();
        loop {
            if let Some(company) = self.domains.get(&domain) {
                return Some(company);
            }
            domain = domain.split_once('.')?.1.to_owned();
        }
    }

    /// Whether people have said that two names are not the same.
    pub fn are_distinct(&self, a: &str, b: &str) -> bool {
        self.distinct
            .contains(&super::names_file::ordered(&name_key(a), &name_key(b)))
    }

    /// Whether `name` is the vault's owner.
    pub fn is_self(&self, name: &str) -> bool {
        with_name_key(name, |key| self.keys.self_names.iter().any(|own| own == key))
    }

    /// Whether the owner's real name is known, not only words such as `Myself` and `Me`.
    pub fn knows_self(&self) -> bool {
        let word = |name: &String| matches!(name_key(name).as_str(), "myself" | "me" | "ich" | "moi");
        !self.self_names.iter().all(word)
    }

    /// Whether `name` stands for nobody.
    pub fn is_ignored_name(&self, name: &str) -> bool {
        // Most names begin as none of those do.
        if let Some(first @ b'!'..=b'~') = name.bytes().next()
            && self.keys.ignored >> first.to_ascii_lowercase() & 1 == 0
            && name.is_ascii()
        {
            return false;
        }
        let ignores = |key: &str| key.is_empty() || self.ignore_names.iter().any(|n| wildcard(n, key));
        with_name_key(name, ignores)
    }

    /// Whether the note at `path` is left out.
    pub fn is_ignored_path(&self, path: &str) -> bool {
        self.ignore_paths.iter().any(|rule| ignores(rule, path))
    }
}
