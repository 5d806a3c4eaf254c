import { RelataError } from "../error.js";
import { Usage } from "./args.js";
import { brief } from "./brief.js";
import { check } from "./check.js";
import { graph } from "./graph.js";
import { HELP } from "./help.js";
import { list } from "./list.js";
import type { Medium } from "./page.js";
import { newNote } from "./new.js";
import { refresh } from "./refresh.js";
import { repair } from "./repair.js";
import { schema } from "./schema.js";
import { settle } from "./settle.js";
import { suggestions } from "./suggestions.js";
import { summary } from "./summary.js";
import { tasks } from "./tasks.js";
import { clean } from "./text.js";
import { undo } from "./undo.js";

declare const RELATA_VERSION: string;

/** What a command needs of the process. */
export interface Terminal {
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  readonly env: NodeJS.ProcessEnv;
}

type Command = (args: readonly string[], terminal: Terminal) => Promise<number>;
const COMMANDS: Record<string, Command> = { summary, list, tasks, brief, graph, check, schema, refresh, settle, new: newNote, repair, suggestions, undo };

/** Exit codes. */
export const EXIT = { done: 0, nothing: 1, usage: 2 } as const;

const NOTHING = new Set(["unknown-name", "ambiguous-name", "empty-vault"]);

/** Runs a command line; resolves to the exit code. */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    return await dispatch(args, terminal);
  } catch (error) {
    if (!(error instanceof Usage || error instanceof RelataError)) throw error;
    complain(terminal, error.message);
    return error instanceof RelataError && NOTHING.has(error.code) ? EXIT.nothing : EXIT.usage;
  }
}

async function dispatch(args: readonly string[], terminal: Terminal): Promise<number> {
  const [first, ...rest] = args;
  if (first === undefined) return help("", terminal.stderr, EXIT.usage);
  if (first === "--version" || first === "-V") return say(terminal.stdout, RELATA_VERSION);
  if (first === "--help" || first === "-h") return help("", terminal.stdout, EXIT.done);
  if (first === "help") return help(rest[0] ?? "", terminal.stdout, EXIT.done);
  const command = Object.hasOwn(COMMANDS, first) ? COMMANDS[first] : undefined;
  if (!command) throw new Usage(`there is no command "${first}"; \`relata --help\` lists them`);
  const options = rest.slice(0, rest.indexOf("--") < 0 ? rest.length : rest.indexOf("--"));
  const wantsHelp = options.includes("--help") || options.includes("-h");
  return wantsHelp ? help(first, terminal.stdout, EXIT.done) : command(rest, terminal);
}

function help(command: string, stream: NodeJS.WriteStream, code: number): number {
  const text = Object.hasOwn(HELP, command) ? HELP[command] : undefined;
  if (text === undefined) throw new Usage(`there is no command "${command}"; \`relata --help\` lists them`);
  say(stream, text.trim());
  return code;
}

function say(stream: NodeJS.WriteStream, text: string): number {
  stream.write(`${text}\n`);
  return EXIT.done;
}

/** One line for a person about something that went wrong. */
export function complain(terminal: Terminal, message: string): void {
  terminal.stderr.write(`relata: ${clean(message)}\n`);
}

/** How wide to print, and whether in colour. */
export function medium({ stdout, env }: Terminal): Medium {
  const asked = Number.parseInt(env["COLUMNS"] ?? "", 10);
  const columns = stdout.columns ?? (asked > 0 ? asked : 80);
  const colour = Boolean(stdout.isTTY) && !env["NO_COLOR"] && env["TERM"] !== "dumb";
  return { width: Math.min(100, Math.max(40, columns)), colour, exact: !stdout.isTTY };
}
