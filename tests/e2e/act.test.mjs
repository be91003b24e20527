// Acting on a call from the card of the release, as an agent does.

import assert from "node:assert/strict";
import { pageTest } from "./helpers/browser.mjs";
import { openRelease } from "./helpers/release.mjs";
import { until } from "./helpers/until.mjs";

const sent = async (log, name) => (await log()).filter((entry) => entry.channel === "rest" && entry.name === name);
const isOpen = (drive, user) => drive("isCardOpen", { user });
const FINISH = "telephony.externalCall.finish";

pageTest("a call is wrapped up by keyboard alone", async ({ page, t }) => {
  const { card, log, drive } = await openRelease({ page, t }, { scenario: "wrap-up" });
  await card.getByRole("link", { name: "Ingrid Olsen" }).waitFor();
  await card.getByRole("button", { name: "Copy number" }).focus();
  const focused = () =>
    card.locator("html").evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());
  const tabTo = async (wanted) => {
    for (let step = 0; step < 40; step += 1) {
      if ((await focused()) === wanted) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`${wanted} cannot be reached by keyboard`);
  };
  await tabTo("wrap-up-note");
  await page.keyboard.type("Calls back on Monday");
  await tabTo("wrap-up-rating-");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await tabTo("More");
  await page.keyboard.press("Enter");
  await tabTo("wrap-up-duration");
  await page.keyboard.type("1:75");
  await tabTo("wrap-up-chat");
  await page.keyboard.press("Space");
  await tabTo("Finish call");
  await page.keyboard.press("Enter");
  await card.getByText("Enter the duration as 1:35").waitFor();
  assert.equal(await focused(), "wrap-up-duration");
  for (let key = 0; key < 4; key += 1) await page.keyboard.press("Backspace");
  await page.keyboard.type("1:15");
  await tabTo("Finish call");
  await page.keyboard.press("Enter");
  await until(async () => (await focused()) === "summary-title", "the summary does not have the focus");
  await tabTo("Close card");
  await page.keyboard.press("Enter");
  await until(async () => !(await isOpen(drive, 1)), "the card is still open");
  const [finish] = await sent(log, FINISH);
  assert.equal(finish.payload.DURATION, "75");
  assert.equal(finish.payload.VOTE, "2");
  assert.equal(finish.payload.ADD_TO_CHAT, "0");
  const [note] = await sent(log, "crm.timeline.comment.add");
  assert.equal(note.payload.fields.COMMENT, "Calls back on Monday");
});
