// A shorter script than wasm-bindgen's for a program: what the browsers that can run it have no need of is left out, and
// what wasm-bindgen writes out for every import is said once. The imports themselves stay wasm-bindgen's.

import { readFileSync } from "node:fs";

/** What tools/glue.js has instead of wasm-bindgen's own. */
const REPLACED = new Set(["CLOSURE_DTORS", "MAX_SAFARI_DECODE_BYTES", "WASM_VECTOR_LEN", "__wbg_finalize_init", "__wbg_init", "__wbg_init_once",
  "__wbg_init_promise", "__wbg_load", "addToExternrefTable0", "cachedDataViewMemory0", "cachedTextDecoder", "cachedTextEncoder",
  "cachedUint8ArrayMemory0", "debugString", "decodeText", "getDataViewMemory0", "getStringFromWasm0", "getUint8ArrayMemory0", "handleError",
  "initSync", "isLikeNone", "makeClosure", "makeMutClosure", "numBytesDecoded", "passStringToWasm0", "takeFromExternrefTable0", "wasmModule"]);
/** The list of the imports, and how closures are called. */
const KEPT = /^(__wbg_get_imports|wasm_bindgen_\w+)$/;
/** One of a script's outermost forms: all lines up to the one that ends it without standing further in. */
const FORM = /^(?:async )?(?:function|let|const|if|export)\b.*(?:\n(?: .*|\}.*)?(?=\n))*/gm;

const STRING = "passStringToWasm0(ret, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc)";
/** What wasm-bindgen writes, and how it is said here. */
const SAID = [
  // A string, or none, as two numbers.
  [/(?:var|const) (ptr\d) = (?:isLikeNone\(ret\) \? 0 : )?STRING;\s+(?:var|const) (len\d) = WASM_VECTOR_LEN;\s+getDataViewMemory0\(\).*, \2, true\);\s+getDataViewMemory0\(\).*, \1, true\);/g,
    "putString(arg0, ret);"],
  [/isLikeNone\(ret\) \? 0 : addToExternrefTable0\(ret\)/g, "optional(ret)"],
  [/let result;\s+try \{\s+result = (arg0 instanceof \w+);\s+\} catch \(_\) \{\s+result = false;\s+\}\s+const ret = result;/g, "const ret = $1;"],
  // Four places to look in for the same thing.
  [/typeof (globalThis|global|self|window) === 'undefined' \? undefined : \1/g, "globalThis"],
  [/function\(\) \{ return handleError\(function \((.*)\) \{/g, "caught(($1) => {"],
  [/\}, arguments\); \}/g, "})"],
  [/const \w+ = (.*);\s+(return optional|putString)\((arg0, )?ret\);/g, "$2($3$1);"],
  [/\(arg0 >>> 0\) \+ /g, "arg0 + "],
  [/__proto__: null,\s+/g, ""],
  [/: function\((.*)\) \{/g, ": ($1) => {"],
];

/** The script of a program, shorter. */
export function shortGlue(script) {
  const forms = script.match(FORM).map((text) => ({ text, name: text.match(/^(?:async )?(?:function|let|const) (\w+)/)?.[1] }));
  const kept = forms.filter(({ name }) => name && !REPLACED.has(name));
  const strange = kept.find(({ name }) => !KEPT.test(name));
  if (strange) throw new Error(`tools/glue.mjs does not know what wasm-bindgen's ${strange.name} is for.`);
  const imports = SAID.reduce((text, [written, said]) => {
    const pattern = new RegExp(written.source.replace("STRING", STRING.replace(/[().]/g, "\\$&")), written.flags);
    return text.replace(pattern, said);
  }, kept.map(({ text }) => text).join("\n"));
  const left = imports.match(/handleError|getUint8ArrayMemory0|isLikeNone\(ret\) \? 0 : (?!ret)|passStringToWasm0|WASM_VECTOR_LEN|, arguments\)|.*\bcached\w+/g);
  if (left) throw new Error(`tools/glue.mjs does not know all of wasm-bindgen's script: ${left[0]}`);
  return `${imports}\n${readFileSync(new URL("glue.js", import.meta.url), "utf8")}`;
}
