// Opening a card: for the first time on a slow line and a slow machine, and again with everything in the browser's cache.

import { LINE, openStage } from "./stage.mjs";
import { APP, PORTAL, SDK } from "./servers.mjs";

const NUMBER = "19999999666";
const NAMES = ["Ingrid Olsen", "Container lease", "Olsen Shipping"];

const TYPES = [
  ["page", "text/html"],
  ["style", "text/css"],
  ["script", "text/javascript"],
  ["program", "application/wasm"],
  ["texts", "application/json"],
];

/** The openings that are measured: which one in a new browser, and whether processor and line are slowed down. */
export const OPENINGS = [
  { key: "first", name: "First opening, slowed down", opening: 1, limits: true, number: 1.15, names: 1.4, task: 120 },
  { key: "third", name: "Third opening, slowed down", opening: 3, limits: true, number: 1.15, names: 1.2, task: 120 },
  { key: "free", name: "Third opening, no limits", opening: 3, limits: false, number: 1.3, names: 1.3, task: 50 },
];

/**
 * Opens `url` in a new browser, as often as `opening` says, and measures the last time. Answers times in milliseconds since
 * the frame began to navigate (`firstPaint`, `contentfulPaint`, `answered` by the portal, `numberText` in the document,
 * `number` and `names` on the screen), `namesAt` (when the names were in the document, in milliseconds since 1970), the
 * `marks` of the page, `bytes` that came over the line by type (the SDK and REST left out), `requests` for them, `trips`
 * (REST requests until all names were in the document), `twice` (addresses asked for more than once), the `waterfall`,
 * `long`, the tasks of more than 50 ms, the layout `shift`, and what `moved`.
 */
export async function measureOpening(bench, url, { opening, limits }) {
  const stage = await openStage(bench, { scenario: "seed", wanted: { number: NUMBER, names: NAMES } });
  try {
    for (let before = 1; before < opening; before += 1) {
      await stage.show(url);
      await stage.frame.waitForLoadState("networkidle");
      await stage.leave();
    }
    const sent = watchLine(stage.devtools);
    if (limits) await stage.slow();
    else await stage.devtools.send("Network.enable");
    bench.servers.requests.length = 0;
    await stage.show(url);
    // What the page still fetches behind the names belongs to what it weighs.
    await stage.frame.waitForLoadState("networkidle");
    const times = await stage.frame.evaluate(read);
    const trips = bench.servers.requests.filter(({ host, at }) => host === PORTAL && at < times.namesAt).length;
    if (stage.heard.length > 0) throw new Error(`said on the console: ${stage.heard.join("; ")}`);
    return { ...times, ...sent.told(url), trips };
  } finally {
    await stage.close();
  }
}

/** Runs in the frame. */
function read() {
  const paint = (name) => performance.getEntriesByName(name)[0]?.startTime;
  const entries = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
  return {
    firstPaint: paint("first-paint"),
    contentfulPaint: paint("first-contentful-paint"),
    answered: window.benchProbe.answered,
    numberText: window.benchProbe.numberText,
    number: window.benchProbe.number,
    names: window.benchProbe.names,
    namesAt: performance.timeOrigin + window.benchProbe.namesText,
    shift: window.benchProbe.shift,
    moved: window.benchProbe.moved,
    marks: Object.fromEntries(
      performance.getEntriesByType("mark").map(({ name, startTime }) => [name.replace("call-card:", ""), startTime]),
    ),
    long: window.benchProbe.long.map(({ startTime, duration }) => ({ start: startTime, end: startTime + duration })),
    waterfall: entries.map((entry) => ({
      name: entry.name,
      by: entry.initiatorType,
      start: entry.startTime,
      answered: entry.responseStart,
      end: entry.responseEnd,
      bytes: entry.encodedBodySize,
    })),
  };
}

/** Counts what comes over the line. */
function watchLine(devtools) {
  const requests = new Map();
  devtools.on("Network.requestWillBeSent", ({ requestId, request }) => requests.set(requestId, { url: request.url }));
  devtools.on("Network.responseReceived", ({ requestId, response }) => {
    const request = requests.get(requestId);
    if (request) request.type = response.mimeType;
  });
  devtools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const request = requests.get(requestId);
    if (request) request.bytes = encodedDataLength;
  });
  return {
    told(url) {
      const all = [...requests.values()].filter((request) => request.url.startsWith("http"));
      const own = all.filter((request) => new URL(request.url).host === APP);
      const foreign = all.filter((request) => ![APP, SDK, PORTAL].includes(new URL(request.url).host));
      if (foreign.length > 0) throw new Error(`asked for ${foreign.map((request) => request.url)}`);
      if (!own.some((request) => request.url.startsWith(`${url}?`))) throw new Error("the page itself was not counted");
      const bytes = Object.fromEntries(TYPES.map(([type]) => [type, 0]));
      for (const request of own) {
        const [type] = TYPES.find(([, mime]) => mime === request.type) ?? [request.type];
        bytes[type] = (bytes[type] ?? 0) + (request.bytes ?? 0);
      }
      bytes.total = own.reduce((sum, request) => sum + (request.bytes ?? 0), 0);
      const urls = all.map((request) => request.url).filter((address) => !address.startsWith(`https://${PORTAL}/`));
      const twice = urls.filter((address, index) => urls.indexOf(address) !== index);
      return { bytes, requests: own.length, twice };
    },
  };
}

/** Fails where the browser does not slow the frame down as asked: nothing that is measured would mean anything. */
export async function checkSlowness(bench) {
  const stage = await openStage(bench, { scenario: "seed", wanted: { number: NUMBER } });
  try {
    const spin = () =>
      stage.frame.evaluate(() => {
        const times = [];
        for (let round = 0; round < 15; round += 1) {
          const began = performance.now();
          let sum = 0;
          for (let at = 0; at < 1e7; at += 1) sum += Math.sqrt(at);
          times.push(performance.now() - began + sum * 0);
        }
        return Math.min(...times);
      });
    const fetched = () =>
      stage.frame.evaluate(async () => {
        const began = performance.now();
        await (await fetch(`/blank?${Math.random()}`)).text();
        return performance.now() - began;
      });
    const quick = await spin();
    await stage.slow();
    const slow = await spin();
    await fetched();
    const latency = await fetched();
    const told = `${(slow / quick).toFixed(1)} times slower, ${latency.toFixed(0)} ms for a small request`;
    if (slow / quick < 1.3 || latency < LINE.latency) throw new Error(`The browser does not slow down: ${told}`);
    return told;
  } finally {
    await stage.close();
  }
}
