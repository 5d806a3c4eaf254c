//! Properties of text repair: text that was never broken is never altered, and broken text comes back.
//!
//! `tests/text/sentences.txt` holds real-looking sentences of some fifty languages, and formulas, drawings and signs.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice)]

use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use relata::text::{Charset, repair};

/// Kind and sentence.
static SENTENCES: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let lines = include_str!("text/sentences.txt")
        .lines()
        .filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split_once(": ").unwrap()).collect()
});

const CHARSETS: [Charset; 3] = [Charset::Windows1252, Charset::Macintosh, Charset::Latin1];

/// The characters that bytes 80 to FF are taken for.
fn upper_half(charset: Charset) -> Vec<char> {
    let bytes: Vec<u8> = (0x80..=0xFF).collect();
    let decode = |encoding: &'static encoding_rs::Encoding| {
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        text.chars().collect()
    };
    match charset {
        Charset::Windows1252 => decode(encoding_rs::WINDOWS_1252),
        Charset::Macintosh => decode(encoding_rs::MACINTOSH),
        Charset::Latin1 => bytes.iter().copied().map(char::from).collect(),
    }
}

/// What a program makes of `text` that reads UTF-8 as `charset`.
fn misread(text: &str, charset: Charset) -> String {
    let table = upper_half(charset);
    let read = |byte: u8| {
        if byte < 0x80 {
            char::from(byte)
        } else {
            table[usize::from(byte) - 0x80]
        }
    };
    text.bytes().map(read).collect()
}

fn repaired(text: &str) -> String {
    repair(text).map_or_else(|| text.to_owned(), |repaired| repaired.text)
}

#[test]
fn sentences_of_the_world_are_never_altered() {
    assert!(SENTENCES.len() >= 50);
    for (kind, sentence) in SENTENCES.iter() {
        assert_eq!(repaired(sentence), *sentence, "{kind}");
        assert_eq!(
            repaired(&sentence.to_uppercase()),
            sentence.to_uppercase(),
            "{kind} in capitals"
        );
    }
    let all: Vec<&str> = SENTENCES.iter().map(|(_, sentence)| *sentence).collect();
    assert_eq!(repaired(&all.join("\n")), all.join("\n"));
}

#[test]
fn sentences_of_the_world_come_back() {
    let all: Vec<&str> = SENTENCES.iter().map(|(_, sentence)| *sentence).collect();
    let text = all.join("\n");
    for charset in CHARSETS {
        assert_eq!(repaired(&misread(&text, charset)), text, "{}", charset.name());
        for (kind, sentence) in SENTENCES.iter() {
            let note = ANCHOR.repeat(4) + sentence;
            assert_eq!(repaired(&misread(&note, charset)), note, "{kind}, {}", charset.name());
        }
    }
}

/// Text with runs that are certain in each character set: eight for each that is not.
const ANCHOR: &str = "Zoë and Günter don’t naïvely pay 5 € – “Renée’s” café, 📅 ⏫\n\
    Zoë and Günter don’t naïvely pay 5 € – “Renée’s” café, 📅 ⏫\n";

/// Letters that stand in words together. Without œ, which in every language follows an ASCII letter.
const LETTERS: &[&str] = &[
    "aàâæbcçdeéèêëfghiîïjklmnoôpqrstuùûüvwxyÿz",
    "aäbcdefghijklmnoöpqrsßtuüvwxyz",
    "aáâãàbcçdeéêfghiíjlmnoóôõpqrstuúüvxz",
    "aáàbcçdeéèfghiíïjlmnñoóòpqrstuúüvxyz",
    "aåäbcdefghijklmnoöpqrstuvwxyzæøé",
    "aábdðeéfghiíjklmnoóprstuúvxyýþæö",
    "aąbcćčdďeęěéfghiíjklłĺľmnńňoóőôprŕřsśštťuúůűvwxyýzźżž",
    "abcçdefgğhıijklmnoöprsştuüvyzəâîû",
    "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệ",
    "αάβγδεέζηήθιίκλμνξοόπρστυύφχψωώς",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ",
    "אבגדהוזחטיכלמנסעפצקרשת",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "अआइईउऊकखगघचजटडतदनपबमयरलवशसह",
    "กขคงจชซดตถทนบปผพมยรลวสหอ",
    "いろはにほへとカタカナ日本語学校",
    "的一是不了人我在有他这中大来上国",
    "가나다라마바사아자차카타파하한국어",
    "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ",
];

const QUOTES: &[(&str, &str)] = &[
    ("", ""),
    ("“", "”"),
    ("‘", "’"),
    ("„", "“"),
    ("„", "”"),
    ("‚", "‘"),
    ("«", "»"),
    ("»", "«"),
    ("«\u{A0}", "\u{A0}»"),
    ("”", "”"),
    ("‹", "›"),
    ("—", "—"),
    ("(", ")"),
    ("¿", "?"),
    ("¡", "!"),
    ("–", ","),
    ("", "…"),
    ("", "\u{A0}:"),
    ("", "™"),
    ("", "®"),
    ("", "’s"),
    ("", "³"),
    ("", "¹"),
    ("l’", ""),
    ("", "—"),
];

