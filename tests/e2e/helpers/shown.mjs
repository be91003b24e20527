// Calls that are shown and followed without a hand on the card: what the first part of the release is for.

import { ROUND } from "./rounds.mjs";

/** Scenarios, and the words that each of them ends up with. */
export const SHOWN = {
  "incoming-known": "Marta Brandt",
  seed: "Ingrid Olsen",
  external: "Marta Brandt",
  "bindings-40": "Primary",
  "no-right": "You may not see it",
  "strange-names": "Primary",
  "string-options": "Primary",
  "call-list": "Primary",
  "hidden-number": "Hidden number",
  "mid-call": "since the card was opened",
  "error-503-twice": "Marta Brandt",
  "broken-body": "The names could not be loaded",
  offline: "The names could not be loaded",
  "silent-status": "The state of the call could not be checked",
};

/** Waits for the call, and lets the portal go on with it. */
export async function show({ card, drive }, words) {
  await card.getByText(words).first().waitFor();
  await drive("connect");
  await drive("setClient", { number: "+4940111222", type: "CONTACT", id: 51 });
  await card.getByRole("heading", { level: 1, name: /40\s?111\s?222/ }).waitFor();
  // A second of the talk, for the clock.
  await card.getByText(/^0:0[1-9]$/).waitFor();
  await drive("hangUp");
  await card.getByRole("status").filter({ hasText: "Ended" }).waitFor();
}

/** Lets the portal tell more of the call than anybody looks at: states and clients, in turns. */
export async function busy({ card, drive }) {
  for (let round = 0; round < 15; round += 1) {
    for (const [hand, given] of ROUND) await drive(hand, given);
  }
  await drive("connect");
  await card.getByText("Marta Brandt").first().waitFor();
  await card.getByRole("status").filter({ hasText: "Talking" }).waitFor();
}
