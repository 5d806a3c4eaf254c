// Folders of notes that live as long as a test.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder with the given files (path → content); removed after the test `t`. */
export function folderWith(t, files) {
  const folder = mkdtempSync(join(tmpdir(), "relata-test-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

/** A vault with a person, a customer, two meetings and a few tasks. */
export const TEA = {
  "People/Ada Quill.md": `---
type: person
title: Ada Quill
aliases: [Ada]
role: Baker
company: Crumb & Sons
---
# Ada Quill

## Key Facts
- Bakes at night.

## Open Tasks
- [ ] Bring the yellow tins @Ada Quill 📅 2026-09-20
`,
  "Customers/Crumb.md": `---
type: customer
title: Crumb & Sons
---
# Crumb & Sons
`,
  "Meetings/2026-09-01 - Tea.md": `---
type: person
date: 2026-09-01
person: Ada Quill
participants: [Ada Quill]
---
# Tea

## Summary
We had tea and spoke about ovens.

## Key Decisions
- Buy the small oven.

## Action Items
- [ ] Send the oven's price @Myself 📅 2026-10-05 🔼
- [?] Paint the shop @Ada Quill
`,
  "Meetings/2026-08-01 - Ovens.md": `---
type: person
date: 2026-08-01
person: Ada Quill
participants: [Ada Quill]
---
# Ovens

## Summary
We looked at ovens.
`,
};
