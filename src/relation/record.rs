//! What one note says about entities, before it is known what the other notes say.
//!
//! A record depends on its note and the schema alone, so that a changed note costs one record. Texts stay spans of the
//! note; they are read out when a summary is asked for.

use std::cell::OnceCell;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::context_line::ContextLine;
use super::digest::{Digest, Words};
use super::listed::unmarked;
use super::name::{Named, link_name};
use super::page::Page;
use super::part_map::PartMap;
use super::schema::{Nature, Part, Schema};
use super::sketch::{Sketch, differ_in_length};
use super::target::Target;
use super::{listed, people, places, properties, statement};
use crate::note::task::{OwnerKind, Priority};
use crate::note::{Context, Day, Link, LinkKind, Note, is_external};
use crate::text::Span;

/// What a note is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Class {
    /// It stands for an entity.
    Entity,
    /// It records an interaction, dated or not.
    Interaction,
    /// Neither: an index, a template, a loose note.
    Other,
}

/// How an interaction took place, as far as its weight goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Channel {
    /// A meeting or a call.
    Meeting,
    /// A mail or a chat.
    Message,
}

/// What a note's source is: notes with the same source record the same interaction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SourceRef {
    /// The `source_ref` property.
    Path(String),
    /// The target of a `*Source: [[…]]*` line.
    Link(String),
}

/// The subject that a note states, not yet resolved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// The name.
    pub named: Named,
    /// The kind that its field stands for.
    pub kind: String,
}

/// A person listed under Key Contacts, Collaborators or Related People.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Which list.
    pub part: Part,
    /// Who.
    pub named: Named,
    /// Role column, possibly empty.
    pub role: Span,
    /// Company column, possibly empty.
    pub company: Span,
    /// The item or row.
    pub span: Span,
}

/// A value that an entity note states of its entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The property or key, in snake case.
    pub field: String,
    /// The value as text.
    pub value: String,
    /// Where.
    pub span: Span,
}

/// A task of the note, with what is needed to find it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskRef {
    /// The line.
    pub line: Span,
    /// Whether it is neither done nor cancelled.
    pub open: bool,
    /// Who is to do it, as written without `@`.
    pub owners: Arc<[String]>,
    /// Its line, from 1.
    pub number: u32,
    /// The heading it stands under.
    pub heading: Option<Arc<str>>,
    /// Targets of the links on its line.
    pub links: Vec<Target>,
    /// Where names are looked for on the line of one that is or was open.
    pub prose: Box<[Span]>,
    /// What one says that is open, or was open on some day that is known.
    pub said: Option<OpenTask>,
}

impl TaskRef {
    /// Whether it was to do at the end of a day, as far as its note, of the day `noted`, tells. It is there from the day on
    /// which it says that it was made, else from its note's day on; one that is to be done before its note's day was there
    /// before. It is open until the day on which it was done or given up.
    pub fn is_open_on(&self, day: Day, noted: Option<Day>) -> bool {
        let said = self.said.as_ref();
        said.is_some_and(|said| was_open((said.created, said.planned, said.closed), day, noted))
    }
}

/// As [`TaskRef::is_open_on`] for a task that was created, planned and closed on some days.
pub(super) fn was_open(days: (Option<Day>, Option<Day>, Option<Day>), day: Day, noted: Option<Day>) -> bool {
    let (created, planned, closed) = days;
    let since = since(created, planned, noted);
    since.is_none_or(|since| since <= day) && closed.is_none_or(|closed| day < closed)
}

/// The day from which on a task is known to be there.
pub(super) fn since(created: Option<Day>, planned: Option<Day>, noted: Option<Day>) -> Option<Day> {
    created.or_else(|| noted.filter(|noted| planned.is_none_or(|planned| planned >= *noted)))
}

/// What a task says that is open, or was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenTask {
    /// The description without fields and the tags around it.
    pub text: Arc<str>,
    /// Whom each of its owners means.
    pub owner_kinds: Box<[OwnerKind]>,
    /// When it is due.
    pub due: Option<Day>,
    /// When it was made: as it says itself, or when the one was done that it comes again for.
    pub created: Option<Day>,
    /// The first of the days on which it is due, planned or may begin.
    pub planned: Option<Day>,
    /// When it was done or given up; `None` for one that is open.
    pub closed: Option<Day>,
    /// How urgent it is.
    pub priority: Priority,
    /// Suggested, not agreed.
    pub proposed: bool,
    /// Tags with their `#`.
    pub tags: Arc<[String]>,
    /// The same for tasks with the same text, owners and due day.
    pub number: u64,
}

