// Measures the release against the hand-written page. tools/bench prepares everything and runs this.
//
//   --runs N    openings of each page of each kind (15; with --check 7)
//   --write     writes docs/bench.md and docs/bench.svg
//   --check     leaves the long shift out, and fails where something does not hold that must
//   --json FILE where the raw figures go (target/bench.json)

import { mkdirSync, writeFileSync } from "node:fs";
import { arch, availableParallelism, loadavg, totalmem, type } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import esbuild from "esbuild";
import { releaseBuild, simulatedSdk } from "../tests/e2e/helpers/builds.mjs";
import { launch } from "../tests/e2e/helpers/chromium.mjs";
import { chart } from "./lib/chart.mjs";
import { eventToText } from "./lib/events.mjs";
import { judge } from "./lib/figures.mjs";
import { OPENINGS, checkSlowness, measureOpening } from "./lib/opening.mjs";
import { page, print } from "./lib/report.mjs";
import { startServers } from "./lib/servers.mjs";
import { manyEvents, openAndClose } from "./lib/shift.mjs";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const NAMES = ["card", "yardstick"];
const EVENTS_A_RUN = 10;

const { values: options } = parseArgs({
  options: {
    runs: { type: "string" },
    write: { type: "boolean", default: false },
    check: { type: "boolean", default: false },
    json: { type: "string", default: `${ROOT}target/bench.json` },
  },
});
const runs = Number(options.runs ?? (options.check ? 7 : 15));

const servers = await startServers({
  pages: { card: releaseBuild(), yardstick: `${ROOT}benches/yardstick` },
  sdk: simulatedSdk(),
  minify: { yardstick: minify },
});
const browser = await launch({ flags: servers.flags });
try {
  const result = await measure({ servers, browser });
  print(result);
  mkdirSync(dirname(options.json), { recursive: true });
  writeFileSync(options.json, JSON.stringify(result, undefined, 1));
  if (options.write) {
    writeFileSync(`${ROOT}docs/bench.md`, page(result));
    writeFileSync(`${ROOT}docs/bench.svg`, chart(result));
  }
  if (options.check && judge(result).some(({ holds }) => !holds)) process.exitCode = 1;
} finally {
  await browser.close();
  servers.close();
}

/** Takes turns between both pages in everything, so that what else the machine does meets both alike. */
async function measure(bench) {
  const say = (words) => console.log(words);
  const busy = loadavg()[0];
  if (busy > availableParallelism() / 2) {
    say(`This machine is busy (load ${busy.toFixed(1)} on ${availableParallelism()} cores): trust the ratios more than the times.`);
  }
  say(`The frame is slowed down: ${await checkSlowness(bench)}.`);
  const both = () => ({ card: [], yardstick: [] });
  const openings = Object.fromEntries(OPENINGS.map(({ key }) => [key, both()]));
  const events = both();
  const each = async (run) => {
    for (const name of NAMES) await run(name, bench.servers.url(name));
  };
  // The first opening of each is for what the machine itself has to read for the first time.
  await each((name, url) => measureOpening(bench, url, OPENINGS[0]));
  for (let run = 1; run <= runs; run += 1) {
    for (const kind of OPENINGS) {
      await each(async (name, url) => openings[kind.key][name].push(await measureOpening(bench, url, kind)));
      const [card, yardstick] = NAMES.map((name) => openings[kind.key][name].at(-1).names.toFixed(0));
      say(`${kind.name}, ${run} of ${runs}: names visible after ${card} and ${yardstick} ms`);
    }
  }
  for (let run = 1; run <= 3; run += 1) {
    await each(async (name, url) => events[name].push(...(await eventToText(bench, url, EVENTS_A_RUN))));
  }
  let shift;
  if (!options.check) {
    shift = { card: {}, yardstick: {} };
    say("a long shift: 10,000 events");
    await each(async (name, url) => (shift[name].events = await manyEvents(bench, url, [1_000, 10_000])));
    say("a long shift: 200 cards opened and closed");
    await each(async (name, url) => (shift[name].rounds = await openAndClose(bench, url, 200)));
  }
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `a machine with ${availableParallelism()} cores and ${Math.round(totalmem() / 2 ** 30)} GB (${type()}, ${arch()})`,
    chromium: `Chromium ${bench.browser.version()}`,
    load: { before: busy, after: loadavg()[0] },
    runs,
    openings,
    events,
    shift,
  };
}

/** Minifies the hand-written page like the release. */
function minify(path) {
  if (!/\.(js|css)$/.test(path)) return undefined;
  const { outputFiles } = esbuild.buildSync({ entryPoints: [path], minify: true, write: false, logLevel: "error" });
  return Buffer.from(outputFiles[0].contents);
}
