// Before packing: the licences of the project come along, and what is packed has been built.

import { copyFileSync, existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

if (!existsSync("dist/index.js")) {
  console.error("js/dist is not there: run `npm run build` at the root of the project, which makes it.");
  process.exit(1);
}
for (const licence of ["LICENSE-APACHE", "LICENSE-MIT"]) copyFileSync(`../${licence}`, licence);
