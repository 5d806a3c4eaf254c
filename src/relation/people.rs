//! How people are listed: in a property, on a line, in the way of a calendar.

use super::name::{Named, Qualifier, split_at_marks};
use super::record::Listed;
use super::schema::Part;
use crate::note::{Data, Mapping, Note, Value};
use crate::text::{ByteSet, Span};

/// The people of a property: a list of names or of objects, one object, or one text.
pub(super) fn in_value(value: &Value) -> Vec<Named> {
    match &value.data {
        Data::List(items) => in_items(items),
        Data::Map(map) => described(map).into_iter().collect(),
        _ => value.each_text().flat_map(|text| in_line(&text)).collect(),
    }
}

/// The items of a list. `[Ann Lee (CTO, Acme), Bo Ray]` without quotes is three items to YAML: what stands in brackets is put
/// together again.
fn in_items(items: &[Value]) -> Vec<Named> {
    let mut named = Vec::with_capacity(items.len());
    let mut rest = items;
    while let [item, behind @ ..] = rest {
        let (count, text) = bracketed(rest).unwrap_or_default();
        if count > 0 {
            named.extend(in_order(&text));
            rest = rest.get(count..).unwrap_or_default();
        } else {
            named.extend(in_item(item));
            rest = behind;
        }
    }
    named
}

/// How many items what stands in brackets goes on in, at most, before they close.
const MOST_PIECES: usize = 6;

/// The text of the first items where the first opens a bracket that another one closes, and how many they are.
fn bracketed(items: &[Value]) -> Option<(usize, String)> {
    let depth = |text: &str| text.matches('(').count().cmp(&text.matches(')').count());
    let mut text = items.first()?.as_text().filter(|text| depth(text).is_gt())?.to_owned();
    for (count, item) in (2..).zip(items.get(1..)?.iter().take(MOST_PIECES)) {
        let is_one = !matches!(item.data, Data::List(_) | Data::Map(_));
        let more = item.each_text().last().filter(|more| is_one && !more.contains('('))?;
        text.push_str(", ");
        text.push_str(&more);
        if depth(&text).is_eq() {
            return Some((count, text));
        }
    }
    None
}

/// One item is one name, whatever stands in it.
fn in_item(item: &Value) -> Vec<Named> {
    match &item.data {
        Data::List(items) => in_items(items),
        Data::Map(map) => described(map).into_iter().collect(),
        _ => item.each_text().filter_map(|text| in_order(&text)).collect(),
    }
}

/// The people of a line. Commas and semicolons separate names, but not inside brackets, wikilinks or the quotes of
/// `"Last, First" <address>`; where semicolons do, `Last, First` is one name. So does a word such as `and` between two names.
pub(super) fn in_line(text: &str) -> Vec<Named> {
    const COMMAS: ByteSet = ByteSet::of(b"()[],;\"");
    const SEMICOLONS: ByteSet = ByteSet::of(b"()[];\"");
    // Most lines have neither `&` nor a word that ends as *and* and *und* do.
    let joins =
        memchr::memchr(b'&', text.as_bytes()).is_some() || memchr::memmem::find(text.as_bytes(), b"nd ").is_some();
    let each = |text: &str| -> Vec<Named> {
        let entries = split_at_marks(text, &COMMAS);
        if !joins {
            return entries.into_iter().filter_map(read).collect();
        }
        let is_list = entries.len() > 1;
        let names = entries.into_iter().flat_map(|entry| split_at_and(entry, is_list));
        names.filter_map(read).collect()
    };
    if !text.contains(';') {
        return each(text);
    }
    let entries = split_at_marks(text, &SEMICOLONS);
    let turned = entries.iter().any(|entry| is_turned(entry));
    let entries = entries.into_iter().map(|entry| {
        let parts = parts(entry).filter(|(_, first)| turned && are_first_names(first));
        match parts {
            Some(parts) => in_order_of(parts).into_iter().collect(),
            None => each(entry),
        }
    });
    entries.flatten().collect()
}

