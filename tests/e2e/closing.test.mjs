// How a call ends: finished with duration and status, then its record attached, from its card and from the list.

import assert from "node:assert/strict";
import { pageTest } from "./helpers/browser.mjs";
import { mp3 } from "./helpers/files.mjs";
import { openOwnPage } from "./helpers/own-page.mjs";
import { fitsWidths, openPortal, WIDTHS } from "./helpers/portal.mjs";
import { until } from "./helpers/until.mjs";

const FINISH = "telephony.externalCall.finish";
const ATTACH = "telephony.externalCall.attachRecord";
const NOTE = "crm.timeline.comment.add";

/** The app's own page with a call for the agent. `row` is its row in the list. */
async function openWithCall({ page, t }) {
  const own = await openOwnPage({ page, t });
  await own.form.getByRole("textbox", { name: "Client's number" }).fill("+49 1511 2345678");
  await own.form.getByRole("button", { name: "Register", exact: true }).click();
  const row = own.calls.getByRole("listitem").filter({ hasText: "+4915112345678" }).first();
  await row.getByRole("button", { name: "Finish…" }).waitFor();
  return { ...own, row };
}

const press = (inside, name) => inside.getByRole("button", { name, exact: true }).click();
const focused = (card) => card.locator("html").evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());

/** Presses Tab until the keyboard is at the element of this id or text. */
const tabsTo = (page, card) => async (wanted) => {
  const passed = [];
  for (let step = 0; step < 40; step += 1) {
    const here = await focused(card);
    if (here === wanted) return;
    passed.push(here.slice(0, 40));
    await page.keyboard.press("Tab");
  }
  assert.fail(`${wanted} cannot be reached by keyboard, which was at ${passed.join(" | ")}`);
};

pageTest("from the list: finished with duration and status, then the record attached", async ({ page, t }) => {
  const { row, sent, sees, drive, log } = await openWithCall({ page, t });
  assert.equal(await sees(1), true);
  await press(row, "Finish…");
  const form = row.getByRole("group", { name: "Finish the call with +4915112345678" });
  await form.getByLabel(/^Duration/).fill("2:05");
  assert.equal(await form.getByLabel("Result").inputValue(), "200");
  await form.getByLabel("Note", { exact: true }).fill("Calls back on Monday");
  await press(form, "Finish call");
  await row.getByText("The call is saved. The note is saved.").waitFor();
  await row.getByRole("link", { name: /^Open activity \d+$/ }).waitFor();
  await row.getByText("Finished", { exact: true }).waitFor();
  assert.equal(await sees(1), false);
  await press(row, "Attach recording…");
  const record = row.getByRole("group", { name: "Recording of the call with +4915112345678" });
  await record.getByLabel("File (WAV or MP3)").setInputFiles(mp3(t, 40_000, "talk.mp3"));
  await press(record, "Attach recording");
  await row.getByText("The recording is attached.").waitFor();
  await record.waitFor({ state: "detached" });
  const [finish, ...others] = await sent(FINISH);
  assert.equal(others.length, 0);
  assert.deepEqual([finish.USER_ID, finish.DURATION, finish.STATUS_CODE], ["1", "125", "200"]);
  const [attach] = await sent(ATTACH);
  assert.deepEqual([attach.CALL_ID, attach.FILENAME], [finish.CALL_ID, "talk.mp3"]);
  assert.deepEqual((await drive("records")).map(({ NAME, SIZE }) => [NAME, SIZE]), [["talk.mp3", 40_000]]);
  assert.equal((await log()).filter(({ name }) => name === "disableAutoClose").length, 0);
});

pageTest("a call of the list is finished, and gets its record, by keyboard alone", async ({ page, t }) => {
  // From the beginning: what is told to open a dialog at the last moment may open the browser's own.
  let chooser;
  page.on("filechooser", (opened) => {
    chooser = opened;
  });
  const { card, row, sent } = await openWithCall({ page, t });
  const tabTo = tabsTo(page, card);
  await row.focus();
  await tabTo("Finish…");
  await page.keyboard.press("Enter");
  await row.getByRole("group").first().waitFor();
  await tabTo("wrap-up-duration");
  await page.keyboard.type("1:75");
  await tabTo("Finish call");
  await page.keyboard.press("Enter");
  await row.getByText("Enter the duration as 1:35").waitFor();
  assert.equal(await focused(card), "wrap-up-duration");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("15");
  await tabTo("Finish call");
  for (let times = 0; times < 4; times += 1) await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  await row.getByText("The call is saved.").waitFor();
  await until(async () => /^call externalCall\./.test(await focused(card)), "the keyboard is not at the call");
  await tabTo("Attach recording…");
  await page.keyboard.press("Enter");
  await row.getByRole("group").first().waitFor();
  await tabTo("record-file");
  await page.keyboard.press("Space");
  await until(() => chooser, "no dialog for files");
  await chooser.setFiles(mp3(t, 40_000, "talk.mp3"));
  await tabTo("Attach recording");
  await page.keyboard.press("Enter");
  await row.getByText("The recording is attached.").waitFor();
  const calls = await sent(FINISH);
  assert.deepEqual(calls.map(({ DURATION }) => DURATION), ["75"]);
  assert.equal((await sent(ATTACH)).length, 1);
});

