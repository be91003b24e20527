// The release on real web servers, with the recipes of the folder hosting.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { pageTest } from "./helpers/browser.mjs";
import { releaseBuild } from "./helpers/builds.mjs";
import { DOMAIN, openServed, POLICY, PORTALS } from "./helpers/release.mjs";
import { ask, caddy, isThere, nginx } from "./helpers/webserver.mjs";

const FOR_EVER = "public, max-age=31536000, immutable";
const QUERY = `?DOMAIN=${DOMAIN}&PROTOCOL=1&LANG=en&APP_SID=0123456789abcdef`;
/** What the portal posts, besides tokens. */
const POSTED = { status: "L", PLACEMENT: "CALL_CARD", PLACEMENT_OPTIONS: '{"CALL_ID":"x"}', member_id: "0" };

const UNPACK = { br: brotliDecompressSync, gzip: gunzipSync, none: (bytes) => bytes };
const TYPES = [
  [/\.wasm$/, /^application\/wasm$/],
  [/\.js$/, /^text\/javascript; charset=utf-8$/],
  [/\.css$/, /^text\/css; charset=utf-8$/],
  [/\.json$/, /^application\/json(; charset=utf-8)?$/],
  [/\.html$/, /^text\/html; charset=utf-8$/],
];

const files = () => {
  const all = readdirSync(releaseBuild(), { recursive: true });
  return TYPES.flatMap(([name, type]) => all.filter((one) => name.test(one)).map((name) => ({ name, type })));
};
const built = (name) => readFileSync(join(releaseBuild(), name));

const SERVERS = [["nginx", nginx], ["caddy", caddy]];
for (const [name, start] of SERVERS) {
  const server = (what, run) =>
    test(`${name}: ${what}`, async (t) => {
      if (name === "caddy" && !isThere(name)) return t.skip("there is no caddy on this computer");
      await run(await start(t, { portals: PORTALS }));
    });

  server("the page answers GET and POST, framed by the portals alone, and is never kept", async (url) => {
    for (const [method, path] of [["GET", ""], ["GET", "index.html"], ["GET", "install.html"], ["POST", ""], ["POST", "index.html"]]) {
      const body = method === "POST" ? new URLSearchParams(POSTED).toString() : "";
      const answer = await ask(url + path + QUERY, { method, body, headers: { "content-type": "application/x-www-form-urlencoded" } });
      const what = `${method} ${path}`;
      assert.equal(answer.status, 200, what);
      assert.equal(answer.headers["content-type"], "text/html; charset=utf-8", what);
      assert.equal(answer.headers["cache-control"], "no-cache", what);
      assert.equal(answer.headers["content-security-policy"], POLICY, what);
      assert.equal(answer.headers["x-content-type-options"], "nosniff", what);
      assert.equal(answer.headers["referrer-policy"], "same-origin", what);
      assert.equal(answer.headers["x-frame-options"], undefined, what);
      assert.deepEqual(answer.body, built("index.html"), what);
    }
  });

  server("every file has its media type, is kept for ever, and comes as small as the browser takes it", async (url) => {
    const all = files();
    assert.ok(all.length > 8, `${all.length} files`);
    for (const { name, type } of all) {
      for (const [accepted, encoding] of [["gzip, deflate, br, zstd", "br"], ["gzip, deflate", "gzip"], ["", undefined]]) {
        const answer = await ask(url + name, { headers: accepted ? { "accept-encoding": accepted } : {} });
        const what = `${name} for "${accepted}"`;
        assert.equal(answer.status, 200, what);
        assert.match(answer.headers["content-type"], type, what);
        assert.equal(answer.headers["content-encoding"], encoding, what);
        assert.match(answer.headers.vary ?? "", /accept-encoding/i, what);
        assert.equal(answer.headers["cache-control"], name.endsWith(".html") ? "no-cache" : FOR_EVER, what);
        assert.deepEqual(UNPACK[encoding ?? "none"](answer.body), built(name), what);
      }
    }
  });

  server("what is not there is not found, and may be there later", async (url) => {
    for (const name of ["no-such-file.js", "main-000000000000.css"]) {
      const missing = await ask(url + name);
      assert.equal(missing.status, 404, name);
      assert.equal(missing.headers["content-security-policy"], POLICY, name);
      assert.notEqual(missing.headers["cache-control"], FOR_EVER, name);
    }
    assert.equal((await ask(`${url}../../etc/passwd`)).status, 404);
  });
}

pageTest("on nginx, from a POST in the portal's frame, the card starts under the policy without a violation", async ({ page, t, watched }) => {
  await tellViolations(page);
  const app = await nginx(t, { portals: PORTALS });
  const { card } = await openServed({ page, t }, app, { scenario: "incoming-known" });
  await card.getByRole("link", { name: "Marta Brandt" }).waitFor();
  const answered = page.waitForResponse((response) => response.request().method() === "POST" && response.url().startsWith(app));
  await postIntoFrame(page, POSTED);
  assert.equal((await answered).status(), 200);
  await card.getByRole("link", { name: "Marta Brandt" }).waitFor();
  // The SDK came from its real address, and the card reacts to user input.
  assert.equal(await card.locator("html").evaluate(() => [...document.scripts].some(({ src }) => src === "https://api.bitrix24.com/api/v1/")), true);
  await card.getByRole("button", { name: "Copy number" }).hover();
  await card.getByRole("textbox", { name: "Note" }).fill("under the policy");
  assert.deepEqual(watched.heard, []);
}, { ignoreHTTPSErrors: true });

pageTest("a page that is no portal of ours cannot frame the card", async ({ page, t, watched }) => {
  watched.allow(/frame-ancestors|ERR_BLOCKED_BY_RESPONSE|Refused to (frame|display)|Framing/);
  const app = await nginx(t, { portals: "https://another.example" });
  const refused = page.waitForEvent("requestfailed", (request) => request.url().startsWith(app));
  await openServed({ page, t }, app, { scenario: "incoming-known" }).catch(() => undefined);
  assert.match((await refused).failure().errorText, /BLOCKED_BY_RESPONSE/);
}, { ignoreHTTPSErrors: true });

/** Opens the frame's address once more, as a portal does it. */
function postIntoFrame(page, fields) {
  return page.evaluate((fields) => {
    const frame = document.querySelector("iframe");
    const form = document.createElement("form");
    Object.assign(form, { method: "post", action: frame.src, target: frame.name });
    for (const [name, value] of Object.entries(fields)) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, value });
      form.append(field);
    }
    document.body.append(form);
    form.submit();
  }, fields);
}

/** Has every frame say on the console what its policy kept it from. */
function tellViolations(page) {
  return page.addInitScript(() => {
    addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => console.error(`refused: ${effectiveDirective} ${blockedURI}`));
  });
}
