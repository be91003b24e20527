// The app's own page in the preview: the vendor's scenarios of telephony, by hand.

import assert from "node:assert/strict";
import { pageTest, screenshot } from "./helpers/browser.mjs";
import { openOwnPage } from "./helpers/own-page.mjs";
import { until } from "./helpers/until.mjs";

const REGISTER = "telephony.externalCall.register";
const SHOW = "telephony.externalCall.show";

/** Chooses people in the portal's dialog, as the preview shows it. */
async function pick(page, ...names) {
  const dialog = page.getByRole("region", { name: "Select colleagues" });
  for (const name of names) await dialog.getByLabel(name).check();
  await dialog.getByRole("button", { name: "Select" }).click();
}

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

pageTest("a queue: shown to several at once, and hidden from those who did not answer", async ({ page, t }) => {
  const { form, calls, sees } = await openOwnPage({ page, t });
  await form.getByRole("textbox", { name: "Client's number" }).fill("+49 30 7654321");
  await form.getByLabel("Show the card").uncheck();
  await form.getByRole("button", { name: "Register", exact: true }).click();
  await calls.getByRole("button", { name: "Show card to…" }).click();
  await pick(page, "Björn Lindqvist", "Carla Ruiz");
  await calls.getByText("Bitrix24 shows the card to Björn Lindqvist and Carla Ruiz").waitFor();
  assert.deepEqual([await sees(1), await sees(2), await sees(3)], [false, true, true]);
  await calls.getByRole("button", { name: "Hide from Carla Ruiz" }).click();
  await calls.getByText("The card is hidden from Carla Ruiz.").waitFor();
  assert.deepEqual([await sees(2), await sees(3)], [true, false]);
  // One after the other: the next one gets it when the first does not answer.
  await calls.getByRole("button", { name: "Hide card from…" }).click();
  await pick(page, "Björn Lindqvist");
  await calls.getByText("No card sent").waitFor();
  await calls.getByRole("button", { name: "Show card to…" }).click();
  await pick(page, "David Okafor");
  await calls.getByRole("button", { name: "Hide from David Okafor" }).waitFor();
  assert.deepEqual([await sees(2), await sees(4)], [false, true]);
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
  await screenshot(page, "own-page-find");
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

pageTest("the list is there after a reload, in the order of time", async ({ page, t }) => {
  const { form, calls, drive } = await openOwnPage({ page, t });
  for (const number of ["+49301", "+49302"]) {
    await form.getByRole("textbox", { name: "Client's number" }).fill(number);
    await form.getByRole("button", { name: "Register", exact: true }).click();
    await calls.getByText(number, { exact: true }).waitFor();
  }
  await drive("reloadFrame");
  await calls.getByText("+49302", { exact: true }).waitFor();
  const numbers = await calls.getByText(/^\+4930\d$/).allTextContents();
  assert.deepEqual(numbers, ["+49302", "+49301"]);
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [320, 360, 800]) {
    pageTest(
      `the own page fits ${width} px, ${colorScheme}`,
      async ({ page, t }) => {
        const { card, form, calls } = await openOwnPage({ page, t });
        await page.getByLabel("Width, px").fill(String(width));
        await page.getByLabel("Width, px").press("Enter");
        await page.waitForFunction((width) => document.querySelector("iframe").clientWidth === width, width);
        await form.getByRole("textbox", { name: "Client's number" }).fill("+4940111222");
        await form.getByRole("button", { name: "Find in CRM" }).click();
        await form.getByRole("button", { name: "Use Eva Weber" }).click();
        await form.getByText("More", { exact: true }).click();
        await form.getByLabel("ID of the call list").fill("none");
        await form.getByRole("button", { name: "Register", exact: true }).click();
        await form.getByText("Enter the ID of the call list").waitFor();
        await form.getByLabel("ID of the call list").fill("");
        await form.getByRole("button", { name: "Register", exact: true }).click();
        await calls.getByText("Card sent to:").waitFor();
        const overflow = await card.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth);
        assert.equal(overflow, 0, "the page scrolls sideways");
        await page.locator("iframe").evaluate((frame) => {
          frame.style.height = `${frame.contentDocument.documentElement.scrollHeight}px`;
        });
        await page.locator("iframe").screenshot({ path: new URL(`./out/own-${width}-${colorScheme}.png`, import.meta.url).pathname });
      },
      { colorScheme, viewport: { width: 1500, height: 900 } },
    );
  }
}

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
