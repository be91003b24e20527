// Finishes the page after Trunk: puts in boot.js, own.js, the style sheets and the languages, and fills in the words in
// capitals of index.html and Trunk.toml. Trunk itself neither bundles @import nor minifies today's wasm-bindgen scripts.
//
// A debug build is the preview: the SDK is the simulated one. A release is named by its contents, so that every file
// but the page can be cached for ever, and it is refused if anything of the simulated portal is in it.

import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { basename, extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { shortGlue } from "./glue.mjs";
import { withIntegrity } from "./integrity.mjs";
import { shortNames } from "./names.mjs";
import { instrument, LOADER, split } from "./split.mjs";

const VENDOR_SDK = "https://api.bitrix24.com/api/v1/";
/** What can be said without texts: it stands in boot.js in English, and is fetched in all other languages only. */
const BOOT_TEXTS = /^(crash|diagnostics|page)\.|^(tab\.title|trouble\.retry)$/;
/** Texts that only the app's own page shows: a card does not wait for them. */
const OWN_TEXTS = /^(own|tab(?!\.title)|install|register|registered|unsaved|field\.number)\b/;
/**
 * Texts that only an agent's hand brings up, or a page without a call: they come with the later part of the program. What
 * a call, its troubles and a draft can show by themselves is not among them, nor are the reasons that any request can fail
 * for.
 */
const LATER_TEXTS = new RegExp([
  "^(call-type|copy|field|outside|place|record|timeman)\\b",
  "^refusal\\.(?!batch|https|plan|portal|signed-out)",
  "^search\\.(?!trouble)",
  "^earlier\\.(?!title)",
  "^client\\.open-failed",
  "^colleagues\\.(shown|hidden|handed-over|unknown-call|failed|list|hide$|hide-from)",
  "^wrap-up\\.(saved|failed|kept|errors|no-target|activity|duration|cost|currency|step)",
  "^draft\\.(?!saved|page)",
].join("|"));
/** Words that only the simulated portal uses: none may stand in a shipped file. */
const PREVIEW_WORDS = ["preview.invalid", "callCardPreview", "preview/sdk.js", "preview.css"];

/** The part of the program that is loaded when the agent's hand comes to the card. */
const LATER = "later.wasm";

const release = process.env.TRUNK_PROFILE === "release";
const source = process.env.TRUNK_SOURCE_DIR;
const dist = process.env.TRUNK_STAGING_DIR;
const version = readFileSync(join(source, "Cargo.toml"), "utf8").match(/^version = "(.+)"/m)[1];

const esbuild = await findEsbuild();
const properties = new Map();

const locales = addLocales();
let page = readFileSync(join(dist, "index.html"), "utf8");
let opener = read("own.js").replace("OWN_JS", "own-page.js").replace("OWN_WASM", "own-page_bg.wasm");
if (release) {
  page = page.replace(/<!--[^]*?-->|^\s+/gm, "");
  for (const name of readdirSync(dist).filter((name) => name.endsWith(".js"))) {
    const wasm = join(dist, name.replace(/\.js$/, "_bg.wasm"));
    writeFileSync(join(dist, name), shortGlue(readFileSync(join(dist, name), "utf8")));
    const programs = [wasm, ...(name.startsWith("call-card") ? splitCard(join(dist, name), wasm) : [])];
    const short = shortNames(script(readFileSync(join(dist, name), "utf8"), "esm"), ...programs.map((program) => readFileSync(program)));
    programs.forEach((program, index) => writeFileSync(program, short.programs[index]));
    writeFileSync(join(dist, name), short.script);
  }
  for (const name of readdirSync(dist).filter((name) => /\.(js|wasm)$/.test(name) && name !== LATER)) {
    const named = nameByContent(name);
    if (name.startsWith("own-page")) opener = opener.replace(name, named);
    else fill(name, named);
  }
} else {
  addPreview();
}
fill("LATER", existsSync(join(dist, LATER)) ? `./${nameByContent(LATER)}` : "");
fill("BOOT", add("boot.js", script(read("boot.js").replace("ENGLISH_TEXTS", () => locales.boot))));
opener = opener.replace("OWN_STYLE", add("own.css", style(join(source, "style/own.css"))));
fill("OWN_OPENER", add("own.js", script(opener, "esm")));
fill("FIRST_STYLE", `./${add("first.css", style(join(source, "style/first.css")))}`);
fill("STYLE", `./${add("style.css", style(join(source, "style/main.css")))}`);
fill("LOCALES", locales.folder);
fill("LANGUAGES", locales.codes.join(","));
fill("SDK", release ? VENDOR_SDK : "./preview/sdk.js");
fill("VERSION", version);
writeFileSync(join(dist, "index.html"), release ? withIntegrity(page, dist) : page);
if (release) refusePreview();

async function findEsbuild() {
  return (await import(pathToFileURL(join(tool("esbuild"), "lib/main.js")))).default;
}

/** The copy of an npm package that tools/setup keeps outside the checkout; see tools/versions. */
function tool(name) {
  const pinned = read("tools/versions").match(new RegExp(`^${name.toUpperCase()}=(.+)`, "m"))[1];
  const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "bitrix24-call-card");
  const folder = join(cache, `${name}-${pinned}`, "node_modules", name);
  if (!existsSync(folder)) throw new Error(`${name} ${pinned} is missing. Run tools/setup first.`);
  return folder;
}

