//! Headings that probably feed a list under another name.

use super::evidence::Evidence;
use crate::relation::{Part, Schema};

/// Other words that people use for a part, as compared, in English and German.
const WORDS: [(Part, &[&str]); 12] = [
    (
        Part::Facts,
        &[
            "facts",
            "about",
            "info",
            "information",
            "notes to remember",
            "good to know",
            "key info",
            "fakten",
            "wichtige fakten",
            "wissenswertes",
        ],
    ),
    (
        Part::Topics,
        &[
            "agenda",
            "discussed",
            "discussion",
            "themes",
            "talking points",
            "discussion points",
            "themen",
            "besprochen",
        ],
    ),
    (
        Part::Decisions,
        &[
            "decided",
            "decisions made",
            "outcomes",
            "agreements",
            "resolutions",
            "conclusions",
            "entscheidungen",
            "beschlüsse",
            "ergebnisse",
        ],
    ),
    (
        Part::Tasks,
        &[
            "todo",
            "to do",
            "todos",
            "to-do",
            "to-dos",
            "tasks",
            "actions",
            "action points",
            "follow ups",
            "follow-ups",
            "followups",
            "follow up",
            "next actions",
            "commitments",
            "aufgaben",
            "offene aufgaben",
            "offene punkte",
            "nächste schritte",
            "maßnahmen",
        ],
    ),
    (
        Part::Opportunities,
        &["leads", "potential", "upsell", "expansion", "chancen", "potenziale"],
    ),
    (
        Part::Blockers,
        &[
            "risks",
            "issues",
            "obstacles",
            "concerns",
            "challenges",
            "problems",
            "risiken",
            "probleme",
            "hindernisse",
        ],
    ),
    (
        Part::Context,
        &[
            "history",
            "log",
            "interactions",
            "interaction log",
            "contact log",
            "meetings",
            "timeline",
            "verlauf",
            "historie",
        ],
    ),
    (
        Part::Contacts,
        &[
            "contacts",
            "people",
            "stakeholders",
            "key people",
            "team",
            "ansprechpartner",
            "kontakte",
        ],
    ),
    (Part::Related, &["connections", "network", "knows", "netzwerk"]),
    (
        Part::Profile,
        &[
            "details",
            "contact",
            "contact details",
            "contact info",
            "basics",
            "kontaktdaten",
            "stammdaten",
            "steckbrief",
        ],
    ),
    (
        Part::Background,
        &[
            "bio",
            "biography",
            "career",
            "work history",
            "hintergrund",
            "werdegang",
            "lebenslauf",
        ],
    ),
    (
        Part::Summary,
        &[
            "tldr",
            "tl;dr",
            "overview",
            "recap",
            "abstract",
            "in short",
            "gist",
            "zusammenfassung",
            "kurzfassung",
            "fazit",
        ],
    ),
];

/// Least number of notes that have a heading.
const LEAST: usize = 2;

/// A list with the headings that are to be added to it: as written, and in how many notes.
pub(super) struct Fed {
    pub part: Part,
    /// Headings that feed it already.
    pub known: Vec<String>,
    pub added: Vec<(String, usize)>,
}

/// The parts that gain a heading.
pub(super) fn find(seen: &Evidence, schema: &Schema) -> Vec<Fed> {
    let fed = WORDS.iter().map(|(part, words)| {
        let found = words.iter().filter_map(|word| seen.headings.get(*word));
        let known = schema.sections.iter().find(|(p, _)| p == part);
        Fed {
            part: *part,
            known: known.map(|(_, names)| names.clone()).unwrap_or_default(),
            added: found.filter(|(_, notes)| *notes >= LEAST).cloned().collect(),
        }
    });
    fed.filter(|fed| !fed.added.is_empty()).collect()
}
