// What was seen and found right before: pictures and accessibility trees in tests/e2e/screens. `UPDATE=1` renews them;
// who does that looks at every change before it is committed.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";

const SCREENS = new URL("../screens/", import.meta.url);
const OUT = fileURLToPath(new URL("../out/", import.meta.url));
/** How many of a thousand pixels may differ: the edges of letters, on another machine. */
const PER_MILLE = 2;
const renew = process.env.UPDATE === "1";

/** Fails if a picture is another one than that of `name` in tests/e2e/screens, or at `path`. */
export function samePicture(name, bytes, path = fileURLToPath(new URL(`${name}.png`, SCREENS))) {
  if (renew) return write(path, bytes);
  assert.ok(existsSync(path), `${path} is missing; UPDATE=1 makes it`);
  const [was, is] = [PNG.sync.read(readFileSync(path)), PNG.sync.read(bytes)];
  const size = ({ width, height }) => `${width} × ${height}`;
  const difference = new PNG({ width: was.width, height: was.height });
  const same = size(was) === size(is);
  const pixels = same ? pixelmatch(was.data, is.data, difference.data, was.width, was.height, { threshold: 0.2 }) : undefined;
  if (same && pixels * 1000 <= was.width * was.height * PER_MILLE) return;
  write(`${OUT}${name}-now.png`, bytes);
  if (same) write(`${OUT}${name}-difference.png`, PNG.sync.write(difference));
  assert.fail(
    `${name} looks different: ${same ? `${pixels} pixels` : `${size(is)}, was ${size(was)}`}. ` +
      `Look at ${OUT}${name}-now.png; if it is right, UPDATE=1 keeps it.`,
  );
}

/** Fails if a text is another one than that of `name` in tests/e2e/screens. */
export function sameText(name, text) {
  const path = fileURLToPath(new URL(name, SCREENS));
  if (renew) return write(path, text);
  assert.ok(existsSync(path), `${path} is missing; UPDATE=1 makes it`);
  assert.equal(text, readFileSync(path, "utf8"), `${name} is different; if that is right, UPDATE=1 keeps it`);
}

function write(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
