// What is on the screen before the program has arrived.

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

pageTest("the number stands there before the program has arrived", async ({ page, t }) => {
  const go = await hold(page);
  const { card } = await openRelease({ page, t }, { scenario: "incoming-known" });
  const skeleton = card.locator("#skeleton");
  const number = skeleton.getByText(/^\+\d+$/);
  await number.waitFor();
  const early = await number.innerText();
  go();
  await skeleton.waitFor({ state: "detached" });
  // The program shows the same number, in groups.
  assert.equal((await card.getByRole("heading", { level: 1 }).innerText()).replace(/[^+\d]/g, ""), early);
});

pageTest("the names stand there before the program has arrived, and are asked for only once", async ({ page, t }) => {
  const go = await hold(page);
  const asked = [];
  page.on("request", (request) => request.postData()?.includes("crm.item.get") && asked.push(request));
  const { card } = await openRelease({ page, t }, { scenario: "incoming-known" });
  const early = card.locator("#skeleton .binding-name");
  await early.first().waitFor();
  assert.deepEqual(await early.allInnerTexts(), ["Marta Brandt", "Spring order", "Brandt & Söhne GmbH"]);
  go();
  await card.locator("#skeleton").waitFor({ state: "detached" });
  assert.deepEqual(await card.locator(".client .binding-name").allInnerTexts(), ["Marta Brandt", "Spring order", "Brandt & Söhne GmbH"]);
  assert.equal(asked.length, 1);
});

pageTest("the skeleton speaks the agent's language", async ({ page, t }) => {
  const go = await hold(page);
  const { card } = await openRelease({ page, t }, { scenario: "incoming-known", query: { lang: "de" } });
  const loading = card.locator("#skeleton").getByRole("heading", { name: "Wird geladen" });
  await loading.waitFor();
  assert.equal(await loading.getAttribute("lang"), "de");
  go();
  await loading.waitFor({ state: "detached" });
});

pageTest("a program that is late leaves the number on the screen", async ({ page, t }) => {
  await page.clock.install();
  const go = await hold(page);
  const { card } = await openRelease({ page, t }, { scenario: "incoming-known" });
  const skeleton = card.locator("#skeleton");
  const late = card.getByRole("alert").filter({ hasText: "Loading is taking very long." });
  await skeleton.getByText(/^\+\d+$/).waitFor();
  assert.equal(await late.isVisible(), false);
  await page.clock.fastForward(21_000);
  await late.waitFor();
  // The card has not stopped, and the message does not say so.
  assert.equal(await late.getByRole("heading").count(), 0);
  assert.match(await skeleton.locator(".call-number").innerText(), /^\+\d+$/);
  assert.equal(await skeleton.isVisible(), true);
  go();
  await late.waitFor({ state: "hidden" });
  await skeleton.waitFor({ state: "detached" });
});

pageTest("a hidden number leaves the skeleton as it is", async ({ page, t }) => {
  const go = await hold(page);
  const { card } = await openRelease({ page, t }, { scenario: "hidden-number" });
  await card.locator("#skeleton").waitFor();
  await card.locator("html").evaluate(() => window.callCard.ready);
  assert.equal(await card.locator("#skeleton .call-number").innerText(), "");
  go();
  await card.getByText("Hidden number").waitFor();
});

pageTest("a page without a call shows no number", async ({ page, t }) => {
  const go = await hold(page);
  const { card } = await openRelease({ page, t }, { scenario: "other-placement" });
  await card.locator("#skeleton").waitFor();
  await card.locator("html").evaluate(() => window.callCard.ready);
  assert.equal(await card.locator("#skeleton .call-number").innerText(), "");
  go();
  await card.locator("#skeleton").waitFor({ state: "detached" });
  assert.equal(await card.locator(".call-number").count(), 0);
});
