//! Key contacts, collaborators and related people, as a list or a table.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::change::Step;
use super::link;
use super::list_style::{List, ListStyle, place};
use super::scene::{Lines, Scene, Section};
use super::table_style::Table;
use crate::note::Day;
use crate::order::Order as _;
use crate::relation::{EntityId, Nature, Part, Role};
use crate::summary::role_and_company;

/// How many of those who meet with an organisation most stand in for unknown contacts.
const STAND_INS: usize = 5;

/// What the section needs: the people that it does not name yet, behind those it does. Nobody is taken out.
pub(super) fn update(scene: &Scene, section: &Section) -> Step {
    let fresh = fresh(scene, section.part);
    if fresh.is_empty() {
        return Step::default();
    }
    let mut lines = Lines::new(scene.note);
    let said = |line| {
        fresh
            .iter()
            .map(|who| section.change("added", line, &*scene.view.name(*who)))
            .collect()
    };
    if let Some(table) = Table::of(scene.note, section) {
        fresh
            .iter()
            .for_each(|who| table.append(&mut lines, &cells(scene, *who)));
        let at = table.end;
        return lines.finish(said(at));
    }
    if let Some(list) = List::of(scene, section) {
        let style = ItemStyle::of(&list);
        list.append(&mut lines, fresh.iter().map(|who| style.item(scene, *who)));
        let end = list.items.last().map_or(0, |item| item.line);
        return lines.finish(said(end));
    }
    if !section.is_empty(scene.note) {
        return Step::default();
    }
    let rows: Vec<String> = match section.part {
        Part::Collaborators => Table::lines_of(fresh.iter().map(|who| cells(scene, *who))),
        part => {
            let (style, item) = (ListStyle::new(part), ItemStyle::default());
            fresh.iter().map(|who| style.line(&item.item(scene, *who), 0)).collect()
        }
    };
    let at = place(scene.note, section, &mut lines, rows.into_iter());
    lines.finish(said(at))
}

/// Those of a part whom the note does not name there.
fn fresh(scene: &Scene, part: Part) -> Vec<EntityId> {
    let (view, kind) = (scene.view, scene.view.schema.person_kind());
    let listed = scene.record.listed.iter().filter(|l| l.part == part);
    let named: HashSet<EntityId> = listed
        .filter_map(|l| view.relations.entities.find_named(&l.named, Some(kind)))
        .collect();
    let all = match part {
        Part::Contacts => contacts(scene, named.is_empty()),
        _ => around(scene).to_vec(),
    };
    let newest = all.into_iter().take(view.schema.limits.people);
    newest.filter(|who| !named.contains(who)).collect()
}

/// The people of an organisation; where a whole note is made and none is known, those who meet with it most.
fn contacts(scene: &Scene, none_named: bool) -> Vec<EntityId> {
    if scene.view.nature(scene.id) == Nature::Person {
        return Vec::new();
    }
    let members: HashSet<EntityId> = scene
        .view
        .relations
        .people_of(scene.id, scene.view.as_of)
        .filter(|who| is_named(scene, *who))
        .collect();
    let around = around(scene);
    if members.is_empty() && scene.whole && none_named {
        return around.iter().copied().take(STAND_INS).collect();
    }
    // Those who took part come first, most often first; the others by name.
    let mut others: Vec<EntityId> = members.iter().copied().filter(|who| !around.contains(who)).collect();
    others.order_by_key(|who| scene.view.name(*who));
    let here = around.iter().copied().filter(|who| members.contains(who));
    here.chain(others).collect()
}

/// Who takes part where the entity does, most often first, then the newest. Who is only named, or known by half a name,
/// is nobody's collaborator.
fn around<'s>(scene: &Scene<'s>) -> &'s [EntityId] {
    scene.noted.around.get_or_init(|| {
        let mut around: Vec<_> = shared(scene)
            .into_iter()
            .filter(|(who, _)| is_named(scene, *who))
            .collect();
        around.order_by_key(|(who, with)| (std::cmp::Reverse(*with), scene.view.name(*who)));
        around.into_iter().map(|(who, _)| who).collect()
    })
}

/// With whom the entity takes part: how often, and when last.
fn shared(scene: &Scene) -> HashMap<EntityId, (usize, Option<Day>)> {
    let mut shared: HashMap<EntityId, (usize, Option<Day>)> = HashMap::new();
    for (interaction, role, roles) in scene.view.relations.shared(scene.id) {
        if scene.view.is_future(interaction) || role != Role::Direct {
            continue;
        }
        for (who, _) in roles.iter().take_while(|(_, role)| *role == Role::Direct) {
            let (count, last) = shared.entry(*who).or_default();
            *count += 1;
            *last = (*last).max(interaction.day);
        }
    }
    shared
}

fn is_named(scene: &Scene, who: EntityId) -> bool {
    let entities = &scene.view.relations.entities;
    who != scene.id
        && !entities.is_self(who)
        && scene.view.nature(who) == Nature::Person
        && entities.get(who).is_some_and(|entity| !entity.incomplete)
}

/// Link, role and company of someone.
fn cells(scene: &Scene, who: EntityId) -> [String; 3] {
    let (role, company) = role_and_company(scene.view, who);
    let text = |value: Option<Arc<str>>| value.and_then(|v| super::markdown::cell(&v)).unwrap_or_default();
    let link = link::to_entity(scene.view, who, scene.path).replace('|', "\\|");
    [link, text(role), text(company)]
}

/// How a list names people.
struct ItemStyle {
    linked: bool,
    with_role: bool,
}

impl Default for ItemStyle {
    fn default() -> Self {
        Self {
            linked: true,
            with_role: false,
        }
    }
}

impl ItemStyle {
    fn of(list: &List) -> Self {
        let most = |fits: &dyn Fn(&str) -> bool| {
            let count = list.items.iter().filter(|item| fits(item.raw)).count();
            count * 2 >= list.items.len()
        };
        Self {
            linked: most(&|raw| raw.contains("[[")),
            with_role: most(&|raw| raw.contains(" - ")),
        }
    }

    fn item(&self, scene: &Scene, who: EntityId) -> String {
        let mut item = if self.linked {
            link::to_entity(scene.view, who, scene.path)
        } else {
            scene.view.name(who).to_string()
        };
        let role = role_and_company(scene.view, who)
            .0
            .and_then(|role| super::markdown::inline(&role));
        if let Some(role) = role.filter(|_| self.with_role) {
            item.push_str(" - ");
            item.push_str(&role);
        }
        item
    }
}