pageTest("a card is shown, hidden, and its call finished with a record, by keyboard alone", async ({ page, t }) => {
  const { card, log, drive } = await openPortal({ page, t }, { scenario: "wrap-up" });
  await card.getByRole("link", { name: "Ingrid Olsen" }).waitFor();
  await card.getByRole("button", { name: "Copy number" }).focus();
  const tabTo = tabsTo(page, card);
  await tabTo("Show card to…");
  await page.keyboard.press("Enter");
  await until(async () => (await log()).some(({ name }) => /selectUser/.test(name)), "no dialog");
  await drive("pickUsers", { ids: [2] });
  await card.getByRole("button", { name: "Hide from Björn Lindqvist" }).waitFor();
  await tabTo("Hide");
  await page.keyboard.press("Enter");
  await card.getByText("The card is hidden from Björn Lindqvist.").waitFor();
  assert.equal(await drive("isCardOpen", { user: 2 }), false);
  await page.keyboard.press("Alt+2");
  await tabTo("wrap-up-result");
  await page.keyboard.type("busy");
  await tabTo("More");
  // The browser tells of the opening when it gets to it. A quick keyboard is further by then.
  await card.locator("html").evaluate(() => document.addEventListener("toggle", (event) => event.stopPropagation(), true));
  await page.keyboard.press("Space");
  await tabTo("record-from-nowhere");
  await page.keyboard.press("ArrowRight");
  await tabTo("record-address");
  await page.keyboard.type("http://pbx.example/1.mp3");
  await tabTo("wrap-up-chat");
  await page.keyboard.press("Shift+Tab");
  await card.getByText("It begins with https://.").waitFor();
  await page.keyboard.type("https://pbx.example/1.mp3");
  await tabTo("Finish call");
  await page.keyboard.press("Enter");
  await card.getByRole("button", { name: "Close card" }).waitFor();
  await tabTo("Close card");
  await page.keyboard.press("Enter");
  await until(async () => !(await drive("isCardOpen")), "the card is still open");
  const payload = async (method) => (await log()).filter(({ name }) => name === method).map(({ payload }) => payload);
  assert.deepEqual((await payload(FINISH)).map(({ STATUS_CODE }) => STATUS_CODE), ["486"]);
  assert.deepEqual((await payload(ATTACH)).map(({ RECORD_URL }) => RECORD_URL), ["https://pbx.example/1.mp3"]);
});

pageTest("a double click and Enter held down finish a call once", async ({ page, t }) => {
  await page.clock.install();
  const { card, log, drive } = await openPortal({ page, t }, { scenario: "wrap-up" });
  await card.getByRole("link", { name: "Ingrid Olsen" }).waitFor();
  await card.getByLabel("Note", { exact: true }).fill("Calls back on Monday");
  // The SDK sends nothing before the clock runs again: all of this happens during one save.
  await page.clock.pauseAt(Date.now() + 5_000);
  const button = card.getByRole("button", { name: "Finish call" });
  await button.dblclick();
  await button.focus();
  for (let times = 0; times < 4; times += 1) await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  await card.getByLabel("Note", { exact: true }).press("Control+Enter");
  await page.clock.resume();
  await card.getByRole("button", { name: "Close card" }).click();
  await until(async () => !(await drive("isCardOpen")), "the card is still open");
  for (const method of [NOTE, FINISH]) assert.equal((await log()).filter(({ name }) => name === method).length, 1, method);
});

pageTest("the forms of the list fit every width", async ({ page, t }) => {
  const { card, row } = await openWithCall({ page, t });
  await press(row, "Finish…");
  await row.getByText("More", { exact: true }).click();
  await row.getByRole("radio", { name: "A file" }).check();
  await row.getByLabel("File (WAV or MP3)").setInputFiles(mp3(t, 40_000, "a-record-with-a-very-long-name-of-a-telephone-system-2026-11-20.mp3"));
  await row.getByLabel("Cost").fill("-3");
  await press(row, "Finish call");
  await row.getByText("The cost cannot be below zero.").waitFor();
  await fitsWidths({ page, card }, WIDTHS);
}, { viewport: { width: 1500, height: 900 } });
