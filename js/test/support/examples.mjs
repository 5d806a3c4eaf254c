// The readable examples of tests/spec/relationships*.md; the first of these files says how they are written.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = new URL("../../../tests/spec/", import.meta.url);
const OPERATORS = /^(.*?) (=|≈|contains|lacks) (.*)$/;

/** All examples: `{ name, files: [path, content][], question, expected }` each. A file without one is an error. */
export function relationshipExamples() {
  const files = readdirSync(fileURLToPath(FOLDER)).filter((name) => /^relationships.*\.md$/.test(name));
  return files.sort().flatMap((file) => {
    const found = examples(file, readFileSync(new URL(file, FOLDER), "utf8").replaceAll("\r\n", "\n").split("\n"));
    if (found.length === 0) throw new Error(`${file} holds no answer`);
    return found;
  });
}

/** Each answer with all files that stand under its heading and those above it. */
function examples(file, lines) {
  let scopes = [{ level: 0, title: "", files: [] }];
  const found = [];
  for (let at = 0; at < lines.length; at++) {
    const level = /^#*/.exec(lines[at])[0].length;
    if (level > 0) scopes = [...scopes.filter((scope) => scope.level < level), { level, title: lines[at].slice(level).trim(), files: [] }];
    const [, fence, info] = /^(`{3,}|~{3,})(.*)$/.exec(lines[at]) ?? [];
    if (fence === undefined) continue;
    const end = lines.indexOf(fence, at + 1);
    const block = lines.slice(at + 1, end).join("\n") + "\n";
    const [, word, rest] = /^(\S*) ?(.*)$/.exec(info.trim());
    const scope = scopes.at(-1);
    if ((word === "md" || word === "yaml") && rest !== "") scope.files.push(...notes(rest, block));
    if (word === "answer") {
      const files = scopes.flatMap((scope) => scope.files);
      found.push({ name: `${file}: ${scope.title} (line ${at + 1})`, files, question: rest, expected: block });
    }
    at = end;
  }
  return found;
}

/**
 * The file that a block stands for, with ` | changed DAY` behind its path when it was; or the many of
 * `PATH | 5 times every 7 days until DAY`.
 */
function notes(info, block) {
  const [path, more] = info.split(" | ");
  if (more === undefined) return [[path, block]];
  const changed = /^changed (\S+)$/.exec(more);
  if (changed) return [[path, block, { mtime: Date.parse(`${changed[1]}T12:00Z`) }]];
  const [, count, gap, last] = /^(\d+) times every (\d+) days until (\S+)$/.exec(more);
  const day = (back) => new Date(Date.parse(last) - back * Number(gap) * 86_400_000).toISOString().slice(0, 10);
  const days = Array.from({ length: Number(count) }, (_, back) => day(back));
  return days.map((day) => [path.replaceAll("{day}", day), block.replaceAll("{day}", day)]);
}

/** The lines of an example that do not hold, each with what is there instead. */
export function differences(answer, expected) {
  const lines = expected.replaceAll("\n  ", " ").split("\n").filter((line) => line.trim() !== "");
  return lines.length === 0 ? ["nothing is said of the answer"] : lines.flatMap((line) => difference(answer, line));
}

function difference(answer, line) {
  const [, path, operator, written] = OPERATORS.exec(line);
  const value = JSON.parse(written);
  let found;
  try {
    found = place(answer, path);
  } catch (error) {
    return [`${line}\n  but ${error.message}`];
  }
  const decimals = /\.(\d*)/.exec(written)?.[1].length ?? 0;
  const agrees = {
    "=": () => holds(found, value, 1e-9),
    "≈": () => holds(found, value, 0.5 * 10 ** -decimals + 1e-9),
    contains: () => contains(found, value),
    lacks: () => !contains(found, value),
  };
  return agrees[operator]() ? [] : [`${line}\n  but it is ${JSON.stringify(found)}`];
}

function place(value, path) {
  const rest = path.replace(/^\./, "");
  if (rest === "") return value;
  const [, index, behind] = /^\[(.*?)\](.*)$/.exec(rest) ?? [];
  if (index === undefined) {
    const [, field, behind] = /^([^.[]*)(.*)$/.exec(rest);
    if (value === null || !Object.hasOwn(value, field)) throw new Error(`there is no ${field} in ${JSON.stringify(value)}`);
    return place(value[field], behind);
  }
  if (!Array.isArray(value)) throw new Error(`there is no list, but ${JSON.stringify(value)}`);
  if (index === "") return value.map((item) => place(item, behind));
  const [key, text] = index.split("=");
  const item = text === undefined ? value[Number(index)] : value.find((item) => item[key] === text);
  if (item === undefined) throw new Error(`there is no [${index}] in ${JSON.stringify(value)}`);
  return place(item, behind);
}

/** Whether `actual` has all that `expected` says: of an object only the keys that are given count. */
function holds(actual, expected, near) {
  if (typeof actual === "number" && typeof expected === "number") return Math.abs(actual - expected) <= near;
  if (Array.isArray(expected)) {
    return Array.isArray(actual) && actual.length === expected.length && expected.every((item, at) => holds(actual[at], item, near));
  }
  if (expected === null || typeof expected !== "object") return actual === expected;
  const keys = Object.entries(expected);
  const isObject = actual !== null && typeof actual === "object" && !Array.isArray(actual);
  return isObject && keys.every(([key, value]) => Object.hasOwn(actual, key) && holds(actual[key], value, near));
}

/** A text in a text, an item in a list, a key in an object. */
function contains(actual, expected) {
  if (typeof actual === "string") return actual.includes(expected);
  return Array.isArray(actual) ? actual.some((item) => holds(item, expected, 1e-9)) : Object.hasOwn(actual, expected);
}
