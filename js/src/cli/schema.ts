import { COMMON, read, Usage } from "./args.js";
import { EXIT, type Terminal } from "./main.js";
import { open } from "./open.js";
import { json } from "./text.js";

/** `relata schema <folder>` */
export async function schema(args: readonly string[], terminal: Terminal): Promise<number> {
  const { json: asJson, help } = COMMON;
  const { values, positionals } = read(args, { json: asJson, help }, "schema");
  const [folder, ...more] = positionals;
  if (folder === undefined) throw new Usage("schema takes a folder: relata schema <folder>");
  if (more.length > 0) throw new Usage(`schema takes one folder; "${more[0]}" is too much`);
  const vault = await open(folder, undefined, terminal);
  const proposal = vault.proposeSchema();
  terminal.stdout.write(values.json ? `${json({ schema: proposal })}\n` : proposal);
  return EXIT.done;
}
