// Splits a program in two: a first part that shows the call, and a later part with the rest, mostly what an agent's hand
// sets off. Both are one program: one memory, one table of functions, one state. A function of the later part that the
// first can reach leaves a stub there, which lets the page load the later part, should that not have happened yet. The
// later part calls the first through the table, and brings the constant data that only it reads.
//
// Which functions are first was seen while calls were shown and followed: tools/profile writes their names to
// tools/first.txt. A name that is missing there costs a call some time, and never its life.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { alike } from "./alike.mjs";
import { parsed, takeLaterData, written } from "./data.mjs";

/** What Rust uses of WebAssembly, and any browser of the last years knows. */
const FEATURES = ["bulk-memory", "bulk-memory-opt", "call-indirect-overlong", "multivalue", "mutable-globals", "nontrapping-float-to-int",
  "reference-types", "sign-ext"].map((name) => `--enable-${name}`);
/** What binaryen shall do with both parts after they were taken apart. Zeros between data compress better than many pieces. */
const POLISH = ["-Oz", "--skip-pass=memory-packing", "--converge", "--low-memory-unused",
  "--strip-debug", "--strip-producers", "--strip-target-features"];
/** By what a stub asks the page for the later part; among the imports of the first part. */
export const LOADER = "__wbg_later";
/** The global that tells whether the later part is there; among the exports of the first part. */
const HERE = "later";
/** The module by which the later part takes what it shares with the first. */
export const FIRST = "f";

/**
 * Both parts of `program`, which must still have its names.
 *
 * `linked` is the same program as the linker wrote it; `binaryen` is the folder of its tools; `names` has those of the
 * functions that belong to the first part. The later part has to be instantiated with the exports of the first as its
 * module `f`, and takes from the page what the program took. `imports` has the names of that: what both parts take of it,
 * and what only the later one takes.
 */
export function split(program, linked, binaryen, names) {
  return withTools(binaryen, ({ text, built }) => {
    const texts = takeApart(text(program), linked, names);
    const [first, later] = ["first", "later"].map((part) => built(part, texts[part], POLISH));
    const known = new Set(imported(first));
    const taken = imported(later);
    return { first, later, imports: { both: taken.filter((name) => known.has(name)), later: taken.filter((name) => !known.has(name)) } };
  });
}

/** The names of what a part takes from the page. */
function imported(part) {
  return WebAssembly.Module.imports(new WebAssembly.Module(part)).filter(({ module }) => module !== FIRST).map(({ name }) => name);
}

