import type { NoteFile } from "relata";

import type { Notes } from "./notes.ts";
import { records } from "./records.ts";

interface Index {
  name: string;
  asOf?: string;
  notes: { path: string }[];
}

/** The vault that the page is served with; `null` when it is served alone. */
export async function served(): Promise<Notes | null> {
  const place = document.querySelector<HTMLMetaElement>('meta[name="relata-vault"]')?.content;
  if (place === undefined) return null;
  const { name, asOf, notes } = (await (await get(`${place}.json`)).json()) as Index;
  const paths = new Set(notes.map(({ path }) => path));
  return {
    name,
    ...(asOf ? { asOf } : {}),
    skipped: [],
    all: (signal) => Object.assign(all(place, signal), { total: paths.size }),
    has: (path) => paths.has(path),
    read: async (path) => (await get(`${place}/${path.split("/").map(encodeURIComponent).join("/")}`)).text(),
  };
}

/** Every note in one answer: one request for each would take most of the time. */
async function* all(place: string, signal: AbortSignal): AsyncGenerator<NoteFile> {
  const { body } = await get(`${place}.notes`, signal);
  if (body !== null) yield* records(body);
}

async function get(address: string, signal?: AbortSignal): Promise<Response> {
  const response = await fetch(address, signal ? { signal } : {});
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return response;
}
