// The card goes on to the next client of a call list while a note is being saved, and is killed then or a little later.

import assert from "node:assert/strict";
import { killedCard, pause, random, SAFE_AFTER_MS } from "./killed-card.mjs";
import { until } from "./until.mjs";

const COMMENT = "crm.timeline.comment.add";
/** The contacts of the list in its order; nobody is known of the last numbers. */
const CONTACTS = [17, 797, 51, undefined, undefined];
/** Each comes as often as the others, beginning with one of this seed. */
const TROUBLES = ["none", "offline", "slow", "dropAnswer", "none"];
const ENDS = ["close", "reload", "portal"];

export async function killInNextCalls(t, context, { rounds, seed }) {
  const next = random(seed + 1);
  const below = (count) => Math.floor(next() * count);
  const killed = await killedCard(t, context, { scenario: "call-list", button: "Save note" });
  const { card, drive, note, text } = killed;
  const save = card.getByRole("button", { name: "Save note" });
  const aside = card.getByRole("button", { name: "Put it aside" });
  /** The notes that the agent had saved, and the contact of the call that each was typed for. */
  const notes = new Map();
  const figures = { by: {}, killedInSave: 0 };
  const first = below(TROUBLES.length);
  let at = 0;

  /** Bitrix24 names the call of a client when it is dialled. */
  const dial = async () => {
    await drive("ring");
    await drive("hangUp");
  };
  const goOn = async () => {
    do {
      at = (at + 1) % CONTACTS.length;
      await drive("nextInCallList");
    } while (!CONTACTS[at]);
    await dial();
  };
  /** Whether the form is that of the next call, with these words. What is unsaved of another call is shown first, and the
   * card says whose it is; a page that was loaded again begins with the call that its card was opened for. */
  const isNext = async (words) => {
    if (notes.has(await text()) && (await aside.isVisible())) await aside.click();
    return (await text()) === words;
  };
  const comments = async (words) => (await drive("comments")).filter(({ COMMENT }) => COMMENT === words);
  const isStored = async (words) => {
    const kept = [await killed.inside(stored)];
    for (const slot of [0, 1, 2, 3]) kept.push(await drive("userOption", { name: `call-card.draft.${slot}` }));
    return JSON.stringify(kept).includes(words);
  };
  const checkNotes = async (what) => {
    for (const [words, contact] of notes) {
      const there = await comments(words);
      assert.ok(there.length <= 1, `${what}: "${words}" is there ${there.length} times`);
      for (const { ENTITY_TYPE, ENTITY_ID } of there) assert.equal(`${ENTITY_TYPE} ${ENTITY_ID}`, `contact ${contact}`, `${what}: "${words}"`);
    }
  };

  await dial();
  for (let round = 0; round < rounds; round += 1) {
    const trouble = TROUBLES[(first + round) % TROUBLES.length];
    const how = ENDS[below(ENDS.length)];
    const isTyping = below(2) === 1;
    const what = `call ${round}: ${trouble}, ${how}${isTyping ? ", typing" : ""}`;
    if (process.env.KILL_TRACE) console.log(what);
    figures.by[`${trouble}/${how}`] = (figures.by[`${trouble}/${how}`] ?? 0) + 1;

    const former = `Of the call before, ${round}`;
    const later = `Of the call after, ${round}`;
    await note.fill(former);
    notes.set(former, CONTACTS[at]);
    await pause(SAFE_AFTER_MS);
    if (trouble !== "none") await drive("fault", { kind: trouble, ms: 100 + below(300), scope: "rest", only: COMMENT, times: 1 });
    await save.click();
    // Half of them at once, before the note is sent.
    await pause(below(2) * below(120));
    await goOn();
    if (isTyping) {
      await until(() => isNext(""), `${what}: the form is not that of the next call`);
      await note.fill(later);
      await pause(SAFE_AFTER_MS);
    }
    await pause(below(2) * below(150));
    await killed.die(how);

    const back = isTyping ? later : "";
    await until(() => isNext(back), async () => `${what}: "${await text()}" is in the form of the next call, not "${back}"`);
    if ((await comments(former)).length === 0) {
      figures.killedInSave += 1;
      assert.ok(await isStored(former), `${what}: "${former}" is neither saved nor stored`);
    }
    await drive("clearFaults");
    await note.fill(later);
    notes.set(later, CONTACTS[at]);
    await save.click();
    await until(async () => (await text()) === "", `${what}: the note of the next call is not saved`);
    assert.equal((await comments(later)).length, 1, `${what}: "${later}" is not there once`);
    await checkNotes(what);
  }
  t.diagnostic(`seed ${seed}: ${rounds} deaths with the next call (${Object.entries(figures.by).map(([name, count]) => `${name} ${count}`).join(", ")})`);
  t.diagnostic(`${notes.size} notes, none twice, none at another client; ${figures.killedInSave} not sent yet and stored`);
}

/** What the frame's storage holds; nothing where there is none. */
function stored() {
  try {
    return Object.values(localStorage);
  } catch {
    return [];
  }
}
