// What an agent types outlives the card: closed by force, loaded again, crashed, in the middle of a save.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { pageTest, watchCopies } from "./helpers/browser.mjs";
import { openPortal } from "./helpers/portal.mjs";
import { openRelease } from "./helpers/release.mjs";
import { until } from "./helpers/until.mjs";

const FINISH = "telephony.externalCall.finish";
const COMMENT = "crm.timeline.comment.add";
const NOTE = "Calls back on Monday; secret word: quokka";

const said = (lang) => JSON.parse(readFileSync(new URL(`../../locales/${lang}.json`, import.meta.url), "utf8"));
const noteOf = (card) => card.getByLabel("Note", { exact: true });
const isOpen = (drive) => drive("isCardOpen", { user: 1 });

/** The card of a call that can be finished, with its client known. */
async function opened(portal) {
  await portal.card.getByRole("link", { name: "Ingrid Olsen" }).waitFor();
  return portal;
}

/** What the card told the portal about closing and saving, in order. */
const handshake = async (log) => {
  const words = ["disableAutoClose", "enableAutoClose", FINISH, COMMENT];
  return (await log()).filter((entry) => words.includes(entry.name)).map((entry) => entry.name.split(".").at(-1));
};

pageTest("the handshake of a whole call: held only while something is unsaved, let go only when it is saved", async ({ page, t }) => {
  const { card, log, drive } = await opened(await openRelease({ page, t }, { scenario: "wrap-up" }));
  await card.getByText("More", { exact: true }).click();
  await drive("hangUp");
  await card.getByText("Ended", { exact: true }).waitFor();
  assert.deepEqual(await handshake(log), [], "nothing is unsaved yet");
  await noteOf(card).pressSequentially("Calls back");
  await card.getByText(/^(Draft saved|The draft is only in this page)/).waitFor();
  await until(async () => (await handshake(log)).length === 1, "not held");
  assert.deepEqual(await handshake(log), ["disableAutoClose"], "once for ten characters");
  await drive("requestClose");
  await card.getByRole("timer").filter({ hasText: /Card is held open: \d+ s/ }).waitFor();
  await card.getByRole("button", { name: "Extend" }).click();
  await drive("fault", { kind: "slow", ms: 300, scope: "rest", only: FINISH });
  await card.getByRole("button", { name: "Finish call" }).click();
  await card.getByRole("button", { name: "Close card" }).click();
  await until(async () => !(await isOpen(drive)), "the card is still open");
  assert.deepEqual(await handshake(log), ["disableAutoClose", "disableAutoClose", "add", "finish", "enableAutoClose"]);
});

pageTest("two attempts to close, before and after a save: nothing is lost and nothing is held for nothing", async ({ page, t }) => {
  const { card, log, drive } = await opened(await openPortal({ page, t }, { scenario: "wrap-up" }));
  await drive("fault", { kind: "doubleBeforeClose" });
  await noteOf(card).fill(NOTE);
  await until(async () => (await handshake(log)).includes("disableAutoClose"), "not held");
  await drive("requestClose");
  await card.getByText("Bitrix24 wants to close this card.").waitFor();
  await drive("requestClose");
  await card.getByRole("button", { name: "Save note" }).click();
  // With the note goes the reason to stay: the call is on, but the portal wanted to close.
  await until(async () => !(await isOpen(drive)), "still held");
  assert.equal((await log()).filter((entry) => entry.name === COMMENT).length, 1);
  await drive("openCall", { callId: "externalCall.00000000000000000000000000000000.1", number: "+19999999666", type: "CONTACT", id: 797 });
  await opened({ card });
  await drive("requestClose");
  await until(async () => !(await isOpen(drive)), "held without anything to save");
});

