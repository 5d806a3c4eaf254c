use std::fmt::Write;
use std::path::PathBuf;

use schemars::{JsonSchema, Schema as JsonSchemaText, SchemaGenerator, json_schema};
use serde_json::Value as Json;

use super::*;

impl JsonSchema for Names {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Names".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> JsonSchemaText {
        json_schema!({
            "description": "One text, or a list of texts.",
            "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }]
        })
    }
}

impl JsonSchema for Ignore {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Ignore".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> JsonSchemaText {
        let (names, apart) = (
            generator.subschema_for::<Names>(),
            generator.subschema_for::<IgnoreApart>(),
        );
        json_schema!({
            "description": "A list adds names and paths: whatever holds a `/` or ends in `.md` is a path. \
                Names and paths apart replace the default.",
            "anyOf": [names, apart]
        })
    }
}

fn error(text: &str) -> (u32, String) {
    let error = parse(text).unwrap_err();
    (error.line, error.message)
}

#[test]
fn a_link_on_a_task_line_is_an_owner_where_the_vault_says_so() {
    let links = |text: &str| parse(text).unwrap().tasks.owner_links;
    assert_eq!((links("tasks:\n  owner_links: true"), links("")), (true, false));
    assert_eq!(error("tasks:\n  owners: true").0, 2);
    let schema = parse("self: [Ada Berg]").unwrap();
    assert_eq!(schema.tasks.self_names, schema.self_names);
}

#[test]
fn overrides_parts_of_the_default() {
    let schema = parse(
        "self: [Ada Berg]\nkinds:\n  supplier:\n    nature: organisation\n  person:\n    folders: People/\nsections:\n  \
         facts: [Notes]\nlimits:\n  facts: 3\nignore: [Old/, Bot]\naliases:\n  Ada Berg: [AB]\n",
    )
    .unwrap();
    assert_eq!(schema.self_names, ["Ada Berg", "Myself", "Me", "Ich", "Moi"]);
    assert_eq!(schema.kind_of_type("Supplier").unwrap().nature, Nature::Organisation);
    let person = schema.kind("person").unwrap();
    assert_eq!(
        (person.folders.as_slice(), person.types.len()),
        (&["People/".to_owned()][..], 2)
    );
    assert_eq!(schema.part("notes"), Some(Part::Facts));
    assert_eq!(schema.limits.facts, 3);
    assert!(schema.is_ignored_name("bot") && schema.is_ignored_path("Old/x.md"));
    assert!(schema.is_ignored_name("Unknown"), "a list adds");
    assert_eq!(schema.canonical("ab"), "Ada Berg");
    assert_eq!(parse("").unwrap(), Schema::default());
}

#[test]
fn names_and_paths_apart_replace_the_default() {
    let schema = parse("ignore:\n  names: [X]\n").unwrap();
    assert!(schema.is_ignored_name("x") && !schema.is_ignored_name("Unknown"));
    assert!(schema.is_ignored_path("_archive/x.md"), "what is not given stays");
}

#[test]
fn errors_name_key_value_and_line() {
    let (line, message) = error("self: A\nkindz: 1\n");
    assert_eq!(line, 2);
    assert!(message.contains("kindz") && message.contains("kinds"), "{message}");
    let (line, message) = error("limits:\n  facts: many\n");
    assert_eq!(line, 2);
    assert_eq!(message, "\"facts\": write a whole number here, not \"many\"");
    assert_eq!(
        error("limits:\n  facts: -1\n").1,
        "\"facts\": write a whole number here, not -1"
    );
    assert_eq!(
        error("sections: [a]\n").1,
        "\"sections\": write keys with values here, not a list"
    );
    assert_eq!(error("limits: 3\n").1, "\"limits\": write keys with values here, not 3");
    let (line, message) = error("kinds:\n  supplier:\n    nature: company\n");
    assert_eq!(line, 3);
    assert!(
        message.contains("company") && message.contains("organisation"),
        "{message}"
    );
    assert!(error("kinds: [a]\n").1.contains("kinds"));
    assert!(error("self: {a: b}\n").1.contains("a text or a list of texts"));
    assert_eq!(error("self: [a\n").0, 2, "no YAML");
}

#[test]
fn the_schema_for_editors_and_its_page_are_made_from_the_types() {
    let schema = serde_json::to_value(schemars::schema_for!(SchemaFile)).unwrap();
    let json = serde_json::to_string_pretty(&schema).unwrap() + "\n";
    for (name, text) in [("relata.schema.json", json), ("SCHEMA.md", page(&schema))] {
        let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "docs", name].iter().collect();
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            std::fs::write(&path, text).unwrap();
        } else {
            let written = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(
                written == text,
                "docs/{name} is stale: UPDATE_SCHEMA=1 cargo test --lib schema_file writes it"
            );
        }
    }
}

/// `docs/SCHEMA.md`.
fn page(schema: &Json) -> String {
    let mut out = String::from(
        "<!-- Made from src/relation/schema_file.rs by `UPDATE_SCHEMA=1 cargo test --lib schema_file`. Do not edit. -->\n\n# relata.yaml\n\n",
    );
    let _ = writeln!(out, "{}\n", description(schema));
    out.push_str(
        "Editors that know JSON Schema complete and check it with [relata.schema.json](relata.schema.json). An unknown key or a value of \
         another form is an error that names the line and the key; nothing is guessed.\n\n```yaml\nself: [Ada Berg, Ada]\nkinds:\n  \
         supplier:\n    types: [supplier, vendor]\n    nature: organisation\n    subject: [supplier]\naliases:\n  Cold Chain Roundtable: \
         [CCR]\nignore: [Old/, Bot]\nlimits:\n  facts: 20\n```\n",
    );
    section(&mut out, "Keys", schema);
    for name in ["KindFile", "Sections", "IgnoreApart", "LimitsFile", "TasksFile"] {
        let title = match name {
            "KindFile" => "One kind, under `kinds`",
            "Sections" => "`sections`",
            "IgnoreApart" => "`ignore`, names and paths apart",
            "TasksFile" => "`tasks`",
            _ => "`limits`",
        };
        section(&mut out, title, &schema["$defs"][name]);
    }
    out
}

fn section(out: &mut String, title: &str, schema: &Json) {
    let _ = write!(out, "\n## {title}\n\n| key | holds |\n| --- | --- |\n");
    for (key, property) in schema["properties"].as_object().unwrap() {
        let _ = writeln!(out, "| `{key}` | {} |", description(property).replace('|', "\\|"));
    }
}

fn description(schema: &Json) -> String {
    schema["description"].as_str().unwrap_or_default().replace('\n', " ")
}

#[test]
fn the_owner_may_be_stated_with_an_address() {
    for (text, names) in [
        (
            "self: Ada Berg <ada@north.example>",
            &["Ada Berg", "ada@north.example"][..],
        ),
        (
            "self: [Ada Berg (ada@north.example), Ada]",
            &["Ada Berg", "ada@north.example", "Ada"],
        ),
        ("self: [ada@north.example]", &["ada@north.example"]),
        ("self: Ada (Berg)", &["Ada (Berg)"]),
    ] {
        let schema = parse(text).unwrap();
        let (words, own) = (["Myself", "Me", "Ich", "Moi"], &schema.self_names);
        assert_eq!(
            own.iter()
                .filter(|name| !words.contains(&name.as_str()))
                .collect::<Vec<_>>(),
            names,
            "{text}"
        );
        assert!(names.iter().all(|name| schema.is_self(name)), "{text}");
    }
}
