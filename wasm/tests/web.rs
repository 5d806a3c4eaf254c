//! Every export of the binding, called with JavaScript's values: in Node, and in a browser where the
//! environment says so (`WASM_BINDGEN_USE_BROWSER`).
#![cfg(target_arch = "wasm32")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use js_sys::{Array, JSON, Object, Reflect, Uint8Array, eval};
use relata_wasm::{Vault, next_occurrence, parse_note, parse_task, repair_text, task_urgency, toggle_task, version};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

const DAY: &str = "2026-10-01";

fn js(text: &str) -> JsValue {
    JsValue::from_str(text)
}

/// The value of a JavaScript expression.
fn value(expression: &str) -> JsValue {
    eval(&format!("({expression})")).unwrap()
}

fn field(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &js(key)).unwrap()
}

fn text(object: &JsValue, key: &str) -> String {
    field(object, key).as_string().unwrap()
}

fn code(result: Result<JsValue, JsValue>) -> String {
    text(&result.expect_err("should be refused"), "code")
}

fn json(value: &JsValue) -> String {
    JSON::stringify(value).unwrap().into()
}

fn vault() -> Vault {
    Vault::new(JsValue::UNDEFINED).unwrap()
}

/// A vault with one person who took part in one meeting.
fn meeting() -> Vault {
    let mut vault = vault();
    let person = "---\ntype: person\ntitle: Ada Quill\n---\n# Ada Quill\n";
    let note = "---\ntype: person\ndate: 2026-09-01\nperson: Ada Quill\nparticipants: [Ada Quill]\n---\n# Tea\n\n## Summary\nWe had tea.\n";
    vault.set("People/Ada Quill.md", &js(person), None).unwrap();
    vault.set("Meetings/2026-09-01 - Tea.md", &js(note), None).unwrap();
    vault
}

#[wasm_bindgen_test]
fn version_is_that_of_the_package() {
    assert_eq!(version(), env!("CARGO_PKG_VERSION"));
}

#[wasm_bindgen_test]
fn a_vault_opens_with_no_options_and_with_an_empty_object() {
    assert_eq!(vault().length(), 0);
    assert!(Vault::new(Object::new().into()).is_ok());
    assert!(Vault::new(value("{ schema: undefined }")).is_ok());
}

#[wasm_bindgen_test]
fn options_that_are_not_known_are_refused_by_name() {
    let error = Vault::new(value("{ shcema: '' }")).expect_err("should be refused");
    assert_eq!(text(&error, "code"), "invalid-options");
    assert!(text(&error, "message").contains("shcema"), "{}", json(&error));
    assert_eq!(
        code(vault().entities(value("{ knid: 'person' }"), DAY)),
        "invalid-options"
    );
    assert_eq!(code(vault().entities(value("{ kind: 7 }"), DAY)), "invalid-options");
}

#[wasm_bindgen_test]
fn set_takes_strings_and_bytes_alike() {
    let source = "---\ntitle: Jürgen 🦊\n---\nText\n";
    let mut vault = vault();
    vault.set("a.md", &js(source), None).unwrap();
    vault.set("b.md", &Uint8Array::from(source.as_bytes()), None).unwrap();
    assert_eq!(vault.length(), 2);
    assert_eq!(json(&vault.note("a.md").unwrap()), json(&vault.note("b.md").unwrap()));
}

#[wasm_bindgen_test]
fn set_refuses_what_is_neither_string_nor_bytes() {
    for odd in [value("7"), value("null"), value("{}"), value("[35, 32]")] {
        assert_eq!(code(vault().set("a.md", &odd, None)), "invalid-options");
    }
}

#[wasm_bindgen_test]
fn set_survives_lone_surrogates_and_broken_bytes() {
    let mut vault = vault();
    let lone = value(r"'# a \ud800 b \udfff [[c]]'");
    vault.set("lone.md", &lone, None).unwrap();
    let broken: Vec<u8> = (0..=255).collect();
    vault
        .set("broken.md", &Uint8Array::from(broken.as_slice()), None)
        .unwrap();
    vault
        .set(&value(r"'\ud800.md'").as_string().unwrap(), &js("x"), None)
        .unwrap();
    assert_eq!(vault.length(), 3);
    assert!(vault.note("lone.md").unwrap().is_object());
}

