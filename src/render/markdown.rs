//! Text of people put into Markdown so that it reads the same there.

use crate::note::plain_text;

/// What may open a construct that reaches beyond its own line: never left as it is.
const FAR: [&str; 8] = ["%%", "<!--", "`", "$$", "[[", "]]", "[^", "~~~"];
/// What may stand for more than itself within a line.
const MARKUP: [char; 15] = [
    '\\', '`', '*', '_', '[', ']', '<', '>', '~', '=', '%', '^', '!', '$', '|',
];

/// A text on one line, as the content of a list item: backslashes are put only where it would read as something else.
/// `None` where that cannot be helped.
pub(super) fn inline(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut written = text.clone();
    if FAR.iter().any(|mark| text.contains(mark)) || plain_text(&text) != text {
        written = escaped(&text);
    }
    if begins_block(&written) {
        let at = written.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
        written.insert(at, '\\');
    }
    (plain_text(&written) == text).then_some(written)
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if MARKUP.contains(&c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Whether the content of a list item would begin another block, or be a task's box.
fn begins_block(text: &str) -> bool {
    let first = text.chars().next().unwrap_or(' ');
    let after = |len: usize| {
        text.get(len..)
            .is_none_or(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    let hashes = text.len() - text.trim_start_matches('#').len();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let ordered = digits > 0 && text.get(digits..).is_some_and(|r| r.starts_with(['.', ')'])) && after(digits + 1);
    match first {
        '-' | '+' | '*' => after(1) || text.chars().all(|c| c == first || c == ' '),
        '#' => hashes <= 6 && after(hashes),
        '>' | '|' => true,
        '[' => text.get(2..3) == Some("]") || text.chars().nth(2) == Some(']'),
        '~' | '=' | '_' => text.chars().all(|c| c == first || c == ' '),
        _ => ordered,
    }
}

/// A text in a cell of a table.
pub(super) fn cell(text: &str) -> Option<String> {
    inline(text).map(|text| text.replace("\\|", "|").replace('|', "\\|"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_reads_the_same_as_a_list_item() {
        for text in [
            "plain words, 2 of them",
            "a * b and snake_case",
            "*not* [x](y)",
            "100%% sure <!-- x",
            "[ ] is no box",
            "- no list",
            "12. no list",
            "# no heading",
            "#tag",
            "> no quote",
            "ends in ^id",
            "a [[b]] c",
            "`code",
            "***",
            "✅ done",
        ] {
            let written = inline(text).unwrap();
            let note = crate::note::parse(format!("- {written}\n\nafter\n").as_bytes());
            assert_eq!(note.list_items.len(), 1, "{written}");
            let item = &note.list_items[0];
            assert_eq!((&*note.plain(item.content), item.task), (text, None), "{written}");
            assert_eq!(note.sections.len(), 2, "{written}");
        }
    }
}
