// Earlier calls and the rest of the client's history, as an agent comes to them.

import assert from "node:assert/strict";
import { pageTest } from "./helpers/browser.mjs";
import { openRelease } from "./helpers/release.mjs";

const STATISTICS = "voximplant.statistic.get";

pageTest("they are asked for once, after the names", async ({ page, t }) => {
  const { card, drive, log } = await openRelease({ page, t }, { scenario: "external" });
  const asked = async () => (await log()).filter(({ payload }) => JSON.stringify(payload ?? "").includes(STATISTICS)).length;
  await card.getByRole("link", { name: "Marta Brandt" }).waitFor();
  const part = card.getByRole("region", { name: "Earlier calls" });
  await part.waitFor();
  const low = await part.boundingBox();
  const rows = part.getByRole("list", { name: "Earlier calls" }).getByRole("listitem");
  await rows.nth(2).getByText("Incoming · no answer · Anna Keller").waitFor();
  await rows.nth(0).getByText("Incoming · 5:12 · Björn Lindqvist").waitFor();
  await rows.nth(0).getByText("Asked about the delivery date of the spring order").waitFor();
  await rows.nth(1).getByText("Outgoing · busy · Anna Keller").waitFor();
  assert.equal(await rows.count(), 3);
  assert.equal((await part.boundingBox()).y, low.y);
  assert.equal(await asked(), 1);
  // Another client with another number.
  await drive("setClient", { number: "+4917000000001" });
  await part.getByText("No earlier calls").waitFor();
  assert.equal(await asked(), 2);
});

pageTest("Alt+4 leads to them", async ({ page, t }) => {
  const { card } = await openRelease({ page, t }, { scenario: "seed" });
  await card.getByRole("link", { name: "Ingrid Olsen" }).waitFor();
  await card.locator("body").evaluate(() => window.focus());
  await page.keyboard.press("Alt+4");
  const part = card.getByRole("region", { name: "Client history" });
  assert.equal(await part.evaluate((part) => part === document.activeElement), true);
  await part.getByText("Callback · 1:02:05 · Carla Ruiz").waitFor();
  assert.equal(await part.evaluate((part) => part === document.activeElement), true);
});

pageTest("who may not read the statistics sees the calls of CRM", async ({ page, t, watched }) => {
  watched.allow(/Failed to load resource/);
  const { card } = await openRelease({ page, t }, { scenario: "no-statistics" });
  await card.getByRole("link", { name: "Marta Brandt" }).waitFor();
  const part = card.getByRole("region", { name: "Earlier calls" });
  await part.getByRole("listitem").first().getByText("Incoming · 5:12 · Anna Keller").waitFor();
  assert.equal(await card.getByRole("alert").count(), 0);
});

pageTest("open work is changed where it stands, by keyboard", async ({ page, t }) => {
  const { card } = await openRelease({ page, t }, { scenario: "external" });
  const part = card.getByRole("region", { name: "Planned activities" });
  const rows = part.getByRole("listitem");
  await rows.nth(0).getByText("Overdue").waitFor();
  await part.getByRole("button", { name: "Done: Call about the delivery" }).press("Enter");
  await part.getByText("Done: Call about the delivery").waitFor();
  assert.equal(await rows.count(), 2);
  await rows.nth(0).getByText("Postpone").press("Enter");
  await rows.nth(0).getByRole("button", { name: "Tomorrow 10:00: Send the offer" }).press("Enter");
  await part.getByText("Send the offer").last().waitFor();
  await rows.nth(0).locator(".history-more").getByText("10:00").waitFor();
});

pageTest("what failed is tried again where it stands", async ({ page, t, watched }) => {
  watched.allow(/Failed to load resource|Query error|Script error/);
  const { card, drive } = await openRelease({ page, t }, { scenario: "seed" });
  await card.getByRole("link", { name: "Ingrid Olsen" }).waitFor();
  await drive("fault", { kind: "offline", scope: "rest", only: STATISTICS });
  await drive("setClient", { number: "+4917000000001" });
  const part = card.getByRole("region", { name: "Client history" });
  await part.getByRole("alert").filter({ hasText: "The client's history could not be loaded." }).waitFor();
  await drive("clearFaults");
  await part.getByRole("button", { name: "Try again" }).press("Enter");
  await part.getByText("No earlier calls").waitFor();
  await part.getByRole("alert").waitFor({ state: "detached" });
  assert.equal(await part.evaluate((part) => part === document.activeElement), true);
});