pageTest("closed by force and opened again: everything is back, and at zero the draft is said to be safe", async ({ page, t }) => {
  const { card, log, drive } = await opened(await openPortal({ page, t }, { scenario: "wrap-up" }));
  const callId = "externalCall.00000000000000000000000000000000.1";
  const client = { number: "+19999999666", type: "CONTACT", id: 797 };
  await drive("openCall", { callId, ...client });
  await opened({ card });
  await noteOf(card).fill(NOTE);
  await card.getByText("Draft saved").waitFor();
  await drive("forceClose");
  await until(async () => !(await isOpen(drive)), "still open");
  await drive("openCall", { callId, ...client });
  await until(async () => (await noteOf(card).inputValue()) === NOTE, "the note is not back");
  await until(async () => (await log()).filter((entry) => entry.name === "disableAutoClose").length === 2, "not held");
  // The clock of the page runs ahead: its countdown is over, the portal's is not.
  await drive("set", { anotherCall: true });
  await drive("requestClose");
  await card.getByRole("timer").filter({ hasText: "Card is held open" }).waitFor();
  await card.locator("html").evaluate(() => {
    const now = Date.now;
    Date.now = () => now() + 70_000;
  });
  await card.getByText("The time is up and the card may close. The draft is safe.").waitFor();
});

pageTest("the crash card says what is kept, copies diagnostics without a word of the agent, and brings everything back", async ({ page, t, watched }) => {
  const portal = await opened(await openRelease({ page, t }, { scenario: "wrap-up" }));
  const { card, drive } = portal;
  watched.allow(/inside/);
  // The second load of the portal's page knows the user: what is kept there lasts from then on.
  await noteOf(card).fill("x");
  await until(async () => String(await drive("userOption", { name: "call-card.who" })) === "1", "the user is not known");
  await drive("reloadPage");
  await until(async () => (await noteOf(card).inputValue()) === "x", "not back");
  await noteOf(card).fill(NOTE);
  await card.getByText(/^Draft saved/).waitFor();
  await card.locator("html").evaluate(() => window.callCard.crashed("src/x.rs:1"));
  const crash = card.getByRole("alert").filter({ hasText: "The call card stopped working" });
  await crash.getByText("An internal error occurred (src/x.rs:1).").waitFor();
  await crash.getByText(/What you typed is saved (in this browser|on the portal)/).waitFor();
  assert.equal(await noteOf(card).getAttribute("readonly"), "");
  await crash.getByRole("button", { name: "Copy diagnostics" }).click();
  const report = crash.getByLabel("Diagnostics");
  await report.waitFor();
  const text = await report.inputValue();
  assert.match(text, /call card \d/);
  assert.match(text, /crash: src\/x\.rs:1/);
  for (const secret of ["quokka", "Ingrid", "Olsen", "19999999666", "preview-token", "preview-refresh"]) {
    assert.ok(!text.includes(secret), `${secret} in:\n${text}`);
  }
  await crash.getByRole("button", { name: "Try again" }).click();
  await until(async () => (await noteOf(card).inputValue()) === NOTE, "the note is not back");
});

for (const [lang, dir] of [["de", "ltr"], ["ar", "rtl"]]) {
  pageTest(`a program that fails says so in the agent's language, and what is kept: ${lang}`, async ({ page, t }) => {
    const { card } = await opened(await openRelease({ page, t }, { scenario: "wrap-up", query: { lang } }));
    await card.locator("#wrap-up-note").fill(NOTE);
    const root = card.locator("html");
    await until(() => root.evaluate(() => window.callCard.draft), "not kept anywhere");
    const kept = await root.evaluate(() => window.callCard.draft);
    await root.evaluate(() => window.callCard.crashed("src/x.rs:1"));
    const crash = card.getByRole("alert").filter({ hasText: said(lang)["crash.title"] });
    await crash.getByText(said(lang)[`crash.kept-${kept}`]).waitFor();
    await crash.getByText(said(lang)["crash.inside"].replace("{detail}", "src/x.rs:1")).waitFor();
    assert.deepEqual(await crash.evaluate((it) => [it.lang, it.dir, getComputedStyle(it).direction]), [lang, dir, dir]);
    const place = await crash.evaluate((it) => it.compareDocumentPosition(document.getElementById("wrap-up-note")));
    assert.equal(place, 2, "the form is above, as the words for what is kept nowhere else say");
  }, { viewport: { width: 900, height: 900 } });
}

