// Short names for what the parts of a program and its script call each other by. wasm-bindgen's carry a hash each, which
// nothing can compress, and they stand in all files.

import { FIRST } from "./split.mjs";

/** What Rust and wasm-bindgen export. Where the script does not ask for it, nobody does. */
const FOR_SCRIPT = /^(_|wasm_bindgen_|main$)/;
/** What one part of the program exports for the other. */
const FOR_LATER = /^[fs][0-9a-z]+$/;

/** The script, and the programs that it serves, with short names: their functions come from a module `m`. */
export function shortNames(script, ...programs) {
  // Imports and exports have names of their own.
  const [given, taken] = [named(), named()];
  const modules = new Map();
  const rename = {
    imported: (module, name) => {
      if (module === FIRST) return [module, FOR_LATER.test(name) ? taken.short(name) : name];
      modules.set(`"${module}"`, '"m"');
      return ["m", given.short(name)];
    },
    exported: (name) => {
      if (FOR_LATER.test(name)) return taken.short(name);
      if (!FOR_SCRIPT.test(name)) return name;
      return new RegExp(`\\.${name}\\b`).test(script) ? taken.short(name) : undefined;
    },
  };
  const shortened = programs.map((program) => renamed(program, rename));
  const forScript = [...taken.names].filter(([name]) => FOR_SCRIPT.test(name));
  const names = new Map([...modules, ...given.names, ...forScript]);
  // Longest first: one name may begin with another.
  const words = [...names.keys()].sort((a, b) => b.length - a.length).map((word) => word.replace(/[.$/]/g, "\\$&"));
  const text = script.replace(new RegExp(`(?:${words.join("|")})(?![\\w$])`, "g"), (word) => names.get(word));
  return { script: text, programs: shortened };
}

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Names, and a short one for each, of letters alone. */
function named() {
  const names = new Map();
  const letters = (index) => (index < 0 ? "" : letters(Math.floor(index / LETTERS.length) - 1) + LETTERS[index % LETTERS.length]);
  const short = (name) => {
    if (!names.has(name)) names.set(name, letters(names.size));
    return names.get(name);
  };
  return { names, short };
}

const IMPORTS = 2;
const EXPORTS = 7;
const FUNCTION = 0;
const TABLE = 1;
const GLOBAL = 3;

/** The program with other names for its imports and its exports. An export without a name is none any more. */
function renamed(bytes, { imported, exported }) {
  let at = 8;
  const number = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++];
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  };
  const word = () => {
    const length = number();
    at += length;
    return Buffer.from(bytes.subarray(at - length, at)).toString();
  };
  const oneImport = () => {
    const names = imported(word(), word());
    const described = at;
    const kind = bytes[at++];
    if (kind === GLOBAL) at += 2; // What it holds, and whether it changes.
    else {
      if (kind === TABLE) at++; // What it holds.
      const limited = kind !== FUNCTION && number() === 1;
      number(); // Its type, or its least size.
      if (limited) number();
    }
    return [...names.flatMap(text), bytes.subarray(described, at)];
  };
  const oneExport = () => {
    const name = exported(word());
    const [kind, index] = [bytes[at++], number()];
    return name && [...text(name), Buffer.from([kind]), written(index)];
  };
  const parts = [bytes.subarray(0, at)];
  while (at < bytes.length) {
    const start = at;
    const section = bytes[at++];
    const size = number();
    const end = at + size;
    const one = { [IMPORTS]: oneImport, [EXPORTS]: oneExport }[section];
    if (one) {
      const entries = Array.from({ length: number() }, one).filter(Boolean);
      const body = Buffer.concat([written(entries.length), ...entries.flat()]);
      parts.push(Buffer.from([section]), written(body.length), body);
    } else {
      parts.push(bytes.subarray(start, end));
    }
    at = end;
  }
  return Buffer.concat(parts);
}

function text(name) {
  return [written(name.length), Buffer.from(name)];
}

function written(value) {
  const bytes = [];
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
  return Buffer.from([...bytes, value]);
}
