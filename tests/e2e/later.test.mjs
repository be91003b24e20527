// The release is fetched in two parts, program and texts: what shows the call, and what only the agent's hand sets off.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { launch, pageTest, PATIENCE_MS, STORAGE_IN_FRAMES } from "./helpers/browser.mjs";
import { openRelease, serveRelease } from "./helpers/release.mjs";
import { busy, show, SHOWN } from "./helpers/shown.mjs";
import { until } from "./helpers/until.mjs";

const LATER_PROGRAM = /\/later-\w+\.wasm$/;
const LATER_TEXTS = /\/later\/\w+\.json$/;
const LATER = new RegExp(`${LATER_PROGRAM.source}|${LATER_TEXTS.source}`);

const TOO_EARLY = "the later part was needed too early. For a text, look at LATER_TEXTS of tools/page.mjs; else run tools/profile, and look at what it adds to tools/first.txt";

const german = JSON.parse(readFileSync(new URL("../../locales/de.json", import.meta.url), "utf8"));

/** How the files of the later part were asked for, each time. */
const asked = (page) => {
  const types = [];
  page.on("request", (request) => LATER.test(request.url()) && types.push(request.resourceType()));
  return types;
};

for (const [scenario, words, sdkMs] of [...Object.entries(SHOWN), ["seed", SHOWN.seed, 1_000]]) {
  pageTest(`a call is shown and followed by the first part alone: ${scenario}, SDK after ${sdkMs ?? 0} ms`, async ({ page, t, watched }) => {
    watched.allow(/Failed to load resource|Query error|Script error|Unexpected token/);
    const types = asked(page);
    const opened = await openRelease({ page, t }, { scenario, sdkMs });
    await show(opened, words);
    assert.deepEqual(types, [], TOO_EARLY);
    const came = [LATER_PROGRAM, LATER_TEXTS].map((file) => page.waitForResponse((response) => file.test(response.url())));
    await opened.card.getByRole("heading", { level: 1 }).hover();
    await Promise.all(came);
    assert.deepEqual(types, ["fetch", "fetch"]);
  });
}

pageTest("a call of which the portal tells much is followed by the first part alone", async ({ page, t }) => {
  const types = asked(page);
  const opened = await openRelease({ page, t }, { scenario: "incoming-known" });
  await opened.card.getByText("Marta Brandt").first().waitFor();
  await busy(opened);
  assert.deepEqual(types, [], TOO_EARLY);
});

pageTest("nobody waits for the later part of an unknown caller's card, and who it may be is found", async ({ page, t }) => {
  const types = asked(page);
  const { card } = await openRelease({ page, t }, { scenario: "several-clients" });
  await card.getByRole("list", { name: "Possible callers" }).waitFor();
  assert.deepEqual(types, ["fetch", "fetch"]);
});

pageTest("nobody waits for the later part of a page without a call", async ({ page, t }) => {
  const types = asked(page);
  await page.goto(await serveRelease(t));
  await page.getByText("It runs inside Bitrix24.").waitFor();
  assert.deepEqual(types, ["fetch", "fetch"]);
});

for (const [file, pattern] of [["program", LATER_PROGRAM], ["texts", LATER_TEXTS]]) {
  pageTest(`a line that breaks while the later ${file} come costs nothing`, async ({ page, t, watched }) => {
    watched.allow(/Failed to load resource/);
    const types = asked(page);
    const { card } = await openRelease({ page, t }, { scenario: "seed" });
    await card.getByRole("link", { name: "Ingrid Olsen" }).waitFor();
    await page.route(pattern, (route) => route.abort("connectionfailed"), { times: 1 });
    const note = card.getByRole("textbox", { name: "Note" });
    const failed = page.waitForEvent("requestfailed", (request) => pattern.test(request.url()));
    await note.fill("Calls back on Monday");
    await failed;
    const came = page.waitForResponse((response) => pattern.test(response.url()));
    await card.getByRole("button", { name: "Save note" }).hover();
    await came;
    await card.getByRole("button", { name: "Save note" }).click();
    await card.getByText("The note is saved.").waitFor();
    assert.ok(types.length > 2 && !types.includes("xhr"), `asked for by ${types}`);
  });
}

pageTest("what is pressed before the later part is there waits for it", async ({ page, t, watched }) => {
  watched.allow(/Failed to load resource|Synchronous XMLHttpRequest/);
  const types = asked(page);
  const { card } = await openRelease({ page, t }, { scenario: "seed" });
  await card.getByRole("link", { name: "Ingrid Olsen" }).waitFor();
  await page.route(LATER, (route) => (route.request().resourceType() === "xhr" ? route.continue() : route.abort()));
  await card.getByRole("textbox", { name: "Note" }).fill("Calls back on Monday");
  await card.getByRole("button", { name: "Save note" }).click();
  await card.getByText("The note is saved.").waitFor();
  assert.equal(types.filter((type) => type === "xhr").length, 2, `asked for by ${types}`);
});

