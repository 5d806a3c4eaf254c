import { COMMON, onlyFolder, read } from "./args.js";
import { EXIT, type Terminal } from "./main.js";
import { open } from "./open.js";
import { json } from "./text.js";

/** `relata schema <folder>` */
export async function schema(args: readonly string[], terminal: Terminal): Promise<number> {
  const { json: asJson, help } = COMMON;
  const { values, positionals } = read(args, { json: asJson, help }, "schema");
  const folder = onlyFolder(positionals, "schema");
  const vault = await open(folder, undefined, terminal);
  const proposal = vault.proposeSchema();
  terminal.stdout.write(values.json ? `${json({ schema: proposal })}\n` : proposal);
  return EXIT.done;
}
