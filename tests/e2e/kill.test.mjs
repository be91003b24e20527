// The release in the portal's frame, killed over and over at random moments while an agent types and saves: closed,
// loaded again, its process crashed; with the storage full or closed, and the network gone; while the card goes on to
// another call; and in the middle of what the agent has the portal write. What was typed must be back, and nothing may be
// sent twice.
//
// The moments come from a fixed seed: KILL_SEED=7 KILL_ROUNDS=50 node --test tests/e2e/kill.test.mjs

import assert from "node:assert/strict";
import { test } from "node:test";
import { launch, PATIENCE_MS } from "./helpers/browser.mjs";
import { killInNextCalls } from "./helpers/kill-next-call.mjs";
import { killInWrites } from "./helpers/kill-writes.mjs";
import { FINISH, killedCard, pause, random, SAFE_AFTER_MS } from "./helpers/killed-card.mjs";
import { until } from "./helpers/until.mjs";

const SEED = Number(process.env.KILL_SEED ?? 20_260_310);
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 40);

/** What a dead page has sent is sent again only a minute later, unless it is found. */
const SENT_AGAIN_MS = 90_000;

const ENDS = ["close", "reload", "portal", "close", "reload", "portal", "crash"];
const LETTERS = [..."abcdefghijklmnop ÄßéŁжשע漢👍"];

/** Two browsers: one keeps what a frame of another site stores, one lets it store nothing. */
const BROWSERS = [
  { name: "storage", hasStorage: true, troubles: ["none", "none", "full", "blocked", "offline"], shares: { typing: 0.45, calls: 0.15, writes: 0.15 } },
  { name: "no storage", hasStorage: false, troubles: ["none", "offline"], shares: { typing: 0.2, calls: 0.025, writes: 0.025 } },
];

for (const { name, hasStorage, troubles, shares } of BROWSERS) {
  /** Runs in such a browser. */
  const killTest = (title, run) =>
    test(title, async (t) => {
      const browser = await launch({ storageInFrames: hasStorage });
      t.after(() => browser.close());
      const context = await browser.newContext({ locale: "en-US" });
      context.setDefaultTimeout(PATIENCE_MS);
      await run(t, context);
    });

  const [rounds, calls, writes] = [shares.typing, shares.calls, shares.writes].map((share) => Math.round(ROUNDS * share));
  killTest(`${rounds} deaths in a browser with ${name}: nothing typed ${SAFE_AFTER_MS} ms before is lost, nothing is sent twice`, (t, context) =>
    kill(t, context, rounds, troubles),
  );
  killTest(`${calls} deaths in a browser with ${name} while the card goes on to another call: each note once, at its client`, (t, context) =>
    killInNextCalls(t, context, { rounds: calls, seed: SEED }),
  );
  killTest(`${writes} deaths in a browser with ${name} while the portal writes: client, transcript and binding once`, (t, context) =>
    killInWrites(t, context, { rounds: writes, seed: SEED, hasStorage }),
  );
}

