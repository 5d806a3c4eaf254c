//! Names, prepared to be compared: without accents, titles and legal forms.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::super::entity::{Entity, EntityId};
use super::super::name::{mail_domain, name_key};
use super::super::schema::Nature;

/// A name, prepared to be compared.
pub(super) struct Name<'a> {
    /// `None` for a company that notes only give people, and that is no entity.
    pub(super) id: Option<EntityId>,
    pub(super) entity: &'a Entity,
    pub(super) nature: Nature,
    /// As compared, without accents.
    pub(super) plain: String,
    /// The same with umlauts as two letters, as they are typed where there are none: `kaethe`.
    pub(super) typed: String,
    /// Its words without accents and dots.
    pub(super) words: Vec<String>,
    /// Whether it is an e-mail address, whose words are those before the `@`.
    pub(super) is_address: bool,
    /// Of a person the words without titles, else those without the legal form.
    pub(super) bare: Vec<String>,
    pub(super) email: Option<String>,
    pub(super) company: Option<EntityId>,
}

impl<'a> Name<'a> {
    pub(super) fn new(entity: &'a Entity, nature: Nature, id: Option<EntityId>) -> Self {
        let mut key = name_key(&entity.name);
        let is_address = mail_domain(&key).is_some();
        if is_address {
            let user = key.split('@').next().unwrap_or_default();
            key = user.replace(|c: char| !c.is_alphabetic(), " ");
        }
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
            is_address,
            email: None,
            company: None,
        }
    }
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
