//! What the notes of the vault say.

use super::super::{Note, Random, words};
use super::{COMPANY, Company, LISTED, OWNER, Person, World, day, soon};

impl World {
    /// A person as lists of participants name them.
    fn listed(&self, random: &mut Random, who: usize) -> String {
        let person = &self.people[who];
        let company = person.company.map_or(COMPANY, |of| &self.companies[of].name);
        match (person.half, random.below(5)) {
            (true, _) => format!("{} ({company}, last name unknown)", person.name),
            (_, 0 | 1) => format!("[[{}]]", person.name),
            (_, 2) => person.name.clone(),
            _ => format!("{} ({company})", person.name),
        }
    }

    fn company_of(&self, person: &Person) -> &str {
        person.company.map_or(COMPANY, |of| &self.companies[of].name)
    }

    pub(super) fn meeting_note(&self, random: &mut Random, index: usize) -> Note {
        let meeting = &self.meetings[index];
        let (company, stem) = (&self.companies[meeting.company], &meeting.stem);
        let mut people = vec![OWNER.to_owned()];
        people.extend(meeting.people.iter().map(|who| self.listed(random, *who)));
        let (kind, field) = match company.is_partner {
            true => ("partner", "partner"),
            false => ("customer", "account"),
        };
        let quoted: Vec<String> = people.iter().map(|name| format!("\"{name}\"")).collect();
        let mut text = format!(
            "---\ntype: {kind}\ntitle: \"{} {}\"\ndate: '{}'\n{field}: \"[[{}]]\"\nparticipants: [{}]\nsource: transcript\n",
            company.name,
            meeting.line,
            meeting.day,
            company.name,
            quoted.join(", ")
        );
        if let Some(source) = &meeting.source {
            text.push_str(&format!("source_ref: \"{source}\"\n"));
        }
        if let Some(project) = meeting.project {
            text.push_str(&format!("project: \"[[{}]]\"\n", self.projects[project]));
        }
        text.push_str(&format!("tags:\n- type/{kind}\n- generated\n---\n\n# {stem}\n\n"));
        text.push_str(&format!(
            "**Date**: {}\n**Attendees**: {}\n\n",
            meeting.day,
            people.join(", ")
        ));
        text.push_str(&format!("## Summary\n\n{} {}. ", company.name, meeting.line));
        let sentences = 2 + random.below(4);
        self.prose(random, &mut text, &meeting.people, sentences);
        text.push_str("\n\n## Action Items\n\n");
        for _ in 0..random.below(5) {
            let owner = match random.below(3) {
                0 => "Myself",
                _ => &self.people[meeting.people[random.below(meeting.people.len())]].name,
            };
            task(random, &mut text, owner);
        }
        list(random, &mut text, "Decisions", 4);
        list(random, &mut text, "Key Information", 14);
        list(random, &mut text, "Topics", 3);
        if random.below(10) == 0 {
            list(random, &mut text, "Blockers", 2);
        }
        if meeting.people.len() > 4 {
            self.table(&mut text, &meeting.people);
        }
        Note {
            path: format!(
                "Meetings/{}/{stem}.md",
                meeting.day.split('-').next().unwrap_or_default()
            ),
            text,
        }
    }

    /// Sentences that name some of these people, and now and then someone else.
    fn prose(&self, random: &mut Random, text: &mut String, people: &[usize], sentences: usize) {
        for _ in 0..sentences {
            let count = 10 + random.below(20);
            let who = people.get(random.below(people.len())).copied().unwrap_or(0);
            let name = &self.people[who].name;
            let name = if random.below(3) == 0 {
                format!("[[{name}]]")
            } else {
                name.clone()
            };
            text.push_str(&format!("{name} {}", words(random, count)));
            if random.below(5) == 0 {
                text.push_str(&format!(" with {}", self.people[soon(random, self.people.len())].name));
            }
            text.push_str(". ");
        }
    }

