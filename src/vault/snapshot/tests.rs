//! Vaults saved and restored.

use std::sync::Mutex;

use super::*;

fn vault() -> Vault {
    let mut vault = Vault::default();
    vault.set_stamped(
        "a.md",
        "---\naliases: [A]\n---\n# T\n[[b#x]] #tag ![[p.png]]".as_bytes(),
        Some(-5),
    );
    vault.set("b.md", b"bad \xFF byte and J\xE2\x88\x9A\xC2\xBArgen [[a]] \0");
    vault.set("c.md", b"\xFF\xFE[\0[\0a\0]\0]\0\x01\xD8");
    vault.set_file("p.png");
    vault
}

#[test]
fn what_is_saved_is_restored() {
    let vault = vault();
    let bytes = vault.save();
    let back = Vault::restore(&bytes).unwrap();
    assert_eq!(back.save(), bytes);
    let shelved = Vault::restore_shelved(Box::new(bytes)).unwrap();
    for back in [back, shelved] {
        assert_eq!(back.resolved_links(), vault.resolved_links());
        assert_eq!(back.resolve("A", "x.md"), vault.resolve("A", "x.md"));
        assert_eq!(back.tags(), vault.tags());
        for path in ["a.md", "b.md", "c.md"] {
            let (ours, theirs) = (back.note(path).unwrap(), vault.note(path).unwrap());
            assert_eq!(format!("{ours:?}"), format!("{theirs:?}"), "{path}");
            assert_eq!(back.stamp(path), vault.stamp(path));
        }
        assert_eq!(back.unlinked_mentions("a.md"), vault.unlinked_mentions("a.md"));
    }
}

#[test]
fn bytes_that_were_not_saved_are_refused() {
    let bytes = vault().save();
    for end in 0..bytes.len() {
        assert_eq!(
            Vault::restore(&bytes[..end]).unwrap_err(),
            SnapshotError::Truncated,
            "{end}"
        );
    }
    for at in 0..bytes.len() {
        let mut broken = bytes.clone();
        broken[at] ^= 0x10;
        let expected = match at {
            0..8 => SnapshotError::Unknown,
            8..12 => SnapshotError::Version,
            12..20 if broken[12..20] > bytes[12..20] || at > 12 => SnapshotError::Truncated,
            _ => SnapshotError::Damaged,
        };
        assert_eq!(Vault::restore(&broken).unwrap_err(), expected, "byte {at}");
    }
    assert_eq!(
        Vault::restore(b"something else altogether").unwrap_err(),
        SnapshotError::Unknown
    );
}

/// Where this fails, [`VERSION`] is to be raised: what an older build saved would be misread, or is not what this
/// one reads in a note.
#[test]
fn the_layout_is_that_of_this_version() {
    let found = (VERSION, twox_hash::XxHash3_64::oneshot(&vault().save()[HEADER..]));
    assert_eq!(
        found,
        (5, 13_511_368_563_539_652_628),
        "raise VERSION, then write down what is found here"
    );
}

/// Even with a right checksum, nothing in a payload may break the reader.
#[test]
fn payloads_of_others_break_nothing() {
    let bytes = vault().save();
    for at in HEADER..bytes.len() {
        for change in [0x01, 0x40, 0x80, 0xFF] {
            let mut payload = bytes[HEADER..].to_vec();
            payload[at - HEADER] ^= change;
            let sealed = write::sealed(&payload);
            let vaults = [Vault::restore(&sealed), Vault::restore_shelved(Box::new(sealed))];
            for vault in vaults.into_iter().flatten() {
                vault.resolved_links();
                vault.files().for_each(|path| assert!(vault.backlinks(path).len() < 99));
                vault.notes().count();
            }
        }
    }
}

