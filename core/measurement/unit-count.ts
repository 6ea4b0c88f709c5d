/**
 * How many units fire at the same time?
 *
 * A unit counts from the first to the last discharge of each of its trains; pauses longer than five of its usual intervals (and at
 * least a quarter of a second) end a train. Spans with the same number of units are one span.
 */
import { median } from "../signal/order-statistics.ts";
import type { Span } from "./types/estimate.ts";

const PAUSE_INTERVALS = 5;
const SHORTEST_PAUSE_S = 0.25;

export function unitCountOf(
  units: readonly { readonly dischargesS: readonly number[] }[],
): (Span & { readonly count: number })[] {
  const moves = units.flatMap(({ dischargesS }) =>
    trainSpans(dischargesS).flatMap(({ fromS, toS }) => [
      { atS: fromS, by: 1 },
      { atS: toS, by: -1 },
    ]),
  );
  moves.sort((a, b) => a.atS - b.atS || b.by - a.by);
  const spans: (Span & { count: number })[] = [];
  let count = 0;
  moves.forEach(({ atS, by }, index) => {
    count += by;
    const toS = moves[index + 1]?.atS ?? atS;
    if (count > 0 && toS > atS) spans.push({ fromS: atS, toS, count });
  });
  return spans;
}

function trainSpans(dischargesS: readonly number[]): Span[] {
  if (dischargesS.length < 2) return [];
  const intervals = dischargesS.slice(1).map((time, i) => time - dischargesS[i]);
  const pause = Math.max(SHORTEST_PAUSE_S, PAUSE_INTERVALS * median(intervals));
  const spans: Span[] = [];
  let first = 0;
  for (let i = 0; i < dischargesS.length; i++) {
    if (i + 1 < dischargesS.length && intervals[i] <= pause) continue;
    spans.push({ fromS: dischargesS[first], toS: dischargesS[i] });
    first = i + 1;
  }
  return spans;
}
