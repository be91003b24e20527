// The client's history, as an agent works with it. What it shows is tested in tests/web.

import assert from "node:assert/strict";
import { pageTest } from "./helpers/browser.mjs";
import { openRelease } from "./helpers/release.mjs";

pageTest("open work is changed where it stands, by keyboard", async ({ page, t }) => {
  const { card } = await openRelease({ page, t }, { scenario: "external" });
  const part = card.getByRole("region", { name: "Planned activities" });
  const rows = part.getByRole("listitem");
  await rows.nth(0).getByText("Overdue").waitFor();
  await part.getByRole("button", { name: "Done: Call about the delivery" }).press("Enter");
  await part.getByText("Done: Call about the delivery").waitFor();
  assert.equal(await rows.count(), 2);
  await rows.nth(0).getByText("Postpone").press("Enter");
  await rows.nth(0).getByRole("button", { name: "Tomorrow 10:00 AM: Send the offer" }).press("Enter");
  await part.getByText("Send the offer").last().waitFor();
  await rows.nth(0).locator(".history-more").getByText("10:00").waitFor();
});

pageTest("an activity becomes overdue while the card is open", async ({ page, t }) => {
  await page.clock.install();
  const { card } = await openRelease({ page, t }, { scenario: "external" });
  const row = card.getByRole("listitem").filter({ hasText: "Send the offer" });
  await row.getByText("Due: tomorrow").waitFor();
  await page.clock.fastForward("24:00:00");
  await row.getByText("Overdue").waitFor();
});

pageTest("a long note begins short, and can be read whole", async ({ page, t }) => {
  const { card } = await openRelease({ page, t }, { scenario: "wrap-up" });
  const lines = Array.from({ length: 9 }, (_, line) => `Line ${line + 1}`);
  await card.getByLabel("Note", { exact: true }).fill(lines.join("\n"));
  await card.getByRole("button", { name: "Save note" }).click();
  await card.getByText("The note is saved.").waitFor();
  await card.locator("html").evaluate(() => location.reload());
  const row = card.getByRole("region", { name: "Last notes" }).getByRole("listitem").first();
  const isWhole = () => row.locator(".history-text").evaluate((text) => text.scrollHeight <= text.clientHeight);
  await row.getByRole("button", { name: "Show all of it" }).waitFor();
  assert.equal(await isWhole(), false);
  await row.getByRole("button").press("Enter");
  await row.getByRole("button", { name: "Show less" }).waitFor();
  assert.equal(await isWhole(), true);
});
