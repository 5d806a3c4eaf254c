//! Text as a YAML scalar.

/// A text as a YAML scalar: plain where that is safe, else in single quotes.
pub(super) fn scalar(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let first = text.chars().next().unwrap_or(' ');
    let plain = first.is_alphabetic()
        && !text.contains(": ")
        && !text.contains(" #")
        && !text.ends_with(':')
        && !is_word(&text)
        && text.chars().all(|c| !c.is_control());
    if plain {
        text
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

/// Whether YAML readers take a word for something other than text.
fn is_word(text: &str) -> bool {
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    words.iter().any(|word| text.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_stay_text() {
        for (text, written) in [
            ("Silver Line", "Silver Line"),
            ("yes", "'yes'"),
            ("2025-01-02", "'2025-01-02'"),
            ("it's: so", "'it''s: so'"),
            ("", "''"),
        ] {
            assert_eq!(scalar(text), written);
        }
    }
}
