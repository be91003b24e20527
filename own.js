// Opens the app's own page, which is a program of its own. boot.js imports this only there. tools/page.mjs inserts the
// words in capitals.

// The portal makes the frame of this page as high as its content. The frame of a card always fills its tab.
const fitFrame = () => {
  let frame;
  const fit = () => (frame ??= requestAnimationFrame(() => ((frame = undefined), window.BX24?.fitWindow?.())));
  new ResizeObserver(fit).observe(document.body);
};

export default async ({ url, part, compile }) => {
  const [program, module] = await Promise.all([
    part("The code of this page", import(url(OWN_JS))),
    part("The program of this page", compile(OWN_WASM)),
  ]);
  window.callCard.titles = JSON.stringify(TAB_TITLES);
  await program.default({ module_or_path: module });
  fitFrame();
};
