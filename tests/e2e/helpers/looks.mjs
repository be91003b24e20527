// The card as it looks: opened in the preview in a language, a theme and a width, one after the other on the same page.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { previewBuild } from "./builds.mjs";
import { portalOf } from "./portal.mjs";
import { serve } from "./server.mjs";

const require = createRequire(import.meta.url);
const file = (name) => readFileSync(require.resolve(name));
const face = (family, name, weight) =>
  `@font-face { font-family: "${family}"; font-weight: ${weight}; src: url(data:font/woff2;base64,${file(name).toString("base64")}); }`;

/** The face of the tests, so that every machine draws the same letters. */
const FACE = [400, 600]
  .flatMap((weight) => [
    face("Test Latin", `@fontsource/noto-sans/files/noto-sans-latin-${weight}-normal.woff2`, weight),
    face("Test Arabic", `@fontsource/noto-sans-arabic/files/noto-sans-arabic-arabic-${weight}-normal.woff2`, weight),
  ])
  .concat(`:root { --face: "Test Latin", "Test Arabic", sans-serif !important; }`)
  .join("\n");
/** What moves by itself stands still. */
const STILL = "*, ::before, ::after { animation: none !important; caret-color: transparent !important; }";
/** Scenarios in which something stays on its way for ever, or for long. */
const WAITING = /^(silent-status|slow|slow-history|init-silent)$/;

/** Serves the preview until the test ends. Answers `{ url, open, reopen, scenarios, languages }`. */
export async function looks({ page, t }) {
  const server = await serve(previewBuild());
  t.after(() => server.close());
  const languages = () =>
    readFileSync(`${previewBuild()}/index.html`, "utf8").match(/data-languages="([^"]*)"/)[1].split(",");
  return {
    url: server.url,
    languages,
    open: (query) => open(page, server.url, query),
    reopen,
    /** The names of all scenarios, as the gallery lists them. */
    async scenarios() {
      await page.goto(`${server.url}?gallery`);
      const links = page.getByRole("heading", { level: 3 }).getByRole("link");
      await links.first().waitFor();
      return links.allInnerTexts();
    },
  };
}

/** Opens a scenario and waits until what it shows is there. Answers the card's frame. */
async function open(page, url, query) {
  await page.goto(`${url}?${new URLSearchParams(query)}`);
  const element = await page.locator("iframe").elementHandle();
  const frame = await element.contentFrame();
  await shown(frame, query);
  return frame;
}

/** Has the portal speak another language and opens the card again; waits like [`open`]. */
async function reopen(frame, query) {
  await portalOf(frame.page()).drive("setLang", { lang: query.lang });
  const address = new URL(frame.url());
  address.searchParams.set("LANG", query.lang);
  await frame.goto(address.href);
  await shown(frame, query);
}

/** Waits until what a scenario shows is there. */
async function shown(frame, query) {
  await frame.waitForFunction(() => window.callCard, undefined, { polling: 50 }).catch(async (cause) => {
    const state = await frame.evaluate(() => `${document.readyState} ${location.href} ${document.documentElement.outerHTML.slice(0, 300)}`);
    throw new Error(`${new URLSearchParams(query)} does not start: ${state}`, { cause });
  });
  if (WAITING.test(query.scenario)) {
    // As far as it comes.
    if (query.scenario !== "init-silent") await frame.locator("header.call").waitFor();
  } else {
    await frame.locator("#skeleton").waitFor({ state: "detached" });
    await frame.locator("h1").first().waitFor();
    await frame.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
  }
  if (query.scenario === "busy-486") await frame.getByText("486").first().waitFor();
}

/** Opens everything that is folded. */
export const unfold = (frame) =>
  frame.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));

/** Gives the frame a width and a theme, and the tests' own face, and makes it as high as what is in it. */
export async function settle(page, frame, { width, theme }) {
  // Over nothing that looks different then.
  const { width: right, height: bottom } = page.viewportSize();
  await page.mouse.move(right - 1, bottom - 1);
  await page.locator("iframe").evaluate((iframe, width) => {
    iframe.width = width;
    iframe.style.cssText = "";
  }, width);
  const height = await frame.evaluate(async ([theme, style]) => {
    document.documentElement.dataset.theme = theme;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    document.adoptedStyleSheets = [sheet];
    await Promise.all(["400", "600"].flatMap((weight) => ["A", "ا"].map((letter) => document.fonts.load(`${weight} 14px "Test Latin", "Test Arabic"`, letter))));
    await document.fonts.ready;
    return Math.ceil(document.body.getBoundingClientRect().height);
  }, [theme, FACE + STILL]);
  await page.locator("iframe").evaluate((iframe, height) => {
    iframe.style.cssText = `position: fixed; inset: 0 auto auto 0; z-index: 1; outline: 0; block-size: ${Math.max(height, 120)}px`;
  }, height);
}

/** What is wider than the frame or cut off in it, in words. */
export const overflow = (frame) =>
  frame.evaluate(() => {
    const root = document.documentElement;
    const wide = root.scrollWidth > root.clientWidth ? [`the page is ${root.scrollWidth} px wide in ${root.clientWidth}`] : [];
    const shown = [...document.querySelectorAll("#app *")].filter(
      (element) => element.checkVisibility() && !element.closest(".visually-hidden"),
    );
    const out = shown.filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return left < -0.5 || right > root.clientWidth + 0.5;
    });
    const cut = shown.filter((element) => element.matches("button, summary, label, legend, .badge, .call-phase") && element.scrollWidth > element.clientWidth + 1);
    return [...wide, ...[...out, ...cut].map((element) => `${element.tagName} ${element.className}: ${element.textContent.slice(0, 60)}`)];
  });
