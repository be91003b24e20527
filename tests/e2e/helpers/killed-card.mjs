// A card of the release in the portal's frame that is killed again and again, and comes back: closed, loaded again alone or
// with the portal's page, its process crashed.

import assert from "node:assert/strict";
import { openServed, serveRelease } from "./release.mjs";
import { until } from "./until.mjs";

export const FINISH = "telephony.externalCall.finish";
export const CLIENT = { number: "+4915112345678", type: "CONTACT", id: 797 };

/** What was typed longer ago than this must never be lost, in milliseconds. */
export const SAFE_AFTER_MS = 200;

/** What the app keeps in the portal's options of the user. */
const OPTIONS = ["who", "finished", "new-client", "draft.0", "draft.1", "draft.2", "draft.3"].map((name) => `call-card.${name}`);

/** Numbers from 0 to below 1, the same ones for the same seed (mulberry32). */
export function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/**
 * Opens the card of a scenario for an agent whom the portal knows. `button` is the one that is there once the card is
 * drawn. What it answers reads `page`, `card`, `note`, `log` and `drive` anew after a crash.
 */
export async function killedCard(t, context, { scenario, button }) {
  // Another site than the portal, as in life: the card has a process of its own.
  const app = (await serveRelease(t)).replace("127.0.0.1", "localhost");
  let options = [];
  const killed = {
    callId: "",

    async openTab() {
      killed.page = await context.newPage();
      const { drive, log, card } = await openServed({ page: killed.page, t }, app, { scenario });
      Object.assign(killed, { drive, log, card, note: card.getByLabel("Note", { exact: true }) });
      await drive("set", { limited: false });
    },

    async ready() {
      await killed.note.waitFor();
      await killed.card.getByRole("button", { name: button }).waitFor();
    },

    /** Opens the card of this call, which has nothing entered yet. */
    async openCall(callId, client = CLIENT) {
      killed.callId = callId;
      await killed.drive("clearLog");
      await killed.drive("openCall", { callId, ...client });
      await killed.ready();
      assert.equal(await killed.text(), "", "the form of another call");
    },

    /** Whether the call is saved, and its summary is shown. It has a note only where that is not saved. */
    isSummary: () => killed.card.locator("html:not([data-dying]) #summary-title").isVisible(),
    /** What is in the form; nothing where the summary has taken its place, or the card has closed. */
    text: async () => {
      const page = killed.card.locator("html:not([data-dying])");
      // At once: the summary can take the place of the form at any moment.
      const look = () => {
        const [note, summary] = ["wrap-up-note", "summary-title"].map((id) => document.getElementById(id));
        if (!note && !summary) return undefined;
        return note && (note.checkVisibility() || !summary) ? note.value : "";
      };
      let text;
      const isKnown = async () => {
        text = await page.evaluate(look, undefined, { timeout: 1_000 }).catch(() => undefined);
        // Once its call is saved, the portal may close it.
        if (text === undefined && !(await killed.isOpen())) text = "";
        return text !== undefined;
      };
      await until(isKnown, async () => `neither form nor summary: ${await killed.card.locator("body").innerHTML()}`);
      return text;
    },
    /** Presses the first of these buttons that is there. */
    pressOneOf: async (names) => {
      for (const name of names) {
        const first = killed.card.getByRole("button", { name, exact: typeof name === "string" }).first();
        if (await first.isVisible()) return first.click({ timeout: 1_000 }).catch(() => undefined);
      }
    },
    inside: (run) => killed.card.locator("html").evaluate(run),
    isOpen: () => killed.drive("isCardOpen", { user: 1 }),

    /** Requests of this method that the portal has executed and `so` is true of, whether or not the answer arrived. */
    async executed(method, so = () => true) {
      const entries = (await killed.log()).filter(({ name, payload }) => name === method && so(payload));
      return entries.filter(({ outcome }) => ["200", "connection lost"].includes(outcome)).length;
    },

    /** Ends the card in this way. What the portal does after that is up to `again`. */
    end: {
      close: () => killed.page.locator("iframe").evaluate((frame) => frame.remove()),
      portal: () => killed.page.locator("iframe").evaluate((frame) => frame.remove()),
      reload: () => killed.inside(() => void setTimeout(() => location.reload())),
      crash: async () => {
        options = [];
        for (const name of OPTIONS) {
          const value = await killed.drive("userOption", { name });
          if (value) options.push([name, value]);
        }
        const frame = await (await killed.page.locator("iframe").elementHandle()).contentFrame();
        const session = await context.newCDPSession(frame);
        session.send("Page.crash").catch(() => undefined);
        await killed.page.waitForEvent("crash");
      },
    },

    again: {
      close: () => killed.drive("reloadFrame"),
      portal: () => killed.drive("reloadPage"),
      reload: () => undefined,
      // The portal is the page around the frame, and Playwright counts that as dead, too. What the server knew goes on.
      crash: async () => {
        await killed.page.close();
        await killed.openTab();
        for (const [name, value] of options) await killed.drive("setUserOption", { name, value });
        await killed.drive("reloadPage");
        await killed.drive("openCall", { callId: killed.callId, ...CLIENT });
      },
    },

    /** Ends the card, and waits for its next page. Answers when it ended, in milliseconds since 1970. */
    async die(how, isBack = killed.ready) {
      await killed.inside(() => document.documentElement.setAttribute("data-dying", ""));
      const gone = Date.now();
      await killed.end[how]();
      await context.setOffline(false);
      await killed.again[how]();
      await killed.card.locator("html:not([data-dying])").waitFor();
      await isBack();
      return gone;
    },
  };

  await killed.openTab();
  // Once the portal's page knows who the agent is, it keeps what the browser will not.
  await killed.ready();
  await killed.note.fill("warm");
  const who = { name: "call-card.who" };
  await until(async () => String(await killed.drive("userOption", who)) === "1", "the user is not known");
  await killed.drive("reloadPage");
  await killed.ready();
  return killed;
}
