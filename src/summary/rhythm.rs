//! Rhythm: how regular direct contact is, and whether it has fallen silent.
//!
//! Source: Navarro et al. 2017 (a tie is over when the silence is eight times the usual gap).

use super::cadence::cadence_days;
use super::shape::{DaysMet, Rhythm};
use super::view::View;
use crate::note::Day;
use crate::order::Order as _;
use crate::relation::{EntityId, Role};

/// The rhythm of an entity on the view's day.
pub(super) fn rhythm(view: &View, id: EntityId) -> Rhythm {
    let days = direct_days(view, id);
    let silence = days.first().map(|day| view.as_of.days_since(*day));
    let median = median_gap(&days);
    let met = |within: i32| {
        let recent = days.iter().filter(|day| view.as_of.days_since(**day) <= within);
        u32::try_from(recent.count()).unwrap_or(u32::MAX)
    };
    let agreed = view.stated(id, "cadence").and_then(cadence_days);
    let late = |agreed| silence.map(|days| days - agreed).filter(|late| *late > 0);
    Rhythm {
        cadence_days: agreed,
        overdue_days: agreed.and_then(late),
        median_days: median,
        silence_days: silence,
        state: state(median, silence),
        days_met: DaysMet {
            d30: met(30),
            d90: met(90),
            d365: met(365),
        },
    }
}

/// Days with direct contact up to the view's day, newest first, each once.
fn direct_days(view: &View, id: EntityId) -> Vec<Day> {
    let direct = view.past(id).iter().filter(|touch| touch.role == Role::Direct);
    let mut days: Vec<Day> = direct.filter_map(|touch| touch.day).collect();
    days.dedup();
    days
}

/// The median gap in days; needs three gaps over 21 days.
fn median_gap(days: &[Day]) -> Option<f64> {
    let mut gaps: Vec<i32> = days
        .windows(2)
        .filter_map(|w| Some(w.first()?.days_since(*w.last()?)))
        .collect();
    if gaps.len() < 3 || gaps.iter().sum::<i32>() < 21 {
        return None;
    }
    gaps.order();
    let middle = gaps.len() / 2;
    let upper = f64::from(*gaps.get(middle)?);
    if gaps.len() % 2 == 1 {
        return Some(upper);
    }
    Some((f64::from(*gaps.get(middle - 1)?) + upper) / 2.0)
}

fn state(median: Option<f64>, silence: Option<i32>) -> &'static str {
    let (Some(median), Some(silence)) = (median, silence.map(f64::from)) else {
        return "unknown";
    };
    if silence > (8.0 * median).max(90.0) {
        "lapsed"
    } else if silence > (2.0 * median).max(14.0) {
        "drifting"
    } else {
        "on rhythm"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(texts: &[&str]) -> Vec<Day> {
        texts.iter().map(|t| Day::parse(t).unwrap()).collect()
    }

    #[test]
    fn a_rhythm_needs_three_gaps_over_three_weeks() {
        assert_eq!(median_gap(&days(&["2025-03-01", "2025-02-01", "2025-01-01"])), None);
        assert_eq!(
            median_gap(&days(&["2025-03-04", "2025-03-03", "2025-03-02", "2025-03-01"])),
            None
        );
        assert_eq!(
            median_gap(&days(&["2025-03-22", "2025-03-15", "2025-03-08", "2025-03-01"])),
            Some(7.0)
        );
    }

    #[test]
    fn silence_beyond_the_rhythm_is_drifting_then_lapsed() {
        assert_eq!(state(Some(7.0), Some(14)), "on rhythm");
        assert_eq!(state(Some(7.0), Some(15)), "drifting");
        assert_eq!(state(Some(7.0), Some(91)), "lapsed");
        assert_eq!(state(Some(30.0), Some(200)), "drifting");
        assert_eq!(state(None, Some(200)), "unknown");
    }
}
