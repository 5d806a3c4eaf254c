use super::*;
use crate::engine::{Engine, Options};
use crate::note::Day;

fn engine() -> Engine {
    let mut engine = Engine::new(&Options::default()).unwrap();
    let notes = [
        (
            "People/Ada Quill.md",
            "---\ntype: person\nrole: Baker | cook\n---\n# Ada Quill\n",
        ),
        (
            "Meetings/2026-09-01 - Tea.md",
            "---\nparticipants: [Ada Quill, Bo Lindt]\n---\n## Summary\n\nTea.\n\n## Key Facts\n\n- Ada bakes.\n\n## Action Items\n\n\
             - [ ] Order tins @Ada Quill ⏫ 📅 2026-09-20 #shop\n",
        ),
    ];
    for (path, text) in notes {
        engine.set(path, text.as_bytes()).unwrap();
    }
    engine
}

fn rendered(source: &str) -> Result<String, String> {
    let day = Day::parse("2026-10-01").unwrap();
    engine()
        .render("Ada Quill", Some(source), day)
        .map_err(|error| error.message)
}

#[test]
fn what_a_summary_holds_can_be_written() {
    for (source, expected) in [
        (
            "{{ entity.name }} {{ entity.kind }} {{ today }}",
            "Ada Quill person 2026-10-01",
        ),
        ("{{ lastContact.date | day('D MMM YYYY, MM/DD') }}", "1 Sep 2026, 09/01"),
        ("{{ lastVia.date | day }}", ""),
        (
            "{% for c in context %}- {{ c | line }}\n{% endfor %}",
            "- 2026-09-01: [[2026-09-01 - Tea]] - Tea.\n",
        ),
        (
            "{{ collaborators | table('name', 'shared:Met') }}",
            "| Name | Met |\n|---|---|\n| [[Bo Lindt]] | 1 |",
        ),
        ("{{ collaborators | map(attribute='name') | join(', ') }}", "Bo Lindt"),
        (
            "{{ openTasks.theyOwe | first | task }}",
            "- [ ] Order tins @Ada Quill ⏫ 📅 2026-09-20 #shop",
        ),
        (
            "{{ openTasks.theyOwe[0] | task('dataview') }}",
            "- [ ] Order tins @Ada Quill [priority:: high] [due:: 2026-09-20] #shop",
        ),
        (
            "{{ sections.facts }}{% if sections.topics %}none{% endif %}",
            "- Ada bakes.",
        ),
        ("{{ 'a: b' | yaml }} {{ 'Ada' | link('her') }}", "'a: b' [[Ada|her]]"),
        ("{{ 'a,b' | replace(',', '-') }}{# a note #}", "a-b"),
    ] {
        assert_eq!(rendered(source).unwrap(), expected, "{source}");
    }
}

#[test]
fn errors_name_file_line_and_expression() {
    for (source, expected) in [
        ("a\n{{ entity.nmae.x }}", "template, line 2: undefined value"),
        (
            "{{ today | day2 }}",
            "template, line 1: unknown filter: filter day2 is unknown (in `today | day2`)",
        ),
        ("\n\n{% if %}", "template, line 3: syntax error"),
        (
            "{{ entity.name | day }}",
            "template, line 1: invalid operation: \"Ada Quill\" is no day",
        ),
        ("{% include 'x' %}", "template, line 1: syntax error"),
        (
            "{{ collaborators | join }}",
            "template, line 1: invalid operation: an item of the list is no text",
        ),
    ] {
        let message = rendered(source).unwrap_err();
        assert!(message.starts_with(expected), "{source}: {message}");
    }
}

#[test]
fn a_template_is_held_to_its_limits() {
    let long = "x".repeat(LONGEST + 1);
    let doubled = format!(
        "{{% set a = 'aaaaaaaaaa' %}}{}{{{{ a }}}}",
        "{% set a = a ~ a %}".repeat(30)
    );
    let nested = format!(
        "{}x{}",
        "{% for a in context %}{% for b in 'abcdefghijklmnopqrstuvwxyz' %}".repeat(3),
        "{% endfor %}{% endfor %}".repeat(3)
    );
    let nested = nested.replace("'abcdefghijklmnopqrstuvwxyz'", "[1,2,3,4,5]");
    for (source, expected) in [
        (long.as_str(), "longer than"),
        ("{{ 'x' * 1000000000000 }}", "nothing can be multiplied"),
        ("{{ '}}' * 1000000000000 }}", "nothing can be multiplied"),
        ("{{ 2 ** 100 }}", "nothing can be multiplied"),
        (doubled.as_str(), "too many values"),
        (nested.as_str(), ""),
        ("{% set a %}{{ a }}{{ a }}{% endset %}", "`set` needs a value"),
        ("{{ range(10) }}", "unknown function"),
        ("{{ namespace() }}", "unknown function"),
        ("{{ 'x' | indent(1000000000) }}", "unknown filter"),
    ] {
        match rendered(source) {
            Err(message) => assert!(message.contains(expected), "{source}: {message}"),
            Ok(_) => assert_eq!(expected, "", "{source}"),
        }
    }
    let nines = "[1,2,3,4,5,6,7,8,9]";
    let loops: String = (0..2).map(|nth| format!("{{% for x{nth} in {nines} %}}")).collect();
    let body = "{{ sections }}".repeat(300);
    let much = format!("{loops}{body}{}", "{% endfor %}".repeat(2));
    assert!(rendered(&much).is_ok_and(|text| text.len() <= OUTPUT) || rendered(&much).is_err());
}
