// Has the browser check the scripts and the style that the page names against what was built: a file that a server or a
// cache has mangled does not run. They are named by their contents, so a new build has new names and new hashes.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** `page` with the hash of each file of the folder `dist` that it names in a script or a link to script or style. */
export function withIntegrity(page, dist) {
  return page.replace(/<(?:script|link)\b[^>]*?\b(?:src|href)="\.\/([^"]+\.(?:js|css))"/g, (tag, name) => {
    const hash = createHash("sha256").update(readFileSync(join(dist, name))).digest("base64");
    return `${tag} integrity="sha256-${hash}"`;
  });
}
