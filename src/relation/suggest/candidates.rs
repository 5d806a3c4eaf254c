//! Pairs of names that are worth comparing.

use std::collections::HashMap;

use super::super::schema::Nature;
use super::bare_name::Name;
use crate::order::Order as _;

/// How many neighbours in order a name is compared with where very many share a word.
const WINDOW: usize = 40;

/// What names have in common that are compared: a beginning, an end, how they are typed, the first or last word, or an
/// e-mail address.
#[derive(PartialEq, Eq, Hash)]
enum Common<'n> {
    Start([char; 3]),
    End([char; 3]),
    Typed(&'n str),
    Word(&'n str),
    Email(&'n str),
}

/// Three characters, fewer for a shorter text.
fn three(mut chars: impl Iterator<Item = char>) -> [char; 3] {
    [(); 3].map(|()| chars.next().unwrap_or_default())
}

/// Pairs that have something in common, each once: only they can score. Of very many that share a word only neighbours in
/// order.
pub(super) fn candidates<'n, 'a>(names: &'n [Name<'a>]) -> Vec<(&'n Name<'a>, &'n Name<'a>)> {
    let mut in_order: Vec<&Name> = names.iter().collect();
    in_order.order_by(|a, b| a.plain.cmp(&b.plain));
    let mut blocks: HashMap<Common, Vec<u32>> = HashMap::new();
    for (at, name) in (0_u32..).zip(&in_order) {
        let words = match name.nature {
            Nature::Person => &name.bare,
            _ => &name.words,
        };
        let words = [words.first(), words.last()].into_iter().flatten();
        let shared = [
            Common::Start(three(name.plain.chars())),
            Common::End(three(name.plain.chars().rev())),
            Common::Typed(&name.typed),
        ];
        let others = words.map(|word| Common::Word(word));
        let others = others.chain(name.email.as_deref().map(Common::Email));
        for common in shared.into_iter().chain(others) {
            let block = blocks.entry(common).or_default();
            if block.last() != Some(&at) {
                block.push(at);
            }
        }
    }
    let near = |block: &[u32], at: usize| -> Vec<(u32, u32)> {
        let later = block.iter().skip(at + 1).take(WINDOW);
        let pairs = block.get(at).into_iter().flat_map(|a| later.clone().map(|b| (*a, *b)));
        pairs.collect()
    };
    let blocks = blocks.into_values();
    let pairs = blocks.flat_map(|block| (0..block.len()).flat_map(|at| near(&block, at)).collect::<Vec<_>>());
    let mut pairs: Vec<(u32, u32)> = pairs.collect();
    pairs.sort_unstable();
    pairs.dedup();
    let name = |at: u32| in_order.get(at as usize).copied();
    pairs
        .into_iter()
        .filter_map(|(a, b)| Some((name(a)?, name(b)?)))
        .collect()
}
