//! Names that are probably the same: suggestions with reasons, never acted on by themselves.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Relations;
use super::entity::{Entity, EntityId};
use super::name::{Qualifier, mail_domain, name_key};
use super::nickname::same_nickname;
use super::records::Records;
use super::schema::{Nature, Schema};
use super::statement::addresses;
use crate::order::Order as _;

/// From which score a pair is suggested.
const LEAST: f64 = 0.6;
/// From which Jaro–Winkler similarity two names are probably one, misspelt.
const ALIKE: f64 = 0.93;
/// How many neighbours in order a name is compared with where very many share a word.
const WINDOW: usize = 40;

/// Two names that are probably the same.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Suggestion {
    /// The name to keep: the one with a note, else with more words, more interactions, more letters.
    pub keep: String,
    /// The name that would become its alias.
    pub alias: String,
    /// 0 to 1.
    pub score: f64,
    /// Why, each a word for programs: `email`, `accents`, `order`, `title`, `suffix`, `nickname`, `initial`,
    /// `spelling`, `first-name`, `first-name-in-company`, `company`.
    pub reasons: Vec<&'static str>,
    /// What accepting it writes to `relata-names.yaml`, under `same`.
    pub accept: String,
    /// What refusing it writes there, under `not-same`.
    pub refuse: String,
}

/// All suggestions, the most certain first.
pub fn suggestions(relations: &Relations, records: &Records, schema: &Schema) -> Vec<Suggestion> {
    let unknown = unknown_companies(relations, records, schema);
    let mut names: Vec<Name> = names(relations, records, schema);
    names.extend(
        unknown
            .iter()
            .map(|entity| Name::new(entity, Nature::Organisation, None)),
    );
    let full_names = full_names(&names);
    let mut found = Vec::new();
    for (a, b) in candidates(&names) {
        // Of two companies that are nothing else than words beside people, neither can become the other's alias.
        if a.id.or(b.id).is_none() {
            continue;
        }
        let Some((score, reasons)) = compare(a, b, &full_names) else {
            continue;
        };
        if !schema.are_distinct(&a.entity.name, &b.entity.name) {
            found.push(suggestion(a, b, score, reasons, relations));
        }
    }
    found.order_by(|a, b| {
        let order = b.score.total_cmp(&a.score);
        order.then_with(|| (&a.keep, &a.alias).cmp(&(&b.keep, &b.alias)))
    });
    found
}

/// A name, prepared to be compared.
struct Name<'a> {
    /// `None` for a company that notes only give people, and that is no entity.
    id: Option<EntityId>,
    entity: &'a Entity,
    nature: Nature,
    /// As compared, without accents.
    plain: String,
    /// The same with umlauts as two letters, as they are typed where there are none: `kaethe`.
    typed: String,
    /// Its words without accents and dots.
    words: Vec<String>,
    /// Of a person the words without titles, else those without the legal form.
    bare: Vec<String>,
    email: Option<String>,
    company: Option<EntityId>,
}

fn names<'a>(relations: &'a Relations, records: &Records, schema: &Schema) -> Vec<Name<'a>> {
    let known = relations.entities.iter().filter(|(_, e)| !e.is_self);
    let listed = listed_addresses(relations, records, schema);
    known
        .map(|(id, entity)| {
            let statements = entity
                .path
                .as_ref()
                .and_then(|path| records.get(path))
                .map(|r| &r.statements);
            let own = statements.and_then(|stated| addresses(stated).next());
            let email = own.map(|(address, _)| address).or(listed.get(&id).copied());
            Name {
                email: email.map(name_key),
                company: relations.company_on(id, None),
                ..Name::new(entity, schema.nature(&entity.kind), Some(id))
            }
        })
        .collect()
}

