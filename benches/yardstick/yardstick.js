// The yardstick: the first screen of the call card as a page of hand-written JavaScript, without a framework and without
// everything that comes after the first screen. It is meant to be as quick as such a page can well be.
"use strict";

const DIRECTIONS = { incoming: "Incoming", outgoing: "Outgoing", callback: "Callback" };
const PHASES = {
  "not-started": "Not started",
  connecting: "Connecting",
  talking: "Talking",
  ended: "Ended",
  failed: "Ended",
};
const KINDS = { CONTACT: "Contact", COMPANY: "Company", LEAD: "Lead", DEAL: "Deal" };

const byId = (id) => document.getElementById(id);
const element = (name, className, text = "") => {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
};
// Sets a text only where it changes, so that nothing is laid out or announced for nothing.
const say = (id, text) => {
  const at = byId(id);
  if (at.textContent !== text || at.firstElementChild) at.textContent = text;
};
const plain = (text) => {
  if (!text.includes("&")) return text;
  const area = document.createElement("textarea");
  area.innerHTML = text;
  return area.value;
};
const word = (value) => (value == null || value === "undefined" ? "" : plain(String(value)).trim());

let call = {};
let phase = "not-started";
let started = 0;
let sinceOpened = false;
let ticking = 0;
const names = new Map();
let asking = false;
let askAgain = false;

// ---- the call

function take(status, first) {
  call = { ...call, ...status };
  showCall();
  enter(word(call.CALL_STATE), first);
  showClient();
}

function enter(state, first, failed) {
  const before = phase;
  if (state === "connecting") phase = "connecting";
  else if (state === "connected") phase = "talking";
  else if (state === "idle" && before !== "not-started") phase = failed ? "failed" : "ended";
  if (phase === "talking" && before !== "talking") {
    started = Date.now();
    sinceOpened = Boolean(first);
  }
  byId("state").dataset.phase = phase;
  say("phase", failed ? `${PHASES[phase]} (${failed})` : PHASES[phase]);
  clearTimeout(ticking);
  if (phase === "talking") tick();
  byId("clock").hidden = !started || !["talking", "ended", "failed"].includes(phase);
}

function tick() {
  const ms = Math.max(0, Date.now() - started);
  const seconds = Math.floor(ms / 1000);
  const two = (value) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const time = `${hours ? `${hours}:` : ""}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  say("clock", sinceOpened ? `${time} since the card was opened` : time);
  ticking = setTimeout(tick, 1000 - (ms % 1000));
}

function showCall() {
  const direction = word(call.CALL_DIRECTION);
  const number = word(call.PHONE_NUMBER);
  const lineName = word(call.LINE_NAME);
  const lineNumber = word(call.LINE_NUMBER);
  const line = lineName && lineNumber && lineName !== lineNumber ? `${lineName} (${lineNumber})` : lineName || lineNumber;
  byId("direction").dataset.icon = direction;
  say("direction", DIRECTIONS[direction] ?? (direction || "Call"));
  say("number", number === "hidden" ? "Hidden number" : !number || number === "unknown" ? "Unknown number" : number);
  say("line", line && `Line ${line}`);
}

// ---- the client

const listed = () => {
  const primary = { ENTITY_TYPE: call.CRM_ENTITY_TYPE, ENTITY_ID: call.CRM_ENTITY_ID };
  const known = new Map();
  for (const { ENTITY_TYPE: type, ENTITY_ID: id } of [primary, ...Object.values(call.CRM_BINDINGS ?? [])]) {
    const key = `${type}_${id}`;
    if (word(type) && Number(id) > 0 && !known.has(key)) {
      known.set(key, { type, id: Number(id), primary: type === primary.ENTITY_TYPE && id === primary.ENTITY_ID });
    }
  }
  return known;
};

function showClient() {
  const items = listed();
  const list = byId("bindings");
  const keys = [...items.keys()].join();
  if (list.dataset.keys !== keys) {
    list.dataset.keys = keys;
    list.replaceChildren(...[...items].map(row));
  }
  byId("note").hidden = items.size > 0;
  say("note", items.size > 0 ? "" : "No client in CRM");
}

function row([key, { type, id, primary }]) {
  const made = element("li", "binding");
  made.dataset.key = key;
  made.dataset.icon = type;
  made.append(element("span", "binding-kind", KINDS[type] ?? "Item"));
  const link = element("a", "binding-name");
  link.href = `https://${BX24.getDomain()}/crm/${type.toLowerCase()}/details/${id}/`;
  link.target = "_blank";
  link.rel = "noopener";
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !BX24.openPath) return;
    event.preventDefault();
    BX24.openPath(new URL(link.href).pathname);
  });
  made.append(link);
  if (primary) made.append(element("span", "badge", "Primary"));
  made.append(element("span", "binding-more"));
  fill(made, key, id);
  return made;
}

