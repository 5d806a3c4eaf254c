//! A vault made from a seed: the same notes for the same seed, in the form that people's relationship notes have.
//!
//! Sizes follow a log-normal law with a median of 3 KB and a 99th percentile of 50 KB. Names are made up from syllables.

// Each program takes what it needs.
#![allow(unreachable_pub, dead_code)]

pub mod people;

/// A small generator of random numbers (SplitMix64), so that the vault is the same everywhere.
pub struct Random(u64);

impl Random {
    /// Begins a sequence.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    /// A number between 0 and 1.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// One of `items`.
    pub fn pick<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.below(items.len())]
    }

    /// A number of the normal law (sum of twelve uniform ones).
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }
}

const WORDS: &str = "the a of to and in on for with that is was will be from at by about this it they we asked agreed \
    shared plans review storage latency budget scope team customer project partner roadmap pilot rollout contract \
    renewal questions follow-up architecture cache database workload performance cost region timeline feasibility \
    support request decision owner option risk dependency milestone design draft demo feedback metrics capacity";

const SYLLABLES: [&str; 24] = [
    "ka", "ri", "ven", "do", "la", "mi", "tor", "sen", "bra", "nel", "os", "win", "har", "lo", "té", "mar", "ün",
    "ska", "pel", "ro", "di", "van", "que", "zo",
];

/// A note of the vault.
pub struct Note {
    /// Its path.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// `count` notes.
pub fn vault(seed: u64, count: usize) -> Vec<Note> {
    let mut random = Random::new(seed);
    let names: Vec<String> = (0..count.isqrt().max(8) * 4).map(|_| name(&mut random)).collect();
    (0..count).map(|index| note(&mut random, &names, index)).collect()
}

fn capital(random: &mut Random) -> String {
    let word: String = (0..2 + random.below(2)).map(|_| random.pick(&SYLLABLES)).collect();
    let mut chars = word.chars();
    chars
        .next()
        .map(|c| c.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

fn name(random: &mut Random) -> String {
    format!("{} {}", capital(random), capital(random))
}

fn words(random: &mut Random, count: usize) -> String {
    static ALL: std::sync::LazyLock<Vec<&str>> = std::sync::LazyLock::new(|| WORDS.split_whitespace().collect());
    (0..count).map(|_| random.pick(&ALL)).collect::<Vec<_>>().join(" ")
}

fn day(random: &mut Random) -> String {
    format!(
        "20{}-{:02}-{:02}",
        23 + random.below(3),
        1 + random.below(12),
        1 + random.below(28)
    )
}

fn note(random: &mut Random, names: &[String], index: usize) -> Note {
    let size = 3000.0 * (random.normal() * 1.21).exp();
    let size = size.clamp(200.0, 400_000.0) as usize;
    let name = &names[random.below(names.len())];
    let title = format!("{} - {} {}", day(random), name, words(random, 6));
    let mut text = frontmatter(random, names, &title);
    text.push_str(&format!("\n# {title}\n\n"));
    while text.len() < size {
        section(random, names, &mut text);
    }
    Note {
        path: format!(
            "{}/{title} {index}.md",
            random.pick(&["People", "Meetings", "Customers", "Journal"])
        ),
        text,
    }
}

fn frontmatter(random: &mut Random, names: &[String], title: &str) -> String {
    let kind = random.pick(&["customer", "people", "project", "journal"]);
    let mut text = format!("---\ntype: {kind}\ntitle: \"{title}\"\ndate: '{}'\n", day(random));
    if random.below(2) == 0 {
        let two = [&names[random.below(names.len())], &names[random.below(names.len())]];
        text.push_str(&format!("participants: [\"{}\", \"{} (unknown)\"]\n", two[0], two[1]));
    }
    if random.below(3) == 0 {
        text.push_str(&format!("account: \"[[{}]]\"\n", names[random.below(names.len())]));
    }
    text.push_str(&format!("tags:\n- type/{kind}\n- generated\n---\n"));
    text
}

fn section(random: &mut Random, names: &[String], text: &mut String) {
    let title = random.pick(&[
        "Recent Context",
        "Key Facts",
        "Topics",
        "Action Items",
        "Summary",
        "Decisions",
        "Contacts",
    ]);
    text.push_str(&format!("## {title}\n\n"));
    let lines = 3 + random.below(9);
    match title {
        "Summary" | "Topics" => (0..1 + lines / 4).for_each(|_| paragraph(random, names, text)),
        "Action Items" => (0..lines).for_each(|_| task(random, names, text)),
        "Contacts" => table(random, names, text, lines),
        "Recent Context" => (0..lines).for_each(|_| context(random, names, text)),
        _ => (0..lines).for_each(|_| bullet(random, names, text)),
    }
    text.push('\n');
    match random.below(24) {
        0 => text.push_str("<!-- Wikilinks to related entities -->\n\n"),
        1 => text.push_str("```\nlet x = [[not a link]];\n```\n\n"),
        2 => text.push_str("> [!note] Aside\n> Said in passing, see #later.\n\n"),
        3 => text.push_str("Seen at [the site](https://example.com/a_b) %% check this %% and `code`.\n\n"),
        _ => {}
    }
}

fn paragraph(random: &mut Random, names: &[String], text: &mut String) {
    let count = 20 + random.below(60);
    text.push_str(&words(random, count));
    text.push_str(&format!(" [[{}]] ", names[random.below(names.len())]));
    text.push_str(&words(random, count / 2));
    text.push_str(".\n\n");
}

fn bullet(random: &mut Random, names: &[String], text: &mut String) {
    let count = 8 + random.below(20);
    let bold = if random.below(8) == 0 { "**Note**: " } else { "" };
    let nested = if random.below(6) == 0 { "  " } else { "" };
    text.push_str(&format!("{nested}- {bold}{}", words(random, count)));
    if random.below(5) == 0 {
        text.push_str(&format!(" ({})", names[random.below(names.len())]));
    }
    text.push_str(".\n");
}

fn context(random: &mut Random, names: &[String], text: &mut String) {
    let day = day(random);
    let linked = words(random, 9);
    let said = words(random, 14);
    text.push_str(&format!(
        "- {day}: [[{day} - {linked}]] - {said}... (via {})\n",
        names[random.below(names.len())]
    ));
}

fn task(random: &mut Random, names: &[String], text: &mut String) {
    let state = random.pick(&[" ", "x", "?", "/", "-"]);
    let count = 8 + random.below(16);
    let owner = &names[random.below(names.len())];
    let mark = random.pick(&["", " ⏫", " 🔽"]);
    let said = words(random, count);
    text.push_str(&format!(
        "- [{state}] {said}. @{owner} 📅 {}{mark} #task #auto\n",
        day(random)
    ));
}

fn table(random: &mut Random, names: &[String], text: &mut String, lines: usize) {
    text.push_str("| Person | Role | Company |\n|--------|------|---------|\n");
    for _ in 0..lines {
        let role = words(random, 4);
        let two = [&names[random.below(names.len())], &names[random.below(names.len())]];
        text.push_str(&format!("| [[{}]] | {role} | {} |\n", two[0], two[1]));
    }
}
