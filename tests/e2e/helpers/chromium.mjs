// Starting the browser, for tests and for the bench.

import { execSync } from "node:child_process";
import { chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const FLAGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
  // Nothing leaves this machine: what a test does not answer itself is not found.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
];

/** For [`launch`]: as in a browser at home, a frame of another site has a storage of its own. Playwright turns that off. */
export const STORAGE_IN_FRAMES = "--disable-features=MediaRouter";

/** Starts the first Chromium on the PATH. Of flags given twice the later one counts. */
export function launch(...flags) {
  const executablePath = execSync(`command -v ${NAMES.join(" || command -v ")}`, { encoding: "utf8" }).trim();
  const root = process.getuid?.() === 0;
  return chromium.launch({ executablePath, args: [...FLAGS, ...(root ? ["--no-sandbox"] : []), ...flags] });
}
