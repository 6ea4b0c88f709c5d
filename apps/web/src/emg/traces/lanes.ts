/** One lane of the screen for each channel: where it lies, how it is scaled, and what is drawn in it. */
import type { TellingPart } from "@krampe/core/measurement/stretch/telling-part.ts";
import type { Burst, ChannelMeasurement } from "@krampe/core/measurement/types/channel.ts";
import type { UnitMeasurement } from "@krampe/core/measurement/types/unit.ts";
import type { PeakPyramid } from "@krampe/core/recording/peaks.ts";
import type { Channel, Span } from "@krampe/core/recording/recording.ts";
import { measurementOf } from "../bench/corrections.ts";
import type { Bench } from "../bench/workbench.ts";
import { withDrawnEnd } from "./drawn-end.ts";
import { fitOf } from "./fit.ts";
import { stepAtLeast } from "./scale-steps.ts";

export const RULER_PX = 30;
const DIVISION_PX = 44;

export interface Lane {
  readonly index: number;
  readonly channel: Channel;
  readonly top: number;
  readonly height: number;
  /** Even: half above the centre, half below. */
  readonly divisions: number;
  /** In the channel's unit. */
  readonly perDivision: number;
  readonly centre: number;
  /** −1: negative is up. */
  readonly sign: 1 | -1;
  readonly isSelected: boolean;
  readonly peaks: PeakPyramid;
  readonly marks: readonly Span[];
  readonly bursts: readonly Burst[];
  /** Onset of the one that a correction would change. */
  readonly chosenBurstS: number | undefined;
  /** The part that an argument rests on. */
  readonly pointed: TellingPart | undefined;
  readonly units: readonly UnitMeasurement[];
  /** What an amplitude of the measurement is multiplied with to be in the unit of the trace. */
  readonly perAmplitude: number;
  readonly envelope: Envelope | undefined;
}

export interface Envelope {
  readonly samplingFrequencyHz: number;
  /** In the channel's unit. */
  readonly values: Float32Array;
}

export function lanesOf(bench: Bench, heightPx: number): Lane[] {
  const { header, shown, peaks, marks, selected } = bench;
  if (!header) return [];
  const height = Math.max(1, (heightPx - RULER_PX) / Math.max(1, shown.length));
  const divisions = 2 * Math.max(1, Math.round(height / DIVISION_PX / 2));
  return shown.map((index, position): Lane => {
    const channel = header.channels[index];
    const measured = measurementOf(bench, index);
    return {
      index,
      channel,
      top: position * height,
      height,
      divisions,
      perDivision: bench.sensitivity.get(index) ?? fittedPerDivision(peaks[index], divisions),
      centre: fitOf(peaks[index]).centre,
      sign: bench.isNegativeUp ? -1 : 1,
      isSelected: index === selected,
      peaks: peaks[index],
      marks: [
        ...header.gaps.filter(({ channelId }) => !channelId || channelId === channel.id),
        ...(marks.get(index) ?? []),
      ],
      bursts: bench.showsBursts ? withDrawnEnd(measured?.bursts ?? [], index, bench.drawn) : [],
      chosenBurstS: bench.drawn?.edge === "onset" ? bench.drawn.toS : bench.chosenBurstS,
      pointed: bench.pointed?.channel === index ? bench.pointed.part : undefined,
      perAmplitude: measured ? perChannelUnit(measured) : 1,
      units: bench.showsBursts ? (measured?.units ?? []) : [],
      // The chosen channel's has a lane of its own.
      envelope:
        bench.showsEnvelope && measured && index !== selected ? envelopeOf(measured, channel) : undefined,
    };
  });
}

/** The step of the sensitivity with which nearly all of the signal is seen. */
function fittedPerDivision(peaks: PeakPyramid, divisions: number): number {
  const { reach } = fitOf(peaks);
  return reach > 0 ? stepAtLeast((reach / (divisions / 2)) * 1.02) : 1;
}

const PER_VOLT: Readonly<Record<string, number>> = { V: 1, mV: 1e3, uV: 1e6, nV: 1e9 };

function unitFactor(from: string, to: string): number {
  return (PER_VOLT[to] ?? 1) / (PER_VOLT[from] ?? 1);
}

/** What an amplitude of the measurement is multiplied with to be in the unit of the trace. */
export function perChannelUnit({ amplitudeUnit, unit }: ChannelMeasurement): number {
  return unitFactor(amplitudeUnit, unit);
}

const envelopes = new WeakMap<ChannelMeasurement, Envelope>();

/** The fast one, in the unit of the trace (measurements are in µV wherever the channel is calibrated). */
function envelopeOf(measured: ChannelMeasurement, { unit }: Channel): Envelope | undefined {
  const known = envelopes.get(measured);
  if (known) return known;
  const [fast] = [...measured.activity.envelopes].sort((a, b) => a.scaleMs - b.scaleMs);
  if (!fast) return undefined;
  const factor = unitFactor(measured.amplitudeUnit, unit);
  const envelope = {
    samplingFrequencyHz: fast.samplingFrequencyHz,
    values: fast.values.map((value) => value * factor),
  };
  envelopes.set(measured, envelope);
  return envelope;
}

/** Where a value lies, in pixels from the top of the screen. */
export function yOf({ top, height, divisions, perDivision, centre, sign }: Lane, value: number): number {
  return top + height / 2 - ((sign * (value - centre)) / perDivision) * (height / divisions);
}
