//! Kinds of entities.

use super::{Part, strings};

/// A kind of entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// Its name, singular, such as `person`.
    pub name: String,
    /// Whether its entities are people or organisations and undertakings.
    pub nature: Nature,
    /// Values of `type`, or of `type/…` tags, that mark it; as compared.
    pub types: Vec<String>,
    /// Properties and `**Key**:` lines that name the subject of an interaction of this kind.
    pub subject: Vec<String>,
    /// Folders whose notes are of this kind where no type says so; usually none.
    pub folders: Vec<String>,
    /// The parts of a new note, in order.
    pub layout: Vec<Part>,
}

/// What an entity of a kind is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nature {
    /// A human being.
    Person,
    /// A company or other body that people belong to.
    Organisation,
    /// Something people work on or meet in: a project, a forum.
    Undertaking,
}

impl Nature {
    /// The parts of a new note of that nature, in order.
    pub fn layout(self) -> &'static [Part] {
        match self {
            Self::Person => &[Part::Context, Part::Profile, Part::Facts, Part::Topics, Part::Tasks],
            Self::Organisation => &[
                Part::Context,
                Part::Facts,
                Part::Topics,
                Part::Status,
                Part::Contacts,
                Part::Opportunities,
                Part::Blockers,
                Part::Collaborators,
                Part::Decisions,
                Part::Related,
                Part::Tasks,
            ],
            Self::Undertaking => &[
                Part::Context,
                Part::Facts,
                Part::Topics,
                Part::Status,
                Part::Blockers,
                Part::Collaborators,
                Part::Decisions,
                Part::Related,
                Part::Tasks,
            ],
        }
    }
}

/// The kinds of the default schema, in order of precedence.
pub(super) fn default_kinds() -> Vec<Kind> {
    let kind = |name: &str, nature, types: &[&str], subject: &[&str]| Kind {
        name: name.to_owned(),
        nature,
        types: strings(types),
        subject: strings(subject),
        folders: Vec::new(),
        layout: nature.layout().to_vec(),
    };
    vec![
        kind("person", Nature::Person, &["person", "people"], &["person"]),
        kind(
            "customer",
            Nature::Organisation,
            &["customer", "customers", "account", "accounts"],
            &["account", "customer"],
        ),
        kind("project", Nature::Undertaking, &["project", "projects"], &["project"]),
        kind("partner", Nature::Organisation, &["partner", "partners"], &["partner"]),
        kind("forum", Nature::Undertaking, &["rob", "forum"], &["rob_forum", "forum"]),
    ]
}
