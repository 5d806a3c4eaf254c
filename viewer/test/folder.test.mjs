// Folders that a person picks: read wholly in the page, without a server that knows them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, onPage, texts } from "./browser.mjs";
import { folderOf, serveFor } from "./folder.mjs";

let browser;
before(async () => void (browser = await launch()));
after(() => browser?.close());

const NOTES = {
  "People/Ada Quill.md": "---\ntype: person\n---\n# Ada Quill\n\n## Key Facts\n\n- Keeps bees.\n",
  "Meetings/2026-09-01 - Bees.md": "---\ntype: person\ndate: 2026-09-01\nperson: Ada Quill\nparticipants: [Ada Quill]\n---\n# Bees\n\nTalked about bees.\n",
};

test("invites, and says that nothing leaves the machine", async (t) => {
  const { url } = await serveFor(t, {});
  await onPage(browser, {}, async (page) => {
    await page.goto(url);
    await page.getByRole("button", { name: "Open your notes" }).waitFor();
    assert.match(await page.locator(".promise").innerText(), /Nothing leaves this machine/);
  });
});

test("reads a folder picked as files", async (t) => {
  const { url } = await serveFor(t, {});
  const folder = await folderOf(t, NOTES);
  await onPage(browser, {}, async (page) => {
    await page.addInitScript(() => delete window.showDirectoryPicker);
    const asked = requests(page);
    await page.goto(url);
    await page.getByRole("button", { name: "Open your notes" }).waitFor();
    const chosen = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Open your notes" }).click();
    await (await chosen).setFiles(folder);
    await page.locator("main h1", { hasText: "Ada Quill" }).waitFor();
    assert.equal(await page.locator("#vault-name").innerText(), folder.split("/").pop());
    assert.deepEqual(asked.sent(), [], "nothing is sent for reading notes");
    await page.locator(".facts .where").focus();
    await page.keyboard.press("Enter");
    await page.locator(".facts .place").click();
    await page.locator(".reader .here", { hasText: "Keeps bees." }).waitFor();
  });
});

const TICKED = {
  "People/Ada Quill.md": "---\ntype: person\n---\n## Open Tasks\n\n- [x] Send the hive @Me 📅 2026-10-01\n",
  "Meetings/2026-09-01 - Bees.md": "---\nparticipants: [Ada Quill]\n---\n- [ ] Send the hive @Me 📅 2026-10-01\n- [ ] Send honey @Me\n",
};

test("says of a task that it is done in a copy", async (t) => {
  const { url } = await serveFor(t, {});
  await onPage(browser, {}, async (page) => {
    await page.addInitScript(pickFromOrigin, TICKED);
    await page.goto(url);
    await page.getByRole("button", { name: "Open your notes" }).click();
    await page.locator(".task").first().waitFor();
    const said = await texts(page, ".task .said");
    assert.match(said.find((text) => text.includes("hive")), /done in its copy/);
    assert.doesNotMatch(said.find((text) => text.includes("honey")), /copy/);
    await page.locator(".task", { hasText: "hive" }).locator(".where").click();
    assert.deepEqual(await texts(page, ".task .places:not([hidden]) .path"), ["Meetings/2026-09-01 - Bees.md:4", "People/Ada Quill.md:6"]);
  });
});

test("reads a folder picked as a handle", async (t) => {
  const { url } = await serveFor(t, {});
  await onPage(browser, {}, async (page) => {
    await page.addInitScript(pickFromOrigin, NOTES);
    await page.goto(url);
    await page.getByRole("button", { name: "Open your notes" }).click();
    await page.locator("main h1", { hasText: "Ada Quill" }).waitFor();
    assert.deepEqual(await texts(page, "#vault-name, #notes-read"), ["Bees", "2 notes"]);
  });
});

test("a changed mind changes nothing", async (t) => {
  const { url } = await serveFor(t, {});
  await onPage(browser, {}, async (page) => {
    await page.addInitScript(() => (window.showDirectoryPicker = () => Promise.reject(new DOMException("no", "AbortError"))));
    await page.goto(url);
    await page.getByRole("button", { name: "Open your notes" }).click();
    assert.equal(await page.locator(".problem").count(), 0);
    assert.ok(await page.getByRole("button", { name: "Open your notes" }).isVisible());
  });
});

test("says in one line why a folder cannot be read", async (t) => {
  const { url } = await serveFor(t, {});
  await onPage(browser, {}, async (page) => {
    await page.addInitScript(() => (window.showDirectoryPicker = () => Promise.reject(new DOMException("permission denied", "NotAllowedError"))));
    await page.goto(url);
    await page.getByRole("button", { name: "Open your notes" }).click();
    await page.locator(".problem").waitFor();
    assert.deepEqual(await texts(page, ".problem"), ["The folder could not be read: permission denied"]);
  });
});

for (const [what, notes, title] of [
  ["a folder without notes", { "plan.txt": "no note" }, "No notes here"],
  ["notes about nobody", { "list.md": "# Shopping\n\n- bread\n" }, "Nobody here yet"],
]) {
  test(`explains ${what}`, async (t) => {
    const { url } = await serveFor(t, { folder: await folderOf(t, notes) });
    await onPage(browser, {}, async (page) => {
      await page.goto(url);
      await page.locator("main h1", { hasText: title }).waitFor();
      assert.ok((await page.locator(".lead").first().innerText()).length > 20);
    });
  });
}

test("reads a dropped folder", async (t) => {
  const { url } = await serveFor(t, {});
  await onPage(browser, {}, async (page) => {
    await page.goto(url);
    await page.getByRole("button", { name: "Open your notes" }).waitFor();
    await page.evaluate(drop, NOTES);
    await page.locator("main h1", { hasText: "Ada Quill" }).waitFor();
    assert.equal(await page.locator("#vault-name").innerText(), "Bees");
  });
});

/** What the page sends while it is watched, without the page itself. */
function requests(page) {
  const all = [];
  page.on("request", (request) => all.push(request.url()));
  return { sent: () => all.filter((url) => !/\/(viewer\.(js|css)|relata\.wasm)?$/.test(new URL(url).pathname)) };
}

/** Runs in the page: a picker that gives a folder of the page's own, made of `notes`. */
function pickFromOrigin(notes) {
  window.showDirectoryPicker = async () => {
    const root = await (await navigator.storage.getDirectory()).getDirectoryHandle("Bees", { create: true });
    for (const [path, text] of Object.entries(notes)) {
      const parts = path.split("/");
      let folder = root;
      for (const name of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(name, { create: true });
      const file = await (await folder.getFileHandle(parts.at(-1), { create: true })).createWritable();
      await file.write(text);
      await file.close();
    }
    return root;
  };
}

/** Runs in the page: drops a folder called Bees. A script cannot make real folder entries, so these are made by hand. */
function drop(notes) {
  const file = (name, text) => ({ name, isFile: true, isDirectory: false, file: (give) => give(new File([text], name)) });
  const folder = (name, children) => {
    const reader = () => {
      const portions = [children, []];
      return { readEntries: (give) => give(portions.shift() ?? []) };
    };
    return { name, isFile: false, isDirectory: true, createReader: reader };
  };
  const files = Object.entries(notes).map(([path, text]) => file(path.split("/").at(-1), text));
  const dropped = new DataTransfer();
  dropped.items.add("x", "text/plain");
  const event = new DragEvent("drop", { dataTransfer: dropped, bubbles: true, cancelable: true });
  Object.defineProperty(event, "dataTransfer", { value: { items: [{ webkitGetAsEntry: () => folder("Bees", files) }] } });
  document.body.dispatchEvent(event);
}