/** The program with a memory `ran`, in which each function that runs leaves a mark, and the names by their place there. */
export function instrument(program, binaryen) {
  return withTools(binaryen, ({ text, built }) => {
    const names = [];
    const forms = text(program).split(FORMS).map((form) => {
      const name = form.match(new RegExp(`^ \\(func (${NAME})(?=[^]*\\n)`))?.[1];
      if (!name) return form;
      const mark = `\n  (i32.store8 $ran (i32.const ${names.push(plain(name)) - 1}) (i32.const 1))`;
      return form.replace(/^.*(\n  \(local .*)*/, (head) => head + mark);
    });
    const memory = ` (memory $ran 1)\n (export "ran" (memory $ran))`;
    const last = forms.findLastIndex((form) => /^ \((memory|import) /.test(form));
    forms.splice(last + 1, 0, memory);
    return { program: built("marked", forms.join("\n"), ["-O1", "--enable-multimemory"]), names };
  });
}

/** A function's name without what differs from one build to the next. */
function plain(name) {
  return name.replace(/^\$"?|\[[0-9a-f]+\]|(\.\d+)?"?$|\\[0-9a-f]{2}|(?<=shim_idx: )\d+/g, "");
}

function withTools(binaryen, work) {
  const folder = mkdtempSync(join(tmpdir(), "split-"));
  const tool = (name, ...options) => execFileSync(join(binaryen, name), options, { stdio: ["ignore", "inherit", "pipe"] });
  const file = (name) => join(folder, name);
  const text = (program) => {
    writeFileSync(file("whole.wasm"), program);
    tool("wasm-dis", ...FEATURES, file("whole.wasm"), "-o", file("whole.wat"));
    return readFileSync(file("whole.wat"), "utf8");
  };
  const built = (name, text, options) => {
    writeFileSync(file(`${name}.wat`), text);
    tool("wasm-as", ...FEATURES, "--enable-multimemory", "-g", file(`${name}.wat`), "-o", file(`${name}.wasm`));
    tool("wasm-opt", ...FEATURES, ...options, file(`${name}.wasm`), "-o", file(`${name}.wasm`));
    return readFileSync(file(`${name}.wasm`));
  };
  try {
    return work({ text, built });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What wasm-dis calls a function that has no name. */
const NAMELESS = /^\$\d+$/;
/** A function of fewer lines is short. */
const SHORT = 14;
/** By what a panic ends in words. The places of panics come with the later part, and before this nothing reads them. */
const PANIC = "std::panicking::panic_with_hook";

/** Between the parts of a module's text: each begins a line with one space and a bracket. */
const FORMS = /\n(?= \()/;
const NAME = String.raw`\$(?:"(?:[^"\\]|\\.)*"|[^\s()]+)`;

/** The texts of both parts. */
function takeApart(text, linked, names) {
  const module = read(text);
  const later = choose(module, names);
  const { forms, functions } = module;
  // What is alike compresses best side by side.
  const byName = (one, other) => compare(one.name, other.name);
  const code = forms.filter(({ kind }) => kind === "func");
  const [firsts, laters] = [false, true].map((come) => alike(code.filter(({ name }) => later.has(name) === come).sort(byName)));
  const place = new Map(firsts.map(({ name }, index) => [name, index]));
  const stubbed = [...later].filter((name) => module.elements.has(name) || callers(module, name).some((one) => !later.has(one)))
    .sort((one, other) => compare(typed(functions.get(one).type), typed(functions.get(other).type)));

  // What the later part takes from the first: all functions it calls there, each by its place in the table of functions,
  // and everything that is not a function. What the page gives the program, it gives either part.
  const taken = [...new Set([...later].flatMap((name) => [...functions.get(name).calls]))]
    .filter((name) => functions.has(name) && !later.has(name)).sort();
  const added = taken.filter((name) => !module.elements.has(name)).sort((one, other) => place.get(one) - place.get(other));
  const places = new Map([...module.elements, ...[...added, ...stubbed].map((name, index) => [name, module.table.size + index])]);
  const size = module.table.size + added.length + stubbed.length;
  const shared = [...module.tables, ...module.memories, ...module.globals.filter((one) =>
    [...later].some((name) => functions.get(name).text.includes(`(global.get ${one.name})`) ||
      functions.get(name).text.includes(`(global.set ${one.name}`)))];

  // A function that calls the one at its place in the table.
  const through = (name, before = "") => {
    const { type } = functions.get(name);
    const passed = type.params.map((_, at) => `(local.get ${at})`).join(" ");
    return ` (func ${name}${typed(type)} ${before}
      (call_indirect ${module.table.name}${typed(type)} ${passed} (i32.const ${places.get(name)})))`;
  };
  const from = forms.find((form) => form.kind === "import").text.match(/"[^"]+"/)[0];
  const loader = ` (import ${from} "${LOADER}" (func $later:load))`;
  const need = ` (global $later:here (mut i32) (i32.const 0))
 (func $later:need (if (i32.eqz (global.get $later:here)) (then (call $later:load))))
 (export "${HERE}" (global $later:here))`;
  const data = forms.filter((form) => form.kind === "data").map((form) => parsed(form.text));
  const laterData = takeLaterData(data, linked, [...forms.filter(({ kind }) => kind === "global"), ...firsts].map((form) => form.text));
  const kept = [...forms.filter(({ kind }) => kind !== "func"), ...firsts].map((form) => {
    if (form.kind === "data") return written(data.shift());
    if (form.kind === "table" && form.name === module.table.name) return ` (table ${form.name} ${size} funcref)`;
    return form.text;
  });
  const first = `(module\n${[loader, ...kept, ...stubbed.map((name) => through(name, "(call $later:need)")), need,
    ` (elem (table ${module.table.name}) (i32.const ${module.table.size}) func ${added.join(" ")})`,
    ...shared.map((one, index) => ` (export "s${index}" (${one.kind} ${one.name}))`)].filter(Boolean).join("\n")}\n)`;

  const second = `(module\n${[...forms.filter((form) => form.kind === "type").map((form) => form.text),
    ...forms.filter((form) => form.kind === "import").map((form) => form.text),
    ...shared.map((one, index) => ` (import "${FIRST}" "s${index}" ${one.type(size)})`),
    ` (import "${FIRST}" "${HERE}" (global $later:here (mut i32)))`,
    ...taken.map((name) => through(name)),
    ` (elem (table ${module.table.name}) (i32.const ${module.table.size + added.length}) func ${stubbed.join(" ")})`,
    ...laterData.map(written),
    ` (func $later:came (global.set $later:here (i32.const 1)))`,
    ` (start $later:came)`,
    ...laters.map(({ text }) => text)].join("\n")}\n)`;
  return { first, later: second };
}

/** The names of all functions that come later. */
function choose(module, first) {
  const later = new Set([...module.functions.keys()].filter((name) => !module.exported.has(name) && !first.has(plain(name))));
  if (later.size > module.functions.size * 0.9) {
    throw new Error("Nearly all functions would come later. Has the program lost its names, or does tools/first.txt need tools/profile?");
  }
  // What wasm-opt found to be alike in several functions has no name: it belongs to the first of them.
  for (let before; before !== later.size;) {
    before = later.size;
    for (const name of later) if (NAMELESS.test(name) && callers(module, name).some((one) => !later.has(one))) later.delete(name);
  }
  // A stub would be as long; and the shortest functions stand for all that look like them, whatever their name.
  for (const name of later) {
    const reachable = module.elements.has(name) || callers(module, name).some((one) => !later.has(one));
    if (reachable && module.functions.get(name).text.split("\n").length < SHORT) later.delete(name);
  }
  // What only later functions call comes with them.
  const reached = new Set([...module.exported, ...module.elements.keys()].filter((name) => module.functions.has(name) && !later.has(name)));
  for (const name of reached) {
    for (const called of module.functions.get(name).calls) if (module.functions.has(called) && !later.has(called)) reached.add(called);
  }
  const all = [...module.functions.keys()].filter((name) => !reached.has(name));
  if (!all.some((name) => plain(name) === PANIC)) throw new Error(`${PANIC} has to be a function of the later part: it reads where the panic was.`);
  return new Set(all);
}

function compare(one, other) {
  return Number(one > other) - Number(one < other);
}

function callers(module, name) {
  return module.callers.get(name) ?? [];
}

/** What a module's text is made of. */
function read(text) {
  const forms = text.split(FORMS).slice(1).map((form) => {
    const [, kind, name] = form.match(new RegExp(`^ \\((\\w+)(?: (${NAME}))?`));
    return { kind, name, text: form };
  });
  // The module's own bracket ends with the last form.
  const last = forms[forms.length - 1];
  last.text = last.text.replace(/\n\)\s*$/, "");
  const of = (kind) => forms.filter((form) => form.kind === kind);
  const functions = new Map(of("func").map((form) => [form.name, {
    text: form.text,
    type: signature(form.text.split("\n", 1)[0]),
    calls: new Set([...form.text.matchAll(new RegExp(`\\((?:return_call|call|ref\\.func) (${NAME})`, "g"))].map((found) => found[1])),
  }]));
  const callersOf = new Map();
  for (const [name, { calls }] of functions) {
    for (const called of calls) callersOf.set(called, [...(callersOf.get(called) ?? []), name]);
  }
  // Each function of the table, and its place there.
  const elements = new Map(of("elem").flatMap((form) => {
    const [, start, names] = form.text.match(/\(i32\.const (\d+)\) func ([^]*)/);
    return (names.match(new RegExp(NAME, "g")) ?? []).map((name, index) => [name, Number(start) + index]);
  }));
  const exported = new Set(of("export").map((form) => form.text.match(new RegExp(`\\(func (${NAME})\\)`))?.[1]));
  for (const form of of("start")) exported.add(form.name);
  const tables = of("table").map((form) => {
    const [, size, type] = form.text.match(/ (\d+)(?: \d+)? (\w+)\)$/);
    return { kind: "table", name: form.name, element: type, size: Number(size),
      type: (functions) => `(table ${form.name} ${type === "funcref" ? functions : size} ${type})` };
  });
  const memories = of("memory").map((form) => ({ kind: "memory", name: form.name, type: () => form.text.trim() }));
  const globals = of("global").map((form) => ({ kind: "global", name: form.name,
    type: () => `(global ${form.name} ${form.text.match(new RegExp(`${NAME.replace("\\$", "\\$")} (\\(mut \\w+\\)|\\w+)`))[1]})` }));
  return { forms, functions, callers: callersOf, elements, exported, tables, memories, globals,
    table: tables.find((table) => table.element === "funcref") };
}

/** What a function takes and gives. */
function signature(head) {
  const clean = head.replace(new RegExp(`\\((func|type) ${NAME}\\)?`, "g"), "");
  return {
    params: [...clean.matchAll(/\(param (?:\$\S+ )?([\w ]+)\)/g)].flatMap((found) => found[1].split(" ")),
    result: clean.match(/ \(result [\w ]+\)/)?.[0] ?? "",
  };
}

function typed({ params, result }) {
  return `${params.length ? ` (param ${params.join(" ")})` : ""}${result}`;
}