/** Leaves in the card's program what shows the call; the page loads the rest later: its path. See tools/split.mjs. */
function splitCard(script, wasm) {
  const binaryen = join(tool("binaryen"), "bin");
  const text = readFileSync(script, "utf8");
  const place = /const import0 = \{/;
  if (!place.test(text)) throw new Error("The program's script has no list of imports.");
  if (process.env.CALL_CARD_PROFILE) {
    const marked = instrument(readFileSync(wasm), binaryen);
    writeFileSync(wasm, marked.program);
    writeFileSync(process.env.CALL_CARD_PROFILE, marked.names.join("\n"));
    writeFileSync(script, text.replace("wasm = instance.exports;", "$& globalThis.callCardRan = wasm.ran;"));
    return [];
  }
  const target = process.env.CARGO_TARGET_DIR || join(source, "target");
  const linked = readFileSync(join(target, "wasm32-unknown-unknown/release/call-card.wasm"));
  const parts = split(readFileSync(wasm), linked, binaryen, new Set(read("tools/first.txt").split("\n")));
  writeFileSync(wasm, parts.first);
  writeFileSync(join(dist, LATER), parts.later);
  // What the page gives the program is for both parts.
  writeFileSync(script, text.replace(place, `const import0 = callCard.host = { ${LOADER}: () => callCard.laterNow(wasm),`));
  return [join(dist, LATER)];
}

/** Puts `text` in every place of the page that holds `word`. */
function fill(word, text) {
  if (!page.includes(word)) throw new Error(`index.html has no place for ${word}`);
  page = page.replaceAll(word, text);
}

function read(path) {
  return readFileSync(join(source, path), "utf8");
}

/** Writes a file into dist, named by its contents in a release; returns its name. */
function add(name, text) {
  writeFileSync(join(dist, name), text);
  return release ? nameByContent(name) : name;
}

/** Trunk names a program by what cargo built, before wasm-opt, and its script by the program: not enough to cache by. */
function nameByContent(name) {
  const kind = extname(name);
  const stem = basename(name, kind).replace(/-[0-9a-f]{8,16}(?=_bg$|$)/, "");
  const named = `${stem}-${hash(readFileSync(join(dist, name)))}${kind}`;
  renameSync(join(dist, name), join(dist, named));
  return named;
}

function hash(bytes) {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 12);
}

