// What a machine can tell about accessibility: axe-core in every scenario and both themes, and from right to left.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after } from "node:test";
import { FAULTS, pageTest } from "./helpers/browser.mjs";
import { looks, unfold } from "./helpers/looks.mjs";
import { portalOf } from "./helpers/portal.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** What is checked in each theme. In another theme nothing but the colours is different. */
const RULES = {
  light: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
  dark: { type: "rule", values: ["color-contrast", "link-in-text-block"] },
};

let states = 0;
after(() => console.log(`axe: ${states} states without a violation`));

/** Checks what a frame shows in both themes. */
async function check(frame, what) {
  if (!(await frame.evaluate(() => Boolean(window.axe)))) await frame.evaluate(AXE);
  for (const [theme, rules] of Object.entries(RULES)) {
    const violations = await frame.evaluate(
      async ([theme, rules]) => {
        document.documentElement.dataset.theme = theme;
        // The buttons that stay in view cover a part of what can be scrolled to; at the end they cover nothing.
        scrollTo(0, document.body.scrollHeight);
        const { violations } = await window.axe.run(document, { runOnly: rules, resultTypes: ["violations"], iframes: false });
        return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html, any }) => `${id}: ${help}: ${html.slice(0, 200)} ${any[0]?.message ?? ""}`));
      },
      [theme, rules],
    );
    assert.equal(violations.length, 0, `${what}, ${theme}:\n${violations.slice(0, 12).join("\n")}`);
    states += 1;
  }
}

pageTest("every scenario", async ({ page, t, watched }) => {
  watched.allow(FAULTS);
  const { open, scenarios } = await looks({ page, t });
  for (const scenario of await scenarios()) {
    const frame = await open({ scenario });
    await unfold(frame);
    await check(frame, scenario);
  }
}, { reducedMotion: "reduce" });

// axe leaves out what is disabled.
pageTest("a main button whose action runs can be read", async ({ page, t }) => {
  const { open } = await looks({ page, t });
  const frame = await open({ scenario: "wrap-up" });
  await portalOf(page).drive("fault", { kind: "slow", ms: 60000, scope: "rest", only: "telephony.externalCall.finish" });
  const button = frame.getByRole("button", { name: "Finish call" });
  // So the card is held open.
  await frame.getByLabel("Note", { exact: true }).fill("Calls back");
  await button.click();
  await frame.locator("button[aria-disabled=true]").first().waitFor();
  await frame.getByRole("heading", { name: "Wrap-up" }).hover();
  for (const theme of Object.keys(RULES)) {
    const [text, page] = await button.evaluate((button, theme) => {
      document.documentElement.dataset.theme = theme;
      return [button, document.documentElement].map((element, at) => getComputedStyle(element)[at ? "backgroundColor" : "color"]);
    }, theme);
    assert.notEqual(text, page, theme);
  }
}, { reducedMotion: "reduce" });

// Which element has which name and role does not depend on the language: one scenario of each page is enough.
pageTest("the card and the own page from right to left", async ({ page, t }) => {
  const { open } = await looks({ page, t });
  for (const scenario of ["wrap-up", "several-clients", "own-page"]) {
    const frame = await open({ scenario, lang: "ar" });
    assert.equal(await frame.evaluate(() => document.documentElement.dir), "rtl");
    await unfold(frame);
    await check(frame, `${scenario} in Arabic`);
  }
}, { reducedMotion: "reduce" });

pageTest("what an agent does on the card", async ({ page, t, watched }) => {
  watched.allow(/503|Query error/);
  const { open } = await looks({ page, t });
  const frame = await open({ scenario: "wrap-up" });
  const { drive } = portalOf(page);
  await frame.getByRole("button", { name: "Copy number" }).click();
  await unfold(frame);
  await frame.getByLabel("Duration (empty").fill("1:75");
  await frame.getByLabel("Cost").fill("much");
  await frame.getByRole("button", { name: "Finish call" }).click();
  await frame.getByText("Enter the duration as").waitFor();
  await check(frame, "wrong entries");
  await frame.getByLabel("Duration (empty").fill("");
  await frame.getByLabel("Cost").fill("");
  await frame.getByRole("button", { name: "Show card to…" }).click();
  const dialog = page.getByRole("region", { name: "Select colleagues" });
  for (const name of ["Björn Lindqvist", "Carla Ruiz"]) await dialog.getByLabel(name).check();
  await dialog.getByRole("button", { name: "Select" }).click();
  await frame.getByRole("list", { name: "Who sees the card" }).waitFor();
  await check(frame, "colleagues who see the card");
  await drive("fault", { kind: "status", status: 403, code: "ACCESS_DENIED", scope: "rest", only: "crm.timeline.comment.add" });
  await frame.getByLabel("Note", { exact: true }).fill("Calls back on Monday");
  await frame.getByRole("button", { name: "Save note" }).click();
  await frame.getByRole("alert").filter({ hasText: "The note was not saved." }).waitFor();
  await check(frame, "a note that was not saved");
  await drive("clearFaults");
  await frame.getByRole("button", { name: "Finish call" }).click();
  await frame.getByRole("heading", { name: "Call saved" }).waitFor();
  await unfold(frame);
  await frame.getByLabel("Dialogue").fill("Agent: Good morning\nIngrid: Hello");
  await frame.getByLabel("Who is Ingrid?").waitFor();
  await check(frame, "the summary of a saved call");
}, { reducedMotion: "reduce" });

pageTest("the phrases of a note", async ({ page, t }) => {
  const { open } = await looks({ page, t });
  const frame = await open({ scenario: "settings-required" });
  await frame.getByLabel("Note", { exact: true }).fill("/");
  await frame.getByRole("listbox", { name: "Phrases" }).waitFor();
  await check(frame, "phrases");
}, { reducedMotion: "reduce" });

pageTest("the app's own page at work, and the preview around it", async ({ page, t }) => {
  const { open, url } = await looks({ page, t });
  const frame = await open({ scenario: "own-page" });
  await frame.getByRole("button", { name: "Register", exact: true }).click();
  await frame.getByText("Enter a phone number.").waitFor();
  await unfold(frame);
  await check(frame, "wrong entries of a registration");
  await frame.getByLabel("Client's number").fill("+49 1511 2345678");
  await frame.getByRole("button", { name: "Find in CRM" }).click();
  await frame.getByRole("list", { name: "Possible callers" }).waitFor();
  await frame.getByRole("button", { name: "Register", exact: true }).click();
  await frame.getByText("The call is registered.").waitFor();
  await frame.getByRole("button", { name: "Finish…" }).click();
  await frame.getByRole("group", { name: /Finish the call/ }).waitFor();
  await check(frame, "a call that was registered");
  await check(page.mainFrame(), "the preview");
  await page.goto(`${url}?gallery`);
  await page.getByRole("heading", { level: 3 }).first().waitFor();
  await check(page.mainFrame(), "the gallery");
}, { reducedMotion: "reduce" });
