// The notices that the licences of the crates in the program ask for: whose they are, and each licence once. It is made
// from what cargo resolved, so that it is always true; a crate under a licence that is not known here fails it.

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const TARGET = "wasm32-unknown-unknown";

/** The licences we take, the one we prefer first, and where the text proper begins in a file that holds it. */
const TAKEN = {
  MIT: /^Permission is hereby granted/m,
  Zlib: /^This software is provided/m,
  "Unicode-3.0": /^Permission is hereby granted|^NOTICE TO USER/m,
  "BSL-1.0": /^Permission is hereby granted/m,
};
const LICENCE_FILE = /^(licen[cs]e|copying)/i;

const bare = (text) => text.replace(/\s+/g, " ").trim();

/** The text of the notices. `source` is the folder of the project. */
export function notices(source) {
  const texts = new Map(); // a licence in one line → its text, and who is under it
  const usual = {}; // the words of a licence, for crates that bring no file of it
  for (const crate of linkedCrates(source)) {
    for (const licence of chosen(crate)) {
      const file = fileOf(crate, licence);
      const begin = file?.search(TAKEN[licence]) ?? -1;
      const text = begin < 0 ? usual[licence] : file.slice(begin).replace(/\r/g, "").trim();
      if (!text) throw new Error(`${crate.name}: no words of ${licence} found in ${crate.files.join(", ") || "no file"}`);
      usual[licence] ??= text;
      const key = `${licence} ${bare(text)}`;
      if (!texts.has(key)) texts.set(key, { licence, text, owners: [] });
      texts.get(key).owners.push(`${crate.name}: ${holders(file) || crate.authors.join(", ") || "its authors"}`);
    }
  }
  const order = Object.keys(TAKEN);
  const parts = [...texts.values()].sort((one, other) => order.indexOf(one.licence) - order.indexOf(other.licence));
  return [
    "The call card contains the work of others. These are the notices that its licences ask for.\n\n" +
      "The standard library of Rust, (c) The Rust Project contributors, is used under the first of these licences.\n",
    ...parts.map(({ licence, text, owners }) => `${licence}\n\n${owners.sort().join("\n")}\n\n${text}\n`),
    `Icons\n\n${readFileSync(join(source, "style/icons/LICENSE"), "utf8").trim()}\n`,
  ].join(`\n${"-".repeat(80)}\n\n`);
}

/** What the program is linked of, without the tools that only build it. */
function linkedCrates(source) {
  const options = ["metadata", "--format-version", "1", "--locked", "--filter-platform", TARGET];
  const { packages, resolve } = JSON.parse(execFileSync("cargo", options, { cwd: source, maxBuffer: 1e9, encoding: "utf8" }));
  const known = new Map(packages.map((crate) => [crate.id, crate]));
  const uses = new Map(resolve.nodes.map(({ id, deps }) => [id, deps]));
  const found = new Map();
  const visit = (id) => {
    const crate = known.get(id);
    if (found.has(id) || crate.targets.some(({ kind }) => kind.includes("proc-macro"))) return;
    found.set(id, crate);
    for (const { pkg, dep_kinds } of uses.get(id)) if (dep_kinds.some(({ kind }) => kind === null)) visit(pkg);
  };
  visit(resolve.root);
  found.delete(resolve.root);
  const crates = [...found.values()].map(({ name, version, license, authors, manifest_path }) => {
    const folder = dirname(manifest_path);
    const files = readdirSync(folder).filter((file) => LICENCE_FILE.test(file)).sort();
    return { name: `${name} ${version}`, licence: license, authors, files, folder };
  });
  // Those that bring no file of their licence come last: by then its words are known.
  return crates.sort((one, other) => !one.files.length - !other.files.length || (one.name < other.name ? -1 : 1));
}

/** The licences under which we use a crate: one of each choice it offers. */
function chosen({ name, licence }) {
  const choices = licence.replace(/[()]/g, "").split(" AND ").map((choice) => choice.split(/ OR |\//));
  return choices.map((choice) => {
    const taken = Object.keys(TAKEN).find((one) => choice.includes(one));
    if (!taken) throw new Error(`${name} is under ${licence}, which tools/licenses.mjs does not know. May we ship that?`);
    return taken;
  });
}

/** The file of a crate that holds this licence. */
function fileOf({ folder, files }, licence) {
  const word = licence.split("-")[0].toUpperCase();
  const named = files.find((file) => file.toUpperCase().includes(word)) ?? files.find((file) => /^(licen[cs]e|copying)(\.\w+)?$/i.test(file));
  return named && readFileSync(join(folder, named), "utf8");
}

/** The lines that say whose it is. */
function holders(file) {
  const lines = file?.match(/^\W*(copyright\b|\(c\)).*\d{4}.*$/gim) ?? [];
  return [...new Set(lines.map(bare))].join("; ");
}
