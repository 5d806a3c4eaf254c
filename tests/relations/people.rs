//! Who took part, and for whom.

use relata::error::Code;

use super::{ACME, AS_OF, day, days, names, summary, vault, with_schema};

#[test]
fn participants_with_qualifiers_make_an_organisation_direct() {
    let mut engine = vault(&[
        ACME,
        (
            "2026-01-01.md",
            "---\nparticipants: [\"Tom (Acme, last name unknown)\", \"Ada Berg\", \"Speaker 3\", \"Eve Holt (Unheard Ltd)\"]\n---\n",
        ),
    ]);
    let acme = summary(&mut engine, "Acme");
    assert_eq!(
        *acme.last_direct.unwrap().participants,
        ["Tom", "Ada Berg", "Eve Holt"].map(Into::into)
    );
    assert_eq!(acme.contacts.iter().map(|p| &*p.name).collect::<Vec<_>>(), ["Tom"]);
    let tom = summary(&mut engine, "Tom");
    assert!(tom.entity.incomplete);
    assert_eq!(tom.profile.company.unwrap().value, "Acme");
    assert_eq!(
        names(&mut engine),
        ["Acme", "Eve Holt", "Tom"],
        "placeholders and the owner are nobody"
    );
}

#[test]
fn incomplete_names_of_two_companies_are_two_people() {
    let mut engine = vault(&[
        ACME,
        ("Bolt.md", "---\ntype: customer\n---\n"),
        ("2026-01-01.md", "---\nattendees: Tom (Acme, last name unknown)\n---\n"),
        ("2026-01-02.md", "---\nattendees: Tom (Bolt, last name unknown)\n---\n"),
    ]);
    let error = engine.summary("Tom", day(AS_OF)).unwrap_err();
    assert_eq!(error.code, Code::AmbiguousName);
    assert_eq!(error.candidates, ["Tom (Acme)", "Tom (Bolt)"]);
    assert_eq!(days(&summary(&mut engine, "Tom (Bolt)")), ["2026-01-02"]);
}

#[test]
fn who_moved_belongs_to_each_company_in_its_time() {
    let mut engine = vault(&[
        ACME,
        ("Bolt.md", "---\ntype: customer\n---\n"),
        (
            "Kim Lund.md",
            "---\ntype: person\ncompany: Acme\nlast_contact: 2026-01-15\n---\n",
        ),
        ("2026-01-10.md", "---\nparticipants: [Kim Lund]\n---\none"),
        ("2026-03-10.md", "---\nparticipants: [Kim Lund (Bolt)]\n---\ntwo"),
        ("2026-04-10.md", "---\nparticipants: [Kim Lund]\n---\nthree"),
    ]);
    assert_eq!(days(&summary(&mut engine, "Acme")), ["2026-01-10"]);
    assert_eq!(days(&summary(&mut engine, "Bolt")), ["2026-04-10", "2026-03-10"]);
    let kim = summary(&mut engine, "Kim Lund");
    assert_eq!(kim.profile.company.unwrap().value, "Bolt");
    let company: Vec<_> = kim.conflicts.iter().filter(|c| c.field == "company").collect();
    assert_eq!(
        (company[0].stored.value.as_str(), company[0].found.value.as_str()),
        ("Acme", "Bolt")
    );
}

#[test]
fn an_address_of_the_owner_is_the_owner() {
    let note = |title: &str| format!("---\ntype: person\ntitle: {title}\nemail: ada@north.example\n---\n");
    let firm = "---\ntype: customer\nemail: ada@north.example\n---\n";
    let call = "---\nparticipants: [ada@north.example, Kim Lund]\n---\n";
    for (schema, path, own) in [
        ("self: Ada Berg <ada@north.example>", "List.md", "Milk"),
        ("self: [Ada Berg, ada@north.example]", "List.md", "Milk"),
        ("self: [Ada Berg]", "Ada.md", &note("Ada Berg")),
        ("self: [Ada Berg]", "Ada Berg.md", &note("A. B.")),
        ("self: [Ada, ada@north.example]", "A. B.md", &note("A. B.")),
        ("self: [ada@north.example]", "A. B.md", &note("A. B.")),
    ] {
        let mut engine = with_schema(schema, &[(path, own), ("2026-01-01.md", call)]);
        assert_eq!(names(&mut engine), ["Kim Lund"], "{schema}, {path}");
        let room = summary(&mut engine, "Kim Lund").strength.explain[0].weight;
        assert!((room - 1.0).abs() < 1e-9, "two in the room");
    }
    let mut engine = with_schema("self: [Ada Berg]", &[("Firm.md", firm), ("2026-01-01.md", call)]);
    assert_eq!(names(&mut engine), ["Firm", "Kim Lund"]);
}

#[test]
fn a_calendar_may_call_the_owner_as_it_likes() {
    for listed in [
        "[\"Berg A. <ada@north.example>\", Kim Lund]",
        "[{name: Addie, email: Ada@North.example}, {name: Kim Lund, email: kim@acme.example}]",
    ] {
        let call = format!("---\nparticipants: {listed}\n---\n");
        let mut engine = with_schema("self: Ada Berg <ada@north.example>", &[("2026-01-01.md", &call)]);
        assert_eq!(names(&mut engine), ["Kim Lund"], "{listed}");
        let room = summary(&mut engine, "Kim Lund").context[0].participants.clone();
        assert_eq!(
            room.iter().map(|name| &**name).collect::<Vec<_>>(),
            ["Ada Berg", "Kim Lund"]
        );
    }
}
