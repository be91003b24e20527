// Splits a program in two: a first part that shows the call, and a later part with what only an agent's hand sets off.
// Both are one program: one memory, one table of functions, one state. A function of the later part that the first can
// reach leaves a stub there, which lets the page load the later part, should that not have happened yet.
//
// Which functions are later is said by name in tools/later.json; a helper that nobody else calls goes with them.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What Rust uses of WebAssembly, and any browser of the last years knows. */
const FEATURES = ["bulk-memory", "bulk-memory-opt", "call-indirect-overlong", "multivalue", "mutable-globals", "nontrapping-float-to-int",
  "reference-types", "sign-ext"].map((name) => `--enable-${name}`);
/** What binaryen shall do with both parts after they were taken apart. */
const POLISH = ["-Oz", "--converge", "--low-memory-unused", "--reorder-functions-by-name",
  "--strip-debug", "--strip-producers", "--strip-target-features"];
/** By what a stub asks the page for the later part; among the imports of the first part. */
export const LOADER = "__wbg_later";
/** The global that tells whether the later part is there; among the exports of the first part. */
const HERE = "later";

/**
 * Both parts of `program`, which must still have its names.
 *
 * `binaryen` is the folder of its tools; `isLater` tells by a function's name whether it may come later. The later part
 * has to be instantiated with the exports of the first as its only module, `m`.
 */
export function split(program, binaryen, isLater) {
  const folder = mkdtempSync(join(tmpdir(), "split-"));
  const tool = (name, ...options) => execFileSync(join(binaryen, name), options, { stdio: ["ignore", "inherit", "inherit"] });
  const built = (name, text) => {
    writeFileSync(join(folder, `${name}.wat`), text);
    tool("wasm-as", ...FEATURES, "-g", join(folder, `${name}.wat`), "-o", join(folder, `${name}.wasm`));
    tool("wasm-opt", ...FEATURES, ...POLISH, join(folder, `${name}.wasm`), "-o", join(folder, `${name}.wasm`));
    return readFileSync(join(folder, `${name}.wasm`));
  };
  try {
    writeFileSync(join(folder, "whole.wasm"), program);
    tool("wasm-dis", ...FEATURES, join(folder, "whole.wasm"), "-o", join(folder, "whole.wat"));
    const parts = takeApart(readFileSync(join(folder, "whole.wat"), "utf8"), isLater);
    return { first: built("first", parts.first), later: built("later", parts.later), moved: parts.moved };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const NAME = String.raw`\$(?:"(?:[^"\\]|\\.)*"|[^\s()]+)`;

/** The texts of both parts. */
function takeApart(text, isLater) {
  const module = read(text);
  const later = choose(module, isLater);
  const { forms, functions, imports } = module;
  const stubbed = [...later].filter((name) => module.elements.has(name) || callers(module, name).some((one) => !later.has(one)));
  const start = module.table.size;

  // What the later part takes from the first: all functions it calls there, and everything that is not a function.
  const taken = new Map();
  for (const name of later) {
    for (const called of functions.get(name).calls) if (!later.has(called) && !taken.has(called)) taken.set(called, `f${taken.size.toString(36)}`);
  }
  const shared = [...module.tables, ...module.memories, ...module.globals.filter((one) =>
    [...later].some((name) => functions.get(name).text.includes(`(global.get ${one.name})`) ||
      functions.get(name).text.includes(`(global.set ${one.name}`)))];

  const stub = (name, index) => {
    const { params, result } = functions.get(name).type;
    const passed = params.map((_, at) => `(local.get ${at})`).join(" ");
    return ` (func ${name}${typed(functions.get(name).type)} (call $later:need)
      (call_indirect ${module.table.name}${params.length ? ` (param ${params.join(" ")})` : ""}${result} ${passed} (i32.const ${start + index})))`;
  };
  const from = forms.find((form) => form.kind === "import").text.match(/"[^"]+"/)[0];
  const loader = ` (import ${from} "${LOADER}" (func $later:load))`;
  const need = ` (global $later:here (mut i32) (i32.const 0))
 (func $later:need (if (i32.eqz (global.get $later:here)) (then (call $later:load))))
 (export "${HERE}" (global $later:here))`;
  const kept = forms.map((form) => {
    if (form.kind === "func" && later.has(form.name)) return "";
    if (form.kind === "table" && form.name === module.table.name) return ` (table ${form.name} ${start + stubbed.length} funcref)`;
    return form.text;
  });
  const first = `(module\n${[loader, ...kept, ...stubbed.map(stub), need,
    ...[...taken].map(([name, out]) => ` (export "${out}" (func ${name}))`),
    ...shared.map((one, index) => ` (export "s${index}" (${one.kind} ${one.name}))`)].filter(Boolean).join("\n")}\n)`;

  const second = `(module\n${[...forms.filter((form) => form.kind === "type").map((form) => form.text),
    ...shared.map((one, index) => ` (import "m" "s${index}" ${one.type(start + stubbed.length)})`),
    ` (import "m" "${HERE}" (global $later:here (mut i32)))`,
    ...[...taken].map(([name, out]) => ` (import "m" "${out}" (func ${name}${typed((functions.get(name) ?? imports.get(name)).type)}))`),
    ` (elem (table ${module.table.name}) (i32.const ${start}) func ${stubbed.join(" ")})`,
    ` (func $later:came (global.set $later:here (i32.const 1)))`,
    ` (start $later:came)`,
    ...[...later].map((name) => functions.get(name).text)].join("\n")}\n)`;
  return { first, later: second, moved: [...later] };
}

/** The names of all functions that come later. */
function choose(module, isLater) {
  const later = new Set();
  for (const name of module.functions.keys()) {
    if (!module.exported.has(name) && isLater(name.replace(/\[[0-9a-f]+\]/g, ""))) later.add(name);
  }
  if (later.size === 0) throw new Error("None of the program's functions comes later: has it lost its names?");
  for (let grown = true; grown; ) {
    grown = false;
    for (const name of module.functions.keys()) {
      if (later.has(name) || module.exported.has(name) || module.elements.has(name)) continue;
      const by = callers(module, name);
      if (by.length > 0 && by.every((one) => later.has(one))) {
        later.add(name);
        grown = true;
      }
    }
  }
  return later;
}

function callers(module, name) {
  return module.callers.get(name) ?? [];
}

/** The parts of a module's text: one form for each line that begins with one space and a bracket. */
function read(text) {
  const forms = text.split(/\n(?= \()/).slice(1).map((form) => {
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
  const imports = new Map(of("import").map((form) => {
    const [, name, rest] = form.text.match(new RegExp(`\\(func (${NAME})(.*)`));
    return [name, { type: signature(rest) }];
  }));
  const callersOf = new Map();
  for (const [name, { calls }] of functions) {
    for (const called of calls) callersOf.set(called, [...(callersOf.get(called) ?? []), name]);
  }
  const elements = new Set(of("elem").flatMap((form) => form.text.replace(/^ \(elem [^]*? func /, "").match(new RegExp(NAME, "g")) ?? []));
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
  return { forms, functions, imports, callers: callersOf, elements, exported, tables, memories, globals,
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
