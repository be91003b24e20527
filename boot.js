// Starts the call card: loads SDK and texts, and the program when the portal has answered. What that needs from the page
// is in `window.callCard`. A start that fails or takes too long is explained on the crash card of index.html.
// Performance marks, for tools/bench and for the developer tools of a browser:
//   call-card:boot      this script runs
//   call-card:sdk       the SDK is loaded, or known to be missing
//   call-card:init      BX24.init has answered
//   call-card:compiled  the program is compiled; it is instantiated as soon as the texts are there
//   call-card:wasm      the program is instantiated and its `main` has returned
//   call-card:drawn     the program has drawn the header and the client
//   call-card:names     the names of all CRM items are drawn
import { painted, startEarly } from "./early.js";

const { js, wasm, own, sdk, locales, languages, version } = document.currentScript.dataset;
const TIMEOUT_MS = 20_000;
const PORTAL_FIRST_MS = 1_000;
const LANGUAGE_KEY = "call-card.lang";
const DRAFT_KEYS = "call-card.draft";
// The language tags of those languages that the portal names differently.
const LANGUAGE_TAGS = { la: "es", br: "pt-BR", ua: "uk", kz: "kk", sc: "zh-Hans", tc: "zh-Hant", vn: "vi" };
// Texts of this script and index.html for when no others can be loaded. tools/page.mjs inserts them.
const ENGLISH = ENGLISH_TEXTS;

const mark = (step) => performance.mark(`call-card:${step}`);
mark("boot");
const url = (path) => new URL(path, document.baseURI).href;
const byId = (id) => document.getElementById(id);
// A browser may refuse access to its storage, or not know a language.
const attempt = (action) => {
  try {
    return action();
  } catch {
    return undefined;
  }
};
const parsed = new Promise((done) => document.addEventListener("DOMContentLoaded", done));

// The crash card. It shows the first failure, in the agent's language if its texts are loaded.
let starting = 0; // How many programs are wanted and do not run yet.
let crash = "";
const DRAFT_TEXTS = { browser: "crash.kept-browser", portal: "crash.kept-portal", page: "crash.kept-page" };
const showTexts = () => {
  const { text } = card;
  const { lang, dir } = text === ENGLISH ? { lang: "en", dir: "ltr" } : document.documentElement;
  Object.assign(byId("crash"), { lang, dir });
  for (const element of document.querySelectorAll("[data-text]")) {
    const content = (text[element.dataset.text] ?? "").replace("{detail}", () => crash);
    element.lang = lang;
    if (element.textContent !== content) element.textContent = content; // Else a screen reader repeats it.
  }
};
const showCrash = (reason) => {
  const hasDraft = starting && attempt(() => Object.keys(localStorage).some((key) => key.startsWith(DRAFT_KEYS)));
  byId("crash-reason").dataset.text = reason;
  byId("crash-draft").dataset.text = DRAFT_TEXTS[card.draft] ?? (hasDraft ? "crash.drafts" : "");
  showTexts();
  byId("crash").hidden = false;
  byId("crash-title").hidden = !crash; // A start that is only late has not failed.
  byId("app").hidden = crash !== "" && starting > 0;
  if (crash) byId("crash").scrollIntoView({ block: "nearest" });
  // Nothing saves these any more, but their text can still be copied.
  for (const field of crash ? document.querySelectorAll("#app textarea, #app input") : []) field.readOnly = true;
};
// `detail` is for developers, `reason` the key of the text for the agent.
const crashed = (detail, reason = "crash.inside") => {
  if (crash) return;
  crash = detail;
  parsed.then(() => showCrash(reason));
};
const failed = (error) => (console.error(error), crashed(error.message, error.reason));
const copyDiagnostics = async () => {
  const field = byId("crash-report");
  field.value = [
    `call card ${version}`,
    `crash: ${crash || "late"}`,
    `program: ${starting ? "not started" : "started"}`,
    `library: ${await Promise.race([card.sdk, "loading"])}`,
    `language: ${card.lang}`,
    `draft: ${card.draft ?? "unknown"}`,
    card.report,
  ].join("\n");
  field.hidden = false;
  field.select();
  byId("crash-copied").dataset.text = document.execCommand("copy") ? "diagnostics.copied" : "crash.by-hand";
  showTexts();
};

