// What runs until the agent's hand comes to the card; see tools/profile, which builds what this looks at.

import { readFileSync, writeFileSync } from "node:fs";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { pageTest } from "./helpers/browser.mjs";
import { openRelease, serveRelease } from "./helpers/release.mjs";
import { show, SHOWN } from "./helpers/shown.mjs";

const names = readFileSync(process.env.CALL_CARD_PROFILE, "utf8").split("\n");
const ran = new Set();

const marksOf = (page) => page.frames().at(-1).evaluate(() => [...new Uint8Array(globalThis.callCardRan.buffer)]);
const collect = (marks, wanted) => marks.forEach((mark, index) => mark && /\D/.test(names[index]) && wanted(names[index]) && ran.add(names[index]));

for (const [scenario, words, sdkMs] of [...Object.entries(SHOWN), ["seed", SHOWN.seed, 1_000]]) {
  pageTest(`${scenario}, SDK after ${sdkMs ?? 0} ms`, async ({ page, t, watched }) => {
    watched.allow(/./);
    const opened = await openRelease({ page, t }, { scenario, sdkMs });
    await show(opened, words);
    // Nothing that is typed may wait for anything.
    await opened.card.getByRole("textbox", { name: "Note" }).pressSequentially("Note", { delay: 50 });
    collect(await marksOf(page), () => true);
  });
}

pageTest("an unknown caller", async ({ page, t }) => {
  const { card } = await openRelease({ page, t }, { scenario: "several-clients" });
  await card.getByRole("list", { name: "Possible callers" }).waitFor();
  // The search waits for the later part; only what stands there meanwhile is first.
  collect(await marksOf(page), (name) => /\b(ui|dom|i18n|call)::|Search>::again|Watched<.*Found>|::type_id$/.test(name) && !/search::.*(candidate|closure#2)|Candidate\b/.test(name));
});

pageTest("no call", async ({ page, t }) => {
  await page.goto(await serveRelease(t));
  await page.locator("#skeleton").waitFor({ state: "detached" });
  // The page waits for the later part; only the waiting is first.
  collect(await marksOf(page), (name) => /\bsession::stage::/.test(name));
});

after(() => {
  const file = fileURLToPath(new URL("../../tools/first.txt", import.meta.url));
  // What ran once may run again, on a slower day. To begin anew, empty the file.
  const before = readFileSync(file, "utf8").split("\n").filter((name) => names.includes(name));
  writeFileSync(file, `${[...new Set([...before, ...ran])].sort().join("\n")}\n`);
});
