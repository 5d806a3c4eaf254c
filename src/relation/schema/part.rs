//! Parts of notes, and the headings that mark them.

use serde::{Deserialize, Serialize};

use super::strings;

/// A part of a note that headings mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Part {
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
    Background,
    Summary,
}

impl Part {
    /// Its name under `sections` of `relata.yaml`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Facts => "facts",
            Self::Topics => "topics",
            Self::Decisions => "decisions",
            Self::Tasks => "tasks",
            Self::Opportunities => "opportunities",
            Self::Blockers => "blockers",
            Self::Context => "context",
            Self::Contacts => "contacts",
            Self::Collaborators => "collaborators",
            Self::Related => "related",
            Self::Profile => "profile",
            Self::Status => "status",
            Self::Background => "background",
            Self::Summary => "summary",
        }
    }
}

/// Which headings feed which part in the default schema.
pub(super) fn default_sections() -> Vec<(Part, Vec<String>)> {
    let part = |part, names: &[&str]| (part, strings(names));
    vec![
        part(Part::Facts, &["Key Facts", "Key Information"]),
        part(Part::Topics, &["Topics", "Topics Discussed", "Topics / Themes"]),
        part(Part::Decisions, &["Decisions", "Key Decisions"]),
        part(Part::Tasks, &["Action Items", "Open Tasks", "Next Steps"]),
        part(Part::Opportunities, &["Opportunities"]),
        part(Part::Blockers, &["Blockers", "Current Blockers"]),
        part(Part::Context, &["Recent Context"]),
        part(Part::Contacts, &["Key Contacts"]),
        part(Part::Collaborators, &["Collaborators"]),
        part(Part::Related, &["Related People"]),
        part(Part::Profile, &["Profile", "Contact Information"]),
        part(Part::Status, &["Account Status", "Status"]),
        part(Part::Background, &["Background"]),
        part(Part::Summary, &["Summary"]),
    ]
}

/// The heading under which the default schema writes each part.
pub(super) fn default_headings() -> Vec<(Part, String)> {
    let headings = [
        (Part::Facts, "Key Facts"),
        (Part::Topics, "Topics"),
        (Part::Decisions, "Key Decisions"),
        (Part::Tasks, "Open Tasks"),
        (Part::Opportunities, "Opportunities"),
        (Part::Blockers, "Blockers"),
        (Part::Context, "Recent Context"),
        (Part::Contacts, "Key Contacts"),
        (Part::Collaborators, "Collaborators"),
        (Part::Related, "Related People"),
        (Part::Profile, "Profile"),
        (Part::Status, "Account Status"),
        (Part::Background, "Background"),
        (Part::Summary, "Summary"),
    ];
    headings.map(|(part, name)| (part, name.to_owned())).to_vec()
}

#[cfg(test)]
mod tests {
    use super::super::Schema;
    use super::*;

    #[test]
    fn headings_feed_parts_in_any_case() {
        let schema = Schema::default();
        assert_eq!(schema.part("KEY facts"), Some(Part::Facts));
        assert_eq!(schema.part("Topics / Themes:"), Some(Part::Topics));
        assert_eq!(schema.part("Something"), None);
    }
}
