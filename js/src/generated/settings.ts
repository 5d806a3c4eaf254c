// Generated from the Rust types by `UPDATE_TYPES=1 cargo test -p relata types`. Do not edit.

/** Files that say how a vault's notes are read, by path. */
export const SETTINGS: readonly string[] = [
  "relata.yaml",
  "relata-names.yaml",
  ".obsidian/app.json",
  ".obsidian/plugins/obsidian-tasks-plugin/data.json",
];
