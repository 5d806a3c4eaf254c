//! What a template may not hold, since a few characters of it could ask for more memory than there is.
//!
//! Steps and output are counted while it runs, but one step can double a text. So values can be bound to names only as
//! often, and out of as many pieces, as keeps their growth small; and nothing is multiplied.

/// The most by which the values that a template binds may grow, taken together.
const GROWTH: u32 = 256;

/// Where and why a template is refused.
pub(super) fn check(source: &str, longest: usize) -> Result<(), (usize, String)> {
    if source.len() > longest {
        return Err((1, format!("the template is longer than {longest} bytes")));
    }
    let mut growth = 1_u32;
    for tag in tags(source) {
        let line = 1 + source.get(..tag.at).unwrap_or_default().matches('\n').count();
        let word = tag
            .bare
            .split_whitespace()
            .next()
            .unwrap_or_default()
            .trim_start_matches('-');
        let pieces = tag.bare.chars().filter(|c| matches!(c, '~' | '+' | ',')).count();
        if tag.bare.contains('*') {
            return Err((line, format!("nothing can be multiplied (in `{}`)", tag.text.trim())));
        }
        if word == "set" && !tag.bare.contains('=') {
            return Err((line, "`set` needs a value behind `=`".to_owned()));
        }
        if matches!(word, "set" | "with" | "for") {
            growth = growth.saturating_mul(1 + u32::try_from(pieces).unwrap_or(u32::MAX - 1));
        }
        if growth > GROWTH {
            return Err((
                line,
                "too many values are put together out of others (`set`, `with`, `for`)".to_owned(),
            ));
        }
    }
    Ok(())
}

/// An expression or statement.
struct Tag<'t> {
    at: usize,
    text: &'t str,
    /// The text without what stands in quotes, and without a leading `-` or `+`.
    bare: String,
}

/// All `{{ … }}` and `{% … %}`; comments left out.
fn tags(source: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let open = at + source.get(at..)?.find('{')?;
            match source.as_bytes().get(open + 1)? {
                b'#' => at = open + source.get(open..)?.find("#}")? + 2,
                b'{' | b'%' => {
                    let (bare, length) = inside(source.get(open + 2..)?);
                    at = open + 2 + length;
                    return Some(Tag {
                        at: open,
                        text: source.get(open + 2..at)?,
                        bare: bare.trim_start_matches(['-', '+']).to_owned(),
                    });
                }
                _ => at = open + 1,
            }
        }
    })
}

/// The text of a tag up to its end, strings left out, and the bytes that it takes.
fn inside(text: &str) -> (String, usize) {
    let mut bare = String::new();
    let mut quote = None;
    let mut escaped = false;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        match quote {
            Some(open) => {
                if c == open && !escaped {
                    quote = None;
                }
                escaped = c == '\\' && !escaped;
            }
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None if c == '}' && matches!(before, '}' | '%') => return (bare, at),
            None => bare.push(c),
        }
        before = if quote.is_some() { ' ' } else { c };
    }
    (bare, text.len())
}
