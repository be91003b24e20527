// Real web servers with the recipes of the folder hosting, on this machine and with a certificate of their own making.

import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { releaseBuild } from "./builds.mjs";
import { recipe } from "./release.mjs";

const CERTIFICATE = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", "key.pem", "-out", "cert.pem"];
/** How long a server may take to start, and how long it may take to answer, in milliseconds. */
const START_MS = 10_000;
const ANSWER_MS = 10_000;
/** On how many ports a server is started, one after the other. */
const TRIES = 5;

/** Whether there is a program of this name. */
export function isThere(name) {
  try {
    execFileSync("sh", ["-c", `command -v ${name}`], { stdio: "ignore", env: environment() });
    return true;
  } catch {
    return false;
  }
}

/** Starts nginx with its recipe until the test ends. Answers the address of the page. */
export function nginx(t, { portals }) {
  return start(t, "nginx", (folder, port) => {
    const site = change(recipe("nginx.conf"), [
      ["listen 443 ssl http2;", `listen 127.0.0.1:${port} ssl http2;`],
      ["/etc/ssl/cards.example.com.pem", `${folder}/cert.pem`],
      ["/etc/ssl/cards.example.com.key", `${folder}/key.pem`],
      ["https://your-company.bitrix24.com", portals],
      ["root /var/www;", `root ${folder}/www;`],
    ]);
    const own = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/tmp;`);
    writeFileSync(join(folder, "site.conf"), site);
    writeFileSync(join(folder, "nginx.conf"), [
      process.getuid?.() === 0 ? "user root;" : "",
      `daemon off; pid ${folder}/pid; error_log ${folder}/error.log; events { }`,
      // What a server may have set for all of its sites, and the recipe has to live with.
      `http { access_log off; ${own.join(" ")} gzip on; gzip_types *; charset koi8-r; add_header X-Frame-Options DENY;`,
      `include ${folder}/site.conf; }`,
    ].join("\n"));
    return ["-e", `${folder}/error.log`, "-c", `${folder}/nginx.conf`];
  });
}

/** Starts Caddy with its recipe until the test ends. Answers the address of the page. */
export function caddy(t, { portals }) {
  return start(t, "caddy", (folder, port) => {
    const site = change(recipe("Caddyfile"), [
      ["cards.example.com {", `{\n\tadmin off\n\tauto_https off\n}\nhttps://localhost:${port} {\n\ttls ${folder}/cert.pem ${folder}/key.pem`],
      ["root * /var/www", `root * ${folder}/www`],
      ["https://your-company.bitrix24.com", portals],
    ]);
    writeFileSync(join(folder, "Caddyfile"), site);
    return ["run", "--adapter", "caddyfile", "--config", `${folder}/Caddyfile`];
  });
}

/** Asks a server for `address`. Answers `{ status, headers, body }`. */
export function ask(address, { method = "GET", headers = {}, body = "" } = {}) {
  return new Promise((done, failed) => {
    const asked = request(address, { method, headers, rejectUnauthorized: false, agent: false, timeout: ANSWER_MS }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
    });
    asked.on("error", failed);
    asked.on("timeout", () => asked.destroy(new Error(`no answer from ${address}`)));
    asked.end(body);
  });
}

/** A folder with a certificate, the release below www/call-card, and a file that says which server this is. */
function place(t) {
  const folder = mkdtempSync(join(tmpdir(), "call-card-server-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "www"));
  mkdirSync(join(folder, "tmp"));
  symlinkSync(releaseBuild(), join(folder, "www/call-card"));
  writeFileSync(join(folder, "www/who.txt"), folder);
  execFileSync("openssl", CERTIFICATE, { cwd: folder, stdio: "ignore" });
  return folder;
}

/** A port that nobody has at this moment. */
async function freePort() {
  const server = createServer();
  const port = await new Promise((done) => server.listen(0, "127.0.0.1", () => done(server.address().port)));
  await new Promise((done) => server.close(done));
  return port;
}

/** A recipe for one's own server: every line that it says to change is there, and is changed everywhere. */
function change(text, changes) {
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the recipe does not say ${from}`);
    return text.replaceAll(from, to);
  }, text);
}

/**
 * Starts a server until the test ends. `configure(folder, port)` writes its settings, and answers its options. Answers the
 * address of the page.
 */
async function start(t, name, configure) {
  const folder = place(t);
  const said = [];
  for (let tries = 0; tries < TRIES; tries += 1) {
    // Another program may take the port before the server does. Then the server is started on another one.
    const port = await freePort();
    const server = run(t, name, configure(folder, port), folder, said);
    if (await answers(server, port, folder)) return `https://localhost:${port}/call-card/`;
    await server.stop();
  }
  throw new Error(`${name} did not start:\n${said.join("")}`);
}

/** Runs a server until it is stopped or the test ends, and adds what it says to `said`. */
function run(t, name, options, folder, said) {
  const child = spawn(name, options, { cwd: folder, env: { ...environment(), HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder } });
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => said.push(text));
  const server = { isOver: false };
  const over = new Promise((done) => child.on("close", done)).then(() => (server.isOver = true));
  server.stop = () => {
    child.kill();
    return over;
  };
  t.after(server.stop);
  child.on("error", (error) => said.push(String(error)));
  return server;
}

/** Waits until the server of this folder answers on the port. Answers whether it does. */
async function answers(server, port, folder) {
  const end = Date.now() + START_MS;
  while (!server.isOver && Date.now() < end) {
    const answer = await ask(`https://localhost:${port}/who.txt`).catch(() => undefined);
    if (String(answer?.body) === folder) return true;
    await new Promise((done) => setTimeout(done, 20));
  }
  return false;
}

/** Debian keeps servers where only root looks. */
function environment() {
  return { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/usr/local/sbin` };
}
