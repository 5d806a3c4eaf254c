// The module `obsidian` as the stand-in has it.

import type * as api from "obsidian-api";

import { Component, debounce, Events } from "./component";
import { Modal, Notice, SuggestModal } from "./modal";
import { App, Keymap, Plugin, PluginSettingTab, SettingTab } from "./plugin";
import { Setting } from "./setting";
import { TAbstractFile, TFile, TFolder, Vault } from "./vault";
import { ItemView, View, Workspace, WorkspaceLeaf } from "./workspace";

export {
  App, Component, debounce, Events, ItemView, Keymap, Modal, Notice, Plugin, PluginSettingTab, Setting, SettingTab,
  SuggestModal, TAbstractFile, TFile, TFolder, Vault, View, Workspace, WorkspaceLeaf,
};
export type { ViewStateResult } from "obsidian-api";

/** What `require("obsidian")` gives; every name is one of the app's. */
export const obsidian = {
  App, Component, debounce, Events, ItemView, Keymap, Modal, Notice, Plugin, PluginSettingTab, Setting, SettingTab,
  SuggestModal, TAbstractFile, TFile, TFolder, Vault, View, Workspace, WorkspaceLeaf,
} satisfies Partial<Record<keyof typeof api, unknown>>;
