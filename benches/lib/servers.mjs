// Who answers in a bench: the app's server with both pages, the SDK's server, the portal's REST, all by HTTPS on this
// machine. The names they are called by lead here through the browser's own host rules.

import { execFileSync } from "node:child_process";
import { X509Certificate, createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createSecureServer } from "node:http2";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { DOMAIN, POLICY, SDK as SDK_URL } from "../../tests/e2e/helpers/release.mjs";

export const APP = "app.example";
export const PORTAL = DOMAIN;
export const SDK = new URL(SDK_URL).host;

/** What a connection to a new host costs: two round trips of the line, in milliseconds. */
const HANDSHAKE_MS = 100;
/** How long the portal thinks about a REST request, in milliseconds. */
export const REST_MS = 150;

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/**
 * Starts the servers. `pages` are folders by name, served below `/NAME/`; `sdk` is the file of the SDK. `minify`
 * has functions by the names of pages: `(path) => bytes`, or nothing for a file that is served as it is.
 *
 * Answers `{ flags, url, blank, requests, rest, close }`: `flags` for the browser, `url(name)` the address of a page, `blank`
 * an empty page beside it, `requests` a list of `{ host, path, at }` to be emptied at will. `rest.answer` is to be set:
 * it is asked `(method, body)` and tells `{ status, body }`.
 */
export async function startServers({ pages, sdk, minify = {} }) {
  const files = new Map([[`${APP}/blank`, { type: TYPES[".html"], bytes: brotli(Buffer.from("<!DOCTYPE html>")) }]]);
  for (const [name, folder] of Object.entries(pages)) {
    for (const file of readdirSync(folder, { recursive: true })) {
      const path = join(folder, file);
      // Copies that a server may hand out as they are; this one compresses by itself.
      if (!statSync(path).isFile() || /\.(br|gz)$/.test(file)) continue;
      const bytes = minify[name]?.(path) ?? readFileSync(path);
      const place = file === "index.html" ? "" : file.replaceAll("\\", "/");
      files.set(`${APP}/${name}/${place}`, { type: TYPES[extname(file)] ?? "application/octet-stream", bytes: brotli(bytes) });
    }
  }
  files.set(SDK_URL.replace("https://", ""), { type: TYPES[".js"], bytes: brotli(readFileSync(sdk)) });

  const requests = [];
  const rest = { answer: async () => ({ status: 503, body: "" }) };
  const { key, cert } = certificate();
  const server = createSecureServer({ key, cert, allowHTTP1: true }, async (request, response) => {
    const host = (request.headers[":authority"] ?? request.headers.host).replace(/:\d+$/, "");
    const { pathname } = new URL(request.url, `https://${host}`);
    requests.push({ host, path: pathname, at: Date.now() });
    if (host === PORTAL) return answerRest(rest, request, response, pathname);
    const file = files.get(`${host}${pathname}`);
    request.resume();
    if (!file) return response.writeHead(404, { "content-type": "text/plain" }).end("Not found");
    const kept = pathname.endsWith("/") ? "no-cache" : "public, max-age=31536000, immutable";
    response.writeHead(200, {
      "content-type": file.type,
      "content-encoding": "br",
      "content-length": file.bytes.length,
      "cache-control": kept,
      "timing-allow-origin": "*",
      ...(host === APP && pathname.endsWith("/") ? { "content-security-policy": POLICY } : {}),
    });
    response.end(file.bytes);
  });
  server.on("session", (session) => session.on("error", () => undefined));
  const front = createServer({ pauseOnConnect: true }, (socket) => {
    socket.on("error", () => undefined);
    socket.setNoDelay(true);
    setTimeout(() => server.emit("connection", socket), HANDSHAKE_MS);
  });
  await new Promise((done) => front.listen(0, "127.0.0.1", done));
  const at = `127.0.0.1:${front.address().port}`;
  return {
    flags: [
      `--host-resolver-rules=${[APP, PORTAL, SDK].map((host) => `MAP ${host} ${at}`).join(", ")}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
      // Not for every certificate: a browser that ignores all errors caches nothing.
      `--ignore-certificate-errors-spki-list=${fingerprint(cert)}`,
    ],
    url: (name) => `https://${APP}/${name}/`,
    blank: `https://${APP}/blank`,
    requests,
    rest,
    close: () => front.close(),
  };
}

const CORS = { "access-control-allow-origin": "*", "timing-allow-origin": "*" };

/** Answers as the portal does, and never sooner than after `REST_MS`: how quick the simulation is must not count. */
async function answerRest(rest, request, response, path) {
  const soonest = new Promise((done) => setTimeout(done, REST_MS));
  let body = "";
  try {
    for await (const chunk of request) body += chunk;
  } catch {
    return; // The page was closed before all of it was sent.
  }
  const answer = await rest.answer(path.replace(/^\/rest\/|\.json$/g, ""), body).catch(() => undefined);
  await soonest;
  if (!answer?.status) return response.destroy();
  response.writeHead(answer.status, { ...CORS, "content-type": "application/json" }).end(answer.body);
}

const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });

/** What the browser knows the certificate by. */
function fingerprint(cert) {
  const key = new X509Certificate(cert).publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(key).digest("base64");
}

/** A certificate for a day, which only the browser of the bench takes. */
function certificate() {
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    const made = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"];
    execFileSync("openssl", [...made, "-subj", "/CN=bench", "-keyout", key, "-out", cert], { stdio: "ignore" });
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
