// What the main screens look like and what a screen reader finds on them, against what was seen and found right:
// tests/e2e/screens. After a change that is meant: `UPDATE=1 node --test tests/e2e/screens.test.mjs`, and look.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { FAULTS, pageTest } from "./helpers/browser.mjs";
import { previewBuild } from "./helpers/builds.mjs";
import { samePicture, sameText } from "./helpers/kept.mjs";
import { looks, settle, unfold } from "./helpers/looks.mjs";

/** The main screens: the scenario, how to reach the screen from there, and whether what is folded is opened. */
const SCREENS = {
  call: { scenario: "mid-call" },
  "unknown-caller": { scenario: "several-clients" },
  "nobody-found": { scenario: "no-crm" },
  failed: { scenario: "busy-486" },
  offline: { scenario: "offline" },
  "wrap-up": { scenario: "wrap-up", open: true },
  phrases: { scenario: "settings", reach: searchPhrases },
  summary: { scenario: "external", reach: finishCall },
  script: { scenario: "script", open: true },
  "new-client": { scenario: "unknown-caller", reach: createContact },
  "own-page": { scenario: "own-page" },
  settings: { scenario: "settings-own-page" },
  installation: { scenario: "not-installed" },
};
/** In which languages, widths and themes: an opened card is made wider, and dark, as it can be in the portal. */
const LOOKS = {
  ar: [{ width: 360 }],
  en: [{ width: 360 }, { width: 560 }, { width: 560, theme: "dark" }, { width: 900 }],
};
/** When every card is opened: at 11:19, in the clock's time zone. What is offered as due depends on the time of day. */
const OPENED = Date.parse("2026-03-10T10:19:00Z");
/** How long it is open on the pictures, in milliseconds, and what its clock shows then. */
const OPEN_MS = 12_000;
const CLOCK = "0:12";
const LOOK = { reducedMotion: "reduce", timezoneId: "Europe/Berlin", viewport: { width: 1600, height: 1200 } };
/** The texts of the card in a language. */
const words = (lang) => JSON.parse(readFileSync(`${previewBuild()}/locales/${lang}.json`, "utf8"));
const DOCS = { light: "card-light", dark: "card-dark" };

for (const [name, { scenario, reach, open: opened }] of Object.entries(SCREENS)) {
  pageTest(`the screen ${name}`, async ({ page, t, watched }) => {
    watched.allow(FAULTS);
    const { open, languages } = await looks({ page, t });
    for (const lang of languages().filter((lang) => LOOKS[lang])) {
      const frame = await openThen(page, open, { scenario, lang });
      await reach?.(frame, words(lang));
      if (opened) await unfold(frame);
      for (const { width, theme = "light" } of LOOKS[lang]) {
        await settle(page, frame, { width, theme });
        const more = `${theme === "dark" ? "-dark" : ""}${lang === "ar" ? "-ar" : ""}`;
        samePicture(`${name}-${width}${more}`, await page.locator("iframe").screenshot());
        if (width === 560 && theme === "light") {
          sameText(`${name}.aria.yml`, `${await frame.locator("body").ariaSnapshot()}\n`);
        }
      }
      // The next one opens the same call.
      if (reach) await page.evaluate(() => localStorage.clear());
    }
  }, LOOK);
}

pageTest("the pictures of the README", async ({ page, t }) => {
  const { open } = await looks({ page, t });
  const frame = await openThen(page, open, { scenario: "external" });
  for (const [theme, name] of Object.entries(DOCS)) {
    await settle(page, frame, { width: 560, theme });
    const path = fileURLToPath(new URL(`../../docs/${name}.png`, import.meta.url));
    samePicture(name, await page.locator("iframe").screenshot(), path);
  }
}, { ...LOOK, deviceScaleFactor: 2 });

/** Opens a scenario at `OPENED` and waits until the card shows how long it has been open. The time of day stands still. */
async function openThen(page, open, query) {
  // This portal ends the call after a second and a half, for which the clock has to run.
  await (query.scenario === "busy-486" ? page.clock.setSystemTime(OPENED) : page.clock.setFixedTime(OPENED));
  const frame = await open(query);
  await page.clock.setFixedTime(OPENED + OPEN_MS);
  await frame.waitForFunction((clock) => {
    const running = [...document.querySelectorAll(".clock-time, #wrap-up-measured")];
    return running.every(({ textContent }) => textContent.includes(clock));
  }, CLOCK, { polling: 50 });
  return frame;
}

async function searchPhrases(frame) {
  await frame.locator("#wrap-up-note").fill("/");
  await frame.getByRole("listbox").waitFor();
}

async function finishCall(frame, text) {
  await frame.locator("#wrap-up-note").fill("+1");
  await frame.getByRole("button", { name: text["wrap-up.finish"], exact: true }).click();
  await frame.locator("#summary-title").waitFor();
}

async function createContact(frame, text) {
  await frame.getByRole("button", { name: text["new-client.contact"], exact: true }).click();
  await frame.locator(".new-client-form").waitFor();
}
