// Short names for what a program and its script call each other by. wasm-bindgen's carry a hash each, which nothing can
// compress, and they stand in both files.

/** The program and the script with short names. */
export function shortNames(program, script) {
  const names = new Map();
  const shortened = withImports(program, (module, field) => {
    names.set(`"${module}"`, "m");
    if (!names.has(field)) names.set(field, `$${names.size.toString(36)}`);
    return ["m", names.get(field)];
  });
  // Longest first: one name may begin with another.
  const words = [...names.keys()].sort((a, b) => b.length - a.length).map((word) => word.replace(/[.$/]/g, "\\$&"));
  const text = script.replace(new RegExp(`(?:${words.join("|")})(?![\\w$])`, "g"), (word) =>
    word.startsWith('"') ? `"${names.get(word)}"` : names.get(word));
  return { program: shortened, script: text };
}

const IMPORTS = 2;
const FUNCTION = 0;

/** The program with other names for its imports, which must all be functions. */
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
        if (bytes[at++] !== FUNCTION) throw new Error("The program imports something that is no function.");
        imports.push(...names.flatMap((name) => [written(name.length), Buffer.from(name)]));
        imports.push(Buffer.from([FUNCTION]), written(number()));
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
