// Finds the constant data that only the later part of a program reads: texts, places of panics, tables of functions.
//
// What a number in the program points to is told by the linker (`--emit-relocs`, see build.rs): a loop can count up to
// the end of a table, and then its number lies behind the table. A number that the linker does not know, since wasm-opt
// added two, keeps what is around it. What is first in doubt stays first.

/** The sections of a program that are read here. */
const CUSTOM = 0;
const DATA = 11;
/** The entry of the linker's section that lists symbols, and those that are data. */
const SYMBOLS = 8;
const DATA_SYMBOL = 1;
const SECTION_SYMBOL = 3;
const UNDEFINED = 16;
const NAMED = 64;
/** Kinds of places that the linker filled in: with addresses, and with other numbers that have an addend. */
const ADDRESSES = new Set([3, 4, 5]);
const WITH_ADDEND = new Set([8, 9, 22, 23]);
/** What lies between two of the later part's segments, when it is not worth a segment of its own. */
const GAP = 8;
/** How far from its object a number can be that the linker does not know. */
const AROUND = 16;

/**
 * Takes from `data`, the segments of a program, what only its later part reads; the later part's segments.
 *
 * `linked` is the program as the linker wrote it, `codes` are the texts of the first part's functions and globals.
 */
export function takeLaterData(data, linked, codes) {
  const links = linksOf(linked);
  for (const { at, bytes } of data) {
    const same = links.segments.some((one) => at >= one.at && one.bytes.subarray(at - one.at, at - one.at + bytes.length).equals(bytes));
    if (!same) throw new Error(`The data at ${at} are not where the linker put them.`);
  }
  const [constant] = links.segments;
  const taken = [];
  for (const [from, to] of laterRanges(links, new Set(codes.flatMap(numbers)))) {
    for (const { at, bytes } of data) bytes.fill(0, clamp(from - at, bytes), clamp(to - at, bytes));
    const last = taken.at(-1);
    // What lies in a short gap is the same in both parts.
    if (last && from - last.to < GAP) last.to = to;
    else taken.push({ from, to });
  }
  return taken.map(({ from, to }) => ({ at: from, bytes: constant.bytes.subarray(from - constant.at, to - constant.at) }));
}

/** A segment of data that a module's text holds. */
export function parsed(text) {
  const [, at, content] = text.match(/\(i32\.const (\d+)\) "([^]*)"\)$/);
  const bytes = [...content.matchAll(/\\([0-9a-f]{2})|\\(.)|([^\\]+)/g)].map(([, code, sign, plain]) =>
    code ? Buffer.from([parseInt(code, 16)]) : Buffer.from(plain ?? { n: "\n", t: "\t", r: "\r" }[sign] ?? sign));
  return { at: Number(at), bytes: Buffer.concat(bytes) };
}

/** The text of a segment. */
export function written({ at, bytes }) {
  return ` (data (i32.const ${at}) "${bytes.toString("hex").replace(/../g, "\\$&")}")`;
}

function clamp(at, bytes) {
  return Math.min(Math.max(at, 0), bytes.length);
}

/** All numbers in a function's text that can be addresses, also two in one. */
function numbers(text) {
  const found = [...text.matchAll(/\(i32\.const (-?\d+)\)| offset=(\d+)/g)].map(([, number, offset]) => Math.abs(Number(number ?? offset)));
  const pairs = [...text.matchAll(/\(i64\.const (-?\d+)\)/g)].map(([, number]) => BigInt.asUintN(64, BigInt(number)));
  return [...found, ...pairs.flatMap((pair) => [Number(pair & 0xffffffffn), Number(pair >> 32n)])];
}

/** Where the constant data lie that no number of the first part leads to: `[from, to]` each, in order. */
function laterRanges({ segments, objects, meanings }, numbers) {
  const [constant] = segments;
  const end = constant.at + constant.bytes.length;
  const kept = new Set();
  const keep = (object) => {
    // Where a panic was is told by functions that come later, and the first only hand it on.
    if (kept.has(object) || isPlace(object, constant)) return;
    kept.add(object);
    pointers(constant.bytes.subarray(object.from - constant.at, object.to - constant.at));
  };
  const point = (address) => {
    if (address < constant.at || address > end) return;
    const known = meanings.get(address);
    for (const object of known ?? []) keep(object);
    const around = known ? 0 : AROUND;
    for (const object of objects) if (object.from <= address + around && object.to > address - around) keep(object);
  };
  // A pointer may stand anywhere.
  const pointers = (bytes) => {
    for (let at = 0; at + 4 <= bytes.length; at++) point(bytes.readUInt32LE(at));
  };
  for (const segment of segments.slice(1)) pointers(segment.bytes);
  for (const number of numbers) point(number);

  const ranges = [];
  let at = constant.at;
  for (const { from, to } of [...kept].sort((one, other) => one.from - other.from)) {
    if (from > at) ranges.push([at, from]);
    at = Math.max(at, to);
  }
  if (at < end) ranges.push([at, end]);
  return ranges;
}