    fn table(&self, text: &mut String, people: &[usize]) {
        text.push_str("## Collaborators\n\n| Person | Role | Company |\n|--------|------|---------|\n");
        for person in people.iter().map(|who| &self.people[*who]) {
            let company = self.company_of(person);
            text.push_str(&format!("| [[{}]] | {} | {company} |\n", person.name, person.role));
        }
        text.push('\n');
    }

    pub(super) fn mail(&self, random: &mut Random, index: usize) -> Note {
        let company = &self.companies[soon(random, self.companies.len())];
        let who = company
            .people
            .get(soon(random, company.people.len()))
            .copied()
            .unwrap_or(0);
        let (day, title) = (day(random), words(random, 6));
        let mut text = format!(
            "---\ntype: people\nchannel: email\ndate: '{day}'\nperson: \"[[{0}]]\"\nfrom: {0}\nparticipants:\n- {0} <{1}>\n- \
             {OWNER}\n---\n\n# {title}\n\n",
            self.people[who].name,
            address(&self.people[who].name, &company.name),
        );
        self.prose(random, &mut text, &[who, 0], 6);
        list(random, &mut text, "Key Facts", 3);
        Note {
            path: format!("Mail/{day} - {title} {index}.md"),
            text,
        }
    }

    /// A page of the diary: a line about each of some people.
    pub(super) fn diary(&self, random: &mut Random, index: usize) -> Note {
        let day = day(random);
        let mut text = format!("# {day}\n\n");
        for _ in 0..4 + random.below(20) {
            let who = soon(random, self.people.len());
            text.push_str("- ");
            self.prose(random, &mut text, &[who], 1);
            text.push('\n');
        }
        let owner = &self.people[soon(random, self.people.len())].name;
        task(random, &mut text, owner);
        Note {
            path: format!("Daily/{day} {index}.md"),
            text,
        }
    }

    pub(super) fn entity_notes(&self, random: &mut Random) -> Vec<Note> {
        let mut of_person = vec![Vec::new(); self.people.len()];
        let mut of_company = vec![Vec::new(); self.companies.len()];
        let mut of_project = vec![Vec::new(); self.projects.len()];
        for (at, meeting) in self.meetings.iter().enumerate() {
            let add = |list: &mut Vec<usize>| {
                if list.len() < LISTED {
                    list.push(at);
                }
            };
            meeting.people.iter().for_each(|who| add(&mut of_person[*who]));
            add(&mut of_company[meeting.company]);
            meeting
                .project
                .into_iter()
                .for_each(|project| add(&mut of_project[project]));
        }
        let mut notes = Vec::new();
        for (who, met) in of_person
            .iter()
            .enumerate()
            .filter(|(who, _)| self.people[*who].has_note)
        {
            notes.push(self.person_note(random, who, met));
        }
        for (company, met) in self.companies.iter().zip(&of_company) {
            notes.push(self.company_note(random, company, met));
        }
        for (project, met) in self.projects.iter().zip(&of_project) {
            let mut text = format!("---\ntype: project\ntitle: {project}\n---\n\n# {project}\n\n");
            self.context(random, &mut text, met, None);
            list(random, &mut text, "Key Facts", 8);
            list(random, &mut text, "Blockers", 3);
            notes.push(Note {
                path: format!("Projects/{project} {}.md", notes.len()),
                text,
            });
        }
        notes
    }

    fn person_note(&self, random: &mut Random, who: usize, met: &[usize]) -> Note {
        let person = &self.people[who];
        let company = self.company_of(person);
        let mut text = format!("---\ntype: people\ntitle: {}\nrole: \"{}\"\n", person.name, person.role);
        text.push_str(&format!(
            "company: \"[[{company}]]\"\nemail: {}\n",
            address(&person.name, company)
        ));
        if let Some(newest) = met.first().map(|at| &self.meetings[*at]) {
            text.push_str(&format!("last_contact: '{}'\n", newest.day));
        }
        if random.below(8) == 0 {
            text.push_str("cadence: monthly\n");
        }
        text.push_str(&format!(
            "tags:\n- type/people\n- generated\n---\n\n# {}\n\n",
            person.name
        ));
        self.context(random, &mut text, met, person.company);
        text.push_str(&format!(
            "## Profile\n\n**Role**: {} at {company}\n**Relationship**: {}\n\n**Background**:\n",
            person.role,
            words(random, 6)
        ));
        (0..3).for_each(|_| bullet(random, &mut text));
        list(random, &mut text, "Key Facts", 10);
        topics(random, &mut text);
        text.push_str("## Related People\n\n");
        for _ in 0..random.below(5) {
            text.push_str(&format!(
                "- [[{}]]\n",
                self.people[soon(random, self.people.len())].name
            ));
        }
        text.push_str("\n## Related\n\n<!-- Wikilinks to related entities -->\n");
        Note {
            path: format!("People/{}.md", person.name),
            text,
        }
    }

