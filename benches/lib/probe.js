// Runs in the app's frame before anything of the page does, and writes down when things are seen. `wanted` tells what to
// look for: `{ host, number, names }`, the number as digits. Times are milliseconds since the frame began to navigate.

export function probe(wanted) {
  if (location.host !== wanted.host || location.pathname === "/blank") return;
  const seen = { number: undefined, names: undefined };
  window.benchProbe = seen;

  // What keeps the page from drawing.
  seen.long = [];
  new PerformanceObserver((list) => seen.long.push(...list.getEntries())).observe({ type: "longtask", buffered: true });

  // What moves although nobody asked for it.
  seen.shift = 0;
  seen.moved = [];
  const shifted = (list) =>
    list.getEntries().forEach(({ value, sources }) => {
      seen.shift += value;
      seen.moved.push(...sources.map(({ node }) => node?.className || node?.nodeName));
    });
  new PerformanceObserver(shifted).observe({ type: "layout-shift", buffered: true });

  // The portal's first word: its answer to the SDK.
  addEventListener("message", () => (seen.answered = performance.now()), { capture: true, once: true });

  // Behind the next frame that is drawn: what is in the document then is on the screen.
  const afterPaint = (done) =>
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done(performance.now());
      port2.postMessage(0);
    });

  // The deepest element with the text, and whether it can be seen.
  const shows = (has) => {
    let at = document.body;
    if (!at || !has(at.textContent)) return false;
    for (let next = at; next; next = [...at.children].find((child) => has(child.textContent))) at = next;
    return at !== document.body && at.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };
  const number = (text) => text.replace(/\D/g, "").includes(wanted.number);
  const named = (name) => (text) => text.includes(name);
  const find = (key, found) => {
    if (seen[key] !== undefined || !found()) return;
    seen[key] = null;
    seen[`${key}Text`] = performance.now();
    afterPaint((at) => {
      seen[key] = at;
      if (seen.number && (seen.names || wanted.names.length === 0)) window.benchShown?.("");
    });
  };

  // Events: from the portal's message to the words of the state, in milliseconds and in frames that began between. This
  // listener is the first of the window, so it runs before the SDK's.
  const words = () => [...document.querySelectorAll("[role=status]")].map((one) => one.textContent).join("|");
  let pending;
  seen.events = [];
  addEventListener("message", ({ data }) => {
    if (!seen.watching || !/:\[?"(connecting|connected)"/.test(data)) return;
    pending = { at: performance.now(), words: words(), frames: 0 };
  });
  seen.watchEvents = () => {
    seen.watching = true;
    const count = () => {
      if (pending) pending.frames += 1;
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  };
  const look = () => {
    if (!pending || pending.words === words()) return;
    const { at, frames } = pending;
    const told = { text: performance.now() - at, frames };
    pending = undefined;
    afterPaint((now) => seen.events.push({ ...told, paint: now - at }));
  };

  new MutationObserver(() => {
    find("number", () => shows(number));
    find("names", () => wanted.names.every((name) => shows(named(name))));
    look();
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
}