pageTest("a later part that never comes ends in words", async ({ page, t, watched }) => {
  watched.allow(/./);
  const { card } = await openRelease({ page, t }, { scenario: "seed" });
  await card.getByRole("link", { name: "Ingrid Olsen" }).waitFor();
  await page.route(LATER, (route) => route.abort());
  await card.getByRole("textbox", { name: "Note" }).fill("Calls back on Monday");
  await card.getByRole("button", { name: "Save note" }).click();
  await card.getByRole("alert").filter({ hasText: "A part of the call card could not be loaded" }).waitFor();
});

pageTest("without the later texts the call goes on, and words say what is missing", async ({ page, t, watched }) => {
  watched.allow(/Failed to load resource|Synchronous XMLHttpRequest/);
  const { card, drive, log } = await openRelease({ page, t }, { scenario: "seed" });
  await card.getByRole("link", { name: "Ingrid Olsen" }).waitFor();
  await page.route(LATER_TEXTS, (route) => route.abort());
  await card.getByRole("textbox", { name: "Note" }).fill("Calls back on Monday");
  await card.getByRole("button", { name: "Save note" }).click();
  await card.getByRole("alert").filter({ hasText: "A part of the call card could not be loaded" }).waitFor();
  await until(async () => (await log()).some(({ name }) => name === "crm.timeline.comment.add"), "the note was not sent");
  await drive("connect");
  await drive("hangUp");
  await card.getByRole("status").filter({ hasText: "Ended" }).waitFor();
  assert.doesNotMatch(await card.locator("#app").innerText(), /\b[a-z-]+\.[a-z-]+\b/, "a key is shown");
});

pageTest("the later texts follow the language", async ({ page, t }) => {
  // The portal's language is known late, and its texts come when a hand was there already.
  await page.route(/[?&]LANG=/, async (route) => {
    const address = new URL(route.request().url());
    address.searchParams.delete("LANG");
    await route.fulfill({ status: 302, headers: { location: address.href } });
  });
  let arrive;
  const arrived = new Promise((done) => (arrive = done));
  await page.route(/\/locales-\w+\/de\.json$/, async (route) => {
    await arrived;
    await route.continue();
  });
  const types = asked(page);
  const { card } = await openRelease({ page, t }, { scenario: "seed", query: { lang: "de" } });
  const came = page.waitForResponse(/\/later\/en\.json$/);
  await card.getByRole("button", { name: "Save note" }).hover();
  await came;
  const title = () => card.locator("html").evaluate(() => document.title);
  assert.equal(await title(), "Call card");
  arrive();
  await card.getByRole("textbox", { name: german["wrap-up.note"] }).fill("Ruft am Montag an");
  await card.getByRole("button", { name: german["wrap-up.save-note"] }).click();
  await card.getByText(german["wrap-up.saved-note"]).waitFor();
  assert.equal(await title(), german["tab.title"]);
  assert.ok(!types.includes("xhr"), `asked for by ${types}`);
});

for (const [where, words, flags] of [["in the browser", /^Draft saved$/, [STORAGE_IN_FRAMES]], ["in the page", /^Draft only in this page/, []]]) {
  test(`what is written while the later part does not come is kept ${where}, for the call that it was written for`, async (t) => {
    const { page, card, drive } = await withoutLater(t, flags, "call-list");
    const note = card.getByRole("textbox", { name: "Note" });
    await note.pressSequentially("Ruft am Montag an 📞");
    await card.getByText(words).waitFor();
    const number = await card.getByRole("heading", { level: 1 }).textContent();
    await drive("nextInCallList");
    await card.getByRole("heading", { level: 1 }).filter({ hasNotText: number }).waitFor();
    await note.pressSequentially("!");
    await page.unroute(LATER);
    await card.getByRole("heading", { level: 1 }).hover();
    await card.getByRole("alert").filter({ hasText: "The card went on to another call" }).waitFor();
    assert.equal(await note.inputValue(), "Ruft am Montag an 📞!");
  });
}

test("a note comes back with its card, also where the later part never came, and before any hand does", async (t) => {
  const { page, card, drive } = await withoutLater(t, [STORAGE_IN_FRAMES], "wrap-up");
  const note = card.getByRole("textbox", { name: "Note" });
  await note.pressSequentially("Ruft am Montag an");
  await card.getByText("Draft saved").waitFor();
  await page.unroute(LATER);
  await drive("reloadFrame");
  await card.getByRole("button", { name: "Discard draft" }).waitFor();
  assert.equal(await note.inputValue(), "Ruft am Montag an");
});

/** A card in a browser of its own, to which the later part does not come. */
async function withoutLater(t, flags, scenario) {
  const browser = await launch(...flags);
  t.after(() => browser.close());
  const page = await browser.newPage({ locale: "en-US" });
  page.setDefaultTimeout(PATIENCE_MS);
  await page.route(LATER, (route) => route.abort());
  const portal = await openRelease({ page, t }, { scenario });
  await portal.card.getByText("Primary").first().waitFor();
  return portal;
}
