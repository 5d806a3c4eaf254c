//! YAML to values, from the events of `saphyr-parser`.
//!
//! Anchors are copied where their aliases stand, within a budget: an alias that would make more nodes than the block
//! has bytes reads as null. Nesting deeper than [`MAX_DEPTH`] is an error. So time and memory stay linear.

use std::borrow::Cow;
use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, Tag};

use super::{Data, Entry, Mapping, Value, scalar};
use crate::text::{Diagnostic, Severity, Span};

/// Nesting that people write stays under ten.
const MAX_DEPTH: usize = 100;

/// Why a block could not be read.
pub(super) struct Error {
    pub reason: String,
    /// Byte offset in the block.
    pub at: usize,
}

/// A collection that is being read.
struct Open {
    /// Where it begins, and its anchor.
    start: usize,
    anchor: usize,
    kind: Kind,
}

enum Kind {
    List(Vec<Value>),
    Map(Mapping, HashMap<String, usize>, Option<(String, Span)>),
}

struct Builder<'t, 'd> {
    text: &'t str,
    /// Where the block begins in the note.
    base: usize,
    /// Byte offsets of characters; empty when the block is ASCII.
    bytes: Vec<u32>,
    stack: Vec<Open>,
    anchors: HashMap<usize, (Value, usize)>,
    budget: usize,
    /// Whether an unquoted `[[X]]` stays a list in a list.
    strict: bool,
    root: Option<Value>,
    diagnostics: &'d mut Vec<Diagnostic>,
}

/// The lists that an unquoted `[[X]]` is to YAML.
pub(in crate::note) fn lists_in(text: &str) -> Data {
    let read = read_strict(text);
    read.ok()
        .flatten()
        .map_or_else(|| Data::Text(text.to_owned()), |value| value.data)
}

/// Reads a YAML text as YAML has it: an unquoted `[[X]]` is a list in a list.
pub(super) fn read_strict(text: &str) -> Result<Option<Value>, Error> {
    let mut ignored = Vec::new();
    let mut builder = Builder::new(text, 0, &mut ignored);
    builder.strict = true;
    builder.read()
}

/// Reads one YAML document that begins at byte `base` of its note.
pub(super) fn read(text: &str, base: usize, diagnostics: &mut Vec<Diagnostic>) -> Result<Option<Value>, Error> {
    Builder::new(text, base, diagnostics).read()
}

impl<'t, 'd> Builder<'t, 'd> {
    fn new(text: &'t str, base: usize, diagnostics: &'d mut Vec<Diagnostic>) -> Self {
        let bytes = match text.is_ascii() {
            true => Vec::new(),
            false => text
                .char_indices()
                .map(|(at, _)| u32::try_from(at).unwrap_or(u32::MAX))
                .collect(),
        };
        Self {
            text,
            base,
            bytes,
            stack: Vec::new(),
            anchors: HashMap::new(),
            budget: text.len(),
            strict: false,
            root: None,
            diagnostics,
        }
    }

    fn read(mut self) -> Result<Option<Value>, Error> {
        let mut documents = 0;
        for event in Parser::new_from_str(self.text) {
            match event {
                Ok((Event::DocumentStart(_), span)) => {
                    documents += 1;
                    if documents > 1 {
                        return Err(self.error("a second document begins", span.start.index()));
                    }
                }
                Ok((event, span)) => self.event(event, span)?,
                Err(error) => return Err(self.error(error.info(), error.marker().index())),
            }
        }
        Ok(self.root)
    }
}

impl Builder<'_, '_> {
    fn error(&self, reason: &str, index: usize) -> Error {
        Error {
            reason: reason.to_owned(),
            at: self.byte(index),
        }
    }

