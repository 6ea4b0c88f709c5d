/**
 * Where does one stretch of activity end and the next begin?
 *
 * Active spans with short pauses between them are one stretch. Single discharges and short groups of them may lie seconds apart
 * and still belong together; contractions do not. What is left and usable is quiet, what is not usable is masked.
 */
import type { TimedTrack } from "../activity/quiet-spans.ts";
import type { Span } from "../types/estimate.ts";
import type { StretchKind } from "../types/stretch.ts";

export interface StretchSpan extends Span {
  readonly kind: StretchKind;
  /** The active spans in it. */
  readonly active: readonly Span[];
}

/** A span up to this long is a discharge or a group of them. */
const SHORT_S = 0.3;
const LONGEST_PAUSE_S = 1;
/** … between two short ones. */
const LONGEST_PAUSE_OF_SHORT_S = 10;
/** A group of discharges can be as long as this, and groups can be so far apart. */
const GROUP_S = 0.6;
const LONGEST_PAUSE_OF_GROUPS_S = 3.5;
/** Quiet and masked time that is shorter is not told. */
const SHORTEST_QUIET_S = 1;
const SHORTEST_MASKED_S = 0.2;
const MARGIN_S = 0.02;

/** `activeTimes` in order of time. */
export function stretchSpans(track: TimedTrack, activeTimes: readonly Span[]): StretchSpan[] {
  const endS = track.startS + track.meanSquares.length * track.binS;
  const active = joined(activeTimes).map((parts): StretchSpan => {
    const fromS = Math.max(track.startS, parts[0].fromS - MARGIN_S);
    const toS = Math.min(endS, parts[parts.length - 1].toS + MARGIN_S);
    return { kind: "active", fromS, toS, active: parts };
  });
  const masked = maskedSpans(track).map(
    ({ fromS, toS }): StretchSpan => ({ kind: "masked", fromS, toS, active: [] }),
  );
  const taken = [...active, ...masked].sort((a, b) => a.fromS - b.fromS);
  const quiet: StretchSpan[] = [];
  let fromS = track.startS;
  for (const span of [...taken, { fromS: endS, toS: endS }]) {
    if (span.fromS - fromS >= SHORTEST_QUIET_S || (taken.length === 0 && span.fromS > fromS))
      quiet.push({ kind: "quiet", fromS, toS: span.fromS, active: [] });
    fromS = Math.max(fromS, span.toS);
  }
  return [...taken, ...quiet].sort((a, b) => a.fromS - b.fromS);
}

function joined(spans: readonly Span[]): Span[][] {
  const groups: Span[][] = [];
  for (const span of spans) {
    const last = groups.at(-1)?.at(-1);
    if (last !== undefined && belongTogether(last, span)) groups[groups.length - 1].push(span);
    else groups.push([span]);
  }
  return groups;
}

function belongTogether(one: Span, next: Span): boolean {
  const longer = Math.max(one.toS - one.fromS, next.toS - next.fromS);
  const pauseS =
    longer <= SHORT_S
      ? LONGEST_PAUSE_OF_SHORT_S
      : longer <= GROUP_S
        ? LONGEST_PAUSE_OF_GROUPS_S
        : LONGEST_PAUSE_S;
  return next.fromS - one.toS <= pauseS;
}

function maskedSpans({ meanSquares, binS, startS }: TimedTrack): Span[] {
  const spans: Span[] = [];
  let from = -1;
  for (let bin = 0; bin <= meanSquares.length; bin++) {
    const masked = bin < meanSquares.length && !(meanSquares[bin] >= 0);
    if (masked && from < 0) from = bin;
    if (masked || from < 0) continue;
    if ((bin - from) * binS >= SHORTEST_MASKED_S)
      spans.push({ fromS: startS + from * binS, toS: startS + bin * binS });
    from = -1;
  }
  return spans;
}
