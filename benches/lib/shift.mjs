// A long shift: thousands of events, hundreds of cards opened and closed. What is left of them in the memory?

import { memoryOf } from "../../tests/e2e/helpers/memory.mjs";
import { KNOWN, play, ROUND } from "../../tests/e2e/helpers/rounds.mjs";
import { appFrame, metrics, openStage } from "./stage.mjs";

const digits = ({ number }) => number.replace(/\D/g, "");

/**
 * Lets `counts` events (ascending) come to one card at `url`. Answers what the process of the card holds after four
 * thousand events, by when the browser has made of the program what it makes of one that runs often, and then after each
 * count: `{ events, heap, memory, nodes, listeners, asked }`.
 * `memory` is that of WebAssembly; `asked` is how many commands were sent: the SDK keeps a callback for each of them.
 */
export async function manyEvents(bench, url, counts) {
  const stage = await openStage(bench, { scenario: "incoming-known", wanted: { number: digits(KNOWN), names: ["Marta Brandt"] } });
  try {
    await shown(stage, url);
    await stage.drive("ring");
    let asked = 0;
    const events = async (count) => {
      await play(stage, count / ROUND.length, async () => (asked += await stage.page.evaluate(commands)));
      await stage.drive("connect");
      await stage.card.getByRole("status").filter({ hasText: /^Talking$/ }).waitFor();
      await stage.card.getByRole("link", { name: "Marta Brandt" }).waitFor();
      await stage.card.getByRole("list", { name: "CRM bindings" }).getByRole("listitem").nth(1).waitFor({ state: "detached" });
      await stage.drive("ring");
      await stage.card.getByRole("status").filter({ hasText: /^Connecting$/ }).waitFor();
    };
    const measured = async (events) => ({ events, ...(await stage.metrics()), memory: await memoryOf(stage.frame), asked });
    await events(4_000);
    asked = 0;
    const told = [await measured(0)];
    for (const count of counts) {
      await events(count - told.at(-1).events);
      told.push(await measured(count));
    }
    return told;
  } finally {
    await stage.close();
  }
}

/** Runs in the portal's page. Answers how many commands the frame sent since the last time. */
function commands() {
  const { drive, log } = window.callCardPreview;
  const sent = JSON.parse(log()).filter(({ channel, name }) => channel === "command" && name !== "placementBindEvent");
  drive("clearLog", "{}");
  return sent.length;
}

/**
 * Opens and closes `rounds` cards, each until its client's name is shown. Another frame of the same process lives on and
 * measures what they leave behind. Answers `{ rounds, heap, nodes, listeners }` before, after half of them, and after all,
 * each time with no card open.
 */
export async function openAndClose(bench, url, rounds) {
  const stage = await openStage(bench, { scenario: "incoming-known", wanted: { number: digits(KNOWN), names: ["Marta Brandt"] } });
  try {
    const devtools = await keepProcess(stage, bench.servers.blank);
    const alone = await metrics(devtools);
    await shown(stage, url);
    const close = async () => {
      await stage.drive("forceClose");
      await stage.page.waitForSelector("iframe.pv-frame", { state: "detached" });
      // Calls do not come so fast that the portal refuses their requests as too many.
      await stage.drive("skip", { ms: 60_000 });
    };
    const round = async () => {
      await stage.drive("ring");
      await stage.drive("setClient", KNOWN);
      stage.frame = await appFrame(stage.page);
      await shown(stage, url);
      await close();
    };
    const measured = async (rounds) => ({ rounds, ...(await metrics(devtools)) });
    // Otherwise the card is somewhere else, and all this would tell nothing.
    if ((await metrics(devtools)).nodes <= alone.nodes) throw new Error("The card is in another process than the frame that measures.");
    await close();
    for (let warm = 0; warm < 10; warm += 1) await round();
    const told = [await measured(0)];
    for (let done = 1; done <= rounds; done += 1) {
      await round();
      if (done % 20 === 0) await stage.drive("clearLog");
      if (done === rounds || done * 2 === rounds) told.push(await measured(done));
    }
    return told;
  } finally {
    await stage.close();
  }
}

async function shown(stage, url) {
  await stage.load(url);
  await stage.frame.waitForURL((address) => address.href.startsWith(url));
  // The names stand in the skeleton first. The card is there once its last part is, and waits for nothing.
  const drawn = () => {
    if (document.querySelector(".card") && !document.querySelector(".card-foot")) return false;
    return window.benchProbe?.names > 0 && !document.querySelector("[aria-busy=true]");
  };
  try {
    await stage.frame.waitForFunction(drawn, undefined, { polling: 20 });
  } catch (cause) {
    const text = await stage.frame.evaluate(() => document.body.innerText);
    throw new Error(`${url} does not show the names, but: ${text}\nOn the console: ${stage.heard.join("; ")}`, { cause });
  }
}

/** Puts an empty frame of the app's site into the portal's page, and takes hold of its process. */
async function keepProcess(stage, blank) {
  await stage.page.evaluate((blank) => {
    const keeper = document.createElement("iframe");
    keeper.id = "keeper";
    keeper.src = blank;
    document.body.append(keeper);
  }, blank);
  const element = await stage.page.waitForSelector("#keeper");
  const frame = await element.contentFrame();
  await frame.waitForURL(blank);
  return stage.context.newCDPSession(frame);
}
