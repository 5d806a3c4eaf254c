//! Loading many notes, saving and restoring.

use std::sync::{Arc, Weak};

use js_sys::Uint8Array;
use relata::engine::Engine;
use relata::vault::{Input, Shelf};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::convert::{error_to_js, options_from_js, to_js};
use crate::{Vault, room};

#[wasm_bindgen]
impl Vault {
    /// Makes room for notes of as many bytes, which are about to be loaded.
    #[wasm_bindgen(js_name = expectBytes)]
    pub fn expect_bytes(&self, bytes: f64) {
        // What is kept of them takes about half as much again; the last of it is left to growing in steps.
        room::make_for((bytes * 1.4) as usize);
    }

    /// As `set`, with bytes and the time of the last change, without a report.
    ///
    /// # Errors
    /// `invalid-path`; `invalid-options` for a schema that is not valid.
    #[wasm_bindgen(js_name = loadBytes)]
    pub fn load_bytes(&mut self, path: &str, content: &[u8], mtime: Option<f64>) -> Result<(), JsValue> {
        room::make();
        self.engine.load(path, content, millis(mtime)).map_err(error_to_js)
    }

    /// As `loadBytes`, with text.
    ///
    /// # Errors
    /// As `loadBytes`.
    #[wasm_bindgen(js_name = loadText)]
    pub fn load_text(&mut self, path: &str, content: &str, mtime: Option<f64>) -> Result<(), JsValue> {
        room::make();
        let content = content.as_bytes();
        self.engine.load(path, content, millis(mtime)).map_err(error_to_js)
    }

    /// Adds a file that is known by its path alone; gives the `Change`.
    ///
    /// # Errors
    /// `invalid-path`; `invalid-options` for the path of a note.
    #[wasm_bindgen(js_name = setFile)]
    pub fn set_file(&mut self, path: &str) -> Result<JsValue, JsValue> {
        to_js(&self.engine.set_file(path).map_err(error_to_js)?)
    }

    /// Reads what some of the notes say that were loaded and not asked for yet; whether there are more. After the last ones
    /// what all of them say is brought together.
    pub fn prepare(&mut self) -> bool {
        let more = room::read_some(&mut self.engine);
        if !more {
            self.engine.bring_together();
        }
        more
    }

    /// The vault as bytes. They leave the memory of the instance in pieces, as a large vault has no room for them there.
    #[must_use]
    pub fn save(&mut self) -> Uint8Array {
        room::read(&mut self.engine);
        let mut pieces = Vec::new();
        let header = self
            .engine
            .save_in_pieces(&mut |piece| pieces.push(Uint8Array::from(piece)));
        pieces.insert(0, Uint8Array::from(&header[..]));
        let whole = Uint8Array::new_with_length(pieces.iter().map(Uint8Array::length).sum());
        let mut at = 0;
        for piece in pieces {
            whole.set(&piece, at);
            at += piece.length();
        }
        whole
    }

    /// A vault from the bytes of `save`; `options` as for the constructor.
    ///
    /// # Errors
    /// `snapshot-unknown`, `snapshot-version`, `snapshot-truncated`, `snapshot-damaged`, `invalid-options`.
    pub fn restore(bytes: &Uint8Array, options: JsValue) -> Result<Vault, JsValue> {
        let options = options_from_js(options)?;
        let engine = in_pieces(bytes, |input| Engine::restore_from(input, &options)).map_err(error_to_js)?;
        Ok(Vault { engine, kept: None })
    }

    /// As `restore`, but the bytes stay where they are: what is not needed yet is read there when it is. They are let go
    /// when nothing there is waiting any more.
    ///
    /// # Errors
    /// As `restore`.
    #[wasm_bindgen(js_name = restoreKept)]
    pub fn restore_kept(bytes: Uint8Array, options: JsValue) -> Result<Vault, JsValue> {
        let options = options_from_js(options)?;
        let kept = Arc::new(KeptBytes::new(bytes));
        room::make_for(kept.length);
        let shelf = Box::new(KeptShelf(Arc::clone(&kept)));
        let engine = Engine::restore_shelved(shelf, &options).map_err(error_to_js)?;
        let kept = Some(Arc::downgrade(&kept));
        Ok(Vault { engine, kept })
    }

    /// Whether the bytes that `restoreKept` was given are not what they were, as far as that can be known.
    #[wasm_bindgen(js_name = isDamaged)]
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        let kept = self.kept.as_ref().and_then(Weak::upgrade);
        self.engine.is_damaged() || kept.is_some_and(|kept| !kept.is_there())
    }

    /// Adds the files of another vault, given as the bytes of its `save`.
    ///
    /// # Errors
    /// As `restore`.
    pub fn merge(&mut self, bytes: &Uint8Array) -> Result<(), JsValue> {
        in_pieces(bytes, |input| self.engine.merge_from(input)).map_err(error_to_js)
    }

    /// When each note was changed and how large it is, as the core's `FileStamp` by path.
    ///
    /// # Errors
    /// None of its own.
    pub fn stamps(&self) -> Result<JsValue, JsValue> {
        to_js(&self.engine.stamps())
    }

    /// Removes all files but those at `paths`.
    pub fn retain(&mut self, paths: Vec<String>) {
        self.engine.retain(&paths);
    }
}

/// Milliseconds since 1970 as JavaScript has them, whole.
pub(crate) fn millis(mtime: Option<f64>) -> Option<i64> {
    mtime.filter(|time| time.is_finite()).map(|time| time as i64)
}

/// Bytes of JavaScript's memory that are read when they are needed.
#[derive(Debug)]
pub(crate) struct KeptBytes {
    bytes: Uint8Array,
    /// How many there were.
    length: usize,
}

impl KeptBytes {
    fn new(bytes: Uint8Array) -> Self {
        let length = bytes.length() as usize;
        Self { bytes, length }
    }

    /// Whether their buffer was neither given away nor made smaller.
    fn is_there(&self) -> bool {
        self.bytes.length() as usize == self.length
    }
}

struct KeptShelf(Arc<KeptBytes>);

impl Shelf for KeptShelf {
    fn length(&self) -> usize {
        self.0.length
    }

    fn read(&self, at: usize, piece: &mut [u8]) -> bool {
        let there = self.0.is_there() && at.checked_add(piece.len()).is_some_and(|end| end <= self.0.length);
        if there {
            copy(&self.0.bytes, at, piece);
        }
        there
    }
}

/// Bytes of JavaScript's memory, copied in as they are asked for.
fn in_pieces<T>(bytes: &Uint8Array, run: impl FnOnce(Input) -> T) -> T {
    // What is kept takes about as much as what it is read from.
    room::make_for(bytes.length() as usize);
    let length = bytes.length() as usize;
    let read = &mut |at: usize, piece: &mut [u8]| copy(bytes, at, piece);
    run(Input { length, read })
}

/// Fills a piece with the bytes from `at` on, which are there.
fn copy(bytes: &Uint8Array, at: usize, piece: &mut [u8]) {
    let from = u32::try_from(at).unwrap_or(u32::MAX);
    let to = u32::try_from(at + piece.len()).unwrap_or(u32::MAX);
    bytes.subarray(from, to).copy_to(piece);
}
