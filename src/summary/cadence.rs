//! Cadence: how often two sides have agreed to be in touch, as the entity's own note says (`cadence: monthly`).

/// Days between contacts that a stated cadence means; `None` when it is not understood.
///
/// Understood are the usual words (`daily`, `weekly`, `biweekly`, `fortnightly`, `monthly`, `quarterly`, `half-yearly`,
/// `yearly`), a number of days (`45`), and a span (`every 2 weeks`, `each month`, `6 months`, `3w`, `P2W`). A month counts
/// 30 days, a quarter 91, a year 365. `biweekly` is every two weeks, as calendars have it.
pub fn cadence_days(text: &str) -> Option<i32> {
    let text = text.trim().to_lowercase();
    let text = text
        .strip_prefix("every ")
        .or_else(|| text.strip_prefix("each "))
        .unwrap_or(&text);
    let days = word_days(text).or_else(|| span_days(text))?;
    (1..=36_500).contains(&days).then_some(days)
}

fn word_days(word: &str) -> Option<i32> {
    Some(match word {
        "daily" => 1,
        "weekly" => 7,
        "biweekly" | "bi-weekly" | "fortnightly" | "fortnight" | "other week" => 14,
        "monthly" => 30,
        "bimonthly" | "bi-monthly" | "other month" => 61,
        "quarterly" => 91,
        "half-yearly" | "half yearly" | "semiannual" | "semi-annual" | "semiannually" | "semi-annually" => 182,
        "yearly" | "annual" | "annually" => 365,
        _ => return None,
    })
}

/// A number and a unit, either of which may be missing, not both.
fn span_days(text: &str) -> Option<i32> {
    let text = text
        .strip_prefix('p')
        .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        .unwrap_or(text);
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(digits)?;
    let number: i32 = match number {
        "" => number_word(unit)?,
        digits => digits.parse().ok()?,
    };
    let unit = unit.trim().rsplit(' ').next().unwrap_or("");
    let of_unit = match unit {
        "" | "d" | "day" | "days" => 1,
        "w" | "wk" | "week" | "weeks" => 7,
        "m" | "mo" | "month" | "months" => 30,
        "q" | "quarter" | "quarters" => 91,
        "y" | "year" | "years" => 365,
        _ => return None,
    };
    number.checked_mul(of_unit)
}

/// The number before a unit that is written as a word, or 1 before a bare unit.
fn number_word(text: &str) -> Option<i32> {
    let Some((word, _)) = text.trim().split_once(' ') else {
        return (!text.trim().is_empty()).then_some(1);
    };
    let words = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ];
    let at = words.iter().position(|w| *w == word)?;
    i32::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_and_spans_are_understood() {
        let cases = [
            ("weekly", 7),
            ("Monthly ", 30),
            ("every 2 weeks", 14),
            ("every two weeks", 14),
            ("every week", 7),
            ("each month", 30),
            ("every other week", 14),
            ("45", 45),
            ("45 days", 45),
            ("3w", 21),
            ("P2W", 14),
            ("6 months", 180),
            ("quarter", 91),
            ("Annually", 365),
        ];
        for (text, days) in cases {
            assert_eq!(cadence_days(text), Some(days), "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_is_none() {
        for text in [
            "",
            "when needed",
            "0",
            "every",
            "99999999999 weeks",
            "2 moons",
            "-3",
            "every 9999 years",
        ] {
            assert_eq!(cadence_days(text), None, "{text}");
        }
    }
}