    fn company_note(&self, random: &mut Random, company: &Company, met: &[usize]) -> Note {
        let (kind, folder) = match company.is_partner {
            true => ("partner", "Partners"),
            false => ("customer", "Customers"),
        };
        let name = &company.name;
        let mut text = format!("---\ntype: {kind}\ntitle: {name}\ntags:\n- type/{kind}\n---\n\n# {name}\n\n");
        self.context(random, &mut text, met, None);
        list(random, &mut text, "Key Facts", 12);
        topics(random, &mut text);
        text.push_str("## Account Status\n\n| Field | Value |\n|-------|-------|\n| **Status** | Active |\n\n");
        text.push_str("## Key Contacts\n\n");
        for who in company.people.iter().take(4) {
            text.push_str(&format!("- [[{}]]\n", self.people[*who].name));
        }
        text.push('\n');
        list(random, &mut text, "Opportunities", 6);
        list(random, &mut text, "Blockers", 4);
        let some: Vec<usize> = company.people.iter().skip(2).take(6).copied().collect();
        self.table(&mut text, &some);
        list(random, &mut text, "Key Decisions", 5);
        Note {
            path: format!("{folder}/{name}.md"),
            text,
        }
    }

    /// The lines that an entity's note has of its interactions; `via` others than the organisation `own`, now and then.
    fn context(&self, random: &mut Random, text: &mut String, met: &[usize], own: Option<usize>) {
        text.push_str("## Recent Context\n\n");
        for meeting in met.iter().map(|at| &self.meetings[*at]) {
            let via = match own {
                Some(own) if own != meeting.company && random.below(3) == 0 => {
                    format!(" (via {})", self.companies[meeting.company].name)
                }
                _ => String::new(),
            };
            let line: String = meeting.line.chars().take(100).collect();
            // Some notes have gone to an archive.
            let stem = match random.below(12) {
                0 => format!("{} archived", meeting.stem),
                _ => meeting.stem.clone(),
            };
            text.push_str(&format!("- {}: [[{stem}]] - {line}...{via}\n", meeting.day));
        }
        text.push('\n');
    }
}

fn address(name: &str, company: &str) -> String {
    let plain = |text: &str| text.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), ".");
    format!("{}@{}.example", plain(name), plain(company))
}

fn list(random: &mut Random, text: &mut String, title: &str, most: usize) {
    text.push_str(&format!("## {title}\n\n"));
    (0..1 + random.below(most)).for_each(|_| bullet(random, text));
    text.push('\n');
}

fn topics(random: &mut Random, text: &mut String) {
    let topics: Vec<String> = (0..4 + random.below(10)).map(|_| words(random, 3)).collect();
    text.push_str(&format!("## Topics\n\n{}\n\n", topics.join(", ")));
}

fn bullet(random: &mut Random, text: &mut String) {
    let count = 12 + random.below(24);
    text.push_str(&format!("- {}.\n", words(random, count)));
}

fn task(random: &mut Random, text: &mut String, owner: &str) {
    let state = random.pick(&[" ", " ", "x", "?", "/"]);
    let count = 8 + random.below(10);
    let said = words(random, count);
    let due = day(random);
    text.push_str(&format!("- [{state}] {said}. @{owner} 📅 {due} #task #auto\n\n"));
}
