// The card in the preview, scenario by scenario, as a person would find it.

import assert from "node:assert/strict";
import { pageTest, screenshot, watchCopies } from "./helpers/browser.mjs";
import { openPortal } from "./helpers/portal.mjs";

/** What each scenario shows: the heading, the state of the call, the list of CRM bindings (or words instead). */
const SHOWN = {
  "incoming-known": { heading: "+4915112345678", status: "Connecting", rows: ["Marta Brandt", "Spring order", "Brandt & Söhne GmbH"] },
  seed: { heading: "+19999999666", status: "Not started", rows: ["Ingrid Olsen", "Container lease", "Olsen Shipping"] },
  outgoing: { text: "Outgoing" },
  callback: { text: "Callback" },
  "unknown-number": { heading: "Unknown number", text: "No client in CRM" },
  "hidden-number": { heading: "Hidden number", text: "No client in CRM" },
  "no-crm": { text: "No client in CRM" },
  "mid-call": { status: "Talking", text: "since the card was opened" },
  external: { status: "Talking", text: "since the card was opened" },
  "busy-486": { status: "Ended: busy (486)" },
  "call-list": { status: "Not started" },
  "bindings-40": { count: 40 },
  "strange-names": { text: "<b>" },
  "no-right": { text: "You don't have access to it" },
  "error-503-twice": { rows: ["Marta Brandt", "Spring order", "Brandt & Söhne GmbH"] },
  "string-options": { text: "Marta Brandt" },
  "other-placement": { text: "there is no call to show" },
  "own-page": { text: "Call card for Bitrix24" },
};

for (const [scenario, shown] of Object.entries(SHOWN)) {
  pageTest(`the scenario ${scenario} shows what it says`, async ({ page, t }) => {
    const { card } = await openPortal({ page, t }, { scenario });
    await see(card, shown);
    await screenshot(page, `scenario ${scenario}`);
  });
}

/** Waits for everything that `shown` names. */
async function see(card, { heading, status, rows, count, text }) {
  if (heading) await card.getByRole("heading", { name: heading, level: 1 }).waitFor();
  if (status) await card.getByRole("status").filter({ hasText: new RegExp(`^${escape(status)}$`) }).waitFor();
  const items = card.getByRole("list", { name: "CRM bindings" }).getByRole("listitem");
  if (rows) {
    for (const row of rows) await items.filter({ hasText: row }).waitFor();
    assert.equal(await items.count(), rows.length);
  }
  if (count) {
    await items.nth(count - 1).waitFor();
    assert.equal(await items.count(), count);
  }
  if (text) await card.getByText(text).first().waitFor();
}

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
  await screenshot(page, "a whole call");
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

for (const colorScheme of ["light", "dark"]) {
  for (const width of [360, 800]) {
    pageTest(
      `the card fits ${width} px, ${colorScheme}`,
      async ({ page, t }) => {
        const { card } = await openPortal({ page, t }, { scenario: "mid-call" });
        await card.getByRole("link", { name: "Marta Brandt" }).waitFor();
        await page.getByLabel("Width, px").fill(String(width));
        await page.getByLabel("Width, px").press("Enter");
        const frame = page.locator("iframe");
        await page.waitForFunction((width) => document.querySelector("iframe").clientWidth === width, width);
        const overflow = await card.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth);
        assert.equal(overflow, 0, "the card scrolls sideways");
        await frame.screenshot({ path: new URL(`./out/card-${width}-${colorScheme}.png`, import.meta.url).pathname });
      },
      { colorScheme, viewport: { width: 1300, height: 900 } },
    );
  }
}

pageTest("the banner says that nothing is sent", async ({ page, t }) => {
  await openPortal({ page, t }, { scenario: "seed" });
  await page.getByText("Preview: nothing is sent to Bitrix24").waitFor();
});
