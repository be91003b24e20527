// From the archive to the tab in the call card.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { archive, archives, publish, unpack } from "./helpers/archive.mjs";
import { pageTest } from "./helpers/browser.mjs";
import { releaseBuild } from "./helpers/builds.mjs";
import { openServed } from "./helpers/release.mjs";
import { serve } from "./helpers/server.mjs";
import { nginx } from "./helpers/webserver.mjs";

/** Where a portal would put the files of an archive, and where an own server has them. */
const FILES = "https://files.example.com/b24/app/7/";
const SERVER = "https://cards.example.com/call-card/";
const STEPS = ["placement.get", "placement.bind", "setInstallFinish"];

const LOCAL_APP = /^call-card-[\d.]+\.zip$/;

/** Opens what is unpacked of the archive at an address of the portal. Answers what `openServed` does, and `asked`. */
async function openArchive({ page, t }, { scenario, name = "install.html" }) {
  await publish(page, unpack(t, archive(LOCAL_APP)), FILES);
  return withLog(await openServed({ page, t }, FILES + name, { scenario }));
}

function withLog(portal) {
  const wanted = ({ name }) => name.startsWith("placement.") || name === "setInstallFinish";
  return { ...portal, asked: async () => (await portal.log()).filter(wanted) };
}

const names = (entries) => entries.map(({ name }) => name);
/** What the app's own page says, which the portal loads when the installation is over. */
const installed = (card) => card.getByRole("region", { name: "Call card tab" }).getByText("The tab “Call card” is in the call card");
const install = (card) => card.getByRole("button", { name: "Install" });

test("the archives are what their checksums and their list say", () => {
  execFileSync("sha256sum", ["-c", "SHA256SUMS"], { cwd: archives(), stdio: "pipe" });
  for (const path of [archive(LOCAL_APP), archive(/-server\.zip$/)]) execFileSync("unzip", ["-tq", path], { stdio: "pipe" });
  const listed = readFileSync(join(archives(), "CONTENTS.txt"), "utf8");
  const inside = execFileSync("unzip", ["-Z1", archive(LOCAL_APP)], { encoding: "utf8" }).trim().split("\n");
  assert.ok(inside.includes("index.html") && inside.includes("install.html"), inside.join());
  for (const name of inside) {
    const { size } = statSync(join(releaseBuild(), name));
    assert.match(listed, new RegExp(`^${name.replace(/\W/g, "\\$&")} +${size} `, "m"));
  }
  assert.deepEqual(inside.filter((name) => /\.(br|gz)$|^\/|\.\./.test(name)), []);
});

/** The date of the first file in an archive, in seconds since 1970: something may have been committed since it was packed. */
function dateOf(zip) {
  const [time, day] = [zip.readUInt16LE(10), zip.readUInt16LE(12)];
  return Date.UTC(1980 + (day >> 9), ((day >> 5) & 15) - 1, day & 31, time >> 11, (time >> 5) & 63, (time & 31) * 2) / 1000;
}

test("packing the same release again gives the same bytes, and no path of this computer is in them", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "call-card-again-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(releaseBuild(), join(folder, "dist"), { recursive: true });
  const env = { ...process.env, SOURCE_DATE_EPOCH: dateOf(readFileSync(archive(LOCAL_APP))) };
  execFileSync("node", [fileURLToPath(new URL("../../tools/pack.mjs", import.meta.url)), join(folder, "dist")], { stdio: "pipe", env });
  const sums = (folder) => readFileSync(join(folder, "SHA256SUMS"), "utf8");
  assert.equal(sums(join(folder, "dist-zip")), sums(archives()), "other bytes: unless what the archives contain of docs, hosting or CHANGELOG.md changed since tools/release, that is a fault");
  const project = fileURLToPath(new URL("../..", import.meta.url));
  for (const name of readdirSync(releaseBuild()).filter((name) => /\.(wasm|js)$/.test(name))) {
    const bytes = readFileSync(join(releaseBuild(), name));
    for (const word of [project, process.env.HOME, "/.cargo/"]) assert.equal(bytes.includes(word), false, `${word} in ${name}`);
  }
});

pageTest("unpacked anywhere, and opened by GET without a query, the card works", async ({ page, t }) => {
  const server = await serve(unpack(t, archive(LOCAL_APP)), { path: "/any/where/7/" });
  t.after(() => server.close());
  // What stands behind a # is not sent.
  const { card } = await openServed({ page, t }, `${server.url}index.html#`, { scenario: "incoming-known" });
  await card.getByRole("link", { name: "Marta Brandt" }).waitFor();
});

pageTest("a first run looks, adds the tab with its title in every language, and finishes", async ({ page, t }) => {
  const { card, asked } = await openArchive({ page, t }, { scenario: "not-installed" });
  await card.getByRole("heading", { name: "Install the call card" }).waitFor();
  assert.deepEqual(names(await asked()), []);
  await install(card).click();
  await installed(card).waitFor();
  const log = await asked();
  assert.deepEqual(names(log).slice(0, 3), STEPS);
  const { payload } = log[1];
  assert.equal(payload.PLACEMENT, "CALL_CARD");
  assert.equal(payload.HANDLER, `${FILES}index.html`);
  const languages = await card.locator("script[data-languages]").evaluate((script) => script.dataset.languages.split(","));
  assert.deepEqual(Object.keys(payload.LANG_ALL).sort(), languages.sort());
  assert.equal(payload.LANG_ALL.en.TITLE, "Call card");
});

pageTest("on an own server the tab opens the page itself, and can be removed again", async ({ page, t }) => {
  await publish(page, releaseBuild(), SERVER);
  const { card, asked } = withLog(await openServed({ page, t }, SERVER, { scenario: "own-page" }));
  await card.getByRole("button", { name: "Add the tab" }).click();
  await card.getByText("The tab is added.").waitFor();
  await card.getByRole("button", { name: "Remove the tab" }).click();
  await card.getByText("The tab is removed.").waitFor();
  const log = (await asked()).filter(({ name }) => /\.(un)?bind$/.test(name));
  assert.deepEqual(log.map(({ name, payload }) => [name, payload.PLACEMENT, payload.HANDLER]), [
    ["placement.bind", "CALL_CARD", SERVER],
    ["placement.unbind", "CALL_CARD", SERVER],
  ]);
});

pageTest("a server that Bitrix24 may not reach gets a sentence and another button", async ({ page, t }) => {
  const app = await nginx(t, { portals: "https://portal.example http://127.0.0.1:*" });
  const { card } = await openServed({ page, t }, app, { scenario: "not-installed" });
  await card.getByText("A Bitrix24 on a company's own server may be able to open the tab there").waitFor();
  await card.getByText(app).first().waitFor();
  await card.getByRole("button", { name: "Try anyway" }).waitFor();
  assert.equal(await install(card).count(), 0);
}, { ignoreHTTPSErrors: true });
