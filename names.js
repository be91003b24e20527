// Asks for the names of the call's CRM items as soon as the portal has answered, while the program is still loading. The
// program takes this request over where it would send the same first (`bx24/early_request.rs`), and asks itself otherwise.
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
