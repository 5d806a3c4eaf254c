#!/usr/bin/env node
// The command `relata`.

import { main } from "./main.js";

// A reader that has seen enough (`| head`) is no error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit();
    throw error;
  });
}

process.exitCode = await main(process.argv.slice(2), process);
