// Prints what the files of a release weigh, raw and compressed, and fails when what one agent loads weighs more than
// tools/budget.json allows. The SDK is the portal's and not counted.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const PARTS = [
  ["page", /^index\.html$/],
  ["boot", /^boot-\w+\.js$/],
  ["script", /^call-card-\w+\.js$/],
  ["program", /^call-card_bg-\w+\.wasm$/],
  ["style", /^style-\w+\.css$/],
  ["English", /^locales-\w+\/en\.json$/],
];
/** What is loaded when the agent's hand comes to the card, and what only the app's own page loads. */
const LATER = [
  ["later program", /^later-\w+\.wasm$/],
  ["own page: script", /^own-page-\w+\.js$/],
  ["own page: program", /^own-page_bg-\w+\.wasm$/],
  ["own page: style", /^own-\w{12}\.css$/],
  ["own page: English", /^locales-\w+\/own\/en\.json$/],
];
const OTHER_LANGUAGES = /^locales-\w+\/(own\/)?(?!en\.)\w+\.json$/;

const dist = process.argv[2] ?? "dist";
const { total: budget } = JSON.parse(readFileSync(new URL("budget.json", import.meta.url), "utf8"));
const files = readdirSync(dist, { recursive: true }).filter((name) => statSync(join(dist, name)).isFile());

const row = (...cells) => console.log(cells.map((cell, index) => (index ? String(cell).padStart(9) : cell.padEnd(22))).join(""));
const weigh = (bytes) => [
  bytes.length,
  gzipSync(bytes, { level: 9 }).length,
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
];

row("part", "raw", "gzip", "brotli");
let sum = [0, 0, 0];
for (const [part, pattern] of PARTS) {
  const sizes = weighPart(part, pattern);
  sum = sum.map((size, index) => size + sizes[index]);
}
row("for a card on screen", ...sum);
for (const [part, pattern] of LATER) weighPart(part, pattern);

const known = [...PARTS, ...LATER].map(([, pattern]) => pattern).concat(OTHER_LANGUAGES);
const stray = files.filter((name) => !known.some((pattern) => pattern.test(name)));
if (stray.length > 0) fail(`not part of the card: ${stray.join(", ")}`);
if (sum[2] > budget) fail(`${sum[2]} bytes are ${sum[2] - budget} over the budget of ${budget}`);
console.log(`${budget - sum[2]} bytes below the budget of ${budget} (brotli)`);

/** Prints a line for the one file of a part; answers its sizes. */
function weighPart(part, pattern) {
  const names = files.filter((name) => pattern.test(name));
  if (names.length !== 1) fail(`expected one file for "${part}" in ${dist}, found ${names.join(", ") || "none"}`);
  const sizes = weigh(readFileSync(join(dist, names[0])));
  row(part, ...sizes);
  return sizes;
}

function fail(reason) {
  console.error(`tools/weigh.mjs: ${reason}`);
  process.exit(1);
}
