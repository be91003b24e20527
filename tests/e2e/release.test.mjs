// What is shipped, and how it gets on where it is shipped to.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { pageTest } from "./helpers/browser.mjs";
import { previewBuild, releaseBuild } from "./helpers/builds.mjs";
import { openRelease, SDK, serveRelease } from "./helpers/release.mjs";

/** Words that only the simulated portal uses. */
const PREVIEW_WORDS = ["preview.invalid", "callCardPreview", "preview/sdk.js"];

/** What its scenarios are called in the list of them. */
const scenarioTitles = () => {
  const source = readFileSync(fileURLToPath(new URL("../../src/simulator/scenarios/mod.rs", import.meta.url)), "utf8");
  return [...source.matchAll(/\bscenario\(\s*"[^"]+",\s*"([^"]+)"/g)].map(([, title]) => title);
};

const filesOf = (build) =>
  readdirSync(build, { recursive: true })
    .filter((name) => statSync(join(build, name)).isFile())
    .map((name) => ({ name, bytes: readFileSync(join(build, name)) }));

test("nothing of the simulated portal is shipped", () => {
  const shipped = filesOf(releaseBuild());
  const preview = filesOf(previewBuild());
  const titles = scenarioTitles();
  assert.ok(titles.length > 0, "no scenario found in src/simulator/scenarios/mod.rs");
  for (const word of [...PREVIEW_WORDS, ...titles]) {
    assert.ok(preview.some(({ bytes }) => bytes.includes(word)), `the preview itself has no ${word}: look for another word`);
    assert.deepEqual(shipped.filter(({ bytes }) => bytes.includes(word)).map(({ name }) => name), [], word);
  }
});

test("every file but the pages and the notices is named by its contents", () => {
  const pages = /^(index\.html|install\.html|licenses\.txt)(\.(br|gz))?$/;
  const names = filesOf(releaseBuild()).map(({ name }) => name).filter((name) => !pages.test(name));
  assert.deepEqual(names.filter((name) => !/-[0-9a-f]{12}(\.\w+|\/\w+\.json)(\.(br|gz))?$/.test(name)), []);
});

test("the page has neither a script nor a style in it, nor an address of its own", () => {
  const page = readFileSync(join(releaseBuild(), "index.html"), "utf8");
  assert.doesNotMatch(page, /<script(?![^>]* src=)/);
  assert.doesNotMatch(page, /<style|\sstyle=|\son\w+=/);
  assert.doesNotMatch(page, /(?:href|src|data-js|data-wasm|data-locales)="(?!\.\/|data:,|https:\/\/api\.bitrix24\.com\/)/);
});

pageTest("it runs below a path, under a strict policy, and asks for nothing elsewhere but the SDK", async ({ page, t }) => {
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  const url = await serveRelease(t);
  await page.goto(`${url}?any=thing&PLACEMENT_OPTIONS=%7B%22CALL_ID%22%3A%22x%22%7D#part`);
  await page.locator("#skeleton").waitFor({ state: "detached" });
  assert.deepEqual(asked.filter((address) => !address.startsWith(url)), [SDK]);
});

pageTest("in the portal's frame it shows the call, and asks the portal for the client's name", async ({ page, t }) => {
  const { card, log } = await openRelease({ page, t }, { scenario: "incoming-known" });
  await card.locator("#skeleton").waitFor({ state: "detached" });
  await card.getByText("Incoming", { exact: true }).waitFor();
  await card.getByRole("link", { name: "Marta Brandt" }).waitFor();
  const asked = (await log()).filter(({ channel }) => channel !== "command").map(({ name }) => name);
  assert.ok(asked.includes("batch") || asked.some((name) => name.startsWith("crm.")), `asked for ${asked}`);
});

pageTest("the app's own page fetches its program, and a card does not", async ({ page, t }) => {
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  const own = () => asked.filter((address) => /\/own(-page)?[-_/]/.test(address));
  const { card } = await openRelease({ page, t }, { scenario: "incoming-known" });
  await card.getByRole("link", { name: "Marta Brandt" }).waitFor();
  assert.deepEqual(own(), []);
  const other = await openRelease({ page, t }, { scenario: "own-page" });
  await other.card.getByRole("heading", { name: "Register a call" }).waitFor();
  assert.equal(own().length, 3, `opener, script and program: ${own()}`);
});
