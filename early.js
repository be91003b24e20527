// What the page does while the program is still loading, as soon as the portal has answered: it shows the number of the call
// in the skeleton, asks for the names of the CRM items, and shows them there. The program takes this request over where it
// would send the same first (`bx24/early_request.rs`), and asks itself otherwise.
const TYPES = { LEAD: [1, "STATUS"], DEAL: [2, "DEAL_STAGE"], CONTACT: [3], COMPANY: [4] };
const MAX_COMMANDS = 50;

/** The ids of the directories that an earlier card of this session has kept. */
const knownDirectories = () => {
  try {
    const kept = JSON.parse(sessionStorage.getItem(`call-card.names.${BX24.getDomain()}`));
    return kept.directories.map(({ id }) => id);
  } catch {
    return [];
  }
};

/** The commands of the batch, by key, as `api/crm.rs` writes them; nothing for items that only the program knows how to read. */
const commands = ({ CRM_ENTITY_TYPE, CRM_ENTITY_ID, CRM_BINDINGS }) => {
  const primary = { ENTITY_TYPE: CRM_ENTITY_TYPE, ENTITY_ID: CRM_ENTITY_ID };
  const bound = [primary, ...Object.values(CRM_BINDINGS ?? {})].filter(({ ENTITY_TYPE: type, ENTITY_ID: id }) => type && id > 0);
  const items = {};
  const directories = {};
  const known = bound.some(({ ENTITY_TYPE: type }) => TYPES[type]?.[1]) ? knownDirectories() : [];
  for (const { ENTITY_TYPE: type, ENTITY_ID: id } of bound) {
    if (!TYPES[type]) return {};
    const [number, directory] = TYPES[type];
    items[`${type}_${id}`] = `crm.item.get?entityTypeId=${number}&id=${id}`;
    if (directory && !known.includes(directory)) directories[directory] = `crm.status.entity.items?entityId=${directory}`;
  }
  return { ...items, ...directories };
};

/** Puts elements into a part of the skeleton, and has screen readers read it. There is none any more once the program draws. */
const fill = (place, ...elements) => {
  place?.replaceChildren(...elements);
  place?.closest("[aria-hidden]")?.removeAttribute("aria-hidden");
};
const element = (name, properties, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

/** Shows the number of the call. */
const showNumber = ({ placement, options }) => {
  if (placement !== "CALL_CARD" || !/^\+?\d+$/.test(options?.PHONE_NUMBER)) return;
  const number = element("span", { className: "number", dir: "ltr" }, options.PHONE_NUMBER);
  fill(document.querySelector("#skeleton .call-number"), number);
};

/** An item's name, as far as it needs no rules: those of `api/crm.rs` follow with the program. */
const nameOf = (type, { title, name, secondName, lastName }) =>
  (type !== "CONTACT" && title) || [name, secondName, lastName].filter(Boolean).join(" ");

/** Shows the names in the answer to the request, in the order of the request. `text` names the kinds of the items. */
const showNames = ({ params }, answer, text) => {
  const found = answer.error() ? undefined : answer.data().result;
  const rows = [];
  for (const key of Object.keys(JSON.parse(params).cmd)) {
    const type = key.split("_")[0];
    const item = found?.[key]?.item;
    const name = item && nameOf(type, item);
    if (!name) continue;
    const kind = element("span", { className: "binding-kind" }, text[`kind.${type}`]);
    const title = element("span", { className: "binding-name" }, element("bdi", {}, name));
    rows.push(element("li", { className: "binding" }, kind, title));
  }
  if (rows.length === 0) return;
  const heading = element("h2", {}, text["client.title"]);
  fill(document.querySelector("#skeleton .client"), heading, element("ul", { className: "bindings" }, ...rows));
};

/**
 * Sends the request, if there is anything to ask. Answers what the program needs to take it over: the method, its params as
 * JSON, the promise of what the SDK's callback gets, and whether it has failed. `undefined` if nothing was sent.
 */
export const askForNames = ({ placement, options }) => {
  const cmd = placement === "CALL_CARD" ? commands(options) : {};
  const count = Object.keys(cmd).length;
  if (count === 0 || count > MAX_COMMANDS) return undefined;
  const params = { halt: 0, cmd };
  const request = { method: "batch", params: JSON.stringify(params), failed: false };
  // After some failures the SDK calls nobody back, but throws in its own code.
  const fail = () => (request.failed = true);
  addEventListener("error", fail);
  request.answer = new Promise((done) => BX24.callMethod(request.method, params, done));
  request.answer.then(() => removeEventListener("error", fail));
  return request;
};

/** Resolves after a frame and a task, or after a tenth of a second: a page that is not visible has no frames. */
export const painted = () =>
  new Promise((done) => {
    requestAnimationFrame(() => setTimeout(done));
    setTimeout(done, 100);
  });

/** Does all this. `parsed` and `texts` are the promises of the document and of the texts in the agent's language. */
export const startEarly = async (card, parsed, texts) => {
  await card.ready;
  const info = BX24.placement.info();
  let request;
  try {
    card.request = request = askForNames(info);
  } catch {
    // What cannot be asked here, the program asks.
  }
  await parsed;
  showNumber(info);
  if (request) showNames(request, await request.answer, await texts);
};
