//! A vault that is mostly about people, as someone keeps it who looks after partners and customers: notes of people,
//! organisations and projects with the lists that grow there, meetings of two to eight people, mails, and a diary.
//!
//! The owner is in every meeting and one colleague in every fifth; some people are only named, with or without a last name,
//! and some names are nearly the same. Who is met follows a square law: a few organisations, and a few people of each, are
//! met often, most seldom.

use std::collections::BTreeSet;

mod note;

use super::{Note, Random, capital, words};

/// The schema of the vault: it names the owner.
pub const SCHEMA: &str = "self: [Ines Halvorsen, Myself]\n";
/// Who is in every fifth meeting.
pub const HUB: &str = "Teodor Brandvik";

const OWNER: &str = "Ines Halvorsen";
const COMPANY: &str = "Nordlys Systems";
/// How many interactions a note of an entity lists.
const LISTED: usize = 15;
/// Years of notes.
const YEARS: usize = 5;

const FIRST_NAMES: [&str; 48] = [
    "Mara",
    "Maria",
    "Jonas",
    "Yonas",
    "Katherine",
    "Kate",
    "Robert",
    "Bob",
    "Søren",
    "Soren",
    "Zoë",
    "Zoe",
    "Anders",
    "Ilse",
    "Priya",
    "Rohan",
    "Mei",
    "Tomás",
    "Lucía",
    "Omar",
    "Leila",
    "Kofi",
    "Ama",
    "Yuki",
    "Haruto",
    "Elena",
    "Piotr",
    "Agnieszka",
    "Bram",
    "Femke",
    "Luca",
    "Giulia",
    "Nils",
    "Astrid",
    "Dara",
    "Ewan",
    "Fiona",
    "Callum",
    "Noor",
    "Samir",
    "Ines",
    "Rui",
    "Petra",
    "Jürgen",
    "Ulrike",
    "Milan",
    "Vesna",
    "Teodor",
];

const ROLES: [&str; 12] = [
    "Head of Storage",
    "Account Manager",
    "Director of Partnerships",
    "Principal Engineer",
    "Product Manager, Data",
    "VP Alliances",
    "Solution Architect",
    "Procurement Lead",
    "CTO",
    "Programme Manager",
    "Support Lead, EMEA",
    "Field CTO (acting)",
];

/// The notes, and which of them to change to see what a change costs.
pub struct People {
    /// The notes.
    pub notes: Vec<Note>,
    /// Someone who is met seldom, and a note of a meeting with them.
    pub seldom: (String, usize),
    /// A note of a meeting with [`HUB`].
    pub of_hub: usize,
}

struct Person {
    name: String,
    role: &'static str,
    /// `None` for one of the owner's colleagues.
    company: Option<usize>,
    has_note: bool,
    /// Whether only the first name is known.
    half: bool,
}

struct Company {
    name: String,
    is_partner: bool,
    people: Vec<usize>,
}

struct Meeting {
    day: String,
    stem: String,
    company: usize,
    project: Option<usize>,
    people: Vec<usize>,
    line: String,
    /// What it was made from: two notes made from one are one interaction.
    source: Option<String>,
}

struct World {
    people: Vec<Person>,
    /// How many of them, the first ones, are colleagues; the hub is the first of all.
    colleagues: usize,
    companies: Vec<Company>,
    projects: Vec<String>,
    meetings: Vec<Meeting>,
}

/// `count` notes.
pub fn vault(seed: u64, count: usize) -> People {
    let mut random = Random::new(seed);
    let world = World::new(&mut random, count);
    let mut notes = world.entity_notes(&mut random);
    let first = notes.len();
    for index in 0..world.meetings.len() {
        let note = world.meeting_note(&mut random, index);
        notes.push(note);
    }
    let mut index = 0;
    while notes.len() < count {
        let note = match index % 5 {
            0 | 1 => world.mail(&mut random, index),
            _ => world.diary(&mut random, index),
        };
        notes.push(note);
        index += 1;
    }
    let with_hub = |meeting: &Meeting| meeting.people.contains(&0);
    let of_hub = world.meetings.iter().position(with_hub).unwrap_or(0);
    let seldom = world.seldom();
    People {
        notes,
        seldom: (world.people[seldom.0].name.clone(), first + seldom.1),
        of_hub: first + of_hub,
    }
}

/// One of the first places sooner than one of the last.
fn soon(random: &mut Random, count: usize) -> usize {
    ((random.unit().powi(2) * count as f64) as usize).min(count.saturating_sub(1))
}

/// A day of the last years; now and then one that is still to come.
fn day(random: &mut Random) -> String {
    let (month, day) = (1 + random.below(12), 1 + random.below(28));
    match random.below(100) {
        0 => format!("2026-01-{day:02}"),
        _ => format!("20{}-{month:02}-{day:02}", 26 - YEARS + random.below(YEARS)),
    }
}

