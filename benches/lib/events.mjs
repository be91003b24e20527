// From an event of the portal to the words on the screen, with forty bindings there and the processor slowed down.

import { openStage } from "./stage.mjs";

const NUMBER = "4915112345678";
// The first and the last of each kind: with them all forty are there.
const NAMES = ["Lead 1", "Contact 37", "Company 38", "Lead 39", "Order 40 of forty"];

/**
 * Opens the card of forty bindings at `url` and lets its call change between connecting and talking `rounds` times.
 * Answers for each time the milliseconds from the portal's message to the text (`text`) and to the screen (`paint`),
 * and how many frames began before the text was there (`frames`).
 */
export async function eventToText(bench, url, rounds) {
  const stage = await openStage(bench, { scenario: "bindings-40", wanted: { number: NUMBER, names: NAMES } });
  try {
    await stage.show(url);
    const page = stage.frame;
    await stage.slow({ line: false });
    await page.evaluate(() => window.benchProbe.watchEvents());
    for (let round = 1; round <= rounds; round += 1) {
      await stage.drive(round % 2 ? "ring" : "connect");
      await page.waitForFunction((round) => window.benchProbe.events.length === round, round, { polling: 50 });
    }
    return await page.evaluate(() => window.benchProbe.events);
  } finally {
    await stage.close();
  }
}
