// The release is fetched in two parts: what shows the call, and what only the agent's hand sets off.

import assert from "node:assert/strict";
import { pageTest } from "./helpers/browser.mjs";
import { openRelease } from "./helpers/release.mjs";
import { show, SHOWN } from "./helpers/shown.mjs";

const LATER = /\/later-\w+\.wasm$/;

/** How the later part was asked for, each time. */
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
    assert.deepEqual(types, [], "the later part was needed too early: run tools/profile, and look at what it adds to tools/first.txt");
    const came = page.waitForResponse((response) => LATER.test(response.url()));
    await opened.card.getByRole("heading", { level: 1 }).hover();
    await came;
    assert.deepEqual(types, ["fetch"]);
  });
}

pageTest("nobody waits for the later part of an unknown caller's card, and who it may be is found", async ({ page, t }) => {
  const types = asked(page);
  const { card } = await openRelease({ page, t }, { scenario: "several-clients" });
  await card.getByRole("list", { name: "Possible callers" }).waitFor();
  assert.deepEqual(types, ["fetch"]);
});

pageTest("a line that breaks while the later part comes costs nothing", async ({ page, t, watched }) => {
  watched.allow(/Failed to load resource/);
  const types = asked(page);
  const { card } = await openRelease({ page, t }, { scenario: "seed" });
  await card.getByRole("link", { name: "Ingrid Olsen" }).waitFor();
  await page.route(LATER, (route) => route.abort("connectionfailed"), { times: 1 });
  const note = card.getByRole("textbox", { name: "Note" });
  const failed = page.waitForEvent("requestfailed", (request) => LATER.test(request.url()));
  await note.fill("Calls back on Monday");
  await failed;
  const came = page.waitForResponse((response) => LATER.test(response.url()));
  await card.getByRole("button", { name: "Save note" }).hover();
  await came;
  await card.getByRole("button", { name: "Save note" }).click();
  await card.getByText("The note is saved.").waitFor();
  assert.ok(types.length > 1 && !types.includes("xhr"), `asked for by ${types}`);
});

pageTest("what is pressed before the later part is there waits for it", async ({ page, t, watched }) => {
  watched.allow(/Failed to load resource|Synchronous XMLHttpRequest/);
  const types = asked(page);
  const { card } = await openRelease({ page, t }, { scenario: "seed" });
  await card.getByRole("link", { name: "Ingrid Olsen" }).waitFor();
  await page.route(LATER, (route) => (route.request().resourceType() === "xhr" ? route.continue() : route.abort()));
  await card.getByRole("textbox", { name: "Note" }).fill("Calls back on Monday");
  await card.getByRole("button", { name: "Save note" }).click();
  await card.getByText("The note is saved.").waitFor();
  assert.ok(types.includes("xhr"), `asked for by ${types}`);
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
