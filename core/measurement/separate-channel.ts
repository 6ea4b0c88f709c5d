/**
 * From a channel's epochs of activity to its motor units, each measured.
 *
 * Separation itself is handed in (`separation/`): it takes band-passed samples and gives units. Long recordings are
 * separated in part: epochs from the whole length are taken until the budget is used up, and what was separated is said.
 * Units are not followed across epochs that were separated apart.
 */
import type { Issue } from "../issue/issue.ts";
import { median } from "../signal/order-statistics.ts";
import { type ChannelSignal, stretchOf } from "./channel-signal.ts";
import { firingOf } from "./firing/firing.ts";
import { type LookedAt, potentialOf } from "./potential.ts";
import type { SeparatedUnit } from "./types/discharge.ts";
import type { Span } from "./types/estimate.ts";
import type { UnitMeasurement } from "./types/unit.ts";

export interface SeparationInput {
  /** Band-passed, mean 0, no NaN; one array a channel. */
  readonly channels: readonly Float32Array[];
  readonly samplingFrequencyHz: number;
  /** Time of the first sample. */
  readonly startS: number;
  /** Standard deviation of the noise of each channel. */
  readonly noiseLevels: readonly number[];
  /** Shortest interval of one unit. */
  readonly minimumIntervalMs: number | undefined;
}

export interface SeparatedForMeasurement {
  readonly units: readonly SeparatedUnit[];
  readonly issues: readonly Issue[];
}

export type SeparateUnits = (input: SeparationInput) => SeparatedForMeasurement;

export interface SeparatedChannel {
  readonly units: readonly UnitMeasurement[];
  readonly spans: readonly Span[];
  /** Each once. What keeps units from being found in one span is not told when another span gives some. */
  readonly issues: readonly Issue[];
}

export interface ChannelToSeparate {
  readonly signal: ChannelSignal;
  readonly mainsHz: readonly number[];
  readonly noiseLevel: number;
  readonly epochs: readonly Span[];
  readonly observed: readonly Span[];
  readonly separate: SeparateUnits | undefined;
  readonly budgetS: number | undefined;
  readonly minimumIntervalMs: number | undefined;
  readonly onProgress: (share: number) => void;
}

const DEFAULT_BUDGET_S = 30;
const LONGEST_S = 10;
const SHORTEST_S = 0.2;
const NO_UNITS: ReadonlySet<string> = new Set(["separation-no-unit", "separation-nothing-usable"]);

export async function separateChannel(input: ChannelToSeparate): Promise<SeparatedChannel> {
  const { signal, separate, noiseLevel } = input;
  if (separate === undefined || !(noiseLevel > 0)) return { units: [], spans: [], issues: [] };
  const fs = signal.samplingFrequencyHz;
  const spans = chosenSpans(input.epochs, input.budgetS);
  const units: UnitMeasurement[] = [];
  const issues: Issue[] = [];
  for (const [index, span] of spans.entries()) {
    const fromSample = Math.max(0, Math.round((span.fromS - signal.startS) * fs));
    const toSample = Math.min(signal.sampleCount, Math.round((span.toS - signal.startS) * fs));
    const chunk = await stretchOf(signal, input.mainsHz, fromSample, toSample);
    const samples = chunk.filtered.slice(chunk.core.from, chunk.core.to);
    const startS = signal.startS + fromSample / fs;
    const found = separate({
      channels: [samples],
      samplingFrequencyHz: fs,
      startS,
      noiseLevels: [noiseLevel],
      minimumIntervalMs: input.minimumIntervalMs,
    });
    const looked = { samples, samplingFrequencyHz: fs, startS, amplitudeUnit: signal.amplitudeUnit };
    const observed = within(input.observed, span);
    issues.push(...found.issues);
    for (const unit of found.units)
      units.push(unitMeasurement(unit, `u${units.length + 1}`, looked, observed));
    input.onProgress((index + 1) / spans.length);
  }
  return { units, spans, issues: worthTelling(issues, units.length) };
}

/** Each once; why there are no units only if there are none. */
export function worthTelling(issues: readonly Issue[], unitCount: number): Issue[] {
  return issues.filter(
    ({ code }, index) =>
      issues.findIndex((other) => other.code === code) === index && (unitCount === 0 || !NO_UNITS.has(code)),
  );
}

/** Epochs, long ones cut, spread over the recording, never more than the budget. In order of time. */
export function chosenSpans(epochs: readonly Span[], budgetS = DEFAULT_BUDGET_S): Span[] {
  const pieces = epochs
    .filter((epoch) => epoch.toS - epoch.fromS >= SHORTEST_S)
    .flatMap((epoch) => {
      const count = Math.ceil((epoch.toS - epoch.fromS) / Math.min(LONGEST_S, budgetS));
      const lengthS = (epoch.toS - epoch.fromS) / count;
      return Array.from({ length: count }, (_, i) => ({
        fromS: epoch.fromS + i * lengthS,
        toS: epoch.fromS + (i + 1) * lengthS,
      }));
    });
  const totalS = pieces.reduce((sum, piece) => sum + piece.toS - piece.fromS, 0);
  if (totalS <= budgetS) return pieces;
  const chosen: Span[] = [];
  let dueS = 0;
  let seenS = 0;
  for (const piece of pieces) {
    const lengthS = piece.toS - piece.fromS;
    seenS += lengthS;
    if ((seenS / totalS) * budgetS < dueS + lengthS / 2 || dueS + lengthS > budgetS) continue;
    chosen.push(piece);
    dueS += lengthS;
  }
  return chosen;
}

/** The parts that lie in the span. */
export function within(observed: readonly Span[], span: Span): Span[] {
  return observed
    .map(({ fromS, toS }) => ({ fromS: Math.max(fromS, span.fromS), toS: Math.min(toS, span.toS) }))
    .filter(({ fromS, toS }) => toS > fromS);
}

export function unitMeasurement(
  unit: SeparatedUnit,
  id: string,
  looked: LookedAt & { readonly amplitudeUnit: string },
  observed: readonly Span[],
): UnitMeasurement {
  const dischargesS = unit.discharges.map((discharge) => discharge.timeS);
  const amplitudes = unit.discharges.map((discharge) => discharge.amplitude);
  const posteriors = unit.discharges.flatMap(({ posterior }) => (posterior === undefined ? [] : [posterior]));
  const firing = firingOf({
    timesS: dischargesS,
    amplitudes,
    signalToNoise: median(unit.discharges.map((discharge) => discharge.signalToNoise)),
    observed,
  });
  return {
    id,
    dischargesS,
    amplitudes,
    ...(posteriors.length === dischargesS.length && { posteriors }),
    ...firing,
    potential: potentialOf(unit, looked, looked.amplitudeUnit),
    ...(unit.templates[0] !== undefined && { template: unit.templates[0] }),
    validity: unit.validity,
  };
}
