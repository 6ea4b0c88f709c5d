/**
 * What the other channels do during a stretch: how much of its active time another one is active too, how alike the envelopes
 * are, and how near each other their levels.
 *
 * Of several others the one counts that shares the most. Whether it is an antagonist is not known here. Levels are mean
 * envelopes while the own channel is active, noise taken off, the lesser over the greater; two electrodes over two muscles do not
 * weigh effort alike, so a ratio near 1 and one of a tenth can be told apart, a half and a third hardly.
 */

import { correlation } from "../../signal/correlation.ts";
import { slidingMeanSquare } from "../../signal/energy-track.ts";
import type { MeasuredChannel } from "../measure-channel.ts";
import type { Estimate, Span } from "../types/estimate.ts";
import type { Stretch } from "../types/stretch.ts";
import { abstain, measured } from "../uncertainty.ts";

const SCALE_S = 0.1;
const STEP_S = 0.02;
/** Envelopes are compared this far beyond the stretch on both sides, so that a common beginning and end counts. */
const AROUND_S = 0.5;
const FEWEST_STEPS = 25;

interface Envelope {
  readonly levels: Float32Array;
  readonly active: Uint8Array;
  readonly startS: number;
  readonly unit: string;
}

export function withOtherChannels(channels: readonly MeasuredChannel[]): MeasuredChannel[] {
  const count = channels.length;
  const envelopes = count > 1 ? channels.map(envelopeOf) : [];
  return channels.map((channel, own) => ({
    ...channel,
    measurement: {
      ...channel.measurement,
      stretches: channel.measurement.stretches.map((stretch) =>
        withFeatures(
          stretch,
          count,
          stretch.kind === "active" && count > 1 ? best(stretch, own, envelopes) : undefined,
        ),
      ),
    },
  }));
}

function withFeatures(stretch: Stretch, count: number, with_: Likeness | undefined): Stretch {
  const on: Span = { fromS: stretch.fromS, toS: stretch.toS };
  const none = abstain("not-identifiable", count);
  const exactly = (value: number): Estimate => measured(value, value, value, "1", count);
  return {
    ...stretch,
    features: {
      ...stretch.features,
      "channel-count": { value: exactly(count), on },
      "other-channel-share": { value: with_ === undefined ? none : exactly(with_.share), on },
      "other-channel-balance": {
        value: with_?.balance === undefined ? none : exactly(with_.balance),
        on,
      },
      "other-channel-likeness": {
        value: with_ === undefined || !Number.isFinite(with_.likeness) ? none : exactly(with_.likeness),
        on,
      },
    },
  };
}

interface Likeness {
  readonly share: number;
  readonly likeness: number;
  /** Undefined when the two are not in one unit. */
  readonly balance: number | undefined;
}

function envelopeOf({
  meanSquares,
  binS,
  startS,
  noisePower,
  spans,
  measurement,
}: MeasuredChannel): Envelope {
  const smooth = slidingMeanSquare(meanSquares, Math.max(1, Math.round(SCALE_S / binS)));
  const step = Math.max(1, Math.round(STEP_S / binS));
  const count = Math.floor(smooth.length / step);
  const levels = Float32Array.from({ length: count }, (_, i) =>
    Math.sqrt(Math.max(0, (smooth[i * step] || 0) - noisePower)),
  );
  const active = new Uint8Array(count);
  for (const { from, to } of spans)
    active.fill(1, Math.floor(from.bin / step), Math.min(count, Math.ceil(to.bin / step)));
  return { levels, active, startS, unit: measurement.amplitudeUnit };
}

function best(stretch: Span, own: number, envelopes: readonly Envelope[]): Likeness | undefined {
  let found: Likeness | undefined;
  envelopes.forEach((other, index) => {
    if (index === own) return;
    const one = likeness(stretch, envelopes[own], other);
    if (one !== undefined && (found === undefined || one.share > found.share)) found = one;
  });
  return found;
}

function likeness({ fromS, toS }: Span, own: Envelope, other: Envelope): Likeness | undefined {
  const a: number[] = [];
  const b: number[] = [];
  let active = 0;
  let both = 0;
  let ownLevel = 0;
  let otherLevel = 0;
  for (let timeS = fromS - AROUND_S; timeS < toS + AROUND_S; timeS += STEP_S) {
    const i = Math.round((timeS - own.startS) / STEP_S);
    const j = Math.round((timeS - other.startS) / STEP_S);
    if (i < 0 || j < 0 || i >= own.levels.length || j >= other.levels.length) continue;
    a.push(own.levels[i]);
    b.push(other.levels[j]);
    if (own.active[i] === 0) continue;
    active++;
    ownLevel += own.levels[i];
    otherLevel += other.levels[j];
    if (other.active[j] === 1) both++;
  }
  if (a.length < FEWEST_STEPS || active === 0) return undefined;
  const greater = Math.max(ownLevel, otherLevel);
  return {
    share: both / active,
    likeness: correlation(a, b),
    balance: own.unit === other.unit && greater > 0 ? Math.min(ownLevel, otherLevel) / greater : undefined,
  };
}
