// Acting on a call from the card, as an agent does.

import assert from "node:assert/strict";
import { pageTest, screenshot } from "./helpers/browser.mjs";
import { openPortal } from "./helpers/portal.mjs";
import { openRelease } from "./helpers/release.mjs";
import { until } from "./helpers/until.mjs";

const sent = async (log, name) => (await log()).filter((entry) => entry.channel === "rest" && entry.name === name);
const isOpen = (drive, user) => drive("isCardOpen", { user });
const SHOW = "telephony.externalCall.show";
const HIDE = "telephony.externalCall.hide";
const FINISH = "telephony.externalCall.finish";

/** Presses a button that opens the portal's user dialog, and picks these users there. */
async function pick({ card, log, drive }, name, ids) {
  const dialogs = async () => (await log()).filter((entry) => /selectUser/.test(entry.name)).length;
  const before = await dialogs();
  await card.getByRole("button", { name, exact: true }).click();
  await until(async () => (await dialogs()) > before, "no dialog");
  await drive("pickUsers", { ids });
}

for (const [name, open] of [["preview", openPortal], ["release", openRelease]]) {
  pageTest(`a call is wrapped up by keyboard alone, in the ${name}`, async ({ page, t }) => {
    const { card, log, drive } = await open({ page, t }, { scenario: "wrap-up" });
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
    await tabTo("wrap-up-chat");
    await page.keyboard.press("Space");
    await tabTo("More");
    await page.keyboard.press("Enter");
    await tabTo("wrap-up-duration");
    await page.keyboard.type("1:75");
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
}

pageTest("a queue at once: the card is shown to several, and hidden from the others when one answers", async ({ page, t }) => {
  const portal = await openPortal({ page, t }, { scenario: "wrap-up" });
  const { card, log, drive } = portal;
  await pick(portal, "Show card to…", [2, 3, 4]);
  const people = card.getByRole("list", { name: "Who sees the card" }).getByRole("listitem");
  await people.nth(2).waitFor();
  assert.equal((await sent(log, SHOW)).length, 1, "several are shown in one request");
  for (const user of [2, 3, 4]) assert.equal(await isOpen(drive, user), true);
  await screenshot(page, "a queue at once");
  // Björn answers.
  await card.getByRole("button", { name: /^Hide from Carla/ }).click();
  await until(async () => !(await isOpen(drive, 3)), "still shown to Carla");
  await card.getByRole("button", { name: /^Hide from David/ }).click();
  await until(async () => !(await isOpen(drive, 4)), "still shown to David");
  assert.equal(await isOpen(drive, 2), true);
});

pageTest("a queue one by one: shown to one, hidden again, shown to the next", async ({ page, t }) => {
  const portal = await openPortal({ page, t }, { scenario: "wrap-up" });
  const { card, log, drive } = portal;
  for (const user of [2, 3]) {
    await pick(portal, "Show card to…", [user]);
    await until(() => isOpen(drive, user), `not shown to ${user}`);
    if (user === 2) {
      await card.getByRole("button", { name: /^Hide from/ }).click();
      await until(async () => !(await isOpen(drive, 2)), "still shown to the first");
    }
  }
  assert.equal((await sent(log, HIDE)).length, 1);
  assert.equal(await isOpen(drive, 3), true);
});

pageTest("the release hands a call over: shown there, hidden here", async ({ page, t }) => {
  const portal = await openRelease({ page, t }, { scenario: "wrap-up" });
  const { drive } = portal;
  await pick(portal, "Hand over", [2]);
  await until(async () => !(await isOpen(drive, 1)), "still shown here");
  assert.equal(await isOpen(drive, 2), true);
});

pageTest("half a success is shown as such, and trying again sends the other half", async ({ page, t }) => {
  const { card, log, drive } = await openPortal({ page, t }, { scenario: "wrap-up" });
  await drive("fault", { kind: "status", status: 403, code: "ACCESS_DENIED", scope: "rest", only: "crm.timeline.comment.add" });
  await card.getByLabel("Note", { exact: true }).fill("Calls back on Monday");
  await card.getByRole("button", { name: "Finish call" }).click();
  await card.getByText("The call is saved.").waitFor();
  await card.getByRole("alert").filter({ hasText: "The note was not saved." }).waitFor();
  await screenshot(page, "half a success");
  await drive("clearFaults");
  await card.getByRole("button", { name: "Try again" }).click();
  await card.getByRole("button", { name: "Close card" }).click();
  await until(async () => !(await isOpen(drive, 1)), "the card is still held");
  assert.equal((await sent(log, FINISH)).length, 1);
});