    /// The byte offset in the block of character `index`.
    fn byte(&self, index: usize) -> usize {
        if self.bytes.is_empty() {
            return index.min(self.text.len());
        }
        self.bytes.get(index).map_or(self.text.len(), |at| *at as usize)
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.base + start, self.base + end.max(start))
    }

    fn event(&mut self, event: Event<'_>, span: saphyr_parser::Span) -> Result<(), Error> {
        let (start, end) = (self.byte(span.start.index()), self.byte(span.end.index()));
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let data = scalar_data(text, style, tag.as_deref());
                let span = self.scalar_span(start, end, style);
                self.value(Value { span, data }, anchor, 1);
            }
            Event::SequenceStart(anchor, _) => self.open(start, anchor, Kind::List(Vec::new()))?,
            Event::MappingStart(anchor, _) => {
                self.open(start, anchor, Kind::Map(Mapping::default(), HashMap::new(), None))?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(end),
            Event::Alias(anchor) => self.alias(anchor, start, end),
            _ => {}
        }
        Ok(())
    }

    /// A scalar's place without the white space and line ends behind it.
    fn scalar_span(&self, start: usize, end: usize, style: ScalarStyle) -> Span {
        let written = self.text.get(start..end).unwrap_or_default();
        let written = match style {
            ScalarStyle::Literal | ScalarStyle::Folded => written.trim_end_matches(['\n', '\r']),
            _ => written.trim_end(),
        };
        self.span(start, start + written.len())
    }

    fn open(&mut self, start: usize, anchor: usize, kind: Kind) -> Result<(), Error> {
        if self.stack.len() >= MAX_DEPTH {
            return Err(Error {
                reason: "it nests too deep".to_owned(),
                at: start,
            });
        }
        self.stack.push(Open { start, anchor, kind });
        Ok(())
    }

    fn close(&mut self, end: usize) {
        let Some(open) = self.stack.pop() else {
            return;
        };
        let data = match open.kind {
            Kind::List(items) => Data::List(items),
            Kind::Map(map, ..) => Data::Map(map),
        };
        let span = self.collection_span(open.start, end, &data);
        let data = self.recovered(data, span);
        let nodes = if open.anchor > 0 { count(&data) } else { 0 };
        self.value(Value { span, data }, open.anchor, nodes);
    }

    /// A collection's place: from its bracket or first dash to its bracket or the end of what it holds.
    fn collection_span(&self, start: usize, end: usize, data: &Data) -> Span {
        let written = self.text.get(start..end).unwrap_or_default();
        if written.starts_with(['[', '{']) {
            return self.span(start, start + written.trim_end().len());
        }
        let last = match data {
            Data::List(items) => items.last().map(|item| item.span.end),
            Data::Map(map) => map
                .entries
                .last()
                .map(|entry| entry.value.span.end.max(entry.key_span.end)),
            _ => None,
        };
        let last = last.map_or(end, |last| last as usize - self.base);
        // A list that is not indented begins at its first item, its dash before that.
        let is_list = matches!(data, Data::List(_));
        let has_dash = written.starts_with("- ") || written.starts_with("-\n") || written.starts_with("-\r");
        let before = self.text.get(..start).unwrap_or_default().trim_end();
        let dash = before
            .len()
            .checked_sub(1)
            .filter(|_| is_list && !has_dash && before.ends_with('-'));
        self.span(dash.unwrap_or(start), last)
    }

    /// `[[X]]` without quotes, which YAML reads as a list in a list: the text that was meant.
    fn recovered(&mut self, data: Data, span: Span) -> Data {
        let start = span.start as usize - self.base;
        let written = self.text.get(start..start + span.len()).unwrap_or_default();
        let link = written.starts_with("[[") && written.ends_with("]]") && is_list_in_list(&data);
        if !link || self.strict || crate::note::inline::whole(written).is_none() {
            return data;
        }
        self.diagnostics.push(Diagnostic {
            code: "link-unquoted",
            severity: Severity::Warning,
            message: format!("Put quotes around {written}: without them it is a list in a list."),
            span,
        });
        Data::Text(written.to_owned())
    }

    fn alias(&mut self, anchor: usize, start: usize, end: usize) {
        let span = self.span(start, end);
        let data = match self.anchors.get(&anchor) {
            Some((value, nodes)) if *nodes <= self.budget => {
                self.budget -= nodes;
                value.data.clone()
            }
            _ => {
                self.diagnostics.push(Diagnostic {
                    code: "frontmatter-alias",
                    severity: Severity::Warning,
                    message: "This alias stands for too much, or for nothing; it reads as empty.".to_owned(),
                    span,
                });
                Data::Null
            }
        };
        self.value(Value { span, data }, 0, 1);
    }

    /// Takes a finished value: an item, a key, the value of a key, or the whole.
    fn value(&mut self, value: Value, anchor: usize, nodes: usize) {
        if anchor > 0 && nodes <= self.budget {
            self.budget -= nodes;
            self.anchors.insert(anchor, (value.clone(), nodes));
        }
        match self.stack.last_mut().map(|open| &mut open.kind) {
            None => self.root = Some(value),
            Some(Kind::List(items)) => items.push(value),
            Some(Kind::Map(map, known, key)) => match key.take() {
                None => *key = Some((key_text(&value), value.span)),
                Some((key, span)) => add(map, known, key, span, value, self.diagnostics),
            },
        }
    }
}

/// Adds an entry. A key that is there already keeps its place and takes the new value.
fn add(
    map: &mut Mapping,
    known: &mut HashMap<String, usize>,
    key: String,
    key_span: Span,
    value: Value,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let slot = known.get(&key).and_then(|index| map.entries.get_mut(*index));
    if let Some(entry) = slot {
        diagnostics.push(super::block::duplicate_key(&key, key_span));
        entry.value = value;
        entry.key_span = key_span;
        return;
    }
    known.insert(key.clone(), map.entries.len());
    map.entries.push(Entry { key, key_span, value });
}

fn scalar_data(text: Cow<'_, str>, style: ScalarStyle, tag: Option<&Tag>) -> Data {
    let named = |suffix: &str| tag.is_some_and(|tag| tag.is_yaml_core_schema() && tag.suffix == suffix);
    if style != ScalarStyle::Plain || named("str") {
        return Data::Text(text.into_owned());
    }
    scalar::plain(&text)
}

fn is_list_in_list(data: &Data) -> bool {
    let Data::List(outer) = data else {
        return false;
    };
    matches!(
        outer.as_slice(),
        [Value {
            data: Data::List(_),
            ..
        }]
    )
}

/// A key as text.
fn key_text(value: &Value) -> String {
    match &value.data {
        Data::Null => String::new(),
        Data::Bool(value) => value.to_string(),
        Data::Number(value) => super::number_text(*value),
        Data::Text(text) => text.clone(),
        Data::List(_) | Data::Map(_) => String::new(),
    }
}

/// How many nodes a value has.
fn count(data: &Data) -> usize {
    1 + match data {
        Data::List(items) => items.iter().map(|item| count(&item.data)).sum(),
        Data::Map(map) => map.entries.iter().map(|entry| count(&entry.value.data)).sum(),
        _ => 0,
    }
}
