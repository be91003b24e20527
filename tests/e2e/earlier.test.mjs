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
  await rows.nth(0).getByRole("button", { name: "Tomorrow 10:00: Send the offer" }).press("Enter");
  await part.getByText("Send the offer").last().waitFor();
  await rows.nth(0).locator(".history-more").getByText("10:00").waitFor();
});