async function kill(t, context, rounds, troubles) {
  const next = random(SEED);
  const below = (count) => Math.floor(next() * count);
  const killed = await killedCard(t, context, { scenario: "wrap-up", button: "Finish call" });
  const { text, inside, isSummary, isOpen } = killed;
  const drive = (name, payload) => killed.drive(name, payload);

  const figures = { characters: 0, rounds: 0, young: 0, oldest: 0, finishes: 0, notes: 0, by: {} };
  let call = 0;
  const newCall = () => {
    call += 1;
    return killed.openCall(`externalCall.00000000000000000000000000000000.${SEED + call}`);
  };

  /** Types until it is stopped. Answers when each character was typed. */
  const typing = (letters) => {
    const typed = [];
    let stopped = false;
    const done = (async () => {
      for (const letter of letters) {
        if (stopped) break;
        await killed.page.keyboard.insertText(letter);
        if (stopped) break;
        typed.push({ letter, at: Date.now() });
        await pause(below(15));
      }
    })().catch(() => undefined);
    return { typed, done, stop: () => (stopped = true) };
  };

  const makeTrouble = {
    none: async () => undefined,
    offline: () => context.setOffline(true),
    full: () =>
      inside(() => {
        for (let size = 1 << 20, at = 0; size > 0; at += 1) {
          try {
            localStorage.setItem(`filler ${at}`, "x".repeat(size));
          } catch {
            size >>= 1;
          }
        }
      }),
    blocked: () =>
      inside(() =>
        Object.defineProperty(window, "localStorage", {
          get() {
            throw new DOMException("", "SecurityError");
          },
        }),
      ),
  };

  /** Dies while the portal may close the card by itself. */
  const dieSaving = async (how) => {
    const quick = { timeout: 1_000 };
    const { card, page } = killed;
    await card.locator("html").evaluate((html) => html.setAttribute("data-dying", ""), undefined, quick).catch(() => undefined);
    await page.locator("iframe").evaluate((frame) => frame.remove(), undefined, quick).catch(() => undefined);
    if (await isOpen()) await killed.again[how]();
    await until(async () => !(await isOpen()) || (await card.locator("html:not([data-dying]) :is(#wrap-up-note, #summary-title)").first().isVisible()), "neither closed nor there");
  };

  await newCall();
  for (let round = 0; round < rounds; round += 1) {
    const trouble = troubles[below(troubles.length)];
    let how = ENDS[below(ENDS.length)];
    if (trouble === "offline" && how === "reload") how = "close";
    const what = `round ${round}: ${trouble}, ${how}`;
    if (process.env.KILL_TRACE) console.log(what);
    figures.by[`${trouble}/${how}`] = (figures.by[`${trouble}/${how}`] ?? 0) + 1;

    // Type, with the trouble at a random moment, and die at another.
    const before = await text();
    const { note } = killed;
    await note.focus();
    await note.evaluate((field) => field.setSelectionRange(field.value.length, field.value.length));
    const input = typing(Array.from({ length: 60 }, () => LETTERS[below(LETTERS.length)]));
    await pause(below(120));
    await makeTrouble[trouble]();
    await pause(below(350));
    input.stop();
    const typed = [...input.typed];
    // What the next card asks by itself is never answered: a save must not wait for it.
    const hangs = round % 4 === 3 && how !== "crash";
    if (hangs) await drive("fault", { kind: "silent", scope: "rest", only: "crm.activity.list", times: 1 });
    const gone = await killed.die(how);
    await input.done;
    const must = typed.filter(({ at }) => at <= gone - SAFE_AFTER_MS);
    const all = before + input.typed.map(({ letter }) => letter).join("");
    const least = before + must.map(({ letter }) => letter).join("");
    let back = "";
    await until(
      async () => {
        back = await text();
        return back.startsWith(least);
      },
      () => `${what}: typed ${JSON.stringify(all)}, of which ${JSON.stringify(least)} must be back, and ${JSON.stringify(back)} is`,
    );
    // One letter more may have arrived that was not counted yet.
    assert.ok(all.startsWith(back) || back.startsWith(all), `${what}: something else came back`);
    figures.rounds += 1;
    figures.characters += must.length;
    const lost = typed.filter((_, at) => before.length + typed.slice(0, at + 1).map(({ letter }) => letter).join("").length > back.length);
    figures.young += lost.length;
    if (lost.length > 0) figures.oldest = Math.max(figures.oldest, gone - lost[0].at);
    if (trouble === "full") {
      await inside(() => {
        for (const key of Object.keys(localStorage)) if (key.startsWith("filler")) localStorage.removeItem(key);
      });
    }

    // Now and then the agent saves, and the card dies in the middle of it.
    if (round % 4 === 3) {
      const { card } = killed;
      const written = await text();
      const [button, last] = round % 8 === 7 ? ["Finish call", true] : ["Save note", false];
      if (hangs) await until(async () => (await killed.log()).some(({ outcome }) => outcome === "silent"), `${what}: nothing hangs`);
      // Every other call is finished without an answer.
      if (round % 16 === 15) await drive("fault", { kind: "dropAnswer", scope: "rest", only: FINISH, times: 1 });
      await card.getByRole("button", { name: button }).click();
      await pause(below(150));
      // A crash takes the portal's calls and notes with it, see above.
      await dieSaving(["close", "portal"][below(2)]);
      const left = await text();
      assert.ok([written, ""].includes(left), `${what}: neither the note nor nothing: ${left}`);
      // The agent looks, and goes on where the card says that it stopped.
      const isSaved = async () => {
        const hasNote = (await text()) !== "";
        if (!(last ? await isOpen() : hasNote)) return true;
        const then = last && !(await isSummary()) ? button : hasNote ? "Save note" : "Close card";
        await killed.pressOneOf(["Check again", "Try again", then]);
        return false;
      };
      const state = async () => `open: ${await isOpen()}, summary: ${await isSummary()}, text: ${await text()}`;
      await until(isSaved, async () => `${what}: not saved: ${await state()}`, SENT_AGAIN_MS);
      const same = (await drive("comments")).filter((comment) => comment.COMMENT === written);
      assert.equal(same.length, written.trim() ? 1 : 0, `${what}: the note is there ${same.length} times`);
      figures.notes += 1;
      if (last) {
        const sent = (await killed.log()).filter((entry) => entry.name === FINISH && entry.payload.CALL_ID === killed.callId);
        const taken = sent.filter((entry) => ["200", "connection lost"].includes(entry.outcome));
        assert.equal(taken.length, 1, `${what}: finished ${taken.length} times`);
        // Sent again only to learn what became of the first one.
        assert.ok(sent.length <= 2, `${what}: sent ${sent.length} times`);
        figures.finishes += 1;
        await newCall();
      }
      await drive("clearFaults");
    }
  }
  t.diagnostic(`seed ${SEED}: ${figures.rounds} deaths (${Object.entries(figures.by).map(([name, count]) => `${name} ${count}`).join(", ")})`);
  t.diagnostic(`${figures.characters} characters older than ${SAFE_AFTER_MS} ms, none lost; ${figures.young} younger ones lost` +
    (figures.young ? `, the oldest ${figures.oldest} ms before` : ""));
  t.diagnostic(`${figures.notes} notes saved through a death, each once; ${figures.finishes} calls finished, each once`);
}
