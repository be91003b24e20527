// More events of a call than any portal sends: states and clients, in turns.

export const KNOWN = { number: "+4915112345678", type: "CONTACT", id: 17 };
const OTHER = { number: "+19999999666", type: "CONTACT", id: 797 };

/** One round: actions of the portal with their payloads. After its last event everything is as it was before. */
export const ROUND = [["connect", {}], ["setClient", OTHER], ["ring", {}], ["setClient", KNOWN]];
/** How many rounds come at once. No portal has more events than that. */
const BURST = 10;

/**
 * Has the portal's `page` go through so many rounds. The card's `frame`, which has a process of its own, gets through with
 * a burst before the next one comes; `before` runs ahead of each.
 */
export async function play({ page, frame }, rounds, before = async () => undefined) {
  const round = ROUND.map(([action, payload]) => [action, JSON.stringify(payload)]);
  for (let left = rounds; left > 0; left -= BURST) {
    await before();
    await page.evaluate(post, { round, count: Math.min(left, BURST) });
    await frame.evaluate(() => new Promise((done) => setTimeout(done)));
  }
}

/** Runs in the portal's page. */
function post({ round, count }) {
  for (let done = 0; done < count; done += 1) {
    for (const [action, payload] of round) window.callCardPreview.drive(action, payload);
  }
}
