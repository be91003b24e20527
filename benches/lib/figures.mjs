// What the measurements come to: medians, spreads, ratios, and what they must not exceed.

import { OPENINGS } from "./opening.mjs";

/** The value below which `part` of the values lie. */
export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const [low, high] = [Math.floor(at), Math.ceil(at)];
  return sorted[low] + (sorted[high] - sorted[low]) * (at - low);
}

/** The rows of an opening: name, unit, and how a run is read. The first ones are the headline. */
const HEADLINE = [
  ["First paint", "ms", (run) => run.firstPaint],
  ["First paint with text", "ms", (run) => run.contentfulPaint],
  ["Number visible", "ms", (run) => run.number],
  ["Names visible", "ms", (run) => run.names],
];
const DETAILS = [
  ["The portal answers the SDK", "ms", (run) => run.answered],
  ["Number in the document", "ms", (run) => run.numberText],
  ["Over the line", "bytes", (run) => run.bytes.total],
  ["– page", "bytes", (run) => run.bytes.page],
  ["– style", "bytes", (run) => run.bytes.style],
  ["– script", "bytes", (run) => run.bytes.script],
  ["– program", "bytes", (run) => run.bytes.program],
  ["– texts", "bytes", (run) => run.bytes.texts],
  ["Requests", "", (run) => run.requests],
  ["REST requests until the names", "", (run) => run.trips],
];
/** The steps of the card's start, by their performance marks: see boot.js. */
const STEPS = [
  ["the first script runs", (run) => run.marks.boot],
  ["the SDK is there", (run) => run.marks.sdk],
  ["`BX24.init` answers", (run) => run.marks.init],
  ["the program is compiled", (run) => run.marks.compiled],
  ["the program has started", (run) => run.marks.wasm],
  ["the program has drawn the first parts", (run) => run.marks.drawn],
  ["number in the document", (run) => run.numberText],
  ["number on the screen", (run) => run.number],
  ["names answered and drawn", (run) => run.marks.names],
  ["names on the screen", (run) => run.names],
];

const EVENT = [
  ["Event to text, in the document", "ms", (event) => event.text],
  ["Event to text, on the screen", "ms", (event) => event.paint],
  ["Frames drawn in between", "", (event) => event.frames],
];

const quartiles = (values) => ({ median: quantile(values, 0.5), low: quantile(values, 0.25), high: quantile(values, 0.75) });

/** Rows `{ name, unit, card, yardstick, ratio }` of runs of both pages; a cell is `{ median, low, high }`, with the quartiles. */
const rows = (kinds, runs) =>
  kinds.map(([name, unit, read]) => {
    const [card, yardstick] = [runs.card, runs.yardstick].map((of) => quartiles(of.map((run) => read(run) ?? 0)));
    return { name, unit, card, yardstick, ratio: yardstick.median > 0 ? card.median / yardstick.median : undefined };
  });

/** What an agent sees of one kind of opening. */
export const headline = (runs) => rows(HEADLINE, runs);

/** The rest of the first opening, and of an event. */
export const details = ({ openings, events }) => [...rows(DETAILS, openings.first), ...rows(EVENT, events)];

/** Rows `[step, median of each kind of opening]` of the card's start. */
export const steps = ({ openings }) =>
  STEPS.map(([name, read]) => [name, ...OPENINGS.map(({ key }) => quantile(openings[key].card.map(read), 0.5))]);

/** The longest task of a run between the portal's answer and the names, in milliseconds; 0 where none takes more than 50. */
const longest = (run) =>
  Math.max(0, ...run.long.filter(({ start, end }) => end > run.answered && start < run.names).map(({ start, end }) => end - start));

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
 * Times on a machine that does other things, too, are not exact, so each gate is on medians of interleaved runs; the first
 * paint's has a tenth or 30 ms, whichever is more, for two frames of noise.
 */
export function judge(result) {
  const ms = (value) => `${value.toFixed(0)} ms`;
  const [paint] = headline(result.openings.first);
  const noise = Math.max(30, paint.yardstick.median * 0.1);
  const first = result.openings.first.card;
  const all = OPENINGS.flatMap(({ key }) => result.openings[key].card);
  const late = result.events.card.filter((event) => event.frames > 0).length;
  const gates = [
    {
      name: "first paint no later than the hand-written page's",
      told: `${ms(paint.card.median)} to ${ms(paint.yardstick.median)}, with ${ms(noise)} for noise`,
      holds: paint.card.median <= paint.yardstick.median + noise,
    },
    ...OPENINGS.flatMap(judgeOpening(result)),
    {
      name: "one REST request until the names",
      told: `${Math.max(...all.map((run) => run.trips))}`,
      holds: all.every((run) => run.trips === 1),
    },
    {
      name: "nothing asked for twice",
      told: [...new Set(first.flatMap((run) => run.twice))].join(", ") || "nothing",
      holds: first.every((run) => run.twice.length === 0),
    },
    {
      name: "nothing moves while the card opens",
      told: [`layout shift ${Math.max(...all.map((run) => run.shift)).toFixed(3)}`, ...new Set(all.flatMap((run) => run.moved))].join(", "),
      holds: all.every((run) => run.shift === 0),
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

/** What must hold for one kind of opening: ratios to the hand-written page, and no task that keeps the agent waiting. */
const judgeOpening = (result) => (kind) => {
  const runs = result.openings[kind.key];
  const ratio = (name, most) => {
    const { ratio } = headline(runs).find((row) => row.name === name);
    return { name: `${kind.name}: ${name.toLowerCase()} within ${most} times`, told: `${ratio.toFixed(2)} times`, holds: ratio <= most };
  };
  const task = quantile(runs.card.map(longest), 0.5);
  return [
    ratio("Number visible", kind.number),
    ratio("Names visible", kind.names),
    {
      name: `${kind.name}: no task over ${kind.task} ms between the portal's answer and the names`,
      told: task ? `${task.toFixed(0)} ms` : "none over 50 ms",
      holds: task <= kind.task,
    },
  ];
};

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
