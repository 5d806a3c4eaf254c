//! The shape of a summary, as it leaves the core. Field names are fixed: programs read them.

use std::sync::Arc;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::note::Day;
use crate::relation::Role;

/// Version of [`Summary`]'s shape; raised when a field changes its meaning.
pub const SCHEMA_VERSION: u32 = 1;

/// What is known of one entity on one day.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Summary {
    /// Version of this shape.
    pub schema_version: u32,
    /// The day on which it is seen; later notes are upcoming.
    pub as_of: Day,
    /// Who or what it is about.
    pub entity: EntityHead,
    /// The newest dated interaction, direct or via; where there is none, the newest mention.
    pub last_contact: Option<Contact>,
    /// The newest direct one.
    pub last_direct: Option<Contact>,
    /// The newest one that is not direct: via another entity, or a mention.
    pub last_via: Option<Contact>,
    /// Interactions up to `asOf`, newest first, undated last; capped by the schema's limit.
    pub context: Vec<Contact>,
    /// How many there are without the cap.
    pub context_total: usize,
    /// Interactions after `asOf`, soonest first.
    pub upcoming: Vec<Contact>,
    /// How close the relationship is; see RELATIONSHIPS, strength.
    pub strength: Strength,
    /// How regular contact is.
    pub rhythm: Rhythm,
    /// Since when there has been direct contact; `None` before the first.
    pub longevity: Option<Longevity>,
    /// Whether both sides have promised something.
    pub two_way: TwoWay,
    /// On how many people an organisation's relationship rests; `None` for others.
    pub breadth: Option<Breadth>,
    /// Role, company and whatever else the notes state.
    pub profile: Profile,
    /// Key facts.
    pub facts: List,
    /// Decisions.
    pub decisions: List,
    /// Opportunities.
    pub opportunities: List,
    /// Blockers.
    pub blockers: List,
    /// Topics.
    pub topics: List,
    /// Tasks that are neither done nor cancelled.
    pub open_tasks: OpenTasks,
    /// People who share interactions with it, most shared first.
    pub collaborators: Vec<Person>,
    /// For organisations: its people, or who meet with it most, strongest first.
    pub contacts: Vec<Person>,
    /// The people whom its own note lists as related, then those with the strongest ties.
    pub related: Vec<Person>,
    /// Where notes disagree.
    pub conflicts: Vec<Conflict>,
}

/// Who or what a summary is about.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct EntityHead {
    /// Its name.
    pub name: Arc<str>,
    /// Its kind, such as `person` or `customer`.
    pub kind: String,
    /// Its other names.
    pub aliases: Vec<String>,
    /// Its own note; `None` for an implied entity.
    pub path: Option<String>,
    /// Whether only part of the name is known.
    pub incomplete: bool,
    /// Whether its own note says `pinned: true`. Every figure is computed all the same.
    pub pinned: bool,
    /// Whether its own note says `muted: true`. Every figure is computed all the same.
    pub muted: bool,
}

/// A place in a note.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Source {
    /// Vault-relative path.
    pub path: Arc<str>,
    /// Line from 1, as editors count.
    pub line: u32,
    /// The heading it stands under.
    pub heading: Option<Arc<str>>,
}

/// One interaction as a summary shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Contact {
    /// When; `None` when the notes do not say.
    pub date: Option<Day>,
    /// Title of the note, or the link text of a context line.
    pub title: Arc<str>,
    /// One line on what happened.
    pub summary: Arc<str>,
    /// What it is filed under.
    pub subject: Option<Arc<str>>,
    /// How the entity has to do with it.
    pub role: TouchRole,
    /// Through whom it concerns the entity; `None` unless the role is `via`.
    pub via: Option<Arc<str>>,
    /// Who took part.
    pub participants: Arc<[Arc<str>]>,
    /// Who started it, where its note says so (`initiated_by`, `organizer`, `from`).
    pub started_by: Option<Arc<str>>,
    /// Paths of all notes of the interaction; the link text where a note is missing.
    pub notes: Arc<[Arc<str>]>,
}

/// A list of texts, merged from several notes.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct List {
    /// Count without the cap.
    pub total: usize,
    /// The items, the entity's own first, then newest first.
    pub items: Vec<Item>,
}

/// One text of a list, with every place that says it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Item {
    /// The newest wording.
    pub text: String,
    /// Day of its oldest dated source.
    pub first: Option<Day>,
    /// Day of its newest dated source.
    pub last: Option<Day>,
    /// How often it was said.
    pub count: usize,
    /// Where.
    pub sources: Vec<Source>,
}

/// How close a relationship is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Strength {
    /// 0 to 100; `None` when there is no dated touch.
    pub score: Option<f64>,
    /// `strong`, `steady`, `light`, `faint` or `unknown`.
    pub band: &'static str,
    /// The decayed sum behind the score.
    pub activity: f64,
    /// `warming`, `steady`, `cooling`, `new` (nothing was there a half-life ago) or `unknown`.
    pub trend: &'static str,
    /// `high` or `low`.
    pub confidence: &'static str,
    /// The parts that the score is made of, newest first.
    pub explain: Vec<Points>,
}

/// What one interaction adds to the score.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Points {
    /// Path of its first note, or the link text where it is missing.
    pub path: Arc<str>,
    /// Its day.
    pub date: Day,
    /// What it was.
    pub kind: TouchKind,
    /// How the entity has to do with it.
    pub role: TouchRole,
    /// Its weight after the day's cap.
    pub weight: f64,
    /// Days before `asOf`.
    pub age_days: i32,
    /// Its part of the score.
    pub points: f64,
}

/// What an interaction was to an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum TouchKind {
    /// A meeting or a call.
    Meeting,
    /// A mail or a chat.
    Message,
    /// The entity is only named.
    Mention,
}