/** Whether an object is a `core::panic::Location`: a file's name that ends with a zero, its length, a line and a column. */
function isPlace({ from, to }, { at, bytes }) {
  if (to - from !== 16) return false;
  const [name, length, line, column] = [0, 4, 8, 12].map((offset) => bytes.readUInt32LE(from - at + offset));
  const start = name - at;
  return start >= 0 && start + length < bytes.length && bytes.subarray(start, start + length + 1).indexOf(0) === length &&
    line > 0 && line < 100_000 && column > 0 && column < 1_000;
}

/** The linker's data: segments, the constant ones first, the objects in that, and by its value what a number means. */
function linksOf(linked) {
  const read = reader(linked);
  const sections = [];
  read.at = 8;
  while (read.at < linked.length) {
    const id = linked[read.at++];
    const end = read.number() + read.at;
    sections.push({ id, start: read.at, name: id === CUSTOM ? read.word() : "", body: read.at, end });
    read.at = end;
  }
  const section = (what) => sections.find(what) ?? fail();
  read.at = section(({ id }) => id === DATA).body;
  const segments = Array.from({ length: read.number() }, () => {
    if (linked[read.at++] !== 0) fail();
    read.at++;
    const at = read.signed();
    read.at++;
    const length = read.number();
    read.at += length;
    return { at, bytes: linked.subarray(read.at - length, read.at) };
  });

  const symbols = [];
  const linking = section(({ name }) => name === "linking");
  read.at = linking.body + 1; // After the version.
  while (read.at < linking.end) {
    const kind = linked[read.at++];
    const end = read.number() + read.at;
    if (kind === SYMBOLS) for (let left = read.number(); left > 0; left--) symbols.push(symbol(read, segments));
    read.at = end;
  }

  const meanings = new Map();
  for (const { body, end } of sections.filter(({ name }) => name === "reloc.CODE" || name === "reloc.DATA")) {
    read.at = body;
    read.number();
    for (let left = read.number(); left > 0; left--) {
      const kind = linked[read.at++];
      read.number();
      const object = symbols[read.number()];
      const addend = ADDRESSES.has(kind) || WITH_ADDEND.has(kind) ? read.signed() : 0;
      if (!ADDRESSES.has(kind)) continue;
      const address = object.from + addend;
      meanings.set(address, (meanings.get(address) ?? new Set()).add(object));
    }
    if (read.at !== end) fail();
  }
  const objects = symbols.filter((one) => one?.segment === 0 && one.to > one.from);
  return { segments, objects, meanings };
}

/** The symbol that `read` is at: where it lies if it is data. */
function symbol(read, segments) {
  const kind = read.byte();
  const flags = read.number();
  if (kind === SECTION_SYMBOL) return void read.number();
  if (kind !== DATA_SYMBOL) {
    read.number();
    if (!(flags & UNDEFINED) || flags & NAMED) read.word();
    return undefined;
  }
  read.word();
  if (flags & UNDEFINED) return undefined;
  const segment = read.number();
  const from = segments[segment].at + read.number();
  return { segment, from, to: from + read.number() };
}

function fail() {
  throw new Error("The linker has not told what it linked: see build.rs.");
}

function reader(bytes) {
  return {
    at: 0,
    byte() {
      return bytes[this.at++];
    },
    number() {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = this.byte();
        value |= (byte & 127) << shift;
        if (byte < 128) return value >>> 0;
      }
    },
    signed() {
      let value = 0;
      for (let shift = 0; ; ) {
        const byte = this.byte();
        value |= (byte & 127) << shift;
        shift += 7;
        if (byte < 128) return shift < 32 && byte & 64 ? value | (-1 << shift) : value;
      }
    },
    word() {
      const length = this.number();
      this.at += length;
      return Buffer.from(bytes.subarray(this.at - length, this.at)).toString();
    },
  };
}
