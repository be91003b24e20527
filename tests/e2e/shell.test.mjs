// The page around the app: what a person sees when a part of it does not come, or comes in another way than usual.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { pageTest, PATIENCE_MS } from "./helpers/browser.mjs";
import { SDK, serveRelease } from "./helpers/release.mjs";

const PROGRAM = /\.wasm$/;
const FAILED_LOAD = /Failed to load resource/;

const TEXTS = /\/locales-\w+\/\w+\.json$/;

const said = (lang) => JSON.parse(readFileSync(new URL(`../../locales/${lang}.json`, import.meta.url), "utf8"));
const crashCard = (page) => page.getByRole("alert").filter({ hasText: "The call itself goes on in Bitrix24." });
const tryAgain = (page) => page.getByRole("button", { name: "Try again" });

/** Waits until the app has taken the place of the skeleton. */
async function started(page) {
  // One question that only the new document can answer: while a page is replaced, it has neither app nor skeleton.
  await page.locator("#app:not(:has(#skeleton))").filter({ hasText: /\S/ }).waitFor();
  assert.equal(await crashCard(page).isVisible(), false);
}

/** What language an element says it speaks, and which way it says and does run. */
const spoken = (element) => element.evaluate((it) => [it.lang, it.dir, getComputedStyle(it).direction]);
/** What *Copy diagnostics* on an English crash card copies. */
async function diagnostics(page) {
  await page.getByRole("button", { name: "Copy diagnostics" }).click();
  const report = page.getByLabel("Diagnostics", { exact: true });
  await report.waitFor();
  return report.inputValue();
}
const pageLanguage = (page) => page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);

pageTest("opened directly, it says what it is and how to install it, and the console stays silent", async ({ page, t }) => {
  const url = await serveRelease(t);
  for (const name of ["", "install.html"]) {
    await page.goto(url + name);
    await started(page);
    assert.equal(await page.title(), "Call card");
    assert.equal(await page.evaluate(() => window.callCard.sdk), "none");
    await page.getByRole("heading", { name: "Call card for Bitrix24" }).waitFor();
    await page.getByText("It runs inside Bitrix24.").waitFor();
    await page.getByText("Developer resources → Other → Local application").waitFor();
  }
});

pageTest("every file is fetched once, and what the number needs before a script has run", async ({ page, t }) => {
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(await serveRelease(t));
  await started(page);
  assert.deepEqual(asked, [...new Set(asked)]);
  // The page names them.
  const named = await page.evaluate(() => [...document.querySelectorAll("link[rel$=preload], link[rel=stylesheet], script[src]")].map((it) => it.href ?? it.src));
  for (const kind of [/\/boot-\w+\.js$/, /\/main-\w+\.css$/]) {
    assert.ok(named.some((url) => kind.test(url)), `nothing that matches ${kind} in ${named}`);
  }
  assert.ok(named.includes(SDK), `no SDK in ${named}`);
});

pageTest("a program that is missing becomes a sentence, and Try again starts over", async ({ page, t, watched }) => {
  watched.allow(FAILED_LOAD);
  watched.allow(/The program of the call card could not be loaded/);
  await page.route(PROGRAM, (route) => route.fulfill({ status: 404 }));
  await page.goto(await serveRelease(t));
  await crashCard(page).getByText("A part of the call card could not be loaded.").waitFor();
  assert.match(await diagnostics(page), /crash: The program of the call card could not be loaded\./);
  assert.equal(await page.locator("#skeleton").isVisible(), false);
  await page.unroute(PROGRAM);
  await tryAgain(page).click();
  await started(page);
});

pageTest("a program that is another page becomes a sentence", async ({ page, t, watched }) => {
  watched.allow(/The program of the call card could not be loaded/);
  await page.route(PROGRAM, (route) => route.fulfill({ contentType: "text/html", body: "<!DOCTYPE html>" }));
  await page.goto(await serveRelease(t));
  await crashCard(page).getByText("A part of the call card could not be loaded.").waitFor();
});

