// The card is killed while the portal writes what the agent asks for: a client of an unknown caller, the transcript of a
// saved call, its binding to one more item.

import assert from "node:assert/strict";
import { FINISH, killedCard, pause, random } from "./killed-card.mjs";
import { until } from "./until.mjs";

const ADD = "crm.item.add";
const ATTACH = "telephony.call.attachTranscription";
const BIND = "crm.activity.binding.add";
const DEAL = 4615;
/** A contact with an open deal that the call is not bound to. */
const OWNER = { number: "+19999999666", type: "CONTACT", id: 797 };
const TROUBLES = ["none", "slow", "dropAnswer", "none", "slow"];

export async function killInWrites(t, context, { rounds, seed, hasStorage }) {
  const next = random(seed + 2);
  const below = (count) => Math.floor(next() * count);
  const killed = await killedCard(t, context, { scenario: "wrap-up", button: "Finish call" });
  const { card, drive, executed, pressOneOf } = killed;
  const button = (name) => card.getByRole("button", { name, exact: typeof name === "string" });
  const summary = card.locator("#summary-title");
  const figures = {};

  /** Presses the button, with this trouble for the method, and kills the card a little later. */
  const dieIn = async ({ name, method, trouble, how, isBack }) => {
    if (trouble !== "none") await drive("fault", { kind: trouble, ms: 50 + below(250), scope: "rest", only: method, times: 1 });
    await button(name).click();
    await pause(below(250));
    await killed.die(how, isBack);
    await drive("clearFaults");
  };

  /** Opens a call that is finished, with its summary. */
  const openSaved = async (callId) => {
    await killed.openCall(callId, OWNER);
    // The card is held open for what was typed, and then for the summary.
    await killed.note.fill("Saved with the call");
    await button("Finish call").click();
    await summary.waitFor();
  };

  const kinds = {
    async client({ call, callId, trouble, how, what }) {
      const number = `+49170${1_000_000 + call}`;
      const name = `Nora ${call}`;
      const field = card.getByLabel("First name", { exact: true });
      const sent = () => executed(ADD, ({ fields }) => fields.name === name);
      await killed.openCall(callId, { number });
      await button("Create contact").click();
      await field.fill(name);
      await card.getByText("Loading the fields").waitFor({ state: "detached" });
      await dieIn({ name: "Create", method: ADD, trouble, how });
      if (hasStorage && (await sent()) === 0) {
        await until(async () => (await field.isVisible()) && (await field.inputValue()) === name, `${what}: the name is not back`);
      }
      const list = card.getByRole("list", { name: "Client of this call" });
      // Who is listed among those with the number is marked there.
      const chosen = list.or(card.getByText("Note and next step go here")).first();
      const isThere = async () => {
        if (await chosen.isVisible()) return true;
        if ((await field.isVisible()) && (await field.inputValue()) === "") await field.fill(name);
        await pressOneOf(["Check again", /^Choose for this call: /, "Try again", "Create", "Create contact"]);
        await pause(30);
        return chosen.isVisible();
      };
      await until(isThere, async () => `${what}: no client: ${await card.locator("body").innerText()}`);
      assert.equal(await sent(), 1, `${what}: the client was not created once`);
    },

    async transcript({ call, callId, trouble, how, what }) {
      const dialogue = card.getByLabel("Dialogue", { exact: true });
      const words = `Agent: Good morning, ${call}\nClient: Good morning`;
      const sent = () => executed(ATTACH, ({ CALL_ID }) => CALL_ID === callId);
      await openSaved(callId);
      await card.getByText("Add a transcript", { exact: true }).click();
      await dialogue.fill(words);
      await dieIn({ name: "Attach transcript", method: ATTACH, trouble, how, isBack: () => summary.waitFor() });
      const text = async () => ((await dialogue.isVisible()) ? dialogue.inputValue() : "");
      if (hasStorage && (await sent()) === 0) await until(async () => (await text()) === words, `${what}: the transcript is not back`);
      const isOver = async () => {
        if ((await text()) === "" && !(await button("Check again").isVisible())) return true;
        await pressOneOf(["Check again", "Try again", "Attach transcript"]);
        await pause(30);
        return false;
      };
      await until(isOver, async () => `${what}: the transcript is not attached: ${await card.locator("body").innerText()}`);
      const most = hasStorage ? [1] : [0, 1];
      assert.ok(most.includes(await sent()), `${what}: the transcript was attached ${await sent()} times`);
    },

    async binding({ callId, trouble, how, what }) {
      const bound = () => executed(BIND, ({ entityId }) => Number(entityId) === DEAL);
      await openSaved(callId);
      await card.getByLabel("The call belongs to").selectOption(`DEAL ${DEAL}`);
      await dieIn({ name: "Bind the call", method: BIND, trouble, how, isBack: () => summary.waitFor() });
      const says = await card.getByText("Belongs to").isVisible();
      assert.ok((await bound()) <= 1, `${what}: bound ${await bound()} times`);
      assert.ok(!says || (await bound()) === 1, `${what}: the card says that the call is bound`);
    },
  };

  const names = Object.keys(kinds);
  const first = below(names.length * TROUBLES.length);
  for (let round = 0; round < rounds; round += 1) {
    // Each kind comes as often as the others, each with every trouble.
    const kind = names[(first + round) % names.length];
    const trouble = TROUBLES[(first + round) % TROUBLES.length];
    const how = ["close", "portal", "reload"][below(3)];
    const what = `write ${round}: ${kind}, ${trouble}, ${how}`;
    if (process.env.KILL_TRACE) console.log(what);
    figures[kind] = (figures[kind] ?? 0) + 1;
    const callId = `externalCall.00000000000000000000000000000001.${seed + round}`;
    await kinds[kind]({ call: round, callId, trouble, how, what });
    const finished = await executed(FINISH, ({ CALL_ID }) => CALL_ID === callId);
    assert.ok(finished <= 1, `${what}: finished ${finished} times`);
  }
  t.diagnostic(`seed ${seed}: ${rounds} deaths in writes (${Object.entries(figures).map(([name, count]) => `${name} ${count}`).join(", ")}), each executed once`);
}
