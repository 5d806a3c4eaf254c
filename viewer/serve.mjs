// Serves the built page and, read-only, one folder of notes, to this machine alone.
//
//   node viewer/serve.mjs [FOLDER] [--port N] [--as-of YYYY-MM-DD]

import { createServer } from "node:http";
import { open, readdir, readFile, realpath, stat } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { policy } from "./policy.mjs";

const DIST = fileURLToPath(new URL("dist", import.meta.url));
const SCHEMA = "relata.yaml";
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm",
  ".json": "application/json; charset=utf-8",
  ".notes": "application/octet-stream",
  ".md": "text/markdown; charset=utf-8",
  ".yaml": "text/plain; charset=utf-8",
};
/** Notes read at the same time. */
const AT_ONCE = 32;
const PAGE = new Set(["index.html", "viewer.js", "viewer.css", "relata.wasm"]);
/** Characters that some system reads as more than a part of a name; `..` counts as hidden. */
const UNSAFE = process.platform === "win32" ? /[\\:\0]/ : /\0/;
const HEADERS = {
  "Content-Security-Policy": `${policy}; frame-ancestors 'none'`,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cache-Control": "no-store",
};

/**
 * Starts the server.
 *
 * @param {object} [options]
 * @param {string} [options.folder] the notes; without it the page is served alone and asks for a folder
 * @param {number} [options.port] 0 takes a free one
 * @param {string} [options.host] a loopback address
 * @param {string} [options.asOf] the day on which the page sees the notes, `YYYY-MM-DD`; default is today
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 * @throws when the page is not built, the folder cannot be read, or `host` is no loopback address
 */
