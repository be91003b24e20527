// A record is attached to a finished call: uploaded with progress, given up, tried again, and never held in memory.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { pageTest } from "./helpers/browser.mjs";
import { MB, mp3 } from "./helpers/files.mjs";
import { memoryOf, watchMemory } from "./helpers/memory.mjs";
import { POLICY, openRelease } from "./helpers/release.mjs";
import { until } from "./helpers/until.mjs";

const ATTACH = "telephony.externalCall.attachRecord";

/**
 * Takes uploads on an address of its own, as the portal's server does, and has the simulated portal answer them.
 * `hold(bytes)` stops reading there until `release()`; `taken` lists what arrived whole, `cut` counts what broke off.
 */
async function uploads(t, answer) {
  const cors = { "access-control-allow-origin": "*", "access-control-allow-headers": "*" };
  const state = { limit: Infinity, release: () => undefined, taken: [], cut: 0 };
  const server = createServer((request, response) => {
    if (request.method === "OPTIONS") return response.writeHead(204, cors).end();
    let head = Buffer.alloc(0);
    let bytes = 0;
    request.on("data", (chunk) => {
      if (head.length < 2_000) head = Buffer.concat([head, chunk.subarray(0, 2_000)]);
      bytes += chunk.length;
      if (bytes > state.limit) {
        request.pause();
        state.release = () => request.resume();
      }
    });
    request.on("close", () => {
      if (!request.complete) state.cut += 1;
    });
    request.on("end", async () => {
      const [boundary] = head.toString("latin1").split("\r\n");
      const start = head.indexOf("\r\n\r\n") + 4;
      const [, field, name] = head.toString("utf8").match(/name="([^"]+)"; filename="([^"]+)"/);
      const size = bytes - start - boundary.length - "\r\n--\r\n".length;
      state.taken.push({ field, name, size });
      const query = new URL(request.url, "http://localhost").searchParams;
      const { status, body } = await answer(`${query}&${new URLSearchParams({ field, name, size })}`);
      response.writeHead(status, { ...cors, "content-type": "application/json" }).end(body);
    });
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  t.after(() => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  });
  state.origin = `http://127.0.0.1:${server.address().port}`;
  state.hold = (bytes) => {
    state.limit = bytes;
  };
  return state;
}

/** The release, with a server for uploads; the policy lets the card reach it, as it lets it reach the portal's. */
async function openWithUploads({ page, t }) {
  let portal;
  const server = await uploads(t, (body) => portal.rest("upload", body));
  const headers = { "content-security-policy": `${POLICY} ${server.origin}` };
  portal = await openRelease({ page, t }, { scenario: "wrap-up", headers });
  await portal.drive("set", { uploadAddress: `${server.origin}/rest/upload.json` });
  return { ...portal, server };
}

/** Chooses a file in the card's form. */
async function choose(card, path) {
  await card.getByRole("link", { name: "Ingrid Olsen" }).waitFor();
  await card.getByText("More", { exact: true }).click();
  await card.getByRole("radio", { name: "A file" }).check();
  await card.getByLabel("File (WAV or MP3)").setInputFiles(path);
}

const finish = (card) => card.getByRole("button", { name: "Finish call" }).click();
const percent = (card) => card.getByRole("progressbar", { name: "Upload of the recording" });

/** Waits until the bar has moved, and answers how far. */
async function moved(card) {
  await card.locator("progress:not([value='0'])").waitFor();
  return Number(await percent(card).getAttribute("value"));
}

/** Answers a function that measures JavaScript's heap and the program's memory in the card's frame, in bytes. */
async function measureMemory(context, page) {
  const frame = page.frames().find((frame) => frame.url().includes("/apps/call-card/"));
  const devtools = await context.newCDPSession(frame);
  await devtools.send("Performance.enable");
  return async () => {
    await devtools.send("HeapProfiler.collectGarbage");
    const { metrics } = await devtools.send("Performance.getMetrics");
    return { heap: metrics.find(({ name }) => name === "JSHeapUsedSize").value, program: await memoryOf(frame) };
  };
}

pageTest("a file of 30 MB is uploaded with progress, and never comes into the card's memory", async ({ page, context, t }) => {
  await watchMemory(page);
  const { card, server, drive } = await openWithUploads({ page, t });
  await choose(card, mp3(t, 30 * MB));
  const measure = await measureMemory(context, page);
  const before = await measure();
  server.hold(8 * MB);
  await finish(card);
  const seen = await moved(card);
  assert.ok(seen < 100, `${seen}% at once`);
  await card.getByRole("status").filter({ hasText: "Uploading the recording" }).waitFor();
  const during = await measure();
  server.hold(Infinity);
  server.release();
  await card.getByRole("button", { name: "Close card" }).click();
  await until(async () => !(await drive("isCardOpen")), "the card is still open");
  assert.deepEqual(server.taken, [{ field: "file", name: "record.mp3", size: 30 * MB }]);
  const [record, ...others] = await drive("records");
  assert.deepEqual([record.NAME, record.SIZE, others.length], ["record.mp3", 30 * MB, 0]);
  t.diagnostic(JSON.stringify({ before, during, percent: seen }));
  assert.ok(before.program > 100_000, `${before.program} bytes are no program`);
  assert.ok(during.heap - before.heap < MB, `${during.heap - before.heap} bytes more of heap`);
  assert.ok(during.program - before.program < MB, `${during.program - before.program} bytes more of program memory`);
});

pageTest("an upload is given up, and tried again without finishing twice", async ({ page, t }) => {
  const { card, server, drive, log } = await openWithUploads({ page, t });
  await choose(card, mp3(t, 30 * MB));
  server.hold(8 * MB);
  await finish(card);
  await moved(card);
  await card.getByRole("button", { name: "Cancel upload" }).click();
  await card.getByText("Upload cancelled").waitFor();
  server.hold(Infinity);
  server.release();
  await until(() => server.cut === 1, "the upload goes on");
  assert.deepEqual([await drive("records"), await drive("isCardOpen")], [[], true]);
  await card.locator(".record").getByRole("button", { name: "Try again" }).click();
  await card.getByRole("button", { name: "Close card" }).click();
  await until(async () => !(await drive("isCardOpen")), "the card is still open");
  assert.deepEqual(server.taken.map(({ size }) => size), [30 * MB]);
  assert.equal((await drive("records")).length, 1);
  const names = (await log()).map(({ name }) => name);
  assert.equal(names.filter((name) => name === "telephony.externalCall.finish").length, 1);
  assert.equal(names.filter((name) => name === ATTACH).length, 2);
});

pageTest("a card is held as long as its record is on its way, however slow the line is", async ({ page, t }) => {
  await page.clock.install();
  const { card, server, drive, log } = await openWithUploads({ page, t });
  await choose(card, mp3(t, 30 * MB));
  server.hold(8 * MB);
  await finish(card);
  await moved(card);
  const held = async () => (await log()).filter(({ name }) => name === "disableAutoClose").length;
  const before = await held();
  // The portal closes a card 65 s after it was held last. In small steps, as portal and card have a clock each.
  for (let seconds = 0; seconds < 180; seconds += 3) {
    await page.clock.runFor(3_000);
    assert.equal(await drive("isCardOpen"), true, `the card is closed after ${seconds} s`);
  }
  assert.ok((await held()) >= before + 3, "the card is not held anew");
  server.hold(Infinity);
  server.release();
  await card.getByRole("button", { name: "Close card" }).click();
  await until(async () => !(await drive("isCardOpen")), "the card is still open");
  assert.equal((await drive("records"))[0].SIZE, 30 * MB);
});