/** The languages share one folder, in a release named by what is in all of them. What is not translated is English. */
function addLocales() {
  const names = readdirSync(join(source, "locales")).filter((name) => name.endsWith(".json")).sort();
  const english = JSON.parse(read("locales/en.json"));
  const texts = names.map((name) => Object.entries({ ...english, ...JSON.parse(read(join("locales", name))) }));
  // The own page fetches the first texts too, and has no later part. Nor have the preview and what tools/profile looks at.
  const isOwn = (key) => OWN_TEXTS.test(key);
  const inParts = release && !process.env.CALL_CARD_PROFILE;
  const isLater = (key) => inParts && !isOwn(key) && LATER_TEXTS.test(key);
  const isInBoot = (key, name) => release && name === "en.json" && BOOT_TEXTS.test(key);
  const parts = {
    "": (key, name) => !isOwn(key) && !isLater(key) && !isInBoot(key, name),
    later: isLater,
    own: (key) => isOwn(key) || isLater(key),
  };
  const files = Object.entries(parts).flatMap(([part, has]) =>
    names.map((name, index) => [part, name, JSON.stringify(Object.fromEntries(texts[index].filter(([key]) => has(key, name))))]));
  const folder = release ? `locales-${hash(JSON.stringify(files))}/` : "locales/";
  for (const [part, name, text] of files) {
    mkdirSync(join(dist, folder, part), { recursive: true });
    writeFileSync(join(dist, folder, part, name), text);
  }
  // What the tab is called in each: an administrator adds it for all.
  const titles = names.map((name, index) => [basename(name, ".json"), Object.fromEntries(texts[index])["tab.title"]]);
  writeFileSync(join(dist, folder, "titles.json"), JSON.stringify(Object.fromEntries(titles.filter(([, title]) => title))));
  const boot = JSON.stringify(Object.fromEntries(Object.entries(english).filter(([key]) => BOOT_TEXTS.test(key))));
  return { folder, boot, codes: names.map((name) => basename(name, ".json")) };
}

/** One style sheet with all that it imports; in a release with short names for its custom properties. */
function style(path) {
  const built = esbuild.buildSync({ entryPoints: [path], bundle: true, minify: release, write: false, external: ["data:*"] });
  const text = built.outputFiles[0].text;
  return release ? text.replace(/(--[a-z][\w-]*)(: )?/g, (_, name, colon) => shortProperty(name) + (colon ? ":" : "")) : text;
}

/** The same in every style sheet. */
function shortProperty(name) {
  if (!properties.has(name)) properties.set(name, `--${properties.size.toString(36)}`);
  return properties.get(name);
}

function script(text, format) {
  return release ? esbuild.transformSync(text, { minify: true, treeShaking: true, format }).code : text;
}

/** The simulated portal's SDK and the style of the page around the card. */
function addPreview() {
  mkdirSync(join(dist, "preview"), { recursive: true });
  for (const [from, to] of [["src/simulator/sdk.js", "sdk.js"], ["style/preview.css", "preview.css"]]) {
    if (existsSync(join(source, from))) copyFileSync(join(source, from), join(dist, "preview", to));
    else console.warn(`tools/page.mjs: ${from} is missing: the preview has none`);
  }
  page = page
    .replace(/ *<link rel="preload" as="script".*\n/, "") // The portal around the card has no use for an SDK.
    .replace(/.*href="STYLE">\n/, '$&    <link rel="stylesheet" href="./preview/preview.css">\n');
}

/** Fails a release that holds a file or a word of the simulated portal. */
function refusePreview() {
  const found = readdirSync(dist, { recursive: true }).flatMap((name) => {
    if (/preview/.test(name)) return [`${name} is a file of the preview`];
    if (statSync(join(dist, name)).isDirectory()) return [];
    const bytes = readFileSync(join(dist, name));
    return PREVIEW_WORDS.filter((word) => bytes.includes(word)).map((word) => `${name} contains ${word}`);
  });
  if (found.length > 0) throw new Error(`the simulated portal would be shipped:\n  ${found.join("\n  ")}`);
}
