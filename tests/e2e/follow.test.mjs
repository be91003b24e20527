// The release follows a call in the portal's frame: right, bounded, and with few requests.

import assert from "node:assert/strict";
import { pageTest } from "./helpers/browser.mjs";
import { memoryOf, watchMemory } from "./helpers/memory.mjs";
import { openRelease } from "./helpers/release.mjs";
import { play } from "./helpers/rounds.mjs";

const status = (card, words) => card.getByRole("status").filter({ hasText: new RegExp(`^${words}$`) }).waitFor();
const rest = async (log) => (await log()).filter(({ channel }) => channel === "rest");

// Ten thousand are measured by tools/bench.
pageTest("two thousand events leave the right state and nothing else", async ({ page, context, t }) => {
  await watchMemory(page);
  const { card, drive, log } = await openRelease({ page, t }, { scenario: "incoming-known" });
  await card.getByRole("link", { name: "Marta Brandt" }).waitFor();
  const frame = page.frames().find((frame) => frame.url().includes("/apps/call-card/"));
  const devtools = await context.newCDPSession(frame);
  await devtools.send("Performance.enable");
  const measure = async () => {
    // What a finalizer lets go of is garbage of the next collection only: it is over when nothing more goes.
    for (let last; ; ) {
      await devtools.send("HeapProfiler.collectGarbage");
      const { metrics } = await devtools.send("Performance.getMetrics");
      const of = (name) => metrics.find((metric) => metric.name === name).value;
      const now = { heap: of("JSHeapUsedSize"), nodes: of("Nodes"), listeners: of("JSEventListeners"), memory: await memoryOf(frame) };
      if (last && now.heap >= last.heap) return now;
      last = now;
    }
  };
  const events = async (rounds) => {
    await play({ page, frame }, rounds);
    await drive("connect");
  };
  // The first ones warm everything up: both clients are known, the clock runs, and the browser has made of the program
  // what it makes of one that runs often.
  await events(250);
  await status(card, "Talking");
  await card.getByRole("link", { name: "Marta Brandt" }).waitFor();
  const asked = (await log()).filter(({ name }) => name === "getStatus").length;
  const requests = (await rest(log)).length;
  const before = await measure();
  const began = Date.now();
  await events(500);
  await status(card, "Talking");
  await card.getByRole("heading", { name: "+4915112345678", level: 1 }).waitFor();
  await card.getByRole("link", { name: "Marta Brandt" }).waitFor();
  await card.getByRole("list", { name: "CRM bindings" }).getByRole("listitem").nth(1).waitFor({ state: "detached" });
  const after = await measure();
  const questions = (await log()).filter(({ name }) => name === "getStatus").length - asked;
  t.diagnostic(JSON.stringify({ before, after, questions }));
  // Names that the portal says have changed are asked for again, twice a minute at most.
  const more = (await rest(log)).length - requests;
  assert.ok(more <= 1 + (Date.now() - began) / 30_000, `${more} more requests`);
  assert.ok(after.memory <= before.memory + 128 * 1024, `${before.memory} bytes of the program before, ${after.memory} after`);
  assert.ok(after.nodes <= before.nodes + 20, `${before.nodes} nodes before, ${after.nodes} after`);
  assert.ok(after.listeners <= before.listeners + 5, `${before.listeners} listeners before, ${after.listeners} after`);
  // Every question leaves a callback in the SDK, which never frees one: a few hundred bytes each, and the heap breathes.
  const allowed = before.heap * 0.05 + questions * 1_000;
  assert.ok(after.heap - before.heap <= allowed, `${after.heap - before.heap} bytes more than before`);
});
