// Every fault ends in words within 15 s, by the times that are shipped, and *Try again* works.

import assert from "node:assert/strict";
import { pageTest, screenshot } from "./helpers/browser.mjs";
import { openPortal } from "./helpers/portal.mjs";

const LIMIT_MS = 15_000;

const FAULTS = {
  "silent-status": "The state of the call could not be checked",
  "broken-body": "The names could not be loaded",
  offline: "The names could not be loaded",
};

for (const [scenario, words] of Object.entries(FAULTS)) {
  pageTest(`the fault ${scenario} ends in words, and trying again helps`, async ({ page, t }) => {
    const { card, drive } = await openPortal({ page, t }, { scenario });
    await card.getByRole("heading", { level: 1 }).waitFor();
    await card.getByRole("alert").filter({ hasText: words }).waitFor({ timeout: LIMIT_MS });
    await screenshot(page, `fault ${scenario}`);
    await drive("clearFaults");
    await card.getByRole("button", { name: "Try again" }).click();
    await card.getByRole("alert").waitFor({ state: "detached" });
    await card.getByRole("link", { name: "Marta Brandt" }).waitFor();
  });
}

pageTest("a portal that never answers the start ends in words, and trying again helps", async ({ page, t }) => {
  const { card, drive } = await openPortal({ page, t }, { scenario: "init-silent" });
  // The card waits from the moment its program runs: a debug build on a busy machine takes seconds to load.
  const frame = await (await page.locator("iframe").elementHandle()).contentFrame();
  await frame.waitForFunction(() => performance.getEntriesByName("call-card:wasm").length > 0, undefined, { polling: 50 });
  await card.getByRole("alert").filter({ hasText: "did not answer in time" }).waitFor({ timeout: LIMIT_MS });
  await drive("clearFaults");
  await card.getByRole("button", { name: "Try again" }).click();
  await card.getByRole("link", { name: "Marta Brandt" }).waitFor();
});

pageTest("nothing waits for ever: a request that is never answered", async ({ page, t }) => {
  const { card, drive } = await openPortal({ page, t }, { scenario: "seed" });
  await card.getByRole("link", { name: "Ingrid Olsen" }).waitFor();
  await drive("fault", { kind: "silent", scope: "rest" });
  await drive("setClient", { number: "+4940111222", type: "CONTACT", id: 51 });
  await card.getByRole("alert").filter({ hasText: "did not answer in time" }).waitFor({ timeout: LIMIT_MS + 1_000 });
  assert.equal(await card.locator("[aria-busy=true]").count(), 0);
  await drive("clearFaults");
  await card.getByRole("button", { name: "Try again" }).click();
  await card.getByRole("link", { name: "Tom Weber" }).waitFor();
});
