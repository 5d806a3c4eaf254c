//! The text of a note, wherever it stands.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::shelf::Place;

/// The text of a note. That of a note which was read is here; that of one which was restored may stand on a shelf until it
/// is used.
#[derive(Clone)]
pub(crate) enum Text {
    /// Here.
    Here(Arc<str>),
    /// On a shelf, or fetched from there.
    Shelved(Arc<Shelved>),
}

/// A text that is fetched when it is first used, for all who share it.
pub(crate) struct Shelved {
    text: OnceLock<Arc<str>>,
    /// None when the text is here, so that the shelf can go.
    place: Mutex<Option<Place>>,
    length: usize,
}

impl Text {
    pub(super) fn shelved(place: Place) -> Self {
        Self::Shelved(Arc::new(Shelved {
            text: OnceLock::new(),
            length: place.length(),
            place: Mutex::new(Some(place)),
        }))
    }

    /// Shared, and fetched from its shelf.
    pub(crate) fn fetched(&self) -> &Arc<str> {
        match self {
            Self::Here(text) => text,
            Self::Shelved(shelved) => shelved.text.get_or_init(|| shelved.fetch()),
        }
    }

    /// Bytes, as many as there should be.
    pub(super) fn length(&self) -> usize {
        match self {
            Self::Here(text) => text.len(),
            Self::Shelved(shelved) => shelved.length,
        }
    }

    /// Bytes that are on a shelf still.
    pub(super) fn waiting(&self) -> usize {
        match self {
            Self::Shelved(shelved) if shelved.text.get().is_none() => shelved.length,
            _ => 0,
        }
    }

    /// Looks at the text; one on a shelf is not kept for that.
    pub(super) fn look<T>(&self, run: impl FnOnce(&str) -> T) -> T {
        let place = match self {
            Self::Here(_) => None,
            Self::Shelved(shelved) => shelved.place().clone(),
        };
        match place {
            Some(place) => place.with(run),
            None => run(self),
        }
    }
}

impl Shelved {
    fn fetch(&self) -> Arc<str> {
        let place = self.place().take();
        place.map(|place| place.with(|text| text.into())).unwrap_or_default()
    }

    fn place(&self) -> std::sync::MutexGuard<'_, Option<Place>> {
        self.place.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.fetched()
    }
}

impl From<Arc<str>> for Text {
    fn from(text: Arc<str>) -> Self {
        Self::Here(text)
    }
}

impl Default for Text {
    fn default() -> Self {
        Self::Here(Arc::default())
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::super::shelf::{Damage, Lender};
    use super::*;

    #[test]
    fn a_text_is_fetched_once_and_its_shelf_goes() {
        let lender = Arc::new(Lender::new(Box::new(b"some text"), &Damage::default()));
        let text = Text::shelved(Place::new(&lender, 5, 4));
        let shared = text.clone();
        assert_eq!((text.look(str::to_owned).as_str(), text.length()), ("text", 4));
        assert_eq!(Arc::strong_count(&lender), 2, "a look fetches nothing");
        assert_eq!((text.waiting(), &*shared, text.waiting()), (4, "text", 0));
        assert_eq!((&*text, Arc::strong_count(&lender)), ("text", 1));
        assert_eq!(text.look(str::len), 4);
        assert!(Arc::ptr_eq(text.fetched(), shared.fetched()));
    }

    #[test]
    fn a_text_that_is_here_takes_no_more_than_itself() {
        assert_eq!(size_of::<Text>(), size_of::<Arc<str>>());
    }
}
