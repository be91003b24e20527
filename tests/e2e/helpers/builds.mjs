// Where the builds under test are. tools/test makes both.

import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const build = (variable, folder, how) => () => {
  const path = process.env[variable] ?? fileURLToPath(new URL(`../../../${folder}`, import.meta.url));
  if (!existsSync(`${path}/index.html`)) throw new Error(`No build in ${path}. Make one: ${how}`);
  return path;
};

/** The debug build with the simulated portal. */
export const previewBuild = build("PREVIEW_DIST", "target/e2e/preview", "trunk build --dist target/e2e/preview");

/** The release build. */
export const releaseBuild = build("RELEASE_DIST", "target/e2e/release", "tools/release target/e2e/release");

/** The simulated SDK's file in the preview. */
export const simulatedSdk = () => `${previewBuild()}/preview/sdk.js`;
