// docs/bench.svg: when each page shows what on its third opening, as bars.

import { headline } from "./figures.mjs";

const ROWS = ["First paint", "Number visible", "Names visible"];
const [WIDTH, LEFT, RIGHT, BAR, GAP, TOP] = [720, 130, 80, 18, 22, 64];

/** The chart as SVG, readable on light and on dark. */
export function chart(result) {
  const rows = headline(result.openings.third).filter(({ name }) => ROWS.includes(name));
  const most = Math.max(...rows.flatMap(({ card, yardstick }) => [card.high, yardstick.high]));
  const step = [50, 100, 200, 250, 500, 1000].find((step) => most / step <= 7) ?? 2000;
  const end = Math.ceil(most / step) * step;
  const x = (ms) => (LEFT + (ms / end) * (WIDTH - LEFT - RIGHT)).toFixed(1);
  const height = TOP + rows.length * (2 * BAR + 4 + GAP) + 24;
  const parts = [];
  for (let ms = 0; ms <= end; ms += step) {
    parts.push(`<path class="grid" d="M${x(ms)} ${TOP - 8}V${height - 24}"/>`);
    parts.push(`<text class="small" x="${x(ms)}" y="${height - 8}" text-anchor="middle">${ms}${ms === end ? " ms" : ""}</text>`);
  }
  rows.forEach(({ name, card, yardstick }, index) => {
    const top = TOP + index * (2 * BAR + 4 + GAP);
    parts.push(`<text x="${LEFT - 12}" y="${top + BAR + 7}" text-anchor="end">${name}</text>`);
    [
      ["card", card],
      ["hand", yardstick],
    ].forEach(([kind, { median, low, high }], at) => {
      const y = top + at * (BAR + 4);
      parts.push(`<path class="${kind}" d="M${x(0)} ${y}H${x(median)}v${BAR}H${x(0)}z"/>`);
      parts.push(`<path class="spread" d="M${x(low)} ${y + BAR / 2}H${x(high)}"/>`);
      parts.push(`<text class="small" x="${Number(x(Math.max(median, high))) + 8}" y="${y + BAR / 2 + 4}">${median.toFixed(0)} ms</text>`);
    });
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title">
<title id="title">${title(rows)}</title>
<style>
text { font: 14px system-ui, "Helvetica Neue", Arial, sans-serif; fill: #2b3036; }
.small { font-size: 12px; fill: #525c69; font-variant-numeric: tabular-nums; }
.card { fill: #2066b0; } .hand { fill: #a9b4c0; }
.grid { stroke: #7b858f; stroke-opacity: .3; } .spread { stroke: #2b3036; stroke-width: 1.5; }
@media (prefers-color-scheme: dark) {
text { fill: #e9ecef; } .small { fill: #b3bbc5; }
.card { fill: #7db8f5; } .hand { fill: #6b7683; } .spread { stroke: #e9ecef; }
}
</style>
<path class="card" d="M${LEFT} 16h14v14h-14z"/><text x="${LEFT + 22}" y="28">Call card</text>
<path class="hand" d="M${LEFT + 120} 16h14v14h-14z"/><text x="${LEFT + 142}" y="28">The same first screen by hand</text>
${parts.join("\n")}
</svg>
`;
}

function title(rows) {
  const told = rows.map(({ name, card, yardstick }) => `${name}: ${card.median.toFixed(0)} to ${yardstick.median.toFixed(0)} ms`);
  return `The third opening of the call card and of the same first screen by hand. ${told.join("; ")}`;
}
