//! Who the owner of a vault probably is: whoever takes part in most of what several people took part in.

use super::evidence::Evidence;
use crate::relation::Schema;

/// Least number of meetings to conclude from.
const LEAST: usize = 5;

/// A probable owner.
pub(super) struct Owner {
    pub name: String,
    /// Lists of participants that hold the name.
    pub lists: usize,
}

/// The one name in more than half of the lists of two or more people, when the schema does not know the owner.
pub(super) fn find(seen: &Evidence, schema: &Schema) -> Option<Owner> {
    if schema.knows_self() || seen.meetings < LEAST {
        return None;
    }
    let others = seen.participants.values().filter(|(name, _)| !schema.is_self(name));
    let (name, lists) = others.max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(&a.0)))?;
    (lists * 2 > seen.meetings).then(|| Owner {
        name: name.clone(),
        lists: *lists,
    })
}
