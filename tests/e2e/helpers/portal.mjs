// The preview: the simulated portal around the card, both of the debug build.

import assert from "node:assert/strict";
import { previewBuild } from "./builds.mjs";
import { serve } from "./server.mjs";

/** Widths of the card's frame in pixels: the narrowest, that of a phone, and a wide one. */
export const WIDTHS = [320, 360, 800];

/**
 * Opens the preview page with a scenario and waits for its simulated portal.
 *
 * `query` adds to the page's address. Answers `{ page, card, log, drive, rest }`: `card` is the card's frame to find
 * things in, `log()` the list of what went over the wire, `drive(name, payload)` does one thing on the portal's side, and
 * `rest(method, body)` answers a request as the portal would.
 */
export async function openPortal({ page, t }, { scenario, query = {} } = {}) {
  const server = await serve(previewBuild());
  t.after(() => server.close());
  const address = new URL(server.url);
  if (scenario) address.searchParams.set("scenario", scenario);
  for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
  await page.goto(address.href);
  await page.waitForFunction(() => window.callCardPreview);
  return portalOf(page);
}

/** What `openPortal` answers, of a page that is already open. */
export function portalOf(page) {
  return {
    page,
    card: page.frameLocator("iframe"),
    log: async () => JSON.parse(await page.evaluate(() => window.callCardPreview.log())),
    drive: (name, payload = {}) =>
      page.evaluate(([name, json]) => window.callCardPreview.drive(name, json), [name, JSON.stringify(payload)]),
    rest: (method, body) =>
      page.evaluate(([method, body]) => window.callCardPreview.rest(method, body), [method, body]),
  };
}

/** Gives the card's frame these widths, one after the other, and fails where what is in it scrolls sideways. */
export async function fitsWidths({ page, card }, widths) {
  for (const width of widths) {
    await page.getByLabel("Width, px").fill(String(width));
    await page.getByLabel("Width, px").press("Enter");
    await page.waitForFunction((width) => document.querySelector("iframe").contentWindow.innerWidth === width, width);
    const overflow = await card.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth);
    assert.equal(overflow, 0, `${width} px: it scrolls sideways`);
  }
}
