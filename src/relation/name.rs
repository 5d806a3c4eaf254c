//! Names of entities: how they are compared, and what stands in brackets behind them.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::key::{NameKey, is_tight, with_name_key};
use crate::note::{decode_target, is_external, linkpath};
use crate::text::case::{is_composed, push_lower, push_lower_char};
use crate::text::{ByteSet, white};

/// A name as it is compared: NFC, lower case per character, white space collapsed.
///
/// Lower case per character, not per string: a whole string turns a final sigma into another letter.
pub fn name_key(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    if name.is_ascii() {
        if is_tight(name.as_bytes()) {
            push_lower(&mut key, name);
            return key;
        }
        for word in name.split_ascii_whitespace() {
            if !key.is_empty() {
                key.push(' ');
            }
            key.push_str(word);
        }
        key.make_ascii_lowercase();
        return key;
    }
    let composed = is_composed(name);
    for word in name.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        match composed {
            true => push_lower(&mut key, word),
            false => word.nfc().for_each(|c| push_lower_char(&mut key, c)),
        }
    }
    key
}

/// A name as it is shown: NFC, white space collapsed.
pub(super) fn clean_name(name: &str) -> String {
    if name.is_ascii() && is_tight(name.as_bytes()) && !name.contains('\x0b') {
        return name.to_owned();
    }
    let mut clean = String::with_capacity(name.len());
    let composed = is_composed(name);
    for word in name.split_whitespace() {
        if !clean.is_empty() {
            clean.push(' ');
        }
        match composed {
            true => clean.push_str(word),
            false => clean.extend(word.nfc()),
        }
    }
    clean
}

/// Someone named in a list of people: `Name (qualifiers)`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// The name without brackets.
    pub name: String,
    /// What stands in brackets, split at commas, without the mark of an incomplete name.
    pub qualifiers: Vec<Qualifier>,
    /// Whether the brackets say that the last (or first) name is not known.
    pub incomplete: bool,
    key: NameKey,
}

/// A text in the brackets behind a name, with what it is looked up by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Qualifier {
    text: Box<str>,
    key: NameKey,
}

impl Qualifier {
    pub(super) fn new(text: impl Into<Box<str>>) -> Self {
        let text = text.into();
        Self {
            key: NameKey::of(&text),
            text,
        }
    }

    /// As written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The organisation that it may mean.
    pub(super) fn key(&self) -> NameKey {
        self.key
    }
}

impl Named {
    /// Reads one name; `None` when nothing is left of it. Wikilinks give their display text's target name.
    pub fn read(text: &str) -> Option<Self> {
        const MARKS: ByteSet = ByteSet::of(b"[<(");
        let text = strip_quotes(text.trim());
        if MARKS.first(text.as_bytes()).is_none() {
            return Self::new(text, &[], None);
        }
        let text = match markdown_link(text) {
            Some((name, behind)) => Cow::Owned(format!("{name}{behind}")),
            None => unlink(text),
        };
        let (outside, address) = split_address(text);
        let (outside, inside) = split_brackets(&outside);
        Self::new(&outside, &inside, address)
    }

    /// Of what stands outside brackets, in each of them, and in angle brackets.
    fn new(outside: &str, inside: &[Cow<'_, str>], address: Option<String>) -> Option<Self> {
        let is_mark = |c: char| matches!(c, '*' | '_' | ',' | ';' | '@' | '?') || c.is_whitespace();
        let mut name = clean_name(outside.trim_matches(is_mark));
        if name.is_empty() {
            return None;
        }
        let bare = bare_address(&name);
        if mail_domain(bare).is_some() && bare.len() < name.len() {
            name = bare.to_owned();
        }
        let (mut qualifiers, mut incomplete) = (Vec::new(), false);
        let inside = inside.iter().map(|part| &**part).chain(address.as_deref());
        for part in inside.flat_map(|part| part.split(',')) {
            let text = clean_name(part);
            if says_incomplete(&text) {
                incomplete = true;
            } else if !text.is_empty() {
                qualifiers.push(Qualifier::new(text));
            }
        }
        Some(Self {
            key: NameKey::of(&name),
            name,
            qualifiers,
            incomplete,
        })
    }

    /// Takes over the name of another.
    pub(super) fn take_name(&mut self, other: &Self) {
        self.name.clone_from(&other.name);
        self.key = other.key;
    }

    /// Whom the name may mean.
    pub(super) fn key(&self) -> NameKey {
        self.key
    }
}

/// Splits at commas and semicolons that stand outside brackets of any kind.
pub(super) fn split_list(text: &str) -> Vec<&str> {
    const MARKS: ByteSet = ByteSet::of(b"()[],;");
    split_at_marks(text, &MARKS)
}

/// Splits at those of some marks that stand outside brackets; round and square brackets are to be among them. Where `"` is,
/// what it encloses at the start of a part is no more split than they are.
pub(super) fn split_at_marks<'t>(text: &'t str, marks: &ByteSet) -> Vec<&'t str> {
    let mut parts = Vec::new();
    let (mut depth, mut start, mut next) = (0_usize, 0, 0);
    while let Some(found) = text.as_bytes().get(next..).and_then(|rest| marks.first(rest)) {
        let at = next + found;
        next = at + 1;
        match text.as_bytes().get(at) {
            Some(b'(' | b'[') => depth += 1,
            Some(b')' | b']') => depth = depth.saturating_sub(1),
            Some(b'"') => {
                let begins = depth == 0 && text.get(start..at).is_some_and(|before| before.trim().is_empty());
                let end = text.get(next..).filter(|_| begins).and_then(|rest| rest.find('"'));
                next = end.map_or(next, |end| next + end + 1);
            }
            _ if depth == 0 => {
                parts.extend(text.get(start..at));
                start = next;
            }
            _ => {}
        }
    }
    parts.extend(text.get(start..));
    parts.into_iter().map(str::trim).filter(|p| !p.is_empty()).collect()
}