const SIGNS: &[&str] = &[
    "√π",
    "√2",
    "≈π",
    "¬p",
    "∞",
    "π",
    "25 °C",
    "90°",
    "±5",
    "10 Å²",
    "3 m²",
    "½",
    "2×½",
    "µm",
    "5 µm",
    "∆T",
    "∆°C",
    "∑",
    "∂x",
    "£5",
    "≈£5",
    "€10",
    "5\u{A0}€",
    "§ 5",
    "¶",
    "©",
    "®",
    "™",
    "†",
    "‡",
    "•",
    "·",
    "–",
    "—",
    "…",
    "→",
    "✓",
    "✅",
    "📅",
    "⏫",
    "🔽",
    "👩‍🚀",
    "🇩🇪",
    "❤️",
    "│",
    "├──",
    "╔═╗",
    "\u{F8FF}",
    "№",
    "°",
    "ª",
    "1ª",
    "2º",
    "ﬁ",
    "¼",
    "~¬±×÷",
    "«»",
    "“”",
    "#täg",
    "@Zoë",
    "[[Ärger]]",
];

/// A word, of two letters at least, of one writing system, in one of the cases that people use.
fn word() -> impl Strategy<Value = String> {
    let letters = select(LETTERS).prop_map(|all| all.chars().collect::<Vec<_>>());
    letters
        .prop_flat_map(|all| (vec(select(all), 2..9), 0..3))
        .prop_map(|(letters, case)| {
            let word: String = letters.into_iter().collect();
            let first = word.chars().next().map_or(0, char::len_utf8);
            match case {
                0 => word,
                1 => word[..first].to_uppercase() + &word[first..],
                _ => word.to_uppercase(),
            }
        })
}

/// `‚Ä` and another letter begins a damaged quote or dash, and no word but those in `Ää`.
fn quoted(word: &str, (open, close): (&str, &str)) -> String {
    let odd = open == "‚" && word.starts_with('Ä');
    let open = if odd { "„" } else { open };
    format!("{open}{word}{close}")
}

fn token() -> impl Strategy<Value = String> {
    let of_sentence = (0..SENTENCES.len()).prop_map(|i| SENTENCES[i].1.split(' ').collect::<Vec<_>>());
    prop_oneof![
        4 => (word(), select(QUOTES)).prop_map(|(word, quotes)| quoted(&word, quotes)),
        2 => select(SIGNS).prop_map(str::to_owned),
        2 => of_sentence.prop_flat_map(select).prop_map(str::to_owned),
        1 => "[a-z]{1,8}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Words of all scripts in quotes of all nations, with signs and emoji between them.
    #[test]
    fn text_that_was_never_broken_is_never_altered(tokens in vec((token(), select(&[" ", " ", "\n"][..])), 1..60)) {
        let text: String = tokens.iter().flat_map(|(token, end)| [token.as_str(), end]).collect();
        prop_assert_eq!(repaired(&text), text);
    }

    /// Whatever it holds: a text that is not broken, and is then misread as a whole, comes back exactly when eight runs for
    /// each that is doubtful say so; [`ANCHOR`] has them.
    #[test]
    fn any_text_misread_as_a_whole_comes_back(parts in vec(("\\PC{0,4}", "[ -~\n]{1,4}"), 0..6), charset in select(&CHARSETS[..])) {
        let anchors = ANCHOR.repeat(parts.len());
        let text: String = std::iter::once(anchors).chain(parts.into_iter().flat_map(|(a, b)| [a, b])).collect();
        prop_assume!(repair(&text).is_none());
        prop_assert_eq!(repaired(&misread(&text, charset)), text);
    }

    /// Notes of real words come back without such help when three runs are certain.
    #[test]
    fn notes_misread_as_a_whole_come_back(tokens in vec(token(), 1..60), charset in select(&CHARSETS[..])) {
        let text = format!("{ANCHOR}{ANCHOR}{ANCHOR}{}", tokens.join(" "));
        prop_assert_eq!(repaired(&misread(&text, charset)), text);
    }

    /// A repair is final: repairing again changes nothing, and places lead back.
    #[test]
    fn repairing_twice_changes_nothing_more(tokens in vec(token(), 1..30), charset in select(&CHARSETS[..]), clean in vec(token(), 0..4)) {
        let text = format!("{}\n{}", clean.join(" "), misread(&tokens.join(" "), charset));
        if let Some(repaired) = repair(&text) {
            let mut after = 0;
            let mut rebuilt = String::new();
            for change in &repaired.changes {
                prop_assert_eq!(repaired.original(change.after), change.before);
                rebuilt.push_str(&repaired.text[after..change.after.start as usize]);
                rebuilt.push_str(change.before.of(&text));
                after = change.after.end as usize;
            }
            rebuilt.push_str(&repaired.text[after..]);
            prop_assert_eq!(rebuilt, text);
        }
    }
}
