/**
 * Time without activity, usable time, and epochs of activity: three views of the same spans.
 */
import type { Span } from "../types/estimate.ts";
import type { ActiveSpan } from "./active-spans.ts";

/** What the energy track says about time: NaN is masked. */
export interface TimedTrack {
  readonly meanSquares: Float32Array;
  readonly binS: number;
  /** Time of bin 0. */
  readonly startS: number;
}

/** Pauses up to this long do not end an epoch. */
const PAUSE_S = 1;
const MARGIN_S = 0.05;

/** Usable time without activity, in order. With no spans: the usable time. */
export function quietSpans({ meanSquares, binS, startS }: TimedTrack, spans: readonly ActiveSpan[]): Span[] {
  const quiet: Span[] = [];
  let from = 0;
  let next = 0;
  const close = (to: number) => {
    if (to > from) quiet.push({ fromS: startS + from * binS, toS: startS + to * binS });
  };
  for (let bin = 0; bin < meanSquares.length; bin++) {
    while (next < spans.length && spans[next].to.bin <= bin) next++;
    const active = next < spans.length && spans[next].from.bin <= bin;
    if (!active && meanSquares[bin] >= 0) continue;
    close(bin);
    from = bin + 1;
  }
  close(meanSquares.length);
  return quiet;
}

/** When the active spans are. */
export function timesOf({ binS, startS }: TimedTrack, spans: readonly ActiveSpan[]): Span[] {
  return spans.map(({ from, to }) => ({ fromS: startS + from.bin * binS, toS: startS + to.bin * binS }));
}

/** Active spans with pauses of up to a second between them. */
export function epochsOf({ meanSquares, binS, startS }: TimedTrack, spans: readonly ActiveSpan[]): Span[] {
  const pause = Math.round(PAUSE_S / binS);
  const margin = Math.round(MARGIN_S / binS);
  const epochs: { from: number; to: number }[] = [];
  for (const span of spans) {
    const from = Math.max(0, span.from.bin - margin);
    const to = Math.min(meanSquares.length, span.to.bin + margin);
    const last = epochs.at(-1);
    if (last !== undefined && from - last.to <= pause) last.to = Math.max(last.to, to);
    else epochs.push({ from, to });
  }
  return epochs.map((epoch) => ({ fromS: startS + epoch.from * binS, toS: startS + epoch.to * binS }));
}

/** Share of the bins that were measured. */
export function usableShare(meanSquares: Float32Array): number {
  let usable = 0;
  for (let bin = 0; bin < meanSquares.length; bin++) if (meanSquares[bin] >= 0) usable++;
  return meanSquares.length > 0 ? usable / meanSquares.length : 0;
}
