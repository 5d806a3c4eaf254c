//! What is stated of an entity, as lines of a profile or as a table of its status.

use super::markdown::{cell, inline};
use crate::order::Order;
use crate::summary::{Stated, Summary};

/// `**Role**: …` lines and the background; `None` when nothing is stated.
pub(super) fn lines(summary: &Summary) -> Option<String> {
    let profile = &summary.profile;
    let mut lines: Vec<String> = Vec::new();
    let line = |key: &str, value: &str| Some(format!("**{key}**: {}", inline(value)?));
    lines.extend(role(summary).and_then(|(key, value)| line(key, &value)));
    lines.extend(
        profile
            .relationship
            .as_ref()
            .and_then(|stated| line("Relationship", &stated.value)),
    );
    lines.extend(
        others(summary)
            .into_iter()
            .filter_map(|(key, stated)| line(&key, &stated.value)),
    );
    let background: Vec<String> = profile
        .background
        .iter()
        .filter_map(|stated| inline(&stated.value))
        .collect();
    if !background.is_empty() {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push("**Background**:".to_owned());
        lines.extend(background.iter().map(|text| format!("- {text}")));
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The role with the company, where the role does not name it already; else the company alone.
fn role(summary: &Summary) -> Option<(&'static str, String)> {
    let company = summary.profile.company.as_ref().map(|stated| stated.value.as_str());
    let Some(role) = summary.profile.role.as_ref().map(|stated| stated.value.as_str()) else {
        return company.map(|company| ("Company", company.to_owned()));
    };
    let new = company.filter(|company| !role.to_lowercase().contains(&company.to_lowercase()));
    Some((
        "Role",
        new.map_or_else(|| role.to_owned(), |company| format!("{role} at {company}")),
    ))
}

/// A table of field and value; `None` when nothing is stated.
pub(super) fn table(summary: &Summary) -> Option<String> {
    let profile = &summary.profile;
    let named = [
        ("Role", &profile.role),
        ("Company", &profile.company),
        ("Relationship", &profile.relationship),
    ];
    let named = named
        .into_iter()
        .filter_map(|(key, stated)| Some((key.to_owned(), stated.as_ref()?)));
    let rows = named.chain(others(summary));
    let rows: Vec<String> = rows
        .filter_map(|(key, stated)| Some(format!("| **{key}** | {} |", cell(&stated.value)?)))
        .collect();
    let head = ["| Field | Value |", "|-------|-------|"].map(str::to_owned);
    (!rows.is_empty()).then(|| head.into_iter().chain(rows).collect::<Vec<_>>().join("\n"))
}

/// Whatever else is stated, with its label: what the own note states in its order, then the rest, the status first.
fn others(summary: &Summary) -> Vec<(String, &Stated)> {
    let own = summary.entity.path.as_deref();
    let mut others: Vec<(&String, &Stated)> = summary.profile.other.iter().collect();
    others.retain(|(key, _)| key.as_str() != "lastDirect");
    others.order_by_key(|&(key, stated)| {
        let is_own = own == Some(&*stated.source.path);
        let line = if is_own { stated.source.line } else { 0 };
        (!is_own, line, key.as_str() != "status", key.as_str())
    });
    others.into_iter().map(|(key, stated)| (label(key), stated)).collect()
}

/// `accountOwner` as `Account Owner`.
fn label(key: &str) -> String {
    let mut label = String::with_capacity(key.len() + 4);
    for (at, c) in key.chars().enumerate() {
        match c {
            _ if at == 0 => label.extend(c.to_uppercase()),
            _ if c.is_uppercase() => {
                label.push(' ');
                label.push(c);
            }
            _ => label.push(c),
        }
    }
    label
}
