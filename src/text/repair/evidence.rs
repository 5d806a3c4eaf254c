//! Which runs of a text are repaired: those that are certain, and those that the rest of the text speaks for.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::charset::Charset;
use super::run::{Level, Run, Scan, scan, suspects};
use super::script::Script;
use super::words::Words;
use crate::order::Order as _;

/// Certain runs that say that a note was misread, though other parts of it were not, or the run may be a formula.
const ENOUGH: usize = 3;
/// Certain runs for each one that does not fit its neighbours.
const ENOUGH_FOR_ODD: usize = 8;

/// The runs to repair, ascending and apart.
pub(super) fn accepted(text: &str) -> Vec<Run> {
    let mut scans: Vec<(Charset, Scan)> = suspects(text).map(|charset| (charset, scan(text, charset))).collect();
    if scans.iter().all(|(_, scan)| scan.runs.is_empty()) {
        return Vec::new();
    }
    if let Some(runs) = explained(&scans) {
        return runs;
    }
    drop_beaten(&mut scans);
    let mut words = Words::new(text);
    let mut accepted = Vec::new();
    for (_, scan) in scans {
        let evidence = Evidence::of(&scan);
        let Scan { runs, lines } = scan;
        let confirms = |run: &Run| {
            let clean = lines.get(run.line).is_none_or(|line| line.clean);
            evidence.confirms(run, clean)
        };
        accepted.extend(
            runs.into_iter()
                .filter(|run| confirms(run) || words.has_twin(text, run)),
        );
    }
    accepted.order_by(|a, b| a.start.cmp(&b.start));
    keep_first(accepted)
}

/// The runs of the character set that explains everything beyond ASCII.
fn explained(scans: &[(Charset, Scan)]) -> Option<Vec<Run>> {
    let whole = scans.iter().filter(|(_, scan)| Evidence::of(scan).explains_all());
    // Of equals the first, as it is the likelier one.
    let (_, scan) = whole.rev().max_by_key(|(_, scan)| explained_bytes(scan))?;
    Some(scan.runs.clone())
}

/// A run as a claim to its bytes; between two that overlap, the greater rank wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Claim {
    start: usize,
    end: usize,
    scan: usize,
    /// Whether it fits, bytes in certain runs of its character set in the note, level, order of the character sets.
    rank: (bool, usize, Level, Reverse<usize>),
}

/// Where runs of two character sets overlap, the set goes that explains less of the note.
fn drop_beaten(scans: &mut [(Charset, Scan)]) {
    if scans.len() < 2 {
        return;
    }
    let beaten = beaten(claims(scans));
    for (index, (_, scan)) in scans.iter_mut().enumerate() {
        scan.runs.retain(|run| !beaten.contains(&(index, run.start)));
    }
}

/// All runs as claims, ascending.
fn claims(scans: &[(Charset, Scan)]) -> Vec<Claim> {
    let mut claims = Vec::new();
    for (index, (_, scan)) in scans.iter().enumerate() {
        let certain = explained_bytes(scan);
        claims.extend(scan.runs.iter().map(|run| Claim {
            start: run.start,
            end: run.end,
            scan: index,
            rank: (run.level > Level::Odd, certain, run.level, Reverse(index)),
        }));
    }
    claims.order();
    claims
}

/// Scan and start of the claims that lose.
fn beaten(claims: Vec<Claim>) -> HashSet<(usize, usize)> {
    let mut beaten = HashSet::new();
    let mut standing: Option<Claim> = None;
    for claim in claims {
        let (winner, loser) = match standing {
            Some(best) if claim.start < best.end && claim.rank > best.rank => (claim, Some(best)),
            Some(best) if claim.start < best.end => (best, Some(claim)),
            _ => (claim, None),
        };
        beaten.extend(loser.map(|loser| (loser.scan, loser.start)));
        standing = Some(winner);
    }
    beaten
}

fn certain(scan: &Scan) -> impl Iterator<Item = &Run> {
    scan.runs.iter().filter(|run| run.level == Level::Certain)
}

fn explained_bytes(scan: &Scan) -> usize {
    certain(scan).map(|run| run.end - run.start).sum()
}

fn keep_first(runs: Vec<Run>) -> Vec<Run> {
    let mut end = 0;
    let apart = |run: &Run| {
        let apart = run.start >= end;
        end = end.max(run.end);
        apart
    };
    runs.into_iter().filter(apart).collect()
}

/// What the runs of a note say together, for one character set.
struct Evidence {
    certain: usize,
    odd: usize,
    /// Writing systems of the certain runs.
    scripts: u64,
    /// Nothing beyond ASCII stands outside of runs.
    whole: bool,
    /// Lines with a certain run, ascending.
    lines: Vec<usize>,
}

impl Evidence {
    fn of(scan: &Scan) -> Self {
        let mut lines: Vec<usize> = certain(scan).map(|run| run.line).collect();
        lines.dedup();
        Self {
            certain: certain(scan).count(),
            odd: scan.runs.iter().filter(|run| run.level == Level::Odd).count(),
            scripts: certain(scan).fold(Script::LATIN.bit(), |all, run| all | run.scripts),
            whole: scan.lines.iter().all(|line| !line.clean),
            lines,
        }
    }

    /// Whether the text was misread as a whole, so that all of its runs are repaired, whatever comes out.
    fn explains_all(&self) -> bool {
        self.whole && self.certain >= ENOUGH && self.certain >= ENOUGH_FOR_ODD * self.odd
    }

    /// `clean`: whether the run's line holds characters that were not misread.
    fn confirms(&self, run: &Run, clean: bool) -> bool {
        match run.level {
            Level::Certain => true,
            Level::Likely if run.lost => self.certain > 0,
            Level::Likely => self.knows(run) && self.misread(run, clean),
            Level::Odd => false,
        }
    }
    /// Whether certain runs hold letters of the same writing systems.
    fn knows(&self, run: &Run) -> bool {
        self.certain > 0 && run.scripts & !self.scripts == 0
    }

    /// Whether the note, or at least the line, was misread as a whole.
    fn misread(&self, run: &Run, clean: bool) -> bool {
        let line = || !clean && self.lines.binary_search(&run.line).is_ok();
        match self.certain {
            0..ENOUGH => self.whole && !run.formula,
            _ => self.whole || line(),
        }
    }
}
