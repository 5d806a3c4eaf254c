//! A reason: a code and counts for programs, a sentence and what to do for people.

use serde::Serialize;

/// Why an answer is empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct EmptyReason {
    /// Stable name of the reason.
    pub code: EmptyCode,
    /// Why, with the counts; one sentence without a full stop.
    pub message: String,
    /// What to do about it; one sentence without a full stop.
    pub advice: String,
    /// What there is.
    pub counts: EmptyCounts,
    /// What each filter of the question finds by itself, in order.
    pub filters: Vec<FilterCount>,
    /// What there is instead of what was asked for: kinds, states, companies, names, types.
    pub candidates: Vec<String>,
}

/// Stable names of reasons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum EmptyCode {
    /// The vault holds no notes.
    NoNotes,
    /// There are notes, and the settings leave out all of them.
    AllIgnored,
    /// No note says who or what it is about.
    NoKind,
    /// The notes name nobody but the vault's owner.
    OnlyOwner,
    /// Nothing is of the kind asked for.
    NoSuchKind,
    /// There is something, but nothing fits the filters.
    NoMatch,
    /// The notes hold no tasks.
    NoTasks,
    /// Nothing happened: no note records an interaction.
    NoContact,
    /// What happened has no day.
    NoDatedNotes,
    /// What happened is later than the day asked for.
    OnlyUpcoming,
    /// No two have met.
    NoTies,
    /// All ties are weaker than asked for.
    TooWeak,
    /// No two names are alike.
    NoPairs,
    /// There is no such note.
    NoSuchNote,
    /// The settings leave the note out.
    IgnoredNote,
    /// The note names nobody.
    NobodyNamed,
}

/// What there is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct EmptyCounts {
    /// Notes in the vault.
    pub notes: usize,
    /// Those of them that have a day of their own.
    pub dated: usize,
    /// Notes that the settings leave out.
    pub ignored: usize,
    /// Entities, the vault's owner not among them.
    pub entities: usize,
    /// Interactions that the question looks at.
    pub interactions: usize,
    /// Those of them without a day.
    pub undated: usize,
    /// Those of them that are later than the day asked for.
    pub upcoming: usize,
    /// Tasks that the question looks at.
    pub tasks: usize,
}

/// What one filter finds by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FilterCount {
    /// The filter in words.
    pub filter: String,
    /// How many it finds.
    pub count: usize,
}

impl EmptyReason {
    pub(super) fn new(code: EmptyCode, counts: EmptyCounts, message: String, advice: impl Into<String>) -> Self {
        Self {
            code,
            message,
            advice: advice.into(),
            counts,
            filters: Vec::new(),
            candidates: Vec::new(),
        }
    }

    /// Nothing fits filters that were counted by themselves: the first that finds nothing, else all of them together.
    pub(super) fn of_filters(counts: EmptyCounts, all: &str, filters: Vec<FilterCount>) -> Self {
        let (message, advice) = match filters.iter().find(|filter| filter.count == 0) {
            Some(none) => (
                format!("none of {all} fits “{}”", none.filter),
                "leave that filter out or change it",
            ),
            None => {
                let each: Vec<String> = filters
                    .iter()
                    .map(|f| format!("“{}” ({})", f.filter, f.count))
                    .collect();
                let each = each.join(", ");
                (
                    format!("none of {all} fits all filters together; each by itself fits some: {each}"),
                    "leave out one of the filters",
                )
            }
        };
        let mut reason = Self::new(EmptyCode::NoMatch, counts, message, advice);
        reason.filters = filters;
        reason
    }
}

/// `1 note`, `2 notes`
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Texts with how often each is there, the most frequent first.
pub(super) fn tally(texts: impl Iterator<Item = String>) -> Vec<(String, usize)> {
    let mut counts = std::collections::BTreeMap::<String, usize>::new();
    texts.for_each(|text| *counts.entry(text).or_default() += 1);
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    crate::order::Order::order_by_key(counts.as_mut_slice(), |(_, count)| std::cmp::Reverse(*count));
    counts
}

/// `person (9), customer (3)`, the first few.
pub(super) fn listed(tally: &[(String, usize)]) -> String {
    const SHOWN: usize = 8;
    let mut shown: Vec<String> = tally
        .iter()
        .take(SHOWN)
        .map(|(text, count)| format!("{text} ({count})"))
        .collect();
    if tally.len() > SHOWN {
        shown.push(format!("{} more", tally.len() - SHOWN));
    }
    shown.join(", ")
}