/// How an entity has to do with an interaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum TouchRole {
    /// It is filed under the entity, or the entity took part.
    Direct,
    /// Through another entity.
    Via,
    /// The entity is named in a note that is filed under nobody.
    Mention,
}

impl From<Role> for TouchRole {
    fn from(role: Role) -> Self {
        match role {
            Role::Direct => Self::Direct,
            Role::Via(_) => Self::Via,
            Role::Mention => Self::Mention,
        }
    }
}

/// How regular contact is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Rhythm {
    /// Median gap between days of direct contact; needs three gaps over 21 days.
    pub median_days: Option<f64>,
    /// Days since the last direct contact.
    pub silence_days: Option<i32>,
    /// `on rhythm`, `drifting`, `lapsed` or `unknown`.
    pub state: &'static str,
    /// Days with direct contact in the last 30, 90 and 365 days.
    pub days_met: DaysMet,
    /// Days between contacts as the entity's own note agrees them (`cadence: monthly`).
    pub cadence_days: Option<i32>,
    /// By how many days the silence exceeds the agreed cadence; `None` when it does not, or when none is agreed.
    pub overdue_days: Option<i32>,
}

/// Since when there has been direct contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Longevity {
    /// Day of the first direct contact.
    pub first: Day,
    /// Days from the first to the newest direct contact.
    pub days: i32,
}

/// Open promises of both sides.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TwoWay {
    /// Open agreed tasks of self.
    pub i_owe: usize,
    /// Open agreed tasks of the entity or its people.
    pub they_owe: usize,
    /// Whether both sides have some.
    pub both: bool,
}

/// On how many people an organisation's relationship rests.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Breadth {
    /// Its people with a strength of at least 40, strongest first.
    pub close: Vec<Arc<str>>,
    /// How many of its people are known.
    pub known: usize,
    /// Whether exactly one is close: the relationship hangs on them.
    pub single_threaded: bool,
}

/// Days with direct contact.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DaysMet {
    /// In the last 30 days.
    pub d30: u32,
    /// In the last 90 days.
    pub d90: u32,
    /// In the last 365 days.
    pub d365: u32,
}

/// What notes state about the entity.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Profile {
    /// Role or title.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub role: Option<Stated>,
    /// Company.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub company: Option<Stated>,
    /// Relationship to self.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub relationship: Option<Stated>,
    /// Background lines.
    pub background: Vec<Stated>,
    /// Whatever else, such as `status` or `industry`; keys in camelCase.
    #[serde(flatten)]
    #[cfg_attr(test, ts(skip))]
    pub other: BTreeMap<String, Stated>,
}

/// A value with the place that states it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Stated {
    /// The value.
    pub value: String,
    /// Where it is stated.
    pub source: Source,
}

/// Open tasks by whose they are.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct OpenTasks {
    /// Self has agreed to do it.
    pub i_owe: Vec<Arc<OpenTask>>,
    /// The entity, or one of its people, has agreed to do it.
    pub they_owe: Vec<Arc<OpenTask>>,
    /// Someone else's, or nobody's.
    pub others: Vec<Arc<OpenTask>>,
    /// Proposed, not agreed, whoever would do it.
    pub proposed: Vec<Arc<OpenTask>>,
}

/// An open task.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct OpenTask {
    /// What is to be done.
    pub text: Arc<str>,
    /// Who is to do it; empty for nobody.
    pub owners: Arc<[String]>,
    /// When it is due.
    pub due: Option<Day>,
    /// `highest`, `high`, `medium`, `none`, `low` or `lowest`.
    pub priority: &'static str,
    /// Whether it was due before `asOf`.
    pub overdue: bool,
    /// Tags with their `#`.
    pub tags: Arc<[String]>,
    /// Where it stands.
    pub source: Source,
}

/// Someone who shares interactions with the entity.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// Name.
    pub name: Arc<str>,
    /// Role, where known.
    pub role: Option<Arc<str>>,
    /// Company, where known.
    pub company: Option<Arc<str>>,
    /// Interactions shared.
    pub shared: usize,
    /// Day of the newest shared one.
    pub last: Option<Day>,
    /// Their own strength on that day.
    pub strength: Option<f64>,
    /// Strength of the tie between the two: the sum over interactions that both took part in of `2^(-age/90)/(n-1)`, with n
    /// people in the room; 0 when there is none.
    pub tie: f64,
}

/// Two places that disagree.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Conflict {
    /// What they disagree on, such as `last_contact` or `role`.
    pub field: String,
    /// What the entity's own note says.
    pub stored: Stated,
    /// What newer notes say.
    pub found: Stated,
}

/// One row of the table of entities.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct EntityRow {
    /// Name.
    pub name: Arc<str>,
    /// Kind.
    pub kind: String,
    /// Its own note; `None` for an implied entity.
    pub path: Option<String>,
    /// Company, where known.
    pub company: Option<Arc<str>>,
    /// Newest interaction, direct or via; where there is none, the newest mention.
    pub last_contact: Option<Day>,
    /// Newest direct interaction.
    pub last_direct: Option<Day>,
    /// How many interactions there are.
    pub interactions: usize,
    /// Strength score.
    pub strength: Option<f64>,
    /// State of the rhythm.
    pub state: &'static str,
    /// Open agreed tasks.
    pub open_tasks: usize,
    /// By how many days the silence exceeds an agreed cadence.
    pub overdue_days: Option<i32>,
    /// Whether only part of the name is known.
    pub incomplete: bool,
    /// Whether its own note says `pinned: true`.
    pub pinned: bool,
    /// Whether its own note says `muted: true`.
    pub muted: bool,
}
