// What the measurements come to: medians, spreads, ratios, and what they must not exceed.

/** The value below which `part` of the values lie. */
export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const [low, high] = [Math.floor(at), Math.ceil(at)];
  return sorted[low] + (sorted[high] - sorted[low]) * (at - low);
}

/** The rows of the cold load: name, unit, and how a run is read. */
const COLD = [
  ["First paint", "ms", (run) => run.firstPaint],
  ["First paint with text", "ms", (run) => run.contentfulPaint],
  ["The portal answers the SDK", "ms", (run) => run.answered],
  ["Number in the document", "ms", (run) => run.numberText],
  ["Number visible", "ms", (run) => run.number],
  ["Names visible", "ms", (run) => run.names],
  ["Over the line", "bytes", (run) => run.bytes.total],
  ["– page", "bytes", (run) => run.bytes.page],
  ["– style", "bytes", (run) => run.bytes.style],
  ["– script", "bytes", (run) => run.bytes.script],
  ["– program", "bytes", (run) => run.bytes.program],
  ["– texts", "bytes", (run) => run.bytes.texts],
  ["Requests", "", (run) => run.requests],
  ["REST requests until the names", "", (run) => run.trips],
];

const EVENT = [
  ["Event to text, in the document", "ms", (event) => event.text],
  ["Event to text, on the screen", "ms", (event) => event.paint],
  ["Frames drawn in between", "", (event) => event.frames],
];

/** Rows `{ name, unit, card, yardstick, ratio }`; a cell is `{ median, low, high }`, with the quartiles. */
export function timeRows({ cold, events }) {
  const of = (runs, read) => {
    const values = runs.map(read).map((value) => value ?? 0);
    return { median: quantile(values, 0.5), low: quantile(values, 0.25), high: quantile(values, 0.75) };
  };
  const rows = (kinds, runs) =>
    kinds.map(([name, unit, read]) => {
      const [card, yardstick] = [of(runs.card, read), of(runs.yardstick, read)];
      return { name, unit, card, yardstick, ratio: yardstick.median > 0 ? card.median / yardstick.median : undefined };
    });
  return [...rows(COLD, cold), ...rows(EVENT, events)];
}

/** Rows `{ name, card, yardstick }` of the long shift, each a list of what was measured. */
export function shiftRows({ shift }) {
  return shift
    ? [
        ["events", "events", "One card"],
        ["rounds", "rounds", "Cards opened and closed"],
      ].map(([key, counted, name]) => ({ name, counted, card: shift.card[key], yardstick: shift.yardstick[key] }))
    : [];
}

/**
 * What must hold. Answers a list of `{ name, told, holds }`.
 *
 * Times on a machine that does other things, too, are not exact, so each gate is on medians of interleaved runs: the
 * number's is the goal itself, the first paint's has a tenth or 30 ms, whichever is more, for two frames of noise.
 */
export function judge(result) {
  const rows = Object.fromEntries(timeRows(result).map((row) => [row.name, row]));
  const ms = (value) => `${value.toFixed(0)} ms`;
  const paint = rows["First paint"];
  const noise = Math.max(30, paint.yardstick.median * 0.1);
  const number = rows["Number visible"];
  const { card } = result.cold;
  const late = result.events.card.filter((event) => event.frames > 0).length;
  const gates = [
    {
      name: "first paint no later than the hand-written page's",
      told: `${ms(paint.card.median)} to ${ms(paint.yardstick.median)}, with ${ms(noise)} for noise`,
      holds: paint.card.median <= paint.yardstick.median + noise,
    },
    { name: "number visible within 1.5 times", told: `${number.ratio.toFixed(2)} times`, holds: number.ratio <= 1.5 },
    {
      name: "one REST request until the names",
      told: `${Math.max(...card.map((run) => run.trips))}`,
      holds: card.every((run) => run.trips === 1),
    },
    {
      name: "nothing asked for twice",
      told: [...new Set(card.flatMap((run) => run.twice))].join(", ") || "nothing",
      holds: card.every((run) => run.twice.length === 0),
    },
    {
      // A frame may begin right before the event's task ends; one in ten is such chance, more is a delay.
      name: "an event's text in the next frame",
      told: `${late} of ${result.events.card.length} later`,
      holds: late * 10 <= result.events.card.length,
    },
  ];
  return gates.concat(result.shift ? judgeShift(result.shift.card) : []);
}

/** What the SDK keeps for each question it was ever asked, in bytes. It is the portal's, and nothing frees it. */
const CALLBACK = 200;

/**
 * What must hold after a long shift: heap and memory within 5 % of the start, nodes and listeners equal. The SDK's own
 * share is taken off.
 */
export function judgeShift({ events, rounds }) {
  return [
    ["a card after many events", events],
    ["many cards opened and closed", rounds],
  ]
    .filter(([, measured]) => measured)
    .map(([name, measured]) => {
      const [first, last] = [measured[0], measured.at(-1)];
      const bytes = ({ heap, memory = 0, asked = 0 }) => heap + memory - asked * CALLBACK;
      const more = (bytes(last) / bytes(first) - 1) * 100;
      const told = `memory ${more.toFixed(1)} %, nodes ${last.nodes - first.nodes}, listeners ${last.listeners - first.listeners} more`;
      return { name, told, holds: more <= 5 && last.nodes === first.nodes && last.listeners === first.listeners };
    });
}
