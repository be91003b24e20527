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

/** What Playwright turns off on Linux. Of flags given twice the later one counts, so ours has to name it again. */
const PLAYWRIGHT_OFF = [
  "AimEnabled", "AvoidCorsURLLoaderRestartOnRedirect", "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose",
  "HttpsFirstBalancedModeAutoEnable", "HttpsUpgrades", "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying",
  "OptimizationHints", "PaintHolding", "PreconnectToSearch",
];
/** The pages of the address bar's popup: every new window loads them in a process of its own, for 1.3 s of a core. */
const ADDRESS_BAR = ["WebUIOmniboxAimPopup", "WebUIOmniboxPopup"];
/** As in a browser at home, a frame of another site has a storage of its own. Playwright turns this off, too. */
const STORAGE_IN_FRAMES = "ThirdPartyStoragePartitioning";

/** Starts the first Chromium on the PATH with more `flags`. With `storageInFrames` a frame of another site has a storage. */
export function launch({ flags = [], storageInFrames = false } = {}) {
  const executablePath = execSync(`command -v ${NAMES.join(" || command -v ")}`, { encoding: "utf8" }).trim();
  const root = process.getuid?.() === 0;
  const off = [...PLAYWRIGHT_OFF, ...ADDRESS_BAR, ...(storageInFrames ? [] : [STORAGE_IN_FRAMES])];
  const args = [...FLAGS, `--disable-features=${off}`, ...(root ? ["--no-sandbox"] : []), ...flags];
  return chromium.launch({ executablePath, args });
}
