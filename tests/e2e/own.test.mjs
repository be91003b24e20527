// The app's own page in the preview: the vendor's scenarios of telephony, by hand.

import assert from "node:assert/strict";
import { pageTest } from "./helpers/browser.mjs";
import { openOwnPage } from "./helpers/own-page.mjs";
import { fitsWidths, WIDTHS } from "./helpers/portal.mjs";
import { openRelease } from "./helpers/release.mjs";
import { until } from "./helpers/until.mjs";

const REGISTER = "telephony.externalCall.register";
const SHOW = "telephony.externalCall.show";

pageTest("a program of this page that is late, or does not come, is said", async ({ page, t, watched }) => {
  watched.allow(/Failed to load resource|The program of this page could not be loaded/);
  await page.clock.install();
  let arrive, ask;
  const arrived = new Promise((done) => (arrive = done));
  const asked = new Promise((done) => (ask = done));
  await page.route(/\/own-page_bg-\w+\.wasm$/, async (route) => {
    ask();
    await arrived;
    await route.fulfill({ status: 404 }).catch(() => undefined);
  });
  const { card } = await openRelease({ page, t }, { scenario: "own-page" });
  await asked;
  await page.clock.fastForward(21_000);
  const crash = card.getByRole("alert").filter({ hasText: "Loading is taking very long." });
  await crash.waitFor();
  arrive();
  await card.getByRole("alert").getByText("A part of the call card could not be loaded.").waitFor();
  assert.equal(await card.locator("#skeleton").isVisible(), false);
});

pageTest("an incoming call is registered with its line, and its card opens for the agent", async ({ page, t }) => {
  const { form, calls, sent, sees } = await openOwnPage({ page, t });
  await form.getByRole("textbox", { name: "Client's number" }).fill("+49 1511 2345678");
  await form.getByRole("combobox", { name: "Type of call" }).selectOption("Incoming");
  await form.getByRole("combobox", { name: "Line" }).selectOption("Sales hotline (reg151083)");
  await form.getByRole("button", { name: "Register", exact: true }).click();
  await form.getByRole("status").getByText("The call is registered.").waitFor();
  await form.getByRole("link", { name: "Marta Brandt" }).waitFor();
  const [call, ...others] = await sent(REGISTER);
  assert.equal(others.length, 0);
  const { EXTERNAL_CALL_ID, ...rest } = call;
  assert.match(EXTERNAL_CALL_ID, /^card-\d+-[0-9a-f]{8}$/);
  assert.deepEqual(rest, { USER_ID: "1", PHONE_NUMBER: "+4915112345678", TYPE: "2", LINE_NUMBER: "reg151083" });
  assert.equal(await sees(1), true);
  const row = calls.getByRole("listitem").filter({ hasText: "+4915112345678" }).first();
  await row.getByText("For Anna Keller").waitFor();
  await row.getByRole("button", { name: "Hide from Anna Keller" }).waitFor();
});

pageTest("a call goes to the colleague who is responsible for the client", async ({ page, t }) => {
  const { form, calls, sent, sees } = await openOwnPage({ page, t });
  await form.getByRole("textbox", { name: "Client's number" }).fill("+4940111222");
  await form.getByRole("button", { name: "Find in CRM" }).click();
  const candidates = form.getByRole("list", { name: "Possible callers" }).getByRole("listitem");
  await candidates.filter({ hasText: "Weber Consulting" }).filter({ hasText: "Björn Lindqvist · At work" }).waitFor();
  assert.equal(await candidates.count(), 3);
  assert.equal(await form.getByRole("combobox", { name: "CRM item" }).inputValue(), "");
  await candidates.getByRole("button", { name: "Use Tom Weber" }).click();
  assert.equal(await form.getByRole("textbox", { name: "ID of the CRM item" }).inputValue(), "51");
  await form.getByLabel("Show the card").uncheck();
  await form.getByRole("button", { name: "Register", exact: true }).click();
  const [call] = await waitFor(() => sent(REGISTER));
  assert.deepEqual(
    [call.USER_ID, call.CRM_ENTITY_TYPE, call.CRM_ENTITY_ID, call.SHOW],
    ["3", "CONTACT", "51", "0"],
  );
  assert.equal(await sees(3), false);
  await calls.getByRole("button", { name: "Show card to Carla Ruiz" }).click();
  await calls.getByText("Bitrix24 shows the card to Carla Ruiz, unless they are busy.").waitFor();
  assert.equal((await sent(SHOW))[0].USER_ID, "3");
  assert.equal(await sees(3), true);
});

