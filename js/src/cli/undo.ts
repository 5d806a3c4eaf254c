import { undo as undoRun, type Undone } from "../node/write/index.js";
import { onlyFolder, read } from "./args.js";
import { complain, EXIT, medium, type Terminal } from "./main.js";
import { count, Page, run } from "./page.js";
import { clean, json } from "./text.js";
import { leftAlone } from "./written.js";

const OPTIONS = { json: { type: "boolean" }, help: { type: "boolean", short: "h" } } as const;

/** `relata undo <folder>` */
export async function undo(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = read(args, OPTIONS, "undo");
  const folder = onlyFolder(positionals, "undo");
  const undone = await undoRun(folder);
  const didAll = undone.run !== null && undone.refused.length === 0;
  if (values.json) terminal.stdout.write(`${json(undone)}\n`);
  else if (undone.run === null) complain(terminal, "there is nothing to undo: no earlier write is in this vault's journal");
  else print(undone, terminal);
  return didAll ? EXIT.done : EXIT.nothing;
}

function print({ run: last, restored, removed, refused, passed }: Undone, terminal: Terminal): void {
  const page = new Page(medium(terminal));
  for (const path of restored) page.line([run("restored  ", "green"), run(clean(path))]);
  for (const path of removed) page.line([run("removed   ", "yellow"), run(clean(path))]);
  const what = [restored.length > 0 ? `${count(restored.length, "file")} restored` : "", removed.length > 0 ? `${count(removed.length, "file")} removed` : ""];
  const did = what.filter((part) => part !== "").join(", ") || "nothing could be taken back";
  page.line([run(clean(`${last?.command} of ${minute(last?.time ?? "")}: ${did}`), "bold")]);
  terminal.stdout.write(page.toString());
  leftAlone(refused, terminal);
  if (passed) complain(terminal, "nothing of this run can be taken back; undo called again goes on to the run before, for the other files");
}

/** A moment as `YYYY-MM-DD HH:MM` where the program runs. */
function minute(time: string): string {
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) return "an unknown day";
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
