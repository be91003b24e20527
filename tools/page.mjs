// Completes the page after Trunk has built the programs (a post_build hook, see Trunk.toml): bundles and minifies our
// scripts and styles with esbuild, adds the texts, and fills in the words in capitals of index.html and Trunk.toml.
//
// A debug build is the preview, with the simulated portal; PREVIEW=1 makes one of an optimized build. In a release every
// file but the page is named by its content, so that it can be cached forever, and the page has the hash of each script
// and style that it names. A release that contains anything of the simulated portal, or a path of this computer, fails.

import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { extname, join, relative } from "node:path";
import esbuild from "esbuild";

const VENDOR_SDK = "https://api.bitrix24.com/api/v1/";
/** The files of the preview, and where they come from. */
const PREVIEW_FILES = { "sdk.js": "src/simulator/sdk.js", "preview.css": "style/preview.css" };
/** What must not be in a shipped file: words of the simulated portal, and paths of this computer. */
const REFUSED = ["preview.invalid", "callCardPreview", "preview/sdk.js", "preview.css", `${homedir()}/.`];

const { TRUNK_SOURCE_DIR: source, TRUNK_STAGING_DIR: dist, TRUNK_PROFILE: profile } = process.env;
const release = profile === "release";
const preview = !release || process.env.PREVIEW === "1";
const read = (path) => readFileSync(join(source, path), "utf8");

let page = readFileSync(join(dist, "index.html"), "utf8");
const version = read("Cargo.toml").match(/^version = "(.+)"/m)[1];
const texts = readTexts();

const own = {};
for (const name of readdirSync(dist).filter((name) => /\.(js|wasm)$/.test(name))) {
  if (name.endsWith(".js") && release) bundle(join(dist, name), { allowOverwrite: true, bundle: false });
  const named = release ? nameByContent(name) : name;
  if (name.startsWith("own-page")) own[extname(name)] = named;
  else fill(name, named);
}

const json = JSON.stringify;
const titles = Object.fromEntries(Object.entries(texts).map(([code, text]) => [code, text["tab.title"]]));
fill("OWN", script("own.js", { OWN_JS: json(`./${own[".js"]}`), OWN_WASM: json(`./${own[".wasm"]}`), TAB_TITLES: json(titles) }));
fill("BOOT", script("boot.js", { ENGLISH_TEXTS: json(bootTexts()) }));
fill("STYLE", `./${bundle(join(source, "style/main.css"))}`);
fill("LOCALES", `./${writeTexts()}/`);
fill("LANGUAGES", Object.keys(texts).join());
fill("SDK", preview ? "./preview/sdk.js" : VENDOR_SDK);
fill("VERSION", version);
if (!preview) {
  writeFileSync(join(dist, "index.html"), withIntegrity(page.replace(/<!--[^]*?-->|^\s+/gm, "")));
  refuse();
} else {
  mkdirSync(join(dist, "preview"), { recursive: true });
  for (const [name, from] of Object.entries(PREVIEW_FILES)) copyFileSync(join(source, from), join(dist, "preview", name));
  page = page.replace("</head>", '<link rel="stylesheet" href="./preview/preview.css"></head>');
  // The page of the simulated portal loads no SDK.
  writeFileSync(join(dist, "index.html"), page.replace(/.*<link rel="preload" as="script".*\n/, ""));
}

/** Puts `text` in every place of the page that has the word. */
function fill(word, text) {
  const place = new RegExp(`\\b${word.replaceAll(".", "\\.")}\\b`, "g");
  if (!place.test(page)) throw new Error(`The page has no place for ${word}.`);
  page = page.replace(place, () => text);
}

/** Bundles a script or a style sheet into `dist`; answers the name of the file. */
function bundle(path, options) {
  const { metafile } = esbuild.buildSync({
    entryPoints: [path], outdir: dist, bundle: true, minify: release, metafile: true, logLevel: "warning", ...options,
  });
  const name = relative(dist, Object.keys(metafile.outputs)[0]);
  return release && options?.bundle !== false ? nameByContent(name) : name;
}

function script(name, define) {
  return `./${bundle(join(source, name), { define, format: name === "own.js" ? "esm" : "iife" })}`;
}

function hash(bytes) {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 12);
}

/**
 * Renames a file of `dist`. The hash that Trunk gives a program goes: it is that of the program before wasm-opt, a number of
 * 64 bits without leading zeros.
 */
function nameByContent(name) {
  const [, stem, kind] = name.replace(/-[0-9a-f]{1,16}(?=[_.])/, "").match(/(.+)(\.\w+)$/);
  const named = `${stem}-${hash(readFileSync(join(dist, name)))}${kind}`;
  renameSync(join(dist, name), join(dist, named));
  return named;
}

/** All texts by language. What is not translated is English. */
function readTexts() {
  const english = JSON.parse(read("locales/en.json"));
  const names = readdirSync(join(source, "locales")).sort();
  return Object.fromEntries(names.map((name) => [name.replace(".json", ""), { ...english, ...JSON.parse(read(`locales/${name}`)) }]));
}

/** The English texts that boot.js and index.html name. */
function bootTexts() {
  const keys = (read("boot.js") + read("index.html")).match(/(?<=")[a-z-]+\.[a-z-]+(?=")/g);
  return Object.fromEntries(keys.filter((key) => texts.en[key]).map((key) => [key, texts.en[key]]));
}

/** Writes a file for each language into a folder that is named by the content of all; answers its name. */
function writeTexts() {
  const folder = release ? `locales-${hash(json(texts))}` : "locales";
  mkdirSync(join(dist, folder), { recursive: true });
  for (const [code, text] of Object.entries(texts)) writeFileSync(join(dist, folder, `${code}.json`), json(text));
  return folder;
}

function withIntegrity(page) {
  return page.replace(/ (?:src|href)="\.\/([^"]+\.(?:js|css))"/g, (attribute, name) => {
    const digest = createHash("sha256").update(readFileSync(join(dist, name))).digest("base64");
    return `${attribute} integrity="sha256-${digest}"`;
  });
}

function refuse() {
  const files = readdirSync(dist, { recursive: true }).filter((name) => statSync(join(dist, name)).isFile());
  const found = files.flatMap((name) => {
    const bytes = readFileSync(join(dist, name));
    return REFUSED.filter((word) => bytes.includes(word) || name.includes(word)).map((word) => `${name} contains ${word}`);
  });
  if (found.length > 0) throw new Error(`This must not be shipped:\n  ${found.join("\n  ")}`);
}
