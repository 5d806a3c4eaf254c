//! Parts of the caller's own in a snapshot.

use std::fmt;

use super::super::shelf::Place;
use super::reader::Reader;
use super::{Input, Out};

/// A part of the caller's own that is saved.
pub enum Part<'p> {
    /// As it is.
    Bytes(&'p [u8]),
    /// Written piece by piece.
    Written {
        /// Bytes of all pieces.
        length: usize,
        /// Gives the pieces.
        write: &'p dyn Fn(&mut Out<'_>),
    },
}

/// A part of the caller's own that was saved.
pub struct SavedPart(Stands);

enum Stands {
    Here(Vec<u8>),
    Shelved(Place),
}

impl SavedPart {
    pub(super) fn shelved(place: Place) -> Self {
        Self(Stands::Shelved(place))
    }

    /// How many bytes it has.
    pub fn length(&self) -> usize {
        match &self.0 {
            Stands::Here(bytes) => bytes.len(),
            Stands::Shelved(place) => place.length(),
        }
    }

    /// All of it.
    pub fn bytes(&self) -> Vec<u8> {
        self.read(|mut reader| reader.bytes(reader.left())).unwrap_or_default()
    }

    /// Reads it piece by piece.
    pub(crate) fn read<T>(&self, run: impl FnOnce(Reader) -> T) -> T {
        match &self.0 {
            Stands::Here(bytes) => Input::with(bytes, |input| run(Reader::new(input))),
            Stands::Shelved(place) => {
                let read = &mut |at: usize, piece: &mut [u8]| place.read(at, piece);
                let length = place.length();
                run(Reader::new(Input { length, read }))
            }
        }
    }
}

impl From<Vec<u8>> for SavedPart {
    fn from(bytes: Vec<u8>) -> Self {
        Self(Stands::Here(bytes))
    }
}

impl fmt::Debug for SavedPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Stands::Here(bytes) => write!(f, "{} bytes", bytes.len()),
            Stands::Shelved(place) => write!(f, "{place:?}"),
        }
    }
}
