/** Stepping the cursor from burst to burst and from discharge to discharge. */
import type { Burst } from "@krampe/core/measurement/types/channel.ts";
import type { UnitMeasurement } from "@krampe/core/measurement/types/unit.ts";
import { bench, view } from "../bench/workbench.ts";
import { centredAt, within } from "../traces/time-window.ts";

/** The time of a discharge; the first one's before the unit fires. */
export function nearestDischarge({ dischargesS }: UnitMeasurement, atS: number): number {
  return dischargesS.reduce((best, time) => (Math.abs(time - atS) < Math.abs(best - atS) ? time : best));
}

export function stepDischarge(unit: UnitMeasurement, by: 1 | -1): void {
  const { cursorS } = view.get();
  const next =
    by > 0
      ? unit.dischargesS.find((time) => time > cursorS + 1e-6)
      : unit.dischargesS.findLast((time) => time < cursorS - 1e-6);
  if (next !== undefined) goTo(next);
}

export function stepBurst(bursts: readonly Burst[], by: 1 | -1): void {
  const { chosenBurstS } = bench.get();
  const { cursorS } = view.get();
  const index = bursts.findIndex(({ onsetS }) => onsetS === chosenBurstS);
  const next =
    index >= 0
      ? bursts[index + by]
      : by > 0
        ? bursts.find(({ offsetS }) => offsetS > cursorS)
        : bursts.findLast(({ onsetS }) => onsetS < cursorS);
  if (next) showBurst(next);
}

/** The burst with what is around it, chosen, the cursor at its onset. */
export function showBurst({ onsetS, offsetS }: Burst): void {
  const now = view.get();
  const lengthS = Math.max(0.02, offsetS - onsetS);
  const spanS = now.spanS < 1.2 * lengthS || now.spanS > 20 * lengthS ? 2 * lengthS : now.spanS;
  bench.set({ chosenBurstS: onsetS });
  view.set(within({ ...centredAt({ ...now, spanS }, (onsetS + offsetS) / 2), cursorS: onsetS }));
}

/** Moves the screen only if the moment is not on it. */
function goTo(atS: number): void {
  const now = view.get();
  const isSeen = atS >= now.fromS && atS <= now.fromS + now.spanS;
  view.set(isSeen ? { ...now, cursorS: atS } : centredAt(now, atS));
}
