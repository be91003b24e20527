// A long shift in small: cards that were opened and closed leave nothing behind in the process they ran in.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { judgeShift } from "../../benches/lib/figures.mjs";
import { startServers } from "../../benches/lib/servers.mjs";
import { openAndClose } from "../../benches/lib/shift.mjs";
import { openStage } from "../../benches/lib/stage.mjs";
import { releaseBuild, simulatedSdk } from "./helpers/builds.mjs";
import { launch } from "./helpers/chromium.mjs";

/** `tools/bench` opens and closes two hundred. */
const ROUNDS = 20;

const stage = async (t, pages) => {
  const servers = await startServers({ pages, sdk: simulatedSdk() });
  t.after(() => servers.close());
  const browser = await launch({ flags: servers.flags });
  t.after(() => browser.close());
  return { servers, browser };
};

test("cards opened and closed leave no memory, nodes or listeners behind", async (t) => {
  const bench = await stage(t, { card: releaseBuild() });
  const rounds = await openAndClose(bench, bench.servers.url("card"), ROUNDS);
  t.diagnostic(JSON.stringify(rounds));
  for (const { name, told, holds } of judgeShift({ rounds })) assert.ok(holds, `${name}: ${told}`);
});

test("the hand-written page that the call card is measured against shows the same first screen", async (t) => {
  const { servers, browser } = await stage(t, { yardstick: fileURLToPath(new URL("../../benches/yardstick", import.meta.url)) });
  const stageOf = await openStage({ servers, browser }, { scenario: "seed" });
  t.after(() => stageOf.close());
  const { card, heard } = stageOf;
  await stageOf.load(servers.url("yardstick"));
  await card.getByRole("heading", { name: "+19999999666", level: 1 }).waitFor();
  await card.getByText("Outgoing", { exact: true }).waitFor();
  await card.getByText("Line reg151083").waitFor();
  await card.getByRole("status").filter({ hasText: /^Not started$/ }).waitFor();
  const rows = card.getByRole("list", { name: "CRM bindings" }).getByRole("listitem");
  await rows.filter({ hasText: "Contact" }).filter({ hasText: "Ingrid Olsen" }).filter({ hasText: "Primary" }).waitFor();
  await rows.filter({ hasText: "Deal" }).filter({ hasText: "Container lease" }).waitFor();
  await rows.filter({ hasText: "Company" }).filter({ hasText: "Olsen Shipping" }).waitFor();
  assert.equal(await rows.count(), 3);
  await stageOf.drive("connect");
  await card.getByRole("status").filter({ hasText: /^Talking$/ }).waitFor();
  await card.getByRole("timer", { name: "Clock" }).filter({ hasText: /^\d\d:\d\d$/ }).waitFor();
  assert.deepEqual(heard, []);
});