/// Replaces each `[[target|text]]` by the name of its target (folders and subpath left out).
fn unlink(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, link)) = rest.split_once("[[") {
        let Some((target, after)) = link.split_once("]]") else {
            break;
        };
        let target = target.split('|').next().unwrap_or(target);
        let name = link_name(target.trim_end_matches('\\'));
        if before.is_empty() && after.is_empty() && out.is_empty() {
            return Cow::Borrowed(name);
        }
        out.push_str(before);
        out.push_str(name);
        rest = after;
    }
    if rest.len() == text.len() {
        return Cow::Borrowed(text);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The name of the note that a Markdown link at the start of a text leads to, of a page of the web its text; and what
/// stands behind the link.
fn markdown_link(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let (shown, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (target, behind) = rest.split_once(')')?;
    if is_external(target) {
        return Some((Cow::Borrowed(shown), behind));
    }
    let target = decode_target(target.trim_matches(['<', '>']));
    Some((Cow::Owned(link_name(&target).to_owned()), behind))
}

/// The name that a link's target stands for: the last path segment without `.md`; of a folder note, the folder.
pub fn link_name(target: &str) -> &str {
    let path = white::trim(linkpath(target)).trim_end_matches('/');
    let path = path.strip_suffix(".md").unwrap_or(path);
    let name = last_segment(path);
    if name.len() + 1 < path.len() && is_folder_note_name(name) {
        return last_segment(path.get(..path.len() - name.len() - 1).unwrap_or_default());
    }
    white::trim(name)
}

/// What stands behind the last slash of a path.
pub(super) fn last_segment(path: &str) -> &str {
    let slash = memchr::memrchr(b'/', path.as_bytes());
    slash.and_then(|at| path.get(at + 1..)).unwrap_or(path)
}

/// Whether a file of this name (without `.md`) stands for its folder wherever it is.
pub(super) fn is_folder_note_name(stem: &str) -> bool {
    stem.eq_ignore_ascii_case("readme") || stem.eq_ignore_ascii_case("index")
}

/// Text without an address of the form `Name <name@host>`, and the address.
fn split_address(text: Cow<'_, str>) -> (Cow<'_, str>, Option<String>) {
    let found = text.split_once('<').and_then(|(before, rest)| {
        let (address, after) = rest.split_once('>')?;
        (!before.trim().is_empty() && mail_domain(address).is_some())
            .then(|| (format!("{before}{after}"), address.trim().to_owned()))
    });
    match found {
        Some((outside, address)) => (outside.into(), Some(address)),
        None => (text, None),
    }
}

/// An address without `mailto:` and angle brackets.
pub(super) fn bare_address(text: &str) -> &str {
    let text = text.trim().trim_start_matches('<').trim_end_matches('>').trim();
    text.strip_prefix("mailto:").unwrap_or(text)
}

/// The part of an e-mail address behind its `@`; `None` when the text is no address.
pub(super) fn mail_domain(text: &str) -> Option<&str> {
    memchr::memchr(b'@', text.as_bytes())?;
    let (name, domain) = text.trim().split_once('@')?;
    let plain = |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || c == '@');
    (plain(name) && plain(domain) && domain.contains('.')).then_some(domain)
}

/// Text outside round brackets, and the text of each bracket.
fn split_brackets(text: &str) -> (Cow<'_, str>, Vec<Cow<'_, str>>) {
    let Some((before, rest)) = text.split_once('(') else {
        return (Cow::Borrowed(text), Vec::new());
    };
    // Nearly all have one, and behind the name.
    if let Some(inside) = rest.strip_suffix(')')
        && memchr::memchr2(b'(', b')', inside.as_bytes()).is_none()
    {
        return (Cow::Borrowed(before), vec![Cow::Borrowed(inside)]);
    }
    let (outside, inside) = split_all_brackets(text);
    (Cow::Owned(outside), inside.into_iter().map(Cow::Owned).collect())
}

fn split_all_brackets(text: &str) -> (String, Vec<String>) {
    let (mut outside, mut inside) = (String::with_capacity(text.len()), Vec::new());
    let (mut current, mut depth, mut rest) = (String::new(), 0_usize, text);
    while let Some(at) = memchr::memchr2(b'(', b')', rest.as_bytes()) {
        let (run, behind) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let opens = behind.starts_with('(');
        rest = behind.get(1..).unwrap_or_default();
        match depth {
            0 => outside.push_str(run),
            _ => current.push_str(run),
        }
        match (opens, depth) {
            (true, 0) => depth = 1,
            (true, _) => {
                depth += 1;
                current.push(',');
            }
            (false, 0) => outside.push(')'),
            (false, 1) => {
                depth = 0;
                inside.push(std::mem::take(&mut current));
            }
            (false, _) => depth -= 1,
        }
    }
    if depth > 0 {
        current.push_str(rest);
        inside.push(current);
    } else {
        outside.push_str(rest);
    }
    (outside, inside)
}

/// Someone of whom a text says that only part of the name is known, as links and owners of tasks may.
pub(super) fn incomplete(text: &str) -> Option<Named> {
    let named = text.contains('(').then(|| Named::read(text))??;
    named.incomplete.then_some(named)
}

fn says_incomplete(qualifier: &str) -> bool {
    const MARKS: [&str; 6] = [
        "last name unknown",
        "first name unknown",
        "surname unknown",
        "full name unknown",
        "name unknown",
        "last name not stated",
    ];
    // No text is shorter than its key where that is of ASCII.
    qualifier.len() >= 12 && with_name_key(qualifier, |key| MARKS.contains(&key))
}

fn strip_quotes(text: &str) -> &str {
    let inner = |quote| text.strip_prefix(quote).and_then(|t| t.strip_suffix(quote));
    inner('"').or_else(|| inner('\'')).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> (String, Vec<String>, bool) {
        let n = Named::read(text).unwrap();
        assert_eq!(n.key(), NameKey::of(&n.name));
        let qualifiers = n.qualifiers.iter().map(|q| q.text().to_owned());
        (n.name, qualifiers.collect(), n.incomplete)
    }

    #[test]
    fn reads_qualifiers_and_incomplete_names() {
        assert_eq!(
            named("Tom (Acme, last name unknown)"),
            ("Tom".into(), vec!["Acme".into()], true)
        );
        assert_eq!(named("Jürgen (last name unknown)"), ("Jürgen".into(), vec![], true));
        assert_eq!(
            named("[[People/Ana Lima|Ana]] (Delta)"),
            ("Ana Lima".into(), vec!["Delta".into()], false)
        );
        assert_eq!(
            named("Ann (CTO (acting))"),
            ("Ann".into(), vec!["CTO".into(), "acting".into()], false)
        );
        assert_eq!(Named::read(" [[]] "), None);
    }

    #[test]
    fn brackets_are_split_wherever_they_stand() {
        for (text, outside, inside) in [
            ("a (b) c", "a  c", &["b"][..]),
            ("a (b (c) d) (e", "a  ", &["b ,c d", "e"]),
            ("a) b", "a) b", &[]),
            ("a) b (c)", "a) b ", &["c"]),
            ("a (b) (c)", "a  ", &["b", "c"]),
            ("a (b, c)", "a ", &["b, c"]),
            ("((a))é", "é", &[",a"]),
            ("", "", &[]),
        ] {
            let found = split_brackets(text);
            assert_eq!(
                (&*found.0, &found.1[..]),
                (
                    outside,
                    &inside.iter().map(|s| Cow::Borrowed(*s)).collect::<Vec<_>>()[..]
                ),
                "{text}"
            );
            let all = split_all_brackets(text);
            assert_eq!(
                (all.0.as_str(), &all.1[..]),
                (outside, &inside.iter().map(|s| (*s).to_owned()).collect::<Vec<_>>()[..]),
                "{text}"
            );
        }
    }

    #[test]
    fn an_address_is_a_qualifier() {
        assert_eq!(
            named("Ana Lima <ana@delta.example> (CTO)"),
            ("Ana Lima".into(), vec!["CTO".into(), "ana@delta.example".into()], false)
        );
        assert_eq!(mail_domain("ana@delta.example"), Some("delta.example"));
        assert_eq!(mail_domain("@delta"), None);
        assert_eq!(mail_domain("a b@delta.example"), None);
    }

    #[test]
    fn commas_in_brackets_separate_nobody() {
        let names = split_list("Ana Lima, Tom (Acme, last name unknown); [[Lee, Kim]]").into_iter();
        let names: Vec<_> = names.filter_map(Named::read).map(|n| n.name).collect();
        assert_eq!(names, ["Ana Lima", "Tom", "Lee, Kim"]);
    }

    #[test]
    fn compares_names_by_composed_folded_text() {
        assert_eq!(name_key("Zoe\u{308}  LUND"), name_key("zoë lund"));
        assert_ne!(name_key("ﬁn"), name_key("fin"), "compatibility forms stay distinct");
    }

    #[test]
    fn a_link_to_a_folder_note_names_the_folder() {
        assert_eq!(link_name("Customers/Acme/README.md"), "Acme");
        assert_eq!(link_name("Customers/Acme#Facts"), "Acme");
        assert_eq!(link_name("README"), "README");
    }
}
