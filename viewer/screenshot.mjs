// Makes docs/viewer.png, the picture in the README, from the sample vault: npm run screenshot -w relata-viewer

import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { shrink } from "./picture.mjs";
import { serve } from "./serve.mjs";
import { launch, visit } from "./test/browser.mjs";
import { HARBOR, HARBOR_DAY } from "./test/folder.mjs";

const PICTURE = fileURLToPath(new URL("../docs/viewer.png", import.meta.url));
const MOST = 200_000;
const NAME = process.argv[2] ?? "Ilse Brandvoort";

const [browser, server] = await Promise.all([launch(), serve({ folder: HARBOR, asOf: HARBOR_DAY })]);
const page = await browser.newPage({ viewport: { width: 1240, height: 800 }, deviceScaleFactor: 1.5, colorScheme: "light" });
await visit(page, server.url, NAME);
await page.locator(".row[aria-current]").scrollIntoViewIfNeeded();
const picture = shrink(await page.screenshot());
await writeFile(PICTURE, picture);
await Promise.all([browser.close(), server.close()]);

console.log(`docs/viewer.png: ${Math.round(picture.length / 1000)} KB`);
if (picture.length > MOST) {
  console.error(`The picture should have at most ${MOST / 1000} KB.`);
  process.exitCode = 1;
}
