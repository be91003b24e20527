// A zip whose bytes depend on nothing but what is in it: names in order, and one date for all of them.
// Format: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT

import { deflateRawSync } from "node:zlib";

const VERSION = 20;
const UNIX = 3 << 8;
/** A plain file that everybody may read. */
const MODE = 0o100644 * 0x10000;
const DEFLATED = 8;
/** 1 January 1980: the first day that a zip knows. */
const DAY = (1 << 5) | 1;

/** The zip of `files`: `[{ name, bytes }]`, names in ASCII with slashes. */
export function zip(files) {
  const sorted = [...files].sort((one, other) => (one.name < other.name ? -1 : 1));
  const bodies = [];
  const directory = [];
  let offset = 0;
  for (const { name, bytes } of sorted) {
    const packed = deflateRawSync(bytes, { level: 9 });
    // What both headers say of a file.
    const facts = numbers([VERSION, 2], [0, 2], [DEFLATED, 2], [0, 2], [DAY, 2], [crc32(bytes), 4], [packed.length, 4],
      [bytes.length, 4], [name.length, 2], [0, 2]);
    const head = Buffer.concat([numbers([0x04034b50, 4]), facts, Buffer.from(name, "ascii")]);
    bodies.push(head, packed);
    const place = numbers([0, 2], [0, 2], [0, 2], [MODE, 4], [offset, 4]);
    directory.push(numbers([0x02014b50, 4], [UNIX | VERSION, 2]), facts, place, Buffer.from(name, "ascii"));
    offset += head.length + packed.length;
  }
  const list = Buffer.concat(directory);
  const end = numbers([0x06054b50, 4], [0, 2], [0, 2], [sorted.length, 2], [sorted.length, 2], [list.length, 4], [offset, 4], [0, 2]);
  return Buffer.concat([...bodies, list, end]);
}

/** Numbers of so many bytes each, the lowest byte first. */
function numbers(...all) {
  return Buffer.concat(all.map(([number, size]) => {
    const bytes = Buffer.alloc(size);
    bytes.writeUIntLE(number, 0, size);
    return bytes;
  }));
}

const TABLE = Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest >>> 0;
});

function crc32(bytes) {
  let rest = 0xffffffff;
  for (const byte of bytes) rest = TABLE[(rest ^ byte) & 0xff] ^ (rest >>> 8);
  return (rest ^ 0xffffffff) >>> 0;
}