/// The names between which a word for *and* stands; all in one where what stands beside it is no name of a person.
fn split_at_and(entry: &str, is_list: bool) -> Vec<&str> {
    let split = |word: &str| {
        // `Crumb & Field` may be a firm; `Ann Lee & Bo Ray`, or what ends a list, is none.
        let least = if word == " & " && !is_list { 2 } else { 1 };
        let parts: Vec<&str> = entry.split(word).collect();
        let all = parts.len() > 1 && parts.iter().all(|part| is_person(part, least));
        all.then_some(parts)
    };
    let entry = entry.strip_prefix("and ").filter(|_| is_list).unwrap_or(entry);
    let found = [" and ", " & ", " und "].into_iter().find_map(split);
    found.unwrap_or_else(|| vec![entry])
}

/// Whether a text may be a person's name: at least so many words with capitals, but for small ones such as `van der`; brackets
/// may stand behind.
fn is_person(text: &str, least: usize) -> bool {
    let closes = |open: char, close: char| text.matches(open).count() == text.matches(close).count();
    let balanced = closes('(', ')') && closes('[', ']');
    let bare = text.split(['(', '<']).next().unwrap_or_default().trim();
    if bare.starts_with("[[") {
        return balanced && bare.ends_with("]]");
    }
    let mut words = bare.split_whitespace().rev();
    let is_name = words
        .next()
        .is_some_and(|word| is_capitalised(word) && !FIRMS.contains(&word));
    let count = bare.split_whitespace().filter(|word| is_capitalised(word)).count();
    balanced && is_name && count >= least && words.all(|word| is_capitalised(word) || word.len() <= 3)
}

/// What stands behind *and* in names of firms and groups.
const FIRMS: [&str; 14] = [
    "Sons",
    "Son",
    "Co",
    "Co.",
    "Company",
    "Partners",
    "Associates",
    "Brothers",
    "Daughters",
    "Team",
    "Family",
    "Others",
    "Söhne",
    "Sohn",
];

/// Gives a first name that stands alone in a note that is filed under someone of that first name the whole name.
pub(super) fn meet_subject(people: &mut [Named], subject: &Named) {
    let mut words = subject.name.split_whitespace();
    let (Some(first), Some(_)) = (words.next(), words.next()) else {
        return;
    };
    let is_there = people.iter().any(|named| named.key() == subject.key());
    let alone = |named: &&mut Named| named.name == first && named.qualifiers.is_empty() && !named.incomplete;
    if !is_there && let Some(named) = people.iter_mut().find(alone) {
        named.take_name(subject);
    }
}

/// One name, where `Last, First` may stand.
pub(super) fn in_order(text: &str) -> Option<Named> {
    match parts(text).filter(|_| is_turned(text)) {
        Some(parts) => in_order_of(parts),
        None => read(text),
    }
}

/// One name, which may stand in quotes before an address, as mails have it: `"Last, First" <address>`.
fn read(text: &str) -> Option<Named> {
    let quoted = text.trim().strip_prefix('"').and_then(|rest| rest.split_once('"'));
    match quoted.filter(|(name, _)| !name.trim().is_empty()) {
        Some((name, behind)) => Named::read(&format!("{}{behind}", turned(name).as_deref().unwrap_or(name))),
        None => Named::read(text),
    }
}

/// `First Last` for a name that is written as `Last, First`.
pub(super) fn turned(name: &str) -> Option<String> {
    let (last, first) = parts(name).filter(|_| is_turned(name))?;
    Some(format!("{first} {last}"))
}

fn in_order_of((last, first): (&str, &str)) -> Option<Named> {
    Named::read(&format!("{first} {last}"))
}

/// The name before the only comma of a text, where what stands behind it is no first name: `Ann Lee, CTO`.
pub(super) fn before_comma(text: &str) -> Option<&str> {
    let (name, _) = parts(text).filter(|_| !is_turned(text))?;
    text.starts_with(name).then_some(name)
}

/// What stands before and behind the only comma outside brackets.
fn parts(text: &str) -> Option<(&str, &str)> {
    const COMMA: ByteSet = ByteSet::of(b"()[],");
    memchr::memchr(b',', text.as_bytes())?;
    match split_at_marks(text, &COMMA).as_slice() {
        [last, first] => Some((last, first)),
        _ => None,
    }
}

