import { App } from "./app.ts";
import { listen } from "./keyboard.ts";
import { onDrop } from "./notes/drop.ts";
import { droppedFolder, pickFolder } from "./notes/folder.ts";
import type { Notes } from "./notes/notes.ts";
import { served } from "./notes/served.ts";
import { findPage } from "./page.ts";

const page = findPage();
const pick = () => void open(pickFolder());
const app = new App(page, pick);

page.search.addEventListener("input", () => app.ask({ text: page.search.value.trim() }));
page.sort.addEventListener("change", () => app.ask({ sort: page.sort.value }));
page.show.addEventListener("change", () => app.ask(filter(page.show.value)));
page.asOf.addEventListener("change", () => page.asOf.value && app.asOf(page.asOf.value));
page.openOther.addEventListener("click", pick);
page.skip.addEventListener("click", () => page.main.focus());
addEventListener("hashchange", () => app.route());
listen(app);
onDrop((dropped) => void open(droppedFolder(dropped)));
void open(served(), () => app.invite());

/** Opens `found` once it is there; `otherwise` when there is nothing. */
async function open(found: Promise<Notes | null>, otherwise = () => {}): Promise<void> {
  try {
    const notes = await found;
    await (notes ? app.open(notes) : otherwise());
  } catch (error) {
    app.invite(`The folder could not be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** `kind:person` or `state:drifting`, as the filter's options say it. */
function filter(value: string): { kind: string | undefined; state: string | undefined } {
  const [column, ...rest] = value.split(":");
  const wanted = rest.join(":");
  return { kind: column === "kind" ? wanted : undefined, state: column === "state" ? wanted : undefined };
}