impl<'a> Name<'a> {
    fn new(entity: &'a Entity, nature: Nature, id: Option<EntityId>) -> Self {
        let key = name_key(&entity.name);
        let plain = without_accents(&key);
        let typed = without_accents(&key.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue"));
        let words = plain.split(|c: char| c.is_whitespace() || c == '.' || c == ',');
        let words: Vec<String> = words.filter(|w| !w.is_empty()).map(str::to_owned).collect();
        Self {
            id,
            entity,
            nature,
            bare: match nature {
                Nature::Person => without_titles(&words).to_vec(),
                _ => without_form(&words),
            },
            words,
            plain,
            typed,
            email: None,
            company: None,
        }
    }
}

/// Companies that notes give people, as nothing is called that notes are about.
fn unknown_companies(relations: &Relations, records: &Records, schema: &Schema) -> Vec<Entity> {
    let mut found: BTreeMap<String, &str> = BTreeMap::new();
    for record in records.values() {
        let stated = record.statements.iter().filter(|s| s.field == "company");
        let behind = record.participants.iter().flat_map(|named| &named.qualifiers);
        let stated = stated.map(|s| s.value.as_str()).chain(behind.map(Qualifier::text));
        for text in stated.filter(|text| mail_domain(text).is_none()) {
            found.entry(name_key(text)).or_insert(text);
        }
    }
    let unknown = |text: &&str| relations.entities.named(text).is_empty() && !schema.is_ignored_name(text);
    let names = found.into_values().filter(unknown);
    names.map(Entity::unknown).collect()
}

/// E-mail addresses behind the names of participants, the first of each.
fn listed_addresses<'a>(relations: &Relations, records: &'a Records, schema: &Schema) -> HashMap<EntityId, &'a str> {
    let mut found = HashMap::new();
    let named = records.values().flat_map(|record| &record.participants);
    for named in named.filter(|named| !named.qualifiers.is_empty()) {
        let mut said = named.qualifiers.iter().map(Qualifier::text);
        let Some(address) = said.find(|text| mail_domain(text).is_some()) else {
            continue;
        };
        if let Some(id) = relations.entities.find_named(named, Some(schema.person_kind())) {
            found.entry(id).or_insert(address);
        }
    }
    found
}

/// Letters without their marks; `ø`, `ł` and `ß`, which do not decompose, as people type them.
fn without_accents(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' => out.push('d'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            c => out.push(c),
        }
    }
    out
}

/// How many full names of people begin with each word: of all, and of those of each company.
#[derive(Default)]
struct FullNames<'n> {
    all: HashMap<&'n str, usize>,
    of_company: HashMap<(&'n str, EntityId), usize>,
}

fn full_names<'n>(names: &'n [Name]) -> FullNames<'n> {
    let mut counts = FullNames::default();
    let full = names.iter().filter(|n| n.nature == Nature::Person && n.words.len() > 1);
    for (first, name) in full.filter_map(|n| Some((n.words.first()?.as_str(), n))) {
        *counts.all.entry(first).or_default() += 1;
        if let Some(company) = name.company {
            *counts.of_company.entry((first, company)).or_default() += 1;
        }
    }
    counts
}

