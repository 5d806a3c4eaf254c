// Types with which tsc proves that the stand-in agrees with the app's typings.

import type * as api from "obsidian-api";

import type { Component } from "./component";
import type { App, Plugin } from "./plugin";
import type { Modal } from "./modal";
import type { TextAreaComponent, TextComponent, ToggleComponent } from "./setting";
import type { TAbstractFile, TFile, TFolder, Vault } from "./vault";
import type { View, Workspace, WorkspaceLeaf } from "./workspace";

/** Members `K` of the app's class `T`, spoken in the stand-in's classes. */
export type Agrees<T, K extends keyof T> = { [P in K]: Swap<T[P]> };

/** The app's classes with the stand-in's in their place; the narrower ones come first. */
type Swap<T> = 0 extends 1 & T ? T // any stays any
  : T extends api.TFile ? TFile
  : T extends api.TFolder ? TFolder
  : T extends api.TAbstractFile ? TAbstractFile
  : T extends api.WorkspaceLeaf ? WorkspaceLeaf
  : T extends api.Workspace ? Workspace
  : T extends api.Vault ? Vault
  : T extends api.App ? App
  : T extends api.Modal ? Modal
  : T extends api.Plugin ? Plugin
  : T extends api.View ? View
  : T extends api.Component ? Component
  : T extends api.TextAreaComponent ? TextAreaComponent
  : T extends api.TextComponent ? TextComponent
  : T extends api.ToggleComponent ? ToggleComponent
  : T extends Promise<infer Value> ? Promise<Swap<Value>>
  : T extends (infer Item)[] ? Swap<Item>[]
  : T extends (...args: infer Args) => infer Result ? (...args: { [I in keyof Args]: Swap<Args[I]> }) => Swap<Result>
  : T;
