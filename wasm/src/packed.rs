//! Backlinks as one text and one list of numbers: making objects of them is several times faster in JavaScript.

use relata::engine::Backlink;
use relata::note::LinkKind;
use relata::text::utf16_units;
use wasm_bindgen::prelude::wasm_bindgen;

/// Backlinks. Each is 12 numbers: the lengths of its path, line and heading in `text`, one behind the other and counted in
/// UTF-16 units, 0 for a path that is that of the one before, one more than its length for a heading and 0 for none;
/// line, column and offset of start and end; how it was found, how it is written, whether it is an embed.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Packed {
    text: String,
    numbers: Vec<u32>,
}

#[wasm_bindgen]
impl Packed {
    /// Paths, lines and headings; they can be taken once.
    #[wasm_bindgen(js_name = takeText)]
    #[must_use]
    pub fn take_text(&mut self) -> String {
        std::mem::take(&mut self.text)
    }

    /// Twelve for each; they can be taken once.
    #[wasm_bindgen(js_name = takeNumbers)]
    #[must_use]
    pub fn take_numbers(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.numbers)
    }
}

impl Packed {
    pub(crate) fn of(links: &[Backlink]) -> Self {
        let texts = links.iter().map(|link| link.path.len() + link.text.len());
        let headings = links.iter().filter_map(|link| link.heading).map(str::len);
        let mut packed = Self {
            text: String::with_capacity(texts.chain(headings).sum()),
            numbers: Vec::with_capacity(links.len() * 12),
        };
        let mut last = "";
        for link in links {
            let path = if link.path == last { "" } else { link.path };
            last = link.path;
            let (path, text) = (packed.push(path), packed.push(link.text));
            let heading = link.heading.map_or(0, |heading| packed.push(heading) + 1);
            let (start, end) = (link.position.start, link.position.end);
            let kind = match link.kind {
                LinkKind::Wikilink => 0,
                LinkKind::Markdown => 1,
                LinkKind::Reference => 2,
            };
            #[rustfmt::skip]
            packed.numbers.extend_from_slice(&[
                path, text, heading,
                start.line, start.col, start.offset,
                end.line, end.col, end.offset,
                link.by as u32, kind, u32::from(link.embed),
            ]);
        }
        packed
    }

    /// Adds a text; gives its length.
    fn push(&mut self, text: &str) -> u32 {
        self.text.push_str(text);
        u32::try_from(utf16_units(text.as_bytes())).unwrap_or(u32::MAX)
    }
}
