import { COMMON, day, read, Usage } from "./args.js";
import { EXIT, type Terminal } from "./main.js";
import { open } from "./open.js";
import { clean, json } from "./text.js";

/** `relata brief <folder> <name>` */
export async function brief(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = read(args, COMMON, "brief");
  const [folder, ...words] = positionals;
  const name = words.join(" ");
  if (folder === undefined || name === "") throw new Usage("brief takes a folder and a name: relata brief <folder> <name>");
  const vault = await open(folder, day(values["as-of"]), terminal);
  const found = vault.brief(name);
  const markdown = found.markdown.trimEnd().split("\n").map(clean).join("\n");
  terminal.stdout.write(values.json ? `${json(found)}\n` : `${markdown}\n`);
  return EXIT.done;
}
