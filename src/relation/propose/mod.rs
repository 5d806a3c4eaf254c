//! A schema proposed for a vault that nobody has described yet, from what its notes hold: types, folders, fields, headings,
//! and who is probably the owner. It is text to review, never applied by itself.

mod evidence;
mod headings;
mod kinds;
mod owner;
mod yaml;

use super::records::Records;
use super::schema::Schema;
use crate::vault::Vault;
use evidence::Evidence;
pub use kinds::is_of_no_kind;

/// The text of a `relata.yaml` for the vault, with the count behind each line. It holds only what the schema in force
/// does not know yet, and reads without error.
pub fn propose(vault: &Vault, records: &Records, schema: &Schema) -> String {
    let evidence = Evidence::gather(vault, records, schema);
    let mut out = yaml::Out::new(&evidence);
    out.owner(owner::find(&evidence, schema).as_ref());
    out.kinds(&kinds::find(&evidence, schema));
    out.sections(&headings::find(&evidence, schema));
    out.ignored(&evidence.templates);
    out.finish()
}
