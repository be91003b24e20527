// The release build as it is shipped: on an origin of its own, below a path, under a strict policy, with the SDK's real
// address. Only who answers there is simulated.

import { readFileSync } from "node:fs";
import { releaseBuild, simulatedSdk } from "./builds.mjs";
import { openPortal } from "./portal.mjs";
import { serve } from "./server.mjs";

/** The portal's domain. */
export const DOMAIN = "portal.example";
/** The SDK's address in a release. */
export const SDK = "https://api.bitrix24.com/api/v1/";
/** Who may frame the release in a test: the simulated portal, whose requests go to its domain. */
export const PORTALS = `https://${DOMAIN} http://127.0.0.1:*`;
/** The policy that the recipe for nginx sets, for these portals. */
export const POLICY = recipe("nginx.conf").match(/Content-Security-Policy "([^"]+)"/)[1].replaceAll("$portals", PORTALS);

const PATH = "/apps/call-card/";
const CORS = { "access-control-allow-origin": "*", "access-control-allow-headers": "*" };

/** Serves the release build until the test ends. Answers the page's address. */
export async function serveRelease(t, options = {}) {
  const headers = { "content-security-policy": POLICY, "x-content-type-options": "nosniff", ...options.headers };
  const server = await serve(releaseBuild(), { path: PATH, ...options, headers });
  t.after(() => server.close());
  return server.url;
}

/** Opens the release in the simulated portal's frame, served with `headers`. Takes and answers what `openPortal` does. */
export async function openRelease({ page, t }, { scenario, query = {}, headers = {} } = {}) {
  // Another site than the portal, as in life: the card has a process of its own.
  const app = (await serveRelease(t, { headers })).replace("127.0.0.1", "localhost");
  return openServed({ page, t }, app, { scenario, query });
}

/** Opens the release that somebody serves at the address `app`. */
export async function openServed({ page, t }, app, { scenario, query = {} } = {}) {
  const sdk = (route) => route.fulfill({ contentType: "text/javascript", body: readFileSync(simulatedSdk()) });
  await page.route(SDK, unlessGone(sdk));
  await page.route(`https://${DOMAIN}/rest/**`, unlessGone((route) => answer(page, route)));
  return openPortal({ page, t }, { scenario, query: { app, domain: DOMAIN, ...query } });
}

/** The text of a file of the folder hosting. */
export function recipe(name) {
  return readFileSync(new URL(`../../../hosting/${name}`, import.meta.url), "utf8");
}

/** A route that may outlive its page, or the page that answers it: nobody waits for the answer then. */
function unlessGone(answer) {
  return (route) =>
    answer(route).catch((error) => {
      if (!/has been closed|Page crashed|Execution context was destroyed/.test(error.message)) throw error;
    });
}

/** Has the simulated portal answer a request; an answer without a status is a broken connection. */
async function answer(page, route) {
  const request = route.request();
  if (request.method() === "OPTIONS") return route.fulfill({ status: 204, headers: CORS });
  const method = new URL(request.url()).pathname.replace(/^\/rest\/|\.json$/g, "");
  const told = await page.evaluate(
    ([method, body]) => window.callCardPreview.rest(method, body),
    [method, request.postData() ?? ""],
  );
  const { status, body } = told;
  if (!status) return route.abort("connectionfailed");
  return route.fulfill({ status, body, headers: { ...CORS, "content-type": "application/json" } });
}