/// A text that was not among those `taken`.
fn fresh(taken: &mut BTreeSet<String>, mut make: impl FnMut() -> String) -> String {
    loop {
        let text = make();
        if taken.insert(text.clone()) {
            return text;
        }
    }
}

impl World {
    fn new(random: &mut Random, count: usize) -> Self {
        let mut taken = BTreeSet::new();
        let companies = (0..4 + count / 50).map(|at| Company {
            name: fresh(&mut taken, || company(random)),
            is_partner: at % 4 == 3,
            people: Vec::new(),
        });
        let companies = companies.collect();
        let projects = (0..2 + count / 200).map(|_| fresh(&mut taken, || format!("Project {}", capital(random))));
        let mut world = Self {
            people: Vec::new(),
            colleagues: 4 + count / 400,
            companies,
            projects: projects.collect(),
            meetings: Vec::new(),
        };
        world.add_people(random, 8 + count / 7);
        while world.meetings.len() < count * 6 / 10 {
            let meeting = world.meeting(random);
            if random.below(12) == 0 {
                let again = Meeting {
                    stem: format!("{} again", meeting.stem),
                    people: meeting.people.clone(),
                    day: meeting.day.clone(),
                    line: words(random, 16),
                    source: meeting.source.clone(),
                    ..meeting
                };
                world.meetings.push(again);
            }
            world.meetings.push(meeting);
        }
        world.meetings.sort_by(|a, b| (&b.day, &b.stem).cmp(&(&a.day, &a.stem)));
        world
    }

    fn add_people(&mut self, random: &mut Random, count: usize) {
        let mut names = BTreeSet::from([OWNER.to_owned()]);
        for at in 0..count {
            let company = (at >= self.colleagues).then(|| soon(random, self.companies.len()));
            let half = at >= self.colleagues && random.below(12) == 0;
            let mut name = match at {
                0 => HUB.to_owned(),
                _ => format!("{} {}", random.pick(&FIRST_NAMES), capital(random)),
            };
            // Now and then nearly the name of someone of the same organisation.
            if let Some(like) = company.and_then(|of| self.companies[of].people.first())
                && random.below(25) == 0
            {
                name = misspelt(&self.people[*like].name);
            }
            if half {
                name = random.pick(&FIRST_NAMES).to_owned();
            }
            if !half && !names.insert(name.clone()) {
                name = fresh(&mut names, || format!("{name}-{}", capital(random)));
            }
            if let Some(of) = company {
                self.companies[of].people.push(at);
            }
            self.people.push(Person {
                name,
                role: ROLES[random.below(ROLES.len())],
                company,
                has_note: at == 0 || !half && random.below(3) > 0,
                half,
            });
        }
    }

    /// A meeting with an organisation: some of its people, and perhaps colleagues.
    fn meeting(&self, random: &mut Random) -> Meeting {
        let company = soon(random, self.companies.len());
        let theirs = &self.companies[company].people;
        let mut people = BTreeSet::new();
        for _ in 0..1 + random.below(4) {
            people.extend(theirs.get(soon(random, theirs.len())));
        }
        for _ in 0..random.below(4) {
            people.insert(1 + soon(random, self.colleagues - 1));
        }
        if random.below(5) == 0 {
            people.insert(0);
        }
        if people.is_empty() {
            people.insert(1);
        }
        let day = day(random);
        let title = format!("{} {}", self.companies[company].name, words(random, 7));
        let stem = format!("{day} - {title}");
        Meeting {
            source: (random.below(2) == 0).then(|| format!("Sources/Transcripts/{stem}.md")),
            stem,
            day,
            company,
            project: (random.below(6) == 0).then(|| soon(random, self.projects.len())),
            people: people.into_iter().collect(),
            line: words(random, 16),
        }
    }

    /// Someone with a note who is met at least once and least often, and a meeting with them without the hub.
    fn seldom(&self) -> (usize, usize) {
        let mut met = vec![(0, 0); self.people.len()];
        for (at, meeting) in self.meetings.iter().enumerate().filter(|(_, m)| !m.people.contains(&0)) {
            meeting.people.iter().for_each(|who| met[*who] = (met[*who].0 + 1, at));
        }
        let known = met.into_iter().enumerate();
        let known = known.filter(|(who, (count, _))| *count > 2 && self.people[*who].has_note);
        let least = known.min_by_key(|(_, (count, _))| *count);
        least.map_or((0, 0), |(who, (_, at))| (who, at))
    }
}

fn company(random: &mut Random) -> String {
    let form = random.pick(&["Labs", "Data", "Logistics", "Energy", "Bank", "Health"]);
    format!("{} {form}", capital(random))
}

/// A name with one letter twice.
fn misspelt(name: &str) -> String {
    let letter = |at: usize, c: char| if at == 2 { vec![c, c] } else { vec![c] };
    name.chars().enumerate().flat_map(|(at, c)| letter(at, c)).collect()
}