/// An item of a list of texts.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Item {
    /// Which list.
    pub part: Part,
    /// The text with its markup.
    pub span: Span,
    /// What was read of it, once that was asked for.
    #[serde(skip)]
    reading: OnceCell<Box<Reading>>,
}

/// What is kept of an item once its text was read.
#[derive(Debug, Clone)]
struct Reading {
    digest: Digest,
    /// Its words, once they have been compared with others.
    words: OnceCell<Box<Words>>,
}

impl Item {
    pub(super) fn new(part: Part, span: Span) -> Self {
        Self {
            part,
            span,
            reading: OnceCell::new(),
        }
    }

    /// The text as a person reads it, without the marks that lists put before an item.
    pub fn text(&self, page: &Page) -> String {
        text_of(page, self.span)
    }

    /// What it says.
    pub fn digest(&self, page: &Page) -> &Digest {
        &self.reading(page).digest
    }

    /// Its words.
    pub fn words(&self, page: &Page) -> &Words {
        let words = &self.reading(page).words;
        words.get_or_init(|| Box::new(Words::of(&self.text(page))))
    }

    fn reading(&self, page: &Page) -> &Reading {
        self.reading.get_or_init(|| {
            let digest = Digest::of(unmarked(&page.plain(self.span)));
            let words = OnceCell::new();
            Box::new(Reading { digest, words })
        })
    }
}

/// The text of an item as a person reads it, without the marks that lists put before it.
pub fn text_of(page: &Page, span: Span) -> String {
    unmarked(&page.plain(span)).to_owned()
}

/// A link of the body that may make a mention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordLink {
    /// What it leads to.
    pub target: Target,
    /// The link.
    pub span: Span,
}

/// What one note says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Record {
    /// What the note is.
    pub class: Class,
    /// Kind of its type, by name.
    pub kind: Option<String>,
    /// Its own day.
    pub day: Option<Day>,
    /// How it took place.
    pub channel: Channel,
    /// `title`, else first heading, else file name (for a folder note, the folder's).
    pub title: String,
    /// `aliases`.
    pub aliases: Vec<String>,
    /// The subject that it states.
    pub subject: Option<Subject>,
    /// Who took part, as stated.
    pub participants: Vec<Named>,
    /// Where they are stated.
    pub participants_at: Option<Span>,
    /// Who started the interaction, where the note says so.
    pub started_by: Option<Box<str>>,
    /// What it was made from.
    pub sources: Vec<SourceRef>,
    /// Words of the body, once it has been compared with others.
    #[serde(skip)]
    sketch: OnceCell<Sketch>,
    /// The paragraph that sums it up.
    pub summary: Span,
    /// The same on one line, once it was shown.
    #[serde(skip)]
    line: OnceCell<Arc<str>>,
    /// Items of its lists.
    pub items: Vec<Item>,
    /// Lines of Recent Context of an entity.
    pub context: Vec<ContextLine>,
    /// People listed.
    pub listed: Vec<Listed>,
    /// Its tasks.
    pub tasks: Vec<TaskRef>,
    /// What it states of its entity.
    pub statements: Vec<Statement>,
    /// Links that are mentions when they lead to an entity.
    pub links: Vec<RecordLink>,
    /// Where names are looked for, sorted.
    pub prose: Vec<Span>,
    /// Those of `prose`, by index, that are headings or parts of key–value lines.
    pub labels: Box<[u32]>,
    /// The day up to which the note says it is current.
    pub current: Option<Day>,
    /// Its text.
    pub page: Page,
}

impl Record {
    /// Names of what the note was made from, as compared; a line of Recent Context may stand for it.
    pub fn source_names(&self) -> impl Iterator<Item = String> {
        self.sources.iter().map(properties::source_name)
    }

    /// Whether two notes say nearly the same.
    pub(super) fn is_near(&self, other: &Self) -> bool {
        let [a, b] = [self, other].map(|record| record.page.body().len());
        // Words are read only where they decide.
        !differ_in_length(a, b) && self.sketch().near(other.sketch())
    }

    fn sketch(&self) -> &Sketch {
        self.sketch.get_or_init(|| Sketch::of(self.page.body()))
    }

    /// Its summary on one line, which `shorten` makes of it the first time.
    pub fn line(&self, shorten: impl FnOnce(&str) -> Arc<str>) -> &Arc<str> {
        self.line.get_or_init(|| shorten(&self.page.plain(self.summary)))
    }

