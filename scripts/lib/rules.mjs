// Rules of the repository that no compiler holds. Each takes the text of files and returns its findings, one line each.

const STAGES = ["text", "note", "vault", "relation", "summary", "render"];

/** A stage of the core imports only itself and earlier stages. `path` is like "src/note/task.rs". */
export function stageOrder(path, text) {
  const stage = STAGES.indexOf(/^src\/(\w+)\//.exec(path)?.[1]);
  if (stage < 0) return [];
  const later = importedModules(withoutComments(text)).filter((name) => STAGES.indexOf(name) > stage);
  return [...new Set(later)].map((name) => `${path}: stage ${STAGES[stage]} imports the later stage ${name}`);
}

/** The modules that a Rust file names right under the crate's root, as `crate::a`, `crate::{a, b}` or through `super`. */
export function importedModules(text) {
  const starts = text.matchAll(/\b(?:crate|super(?:\s*::\s*super)+)\s*::\s*(\{|\w+)/g);
  return Array.from(starts, (found) => (found[1] === "{" ? groupHeads(text.slice(found.index + found[0].length)) : [found[1]])).flat();
}

/** First names of the items of a brace group that opens just before `text`. */
function groupHeads(text) {
  const heads = [];
  let depth = 0;
  let atStart = true;
  for (const [token] of text.matchAll(/[{},]|\w+/g)) {
    if (token === "}" && depth === 0) break;
    if (token === "{") depth += 1;
    else if (token === "}") depth -= 1;
    else if (token !== "," && depth === 0 && atStart) heads.push(token);
    atStart = depth === 0 && token === ",";
  }
  return heads;
}

/** The modules that exist for tests alone, as a file like "src/lib.rs" declares them: paths without ".rs". */
export function testModules(path, text) {
  const home = path.replace(/(\/(mod|lib))?\.rs$/, "");
  return Array.from(text.matchAll(/#\[cfg\(test\)\]\s*mod (\w+);/g), ([, name]) => `${home}/${name}`);
}

/** The core knows no wasm, file system, clock or network; what it has for tests may. */
export function coreKeepsOff(path, text, forTests = []) {
  if (!path.startsWith("src/") || forTests.some((module) => path === `${module}.rs` || path.startsWith(`${module}/`))) return [];
  const code = withoutComments(text).split(/#\[cfg\(test\)\]/)[0];
  const found = code.match(/\b(std::(fs|net|env|process|time::(SystemTime|Instant))|SystemTime|wasm_bindgen|js_sys|web_sys)\b/);
  return found ? [`${path}: the core names ${found[0]}`] : [];
}

/** Nothing committed names a folder of one machine or the host of a package registry. */
export function machineTraces(path, text) {
  const lines = text.split("\n").filter((line) => !/^source = "registry\+/.test(line));
  const trace = /(?<![\w./~$}-])\/(root|work)\/[\w.]|registry\.npmjs\.org|(index|static)\.crates\.io|deb\.debian\.org|files\.pythonhosted\.org/;
  return lines.flatMap((line) => trace.exec(line)?.[0] ?? []).map((found) => `${path}: names ${found}`);
}

/** package-lock.json tells what to install by name, version and digest, never from where. */
export function lockWithoutHosts(text) {
  const resolved = Object.entries(JSON.parse(text).packages).filter(([, entry]) => /^https?:/.test(entry.resolved ?? ""));
  return resolved.map(([name]) => `package-lock.json: ${name} names a host`);
}

/** All parts carry the version of the workspace. `versions` maps a file's path to its version. */
export function sameVersion(wanted, versions) {
  const others = Object.entries(versions).filter(([, version]) => version !== undefined && version !== wanted);
  return others.map(([path, version]) => `${path}: version ${version}, but Cargo.toml says ${wanted}`);
}

/** Packages that use the same package ask for the same versions of it. `manifests` maps a path to its parsed JSON. */
export function sameRanges(manifests) {
  const first = {};
  const wanted = Object.entries(manifests).flatMap(([path, { dependencies, devDependencies }]) =>
    Object.entries({ ...dependencies, ...devDependencies }).map(([name, range]) => ({ path, name, range })),
  );
  for (const use of wanted) first[use.name] ??= use;
  const differing = wanted.filter(({ name, range }) => range !== first[name].range);
  return differing.map(({ path, name, range }) => `${path}: ${name} ${range}, but ${first[name].path} has ${first[name].range}`);
}

/** The crate, the tool and their pins are of one version: the tool reads modules of its own version only. */
export function bindgenPin({ crate, tool, manifests }) {
  const findings = crate === tool ? [] : [`Cargo.lock: wasm-bindgen ${crate}, but wasm-bindgen-cli ${tool}`];
  for (const [path, text] of Object.entries(manifests)) {
    if (!text.includes(`"=${crate}"`)) findings.push(`${path}: wasm-bindgen is not pinned to "=${crate}"`);
  }
  return findings;
}

function withoutComments(text) {
  return text.replace(/\/\/.*$/gm, "").replace(/\/\*[\s\S]*?\*\//g, "");
}
