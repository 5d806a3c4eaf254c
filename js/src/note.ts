import { bytesOf, type Content } from "./content.js";
import { call } from "./load.js";

/** A place in a note: `line` and `col` from 0, `col` and `offset` in UTF-16 units, as in the host app. */
export interface Loc {
  line: number;
  col: number;
  offset: number;
}

/** From `start` up to and without `end`. */
export interface Pos {
  start: Loc;
  end: Loc;
}

/** A heading with its level, 1 to 6. */
export interface HeadingCache {
  heading: string;
  level: number;
  position: Pos;
}

/** A link or embed: its target, and how it is written. */
export interface LinkCache {
  link: string;
  original: string;
  displayText?: string;
  position: Pos;
}

/** A tag with its `#`. */
export interface TagCache {
  tag: string;
  position: Pos;
}

/** A list item; `task` is the status symbol of a task, absent for other items. */
export interface ListItemCache {
  task?: string;
  position: Pos;
}

/** What a note holds, in the shape of the host app's `CachedMetadata`; lists that would be empty are absent. */
export interface CachedMetadata {
  headings?: HeadingCache[];
  links?: LinkCache[];
  embeds?: LinkCache[];
  tags?: TagCache[];
  listItems?: ListItemCache[];
  frontmatter?: Record<string, unknown>;
  frontmatterPosition?: Pos;
}

/** Reads one note. Never throws for odd notes. Needs `await init()` or an open vault before. */
export function parseNote(content: Content): CachedMetadata {
  return call((binding) => binding.parseNote(bytesOf(content)) as CachedMetadata);
}

/** Version of the WebAssembly module. Needs `await init()` or an open vault before. */
export function version(): string {
  return call((binding) => binding.version());
}
