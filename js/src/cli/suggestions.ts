import type { Content } from "../content.js";
import { applied } from "../edit.js";
import type { Suggestion } from "../generated/types.js";
import { writeNotes } from "../node/write/index.js";
import { Vault } from "../vault.js";
import { onlyFolder, read, Usage } from "./args.js";
import { diffText } from "./diff.js";
import { complain, EXIT, medium, type Terminal } from "./main.js";
import { decide, NAMES, type Decision } from "./names.js";
import { open, type Files } from "./open.js";
import { count, Page, run, type Medium } from "./page.js";
import { clean, json } from "./text.js";
import { why } from "./words.js";
import { quoted, recoverFirst, report, utf8 } from "./written.js";

const OPTIONS = {
  json: { type: "boolean" },
  same: { type: "boolean" },
  "not-same": { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

/** `relata suggestions <folder>` */
export async function suggestions(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = read(args, OPTIONS, "suggestions");
  if (values.same && values["not-same"]) throw new Usage("two names are the same or not: give --same or --not-same");
  if (values.same || values["not-same"]) return record(positionals, values.same ? "same" : "not-same", values.json ?? false, terminal);
  const folder = onlyFolder(positionals, "suggestions");
  const vault = await open(folder, undefined, terminal);
  const found = vault.suggestions();
  if (values.json) terminal.stdout.write(`${json(found)}\n`);
  else if (found.length > 0) terminal.stdout.write(suggestionsText(found, folder, medium(terminal)));
  if (found.length > 0) return EXIT.done;
  complain(terminal, why(vault.whyEmpty("suggestions")));
  return EXIT.nothing;
}

const REASONS: Record<string, string> = {
  email: "same e-mail address",
  accents: "same but for accents",
  address: "the address spells the name",
  order: "same words in another order",
  title: "same but for a title",
  suffix: "same but for a legal form",
  nickname: "a nickname",
  initial: "an initial",
  spelling: "spelt nearly the same",
  "first-name": "first name only, and nobody else has it",
  "first-name-in-company": "first name only, and nobody else there has it",
  company: "same company",
};

/** Why two names are probably the same, in words. */
export function reasonsOf({ reasons }: Suggestion): string {
  return reasons.map((reason) => REASONS[reason] ?? reason).join(", ");
}

/** Each pair with why, and what accepting it writes. */
export function suggestionsText(found: readonly Suggestion[], folder: string, on: Medium): string {
  const page = new Page(on);
  for (const suggestion of found) {
    const { keep, alias, score, accept } = suggestion;
    page.line([run(clean(keep), "bold"), run("  ~  "), run(clean(alias), "bold"), run(`  ${(score * 100).toFixed(0)} %`, "dim")]);
    page.hanging([run("  ")], clean(reasonsOf(suggestion)), "dim");
    page.hanging([run("  ")], `accepting writes to ${NAMES}, under same: ${clean(accept.replace(/^- /, ""))}`, "dim");
  }
  const [{ keep, alias }] = found as [Suggestion];
  const command = (option: string): string => clean(`relata suggestions ${[folder, `--${option}`, keep, alias].map(quoted).join(" ")}`);
  page.gap();
  page.hanging([], `${count(found.length, "pair")}. Nothing is done about them until you say so, such as:`);
  page.line([run(`  ${command("same")}`, "cyan")]);
  page.line([run(`  ${command("not-same")}`, "cyan")]);
  return page.toString();
}

async function record(positionals: readonly string[], decision: Decision, asJson: boolean, terminal: Terminal): Promise<number> {
  const [folder, a, b, ...more] = positionals;
  if (folder === undefined || a === undefined || b === undefined || more.length > 0) {
    throw new Usage(`--${decision} takes two names, each in quotes: relata suggestions <folder> --${decision} "Ada Quill" "A. Quill"`);
  }
  await recoverFirst(folder, terminal);
  const files: Files = new Map();
  const vault = await open(folder, undefined, terminal, files);
  const pair = [known(vault, a), known(vault, b)] as const;
  if (pair[0] === pair[1]) return alreadyOne(pair[0], decision, terminal);
  const before = files.get(NAMES);
  const text = textOf(before);
  // The names as typed: an alias may be the very one that is not to be the same.
  const edit = decide(text, decision, [a, b]);
  if (!edit) return alreadyThere(decision, terminal);
  const content = applied(text, [edit]);
  // What a person would have to mend is never written.
  await Vault.open({ names: content.replace(/^\ufeff/, "") });
  const written = await writeNotes(folder, [{ path: NAMES, content, expected: before ?? null }], { command: "suggestions" });
  if (asJson) terminal.stdout.write(`${json(written)}\n`);
  else terminal.stdout.write(diffText(NAMES, before === undefined ? null : text, [edit], medium(terminal)));
  return asJson ? (written.refused.length > 0 ? EXIT.nothing : EXIT.done) : report(folder, written, terminal);
}

/** Throws for a name that the notes do not have. A company may be known from the suggestions alone. */
function known(vault: Vault, name: string): string {
  try {
    return vault.summary(name).entity.name;
  } catch (error) {
    if (vault.suggestions().some(({ alias }) => alias === name)) return name;
    throw error;
  }
}

function alreadyOne(name: string, decision: Decision, terminal: Terminal): number {
  if (decision === "same") terminal.stdout.write(`Both are ${clean(name)} already.\n`);
  else complain(terminal, `both are ${name}: an alias in a note or under "same" in ${NAMES} says so; take that away first`);
  return decision === "same" ? EXIT.done : EXIT.nothing;
}

function alreadyThere(decision: Decision, terminal: Terminal): number {
  terminal.stdout.write(`${NAMES} says so already, under ${decision}.\n`);
  return EXIT.done;
}

function textOf(content: Content | undefined): string {
  if (content === undefined) return "";
  const text = utf8(content);
  if (text === undefined) throw new Usage(`${NAMES} is not UTF-8; save it as UTF-8 first`);
  return text;
}
