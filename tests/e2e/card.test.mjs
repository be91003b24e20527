// The card in the preview, as a person would find it. What each scenario shows is tested in tests/web.

import assert from "node:assert/strict";
import { pageTest, watchCopies } from "./helpers/browser.mjs";
import { openPortal } from "./helpers/portal.mjs";

const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

pageTest("a whole call, driven from the portal's side of the preview", async ({ page, t }) => {
  const { card } = await openPortal({ page, t }, { scenario: "seed" });
  const status = card.getByRole("status");
  const says = (words) => status.filter({ hasText: new RegExp(`^${escape(words)}$`) }).waitFor();
  await says("Not started");
  const press = (name) => page.getByRole("button", { name, exact: true }).click();
  await page.getByLabel("Events with two arguments").check();
  await press("Ring");
  await says("Connecting");
  await press("Connect");
  await says("Talking");
  await card.getByRole("timer").getByText(/^\d+:\d\d/).first().waitFor();
  await page.getByLabel("Failure code").selectOption("486");
  await press("Fail");
  await says("Ended: busy (486)");
});

pageTest("a preview that is loaded again begins with a call of which nothing is known", async ({ page, t }) => {
  const { card, drive } = await openPortal({ page, t }, { scenario: "seed" });
  const status = (words) => card.getByRole("status").filter({ hasText: new RegExp(`^${words}$`) }).waitFor();
  await status("Not started");
  await drive("connect");
  await status("Talking");
  await page.reload();
  await card.getByRole("link", { name: "Ingrid Olsen" }).waitFor();
  await status("Not started");
});

pageTest("events with two arguments are followed", async ({ page, t }) => {
  const { card, drive } = await openPortal({ page, t }, { scenario: "two-arguments" });
  const status = (words) => card.getByRole("status").filter({ hasText: new RegExp(`^${words}$`) }).waitFor();
  await status("Connecting");
  await drive("connect");
  await status("Talking");
});

pageTest("the number is copied by a click", async ({ page, context, t }) => {
  const copies = await watchCopies(context);
  const { card } = await openPortal({ page, t }, { scenario: "seed" });
  await card.getByRole("button", { name: "Copy number" }).click();
  await card.getByText("Number copied").waitFor();
  assert.deepEqual(copies, ["+19999999666"]);
});

pageTest("the banner says that nothing is sent", async ({ page, t }) => {
  await openPortal({ page, t }, { scenario: "seed" });
  await page.getByText("Preview: nothing is sent to Bitrix24").waitFor();
});
