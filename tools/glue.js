// The functions around a program's imports, in the place of wasm-bindgen's own, with which they share their names. They
// count on what every browser with reference types has, and on a memory that never grows to 2 GB; see tools/glue.mjs.

let wasm;

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
// The memory has another buffer when it has grown.
const getDataViewMemory0 = () => new DataView(wasm.memory.buffer);
const getStringFromWasm0 = (at, length) => decoder.decode(new Uint8Array(wasm.memory.buffer, at, length));
const isLikeNone = (value) => value == null;

/** Leaves the place and the length of a string at `at`: the place is 0 where there is none. */
function putString(at, text) {
  const bytes = encoder.encode(text ?? "");
  const place = isLikeNone(text) ? 0 : wasm.__wbindgen_malloc(bytes.length, 1);
  if (place) new Uint8Array(wasm.memory.buffer).set(bytes, place);
  getDataViewMemory0().setInt32(at, place, true);
  getDataViewMemory0().setInt32(at + 4, bytes.length, true);
}

function addToExternrefTable0(value) {
  const index = wasm.__externref_table_alloc();
  wasm.__wbindgen_externrefs.set(index, value);
  return index;
}

function takeFromExternrefTable0(index) {
  const value = wasm.__wbindgen_externrefs.get(index);
  wasm.__externref_table_dealloc(index);
  return value;
}

const optional = (value) => (isLikeNone(value) ? 0 : addToExternrefTable0(value));

/** The function, with what it throws left to the program. */
const caught = (run) => (...args) => {
  try {
    return run(...args);
  } catch (error) {
    wasm.__wbindgen_exn_store(addToExternrefTable0(error));
  }
};

/** What a value looks like in the words of a panic. */
function debugString(value) {
  try {
    return String(value);
  } catch {
    return typeof value;
  }
}

const forgotten = new FinalizationRegistry((state) => wasm.__wbindgen_destroy_closure(state.a, state.b));

/** A closure of the program as a function. One that is `mut` is not to be called while it runs: then it has no place. */
function makeClosure(a, b, run, mut) {
  const state = { a, b, count: 1 };
  const real = (...args) => {
    const { a } = state;
    state.count++;
    if (mut) state.a = 0;
    try {
      return run(a, b, ...args);
    } finally {
      state.a = a;
      real._wbg_cb_unref();
    }
  };
  real._wbg_cb_unref = () => {
    if (--state.count) return;
    wasm.__wbindgen_destroy_closure(state.a, b);
    state.a = 0;
    forgotten.unregister(state);
  };
  forgotten.register(real, state, state);
  return real;
}

const makeMutClosure = (a, b, run) => makeClosure(a, b, run, true);

/** Starts the program; answers its exports. */
export default async function ({ module_or_path: program }) {
  const instance = await WebAssembly.instantiate(program, __wbg_get_imports());
  wasm = instance.exports;
  wasm.__wbindgen_start();
  return wasm;
}
