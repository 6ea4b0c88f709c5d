/** The stretch of time on the screen, and how it is moved. */
import type { RecordingHeader } from "@krampe/core/recording/recording.ts";
import { stepAtLeast } from "./scale-steps.ts";

export interface View {
  readonly fromS: number;
  readonly spanS: number;
  readonly cursorS: number;
  readonly durationS: number;
}

/** A screen of an EMG machine has ten divisions. */
export const DIVISIONS = 10;
const SHORTEST_S = 0.002;

/** Distance of the lines on the screen: a step of the sweep, so that there are 5 to 12 of them. */
export function divisionS(spanS: number): number {
  return stepAtLeast(spanS / 12);
}

/** All of a short recording at first, and of one without a clock; ten seconds of a long one. */
export function firstSpanS({ durationS, channels }: RecordingHeader): number {
  const hasClock = !channels.some(({ clock }) => clock === "assumed");
  return Math.max(SHORTEST_S, hasClock && durationS > 120 ? 10 : durationS);
}

export function panned(view: View, byS: number): View {
  return within({ ...view, fromS: view.fromS + byS });
}

/** `factor` below 1 shows less; what is at `aroundS` stays where it is. */
export function zoomed(view: View, factor: number, aroundS = view.fromS + view.spanS / 2): View {
  const spanS = clampSpan(view, view.spanS * factor);
  const share = (aroundS - view.fromS) / view.spanS;
  return within({ ...view, spanS, fromS: aroundS - share * spanS });
}

/** The screen set to a span around the cursor if it is seen, else around the middle. */
export function swept(view: View, spanS: number): View {
  const sees = view.cursorS >= view.fromS && view.cursorS <= view.fromS + view.spanS;
  return zoomed(view, spanS / view.spanS, sees ? view.cursorS : undefined);
}

export function centredAt(view: View, atS: number): View {
  return within({ ...view, fromS: atS - view.spanS / 2, cursorS: atS });
}

/** Turned to the screen that holds a time, as a sweep that starts anew at the left edge. */
export function turnedTo(view: View, atS: number): View {
  if (atS >= view.fromS && atS < view.fromS + view.spanS) return { ...view, cursorS: atS };
  return within({ ...view, fromS: atS, cursorS: atS });
}

export function within(view: View): View {
  const spanS = clampSpan(view, view.spanS);
  const fromS = Math.max(0, Math.min(view.durationS - spanS, view.fromS));
  const cursorS = Math.max(0, Math.min(view.durationS, view.cursorS));
  return { ...view, spanS, fromS, cursorS };
}

function clampSpan({ durationS }: View, spanS: number): number {
  return Math.max(Math.min(SHORTEST_S, durationS), Math.min(durationS, spanS));
}