/// Whether a name is written as `Last, First`: before the comma is one word, but for small ones such as `van der`; behind it
/// stand first names.
fn is_turned(text: &str) -> bool {
    let Some((last, first)) = parts(text) else { return false };
    let (mut words, small) = (last.split_whitespace().rev(), |word: &str| !is_capitalised(word));
    let plain = !last.contains(['@', '(', '[', '.']);
    plain && words.next().is_some_and(is_capitalised) && words.all(small) && are_first_names(first)
}

/// One or two words with capitals, none of which says what someone is.
fn are_first_names(text: &str) -> bool {
    let words = || {
        text.split(['(', '<', '['])
            .next()
            .unwrap_or_default()
            .split_whitespace()
    };
    let is_mark = |word: &str| word.len() > 1 && !word.contains('.') && !word.contains(char::is_lowercase);
    let is_name = |word: &str| is_capitalised(word) && !is_mark(word) && !SUFFIXES.contains(&word);
    matches!(words().count(), 1 | 2) && words().all(is_name)
}

fn is_capitalised(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
}

/// What stands behind a comma at the end of a name.
const SUFFIXES: [&str; 11] = [
    "Jr", "Jr.", "Sr", "Sr.", "Inc", "Inc.", "Ltd", "Ltd.", "PhD", "Ph.D.", "M.D.",
];

const NAMES: [&str; 6] = ["name", "displayname", "fullname", "commonname", "cn", "person"];
const FIRST: [&str; 3] = ["firstname", "givenname", "first"];
const LAST: [&str; 4] = ["lastname", "familyname", "surname", "last"];
const MAILS: [&str; 4] = ["email", "mail", "address", "emailaddress"];
const COMPANIES: [&str; 6] = ["company", "organization", "organisation", "org", "account", "employer"];
const ROLES: [&str; 4] = ["role", "title", "jobtitle", "position"];
const ANSWERS: [&str; 5] = ["responsestatus", "response", "status", "partstat", "rsvp"];
const SORTS: [&str; 4] = ["resource", "isresource", "cutype", "type"];

/// The first value of a key that is one of `keys`, in any case and with any signs between its words.
fn get<'m>(map: &'m Mapping, keys: &[&str]) -> Option<&'m Value> {
    let is = |key: &str, wanted: &str| {
        let letters = key.chars().filter(|c| c.is_alphanumeric());
        letters.map(|c| c.to_ascii_lowercase()).eq(wanted.chars())
    };
    let said = |wanted: &&str| {
        map.entries
            .iter()
            .find(|entry| is(&entry.key, wanted) && entry.value.data != Data::Null)
    };
    keys.iter().find_map(said).map(|entry| &entry.value)
}

/// The first text of a key that is one of `keys`.
fn text_of(map: &Mapping, keys: &[&str]) -> Option<String> {
    let mut texts = get(map, keys)?.each_text();
    texts
        .by_ref()
        .map(|text| text.trim().to_owned())
        .find(|text| !text.is_empty())
}

/// Someone as a calendar exports them: with a name or an address, perhaps a company. Who declined took no part, and a room or
/// another resource is nobody.
fn described(map: &Mapping) -> Option<Named> {
    if let Some(Data::Map(inner)) = get(map, &["emailaddress"]).map(|value| &value.data) {
        return described(inner).filter(|_| !stays_away(map));
    }
    let both = || {
        let names = [text_of(map, &FIRST), text_of(map, &LAST)];
        Some(names.into_iter().flatten().collect::<Vec<_>>().join(" ")).filter(|name| !name.is_empty())
    };
    let mail = text_of(map, &MAILS).map(|mail| mail.trim_start_matches("mailto:").to_owned());
    let name = text_of(map, &NAMES).or_else(both).or_else(|| mail.clone())?;
    let mut named = in_order(&name).filter(|_| !stays_away(map))?;
    let more = text_of(map, &COMPANIES).into_iter().chain(mail);
    let more = more.filter(|more| *more != named.name);
    named.qualifiers.extend(more.map(Qualifier::new));
    Some(named)
}

/// Whether it is someone who declined, or nobody but a room.
fn stays_away(map: &Mapping) -> bool {
    let is_thing = |sort: &Value| match &sort.data {
        Data::Bool(is_resource) => *is_resource,
        _ => sort.as_text().is_some_and(|text| {
            ["room", "resource"]
                .iter()
                .any(|thing| text.eq_ignore_ascii_case(thing))
        }),
    };
    declined(map) || get(map, &SORTS).is_some_and(is_thing)
}

