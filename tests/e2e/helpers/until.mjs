// Waiting for what no locator tells.

import assert from "node:assert/strict";
import { PATIENCE_MS } from "./browser.mjs";

/** Waits `patience` milliseconds until something is so, and fails with `what`, or with what that answers, where it never gets so. */
export async function until(so, what, patience = PATIENCE_MS) {
  const end = Date.now() + patience;
  while (!(await so())) {
    // Where that asks the page, the page may be gone by then: it is asked only at the end.
    if (Date.now() >= end) assert.fail(typeof what === "function" ? await what() : what);
    await new Promise((done) => setTimeout(done, 20));
  }
}
