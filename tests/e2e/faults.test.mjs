// A portal that never answers: the card shows an error message within 15 s, by the times that are shipped, and *Try again*
// works. The other faults are tested in tests/web.

import { pageTest } from "./helpers/browser.mjs";
import { openPortal } from "./helpers/portal.mjs";

const LIMIT_MS = 15_000;

pageTest("a portal that never answers the start gets an error message, and trying again helps", async ({ page, t }) => {
  const { card, drive } = await openPortal({ page, t }, { scenario: "init-silent" });
  // The card waits from the moment its program runs: a debug build on a busy machine takes seconds to load.
  const frame = await (await page.locator("iframe").elementHandle()).contentFrame();
  await frame.waitForFunction(() => performance.getEntriesByName("call-card:wasm").length > 0, undefined, { polling: 50 });
  await card.getByRole("alert").filter({ hasText: "did not answer in time" }).waitFor({ timeout: LIMIT_MS });
  await drive("clearFaults");
  await card.getByRole("button", { name: "Try again" }).click();
  await card.getByRole("link", { name: "Marta Brandt" }).waitFor();
});
