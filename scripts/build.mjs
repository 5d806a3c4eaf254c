// npm run build: the wasm module and every package, where something changed.

import { main } from "./lib/say.mjs";
import { build, setUp } from "./lib/steps.mjs";

await main(async () => {
  await setUp();
  await build();
});