function fill(made, key, id) {
  const known = names.get(key);
  made.toggleAttribute("aria-busy", !known);
  const link = made.querySelector("a");
  if (!known) link.replaceChildren(element("span", "skeleton"));
  else link.textContent = known.name || `${KINDS[made.dataset.icon] ?? "Item"} ${id}`;
  made.querySelector(".binding-more").textContent = known?.more ?? "";
}

/** Asks for all names that are neither known nor on their way, in one request. */
function loadNames() {
  const items = [...listed()].filter(([key, { type }]) => !names.has(key) && KINDS[type]).slice(0, 49);
  if (items.length === 0) return;
  for (const [key] of items) names.set(key, undefined);
  const cmd = Object.fromEntries(items.map(([key, { type, id }]) => [key, `crm.${type.toLowerCase()}.get?id=${id}`]));
  if (items.some(([, { type }]) => type === "DEAL")) cmd.stages = "crm.status.list?filter[ENTITY_ID]=DEAL_STAGE";
  BX24.callMethod("batch", { halt: 0, cmd }, (answer) => {
    if (answer.error()) {
      for (const [key] of items) names.delete(key);
      byId("note").hidden = false;
      return say("note", "The names could not be loaded.");
    }
    const { result, result_error: errors } = answer.data();
    for (const [key, { type }] of items) names.set(key, told(type, result[key], errors?.[key], result.stages ?? []));
    for (const made of byId("bindings").children) fill(made, made.dataset.key, made.dataset.key.split("_")[1]);
  });
}

function told(type, item, error, stages) {
  if (!item || error) return { name: "", more: "May not be read" };
  const person = [item.NAME, item.SECOND_NAME, item.LAST_NAME].map(word).filter(Boolean).join(" ");
  const name = type === "CONTACT" ? person : word(item.TITLE) || person;
  const stage = stages.find(({ STATUS_ID: id }) => id === item.STAGE_ID)?.NAME ?? item.STAGE_ID;
  const amount =
    type === "DEAL" && Number(item.OPPORTUNITY)
      ? new Intl.NumberFormat("en", { style: "currency", currency: item.CURRENCY_ID || "EUR" }).format(item.OPPORTUNITY)
      : "";
  return { name, more: [item.POST, stage, amount].map(word).filter(Boolean).join(" · ") };
}

// ---- the portal

/** Asks for the state of the call; once more if something happened meanwhile. */
function ask() {
  if (asking) return (askAgain = true);
  asking = true;
  BX24.placement.call("getStatus", {}, (status) => {
    asking = false;
    if (askAgain) {
      askAgain = false;
      return ask();
    }
    if (!status || Array.isArray(status)) return;
    take(status);
    loadNames();
  });
}

BX24.init(() => {
  take(BX24.placement.info().options, true);
  BX24.placement.bindEvent("CallCard::CallStateChanged", (state, extra) => enter(String(state), false, extra?.failedCode));
  BX24.placement.bindEvent("CallCard::EntityChanged", (entity) => {
    take(entity);
    ask();
  });
  loadNames();
  ask();
});
