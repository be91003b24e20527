// The app's own page in the preview.

import { openPortal } from "./portal.mjs";

/** Opens the app's own page and waits until it knows its lists. */
export async function openOwnPage({ page, t }) {
  const portal = await openPortal({ page, t }, { scenario: "own-page" });
  const form = portal.card.getByRole("region", { name: "Register a call" });
  const calls = portal.card.getByRole("region", { name: "Calls registered here" });
  await form.getByRole("combobox", { name: "Line" }).getByRole("option", { name: "Sales hotline (reg151083)" }).waitFor({ state: "attached" });
  const sent = async (method) =>
    (await portal.log()).filter(({ channel, name }) => channel === "rest" && name === method).map(({ payload }) => payload);
  const sees = (user) => portal.drive("isCardOpen", { user });
  return { ...portal, form, calls, sent, sees };
}
