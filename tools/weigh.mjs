// Prints what the files of a release weigh, raw and compressed, and fails when a part, or all that a card on screen
// loads, weighs more than tools/budget.json allows. The SDK is the portal's and not counted. A budget only ever shrinks.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const FIRST = [
  ["page", /^index\.html$/],
  ["boot", /^boot-\w+\.js$/],
  ["script", /^call-card-\w+\.js$/],
  ["program", /^call-card_bg-\w+\.wasm$/],
  ["first style", /^first-\w+\.css$/],
  ["style", /^style-\w+\.css$/],
];
const LANGUAGE = /^locales-\w+\/(?!titles)\w+\.json$/;
/** What is loaded when the agent's hand comes to the card, and what only the app's own page loads. */
const LATER = [
  ["later program", /^later-\w+\.wasm$/],
  ["own page: opener", /^own-\w{12}\.js$/],
  ["own page: script", /^own-page-\w+\.js$/],
  ["own page: program", /^own-page_bg-\w+\.wasm$/],
  ["own page: style", /^own-\w{12}\.css$/],
];
const LATER_LANGUAGE = /^locales-\w+\/later\/\w+\.json$/;
const OWN_LANGUAGE = /^locales-\w+\/own\/\w+\.json$/;
/** The own page's titles, and what tools/pack.mjs adds. */
const OTHERS = [/^locales-\w+\/titles\.json$/, /^install\.html$/, /^licenses\.txt$/];

const dist = process.argv[2] ?? "dist";
const budget = JSON.parse(readFileSync(new URL("budget.json", import.meta.url), "utf8"));
const files = readdirSync(dist, { recursive: true }).filter((name) => statSync(join(dist, name)).isFile() && !/\.(br|gz)$/.test(name));

const row = (...cells) => console.log(cells.map((cell, index) => (index ? String(cell).padStart(9) : cell.padEnd(28))).join(""));
const weigh = (name) => {
  const bytes = readFileSync(join(dist, name));
  return [
    bytes.length,
    gzipSync(bytes, { level: 9 }).length,
    brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
  ];
};
const failed = [];

row("part", "raw", "gzip", "brotli", "budget");
const first = FIRST.map(([part, pattern]) => print(part, one(part, pattern)));
const together = (texts) => [...first, texts].reduce((sum, sizes) => sum.map((size, index) => size + sizes[index]));
print("for a card on screen", together(print("texts, English", one("English", /^locales-\w+\/en\.json$/))));
print("in the heaviest language", together(heaviest(LANGUAGE)));
for (const [part, pattern] of LATER) print(part, one(part, pattern));
print("later texts", heaviest(LATER_LANGUAGE));
print("own page: texts", heaviest(OWN_LANGUAGE));

const known = [...FIRST, ...LATER].map(([, pattern]) => pattern).concat(LANGUAGE, LATER_LANGUAGE, OWN_LANGUAGE, OTHERS);
const stray = files.filter((name) => !known.some((pattern) => pattern.test(name)));
if (stray.length > 0) failed.push(`not part of the card: ${stray.join(", ")}`);
if (failed.length > 0) {
  console.error(failed.map((reason) => `tools/weigh.mjs: ${reason}`).join("\n"));
  process.exit(1);
}

/** Prints a line and checks its brotli size; answers the sizes. */
function print(part, sizes) {
  const limit = budget[part];
  row(part, ...sizes, limit);
  if (!(sizes[2] <= limit)) failed.push(`${part}: ${sizes[2]} bytes are over the budget of ${limit}`);
  return sizes;
}

function one(part, pattern) {
  const names = files.filter((name) => pattern.test(name));
  if (names.length !== 1) throw new Error(`expected one file for "${part}" in ${dist}, found ${names.join(", ") || "none"}`);
  return weigh(names[0]);
}

/** The sizes of the file that weighs most. */
function heaviest(pattern) {
  return files.filter((name) => pattern.test(name)).map(weigh).reduce((one, other) => (one[2] > other[2] ? one : other));
}
