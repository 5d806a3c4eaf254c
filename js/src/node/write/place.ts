// Where notes may be written: inside the vault, under names that every system can hold, and through no link.

import { join, relative, sep } from "node:path";

import { isHidden, isRead } from "../../files.js";
import { codeOf, type Disk } from "./disk.js";
import { Refused } from "./refusal.js";

// Names that Windows keeps for devices, with or without an extension.
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i;
const LONGEST = 255;

/** Why nothing is written to a path; `undefined` when it may be. `isNew`: names are to be good everywhere. */
export function pathProblem(path: string, isNew: boolean): string | undefined {
  if (path === "") return "the path is empty";
  if (path.includes("\0")) return "the path holds a NUL character";
  if (/^([/\\]|[a-z]:)/i.test(path)) return "the path is absolute; give it relative to the vault";
  const segments = path.split("/");
  if (segments.some((name) => name === ".." || name === "." || name === "")) return "the path holds an empty name, . or ..";
  if (segments.some(isHidden)) return "hidden files and folders are not written to";
  if (!isRead(path)) return "only notes (.md), relata.yaml and relata-names.yaml are written";
  return isNew ? segments.map(nameProblem).find((problem) => problem !== undefined) : undefined;
}

/** Why a file of this name would be trouble on some system. */
function nameProblem(name: string): string | undefined {
  if (DEVICE.test(name)) return `"${name}" is a name that Windows keeps for itself`;
  if (/[. ]$/.test(name)) return `"${name}" ends with a dot or a blank, which Windows drops`;
  const odd = /[\u0000-\u001f\u007f<>:"\\|?*]/.exec(name)?.[0];
  if (odd !== undefined) return `"${name}" holds ${JSON.stringify(odd)}, which no file name on Windows may`;
  if (Buffer.byteLength(name) > LONGEST) return "the name is longer than most systems can hold";
  return undefined;
}

/**
 * The place of a vault's file (or folder) on disk, whether it is there or not.
 *
 * @throws Refused `link` when it, or a folder on the way to it, is a symbolic link, wherever it leads; `no-file` when
 * something else has its name.
 */
export async function placeOf(disk: Disk, root: string, path: string, wanted: "file" | "folder" = "file"): Promise<string> {
  const segments = path.split("/");
  for (const at of segments.keys()) {
    const here = segments.slice(0, at + 1);
    const found = await disk.stat(join(root, ...here));
    if (!found) break;
    if (found.isSymbolicLink()) throw new Refused("link", await linkMessage(disk, root, here.join("/")));
    const kind = at === segments.length - 1 ? wanted : "folder";
    if (kind === "file" ? !found.isFile() : !found.isDirectory()) throw new Refused("no-file", `${here.join("/")} is no ${kind}`);
  }
  return join(root, ...segments);
}

async function linkMessage(disk: Disk, root: string, path: string): Promise<string> {
  const target = await disk.real(join(root, path)).catch((error: unknown) => {
    if (codeOf(error) === "") throw error;
    return undefined;
  });
  if (target === undefined) return `${path} is a link that leads nowhere`;
  const away = relative(root, target);
  const leaves = away === ".." || away.startsWith(`..${sep}`) || away === target;
  return leaves ? `${path} is a link that leads out of the vault` : `${path} is a link; write to ${away.split(sep).join("/")} itself`;
}
