// The first second of a card on a slow machine: something is there before the program is, and nothing jumps when the
// call takes its place.

import assert from "node:assert/strict";
import { pageTest } from "./helpers/browser.mjs";
import { openPortal } from "./helpers/portal.mjs";
import { openRelease } from "./helpers/release.mjs";
import { until } from "./helpers/until.mjs";

const SLOWER = 4;
/** What the eye takes for a jump: the score of the web's own layout shift. */
const MOST_SHIFT = 0.02;

for (const width of [360, 560, 900]) {
  pageTest(`at ${width} px and a quarter of the speed the skeleton comes first, and nothing jumps`, async ({ page, context, t }) => {
    await context.addInitScript(() => {
      window.shifts = [];
      new PerformanceObserver((list) => {
        for (const { value, sources } of list.getEntries()) {
          window.shifts.push({ value, of: sources.map(({ node }) => node?.className || node?.nodeName) });
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
    let arrive;
    const seen = new Promise((done) => (arrive = done));
    await page.route(/call-card_bg-\w+\.wasm$/, async (route) => {
      await seen;
      await route.continue();
    });
    const slow = await context.newCDPSession(page);
    await slow.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    const opened = openRelease({ page, t }, { scenario: "mid-call", query: { width: String(width) } });
    const skeleton = page.frameLocator("iframe").locator("#skeleton");
    await skeleton.waitFor();
    const frame = await (await page.locator("iframe").elementHandle()).contentFrame();
    // The frame is a process of its own, and as slow.
    await (await context.newCDPSession(frame)).send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    // Grey bars are paint, and no content.
    await frame.waitForFunction(() => performance.getEntriesByName("first-paint").length > 0);
    assert.equal(await frame.evaluate(() => document.querySelector("header.call") === null), true, "the program was there first");
    arrive();
    const { card } = await opened;
    await card.getByRole("link", { name: "Marta Brandt" }).waitFor();
    await card.getByText("Prepare documents").first().waitFor();
    const shifts = await frame.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(window.shifts)))));
    const sum = shifts.reduce((sum, { value }) => sum + value, 0);
    console.log(`layout shift at ${width} px: ${sum.toFixed(4)}`);
    assert.ok(sum < MOST_SHIFT, `${sum}: ${JSON.stringify(shifts)}`);
  }, { viewport: { width: 1600, height: 900 } });
}

pageTest("a note that is being written stays where it is when possible callers appear above it", async ({ page, t }) => {
  const { card, drive } = await openPortal({ page, t }, { scenario: "wrap-up", query: { width: "360" } });
  await card.getByRole("link", { name: "Ingrid Olsen" }).waitFor();
  await drive("fault", { kind: "slow", ms: 1500, scope: "rest" });
  await drive("setClient", { number: "+4940111222" });
  await card.getByText("Looking in CRM").waitFor();
  const note = card.getByLabel("Note", { exact: true });
  await note.fill("Wants");
  await card.locator("html").evaluate(() => scrollTo(0, 0));
  const top = () => note.evaluate((note) => note.getBoundingClientRect().top);
  const before = await top();
  const callers = card.getByRole("button", { name: /^Choose for this call/ });
  assert.equal(await callers.count(), 0);
  await callers.first().waitFor();
  await until(async () => Math.abs((await top()) - before) < 2, "the note has moved");
});

pageTest("the app's own page has its frame made as high as it is, and a card leaves its frame alone", async ({ page, t }) => {
  const { card, log } = await openPortal({ page, t }, { scenario: "own-page" });
  const asked = async () => (await log()).filter(({ name }) => name === "resizeWindow").map(({ payload }) => Number(payload.height));
  const reaches = async () => {
    const height = await card.locator("html").evaluate((html) => html.scrollHeight);
    return (await asked()).at(-1) === height;
  };
  await card.getByRole("heading", { name: "Register a call" }).waitFor();
  await until(reaches, "the frame is not as high as the page");
  const before = (await asked()).length;
  await card.getByText("More").press("Enter");
  await until(async () => (await asked()).length > before && (await reaches()), "the frame does not follow the page");
  const other = await openPortal({ page, t }, { scenario: "wrap-up" });
  await other.card.getByRole("link", { name: "Ingrid Olsen" }).waitFor();
  await other.card.getByText("More").press("Enter");
  await other.card.getByLabel("Cost").waitFor();
  assert.deepEqual((await other.log()).filter(({ name }) => name === "resizeWindow"), []);
});
