/**
 * An end of a burst that is drawn along with a pointer, and becomes a correction when it is let go.
 *
 * The ends are taken hold of at the bracket below the trace; those of the chosen burst at any height of its lane.
 */
import type { Burst } from "@krampe/core/measurement/types/channel.ts";
import { makeCorrection } from "../bench/corrections.ts";
import { screenHeight } from "../bench/scales.ts";
import { bench, view } from "../bench/workbench.ts";
import { type Lane, lanesOf } from "./lanes.ts";
import type { Held } from "./pointers.ts";

/** From the lower edge of a lane. */
const BRACKET_PX = 22;
/** Nearer than this to its other end or a neighbour it does not come. */
const LEAST_S = 1e-4;

/** What lies under a point of the screen, in pixels, no farther than `reachPx`; undefined: nothing that could be drawn. */
export function burstEndAt(x: number, y: number, reachPx: number, widthPx: number): Held | undefined {
  const now = bench.get();
  const lane = lanesOf(now, screenHeight(now.shown.length)).find(
    ({ top, height }) => y >= top && y < top + height,
  );
  if (!lane || lane.channel.clock === "assumed") return undefined;
  const { fromS, spanS } = view.get();
  const xOf = (atS: number) => ((atS - fromS) / spanS) * widthPx;
  let best: { index: number; edge: "onset" | "offset"; awayPx: number } | undefined;
  lane.bursts.forEach((burst, index) => {
    if (!isInReach(lane, burst, y)) return;
    for (const edge of ["onset", "offset"] as const) {
      const awayPx = Math.abs(xOf(edge === "onset" ? burst.onsetS : burst.offsetS) - x);
      if (awayPx <= reachPx && awayPx < (best?.awayPx ?? Number.POSITIVE_INFINITY))
        best = { index, edge, awayPx };
    }
  });
  return best && heldEnd(lane, best.index, best.edge);
}

function isInReach({ top, height, isSelected, chosenBurstS }: Lane, { onsetS }: Burst, y: number): boolean {
  return y >= top + height - BRACKET_PX || (isSelected && onsetS === chosenBurstS);
}

function heldEnd({ index: channel, bursts }: Lane, index: number, edge: "onset" | "offset"): Held {
  const { onsetS, offsetS } = bursts[index];
  const earliest = edge === "onset" ? (bursts[index - 1]?.offsetS ?? 0) : onsetS;
  const latest = edge === "onset" ? offsetS : (bursts[index + 1]?.onsetS ?? view.get().durationS);
  const within = (atS: number) => Math.min(latest - LEAST_S, Math.max(earliest + LEAST_S, atS));
  return {
    atS: edge === "onset" ? onsetS : offsetS,
    draw: (atS) => {
      const toS = within(atS);
      bench.set({
        selected: channel,
        chosenBurstS: onsetS,
        drawn: { channel, onsetS, edge, toS },
      });
    },
    letGo: (atS) => {
      bench.set({ drawn: undefined });
      if (atS === undefined) return;
      const toS = within(atS);
      view.set({ ...view.get(), cursorS: toS });
      const isMoved = makeCorrection({ kind: "move-burst-edge", burst: { onsetS, offsetS }, edge, toS });
      if (isMoved && edge === "onset") bench.set({ chosenBurstS: toS });
    },
  };
}

/** The burst at a moment whose bracket a point lies on. */
export function burstAt(atS: number, y: number): Burst | undefined {
  const now = bench.get();
  return lanesOf(now, screenHeight(now.shown.length))
    .find(({ top, height }) => y >= top + height - BRACKET_PX && y < top + height)
    ?.bursts.find(({ onsetS, offsetS }) => onsetS <= atS && atS <= offsetS);
}