/// What names have in common that are compared: a beginning, an end, how they are typed, the first or last word, or an
/// e-mail address.
#[derive(PartialEq, Eq, Hash)]
enum Common<'n> {
    Start([char; 3]),
    End([char; 3]),
    Typed(&'n str),
    Word(&'n str),
    Email(&'n str),
}

/// Three characters, fewer for a shorter text.
fn three(mut chars: impl Iterator<Item = char>) -> [char; 3] {
    [(); 3].map(|()| chars.next().unwrap_or_default())
}

/// Pairs that have something in common, each once: only they can score. Of very many that share a word only neighbours in
/// order.
fn candidates<'n, 'a>(names: &'n [Name<'a>]) -> Vec<(&'n Name<'a>, &'n Name<'a>)> {
    let mut in_order: Vec<&Name> = names.iter().collect();
    in_order.order_by(|a, b| a.plain.cmp(&b.plain));
    let mut blocks: HashMap<Common, Vec<u32>> = HashMap::new();
    for (at, name) in (0_u32..).zip(&in_order) {
        let words = match name.nature {
            Nature::Person => &name.bare,
            _ => &name.words,
        };
        let words = [words.first(), words.last()].into_iter().flatten();
        let shared = [
            Common::Start(three(name.plain.chars())),
            Common::End(three(name.plain.chars().rev())),
            Common::Typed(&name.typed),
        ];
        let others = words.map(|word| Common::Word(word));
        let others = others.chain(name.email.as_deref().map(Common::Email));
        for common in shared.into_iter().chain(others) {
            let block = blocks.entry(common).or_default();
            if block.last() != Some(&at) {
                block.push(at);
            }
        }
    }
    let near = |block: &[u32], at: usize| -> Vec<(u32, u32)> {
        let later = block.iter().skip(at + 1).take(WINDOW);
        let pairs = block.get(at).into_iter().flat_map(|a| later.clone().map(|b| (*a, *b)));
        pairs.collect()
    };
    let blocks = blocks.into_values();
    let pairs = blocks.flat_map(|block| (0..block.len()).flat_map(|at| near(&block, at)).collect::<Vec<_>>());
    let mut pairs: Vec<(u32, u32)> = pairs.collect();
    pairs.sort_unstable();
    pairs.dedup();
    let name = |at: u32| in_order.get(at as usize).copied();
    pairs
        .into_iter()
        .filter_map(|(a, b)| Some((name(a)?, name(b)?)))
        .collect()
}

/// How probably two names are the same, and why.
fn compare(a: &Name, b: &Name, full_names: &FullNames) -> Option<(f64, Vec<&'static str>)> {
    // Two notes of one name: no list of names can tell them apart, or make them one.
    let is_one_name = name_key(&a.entity.name) == name_key(&b.entity.name);
    if a.nature != b.nature || is_one_name {
        return None;
    }
    let mut reasons: Vec<(f64, &'static str)> = Vec::new();
    if a.email.is_some() && a.email == b.email {
        reasons.push((0.97, "email"));
    }
    reasons.extend(if a.nature == Nature::Person {
        person(a, b, full_names)
    } else {
        organisation(a, b)
    });
    let best = reasons.iter().map(|(score, _)| *score).fold(0.0, f64::max);
    let (score, same_company) = match (a.company, b.company) {
        (Some(of_a), Some(of_b)) if of_a == of_b => (best + 0.05, true),
        (Some(_), Some(_)) => (best - 0.2, false),
        _ => (best, false),
    };
    let mut words: Vec<&'static str> = reasons.into_iter().map(|(_, reason)| reason).collect();
    if same_company && !words.is_empty() {
        words.push("company");
    }
    let rounded = (score.min(0.99) * 100.0).round() / 100.0;
    (!words.is_empty() && rounded >= LEAST).then_some((rounded, words))
}

fn person(a: &Name, b: &Name, full_names: &FullNames) -> Option<(f64, &'static str)> {
    if a.words != b.words && a.bare == b.bare {
        return Some((0.9, "title"));
    }
    if a.plain == b.plain || a.typed == b.typed {
        return Some((0.95, "accents"));
    }
    if a.words.len() < 2 || b.words.len() < 2 {
        return first_name(a, b, full_names);
    }
    let among = |a: &Name, b: &Name| a.words.iter().all(|word| b.words.contains(word));
    if among(a, b) && among(b, a) {
        return Some((0.9, "order"));
    }
    let (first_a, first_b) = (a.words.first()?, b.words.first()?);
    if a.words.last() == b.words.last() && a.words.len() == b.words.len() {
        if same_nickname(first_a, first_b) {
            return Some((0.85, "nickname"));
        }
        let initial = first_a.chars().count() == 1 || first_b.chars().count() == 1;
        if initial && first_a.chars().next() == first_b.chars().next() {
            return Some((0.8, "initial"));
        }
    }
    spelling(a, b)
}

/// A first name alone, where only one full name begins with it, or only one of the same company.
fn first_name(a: &Name, b: &Name, full_names: &FullNames) -> Option<(f64, &'static str)> {
    let (short, long) = if a.words.len() < b.words.len() { (a, b) } else { (b, a) };
    let [only] = short.words.as_slice() else { return None };
    if long.words.len() < 2 || long.words.first() != Some(only) || short.entity.path.is_some() {
        return None;
    }
    let company = short.company.filter(|company| long.company == Some(*company));
    let among_colleagues = company.and_then(|company| full_names.of_company.get(&(only.as_str(), company)));
    match (full_names.all.get(only.as_str()), among_colleagues) {
        (Some(1), _) => Some((0.65, "first-name")),
        (_, Some(1)) => Some((0.65, "first-name-in-company")),
        _ => None,
    }
}

/// What people are called by before their names, and have behind them.
const TITLES: [&str; 38] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "sir",
    "dame",
    "lord",
    "lady",
    "dr",
    "doctor",
    "prof",
    "professor",
    "rev",
    "herr",
    "hr",
    "frau",
    "fr",
    "dipl",
    "ing",
    "mag",
    "mme",
    "mlle",
    "madame",
    "monsieur",
    "sr",
    "sra",
    "senor",
    "sig",
    "dott",
    "dhr",
    "mevr",
    "drs",
    "phd",
    "md",
    "mba",
    "msc",
    "esq",
];

/// The words of a name without the titles around them; all where nothing else would be left.
fn without_titles(words: &[String]) -> &[String] {
    let is_title = |word: &String| TITLES.contains(&word.as_str());
    let before = words.iter().take_while(|word| is_title(word)).count();
    let behind = words.iter().rev().take_while(|word| is_title(word)).count();
    let bare = words.get(before..words.len().saturating_sub(behind));
    bare.filter(|bare| !bare.is_empty()).unwrap_or(words)
}

/// Legal forms, and what joins them.
const FORMS: [&str; 52] = [
    "ltd",
    "limited",
    "inc",
    "incorporated",
    "llc",
    "llp",
    "lp",
    "plc",
    "corp",
    "corporation",
    "co",
    "company",
    "pty",
    "pvt",
    "gmbh",
    "mbh",
    "ggmbh",
    "ag",
    "kg",
    "kgaa",
    "ohg",
    "ug",
    "gbr",
    "ev",
    "eg",
    "se",
    "bv",
    "nv",
    "vof",
    "sa",
    "sas",
    "sasu",
    "sarl",
    "srl",
    "spa",
    "sl",
    "slu",
    "lda",
    "ltda",
    "oy",
    "oyj",
    "ab",
    "as",
    "asa",
    "aps",
    "kk",
    "doo",
    "sro",
    "zoo",
    "&",
    "and",
    "und",
];

/// The words of an organisation's name without its legal form; letters with dots between them are one word: `S.A.`.
fn without_form(name: &[String]) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut letters = false;
    for word in name {
        let is_letter = word.chars().nth(1).is_none() && word.chars().all(char::is_alphabetic);
        match words.last_mut().filter(|_| letters && is_letter) {
            Some(last) => last.push_str(word),
            None => words.push(word.clone()),
        }
        letters = is_letter;
    }
    while words.len() > 1 && words.last().is_some_and(|word| FORMS.contains(&word.as_str())) {
        words.pop();
    }
    // A few stand before it.
    if words.len() > 1
        && words
            .first()
            .is_some_and(|word| ["ab", "pt", "ooo"].contains(&word.as_str()))
    {
        words.remove(0);
    }
    words
}

