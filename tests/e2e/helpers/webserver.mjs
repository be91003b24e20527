// Real web servers with the recipes of the folder hosting, on this machine and with a certificate of their own making.

import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { releaseBuild } from "./builds.mjs";
import { recipe } from "./release.mjs";

const CERTIFICATE = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", "key.pem", "-out", "cert.pem"];

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
export async function nginx(t, { portals }) {
  const { folder, port } = await place(t);
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
  await run(t, port, "nginx", ["-e", `${folder}/error.log`, "-c", `${folder}/nginx.conf`], folder);
  return `https://localhost:${port}/call-card/`;
}

/** Starts Caddy with its recipe until the test ends. Answers the address of the page. */
export async function caddy(t, { portals }) {
  const { folder, port } = await place(t);
  const site = change(recipe("Caddyfile"), [
    ["cards.example.com {", `{\n\tadmin off\n\tauto_https off\n}\nhttps://localhost:${port} {\n\ttls ${folder}/cert.pem ${folder}/key.pem`],
    ["root * /var/www", `root * ${folder}/www`],
    ["https://your-company.bitrix24.com", portals],
  ]);
  writeFileSync(join(folder, "Caddyfile"), site);
  await run(t, port, "caddy", ["run", "--adapter", "caddyfile", "--config", `${folder}/Caddyfile`], folder);
  return `https://localhost:${port}/call-card/`;
}

/** Asks a server for `address`. Answers `{ status, headers, body }`. */
export function ask(address, { method = "GET", headers = {}, body = "" } = {}) {
  return new Promise((done, failed) => {
    const asked = request(address, { method, headers, rejectUnauthorized: false, agent: false }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
    });
    asked.on("error", failed);
    asked.end(body);
  });
}

/** A folder with a certificate and the release below www/call-card, and a free port. */
async function place(t) {
  const folder = mkdtempSync(join(tmpdir(), "call-card-server-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "www"));
  mkdirSync(join(folder, "tmp"));
  symlinkSync(releaseBuild(), join(folder, "www/call-card"));
  execFileSync("openssl", CERTIFICATE, { cwd: folder, stdio: "ignore" });
  const server = createServer();
  const port = await new Promise((done) => server.listen(0, "127.0.0.1", () => done(server.address().port)));
  await new Promise((done) => server.close(done));
  return { folder, port };
}

/** A recipe for one's own server: every line that it says to change is there, and is changed everywhere. */
function change(text, changes) {
  return changes.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the recipe does not say ${from}`);
    return text.replaceAll(from, to);
  }, text);
}

/** Runs a server until the test ends, and waits until it listens. */
async function run(t, port, name, options, folder) {
  const said = [];
  const child = spawn(name, options, { cwd: folder, env: { ...environment(), HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder } });
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => said.push(text));
  const gone = new Promise((done) => child.on("close", done));
  t.after(async () => {
    child.kill();
    await gone;
  });
  child.on("error", (error) => said.push(String(error)));
  let over = false;
  gone.then(() => (over = true));
  while (!(await listens(port))) {
    if (over) throw new Error(`${name} did not start:\n${said.join("")}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

const listens = (port) =>
  new Promise((done) => {
    const socket = connect(port, "127.0.0.1", () => done(true)).on("error", () => done(false));
    socket.on("connect", () => socket.destroy());
  });

/** Debian keeps servers where only root looks. */
function environment() {
  return { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/usr/local/sbin` };
}