#[wasm_bindgen_test]
fn about_gives_the_names_that_a_note_is_about() {
    let mut vault = meeting();
    assert_eq!(vault.about("Meetings/2026-09-01 - Tea.md"), ["Ada Quill"]);
    assert!(vault.about("not there").is_empty());
}

#[wasm_bindgen_test]
fn delete_and_rename_change_which_notes_there_are() {
    let mut vault = meeting();
    vault.rename("People/Ada Quill.md", "Ada.md").unwrap();
    assert!(vault.note("People/Ada Quill.md").unwrap().is_null());
    assert!(vault.note("Ada.md").unwrap().is_object());
    vault.delete("Ada.md").unwrap();
    assert!(vault.note("Ada.md").unwrap().is_null());
    assert_eq!(vault.length(), 1);
    assert_eq!(
        json(&vault.delete("not there").unwrap()),
        r#"{"notes":[],"entities":[],"resolved":[],"tasks":[]}"#
    );
}

#[wasm_bindgen_test]
fn parse_note_takes_strings_and_bytes_alike() {
    let source = "---\nnickname: Jü\n---\n# Tea with 🦊\n\n- [ ] bake [[Cake|the cake]] #sweet\n";
    let from_text = parse_note(&js(source)).unwrap();
    let from_bytes = parse_note(&Uint8Array::from(source.as_bytes())).unwrap();
    let links = field(&from_text, "links");
    assert!(
        json(&links).contains(r#"{"line":5,"col":11,"offset":47}"#),
        "{}",
        json(&links)
    );
    assert_eq!(text(&field(&from_text, "frontmatter"), "nickname"), "Jü");
    assert_eq!(json(&from_text), json(&from_bytes));
    assert_eq!(code(parse_note(&JsValue::NULL)), "invalid-options");
}

#[wasm_bindgen_test]
fn entities_come_as_an_array() {
    let mut vault = vault();
    assert!(Array::is_array(&vault.entities(JsValue::UNDEFINED, DAY).unwrap()));
    assert_eq!(code(vault.entities(JsValue::UNDEFINED, "1 May")), "invalid-options");
}

#[wasm_bindgen_test]
fn a_name_that_is_not_there_is_refused_with_code_message_and_candidates() {
    let error = meeting().summary("Adda Quil", DAY).expect_err("should be refused");
    assert_eq!(text(&error, "code"), "unknown-name");
    assert!(text(&error, "message").contains("Adda Quil"));
    assert!(field(&error, "candidates").is_instance_of::<Array>());
    assert_eq!(code(meeting().summary("Ada Quill", "")), "invalid-options");
}

#[wasm_bindgen_test]
fn diagnostics_come_as_an_array_for_one_note_or_all() {
    let mut vault = meeting();
    assert!(Array::is_array(&vault.diagnostics(None).unwrap()));
    assert!(Array::is_array(
        &vault.diagnostics(Some("not there".to_owned())).unwrap()
    ));
}

#[wasm_bindgen_test]
fn a_summary_is_an_object_with_null_for_what_is_not_known() {
    let summary = meeting().summary("Ada Quill", DAY).unwrap();
    assert_eq!(text(&field(&summary, "entity"), "name"), "Ada Quill");
    assert_eq!(text(&field(&summary, "lastContact"), "date"), "2026-09-01");
    assert!(field(&summary, "lastVia").is_null());
    assert_eq!(
        json(&meeting().entities(JsValue::UNDEFINED, DAY).unwrap())
            .matches("Ada Quill")
            .count(),
        2
    );
}

#[wasm_bindgen_test]
fn a_brief_holds_the_last_contact_and_markdown() {
    let brief = meeting().brief("Ada Quill", DAY).unwrap();
    assert_eq!(text(&Array::from(&field(&brief, "last")).get(0), "date"), "2026-09-01");
    assert!(text(&brief, "markdown").contains("Ada Quill"));
    assert_eq!(code(meeting().brief("Nobody", DAY)), "unknown-name");
}

#[wasm_bindgen_test]
fn a_graph_has_nodes_and_edges() {
    let mut vault = meeting();
    let graph = vault.graph(value("{ kinds: ['person'] }"), DAY).unwrap();
    assert_eq!(text(&Array::from(&field(&graph, "nodes")).get(0), "name"), "Ada Quill");
    assert!(Array::is_array(&field(&graph, "edges")));
    assert_eq!(code(vault.graph(value("{ around: 'Nobody' }"), DAY)), "unknown-name");
    assert_eq!(code(vault.graph(value("{ depth: -1 }"), DAY)), "invalid-options");
}

#[wasm_bindgen_test]
fn suggestions_come_as_an_array() {
    let mut vault = meeting();
    vault
        .set("People/Ada Quil.md", &js("---\ntype: person\n---\n# Ada Quil\n"), None)
        .unwrap();
    let all = Array::from(&vault.suggestions().unwrap());
    assert_eq!(all.length(), 1);
    assert!(field(&all.get(0), "score").as_f64().is_some());
}

#[wasm_bindgen_test]
fn repair_text_gives_the_text_and_each_change_with_its_place() {
    let repaired = repair_text(&js("ok\n🦊 J√ºrgen")).unwrap();
    assert_eq!(text(&repaired, "text"), "ok\n🦊 Jürgen");
    let change = Array::from(&field(&repaired, "changes")).get(0);
    assert_eq!(
        json(&field(&field(&change, "position"), "start")),
        r#"{"line":1,"col":4,"offset":7}"#
    );
    assert_eq!(
        (text(&change, "before"), text(&change, "after")),
        ("√º".to_owned(), "ü".to_owned())
    );
    assert_eq!(text(&change, "charset"), "macintosh");
    let whole = repair_text(&Uint8Array::from("Jürgen".as_bytes())).unwrap();
    assert_eq!(json(&whole), r#"{"text":"Jürgen","changes":[]}"#);
    assert_eq!(code(repair_text(&JsValue::NULL)), "invalid-options");
}

#[wasm_bindgen_test]
fn a_task_line_is_read_and_toggled() {
    let task = parse_task("- [ ] Call Ada @Myself 📅 2026-10-05 ⏫", JsValue::UNDEFINED).unwrap();
    assert_eq!(
        (text(&task, "text"), text(&task, "priority")),
        ("Call Ada".to_owned(), "High".to_owned())
    );
    assert_eq!(json(&field(&task, "owners")), r#"[{"name":"Myself","kind":"self"}]"#);
    assert!(parse_task("no task", JsValue::UNDEFINED).unwrap().is_null());
    let toggled = toggle_task(
        "- [ ] Water 🔁 every day 📅 2026-10-05",
        value("{ today: '2026-10-05' }"),
    )
    .unwrap();
    assert_eq!(
        json(&field(&toggled, "lines")),
        r#"["- [ ] Water 🔁 every day 📅 2026-10-06","- [x] Water 🔁 every day 📅 2026-10-05 ✅ 2026-10-05"]"#
    );
    assert_eq!(code(toggle_task("- [ ] x", value("{}"))), "invalid-options");
}

#[wasm_bindgen_test]
fn recurrence_and_urgency_are_answers_of_their_own() {
    let next = next_occurrence("every week", value("{ today: '2026-10-05', due: '2026-10-02' }")).unwrap();
    assert_eq!(json(&next), r#"{"start":null,"scheduled":null,"due":"2026-10-09"}"#);
    assert!(
        next_occurrence("now and then", value("{ today: '2026-10-05' }"))
            .unwrap()
            .is_null()
    );
    let urgency = task_urgency("- [ ] x 📅 2026-10-05", value("{ today: '2026-10-05' }")).unwrap();
    assert!((urgency.as_f64().unwrap() - 10.75).abs() < 0.01);
}
