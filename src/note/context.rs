//! Where in a note something stands.

/// A set of places; one thing may stand in several (a task inside a callout).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Context(u16);

impl Context {
    /// Plain body text.
    pub const NONE: Self = Self(0);
    /// Inline, fenced or indented code.
    pub const CODE: Self = Self(1);
    /// `%% … %%` or `<!-- … -->`.
    pub const COMMENT: Self = Self(1 << 1);
    /// `$ … $` or `$$ … $$`.
    pub const MATH: Self = Self(1 << 2);
    /// An HTML block or tag.
    pub const HTML: Self = Self(1 << 3);
    /// A block quote that is no callout.
    pub const QUOTE: Self = Self(1 << 4);
    /// A callout.
    pub const CALLOUT: Self = Self(1 << 5);
    /// A table cell.
    pub const TABLE: Self = Self(1 << 6);
    /// A heading.
    pub const HEADING: Self = Self(1 << 7);
    /// A footnote definition or inline footnote.
    pub const FOOTNOTE: Self = Self(1 << 8);
    /// The frontmatter.
    pub const FRONTMATTER: Self = Self(1 << 9);
    /// A task that is neither done nor cancelled.
    pub const OPEN_TASK: Self = Self(1 << 10);
    /// A done or cancelled task.
    pub const DONE_TASK: Self = Self(1 << 11);
    /// An embed.
    pub const EMBED: Self = Self(1 << 12);

    /// Both sets together.
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// This set without the places of `other`.
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether any place of `other` is in this set.
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// As a number, for keeping.
    pub(crate) const fn bits(self) -> u16 {
        self.0
    }

    /// From [`Context::bits`]; what means no place is dropped.
    pub(crate) const fn from_bits(bits: u16) -> Self {
        Self(bits & ((Self::EMBED.0 << 1) - 1))
    }

    /// Names of the places, in a fixed order.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        const NAMES: [&str; 13] = [
            "code",
            "comment",
            "math",
            "html",
            "quote",
            "callout",
            "table",
            "heading",
            "footnote",
            "frontmatter",
            "open_task",
            "done_task",
            "embed",
        ];
        NAMES
            .into_iter()
            .enumerate()
            .filter(move |(bit, _)| self.0 & (1 << bit) != 0)
            .map(|(_, name)| name)
    }
}
