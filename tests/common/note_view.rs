//! A note as the examples of `tests/spec/note-*.md` see it: the host's metadata, with positions written as
//! `line:col-line:col`, and under `facts` what Relata reads beyond it. What is absent equals `null`.

use relata::note::{self, Note};
use relata::text::Span;
use serde_json::{Value, json};

/// Reads a note and writes what was read as JSON.
pub(crate) fn read(bytes: &[u8]) -> String {
    let note = note::parse(bytes);
    let mut view = serde_json::to_value(note::metadata(&note)).unwrap();
    shorten(&mut view);
    view["facts"] = facts(&note);
    view.to_string()
}

/// Writes positions as `line:col-line:col`.
fn shorten(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(shorten),
        Value::Object(fields) if fields.len() == 2 && fields.contains_key("start") && fields.contains_key("end") => {
            let place = |at: &Value| format!("{}:{}", at["line"], at["col"]);
            *value = json!(format!("{}-{}", place(&fields["start"]), place(&fields["end"])));
        }
        Value::Object(fields) => fields.values_mut().for_each(shorten),
        _ => {}
    }
}

fn facts(note: &Note) -> Value {
    let text = |span: &Span| note.slice(*span).to_owned();
    let texts = |spans: &[Span]| spans.iter().map(text).collect::<Vec<_>>();
    let names = |context: note::Context| context.names().collect::<Vec<_>>();
    let links = note.links.iter().map(|link| {
        json!({ "kind": format!("{:?}", link.kind), "target": link.target, "display": link.display, "embed": link.embed,
            "context": names(link.context) })
    });
    let properties = note.frontmatter.iter().flat_map(|frontmatter| &frontmatter.links);
    let property_links =
        properties.map(|(key, link)| json!({ "key": key, "target": link.target, "display": link.display }));
    let tags = note
        .tags
        .iter()
        .map(|tag| json!({ "tag": text(&tag.span), "context": names(tag.context) }));
    let items = note
        .list_items
        .iter()
        .map(|item| json!({ "content": text(&item.content), "task": item.task, "context": names(item.context) }));
    let fields = note.fields.iter().map(
        |field| json!({ "kind": format!("{:?}", field.kind), "key": text(&field.key), "value": text(&field.value) }),
    );
    let tables = note.tables.iter().map(|table| {
        json!({ "header": texts(&table.header), "rows": table.rows.iter().map(|row| texts(row)).collect::<Vec<_>>() })
    });
    let callouts = note
        .callouts
        .iter()
        .map(|callout| json!({ "kind": text(&callout.kind), "fold": callout.fold, "title": text(&callout.title) }));
    json!({
        "links": links.collect::<Vec<_>>(),
        "propertyLinks": property_links.collect::<Vec<_>>(),
        "tags": tags.collect::<Vec<_>>(),
        "items": items.collect::<Vec<_>>(),
        "fields": fields.collect::<Vec<_>>(),
        "tables": tables.collect::<Vec<_>>(),
        "callouts": callouts.collect::<Vec<_>>(),
        "prose": texts(&note.prose),
        "plain": note.plain(Span::new(0, note.text.len())),
        "diagnostics": note.diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(),
        "allTags": note::metadata::all_tags(note),
        "propertyTags": note::metadata::frontmatter_tags(note),
        "properties": note.frontmatter.as_ref().map(|frontmatter| json!(frontmatter.map)),
    })
}
