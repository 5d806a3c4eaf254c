import type { NoteFile } from "relata";

import type { Notes } from "./notes.ts";

interface Index {
  name: string;
  asOf?: string;
  notes: { path: string }[];
}

/** Notes fetched at a time. */
const AHEAD = 16;

/** The vault that the page is served with; `null` when it is served alone. */
export async function served(): Promise<Notes | null> {
  const place = document.querySelector<HTMLMetaElement>('meta[name="relata-vault"]')?.content;
  if (place === undefined) return null;
  const response = await fetch(place);
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  const { name, asOf, notes } = (await response.json()) as Index;
  const paths = new Set(notes.map(({ path }) => path));
  return {
    name,
    ...(asOf ? { asOf } : {}),
    skipped: [],
    all: (signal) => Object.assign(inOrder([...paths], (path) => fetchNote(path, signal)), { total: paths.size }),
    has: (path) => paths.has(path),
    read: async (path) => text(await fetch(address(path))),
  };
}

/** Starts up to `AHEAD` fetches before their turn and yields what they give, in order. */
async function* inOrder(paths: string[], fetchOne: (path: string) => Promise<NoteFile | null>): AsyncGenerator<NoteFile> {
  const start = (path: string) => quiet(fetchOne(path));
  const started = paths.slice(0, AHEAD).map(start);
  for (let next = started.length; started.length > 0; next += 1) {
    const note = await started.shift();
    const path = paths[next];
    if (path !== undefined) started.push(start(path));
    if (note) yield note;
  }
}

/** A promise whose failure counts only once somebody waits for it: the first failure ends the rest unseen. */
function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

/** One note; `null` when it went away since the index was made. */
async function fetchNote(path: string, signal: AbortSignal): Promise<NoteFile | null> {
  const response = await fetch(address(path), { signal });
  return response.ok ? { path, content: new Uint8Array(await response.arrayBuffer()) } : null;
}

async function text(response: Response): Promise<string | null> {
  return response.ok ? response.text() : null;
}

function address(path: string): string {
  return `vault/${path.split("/").map(encodeURIComponent).join("/")}`;
}