pageTest("a script that is missing becomes a sentence", async ({ page, t, watched }) => {
  watched.allow(FAILED_LOAD);
  watched.allow(/The code of the call card could not be loaded/);
  await page.route(/\/call-card-\w+\.js$/, (route) => route.fulfill({ status: 404 }));
  await page.goto(await serveRelease(t));
  await crashCard(page).getByText("A part of the call card could not be loaded.").waitFor();
  assert.match(await diagnostics(page), /crash: The code of the call card could not be loaded\./);
});

for (const [lang, dir] of [["de", "ltr"], ["ar", "rtl"]]) {
  pageTest(`the crash card speaks the agent's language once its texts have come: ${lang}`, async ({ page, t, watched }) => {
    watched.allow(FAILED_LOAD);
    watched.allow(/The program of the call card could not be loaded/);
    const words = said(lang);
    let arrive;
    const arrived = new Promise((done) => (arrive = done));
    await page.route(PROGRAM, (route) => route.fulfill({ status: 404 }));
    await page.route(TEXTS, async (route) => {
      await arrived;
      await route.continue();
    });
    await page.goto(`${await serveRelease(t)}?LANG=${lang}`, { waitUntil: "commit" });
    await crashCard(page).getByText("A part of the call card could not be loaded.").waitFor();
    assert.deepEqual(await spoken(page.getByRole("alert")), ["en", "ltr", "ltr"]);
    arrive();
    const crash = page.getByRole("alert").filter({ hasText: words["crash.title"] });
    await crash.getByRole("heading", { name: words["crash.title"], exact: true }).waitFor();
    for (const key of ["crash.missing", "crash.call"]) await crash.getByText(words[key], { exact: true }).waitFor();
    assert.deepEqual(await spoken(crash), [lang, dir, dir]);
    assert.equal(await page.title(), words["tab.title"]);
    await crash.getByRole("button", { name: words["diagnostics.copy"] }).click();
    await crash.getByRole("status").filter({ hasText: words["diagnostics.copied"] }).waitFor();
    const report = crash.getByRole("textbox", { name: words["crash.report"] });
    await report.waitFor();
    assert.match(await report.inputValue(), /^call card .*\ncrash: The program of the call card could not be loaded\.\n/);
    const english = said("en");
    const text = await crash.innerText();
    for (const key of Object.keys(english).filter((key) => key.startsWith("crash."))) assert.ok(!text.includes(english[key]), key);
    await page.unroute(PROGRAM);
    await crash.getByRole("button", { name: words["trouble.retry"] }).click();
    await started(page);
  }, { viewport: { width: 360, height: 700 } });
}

pageTest("texts that do not come leave the crash card in English", async ({ page, t, watched }) => {
  watched.allow(FAILED_LOAD);
  watched.allow(/The texts of the call card could not be loaded/);
  await page.route(TEXTS, (route) => route.abort());
  await page.goto(`${await serveRelease(t)}?LANG=ar`);
  await crashCard(page).getByText("A part of the call card could not be loaded.").waitFor();
  await crashCard(page).getByText("The call itself goes on in Bitrix24.").waitFor();
  assert.deepEqual(await spoken(crashCard(page)), ["en", "ltr", "ltr"]);
  assert.equal(await page.title(), "Call card");
  assert.match(await diagnostics(page), /crash: The texts of the call card could not be loaded\./);
}, { viewport: { width: 360, height: 700 } });

pageTest("a server that does not know what wasm is can serve it", async ({ page, t }) => {
  await page.goto(await serveRelease(t, { types: { ".wasm": "application/octet-stream" } }));
  await started(page);
});

pageTest("without JavaScript it says that it needs it", async ({ page, t }) => {
  await page.goto(await serveRelease(t));
  await page.locator(".noscript").waitFor();
  assert.equal(await page.locator(".noscript").innerText(), "The call card needs JavaScript. Allow it for this page and reload.");
}, { javaScriptEnabled: false });

