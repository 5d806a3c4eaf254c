// Problems as SARIF 2.1.0, which code hosts and editors show beside the lines.

import type { Severity } from "../generated/types.js";
import type { Problem } from "./check.js";

declare const RELATA_VERSION: string;

const LEVELS: Record<Severity, string> = { error: "error", warning: "warning", info: "note" };

/** One run of the check. Places are relative to the vault's folder, so that nothing tells of the machine. */
export function sarif(problems: readonly Problem[]): object {
  const ids = [...new Set(problems.map(({ rule }) => rule))].sort();
  const rules = ids.map((id) => ({ id, shortDescription: { text: `${id.charAt(0).toUpperCase()}${id.slice(1).replaceAll("-", " ")}.` } }));
  const results = problems.map((problem) => ({
    ruleId: problem.rule,
    ruleIndex: ids.indexOf(problem.rule),
    level: LEVELS[problem.severity],
    message: { text: problem.message },
    locations: [{ physicalLocation: { artifactLocation: { uri: uri(problem.path), uriBaseId: "VAULT" }, region: region(problem) } }],
  }));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver: { name: "relata", version: RELATA_VERSION, rules } }, columnKind: "utf16CodeUnits", results }],
  };
}

function uri(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

function region({ line, column }: Problem): object {
  return { startLine: line, startColumn: column };
}
