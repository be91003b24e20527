// The card by keyboard alone: its parts, its shortcuts, and where the keyboard is after something happened.

import assert from "node:assert/strict";
import { pageTest } from "./helpers/browser.mjs";
import { looks } from "./helpers/looks.mjs";
import { portalOf } from "./helpers/portal.mjs";

const at = (frame) =>
  frame.evaluate(() => {
    const { activeElement: here } = document;
    const title = document.getElementById(here.getAttribute("aria-labelledby"));
    return here === document.body ? "nowhere" : here.id || title?.textContent || here.textContent.trim();
  });

pageTest("Alt with a digit leads to a part, and Tab goes on from there", async ({ page, t }) => {
  const { open } = await looks({ page, t });
  const frame = await open({ scenario: "wrap-up" });
  const note = frame.getByLabel("Note", { exact: true });
  await note.fill("half a ");
  for (const [key, part] of [["1", "Client"], ["3", "Colleagues"], ["4", "Client history"], ["2", "Wrap-up"]]) {
    await page.keyboard.press(`Alt+${key}`);
    assert.equal(await at(frame), part);
  }
  await page.keyboard.press("Tab");
  assert.equal(await at(frame), "Answered");
  // Neither a digit alone nor another key with it is a shortcut.
  await note.focus();
  await page.keyboard.press("End");
  for (const key of ["1", "Control+1", "Alt+Shift+1", "Alt+7"]) {
    await page.keyboard.press(key);
    assert.equal(await at(frame), "wrap-up-note", key);
  }
  assert.match(await note.inputValue(), /^half a 1/);
  // A second time it leads to the note.
  await page.keyboard.press("Alt+2");
  assert.equal(await at(frame), "Wrap-up");
  await page.keyboard.press("Alt+2");
  assert.equal(await at(frame), "wrap-up-note");
  // A key that is held down counts once.
  await page.keyboard.down("Alt");
  await page.keyboard.down("Digit2");
  await page.keyboard.down("Digit2");
  await page.keyboard.up("Digit2");
  await page.keyboard.up("Alt");
  assert.equal(await at(frame), "Wrap-up");
});

pageTest("who goes on typing while the call is being saved stays in the note", async ({ page, t }) => {
  const { open } = await looks({ page, t });
  const frame = await open({ scenario: "wrap-up" });
  await portalOf(page).drive("fault", { kind: "slow", ms: 700, scope: "rest", only: "telephony.externalCall.finish" });
  await frame.locator("#wrap-up-note").pressSequentially("Calls back");
  await page.keyboard.press("Control+Enter");
  await frame.locator("[aria-disabled=true]").first().waitFor();
  await page.keyboard.type(" on Monday");
  await frame.getByRole("heading", { name: "Call saved" }).waitFor();
  assert.equal(await at(frame), "wrap-up-note");
  await page.keyboard.type(", early");
  // What is saved has left the note.
  assert.equal((await frame.locator("#wrap-up-note").inputValue()).trim(), "on Monday, early");
});

pageTest("the shortcuts are listed", async ({ page, t }) => {
  const { open } = await looks({ page, t });
  const frame = await open({ scenario: "wrap-up" });
  await frame.getByText("Keyboard shortcuts").press("Enter");
  for (const [keys, what] of [["Alt+1", "Client"], ["Alt+2", "Wrap-up"], ["Alt+3", "Colleagues"], ["Alt+4", "Client history"], ["Alt+2 Alt+2", "Note"], ["Ctrl/Cmd+Enter", "Finish the call, or save the note"]]) {
    await frame.getByRole("definition").filter({ hasText: new RegExp(`^${what}$`) }).waitFor();
    await frame.getByRole("term").getByText(keys, { exact: true }).waitFor();
  }
});

pageTest("the keyboard stays where the agent is when what had it goes", async ({ page, t }) => {
  const { open } = await looks({ page, t });
  const frame = await open({ scenario: "wrap-up" });
  await frame.getByRole("button", { name: "Show card to…" }).press("Enter");
  await page.getByRole("region", { name: "Select colleagues" }).waitFor();
  await portalOf(page).drive("pickUsers", { ids: [2] });
  await frame.getByRole("button", { name: /^Hide from/ }).press("Enter");
  await frame.getByText(/The card is hidden from/).waitFor();
  await frame.waitForFunction(() => document.activeElement !== document.body);
  assert.equal(await at(frame), "Colleagues");
  await page.keyboard.press("Tab");
  assert.equal(await at(frame), "Show card to…");
});

