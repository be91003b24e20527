// The figures as a table: on the terminal, and in docs/bench.md.

import { details, headline, judge, shiftRows, steps } from "./figures.mjs";
import { OPENINGS } from "./opening.mjs";

const shown = (value, unit) => {
  if (unit === "bytes") return value >= 1000 ? `${(value / 1000).toFixed(1)} KB` : `${value.toFixed(0)} B`;
  return `${value.toFixed(unit && value < 20 ? 1 : 0)}${unit && ` ${unit}`}`;
};

function cell({ median, low, high }, unit) {
  const whole = shown(median, unit);
  return unit === "ms" ? `${whole} (${low.toFixed(0)}–${high.toFixed(0)})` : whole;
}

/** Memory, in units of 1024 bytes: that of WebAssembly grows by 64 of them. */
const kibibytes = (bytes) => `${(bytes / 1024).toFixed(0)} KiB`;

function shiftTable(row) {
  const kinds = [
    ["heap", kibibytes],
    ["nodes", String],
    ["listeners", String],
  ];
  // The program's memory is no part of the heap, and the page by hand has none.
  const program = row.card[0].memory !== undefined;
  const lines = [[row.name, ...kinds.flatMap(([kind]) => [`${kind}: card`, "by hand"]), ...(program ? ["program: card"] : [])]];
  row.card.forEach((card, index) => {
    const cells = kinds.flatMap(([kind, show]) => [show(card[kind]), show(row.yardstick[index][kind])]);
    if (program) cells.push(kibibytes(card.memory));
    lines.push([card[row.counted] ? `after ${card[row.counted].toLocaleString("en")}` : "before", ...cells]);
  });
  return lines;
}

function timeTable(title, rows) {
  const cells = rows.map(({ name, unit, card, yardstick, ratio }) => [
    name,
    cell(card, unit),
    cell(yardstick, unit),
    ratio ? ratio.toFixed(2) : "",
  ]);
  return [[title, "call card", "by hand", "ratio"], ...cells];
}

const openingTables = ({ openings }) => OPENINGS.map(({ key, name }) => timeTable(name, headline(openings[key])));

const stepTable = (result) => [
  ["The card's start, in ms", ...OPENINGS.map(({ name }) => name.toLowerCase())],
  ...steps(result).map(([name, ...times]) => [name, ...times.map((time) => time.toFixed(0))]),
];

/** Prints everything on the terminal. */
export function print(result) {
  const detailTable = timeTable("First opening and events", details(result));
  for (const table of [...openingTables(result), stepTable(result), detailTable, ...shiftRows(result).map(shiftTable)]) {
    const widths = table[0].map((_, column) => Math.max(...table.map((row) => row[column].length)));
    console.log();
    for (const row of table) {
      console.log(row.map((text, at) => (at ? text.padStart(widths[at] + 2) : text.padEnd(widths[0]))).join(""));
    }
  }
  for (const { key, name } of OPENINGS) {
    console.log(`\n${name}: the card's middle run, in ms since navigation:`);
    console.log(waterfall(result.openings[key].card));
  }
  console.log("\nFirst opening of the page by hand, its middle run:");
  console.log(waterfall(result.openings.first.yardstick));
  console.log();
  for (const { name, told, holds } of judge(result)) console.log(`${holds ? "ok    " : "FAILED"}  ${name}: ${told}`);
}

/** One run's requests and marks in the order of their time. */
export function waterfall(runs) {
  const sorted = [...runs].sort((a, b) => a.names - b.names);
  const run = sorted[Math.floor(sorted.length / 2)];
  const name = (address) => new URL(address).pathname.split("/").pop() || new URL(address).host + new URL(address).pathname;
  const lines = run.waterfall.map(({ name: address, by, start, answered, end, bytes }) => ({
    at: start,
    line: `${start.toFixed(0).padStart(6)} ${answered.toFixed(0).padStart(6)} ${end.toFixed(0).padStart(6)} ${String(bytes).padStart(7)} B  ${name(address)} (${by})`,
  }));
  for (const [mark, words] of [
    ["firstPaint", "first paint"],
    ["answered", "the portal answers the SDK"],
    ["numberText", "number in the document"],
    ["number", "number visible"],
    ["names", "names visible"],
  ]) {
    lines.push({ at: run[mark], line: `${run[mark].toFixed(0).padStart(6)}                          ${words}` });
  }
  for (const [mark, at] of Object.entries(run.marks)) {
    lines.push({ at, line: `${at.toFixed(0).padStart(6)}                          mark ${mark}` });
  }
  for (const { start, end } of run.long) {
    lines.push({ at: start, line: `${start.toFixed(0).padStart(6)}        ${end.toFixed(0).padStart(6)}            busy for ${(end - start).toFixed(0)} ms` });
  }
  const head = " start answer    end";
  return [head, ...lines.sort((a, b) => a.at - b.at).map(({ line }) => line)].join("\n");
}

const markdown = ([head, ...rows]) =>
  [head, head.map((_, at) => (at ? "--:" : "---")), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

/** The page docs/bench.md. */
export function page(result) {
  const { date, machine, chromium, runs } = result;
  const parts = [
    "# How fast and how light",
    `Measured on ${date} by \`tools/bench --write\`, on ${machine}, in ${chromium}: ${runs} openings of each kind and page,
taking turns. *Slowed down*: the processor four times, the line to 4 Mbit/s with 50 ms. *Third opening*: everything that may
be cached is in the browser's cache.`,
    "![First paint, number and names of both pages](bench.svg)",
    `*By hand* is the yardstick: \`benches/yardstick\`, a page of hand-written JavaScript with the same first screen and
nothing else. Both run in the frame of the simulated portal on an origin of their own, served compressed with brotli, and
both wait for the same SDK, **the simulated one**, which is smaller than the vendor's, and for the same portal. Medians, in
brackets the middle half of the runs.`,
    ...openingTables(result).map(markdown),
    "## Steps of the start",
    `Medians of the card, from its performance marks (\`boot.js\` lists them).`,
    markdown(stepTable(result)),
    "## The first opening in detail",
    markdown(timeTable("", details(result))),
    `Times count from the moment the frame begins to navigate. The SDK and the REST requests are left out of what comes over
the line and of the requests. *Event to text*: the call changes its state while forty bindings are on the screen.`,
    ...(result.shift ? ["## A long shift", SHIFT, ...shiftRows(result).map((row) => markdown(shiftTable(row)))] : []),
    "## What must hold",
    markdown([["", "measured", ""], ...judge(result).map(({ name, told, holds }) => [name, told, holds ? "holds" : "**does not hold**"])]),
  ];
  return `${parts.join("\n\n")}\n`;
}

const SHIFT = `What the page's process holds after everything unused was collected. *Program* is the memory of the card's WebAssembly,
which is no part of the heap. The opened and closed cards are measured from another frame in the same process, with no card
open. For every question to the portal the SDK keeps a callback for good: that is taken off before the growth is judged.`;
