//! Words that carry no topic, for the languages that notes of this kind are most often written in.

/// A language with its stop words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Language(&'static [&'static str]);

impl Language {
    /// Whether a lower-case word carries no topic.
    pub(super) fn is_stop_word(self, word: &str) -> bool {
        self.0.binary_search(&word).is_ok() || word.chars().count() < 2
    }
}

/// The language whose stop words stand most often in the beginning of the texts; English when none does.
pub(super) fn language(texts: &[&str]) -> Language {
    /// Enough words to tell.
    const WORDS: usize = 400;
    let words: Vec<String> = texts
        .iter()
        .flat_map(|text| text.split(|c: char| !c.is_alphabetic()))
        .filter(|word| !word.is_empty())
        .take(WORDS)
        .map(str::to_lowercase)
        .collect();
    let hits = |language: &&[&str]| {
        words
            .iter()
            .filter(|word| language.binary_search(&word.as_str()).is_ok())
            .count()
    };
    // Of equal counts the first wins, so that English is the fallback.
    let best = LANGUAGES.iter().rev().max_by_key(|language| hits(language));
    Language(best.copied().unwrap_or(ENGLISH))
}

const LANGUAGES: [&[&str]; 7] = [ENGLISH, GERMAN, FRENCH, SPANISH, PORTUGUESE, ITALIAN, DUTCH];

const ENGLISH: &[&str] = &[
    "a", "about", "above", "after", "again", "against", "all", "also", "am", "an", "and", "any", "are", "as", "asked",
    "at", "be", "because", "been", "before", "being", "below", "between", "both", "but", "by", "can", "cannot",
    "could", "did", "do", "does", "doing", "don't", "down", "during", "each", "few", "for", "from", "further", "get",
    "gets", "give", "given", "go", "going", "got", "had", "has", "have", "having", "he", "her", "here", "hers", "him",
    "his", "how", "i", "if", "in", "into", "is", "it", "it's", "its", "itself", "just", "let", "made", "make", "may",
    "me", "might", "more", "most", "much", "must", "my", "need", "needs", "no", "nor", "not", "now", "of", "off", "on",
    "once", "one", "only", "or", "other", "our", "out", "over", "own", "put", "said", "same", "say", "says", "see",
    "seen", "she", "should", "so", "some", "still", "such", "take", "than", "that", "the", "their", "them", "then",
    "there", "these", "they", "this", "those", "through", "to", "today", "told", "too", "two", "under", "until", "up",
    "us", "use", "used", "very", "want", "wants", "was", "we", "went", "were", "what", "when", "where", "which",
    "while", "who", "whom", "why", "will", "with", "without", "would", "yet", "you", "your",
];

const GERMAN: &[&str] = &[
    "ab",
    "aber",
    "alle",
    "als",
    "also",
    "am",
    "an",
    "auch",
    "auf",
    "aus",
    "bei",
    "bis",
    "da",
    "damit",
    "dann",
    "das",
    "dass",
    "dem",
    "den",
    "der",
    "des",
    "die",
    "dies",
    "diese",
    "dieser",
    "doch",
    "dort",
    "du",
    "durch",
    "ein",
    "eine",
    "einem",
    "einen",
    "einer",
    "er",
    "es",
    "etwas",
    "für",
    "gegen",
    "gesprochen",
    "haben",
    "hat",
    "hatte",
    "ich",
    "ihm",
    "ihn",
    "ihr",
    "ihre",
    "im",
    "in",
    "ist",
    "ja",
    "jetzt",
    "kann",
    "kein",
    "keine",
    "man",
    "mehr",
    "mein",
    "mit",
    "muss",
    "nach",
    "nicht",
    "noch",
    "nun",
    "nur",
    "ob",
    "oder",
    "ohne",
    "schon",
    "sehr",
    "sein",
    "seine",
    "sich",
    "sie",
    "sind",
    "so",
    "soll",
    "um",
    "und",
    "uns",
    "unser",
    "unter",
    "vom",
    "von",
    "vor",
    "war",
    "waren",
    "was",
    "weil",
    "wenn",
    "werden",
    "wie",
    "will",
    "wir",
    "wird",
    "wurde",
    "zu",
    "zum",
    "zur",
    "zwischen",
    "über",
];

