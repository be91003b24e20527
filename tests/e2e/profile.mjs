// What runs until the agent's hand comes to the card; see tools/profile, which builds what this looks at.

import { readFileSync, writeFileSync } from "node:fs";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { pageTest } from "./helpers/browser.mjs";
import { openRelease } from "./helpers/release.mjs";
import { show, SHOWN } from "./helpers/shown.mjs";

const names = readFileSync(process.env.CALL_CARD_PROFILE, "utf8").split("\n");
const ran = new Set();

for (const [scenario, words] of Object.entries(SHOWN)) {
  pageTest(scenario, async ({ page, t, watched }) => {
    watched.allow(/./);
    const opened = await openRelease({ page, t }, { scenario });
    await show(opened, words);
    const frame = page.frames().at(-1);
    const marks = await frame.evaluate(() => [...new Uint8Array(globalThis.callCardRan.buffer)]);
    marks.forEach((mark, index) => mark && ran.add(names[index]));
  });
}

after(() => {
  const file = fileURLToPath(new URL("../../tools/first.txt", import.meta.url));
  // What ran once may run again, on a slower day. To begin anew, empty the file.
  const before = readFileSync(file, "utf8").split("\n").filter((name) => name && names.includes(name));
  writeFileSync(file, `${[...new Set([...before, ...ran])].sort().join("\n")}\n`);
});
