// Files that an agent chooses.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const MB = 1024 * 1024;

/** A file that begins like an MP3 file, until the test ends. Answers its path. */
export function mp3(t, bytes, name = "record.mp3") {
  const folder = mkdtempSync(join(tmpdir(), "call-card-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const content = Buffer.alloc(bytes, 7);
  content.write("ID3\x04\x00");
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}