fn declined(map: &Mapping) -> bool {
    get(map, &ANSWERS).is_some_and(|answer| match &answer.data {
        Data::Map(inner) => declined(inner),
        _ => answer
            .as_text()
            .is_some_and(|text| text.eq_ignore_ascii_case("declined")),
    })
}

/// What the property of participants says of them besides their names: their role and company.
pub(super) fn listed(note: &Note) -> Vec<Listed> {
    let described_in = |value: &Value| matches!(&value.data, Data::List(items) if items.iter().any(|item| matches!(item.data, Data::Map(_))));
    let mut entries = note.frontmatter.iter().flat_map(|block| &block.map.entries);
    // Few notes have any such property.
    if !entries.any(|entry| described_in(&entry.value)) {
        return Vec::new();
    }
    let Some(Data::List(items)) = super::properties::stated_people(note).map(|value| &value.data) else {
        return Vec::new();
    };
    let maps = items.iter().filter_map(|item| match &item.data {
        Data::Map(map) => Some((map, item.span)),
        _ => None,
    });
    let listed = maps.filter_map(|(map, span)| {
        let place = |keys: &[&str]| {
            get(map, keys)
                .map(|value| unquoted(note, value.span))
                .unwrap_or_default()
        };
        let (role, company) = (place(&ROLES), place(&COMPANIES));
        let said = !role.is_empty() || !company.is_empty();
        said.then_some(())?;
        Some(Listed {
            part: Part::Profile,
            named: described(map)?,
            role,
            company,
            span,
        })
    });
    listed.collect()
}

/// The place of a text without the quotes around it.
fn unquoted(note: &Note, span: Span) -> Span {
    let quoted = note.slice(span).starts_with(['"', '\'']) && span.len() > 1;
    if quoted {
        Span::new(span.start as usize + 1, span.end as usize - 1)
    } else {
        span
    }
}