fn organisation(a: &Name, b: &Name) -> Option<(f64, &'static str)> {
    if a.plain == b.plain || a.typed == b.typed {
        return Some((0.95, "accents"));
    }
    if a.bare == b.bare {
        return Some((0.9, "suffix"));
    }
    spelling(a, b)
}

/// Nearly the same letters, the same figures.
fn spelling<'n>(a: &'n Name, b: &'n Name) -> Option<(f64, &'static str)> {
    let figures = |n: &'n Name| n.plain.chars().filter(|c| c.is_numeric());
    let long_enough = a.plain.chars().count().min(b.plain.chars().count()) >= 5;
    if !long_enough || !figures(a).eq(figures(b)) {
        return None;
    }
    let alike = strsim::jaro_winkler(&a.plain, &b.plain);
    (alike >= ALIKE).then_some((alike - 0.15, "spelling"))
}

fn suggestion(a: &Name, b: &Name, score: f64, reasons: Vec<&'static str>, relations: &Relations) -> Suggestion {
    let weight = |n: &Name| {
        let touches =
            n.id.and_then(|id| relations.touches.get(id as usize))
                .map_or(0, Vec::len);
        let (words, letters) = match n.nature {
            Nature::Person => (n.bare.len(), n.bare.iter().map(String::len).sum()),
            _ => (n.words.len(), n.plain.len()),
        };
        (
            n.id.is_some(),
            n.entity.path.is_some(),
            words,
            touches,
            letters,
            Reverse(n.words.len()),
        )
    };
    let (keep, alias) = if weight(a) >= weight(b) { (a, b) } else { (b, a) };
    let (keep, alias) = (keep.entity.name.to_string(), alias.entity.name.to_string());
    let pair = |first: &str, second: &str| format!("- [{}, {}]", quoted(first), quoted(second));
    Suggestion {
        accept: pair(&keep, &alias),
        refuse: pair(&keep, &alias),
        keep,
        alias,
        score,
        reasons,
    }
}

/// A name as a YAML text, in double quotes where it needs them.
fn quoted(name: &str) -> String {
    let plain = name
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '\''));
    let begins = name.chars().next().is_some_and(char::is_alphabetic);
    if plain && begins {
        name.to_owned()
    } else {
        format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
    }
}
