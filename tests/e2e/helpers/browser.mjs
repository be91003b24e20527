// The browser, and what holds for every test in it: a fresh context, and no word on the console that was not expected.

import { mkdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch } from "./chromium.mjs";
import { SDK } from "./release.mjs";

export { launch } from "./chromium.mjs";

const OUT = fileURLToPath(new URL("../out/", import.meta.url));

/** How long a test waits for anything, in milliseconds. A debug build on a busy machine is slow. */
export const PATIENCE_MS = 30_000;

/** What browser and SDK say on the console in the scenarios of failures. */
export const FAULTS = /Failed to load resource|Query error!|Script error/;

/** What the SDK does where no portal is around it. */
const OUTSIDE_PORTAL = 'window.BX24 = null; throw new Error("Unable to initialize Bitrix24 JS library!");';

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/**
 * Registers a test that gets a page of its own: `run({ page, context, watched, t })`.
 * `options` are those of a Playwright context (`locale`, `colorScheme`, `viewport`, `javaScriptEnabled`, …).
 * A test that fails leaves a screenshot in tests/e2e/out.
 */
export function pageTest(name, run, options = {}) {
  test(name, async (t) => {
    const context = await browser.newContext({ locale: "en-US", ...options });
    context.setDefaultTimeout(PATIENCE_MS);
    // The page names the SDK, so the browser fetches it also where no portal is around it. There it must not run.
    await context.route(SDK, (route) => route.fulfill({ contentType: "text/javascript", body: OUTSIDE_PORTAL }));
    const page = await context.newPage();
    const watched = watch(page);
    try {
      await run({ page, context, watched, t });
      watched.check();
    } catch (error) {
      await screenshot(page, name).catch(() => undefined);
      throw error;
    } finally {
      // What the page asked for last may still be on its way to an answer that nobody waits for.
      await page.unrouteAll({ behavior: "ignoreErrors" }).catch(() => undefined);
      await context.close();
    }
  });
}

/** Collects what the page and its frames say on the console and what they throw. */
export function watch(page) {
  const heard = [];
  const allowed = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) heard.push(`${message.type()}: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => heard.push(`thrown: ${error.stack ?? error}`));
  return {
    heard,
    /** Expects words that match `pattern`: they need not come, but may. */
    allow: (pattern) => allowed.push(pattern),
    /** Fails if anything was said that nobody expected. */
    check() {
      const left = heard.filter((line) => !allowed.some((pattern) => pattern.test(line)));
      if (left.length > 0) throw new Error(`unexpected on the console:\n  ${left.join("\n  ")}`);
    },
  };
}

/** Writes tests/e2e/out/NAME.png. */
async function screenshot(page, name) {
  mkdirSync(OUT, { recursive: true });
  const path = `${OUT}${name.toLowerCase().replace(/[^a-z0-9]+/g, "-")}.png`;
  await page.screenshot({ path, fullPage: true });
  return path;
}

/** Collects what is copied in every page and frame of the context, from now on: answers a function that reads it. */
export async function watchCopies(context) {
  const copies = [];
  await context.exposeBinding("callCardCopied", (_, text) => copies.push(text));
  await context.addInitScript(() =>
    addEventListener("copy", () => window.callCardCopied(document.activeElement.value ?? String(getSelection()))),
  );
  return copies;
}
