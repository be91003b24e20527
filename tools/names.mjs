// Short names for what a program and its script call each other by. wasm-bindgen's carry a hash each, which nothing can
// compress, and they stand in all files.

import { FIRST } from "./split.mjs";

/** The script, and the programs that it serves, with short names: their functions come from a module `m`. */
export function shortNames(script, ...programs) {
  const names = new Map();
  const shortened = programs.map((program) => withImports(program, (module, field) => {
    if (module === FIRST) return [module, field];
    names.set(`"${module}"`, "m");
    if (!names.has(field)) names.set(field, `$${names.size.toString(36)}`);
    return ["m", names.get(field)];
  }));
  // Longest first: one name may begin with another.
  const words = [...names.keys()].sort((a, b) => b.length - a.length).map((word) => word.replace(/[.$/]/g, "\\$&"));
  const text = script.replace(new RegExp(`(?:${words.join("|")})(?![\\w$])`, "g"), (word) =>
    word.startsWith('"') ? `"${names.get(word)}"` : names.get(word));
  return { script: text, programs: shortened };
}

const IMPORTS = 2;
const FUNCTION = 0;
const TABLE = 1;
const GLOBAL = 3;

/** The program with other names for its imports. */
function withImports(bytes, rename) {
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
  const parts = [bytes.subarray(0, at)];
  while (at < bytes.length) {
    const start = at;
    const section = bytes[at++];
    const size = number();
    const end = at + size;
    if (section === IMPORTS) {
      const count = number();
      const imports = [written(count)];
      for (let index = 0; index < count; index++) {
        const names = rename(word(), word());
        imports.push(...names.flatMap((name) => [written(name.length), Buffer.from(name)]));
        const described = at;
        const kind = bytes[at++];
        if (kind === GLOBAL) at += 2; // What it holds, and whether it changes.
        else {
          if (kind === TABLE) at++; // What it holds.
          const limited = kind !== FUNCTION && number() === 1;
          number(); // Its type, or its least size.
          if (limited) number();
        }
        imports.push(bytes.subarray(described, at));
      }
      const body = Buffer.concat(imports);
      parts.push(Buffer.from([IMPORTS]), written(body.length), body);
    } else {
      parts.push(bytes.subarray(start, end));
    }
    at = end;
  }
  return Buffer.concat(parts);
}

function written(value) {
  const bytes = [];
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
  return Buffer.from([...bytes, value]);
}
