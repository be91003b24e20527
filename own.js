// Opens the app's own page: a program of its own, with its own look and texts. boot.js fetches this only there, and hands
// over what it can do already.

// The portal makes the frame of this page as high as the page: asked for when that changes, once per frame at most.
// The frame of a card fills its tab.
const fit = () => {
  let due;
  const ask = () => (due ??= requestAnimationFrame(() => ((due = undefined), window.BX24?.fitWindow?.())));
  new ResizeObserver(ask).observe(document.body);
};

export default async ({ url, part, compile, fetchTexts, fetchText }) => {
  const card = window.callCard;
  const look = document.createElement("link");
  look.rel = "stylesheet";
  look.href = url("./OWN_STYLE");
  document.body.append(look); // Behind the style that it builds on.
  const [module, program, titles] = await Promise.all([
    part("The code of this page", import(url("./OWN_JS"))),
    part("The program of this page", compile("./OWN_WASM")),
    part("The texts of this page", fetchTexts("titles.json")),
    part("The texts of this page", fetchText(card.lang).catch(() => fetchText("en"))),
  ]);
  card.titles = JSON.stringify(titles);
  await module.default({ module_or_path: program });
  fit();
};
