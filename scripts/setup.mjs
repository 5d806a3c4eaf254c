// npm run setup: everything that building and testing need.

import { main } from "./lib/say.mjs";
import { setUp, setUpBrowser } from "./lib/steps.mjs";

await main(async () => {
  await setUp();
  await setUpBrowser();
});
