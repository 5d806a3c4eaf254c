// Notes for those who have none: where they go, and what stands in them.

import { RelataError } from "../error.js";
import type { EntityRow } from "../generated/types.js";
import type { Vault } from "../vault.js";

/** A new note. */
export interface Made {
  name: string;
  /** Vault-relative path. */
  path: string;
  content: string;
}

/** Notes for names of the vault, no two at the same path. A name of several is `left` to people, and one for which there is a note that is nobody's. */
export function made(vault: Vault, names: readonly string[], left: (name: string, why: string) => void): Made[] {
  const rows = vault.entities();
  const taken = new Set(vault.files().map(folded));
  const owned = new Set(rows.flatMap(({ path }) => (path === null ? [] : [folded(path)])));
  const nobodys = new Set([...taken].filter((path) => !owned.has(path)));
  return names.flatMap((name) => {
    try {
      const { kind } = vault.summary(name).entity;
      const place = placeFor(rows, kind, name);
      if (nobodys.has(folded(place))) {
        left(name, `${place} is there, and its type does not say that it is theirs; \`type: ${kind}\` does`);
        return [];
      }
      const path = freePath(place, taken);
      taken.add(folded(path));
      return [{ name, path, content: vault.render(name) }];
    } catch (error) {
      if (!(error instanceof RelataError && error.code === "ambiguous-name")) throw error;
      left(name, error.message);
      return [];
    }
  });
}

/** As file systems that do not tell cases and forms of letters apart see it. */
function folded(path: string): string {
  return path.normalize("NFC").toLowerCase();
}

function freePath(path: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n += 1) {
    const free = n === 1 ? path : path.replace(/\.md$/, ` ${n}.md`);
    if (!taken.has(folded(free))) return free;
  }
}

const FOLDERS: Record<string, string> = { person: "People", company: "Companies", opportunity: "Opportunities" };

/** Where a note of a kind belongs: where most of that kind lie, be it in one folder or each in its own. */
export function placeFor(rows: readonly EntityRow[], kind: string, name: string): string {
  const counts = new Map<string, number>();
  for (const { path, kind: other } of rows) {
    if (path === null || other !== kind) continue;
    const pattern = patternOf(path);
    counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return inFolder(most?.[0] ?? (FOLDERS[kind] ?? `${kind.charAt(0).toUpperCase()}${kind.slice(1)}s`), name);
}

/** A note in a folder; `{name}` in it is the note's own name. */
export function inFolder(folder: string, name: string): string {
  const file = fileName(name);
  const whole = folder.replaceAll("{name}", () => file).replace(/^\/+|\/+$/g, "");
  return whole === "" ? `${file}.md` : `${whole}/${file}.md`;
}

/** The folder of a note, with `{name}` where it is called like the note. */
function patternOf(path: string): string {
  const names = path.split("/");
  const own = names.pop()!.replace(/\.md$/i, "");
  return names.map((name) => (name === own ? "{name}" : name)).join("/");
}

const LONGEST = 120;

/** A name as a file name that every system can hold and every link can name. */
export function fileName(name: string): string {
  const plain = name.normalize("NFC").replace(/[\u0000-\u001f\u007f<>:"/\\|?*#^[\]]+/g, "-").replace(/\s+/g, " ");
  const short = [...plain].slice(0, LONGEST).join("").replace(/^[.\s-]+|[.\s]+$/g, "");
  const isDevice = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i.test(short);
  return short === "" ? "Untitled" : isDevice ? `${short}_` : short;
}
