//! Block ids: `^id` at the end of a block, or on its own after it.

use super::{Place, Reader};
use crate::note::{Block, Note};
use crate::order::Order;
use crate::text::{Span, white};

impl Reader<'_, '_> {
    /// Gives the block before the id that stands in a paragraph of its own. The paragraph is then no block.
    pub(super) fn take_lone_id(&mut self, paragraph: Span, place: Place, before: Option<Span>) -> bool {
        let first = self.text.as_bytes().get(paragraph.start as usize);
        if first.is_some_and(|first| first.is_ascii_graphic() && *first != b'^') {
            return false;
        }
        let text = paragraph.trim(self.text);
        let Some(id) = trailing_id(self.text, text).filter(|id| id.start == text.start + 1) else {
            return false;
        };
        let Some(block) = before else {
            return false;
        };
        let own = self.note.blocks.pop_if(|last| last.id == id).is_some();
        if place.in_item && own {
            self.forget_item_id(place, id);
        }
        self.note.blocks.push(Block { id, span: block });
        if let Some(section) = self
            .note
            .sections
            .last_mut()
            .filter(|s| s.span == block && place.depth == 0)
        {
            section.id = Some(id);
        }
        true
    }

    fn forget_item_id(&mut self, place: Place, id: Span) {
        let item = place
            .item
            .and_then(|index| self.note.list_items.get_mut(index as usize));
        if let Some(item) = item.filter(|item| item.id == Some(id)) {
            item.id = None;
        }
    }

    /// Keeps the id at the end of a paragraph or heading: for the list item that it stands in directly, else for
    /// itself.
    pub(super) fn take_trailing_id(&mut self, block: Span, place: Place) -> Option<Span> {
        let id = trailing_id(self.text, block)?;
        let item = place.item.filter(|_| place.in_item);
        if let Some(item) = item.and_then(|index| self.note.list_items.get_mut(index as usize)) {
            item.id = Some(id);
        }
        self.note.blocks.push(Block { id, span: block });
        Some(id)
    }
}

/// List items have their span only when they are read; gives it to the blocks that stand for them.
pub(super) fn finish(note: &mut Note) {
    let blocks = &mut note.blocks;
    blocks.order_by(|a, b| a.id.start.cmp(&b.id.start));
    for item in note.list_items.iter().filter(|item| item.id.is_some()) {
        let at = blocks.binary_search_by_key(&item.id.map(|id| id.start), |block| Some(block.id.start));
        if let Some(block) = at.ok().and_then(|at| blocks.get_mut(at)) {
            block.span = item.span;
        }
    }
}

/// The id at the end of a block, without its caret: letters, digits and dashes after a caret that white space or the
/// start of the block precedes.
pub(in crate::note) fn trailing_id(text: &str, block: Span) -> Option<Span> {
    let bytes = white::trim_end(block.of(text)).as_bytes();
    let caret = bytes.iter().rposition(|b| !(b.is_ascii_alphanumeric() || *b == b'-'))?;
    if bytes.get(caret) != Some(&b'^') || caret + 1 == bytes.len() {
        return None;
    }
    let before = caret.checked_sub(1).and_then(|at| bytes.get(at));
    let start = block.start as usize;
    before
        .is_none_or(u8::is_ascii_whitespace)
        .then(|| Span::new(start + caret + 1, start + bytes.len()))
}

#[cfg(test)]
mod tests {
    use crate::note::parse;

    #[test]
    fn an_id_on_its_own_stands_for_the_block_before() {
        for text in ["Said.\n\n^x-1", "Said.\n\n  ^x-1 ", "# Said.\n\u{a0}^x-1"] {
            let note = parse(text.as_bytes());
            let ids: Vec<_> = note.blocks.iter().map(|block| note.slice(block.id)).collect();
            assert_eq!((ids, note.sections.len()), (vec!["x-1"], 1), "{text:?}");
            assert!(note.slice(note.blocks[0].span).ends_with("Said."), "{text:?}");
        }
    }
}
