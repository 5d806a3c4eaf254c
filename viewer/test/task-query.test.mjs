// Queries of the Tasks plugin that stand in notes, answered where they stand.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, onPage, texts, visit } from "./browser.mjs";
import { folderOf, serveFor } from "./folder.mjs";
import { load } from "./source.mjs";

const { taskBlocks } = await load("src/task-query.ts");

test("finds the query blocks of a note", () => {
  const lines = [
    ...["```tasks", "not done", "```"],
    ...["> ~~~~ tasks", "> done", ">  sort by due", "> ~~~~"],
    ...["```js", "```tasks", "```"],
    ...["````md", "```tasks", "done", "```", "````"],
    ...["```tasks `x`", "```taskspaper", "```"],
    ...["- ```tasks", "  due today", "  ```"],
    ...["```tasks", "never closed"],
  ];
  assert.deepEqual(taskBlocks(lines), [
    { query: "not done", end: 2 },
    { query: "done\n sort by due", end: 6 },
    { query: "  due today", end: 20 },
  ]);
});

const NOTES = {
  "People/Ada Quill.md": `---
type: person
---
# Ada Quill

## Key Facts

- Keeps bees.

\`\`\`tasks
not done
group by owner
\`\`\`

\`\`\`tasks
not done
filter by function <script>window.harmed=1</script>
\`\`\`
`,
  "Plan.md": "- [ ] Sell the honey @Ada Quill 📅 2026-09-30 ⏫\n- [?] Buy a hive @Bo Lind\n- [x] Read the book\n",
};

let browser;
before(async () => void (browser = await launch()));
after(() => browser?.close());

test("a note shows what its queries find, and why one cannot be run", async (t) => {
  const { url } = await serveFor(t, { folder: await folderOf(t, NOTES), asOf: "2026-10-01" });
  await onPage(browser, {}, async (page) => {
    await visit(page, url, "Ada Quill");
    await page.locator(".facts .where").click();
    await page.locator(".facts .place").click();
    await page.locator(".reader .here", { hasText: "Keeps bees." }).waitFor();
    const [found, refused] = await texts(page, ".reader .answer");
    assert.match(found, /^Ada Quill\n+\[ \] Sell the honey\n+Ada Quill · was due yesterday · high priority · Plan\.md:1/s);
    assert.match(found, /Proposed, not agreed\n+Bo Lind\n+\[\?\] Buy a hive/);
    assert.match(found, /2 tasks$/);
    assert.match(refused, /cannot be run: line 2: .*not supported/);
    assert.equal(await page.evaluate(() => window.harmed), undefined);
    await page.locator(".reader .answer .place").first().click();
    await page.locator(".reader .here", { hasText: "Sell the honey" }).waitFor();
  });
});
