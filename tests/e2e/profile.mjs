// What runs until the agent's hand comes to the card; see tools/profile, which builds what this looks at.

import { readFileSync, writeFileSync } from "node:fs";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { launch, pageTest, STORAGE_IN_FRAMES } from "./helpers/browser.mjs";
import { openRelease, serveRelease } from "./helpers/release.mjs";
import { busy, show, SHOWN } from "./helpers/shown.mjs";

const names = readFileSync(process.env.CALL_CARD_PROFILE, "utf8").split("\n");
const ran = new Set();

const marksOf = (page) => page.frames().at(-1).evaluate(() => [...new Uint8Array(globalThis.callCardRan.buffer)]);
const collect = (marks, wanted) => marks.forEach((mark, index) => mark && /\D/.test(names[index]) && wanted(names[index]) && ran.add(names[index]));

/** What is looked at is one program, and must not know that all of it is there. */
const inParts = (page) =>
  page.addInitScript(() => {
    let card;
    const put = (value) => (card = Object.assign(value, { joined: new Promise(() => {}) }));
    Object.defineProperty(window, "callCard", { get: () => card, set: put });
  });

for (const [scenario, words, sdkMs] of [...Object.entries(SHOWN), ["seed", SHOWN.seed, 1_000]]) {
  pageTest(`${scenario}, SDK after ${sdkMs ?? 0} ms`, async ({ page, t, watched }) => {
    watched.allow(/./);
    await inParts(page);
    const opened = await openRelease({ page, t }, { scenario, sdkMs });
    await show(opened, words);
    collect(await marksOf(page), () => true);
  });
}

pageTest("a long call", async ({ page, t }) => {
  await inParts(page);
  const opened = await openRelease({ page, t }, { scenario: "incoming-known" });
  await opened.card.getByText("Marta Brandt").first().waitFor();
  await busy(opened);
  collect(await marksOf(page), () => true);
});

for (const flags of [[], [STORAGE_IN_FRAMES]]) {
  // Nothing that is typed waits for anything.
  test(`a note, in a browser with ${flags.length ? "a" : "no"} storage`, async (t) => {
    const browser = await launch(...flags);
    t.after(() => browser.close());
    const page = await browser.newPage();
    await inParts(page);
    const { card } = await openRelease({ page, t }, { scenario: "seed" });
    await card.getByRole("link", { name: "Ingrid Olsen" }).waitFor();
    await card.getByRole("textbox", { name: "Note" }).pressSequentially("Note", { delay: 50 });
    collect(await marksOf(page), () => true);
  });
}

pageTest("an unknown caller", async ({ page, t }) => {
  await inParts(page);
  const { card } = await openRelease({ page, t }, { scenario: "several-clients" });
  await card.getByText("No client in CRM").waitFor();
  // The search waits for the later part; only what stands there meanwhile is first.
  collect(await marksOf(page), (name) => /\b(ui|dom|i18n|call|window)::|Search>::again|Function>::call0|<alloc::string::String>>::replace|Watched<.*Found>|drop_in_place::<core::option::Option<.*Found>>>|::type_id$/.test(name) && !/Candidate\b/.test(name));
});

pageTest("no call", async ({ page, t }) => {
  await inParts(page);
  await page.goto(await serveRelease(t));
  await page.locator("#skeleton").waitFor({ state: "detached" });
  // The page waits for the later part; only the waiting is first.
  collect(await marksOf(page), (name) => /\b(stage|window|start)::|Function>::call0/.test(name));
});

after(() => {
  const file = fileURLToPath(new URL("../../tools/first.txt", import.meta.url));
  // What ran once may run again, on a slower day. To begin anew, empty the file.
  const before = readFileSync(file, "utf8").split("\n").filter((name) => names.includes(name));
  writeFileSync(file, `${[...new Set([...before, ...ran])].sort().join("\n")}\n`);
});