    /// All names that the note states: of its own entity, its subject, people, owners and links.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let own = std::iter::once(self.title.as_str()).filter(|_| self.class == Class::Entity);
        let subject = self.subject.iter().map(|s| s.named.name.as_str());
        let people = self.participants.iter().chain(self.listed.iter().map(|l| &l.named));
        let owners = self.tasks.iter().flat_map(|t| &*t.owners).map(String::as_str);
        let links = self.links.iter().map(|link| link_name(link.target.text()));
        own.chain(subject)
            .chain(people.map(|n| n.name.as_str()))
            .chain(owners)
            .chain(links)
    }
}

/// Reads what `note` at `path` says under `schema`.
pub fn read(path: &str, note: &Note, schema: &Schema) -> Record {
    let parts = PartMap::new(note, schema);
    let kind = properties::kind(path, note, schema);
    let mut participants = properties::participants(note, schema);
    let subject = properties::subject(note, schema, kind.as_deref());
    let is_person = |subject: &&Subject| schema.nature(&subject.kind) == Nature::Person;
    if let Some(subject) = subject.as_ref().filter(is_person) {
        people::meet_subject(&mut participants, &subject.named);
    }
    let day = properties::day(path, note);
    let facts = (day.is_some(), !participants.is_empty());
    let class = classify(path, note, schema, &parts, kind.as_deref(), facts);
    let entity = class == Class::Entity;
    let mut record = Record {
        class,
        day: if entity { None } else { day },
        channel: properties::channel(note),
        title: properties::title(path, note),
        aliases: properties::aliases(note),
        subject,
        participants,
        participants_at: properties::participants_at(note),
        started_by: properties::started_by(note, schema),
        sources: properties::sources(note),
        sketch: OnceCell::new(),
        summary: listed::summary(note, &parts, schema),
        line: OnceCell::new(),
        items: listed::items(note, &parts, entity),
        context: Vec::new(),
        listed: listed::people(note, &parts),
        tasks: listed::tasks(note, schema, if entity { None } else { day }),
        statements: Vec::new(),
        links: Vec::new(),
        prose: Vec::new(),
        labels: Box::default(),
        current: properties::current_day(note),
        page: Page::new(note),
        kind,
    };
    if entity {
        record.statements = statement::read(note, &parts, schema);
        record.context = listed::context_lines(note, &parts);
    } else {
        record.links = mention_links(note);
        record.prose = places::mention_prose(note);
        if record.channel == Channel::Message
            && let Some(end) = places::earlier_message(note)
        {
            record.links.retain(|link| link.span.start < end);
            record.prose.retain(|run| run.start < end);
        }
        record.labels = places::labels(note, &record.prose);
    }
    record
}

/// What a note is. A folder note of a kind is an entity even when it is dated, one of no kind (or of type `index`) an
/// index; another dated note is an interaction, unless it was cancelled. An undated one with a subject or participants is an interaction whose
/// day is not known, unless it keeps Recent Context, as only entity notes do.
fn classify(
    path: &str,
    note: &Note,
    schema: &Schema,
    parts: &PartMap,
    kind: Option<&str>,
    facts: (bool, bool),
) -> Class {
    let (has_day, has_participants) = facts;
    if properties::is_index(note) || (properties::is_folder_note(path) && kind.is_none()) {
        return Class::Other;
    }
    if properties::is_folder_note(path) {
        return Class::Entity;
    }
    let met = || has_participants || kind.is_some_and(|kind| properties::is_filed(path, note, schema, kind));
    if has_day || (!parts.has(Part::Context) && met()) {
        return match properties::is_cancelled(note) {
            true => Class::Other,
            false => Class::Interaction,
        };
    }
    if kind.is_some() { Class::Entity } else { Class::Other }
}

/// Links that count as mentions: not in code, comments, math, HTML, quotes, embeds, footnotes' code or open tasks.
fn mention_links(note: &Note) -> Vec<RecordLink> {
    let counted = note
        .links
        .iter()
        .filter(|l| leads_inside(l) && !l.embed && !l.context.intersects(NO_TOUCH));
    // Counting takes less time than growing, and leaves no room that nothing needs.
    let mut links = Vec::with_capacity(counted.clone().count());
    links.extend(counted.map(|link| RecordLink {
        target: Target::read(&link.target),
        span: link.span,
    }));
    links
}

/// Whether a link may lead to a note, and not to a page of the web that only ends as one is called.
pub(super) fn leads_inside(link: &Link) -> bool {
    link.kind == LinkKind::Wikilink || !is_external(&link.target)
}

/// Places where a link or name is no touch.
pub(super) const NO_TOUCH: Context = Context::CODE
    .with(Context::COMMENT)
    .with(Context::MATH)
    .with(Context::HTML)
    .with(Context::QUOTE)
    .with(Context::EMBED)
    .with(Context::FRONTMATTER)
    .with(Context::OPEN_TASK);