pageTest("the address says the language", async ({ page, t }) => {
  const url = await serveRelease(t);
  const names = { ar: ["ar", "rtl"], de: ["de", "ltr"], la: ["es", "ltr"], br: ["pt-BR", "ltr"], tc: ["zh-Hant", "ltr"] };
  for (const [code, expected] of Object.entries(names)) {
    await page.goto(`${url}?DOMAIN=portal.example&PROTOCOL=1&LANG=${code}&APP_SID=0123456789abcdef`);
    await started(page);
    assert.deepEqual(await pageLanguage(page), expected);
    assert.equal(await page.evaluate(() => window.callCard.lang), code);
  }
});

pageTest("without an address that says it, the last language comes back, else the browser's", async ({ page, t }) => {
  const url = await serveRelease(t);
  await page.goto(url);
  await started(page);
  assert.deepEqual(await pageLanguage(page), ["pt-BR", "ltr"]);
  await page.goto(`${url}?LANG=de`);
  await started(page);
  await page.goto(url);
  await started(page);
  assert.deepEqual(await pageLanguage(page), ["de", "ltr"]);
}, { locale: "pt-PT" });

pageTest("a language that does not come is English", async ({ page, t, watched }) => {
  watched.allow(FAILED_LOAD);
  await page.route(/\/de\.json$/, (route) => route.fulfill({ status: 404 }));
  await page.goto(`${await serveRelease(t)}?LANG=de`);
  await started(page);
  assert.deepEqual(await pageLanguage(page), ["en", "ltr"]);
});

pageTest("an SDK that does not come leaves no skeleton", async ({ page, t, watched }) => {
  watched.allow(FAILED_LOAD);
  await page.addInitScript(() => (window.name = "portal.example|1|0123456789abcdef"));
  await page.route(SDK, (route) => route.abort());
  await page.goto(await serveRelease(t));
  assert.equal(await page.evaluate(() => window.callCard.sdk), "failed");
  await started(page);
});

pageTest("a start that is done is never called late", async ({ page, t }) => {
  await page.clock.install();
  await page.goto(await serveRelease(t));
  await started(page);
  await page.clock.fastForward(60_000);
  await page.getByRole("heading", { name: "Call card for Bitrix24" }).waitFor();
  assert.deepEqual(await page.getByRole("alert").filter({ visible: true }).allInnerTexts(), []);
});

pageTest("a page whose script does not come says so", async ({ page, t, watched }) => {
  watched.allow(FAILED_LOAD);
  watched.allow(/preloaded using link preload but not used/);
  await page.route(/\/boot-\w+\.js$/, (route) => route.fulfill({ status: 404 }));
  await page.goto(await serveRelease(t));
  const late = page.getByRole("alert").filter({ hasText: "The call card could not be loaded. Reload this page." });
  assert.equal(await late.isVisible(), false);
  // The page's own animations: the browser's clock for them is not the one that Playwright turns.
  await late.evaluate((it) => it.getAnimations().forEach((animation) => animation.finish()));
  assert.equal(await late.isVisible(), true);
});

pageTest("the answer to a POST is the same page, and can be tried again", async ({ page, t, watched }) => {
  watched.allow(FAILED_LOAD);
  watched.allow(/could not be loaded/);
  const url = `${await serveRelease(t)}?DOMAIN=portal.example&PROTOCOL=1&LANG=en&APP_SID=0123456789abcdef`;
  await page.route(PROGRAM, (route) => route.fulfill({ status: 404 }));
  await page.setContent(`<form method="post" action="${url}"><input name="PLACEMENT" value="CALL_CARD"><button>Open</button></form>`);
  await page.getByRole("button", { name: "Open" }).click();
  await crashCard(page).waitFor();
  await page.unroute(PROGRAM);
  await tryAgain(page).click({ timeout: PATIENCE_MS });
  await started(page);
});
