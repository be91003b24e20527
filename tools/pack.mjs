// Packs a release, the folder that is given (`dist`): adds the installation page of a static app, the licence notices and
// the compressed form of every file, and writes the archives, their checksums and the list of their content into a second
// folder (`dist-zip`). The same release gives the same bytes. Fails where a card loads more than MOST_KB.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { gzipSync, zipSync } from "fflate";
import { notices } from "./licenses.mjs";

/** How much a card may load, compressed by brotli, besides the SDK; in 1000 bytes. */
const MOST_KB = 580;
/** What a card loads, with the English texts. */
const CARD = [
  /^index\.html$/,
  /^boot-\w+\.js$/,
  /^call-card-\w+\.js$/,
  /^call-card_bg-\w+\.wasm$/,
  /^main-\w+\.css$/,
  /^locales-\w+\/en\.json$/,
];
/** What an archive for an own server contains besides the folder call-card, with the same paths as here, and what these
 * documents link to. */
const RECIPES = [
  "hosting/nginx.conf",
  "hosting/Caddyfile",
  "docs/hosting.md",
  "docs/troubleshooting.md",
  "docs/bench.md",
  "docs/bench.svg",
  "CHANGELOG.md",
  "LICENSE",
];
const source = fileURLToPath(new URL("..", import.meta.url));
/** The date of every file in an archive, in UTC: that of the last commit. Tools that copy only newer files take all of them. */
const MTIME = dateOf(process.env.SOURCE_DATE_EPOCH ?? lastCommit());
const dist = process.argv[2] ?? "dist";
const target = `${dist.replace(/\/+$/, "")}-zip`;
const version = readFileSync(join(source, "Cargo.toml"), "utf8").match(/^version = "(.+)"/m)[1];

copyFileSync(join(dist, "index.html"), join(dist, "install.html"));
writeFileSync(join(dist, "licenses.txt"), notices(source));
const app = filesIn(dist).filter(({ name }) => !/\.(br|gz)$/.test(name));
for (const file of app) {
  file.gz = gzipSync(file.bytes, { level: 9, mtime: 0 });
  file.br = brotliCompressSync(file.bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: file.bytes.length } });
  writeFileSync(join(dist, `${file.name}.gz`), file.gz);
  writeFileSync(join(dist, `${file.name}.br`), file.br);
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const served = filesIn(dist).map(({ name, bytes }) => ({ name: `call-card/${name}`, bytes }));
const recipes = RECIPES.map((path) => ({ name: path, bytes: readFileSync(join(source, path)) }));
const archives = [archive(`call-card-${version}.zip`, app), archive(`call-card-${version}-server.zip`, [...served, ...recipes])];
const sums = archives.map(({ name, bytes }) => `${createHash("sha256").update(bytes).digest("hex")}  ${name}\n`).join("");
writeFileSync(join(target, "SHA256SUMS"), sums);

const row = (name, ...cells) => name.padEnd(44) + cells.map((cell) => String(cell).padStart(10)).join("");
const rows = app.map(({ name, bytes, gz, br }) => row(name, bytes.length, gz.length, br.length));
const contents = [row("file, in bytes", "raw", "gzip", "brotli"), ...rows, "", ...archives.map(({ name, bytes }) => row(name, bytes.length)), ""];
writeFileSync(join(target, "CONTENTS.txt"), [`Call card for Bitrix24 ${version}`, "", ...contents].join("\n"));

const card = CARD.map((pattern) => {
  const file = app.find(({ name }) => pattern.test(name));
  if (!file) throw new Error(`The release has no file ${pattern}.`);
  return file;
});
const weight = card.reduce((sum, { br }) => sum + br.length, 0);
console.log([...card.map(({ name, br }) => row(name, br.length)), row("a card loads, in bytes (brotli)", weight), sums].join("\n").trim());
if (weight > MOST_KB * 1000) {
  console.error(`tools/pack.mjs: that is more than ${MOST_KB} KB.`);
  process.exitCode = 1;
}

/** When the sources were committed last, in seconds since 1970; the first date of a zip where they have no history. */
function lastCommit() {
  const { stdout } = spawnSync("git", ["log", "-1", "--format=%ct"], { cwd: source, encoding: "utf8" });
  return Number(stdout) || Date.UTC(1980, 0, 1) / 1000;
}

/** A date that a zip, which knows no time zone, shows like this moment in UTC. */
function dateOf(seconds) {
  const utc = new Date(seconds * 1000);
  return new Date(utc.getTime() + utc.getTimezoneOffset() * 60_000);
}

/** All files of a folder in the order of their names. */
function filesIn(folder) {
  const names = readdirSync(folder, { recursive: true }).map((name) => name.replaceAll("\\", "/")).sort();
  return names.filter((name) => statSync(join(folder, name)).isFile()).map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
}

/** Writes an archive of files into `target`. */
function archive(name, files) {
  const bytes = zipSync(Object.fromEntries(files.map(({ name, bytes }) => [name, bytes])), { level: 9, mtime: MTIME, os: 3, attrs: 0o100644 << 16 });
  writeFileSync(join(target, name), bytes);
  return { name, bytes };
}
