//! What a plain scalar means: the core schema of YAML 1.2, as the host reads it.
//!
//! | written | read as |
//! | --- | --- |
//! | nothing, `~`, `null`, `Null`, `NULL` | null |
//! | `true`, `false`, with a capital or in capitals | a boolean |
//! | `12`, `-3`, `017` | a number, always decimal |
//! | `0o17`, `0x1F` | a number |
//! | `1.5`, `.5`, `1e3`, `.inf`, `.nan` | a number |
//! | all else: `yes`, `2026-01-03`, `12:30`, `1_000` | text |
//!
//! Quoted and block scalars are always text.

use super::Data;

/// Reads a plain scalar.
pub(super) fn plain(text: &str) -> Data {
    let Some(first) = text.bytes().next() else {
        return Data::Null;
    };
    if matches!(first, b'0'..=b'9' | b'-' | b'+' | b'.') {
        return number(text).map_or_else(|| Data::Text(text.to_owned()), Data::Number);
    }
    match text {
        "~" | "null" | "Null" | "NULL" => Data::Null,
        "true" | "True" | "TRUE" => Data::Bool(true),
        "false" | "False" | "FALSE" => Data::Bool(false),
        _ => Data::Text(text.to_owned()),
    }
}

fn number(text: &str) -> Option<f64> {
    if let Some(digits) = text.strip_prefix("0x") {
        return radix(digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return radix(digits, 8);
    }
    let (negative, bare) = match text.as_bytes().first()? {
        b'-' => (true, text.get(1..)?),
        b'+' => (false, text.get(1..)?),
        _ => (false, text),
    };
    let sign = if negative { -1.0 } else { 1.0 };
    match bare {
        ".inf" | ".Inf" | ".INF" => return Some(sign * f64::INFINITY),
        ".nan" | ".NaN" | ".NAN" if bare.len() == text.len() => return Some(f64::NAN),
        _ => {}
    }
    is_decimal(bare).then(|| bare.parse().ok().map(|value: f64| sign * value))?
}

/// Digits with at most one dot, and an exponent or none.
fn is_decimal(text: &str) -> bool {
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => (text.get(..at).unwrap_or_default(), text.get(at + 1..)),
        None => (text, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let exponent_fits = exponent.is_none_or(|e| {
        let bare = e.strip_prefix(['-', '+']).unwrap_or(e);
        !bare.is_empty() && digits(bare)
    });
    digits(whole) && digits(fraction) && whole.len() + fraction.len() > 0 && exponent_fits
}

fn radix(digits: &str, radix: u32) -> Option<f64> {
    let mut value = 0.0;
    for c in digits.chars() {
        value = value * f64::from(radix) + f64::from(c.to_digit(radix)?);
    }
    (!digits.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        for (text, value) in [
            ("12", 12.0),
            ("-3", -3.0),
            ("+3", 3.0),
            ("017", 17.0),
            ("0o17", 15.0),
            ("0x1F", 31.0),
            ("1.5", 1.5),
            (".5", 0.5),
            ("5.", 5.0),
            ("1e3", 1000.0),
            ("-1.5E-2", -0.015),
            ("-.inf", f64::NEG_INFINITY),
            (
                "123456789012345678901234567890",
                123_456_789_012_345_678_901_234_567_890.0,
            ),
        ] {
            assert_eq!(plain(text), Data::Number(value), "{text}");
        }
    }

    #[test]
    fn what_looks_like_a_number_stays_text() {
        for text in [
            "2026-01-03",
            "12:30",
            "1_000",
            "1.2.3",
            "-",
            "+",
            ".",
            "e3",
            "1e",
            "0x",
            "0xZ",
            "0o8",
            "inf",
            "nan",
            "--1",
            "1 2",
            "yes",
            "No",
            "on",
            "tRue",
            "NuLL",
            "1.e",
            "-.nan",
        ] {
            assert_eq!(plain(text), Data::Text(text.to_owned()), "{text}");
        }
    }

    #[test]
    fn words() {
        assert_eq!(plain(""), Data::Null);
        assert_eq!(plain("~"), Data::Null);
        assert_eq!(plain("Null"), Data::Null);
        assert_eq!(plain("TRUE"), Data::Bool(true));
        assert_eq!(plain("false"), Data::Bool(false));
    }
}
