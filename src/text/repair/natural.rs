//! Which neighbours among the characters of Mac Roman and Windows-1252 occur in text that people write.
//!
//! Damage puts characters side by side that no language does: `√º`, `Ã¼`, `â€™`. Real text has `É»`, `à »`, `’é`, `√π`, `Å²`,
//! and some of these happen to be valid UTF-8 when encoded back. So a run of natural pairs alone proves nothing.

/// What a character of the tables is for writers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Upper,
    Lower,
    /// Opens a quotation or a phrase: `“ ‘ « ‹ „ ‚ ¿ ¡`.
    Open,
    /// Ends or joins phrases: `” ’ » › … – — ·`.
    Close,
    Bullet,
    /// Hard space and soft hyphen.
    Space,
    /// Stands after a word or number: `¹ ² ³ ª º ° ™ ® © † ‡ § ¶ ‰`.
    Mark,
    Currency,
    Math,
    /// Accent that stands by itself; only damage or typing errors put one beside a letter.
    Accent,
    /// Never in text: controls, private use, `¦`.
    Odd,
}

pub(super) fn class(c: char) -> Class {
    match c {
        '“' | '‘' | '«' | '‹' | '„' | '‚' | '¿' | '¡' => Class::Open,
        '”' | '’' | '»' | '›' | '…' | '–' | '—' | '·' => Class::Close,
        '•' => Class::Bullet,
        '\u{A0}' | '\u{AD}' => Class::Space,
        '¹' | '²' | '³' | 'ª' | 'º' | '°' | '™' | '®' | '©' | '†' | '‡' | '§' | '¶' | '‰' => {
            Class::Mark
        }
        '€' | '£' | '¥' | '¢' | '¤' | 'ƒ' => Class::Currency,
        '´' | '¨' | '¸' | 'ˆ' | '˜' | '¯' | '˘' | '˙' | '˚' | '˝' | '˛' | 'ˇ' => Class::Accent,
        '\u{80}'..='\u{9F}' | '\u{F8FF}' | '¦' => Class::Odd,
        'µ' | 'π' | 'Ω' => Class::Math,
        c if c.is_uppercase() => Class::Upper,
        c if c.is_lowercase() => Class::Lower,
        _ => Class::Math,
    }
}

/// Whether writers put `b` directly after `a`; both from the tables.
pub(super) fn natural(a: char, b: char) -> bool {
    use Class::{Accent, Bullet, Close, Currency, Lower, Mark, Math, Odd, Open, Space, Upper};
    match (class(a), class(b)) {
        (Odd | Accent, _) | (_, Odd | Accent) => false,
        (Space, _) | (_, Space) => true,
        // Œ and œ stand beside ASCII letters only; ¿ and ¡ begin a sentence; low quotes begin a word.
        (_, Upper | Lower) if matches!(a, 'œ' | 'Œ') => false,
        _ if matches!(b, 'œ' | 'Œ' | '¿' | '¡' | '‚' | '„' | 'ƒ') => false,
        (Upper, Upper | Lower) | (Lower, Lower) => true,
        (Upper | Lower, Open | Close | Mark) => true,
        (Open | Close, Upper | Lower | Open | Close | Mark | Math | Currency | Bullet) => true,
        (Mark, Mark | Close | Open) | (Currency, Close) | (Bullet, _) => true,
        (Math, Math | Mark | Currency) => formula(a, b),
        (Math, Open | Close) => true,
        _ => false,
    }
}

/// Signs that stand side by side in formulas and measures: `√π`, `≈°`, `×½`, `¬∞`.
fn formula(a: char, b: char) -> bool {
    match a {
        '×' | '÷' => "¼½¾²³°±".contains(b),
        '≈' | '∆' => is_operand(b) || "°±≠≤≥£¥¢".contains(b),
        '¬' => is_operand(b) || b == '±',
        '±' | '≤' | '≥' | '≠' => is_operand(b) || b == '√',
        _ => is_operand(b),
    }
}

/// Signs that one takes the root, the negation or the sum of.
pub(super) fn is_operand(c: char) -> bool {
    "π∞µΩ∑∏∫∂∆".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_has_unnatural_pairs() {
        for pair in [
            "√º",
            "√±",
            "Ã¼",
            "â€",
            "¬†",
            "ƒá",
            "Ð¸",
            "Å‚",
            "Ã¡",
            "\u{F8FF}ü",
            "œÄ",
            "è´",
        ] {
            let chars: Vec<char> = pair.chars().collect();
            assert!(!natural(chars[0], chars[1]), "{pair}");
        }
    }

    #[test]
    fn text_has_natural_pairs() {
        for pair in [
            "É»", "à\u{A0}", "’é", "√π", "Å²", "«É", "Ã³", "ß“", "š“", "—é", "×½", "ÑÓ", "≈π", "»Ü", "é…", "”ä",
        ] {
            let chars: Vec<char> = pair.chars().collect();
            assert!(natural(chars[0], chars[1]), "{pair}");
        }
    }
}