pageTest("the form is filled in and sent by keyboard alone, and a wrong entry gets the keyboard", async ({ page, t }) => {
  const { form, sent } = await openOwnPage({ page, t });
  const number = form.getByRole("textbox", { name: "Client's number" });
  await number.focus();
  await page.keyboard.press("Enter");
  await form.getByText("Enter a phone number.").waitFor();
  assert.equal(await focused(number), true);
  await page.keyboard.type("+49 30 1");
  // Half a date is no date: the browser shows it, and tells the page of an empty field.
  await form.getByText("More", { exact: true }).click();
  const start = form.getByLabel("Start of the call");
  await start.focus();
  await page.keyboard.type("12");
  await form.getByText("More", { exact: true }).click();
  await number.focus();
  await page.keyboard.press("Enter");
  await form.getByText("Enter date and time in full").waitFor();
  assert.equal(await focused(start), true);
  assert.equal((await sent(REGISTER)).length, 0);
  await start.fill("2026-03-10T11:19:00");
  await number.focus();
  await page.keyboard.press("Enter");
  await form.getByText("The call is registered.").waitFor();
  const [call] = await sent(REGISTER);
  assert.match(call.CALL_START_DATE, /^2026-03-10T11:19:00[+-]\d\d:\d\d$/);
});

pageTest("Enter held down and a double click register one call", async ({ page, t }) => {
  const { form, sent } = await openOwnPage({ page, t });
  await form.getByRole("textbox", { name: "Client's number" }).fill("+49301");
  for (let times = 0; times < 4; times += 1) await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  await form.getByText("The call is registered.").waitFor();
  assert.equal((await sent(REGISTER)).length, 1);
  await form.getByRole("textbox", { name: "Client's number" }).fill("+49301");
  await form.getByRole("button", { name: "Register", exact: true }).dblclick({ delay: 200 });
  // Requests go one after the other: what the clicks have sent comes before this one.
  await form.getByRole("textbox", { name: "Client's number" }).fill("+49302");
  await form.getByRole("button", { name: "Register", exact: true }).click();
  const calls = await waitFor(async () => {
    const calls = await sent(REGISTER);
    return calls.some(({ PHONE_NUMBER }) => PHONE_NUMBER === "+49302") ? calls : [];
  });
  assert.equal(calls.length, 3);
});

pageTest("the own page fits every width", async ({ page, t }) => {
  const { card, form, calls } = await openOwnPage({ page, t });
  await form.getByRole("textbox", { name: "Client's number" }).fill("+4940111222");
  await form.getByRole("button", { name: "Find in CRM" }).click();
  await form.getByRole("button", { name: "Use Eva Weber" }).click();
  await form.getByText("More", { exact: true }).click();
  await form.getByLabel("ID of the call list").fill("none");
  await form.getByRole("button", { name: "Register", exact: true }).click();
  await form.getByText("Enter the ID of the call list").waitFor();
  await fitsWidths({ page, card }, WIDTHS);
  await form.getByLabel("ID of the call list").fill("");
  await form.getByRole("button", { name: "Register", exact: true }).click();
  await calls.getByText("Card sent to:").waitFor();
  await fitsWidths({ page, card }, WIDTHS);
}, { viewport: { width: 1500, height: 900 } });

const focused = (locator) => locator.evaluate((element) => element === element.ownerDocument.activeElement);

/** Waits until there is something in a list. */
async function waitFor(list) {
  let found = [];
  await until(async () => {
    found = await list();
    return found.length > 0;
  }, "nothing is in the list");
  return found;
}