/// Places in a property of people that name nobody that can be read, though something stands there.
pub(super) fn unread(value: &Value) -> Vec<Span> {
    match &value.data {
        Data::Map(map) => (described(map).is_none() && !map.entries.is_empty() && !stays_away(map))
            .then_some(value.span)
            .into_iter()
            .collect(),
        Data::List(items) => items.iter().flat_map(unread).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(all: Vec<Named>) -> Vec<String> {
        let shown = |n: Named| {
            if n.qualifiers.is_empty() {
                n.name
            } else {
                let qualifiers: Vec<&str> = n.qualifiers.iter().map(Qualifier::text).collect();
                format!("{} ({})", n.name, qualifiers.join(", "))
            }
        };
        all.into_iter().map(shown).collect()
    }

    fn line(text: &str) -> Vec<String> {
        names(in_line(text))
    }

    #[test]
    fn where_semicolons_separate_a_comma_turns_a_name() {
        for (text, expected) in [
            ("Lee, Ann; Ray, Bo", &["Ann Lee", "Bo Ray"][..]),
            ("Lee, Ann", &["Lee", "Ann"]),
            (
                "Lee, Ann (Acme, CTO); van der Berg, Joost <joost@bolt.example>; Cara",
                &["Ann Lee (Acme, CTO)", "Joost van der Berg (joost@bolt.example)", "Cara"],
            ),
            ("García Márquez, Ana; Lee, Ann;", &["Ana García Márquez", "Ann Lee"]),
            ("Ann Lee, Bo Ray; Cara Fox", &["Ann Lee", "Bo Ray", "Cara Fox"]),
            ("Ann, CTO; Bo Ray", &["Ann", "CTO", "Bo Ray"]),
            ("[[Lee, Kim]]; Ann Lee", &["Lee, Kim", "Ann Lee"]),
            ("Ann Lee; Bo Ray", &["Ann Lee", "Bo Ray"]),
            ("Lee, Ann and Ray, Bo", &["Lee", "Ann", "Ray", "Bo"]),
            (
                "\"Lee, Ann\" <ann@x.example>, \"Bo Ray\" <bo@x.example>, Cara \"Kit\" Fox",
                &["Ann Lee (ann@x.example)", "Bo Ray (bo@x.example)", "Cara \"Kit\" Fox"],
            ),
            (
                "\"Lee, Ann\"; Bo \"the, Ray; \"Cara",
                &["Ann Lee", "Bo \"the", "Ray", "\"Cara"],
            ),
        ] {
            assert_eq!(line(text), expected, "{text}");
        }
    }

    #[test]
    fn and_separates_names() {
        for (text, expected) in [
            ("Ann Lee and Bo Ray", &["Ann Lee", "Bo Ray"][..]),
            ("Ann, Bo & Cy", &["Ann", "Bo", "Cy"]),
            ("Ann, Bo, and Cy", &["Ann", "Bo", "Cy"]),
            ("Ann Lee (Acme) und [[Bo Ray]]", &["Ann Lee (Acme)", "Bo Ray"]),
            (
                "Joost van der Berg & Bo Ray <bo@x.example>",
                &["Joost van der Berg", "Bo Ray (bo@x.example)"],
            ),
            ("Crumb & Field", &["Crumb & Field"]),
            ("Crumb and Sons", &["Crumb and Sons"]),
            ("Ann and the team", &["Ann and the team"]),
            ("Ann Lee (buyer and seller)", &["Ann Lee (buyer and seller)"]),
            ("Ann Lee (Crumb & Field and Co)", &["Ann Lee (Crumb & Field and Co)"]),
            ("[[Ann and Bo]]", &["Ann and Bo"]),
            ("Andy Brand", &["Andy Brand"]),
        ] {
            assert_eq!(line(text), expected, "{text}");
        }
    }

    #[test]
    fn turned_names() {
        assert_eq!(turned("Lee, Ann").as_deref(), Some("Ann Lee"));
        for name in [
            "Ann Lee",
            "Acme, Inc.",
            "Ann Lee, CTO",
            "Lee, Ann, Bo",
            "Lee, the boss",
            "",
            ",",
            "Lee, J.D.",
        ] {
            let expected = (name == "Lee, J.D.").then(|| "J.D. Lee".to_owned());
            assert_eq!(
                turned(name).filter(|_| expected.is_none() || name == "Lee, J.D."),
                expected,
                "{name}"
            );
        }
    }

    fn property(yaml: &str) -> Vec<String> {
        let note = crate::note::parse(format!("---\nattendees:\n{yaml}\n---\n").as_bytes());
        names(in_value(&note.frontmatter.unwrap().map.entries[0].value))
    }

    #[test]
    fn people_as_calendars_export_them() {
        for (yaml, expected) in [
            (
                "  - name: Ann Lee\n    email: ann@x.example\n    company: X",
                &["Ann Lee (X, ann@x.example)"][..],
            ),
            (
                "  - {displayName: Bo Ray, email: 'mailto:bo@x.example'}\n  - Cara Fox",
                &["Bo Ray (bo@x.example)", "Cara Fox"],
            ),
            (
                "  - emailAddress: {name: 'Ray, Bo', address: bo@x.example}\n    status: {response: accepted}",
                &["Bo Ray (bo@x.example)"],
            ),
            ("  - first_name: Ann\n    last_name: Lee\n    role: CTO", &["Ann Lee"]),
            ("  - email: ann@x.example", &["ann@x.example"]),
            (
                "  - name: Ann Lee\n    responseStatus: declined\n  - name: Bo Ray",
                &["Bo Ray"],
            ),
            ("  name: Ann Lee\n  organization: X", &["Ann Lee (X)"]),
            (
                "  - {name: Room 4, resource: true}\n  - {name: Hall, type: Room}\n  - {name: Ann Lee, type: required, resource: false}",
                &["Ann Lee"],
            ),
            ("  - Lee, Ann\n  - Ray, Bo", &["Ann Lee", "Bo Ray"]),
            (
                "  [Ann Lee (CTO, X), Bo Ray, Cara Fox (Y, since May, part-time)]",
                &["Ann Lee (CTO, X)", "Bo Ray", "Cara Fox (Y, since May, part-time)"],
            ),
            ("  [Ann (, Bo, Cara (X)]", &["Ann", "Bo", "Cara (X)"]),
            ("  - id: 7", &[]),
        ] {
            assert_eq!(property(yaml), expected, "{yaml}");
        }
    }
}
