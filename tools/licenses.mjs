// The licence notices of all crates that are linked into the programs, from what cargo has resolved. deny.toml names the
// licences that are allowed; `cargo deny check` enforces it.

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const TARGET = "wasm32-unknown-unknown";
const LINE = `\n${"-".repeat(80)}\n\n`;

/** The text of the notices. `source` is the folder of the project. */
export function notices(source) {
  const texts = new Map(); // The text of a licence, and the crates that come with it.
  const crates = linkedCrates(source).map((crate) => {
    const folder = dirname(crate.manifest_path);
    // Where there is a choice, it is not Apache-2.0.
    const names = readdirSync(folder).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name) && !(/MIT/.test(crate.license) && /apache/i.test(name)));
    for (const name of names) {
      const text = readFileSync(join(folder, name), "utf8").replace(/\r/g, "").trim();
      texts.set(text, [...(texts.get(text) ?? []), crate.name]);
    }
    return `${crate.name} ${crate.version}: ${crate.license}; ${crate.authors.join(", ") || "its authors"}`;
  });
  return [
    `The call card contains the work of others:\n\n${crates.join("\n")}\nThe standard library of Rust: MIT OR Apache-2.0; The Rust Project contributors\n`,
    ...[...texts].map(([text, names]) => `${names.join(", ")}\n\n${text}\n`),
    `Icons\n\n${readFileSync(join(source, "style/icons/LICENSE"), "utf8").trim()}\n`,
  ].join(LINE);
}

/** The crates in the program, without those that only build it. */
function linkedCrates(source) {
  const options = ["metadata", "--format-version", "1", "--locked", "--filter-platform", TARGET];
  const { packages, resolve } = JSON.parse(execFileSync("cargo", options, { cwd: source, maxBuffer: 1e9, encoding: "utf8" }));
  const crates = new Map(packages.map((crate) => [crate.id, crate]));
  const dependencies = new Map(resolve.nodes.map(({ id, deps }) => [id, deps]));
  const found = new Set();
  const visit = (id) => {
    if (found.has(id) || crates.get(id).targets.some(({ kind }) => kind.includes("proc-macro"))) return;
    found.add(id);
    for (const { pkg, dep_kinds } of dependencies.get(id)) if (dep_kinds.some(({ kind }) => kind === null)) visit(pkg);
  };
  visit(resolve.root);
  found.delete(resolve.root);
  return [...found].map((id) => crates.get(id)).sort((one, other) => (one.id < other.id ? -1 : 1));
}
