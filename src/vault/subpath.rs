//! What a subpath leads to inside a note: `#A#B` down the headings, `#^id` to a block.

use crate::note::Note;
use crate::text::Span;

/// Where a subpath (from its first `#` on) leads in a note: the heading or block. `None` when it is not there; the
/// note's start for an empty one.
pub fn find(note: &Note, subpath: &str) -> Option<Span> {
    let parts: Vec<&str> = subpath
        .split('#')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let Some(last) = parts.last() else {
        return Some(Span::default());
    };
    match last.strip_prefix('^') {
        Some(id) => block(note, id),
        None => heading(note, &parts),
    }
}

fn block(note: &Note, id: &str) -> Option<Span> {
    let mut blocks = note.blocks.iter();
    let found = blocks.find(|block| note.slice(block.id).eq_ignore_ascii_case(id))?;
    Some(found.span)
}

/// The first heading that has the last part's text and stands below headings of the other parts, in their order.
fn heading(note: &Note, parts: &[&str]) -> Option<Span> {
    let parts: Vec<String> = parts.iter().map(|part| comparable(part)).collect();
    let (last, above) = parts.split_last()?;
    let mut open: Vec<(u8, String)> = Vec::new();
    for heading in &note.headings {
        while open.last().is_some_and(|(level, _)| *level >= heading.level) {
            open.pop();
        }
        let text = comparable(note.slice(heading.text));
        let mut path = open.iter().map(|(_, text)| text);
        if text == *last && above.iter().all(|part| path.any(|text| text == part)) {
            return Some(heading.span);
        }
        open.push((heading.level, text));
    }
    None
}

/// A heading as it compares, the host's `stripHeading`: special characters are spaces, spaces collapse, case is folded.
fn comparable(text: &str) -> String {
    let special = |c: char| c.is_ascii_punctuation() && !matches!(c, '-' | '_' | '\'') || c.is_whitespace();
    let folded = super::fold::fold(text);
    let mut words = folded.split(special).filter(|word| !word.is_empty());
    let mut out = String::with_capacity(folded.len());
    out.push_str(words.next().unwrap_or_default());
    for word in words {
        out.push(' ');
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, subpath: &str) -> Option<String> {
        let note = crate::note::parse(text.as_bytes());
        find(&note, subpath).map(|span| note.slice(span).to_owned())
    }

    const NOTE: &str = "# A\n## B\ntext ^Id-1\n# C\n## B\n### Key: *Facts* [[x|y]]\n#### B\n";

    #[test]
    fn chains_walk_down_the_headings() {
        assert_eq!(at(NOTE, "#b").as_deref(), Some("## B"));
        let in_c = at(NOTE, "#C#B").unwrap();
        assert_eq!(in_c, "## B");
        let note = crate::note::parse(NOTE.as_bytes());
        assert_eq!(
            find(&note, "#C#B").unwrap().start as usize,
            NOTE.rfind("\n## B").unwrap() + 1
        );
        assert_eq!(at(NOTE, "#C#B#B").as_deref(), Some("#### B"));
        assert_eq!(at(NOTE, "#A#Key Facts"), None);
    }

    #[test]
    fn special_characters_do_not_count() {
        assert_eq!(at(NOTE, "#key facts x y").as_deref(), Some("### Key: *Facts* [[x|y]]"));
        assert_eq!(at(NOTE, "#Key Facts"), None);
    }

    #[test]
    fn blocks_are_found_in_any_case() {
        assert_eq!(at(NOTE, "#^id-1").as_deref(), Some("text ^Id-1"));
        assert_eq!(at(NOTE, "#A#^id-1").as_deref(), Some("text ^Id-1"));
        assert_eq!(at(NOTE, "#^other"), None);
    }
}