const FRENCH: &[&str] = &[
    "a", "ai", "au", "aussi", "autre", "aux", "avec", "avoir", "c'est", "ce", "ces", "cette", "comme", "dans", "de",
    "depuis", "des", "deux", "donc", "du", "elle", "elles", "en", "entre", "est", "et", "eu", "fait", "il", "ils",
    "je", "la", "le", "les", "leur", "lui", "mais", "me", "mon", "même", "ne", "nos", "notre", "nous", "on", "ont",
    "ou", "où", "par", "pas", "plus", "pour", "qu'il", "que", "qui", "sa", "sans", "se", "ses", "si", "son", "sont",
    "sur", "tout", "très", "un", "une", "vos", "votre", "vous", "y", "était", "été", "être",
];

const SPANISH: &[&str] = &[
    "a", "al", "algo", "ante", "antes", "como", "con", "cuando", "de", "del", "desde", "donde", "dos", "el", "ella",
    "ellos", "en", "entre", "era", "es", "esta", "este", "esto", "está", "fue", "ha", "han", "hasta", "hay", "la",
    "las", "le", "les", "lo", "los", "me", "mi", "muy", "más", "ni", "no", "nos", "nosotros", "o", "otra", "otro",
    "para", "pero", "por", "porque", "que", "quien", "qué", "se", "ser", "si", "sin", "sobre", "son", "su", "sus",
    "sí", "también", "tiene", "todo", "todos", "un", "una", "uno", "y", "ya", "yo",
];

const PORTUGUESE: &[&str] = &[
    "a", "ao", "aos", "as", "até", "com", "como", "da", "das", "de", "depois", "do", "dos", "e", "ela", "ele", "eles",
    "em", "entre", "era", "essa", "esse", "esta", "este", "está", "eu", "foi", "foram", "há", "isso", "já", "mais",
    "mas", "me", "mesmo", "muito", "na", "nas", "nem", "no", "nos", "não", "nós", "o", "os", "ou", "para", "pela",
    "pelo", "por", "quando", "que", "quem", "se", "sem", "ser", "seu", "sobre", "sua", "são", "também", "tem", "um",
    "uma", "você", "à",
];

const ITALIAN: &[&str] = &[
    "a", "abbiamo", "ai", "al", "alla", "anche", "avere", "che", "chi", "ci", "come", "con", "cosa", "da", "dal",
    "dalla", "dei", "del", "della", "delle", "di", "dopo", "dove", "due", "e", "ed", "era", "essere", "fra", "gli",
    "ha", "hanno", "ho", "i", "il", "in", "io", "la", "le", "lei", "lo", "loro", "lui", "ma", "mi", "nei", "nel",
    "nella", "noi", "non", "o", "per", "perché", "più", "prima", "quando", "quello", "questa", "questo", "se", "si",
    "sono", "su", "sul", "sulla", "tra", "un", "una", "uno", "è",
];

const DUTCH: &[&str] = &[
    "aan", "al", "alles", "als", "bij", "dan", "dat", "de", "deze", "die", "dit", "doen", "door", "dus", "een", "en",
    "er", "geen", "haar", "had", "heb", "hebben", "heeft", "hem", "het", "hij", "hoe", "hun", "ik", "in", "is", "ja",
    "je", "kan", "maar", "meer", "men", "met", "mij", "mijn", "moet", "na", "naar", "niet", "nog", "nu", "of", "om",
    "omdat", "ons", "onze", "ook", "op", "over", "te", "tegen", "toch", "toen", "tot", "u", "uit", "van", "veel",
    "voor", "want", "waren", "was", "wat", "we", "wel", "werd", "wie", "wij", "wordt", "zal", "ze", "zich", "zij",
    "zijn", "zo", "zou",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stop_words_are_in_order() {
        for language in LANGUAGES {
            assert!(language.is_sorted_by(|a, b| a < b));
        }
    }
}