pageTest("a list that comes late, or anew, keeps the keyboard and what was chosen", async ({ page, t }) => {
  const { open } = await looks({ page, t });
  const frame = await open({ scenario: "wrap-up" });
  await portalOf(page).drive("fault", { kind: "slow", ms: 700, scope: "rest", only: "crm.currency.list" });
  await frame.getByText("More", { exact: true }).press("Enter");
  const currency = frame.locator("#wrap-up-currency");
  await currency.focus();
  await page.keyboard.type("EU");
  // The name of the new client is asked for behind the currencies: they are here, too, when it is.
  const client = (id) => ({ number: "+4940111222", type: "CONTACT", id, bindings: [{ type: "COMPANY", id: 53 }] });
  await portalOf(page).drive("setClient", client(51));
  await frame.getByRole("link", { name: "Tom Weber" }).waitFor();
  assert.equal(await at(frame), "wrap-up-currency");
  await page.keyboard.type("R");
  assert.equal(await currency.inputValue(), "EUR");
  await page.keyboard.press("Tab");
  await frame.locator("select#wrap-up-currency").waitFor();
  assert.equal(await currency.inputValue(), "EUR");
  // And what must be made anew has the keyboard again: here because the names are told.
  await portalOf(page).drive("fault", { kind: "slow", ms: 700, scope: "rest", only: "batch" });
  await portalOf(page).drive("setClient", client(52));
  await frame.locator("#wrap-up-target").focus();
  await frame.locator("#wrap-up-target option").filter({ hasText: "Eva Weber" }).waitFor({ state: "attached" });
  assert.equal(await at(frame), "wrap-up-target");
});

pageTest("a date with a deleted part keeps the other parts", async ({ page, t }) => {
  const { open } = await looks({ page, t });
  const frame = await open({ scenario: "wrap-up" });
  await frame.locator("summary").getByText("Next step", { exact: true }).press("Enter");
  const due = frame.locator("#wrap-up-step-at");
  await due.fill("2026-03-10T11:19");
  await due.focus();
  await page.keyboard.press("Delete");
  assert.equal(await due.inputValue(), "");
  await page.keyboard.type("04");
  assert.equal(await due.inputValue(), "2026-04-10T11:19");
});

pageTest("the keyboard is visible wherever it is", async ({ page, t }) => {
  const { open } = await looks({ page, t });
  const frame = await open({ scenario: "wrap-up" });
  await frame.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  await frame.getByRole("button", { name: "Copy number" }).focus();
  const seen = [];
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press("Tab");
    const outline = await frame.evaluate(() => {
      const { activeElement: here } = document;
      if (here === document.body) return undefined;
      const { outlineStyle, outlineWidth } = getComputedStyle(here);
      // On the small buttons inside a field, as in a date, the browser draws its own ring.
      const inside = !here.matches(":focus-visible");
      return { name: here.id || here.textContent.trim(), seen: inside || (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2) };
    });
    // Past the last one the keyboard leaves the card: it is no trap.
    if (!outline || (await page.evaluate(() => document.activeElement.tagName !== "IFRAME"))) break;
    assert.ok(outline.seen, `nobody sees that the keyboard is on ${outline.name}`);
    seen.push(outline.name);
  }
  assert.ok(seen.includes("wrap-up-note") && seen.includes("Finish call") && seen.includes("Copy diagnostics"), seen.join(", "));
  assert.ok(seen.length < 60, "the keyboard does not get out of the card");
});

pageTest("a hint and what is wrong belong to their field", async ({ page, t }) => {
  const { open } = await looks({ page, t });
  const frame = await open({ scenario: "own-page" });
  const described = (field) =>
    field.evaluate((field) => field.getAttribute("aria-describedby").split(" ").map((id) => document.getElementById(id)?.textContent ?? `no ${id}`).join(""));
  const external = frame.getByLabel("EXTERNAL_CALL_ID", { exact: true });
  assert.match(await described(external), /^Distinguishes this call from all others/);
  await frame.getByRole("button", { name: "Register", exact: true }).press("Enter");
  const number = frame.getByLabel("Client's number");
  await frame.getByText("Enter a phone number.").waitFor();
  assert.equal(await described(number), "Enter a phone number.");
  assert.equal(await at(frame), await number.getAttribute("id"));
});

pageTest("with forced colours and 400 % of zoom everything is there and nothing scrolls sideways", async ({ page, t }) => {
  const { open } = await looks({ page, t });
  await page.emulateMedia({ forcedColors: "active" });
  // 1280 px at 400 % are 320.
  const frame = await open({ scenario: "wrap-up", width: 320 });
  await frame.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
  assert.equal(await frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
  const borders = await frame.evaluate(() =>
    [...document.querySelectorAll("#app .button, #app .input, #app .call-phase, #app .badge")]
      .filter((element) => element.checkVisibility())
      .filter((element) => parseFloat(getComputedStyle(element).borderTopWidth) < 1)
      .map((element) => element.textContent),
  );
  assert.deepEqual(borders, [], "without their colours, these cannot be told from text");
});