export async function serve({ folder, port = 0, host = "127.0.0.1", asOf } = {}) {
  if (!isLoopback(host)) throw new Error(`${host} is not an address of this machine alone; use 127.0.0.1`);
  await stat(join(DIST, "index.html")).catch(() => fail("the page is not built yet: run `npm run build -w relata-viewer`"));
  const vault = folder === undefined ? null : { root: await openFolder(folder), asOf };
  const server = createServer((request, response) => void answer(vault, request, response));
  await new Promise((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
  const name = host.includes(":") ? `[${host}]` : host;
  return { url: `http://${name}:${server.address().port}/`, close: () => close(server) };
}

function isLoopback(host) {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

function fail(message) {
  throw new Error(message);
}

async function openFolder(folder) {
  const root = await realpath(folder).catch(() => fail(`there is no folder ${folder}`));
  return (await stat(root)).isDirectory() ? root : fail(`${folder} is not a folder`);
}

function close(server) {
  const closed = new Promise((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  return closed;
}

async function answer(vault, request, response) {
  try {
    await route(vault, request, response);
  } catch {
    if (!response.headersSent) refuse(response, 500, "this could not be read");
    else response.destroy();
  }
}

async function route(vault, request, response) {
  if (!isOwnHost(request)) return refuse(response, 421, "this server answers to this machine only");
  if (request.method !== "GET" && request.method !== "HEAD") return refuse(response, 405, "only reading is possible");
  const path = pathOf(request.url);
  if (path === null) return refuse(response, 400, "this is no address");
  if (path === "/") return send(request, response, ".html", await page(vault));
  if (PAGE.has(path.slice(1))) return send(request, response, extname(path), await readFile(join(DIST, path)));
  if (vault === null || !isOwnPage(request)) return refuse(response, 404, "there is nothing here");
  if (path === "/vault.json") return send(request, response, ".json", JSON.stringify(await index(vault)));
  if (path === "/vault.notes") return stream(request, response, allNotes(vault.root));
  if (path.startsWith("/vault/")) return sendNote(vault.root, path.slice("/vault/".length), request, response);
  return refuse(response, 404, "there is nothing here");
}

/** A foreign name that was made to point at this machine carries itself in `Host`. */
function isOwnHost({ headers, socket }) {
  const names = ["127.0.0.1", "localhost", "[::1]"];
  if (isLoopback(socket.localAddress ?? "")) names.push(socket.localAddress);
  return names.some((name) => headers.host?.toLowerCase() === `${name}:${socket.localPort}`);
}

/** Notes are for this server's own page, or a program that is no page. */
function isOwnPage({ headers }) {
  return [undefined, "same-origin", "none"].includes(headers["sec-fetch-site"]);
}

function pathOf(url) {
  try {
    return decodeURIComponent(new URL(url, "http://localhost").pathname);
  } catch {
    return null;
  }
}

/** The page; with a vault it is told where. */
async function page(vault) {
  const html = await readFile(join(DIST, "index.html"), "utf8");
  return vault === null ? html : html.replace("<head>", '<head><meta name="relata-vault" content="vault" />');
}

/** What there is to read; the schema first. */
async function index({ root, asOf }) {
  const paths = await notesIn(root, "");
  return { name: basename(root), ...(asOf ? { asOf } : {}), notes: paths.sort(inOrder).map((path) => ({ path })) };
}

/** Every note, one after the other: a line of JSON with its path and size in bytes, then its bytes. */
async function* allNotes(root) {
  const paths = (await notesIn(root, "")).sort(inOrder);
  for (let at = 0; at < paths.length; at += AT_ONCE) {
    const some = await Promise.all(paths.slice(at, at + AT_ONCE).map((path) => readNote(root, path)));
    yield Buffer.concat(some.flat());
  }
}

async function readNote(root, path) {
  const file = await noteFile(root, path);
  const content = await file?.readFile().finally(() => file.close());
  return content ? [Buffer.from(`${JSON.stringify({ path, size: content.length })}\n`), content] : [];
}

async function notesIn(root, folder) {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
  const found = entries.map(async (entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (isHidden(entry.name)) return [];
    if (entry.isDirectory()) return notesIn(root, path);
    return entry.isFile() && isNote(path) ? [path] : [];
  });
  return (await Promise.all(found)).flat();
}

function isHidden(name) {
  return name.startsWith(".") || name === "node_modules";
}

function isNote(path) {
  return path === SCHEMA || /\.md$/i.test(path);
}

function inOrder(a, b) {
  return (a === SCHEMA ? 0 : 1) - (b === SCHEMA ? 0 : 1) || (a < b ? -1 : a > b ? 1 : 0);
}

async function sendNote(root, path, request, response) {
  const file = await noteFile(root, path);
  if (file === null) return refuse(response, 404, "there is no such note");
  try {
    const { size } = await file.stat();
    response.writeHead(200, { ...HEADERS, "Content-Type": TYPES[extname(path).toLowerCase()], "Content-Length": size });
    if (request.method === "HEAD") response.end();
    else await pipeline(file.createReadStream({ autoClose: false, ...(size > 0 ? { end: size - 1 } : {}) }), response);
  } finally {
    await file.close();
  }
}

/** The open note; `null` when it is none, hidden, or reached by a link. */
async function noteFile(root, path) {
  const parts = path.split("/");
  const odd = (part) => part === "" || isHidden(part) || UNSAFE.test(part);
  if (!isNote(path) || parts.some(odd)) return null;
  const place = join(root, ...parts);
  const real = await realpath(place).catch(() => null);
  if (real !== place || !(await stat(place)).isFile()) return null;
  return open(place, "r");
}

async function stream(request, response, chunks) {
  response.writeHead(200, { ...HEADERS, "Content-Type": TYPES[".notes"] });
  if (request.method === "HEAD") response.end();
  else await pipeline(chunks, response);
}

function send(request, response, extension, body) {
  const bytes = Buffer.from(body);
  response.writeHead(200, { ...HEADERS, "Content-Type": TYPES[extension], "Content-Length": bytes.length });
  response.end(request.method === "HEAD" ? undefined : bytes);
}

function refuse(response, status, message) {
  response.writeHead(status, { ...HEADERS, "Content-Type": "text/plain; charset=utf-8" });
  response.end(`${message}\n`);
}

async function main() {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { port: { type: "string" }, "as-of": { type: "string" } } });
  const { url } = await serve({ folder: positionals[0], port: Number(values.port ?? 0), asOf: values["as-of"] });
  console.log(`${url} (Ctrl+C ends it)`);
}

if (process.argv[1] && (await realpath(process.argv[1])) === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    console.error(error.message);
    process.exitCode = 2;
  });
}