pageTest("nothing secret is on the console, in diagnostics, or in any storage but the draft itself", async ({ page, context, t }) => {
  const said = [];
  const copies = await watchCopies(context);
  page.on("console", (message) => said.push(message.text()));
  const { card, drive, log } = await opened(await openPortal({ page, t }, { scenario: "wrap-up" }));
  await noteOf(card).fill(NOTE);
  await card.getByText("Draft saved").waitFor();
  const stored = await card.locator("html").evaluate(() => [localStorage, sessionStorage].flatMap((storage) => Object.entries(storage)));
  const token = "preview-token";
  for (const [key, value] of stored) {
    const draft = key.startsWith("call-card.draft ");
    assert.ok(draft || !/quokka|Ingrid|19999999666/.test(key + value), `${key}: ${value}`);
    assert.ok(!(key + value).includes(token) && !/preview-refresh|Ingrid|Olsen/.test(key + value), `${key}: ${value}`);
  }
  await card.getByRole("button", { name: "Copy diagnostics" }).click();
  await until(async () => copies.length === 1, "nothing was copied");
  assert.match(copies[0], /call card \d/);
  assert.doesNotMatch(copies[0], /quokka|Ingrid|Olsen|19999999666|preview-(token|refresh)/);
  const options = (await log()).filter(({ name }) => name === "setUserOption");
  assert.ok(options.length > 0, "nothing was stored on the portal");
  for (const entry of options) {
    assert.ok(!/quokka|Ingrid|19999999666/.test(JSON.stringify(entry.payload)), JSON.stringify(entry.payload));
  }
  assert.ok(!/quokka|Ingrid|19999999666/.test(said.join("\n")), said.join("\n"));
  await drive("requestClose");
});

pageTest("signed out, an expired token, another language in the middle of a save: nothing is lost, nothing is sent twice", async ({ page, t }) => {
  const { card, drive, log } = await opened(await openPortal({ page, t }, { scenario: "wrap-up" }));
  const comments = async () => (await drive("comments")).length;
  // The SDK gets a new token by itself, and repeats the request that the portal refused.
  await noteOf(card).fill("First");
  await drive("fault", { kind: "expiredToken", scope: "rest", only: COMMENT, times: 1 });
  await card.getByRole("button", { name: "Save note" }).click();
  await card.getByText("The note is saved.").waitFor();
  assert.equal(await comments(), 1);
  // Signed out: the portal refuses, what was typed stays.
  await noteOf(card).fill(NOTE);
  await drive("fault", { kind: "status", status: 401, code: "NO_AUTH_FOUND", scope: "rest", only: COMMENT });
  await card.getByRole("button", { name: "Save note" }).click();
  await card.getByText("Your session with Bitrix24 has ended.").waitFor();
  await drive("clearFaults");
  // In another language, in a frame that is loaded again while the note is on its way.
  await drive("setLang", { lang: "de" });
  await drive("fault", { kind: "slow", ms: 1500, scope: "rest", only: COMMENT, times: 1 });
  const before = (await log()).filter((entry) => entry.name === COMMENT).length;
  await card.getByRole("button", { name: "Try again" }).click();
  await until(async () => (await log()).filter((entry) => entry.name === COMMENT).length > before, "not sent");
  await drive("reloadFrame");
  const note = card.locator("#wrap-up-note");
  await until(async () => (await note.inputValue().catch(() => "")) === NOTE, "the note is not back");
  await drive("clearFaults");
  await card.locator(".wrap-up .form-foot button").nth(1).click();
  await until(async () => (await note.inputValue()) === "", "the note is not saved");
  assert.equal(await comments(), 2, "each note once");
});
