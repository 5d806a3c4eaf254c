//! The Tasks plugin's own settings, as its `data.json` holds them.
//!
//! A vault keeps them at [`SETTINGS_PATH`]; only what bears on reading and writing tasks is taken from them.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Format, NoteDateOptions, ParseOptions, Status, StatusType, Statuses, ToggleSettings, note_date};
use crate::note::Day;

/// Where a vault keeps the plugin's settings.
pub const SETTINGS_PATH: &str = ".obsidian/plugins/obsidian-tasks-plugin/data.json";

/// The settings by the plugin's names; those that are absent have its defaults.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct PluginSettings {
    /// Only lines with this text are tasks.
    pub global_filter: String,
    /// `tasksPluginEmoji` or `dataview`.
    pub task_format: String,
    /// Give new occurrences a created date.
    pub set_created_date: bool,
    /// Give done tasks a done date.
    pub set_done_date: bool,
    /// Give cancelled tasks a cancelled date.
    pub set_cancelled_date: bool,
    /// Write the next occurrence below the done line.
    pub recurrence_on_next_line: bool,
    /// Leave the scheduled date out of new occurrences.
    pub remove_scheduled_date_on_recurrence: bool,
    /// Take the date in the name of a note as scheduled date.
    pub use_filename_as_scheduled_date: bool,
    /// A further format of such names.
    pub filename_as_scheduled_date_format: String,
    /// The folders where that is done; empty for all.
    pub filename_as_date_folders: Vec<String>,
    /// The statuses.
    pub status_settings: StatusSettings,
    /// Instructions that come before those of every query block.
    pub global_query: String,
    /// Instructions by name, which queries take over with `preset NAME` and `{{preset.NAME}}`.
    pub presets: BTreeMap<String, String>,
}

/// The statuses of the settings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct StatusSettings {
    /// Those that every vault has.
    pub core_statuses: Vec<StatusSetting>,
    /// Those that the vault adds.
    pub custom_statuses: Vec<StatusSetting>,
}

/// One status of the settings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct StatusSetting {
    /// What stands in the box.
    pub symbol: String,
    /// Its name for people.
    pub name: String,
    /// The symbol that a toggle gives.
    pub next_status_symbol: String,
    /// What it means; what is unknown is to do.
    #[serde(rename = "type")]
    pub kind: String,
}

impl Default for PluginSettings {
    fn default() -> Self {
        let toggling = ToggleSettings::default();
        Self {
            global_filter: String::new(),
            task_format: "tasksPluginEmoji".to_owned(),
            set_created_date: toggling.set_created_date,
            set_done_date: toggling.set_done_date,
            set_cancelled_date: toggling.set_cancelled_date,
            recurrence_on_next_line: toggling.recurrence_on_next_line,
            remove_scheduled_date_on_recurrence: toggling.remove_scheduled_date_on_recurrence,
            use_filename_as_scheduled_date: false,
            filename_as_scheduled_date_format: String::new(),
            filename_as_date_folders: Vec::new(),
            status_settings: StatusSettings::default(),
            global_query: String::new(),
            presets: BTreeMap::new(),
        }
    }
}

impl PluginSettings {
    /// The format that the vault writes.
    pub fn format(&self) -> Format {
        if self.task_format == "dataview" {
            Format::Dataview
        } else {
            Format::Emoji
        }
    }

    /// The statuses of the vault; the plugin's own where it states none.
    pub fn statuses(&self) -> Statuses {
        let settings = &self.status_settings;
        let all = settings.core_statuses.iter().chain(&settings.custom_statuses);
        let stated: Vec<Status> = all
            .filter(|status| !status.symbol.is_empty())
            .map(StatusSetting::status)
            .collect();
        if stated.is_empty() {
            Statuses::plugin()
        } else {
            Statuses::new(stated)
        }
    }

    /// How to read the task lines of the note at `path`, in Relata's own way or in strict mode.
    pub fn parse_options(&self, path: &str, strict: bool) -> ParseOptions {
        let mut options = ParseOptions {
            strict,
            ..ParseOptions::default()
        };
        self.apply(&mut options);
        options.fallback_date = self.note_day(path);
        options
    }

    /// Sets what the vault says of formats, statuses and which lines are tasks.
    pub fn apply(&self, options: &mut ParseOptions) {
        let statuses = self.statuses();
        options.format = self.format();
        options.global_filter.clone_from(&self.global_filter);
        options.statuses = Some(match options.strict {
            true => statuses,
            false => statuses.with_defaults(),
        });
    }

    /// The scheduled date that the name of the note at `path` gives its tasks which have no date of their own.
    pub fn note_day(&self, path: &str) -> Option<Day> {
        if !self.use_filename_as_scheduled_date {
            return None;
        }
        let names = NoteDateOptions {
            extra_format: Some(self.filename_as_scheduled_date_format.clone()),
            only_folders: self.filename_as_date_folders.clone(),
        };
        note_date(path, &names)
    }

    /// What bears on toggling.
    pub fn toggle_settings(&self) -> ToggleSettings {
        ToggleSettings {
            recurrence_on_next_line: self.recurrence_on_next_line,
            set_created_date: self.set_created_date,
            set_done_date: self.set_done_date,
            set_cancelled_date: self.set_cancelled_date,
            remove_scheduled_date_on_recurrence: self.remove_scheduled_date_on_recurrence,
        }
    }
}

impl StatusSetting {
    fn status(&self) -> Status {
        Status {
            symbol: self.symbol.clone().into(),
            name: self.name.clone().into(),
            next: self.next_status_symbol.clone().into(),
            kind: StatusType::of_name(&self.kind).unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse;
    use super::*;

    fn settings(json: serde_json::Value) -> PluginSettings {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn an_empty_file_means_the_defaults() {
        let settings = settings(serde_json::json!({ "provider": "auto", "headingOpened": {} }));
        assert_eq!(
            (settings.format(), settings.statuses()),
            (Format::Emoji, Statuses::plugin())
        );
        assert!(settings.toggle_settings().set_done_date);
    }

    #[test]
    fn a_vault_names_its_own_statuses() {
        let settings = settings(serde_json::json!({
            "globalFilter": "#task",
            "taskFormat": "dataview",
            "useFilenameAsScheduledDate": true,
            "statusSettings": {
                "coreStatuses": [{ "symbol": " ", "name": "Todo", "nextStatusSymbol": "w", "type": "TODO" }],
                "customStatuses": [
                    { "symbol": "w", "name": "Waiting", "nextStatusSymbol": "x", "availableAsCommand": true, "type": "ON_HOLD" },
                    { "symbol": "", "name": "", "nextStatusSymbol": "", "type": "EMPTY" },
                ],
            },
        }));
        let options = settings.parse_options("Daily/2025-06-10.md", false);
        let task = parse("- [w] call #task", &options).unwrap();
        assert_eq!((&*task.status_name, task.status_type), ("Waiting", StatusType::OnHold));
        assert_eq!(task.dates.scheduled.unwrap().text, "2025-06-10");
        assert_eq!(task.tags, [] as [&str; 0]);
        assert!(parse("- [?] call #task", &options).unwrap().proposed);
        assert_eq!(parse("- [w] call", &options), None);
        assert_eq!(settings.format(), Format::Dataview);
    }
}
