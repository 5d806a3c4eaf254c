//! Which lines end a block that would otherwise go on.

use super::{Reader, html, line, table};
use crate::note::work;

impl Reader<'_, '_> {
    /// Whether line `at` begins a block that ends the paragraph before it.
    pub(super) fn interrupts_paragraph(&self, at: usize, to: usize) -> bool {
        let bytes = self.of(at);
        let trimmed = line::trim_start(bytes);
        match trimmed.first().copied().unwrap_or_default() {
            b'>' => true,
            b'#' => line::atx_level(trimmed).is_some(),
            b'`' | b'~' => line::code_fence(trimmed).is_some(),
            b'$' => at + 1 < to && line::math_fence(bytes).is_some(),
            b'%' => self.comment_close(at, to).is_some(),
            b'<' => html::opens(trimmed).is_some_and(|kind| kind.interrupts()),
            b'_' => line::is_rule(trimmed),
            b'-' | b'*' | b'+' | b'0'..=b'9' => {
                line::marker(trimmed).is_some_and(|m| m.interrupts) || line::is_rule(trimmed)
            }
            _ => false,
        }
    }

    /// Whether line `at` ends the list before it. Fences of math and comments do not, as they need lines behind them.
    pub(super) fn interrupts_list(&self, at: usize) -> bool {
        let trimmed = line::trim_start(self.of(at));
        match trimmed.first().copied().unwrap_or_default() {
            b'#' => line::atx_level(trimmed).is_some(),
            b'`' | b'~' => line::code_fence(trimmed).is_some(),
            b'-' | b'*' | b'_' => line::is_rule(trimmed),
            _ => false,
        }
    }

    /// Whether line `at`, which has no `>`, ends the quote before it.
    pub(super) fn interrupts_quote(&self, at: usize, to: usize) -> bool {
        work::step(1);
        let bytes = self.of(at);
        let trimmed = line::trim_start(bytes);
        let setext = at + 1 < to && line::setext_level(self.of(at + 1)).is_some();
        line::is_indented_code(bytes)
            || setext
            || match trimmed.first().copied().unwrap_or_default() {
                b'<' => html::opens(trimmed).is_some_and(|kind| kind.interrupts()),
                b'$' => at + 1 < to && line::math_fence(bytes).is_some(),
                b'%' => self.comment_close(at, to).is_some(),
                _ => self.interrupts_list(at) || line::marker(trimmed).is_some_and(|m| m.interrupts),
            }
    }

    /// Whether line `at`, indented by less than four columns, ends the footnote definition before it.
    pub(super) fn interrupts_footnote(&self, at: usize, to: usize) -> bool {
        let trimmed = line::trim_start(self.of(at));
        match trimmed.first().copied().unwrap_or_default() {
            b'[' => super::footnote::label(trimmed).is_some() || self.definition_end(at, to).is_some(),
            _ => {
                self.interrupts_paragraph(at, to)
                    || at + 1 < to && line::setext_level(self.of(at + 1)).is_some()
                    || table::opens(trimmed, self.of(at + 1), at + 1 < to)
            }
        }
    }
}