#[test]
fn parts_of_the_caller_come_back() {
    let write = |out: &mut Out<'_>| ["c", "de"].iter().for_each(|piece| out(piece.as_bytes()));
    let parts = [
        ("a", Part::Bytes(b"\xFF")),
        ("b", Part::Bytes(b"")),
        (
            "c",
            Part::Written {
                length: 3,
                write: &write,
            },
        ),
    ];
    let bytes = whole(|out| vault().save_with(&parts, out));
    let found = Input::with(&bytes, |input| Vault::default().absorb(input)).unwrap();
    let shelved = Vault::default().absorb_shelved(Box::new(bytes)).unwrap();
    for found in [found, shelved] {
        let parts: Vec<_> = found
            .parts
            .iter()
            .map(|(name, part)| (name.as_str(), part.bytes()))
            .collect();
        assert_eq!(
            parts,
            [("a", b"\xFF".to_vec()), ("b", b"".to_vec()), ("c", b"cde".to_vec())]
        );
        assert!(found.replaced.is_empty());
    }
}

#[test]
fn of_two_notes_the_later_stays() {
    let (mut old, mut new) = (vault(), Vault::default());
    new.set_stamped("a.md", b"newer", Some(7));
    new.set_file("b.md");
    let mut other = Vault::default();
    other.merge(&new);
    other.merge(&old);
    old.merge(&new);
    assert_eq!(old.text("a.md"), Some("newer"));
    assert!(old.text("b.md").is_some());
    assert_eq!(old.save(), other.save());
}

/// Bytes that someone may still change.
#[derive(Clone, Default)]
struct Open(Arc<Mutex<Vec<u8>>>);

impl Shelf for Open {
    fn length(&self) -> usize {
        self.0.lock().unwrap().length()
    }

    fn read(&self, at: usize, piece: &mut [u8]) -> bool {
        self.0.lock().unwrap().read(at, piece)
    }
}

impl Open {
    fn new(bytes: Vec<u8>) -> Self {
        Self(Arc::new(Mutex::new(bytes)))
    }

    fn is_held(&self) -> bool {
        Arc::strong_count(&self.0) > 1
    }
}

#[test]
fn a_shelf_goes_when_nothing_stands_there_any_more() {
    let shelf = Open::new(vault().save());
    let mut back = Vault::restore_shelved(Box::new(shelf.clone())).unwrap();
    back.save();
    assert!(shelf.is_held(), "saving fetches nothing");
    let mut other = Vault::default();
    other.merge(&back);
    for vault in [&mut back, &mut other] {
        vault.delete("a.md");
        vault.set("b.md", b"changed");
        assert!(shelf.is_held());
    }
    assert_eq!(other.text("c.md"), Some("[[a]]\u{fffd}"));
    assert!(!shelf.is_held(), "what is fetched is shared");
    assert_eq!(other.save(), back.save());
    let file = Open::new(Vault::default().save());
    drop(Vault::restore_shelved(Box::new(file.clone())).unwrap());
    assert!(!file.is_held());
}

#[test]
fn what_changes_on_a_shelf_breaks_nothing_and_is_told() {
    let bytes = vault().save();
    let answers = |vault: &Vault| {
        vault.unlinked_mentions("a.md");
        vault.files().for_each(|path| drop(vault.backlinks(path)));
        vault.notes().count();
        vault.is_damaged()
    };
    for at in 0..bytes.len() {
        for change in [0x01, 0x80] {
            let shelf = Open::new(bytes.clone());
            let vault = Vault::restore_shelved(Box::new(shelf.clone())).unwrap();
            shelf.0.lock().unwrap()[at] ^= change;
            answers(&vault);
        }
    }
    let shelf = Open::new(bytes);
    let mut vault = Vault::restore_shelved(Box::new(shelf.clone())).unwrap();
    shelf.0.lock().unwrap().clear();
    assert!(!vault.is_damaged());
    assert!(answers(&vault));
    assert_eq!(vault.text("a.md"), Some(""));
    assert!(vault.rename("a.md", "x.md").is_some() && !vault.set("b.md", b"new").is_empty());
}