// The language: of the address, else the last one used, else the browser's, else English.
const codes = languages.split(",");
const tag = (code) => LANGUAGE_TAGS[code] ?? code;
const languageAndScript = (code) => attempt(() => `${new Intl.Locale(tag(code)).maximize().baseName.split("-", 2)}`);
const available = (wanted) => {
  const code = wanted?.toLowerCase();
  return codes.includes(code) ? code : code && codes.find((one) => languageAndScript(one) === languageAndScript(code));
};
const setLanguage = (code) => {
  card.lang = code;
  Object.assign(document.documentElement, { lang: tag(code), dir: code === "ar" ? "rtl" : "ltr" });
};
const get = async (path, options) => {
  const answer = await fetch(url(path), options);
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer;
};
const fetchTexts = async (code) => {
  const answer = await get(`${locales}${code}.json`, { signal: AbortSignal.timeout?.(TIMEOUT_MS) });
  card.text = await answer.json(); // Fails where a server answers with a page for a missing file.
  setLanguage(code);
  parsed.then(showTexts);
  return card.text;
};
const load = async (wanted) => {
  const code = available(wanted);
  if (!code) throw new Error(`no texts for ${wanted}`);
  const text = await fetchTexts(code);
  attempt(() => localStorage.setItem(LANGUAGE_KEY, code));
  return text;
};

// The SDK. It is not run outside a portal, where it could only throw. An async script would wait for the first paint.
const loadSdk = () =>
  new Promise((done) => {
    const loaded = () => done(window.BX24 ? "ready" : "none");
    if ("BX24" in window) return loaded();
    if (window === window.top && !/^[^|]+\|\d\|[^|]+$/.test(window.name)) return done("none");
    const script = Object.assign(document.createElement("script"), { src: sdk, async: false, onload: loaded });
    script.onerror = () => done("failed");
    document.head.append(script);
  });
/** Resolves when BX24.init has answered: never where there is no portal. */
const init = async () => {
  if ((await card.sdk) !== "ready") return new Promise(() => {});
  await new Promise((done) => BX24.init(done));
  mark("init");
};

// The program.
const compile = async (path, ready) => {
  const [answer] = await Promise.all([get(path), ready]);
  const isWasm = answer.headers.get("content-type")?.startsWith("application/wasm");
  const module = await (isWasm ? WebAssembly.compileStreaming(answer) : WebAssembly.compile(await answer.arrayBuffer()));
  mark("compiled");
  return module;
};
const part = (name, promise) =>
  promise.catch((cause) => {
    throw Object.assign(new Error(`${name} could not be loaded.`, { cause }), { reason: "crash.missing" });
  });
const start = async () => {
  // It keeps the main thread busy. Before it arrives the portal answers; before it is compiled the number is painted.
  const portal = card.sdk.then((state) => state === "ready" && card.ready);
  await Promise.race([portal, new Promise((done) => setTimeout(done, PORTAL_FIRST_MS))]);
  const ready = painted();
  const [program, module] = await Promise.all([
    part("The code of the call card", ready.then(() => import(url(js)))),
    part("The program of the call card", compile(wasm, ready)),
    part("The texts of the call card", texts),
    parsed,
  ]);
  await program.default({ module_or_path: module });
  mark("wasm");
};
// The app's own page is another program: see own.js.
const openOwnPage = async () => (await part("The code of this page", import(url(own)))).default({ url, part, compile });
// Says when a program is late, until it runs or has failed.
const watch = (program) => {
  starting++;
  const late = setTimeout(() => crash || showCrash("crash.late"), TIMEOUT_MS);
  const runs = () => (starting--, (byId("crash").hidden = !crash));
  return program.then(runs, failed).finally(() => clearTimeout(late));
};
const ownPage = () => watch(openOwnPage());

// Alt with a digit moves the focus to a part of the page; a second time, to the first text that can be written there.
// What is folded does not count, nor does a key that is held down.
addEventListener("keydown", (event) => {
  const digit = /^Digit([1-4])$/.exec(event.code)?.[1];
  const section = digit && document.querySelectorAll("main section[aria-labelledby]")[digit - 1];
  if (!section || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (event.repeat) return;
  section.tabIndex = -1;
  const text = section.matches(":focus") && section.querySelector("textarea:not(details:not([open]) *)");
  (text || section).focus();
});

// The interface to the program. The start adds `request`, the program `draft` (where what was typed is kept) and, after a
// panic, `report`.
const card = (window.callCard = { version, page: location.origin + location.pathname, text: ENGLISH, sdk: loadSdk(), load, ownPage, crashed });
card.sdk.then(() => mark("sdk"));
card.ready = init();
const fromAddress = available(new URLSearchParams(location.search).get("LANG"));
setLanguage(fromAddress || available(attempt(() => localStorage.getItem(LANGUAGE_KEY))) || available(navigator.language) || "en");
const texts = load(card.lang).catch(() => fetchTexts("en"));
startEarly(card, parsed, texts).catch(() => undefined); // The program reports what fails here.
parsed.then(() => {
  byId("crash-retry").onclick = () => location.reload();
  byId("crash-copy").onclick = copyDiagnostics;
});
watch(start());
