// The order in which functions compress best: each behind one that it has most in common with.

/** Two functions have something in common where so many lines of their texts, one after the other, are the same. */
const LINES = 3;
/** Behind how many of the last functions the next one is looked for, and by how much less each of them counts. */
const BEHIND = 3;
const LESS = 0.3;

/** `functions`, each with its `text`, in that order. The first one stays the first. The same functions give the same order. */
export function alike(functions) {
  const things = functions.map(({ text }) => thingsOf(text));
  const having = new Map();
  things.forEach((all, at) => all.forEach((thing) => having.get(thing)?.push(at) ?? having.set(thing, [at])));
  // What few have tells more than what many have.
  const weight = (thing) => Math.log(functions.length / having.get(thing).length) + 0.1;
  const whole = things.map((all) => all.reduce((sum, thing) => sum + weight(thing), 1));

  const left = new Set(functions.keys());
  const next = (order) => {
    let [best, most] = [left.values().next().value, 0];
    order.slice(-BEHIND).reverse().forEach((one, back) => {
      const common = new Map();
      for (const thing of things[one]) {
        for (const other of having.get(thing)) if (left.has(other)) common.set(other, (common.get(other) ?? 0) + weight(thing));
      }
      for (const [other, sum] of common) {
        const share = (1 - LESS * back) * sum / whole[other];
        if (share > most) [best, most] = [other, share];
      }
    });
    return best;
  };
  const order = [];
  while (left.size) {
    const one = next(order);
    left.delete(one);
    order.push(one);
  }
  return order.map((at) => functions[at]);
}

/** What a function consists of, without the numbers of its locals. */
function thingsOf(text) {
  const lines = text.split("\n").slice(1).map((line) => line.trim().replace(/\$\d+\b/g, ""));
  const things = new Set();
  for (let at = 0; at + LINES <= lines.length; at += 1) things.add(lines.slice(at, at + LINES).join("\n"));
  return [...things];
}
