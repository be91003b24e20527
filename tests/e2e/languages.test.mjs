// Every language of a portal on the narrowest card: nothing runs over, and nothing is left in English.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { pageTest } from "./helpers/browser.mjs";
import { previewBuild } from "./helpers/builds.mjs";
import { looks, overflow, unfold } from "./helpers/looks.mjs";

const NARROW = 320;
/** A card whose call can be wrapped up, one with several callers, and the app's own page. */
const SCENARIOS = ["wrap-up", "several-clients", "own-page"];

/** What a build says in a language. */
const texts = (lang) => JSON.parse(readFileSync(`${previewBuild()}/locales/${lang}.json`, "utf8"));
const english = texts("en");

/** Everything a person can read or hear in the frame. */
const said = (frame) =>
  frame.evaluate(() => {
    const found = [];
    const walker = document.createTreeWalker(document.getElementById("app"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      // The sources are the portal's own words.
      if (!walker.currentNode.parentElement.closest("#register-source")) found.push(walker.currentNode.data.trim());
    }
    for (const element of document.querySelectorAll("#app *")) {
      for (const name of ["aria-label", "title", "placeholder"]) found.push(element.getAttribute(name) ?? "");
    }
    return found.filter(Boolean);
  });

/** Answers whether a text is one of these, in which anything may stand for what is in braces. */
function oneOf(texts) {
  const whole = new Set(texts.filter((text) => !text.includes("{")));
  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const filled = texts.filter((text) => text.includes("{")).map((text) => text.split(/\{[^}]*\}/).map(escaped).join(".+"));
  const pattern = new RegExp(`^(?:${filled.join("|")})$`);
  return (text) => whole.has(text) || (filled.length > 0 && pattern.test(text));
}

pageTest("every language fits 320 px and is whole", async ({ page, t }) => {
  const { open, reopen, languages } = await looks({ page, t });
  const all = languages();
  // What a language says as English does is none of its faults.
  const expected = all.map((lang) => {
    const own = texts(lang);
    const other = Object.entries(english).filter(([key, text]) => own[key] !== text && /\w{3}/.test(text.replace(/\{[^}]*\}/g, "")));
    return { lang, title: own["tab.title"], isEnglish: oneOf(other.map(([, text]) => text)) };
  });
  for (const scenario of SCENARIOS) {
    const frame = await open({ scenario, width: NARROW });
    for (const { lang, title, isEnglish } of expected) {
      await reopen(frame, { scenario, lang });
      await unfold(frame);
      assert.equal(await frame.title(), title);
      assert.deepEqual(await overflow(frame), [], `${lang} ${scenario} at ${NARROW} px`);
      const found = (await said(frame)).filter(isEnglish);
      assert.deepEqual(lang === "en" ? [] : found, [], `${lang} ${scenario} speaks English`);
    }
  }
  console.log(`${all.length} languages in ${SCENARIOS.length} scenarios at ${NARROW} px`);
}, { reducedMotion: "reduce" });

pageTest("the draft line keeps its width beside long words on the buttons", async ({ page, t }) => {
  const { open, reopen } = await looks({ page, t });
  const frame = await open({ scenario: "wrap-up", width: 800 });
  for (const lang of ["de", "fr", "ru"]) {
    await reopen(frame, { scenario: "wrap-up", lang });
    await frame.locator("#wrap-up-note").fill("x");
    await frame.locator(".draft-status p").first().waitFor();
    const { height } = await frame.locator(".form-foot").boundingBox();
    assert.ok(height < 160, `${lang}: the buttons and the draft line are ${height} px high`);
  }
}, { reducedMotion: "reduce" });

/** Opens a card whose texts come when `arrive` is called, in `other`: meanwhile the agent types. */
async function openEarly({ page, t }) {
  const { open, languages } = await looks({ page, t });
  const other = languages().find((lang) => lang !== "en");
  let arrive;
  const arrived = new Promise((done) => (arrive = done));
  await page.route(new RegExp(`/locales/${other}\\.json$`), async (route) => {
    await arrived;
    await route.continue();
  });
  await page.route(/preview-frame/, async (route) => {
    const address = new URL(route.request().url());
    address.searchParams.delete("LANG");
    if (address.href === route.request().url()) return route.continue();
    await route.fulfill({ status: 302, headers: { location: address.href } });
  });
  return { frame: await open({ scenario: "wrap-up", lang: other }), other, arrive };
}

pageTest("another language leaves a half-filled form as it is", async ({ page, t }) => {
  const { frame, other, arrive } = await openEarly({ page, t });
  const note = frame.locator("#wrap-up-note");
  await note.fill("Calls back on Monday");
  await frame.locator("#wrap-up-rating-4").check();
  await note.focus();
  assert.equal(await frame.evaluate(() => document.documentElement.lang), "en");
  arrive();
  await frame.getByRole("heading", { name: texts(other)["wrap-up.title"], exact: true }).waitFor();
  assert.equal(await note.inputValue(), "Calls back on Monday");
  assert.equal(await frame.locator("#wrap-up-rating-4").isChecked(), true);
  assert.equal(await frame.evaluate(() => document.activeElement.id), "wrap-up-note");
});

pageTest("another language leaves the keyboard under More, where it was", async ({ page, t }) => {
  const { frame, other, arrive } = await openEarly({ page, t });
  await frame.getByText("More", { exact: true }).press("Enter");
  const cost = frame.locator("#wrap-up-cost");
  await cost.fill("3");
  arrive();
  await frame.getByRole("heading", { name: texts(other)["wrap-up.title"], exact: true }).waitFor();
  assert.equal(await frame.evaluate(() => document.activeElement.id), "wrap-up-cost");
  await page.keyboard.type(",5");
  assert.equal(await cost.inputValue(), "3,5");
});
