// What stands on the screen before the app has arrived.

import assert from "node:assert/strict";
import { pageTest } from "./helpers/browser.mjs";
import { openRelease } from "./helpers/release.mjs";

const PROGRAM = /\/call-card_bg-\w+\.wasm$/;

/** Holds the program back until the returned function is called. */
async function hold(page) {
  let go;
  const held = new Promise((done) => (go = done));
  await page.route(PROGRAM, async (route) => {
    await held;
    await route.continue();
  });
  return go;
}

pageTest("number, direction and line stand there before the program has arrived", async ({ page, t }) => {
  const go = await hold(page);
  const { card } = await openRelease({ page, t }, { scenario: "incoming-known" });
  const skeleton = card.locator("#skeleton");
  await skeleton.getByText("Incoming", { exact: true }).waitFor();
  const early = { number: await skeleton.locator(".call-number").innerText(), line: await skeleton.locator(".call-line").innerText() };
  assert.match(early.number, /^\+\d+$/);
  go();
  await skeleton.waitFor({ state: "detached" });
  // The app draws the same, in groups.
  const digits = (text) => text.replace(/[^+\d]/g, "");
  assert.equal(digits(await card.getByRole("heading", { level: 1 }).innerText()), early.number);
  await card.getByText(early.line, { exact: true }).waitFor();
});

pageTest("what is on its way is said in the agent's language", async ({ page, t }) => {
  const go = await hold(page);
  const { card } = await openRelease({ page, t }, { scenario: "incoming-known", query: { lang: "de" } });
  const loading = card.locator("#skeleton").getByRole("heading", { name: "Wird geladen" });
  await loading.waitFor();
  assert.equal(await loading.getAttribute("lang"), "de");
  go();
  await loading.waitFor({ state: "detached" });
});

pageTest("a program that is late takes nothing away that is there already", async ({ page, t }) => {
  await page.clock.install();
  const go = await hold(page);
  const { card } = await openRelease({ page, t }, { scenario: "incoming-known" });
  const skeleton = card.locator("#skeleton");
  await skeleton.getByText("Incoming", { exact: true }).waitFor();
  await page.clock.fastForward(21_000);
  await card.getByRole("alert").filter({ hasText: "It is taking very long to load." }).waitFor();
  assert.match(await skeleton.locator(".call-number").innerText(), /^\+\d+$/);
  assert.equal(await skeleton.isVisible(), true);
  go();
  await skeleton.waitFor({ state: "detached" });
});

for (const scenario of ["hidden-number", "string-options", "strange-names"]) {
  pageTest(`a hidden number and escaped words are no trouble for the first glimpse: ${scenario}`, async ({ page, t }) => {
    const go = await hold(page);
    const { card } = await openRelease({ page, t }, { scenario });
    const skeleton = card.locator("#skeleton");
    await skeleton.getByText(/^(Incoming|Outgoing|Callback)$/).waitFor();
    const line = await skeleton.locator(".call-line").innerText();
    assert.doesNotMatch(line, /&\w+;/);
    assert.equal(await skeleton.locator(".call-number :is(b, script, img)").count(), 0);
    go();
    await card.getByRole("heading", { level: 1 }).waitFor();
    if (line) await card.getByText(line, { exact: true }).waitFor();
  });
}

pageTest("a place that has no call gets no glimpse of one", async ({ page, t }) => {
  const go = await hold(page);
  const { card } = await openRelease({ page, t }, { scenario: "other-placement" });
  await card.locator("#skeleton").waitFor();
  go();
  await card.locator("#skeleton").waitFor({ state: "detached" });
  assert.equal(await card.locator(".call-number").count(), 0);
});
