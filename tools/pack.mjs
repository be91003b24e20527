// Packs a finished release, the folder that is given (`dist`):
// - into the folder itself: the installation page of a static app, the notices of licences, and beside every file its
//   compressed forms, for servers that hand those out
// - into a second folder (`dist-zip`): an archive for a static local app, one for an own server, their checksums, and
//   the list of what is inside
// Nothing of the time or the place of the build goes in: the same release gives the same bytes.

import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { notices } from "./licenses.mjs";
import { zip } from "./zip.mjs";

const COMPRESSED = [".br", ".gz"];
/** What an archive for an own server brings besides the app. */
const RECIPES = ["hosting/nginx.conf", "hosting/Caddyfile", "README.md", "CHANGELOG.md", "LICENSE"];

const source = fileURLToPath(new URL("..", import.meta.url));
const dist = process.argv[2] ?? "dist";
const target = `${dist.replace(/\/+$/, "")}-zip`;
const version = readFileSync(join(source, "Cargo.toml"), "utf8").match(/^version = "(.+)"/m)[1];

copyFileSync(join(dist, "index.html"), join(dist, "install.html"));
writeFileSync(join(dist, "licenses.txt"), notices(source));

const app = filesIn(dist).filter(({ name }) => !COMPRESSED.includes(extname(name)));
for (const { name, bytes } of app) {
  writeFileSync(join(dist, `${name}.br`), brotli(bytes));
  writeFileSync(join(dist, `${name}.gz`), gzip(bytes));
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const recipes = RECIPES.map((path) => ({ name: path.replace(/.*\//, ""), bytes: readFileSync(join(source, path)) }));
const archives = [
  [`call-card-${version}.zip`, app],
  [`call-card-${version}-server.zip`, [...filesIn(dist).map(({ name, bytes }) => ({ name: `call-card/${name}`, bytes })), ...recipes]],
].map(([name, files]) => ({ name, files, bytes: zip(files) }));
for (const { name, bytes } of archives) writeFileSync(join(target, name), bytes);
writeFileSync(join(target, "SHA256SUMS"), archives.map(({ name, bytes }) => `${sha256(bytes)}  ${name}\n`).join(""));
writeFileSync(join(target, "CONTENTS.txt"), contents());
console.log(readFileSync(join(target, "SHA256SUMS"), "utf8").trimEnd());

/** All files of a folder, in the order of their names. */
function filesIn(folder) {
  const names = readdirSync(folder, { recursive: true }).map((name) => name.replaceAll("\\", "/"));
  const files = names.filter((name) => statSync(join(folder, name)).isFile()).sort();
  return files.map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
}

function brotli(bytes) {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants;
  return brotliCompressSync(bytes, { params: { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_SIZE_HINT]: bytes.length } });
}

function gzip(bytes) {
  const packed = gzipSync(bytes, { level: 9 });
  packed[9] = 255; // Which system packed it is nobody's business.
  return packed;
}

function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}

function contents() {
  const row = (name, ...sizes) => name.padEnd(44) + sizes.map((size) => String(size).padStart(10)).join("");
  const rows = app.map(({ name, bytes }) => row(name, bytes.length, gzip(bytes).length, brotli(bytes).length));
  const sums = archives.map(({ name, bytes, files }) => row(name, bytes.length) + `   ${files.length} files`);
  return [`Call card for Bitrix24 ${version}`, "", row("file, in bytes", "raw", "gzip", "brotli"), ...rows, "", row("archive", "bytes"), ...sums, ""].join("\n");
}
