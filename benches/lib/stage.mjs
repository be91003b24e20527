// One opened portal with the page under test in its frame, and the browser's own instruments attached to that frame.

import { watchMemory } from "../../tests/e2e/helpers/memory.mjs";
import { openPortal } from "../../tests/e2e/helpers/portal.mjs";
import { APP, PORTAL } from "./servers.mjs";
import { probe } from "./probe.js";

/** The line: 4 Mbit/s, 50 ms. */
export const LINE = { offline: false, latency: 50, downloadThroughput: 500_000, uploadThroughput: 500_000 };
/** How many times slower the processor is made. */
export const CPU = 4;
export const WAIT_MS = 60_000;

/**
 * Opens the portal with `scenario`, its frame still empty but in the process where the page will run: so everything can
 * be slowed down before the first byte is asked for. `wanted` is what the probe looks for.
 *
 * Answers what `openPortal` does, and `{ frame, devtools, slow, load, metrics, close }`. The context is new: nothing is cached.
 */
export async function openStage({ browser, servers }, { scenario, wanted }) {
  const context = await browser.newContext({ locale: "en-US", viewport: { width: 1200, height: 900 } });
  context.setDefaultTimeout(WAIT_MS);
  await watchMemory(context);
  await context.addInitScript(probe, { host: APP, names: [], ...wanted });
  const page = await context.newPage();
  const heard = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) heard.push(message.text());
  });
  page.on("pageerror", (error) => heard.push(String(error)));
  const ends = [];
  const query = { app: servers.blank, domain: PORTAL, width: 560 };
  const portal = await openPortal({ page, t: { after: (end) => ends.push(end) } }, { scenario, query });
  servers.rest.answer = portal.rest;
  const frame = await appFrame(page);
  const devtools = await context.newCDPSession(frame);
  // The probe reports that all is shown. To look for it in the frame again and again would keep the frame busy.
  await devtools.send("Runtime.enable");
  await devtools.send("Runtime.addBinding", { name: "benchShown" });
  await quiet(page);
  return {
    ...portal,
    context,
    frame,
    devtools,
    heard,
    slow: async ({ line = true } = {}) => {
      await devtools.send("Emulation.setCPUThrottlingRate", { rate: CPU });
      if (line) {
        await devtools.send("Network.enable");
        await devtools.send("Network.emulateNetworkConditions", LINE);
      }
    },
    /** Has the frame open the page at `url`, with the portal's query, as the portal itself would. */
    load: (url) => open(page, url),
    /** As `load`, and waits until what is wanted is on the screen. */
    show: async (url) => {
      const shown = new Promise((done) => devtools.once("Runtime.bindingCalled", done));
      await open(page, url);
      await shown;
      await frame.waitForURL((address) => address.href.startsWith(url));
    },
    /** Loads the empty page into the frame. */
    leave: async () => {
      await open(page, servers.blank);
      await frame.waitForURL((address) => address.href.startsWith(servers.blank));
    },
    metrics: () => metrics(devtools),
    close: async () => {
      await context.close();
      for (const end of ends) await end();
    },
  };
}

function open(page, url) {
  return page.evaluate((url) => {
    const frame = document.querySelector("iframe.pv-frame");
    frame.src = url + new URL(frame.src).search;
  }, url);
}

/** The frame of the app, once it is there and answers. */
export async function appFrame(page) {
  const element = await page.waitForSelector("iframe.pv-frame");
  const frame = await element.contentFrame();
  await frame.waitForLoadState();
  return frame;
}

/** What is left after everything unused was collected. Bytes and counts are those of the frame's whole process. */
export async function metrics(devtools) {
  await devtools.send("Performance.enable");
  await devtools.send("HeapProfiler.collectGarbage");
  await devtools.send("HeapProfiler.collectGarbage");
  const { metrics } = await devtools.send("Performance.getMetrics");
  const of = (name) => metrics.find((metric) => metric.name === name).value;
  return { heap: of("JSHeapUsedSize"), nodes: of("Nodes"), listeners: of("JSEventListeners") };
}

/** Waits until the portal's own page has nothing to do, ten seconds at most: it shares the machine with the page measured. */
function quiet(page) {
  return page.evaluate(async () => {
    const latest = performance.now() + 10_000;
    for (let calm = 0; calm < 5 && performance.now() < latest; ) {
      const left = await new Promise((done) => requestIdleCallback((idle) => done(idle.timeRemaining()), { timeout: 500 }));
      calm = left > 5 ? calm + 1 : 0;
      await new Promise((done) => setTimeout(done, 50));
    }
  });
}
