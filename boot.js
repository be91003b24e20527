// Starts the call card: the SDK, the language and the app are fetched side by side, and the app is told of them in
// `window.callCard`. A start that fails, or that takes too long, becomes a sentence on the crash card.
(() => {
  "use strict";

  const { js, wasm, later, ownOpener, sdk, locales, languages, version } = document.currentScript.dataset;
  const TOO_LONG_MS = 20_000;
  const GLIMPSE_MS = 200;
  const LANGUAGE_KEY = "call-card.lang";
  // What a portal calls some languages, and their real names.
  const PORTAL_CODES = { la: "es", br: "pt-BR", ua: "uk", kz: "kk", sc: "zh-Hans", tc: "zh-Hant", vn: "vi" };

  const url = (path) => new URL(path, document.baseURI).href;
  const byId = (id) => document.getElementById(id);
  // A browser may refuse its storage, and not know a language: there is always something else.
  const quietly = (look) => {
    try {
      return look();
    } catch {
      return undefined;
    }
  };
  const parsed = new Promise((done) => {
    if (document.readyState !== "loading") done();
    else document.addEventListener("DOMContentLoaded", done);
  });

  // The crash card. What crashed first is what is shown, in the agent's language as soon as its texts have come.

  let started = false;
  let crash = false;
  const DRAFTS = "call-card.draft";
  // By where the app said last that what was typed is kept.
  const KEPT = { browser: "crash.kept-browser", portal: "crash.kept-portal", page: "crash.kept-page" };

  // What can be said without texts: tools/page.mjs puts it here.
  const ENGLISH = ENGLISH_TEXTS;
  const tell = () => {
    const { text } = card;
    const { lang, dir } = text === ENGLISH ? { lang: "en", dir: "ltr" } : document.documentElement;
    Object.assign(byId("crash"), { lang, dir });
    for (const place of document.querySelectorAll("[data-text]")) {
      const words = (text[place.dataset.text] ?? "").replace("{detail}", () => crash);
      place.lang = lang;
      if (place.textContent !== words) place.textContent = words; // Else a screen reader says all of it again.
    }
  };

  const fate = () =>
    KEPT[card.draft] ?? (!started && quietly(() => Object.keys(localStorage).some((key) => key.startsWith(DRAFTS))) ? "crash.drafts" : "");
  const diagnose = async () => {
    const sdk = await Promise.race([card.sdk, "loading"]);
    return [
      `call card ${version}`,
      `crash: ${crash || "late"}`,
      `program: ${started ? "started" : "not started"}`,
      `library: ${sdk}`,
      `language: ${card.lang}`,
      `draft: ${card.draft ?? "unknown"}`,
      card.report,
    ].join("\n");
  };
  const copyReport = async () => {
    const field = byId("crash-report");
    field.value = await diagnose();
    field.hidden = false;
    field.select();
    byId("crash-copied").dataset.text = document.execCommand("copy") ? "diagnostics.copied" : "crash.by-hand";
    tell();
  };

  const show = (why) => {
    byId("crash-reason").dataset.text = why;
    byId("crash-draft").dataset.text = fate();
    tell();
    byId("crash").hidden = false;
    // What is late has not stopped: what is there stays.
    byId("crash-title").hidden = !crash;
    byId("app").hidden = crash && !started;
    if (crash) byId("crash").scrollIntoView({ block: "nearest" });
    // Nobody listens to these any more. What stands there can still be copied.
    for (const field of crash ? document.querySelectorAll("#app textarea, #app input") : []) field.readOnly = true;
  };
  const hide = () => {
    byId("crash").hidden = true;
    byId("app").hidden = false;
  };
  // The reason is for developers, besides what the agent is told.
  const crashed = (reason, why = "crash.inside") => {
    if (crash) return;
    crash = reason;
    parsed.then(() => show(why));
  };

  // The language: the address, else the last one used, else the browser's, else English.

  const codes = languages.split(",");
  const tag = (code) => PORTAL_CODES[code] ?? code;
  const likely = (code) =>
    quietly(() => {
      const { language, script } = new Intl.Locale(tag(code)).maximize();
      return `${language}-${script}`;
    });
  const available = (wanted) => {
    const code = wanted?.toLowerCase();
    return codes.includes(code) ? code : code && codes.find((one) => likely(one) === likely(code));
  };
  const use = (code) => {
    card.lang = code;
    Object.assign(document.documentElement, { lang: tag(code), dir: code === "ar" ? "rtl" : "ltr" });
  };
  const get = async (path, options) => {
    const answer = await fetch(url(path), options);
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    return answer;
  };
  // The app's own page has texts of its own, besides those of the card.
  let own = false;
  const fetchTexts = async (path) => {
    const answer = await get(locales + path, { signal: AbortSignal.timeout?.(TOO_LONG_MS) });
    return answer.json(); // Fails where a server answers a missing file with a page.
  };
  const laterTexts = (code) => `later/${code}.json`;
  const fetchText = async (code) => {
    const [first, more] = await Promise.all([fetchTexts(`${code}.json`), own && fetchTexts(`own/${code}.json`)]);
    const text = { ...ENGLISH, ...first, ...more };
    // What cannot be loaded now is asked for once more when it is needed: see textNow.
    if (coming) await fetchTexts(laterTexts(code)).then((later) => joinTexts(text, later), () => undefined);
    use(code);
    parsed.then(tell);
    return (card.text = text);
  };
  const load = async (wanted) => {
    const code = available(wanted);
    if (!code) throw new Error(`no texts for ${wanted}`);
    const text = await fetchText(code);
    quietly(() => localStorage.setItem(LANGUAGE_KEY, code)); // Else the next start has to find it out again.
    return text;
  };

  // The SDK. Outside a portal there is nothing for it to talk to, and all it could do is throw.

  const loadSdk = () =>
    new Promise((done) => {
      const came = () => done(window.BX24 ? "ready" : "none");
      if ("BX24" in window) return came();
      if (window === window.top && !/^[^|]+\|\d\|[^|]+$/.test(window.name)) return done("none");
      const script = document.createElement("script");
      script.src = sdk;
      script.onload = came;
      script.onerror = () => done("failed");
      document.head.append(script);
      setTimeout(done, TOO_LONG_MS, "failed");
    });

  // A first glimpse of the call, from what the portal hands over at the start: the app itself may still be on its way.

  const ICONS = ["incoming", "outgoing", "callback"];

  // Once, and as text: the portal escapes some values for HTML.
  const decoded = (value) => Object.assign(document.createElement("textarea"), { innerHTML: value ?? "" }).value;
  const glimpse = () => {
    const { placement, options: call } = BX24.placement.info();
    const box = document.querySelector("#skeleton .call");
    if (placement !== "CALL_CARD" || !call || !box) return;
    let painted;
    const put = (place, ...children) => box.querySelector(place).replaceChildren(...children);
    const span = (className, text = "") => Object.assign(document.createElement("span"), { className, textContent: text });
    const number = decoded(call.PHONE_NUMBER);
    if (/^\+?\d+$/.test(number)) {
      const shown = span("number", number);
      shown.dir = "ltr";
      put(".call-number", shown);
      // A hidden page is never painted, and waits for nothing.
      painted = new Promise((done) => {
        setTimeout(done, 60);
        requestAnimationFrame(() => setTimeout(done));
      });
    }
    texts.then((words) => {
      const [name, number] = [call.LINE_NAME, call.LINE_NUMBER].map((value) => decoded(value).trim());
      const line = name.includes(number) ? name : [name, number].filter(Boolean).join(" · ");
      if (ICONS.includes(call.CALL_DIRECTION)) {
        put(".call-direction", span(`icon icon-${call.CALL_DIRECTION}`), span("", words[`direction.${call.CALL_DIRECTION}`]));
      }
      if (line) put(".call-line", words.line.replace("{line}", () => line));
      box.removeAttribute("aria-hidden");
    });
    return painted;
  };
  // Where there is no portal, never.
  const ready = async () => {
    if ((await card.sdk) !== "ready") return new Promise(() => {});
    return new Promise((done) => BX24.init(done));
  };

  // The app.

  const compile = async (wasm) => {
    const answer = await get(wasm);
    return answer.headers.get("content-type")?.startsWith("application/wasm")
      ? WebAssembly.compileStreaming(answer)
      : WebAssembly.compile(await answer.arrayBuffer());
  };
  const part = (name, promise) =>
    promise.catch((cause) => {
      throw Object.assign(new Error(`${name} could not be loaded.`, { cause }), { why: MISSING });
    });
  const start = async () => {
    const [module, program] = await Promise.all([
      part("The code of the call card", import(url(js))),
      part("The program of the call card", compile(wasm)),
      part("The texts of the call card", texts),
      parsed,
    ]);
    // While the program starts, the browser paints nothing: not even the number, which may come at any moment. Where it
    // does not, the program has waited long enough.
    await Promise.race([glimpsed, new Promise((done) => setTimeout(done, GLIMPSE_MS))]);
    exports = await module.default({ module_or_path: program });
    started = true;
  };

  // The later part of the program, for what only an agent's hand sets off: it is fetched as soon as that comes near,
  // and joins the first part. Whatever calls it before it is there has it loaded while everything waits.
  // It has texts of its own, which come with it. The preview is one program with all texts.
  let exports;
  let coming;
  const whole = new WeakSet(); // The texts that those of the later part have joined.
  const MISSING = "crash.missing";

  let came;
  const joined = new Promise((done) => (came = done));
  const join = (program) => {
    if (!exports.later.value) new WebAssembly.Instance(program, { f: exports, m: card.host });
    came();
  };
  if (!later) came();
  const joinTexts = (text, more) => whole.add(Object.assign(text, more));
  const fetchLater = async ({ text, lang }) => {
    try {
      const [program, more] = await Promise.all([compile(later), fetchTexts(laterTexts(lang))]);
      joinTexts(text, more);
      join(program);
    } catch (error) {
      coming = undefined;
      throw error;
    }
  };
  const inParts = () => later && !own;
  const loadLater = () => (coming ??= inParts() ? fetchLater(card) : Promise.resolve());
  const bytesNow = (path) => {
    const request = new XMLHttpRequest();
    request.open("GET", url(path), false);
    // The only way to bytes for a request that everything waits for.
    request.overrideMimeType("text/plain; charset=x-user-defined");
    request.send();
    return Uint8Array.from(request.responseText, (byte) => byte.charCodeAt());
  };
  const laterNow = (first) => {
    exports = first;
    try {
      join(new WebAssembly.Module(bytesNow(later)));
    } catch (cause) {
      crashed("The later part of the program could not be loaded.", MISSING);
      throw cause;
    }
  };
  // A text that is not there. Without those of the later part, the call is still shown and followed.
  const textNow = (key) => {
    const { text, lang } = card;
    try {
      if (inParts() && !whole.has(text)) joinTexts(text, JSON.parse(new TextDecoder().decode(bytesNow(locales + laterTexts(lang)))));
    } catch {
      crash || show(MISSING);
      return "…";
    }
    return text[key];
  };
  const near = () => started && loadLater().catch(() => undefined);
  for (const sign of ["pointerover", "pointerdown", "focusin", "keydown"]) addEventListener(sign, near, true);

  // Alt with a digit leads to a part of the page.
  addEventListener("keydown", (pressed) => {
    const digit = /^Digit([1-4])$/.exec(pressed.code)?.[1];
    if (!digit || !pressed.altKey || pressed.ctrlKey || pressed.metaKey || pressed.shiftKey) return;
    const part = document.querySelectorAll("main section[aria-labelledby]")[digit - 1];
    if (!part) return;
    pressed.preventDefault();
    part.tabIndex = -1;
    part.focus();
  });

  const failed = (error) => {
    console.error(error);
    crashed(error.message, error.why);
  };
  // The app's own page is a program of its own, which a card never waits for: see own.js.
  const ownPage = () => {
    own = true;
    return part("The code of this page", import(url(ownOpener)))
      .then((opener) => opener.default({ url, part, compile, fetchTexts, fetchText }))
      .catch(failed);
  };

  const card = (window.callCard = { version, page: location.origin + location.pathname, lang: "en", text: ENGLISH, sdk: loadSdk(), load, ownPage, crashed, later: loadLater, joined, laterNow, textNow });
  const late = setTimeout(() => crash || show("crash.late"), TOO_LONG_MS);

  use(available(new URLSearchParams(location.search).get("LANG")) || available(quietly(() => localStorage.getItem(LANGUAGE_KEY))) || available(navigator.language) || "en");
  const texts = load(card.lang).catch(() => fetchText("en"));
  card.ready = ready();
  // What fails here is told by the app itself.
  const glimpsed = Promise.all([card.sdk, parsed])
    .then(([state]) => state === "ready" && card.ready.then(glimpse))
    .catch(() => undefined);
  parsed.then(() => {
    byId("crash-retry").onclick = () => location.reload();
    byId("crash-copy").onclick = copyReport;
  });
  start()
    .then(() => crash || hide(), failed)
    .finally(() => clearTimeout(late));
})();
