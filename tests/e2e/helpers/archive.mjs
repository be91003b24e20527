// The archives of a release, and a site that shows what is unpacked of one.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { releaseBuild } from "./builds.mjs";
import { TYPES } from "./server.mjs";

/** Where the archives of the release are. */
export const archives = () => `${releaseBuild()}-zip`;

/** The path of the archive whose name fits. */
export function archive(pattern) {
  const name = readdirSync(archives()).find((name) => pattern.test(name));
  if (!name) throw new Error(`No archive like ${pattern} in ${archives()}. Make them: tools/release target/e2e/release`);
  return join(archives(), name);
}

/** Unpacks an archive until the test ends, with a program of the system. Answers the folder. */
export function unpack(t, path) {
  const folder = mkdtempSync(join(tmpdir(), "call-card-archive-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  execFileSync("unzip", ["-q", path, "-d", folder]);
  return folder;
}

/** Has the browser find the files of a folder at an https address that ends in a slash, for GET alone. */
export async function publish(page, folder, address) {
  await page.route(`${address}**`, async (route) => {
    const name = new URL(route.request().url()).pathname.slice(new URL(address).pathname.length) || "index.html";
    if (route.request().method() !== "GET") return route.fulfill({ status: 405 });
    try {
      await route.fulfill({ contentType: TYPES[extname(name)], body: readFileSync(join(folder, name)) });
    } catch {
      await route.fulfill({ status: 404 });
    }
  });
}
