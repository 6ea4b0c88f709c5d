/** Turns the screen to the part of the signal that an argument rests on, marks it there, and leads back to the argument. */
import type { TellingPart } from "@krampe/core/measurement/stretch/telling-part.ts";
import type { PatternArgument } from "@krampe/core/pattern/types/named-pattern.ts";
import { bench, view } from "../bench/workbench.ts";
import { measuredChannels } from "../report/joined-measurement.ts";
import { centredAt, within } from "../traces/time-window.ts";

/** What is marked on the screen, and why. */
export interface PointedAt {
  /** Index of the channel in the recording. */
  readonly channel: number;
  readonly part: TellingPart;
  readonly argument: PatternArgument;
  /** Id of the element that led there. */
  readonly fromId: string;
}

/** `measuredIndex`: the channel's place among those that were measured. */
export function pointAt(
  part: TellingPart,
  argument: PatternArgument,
  measuredIndex: number,
  fromId: string,
): void {
  const now = bench.get();
  const channel = measuredChannels(now)[measuredIndex];
  if (channel === undefined) return;
  const shown = now.shown.includes(channel) ? now.shown : [...now.shown, channel].sort((a, b) => a - b);
  bench.set({ shown, selected: channel, pointed: { channel, part, argument, fromId } });
  turnTo(part.fromS, part.toS);
}

/** With a part of its length around it, the cursor at its beginning. */
export function turnTo(fromS: number, toS: number): void {
  const spanS = Math.max(0.02, 1.2 * (toS - fromS));
  view.set(within({ ...centredAt({ ...view.get(), spanS }, (fromS + toS) / 2), cursorS: fromS }));
}

export function pointAtNothing(): void {
  bench.set({ pointed: undefined });
}
