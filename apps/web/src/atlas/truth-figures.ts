/**
 * What the truth of a simulated recording amounts to, in the words of the clinic's measures: rate and interval variation of single sources,
 * the rate of all together, groups, change of size.
 *
 * A source's rate is one over its median interval, so pauses do not count; its variation is that of the intervals up to five times the
 * median. Sources with fewer than five discharges have neither.
 */
import type { SimulationTruth, TrueFiring } from "@krampe/core/muscle/truth.ts";
import { quantile } from "@krampe/core/signal/order-statistics.ts";

export interface SourceFigures {
  readonly rateHz?: number;
  readonly intervalCv?: number;
}

const FEWEST_DISCHARGES = 5;
const PAUSE_FROM_MEDIANS = 5;

export function sourceFigures({ dischargeTimesS }: Pick<TrueFiring, "dischargeTimesS">): SourceFigures {
  if (dischargeTimesS.length < FEWEST_DISCHARGES) return {};
  const intervals = dischargeTimesS.slice(1).map((timeS, place) => timeS - dischargeTimesS[place]);
  const median = quantile(intervals, 0.5);
  const within = intervals.filter((interval) => interval <= PAUSE_FROM_MEDIANS * median);
  const mean = within.reduce((sum, one) => sum + one, 0) / within.length;
  const variance = within.reduce((sum, one) => sum + (one - mean) ** 2, 0) / within.length;
  return { rateHz: 1 / median, intervalCv: Math.sqrt(variance) / mean };
}

export interface TruthFigures {
  readonly sources: ReadonlyMap<TrueFiring["kind"], number>;
  /** Of the middle four fifths of the sources. */
  readonly rateHz?: Range;
  readonly intervalCv?: Range;
  readonly compositeHz: number;
  readonly groups?: { readonly count: number; readonly perS: number };
  /** Largest over smallest discharge of one source, where it is more than a little. */
  readonly sizeRatio?: number;
  /** Of single fibres: how all of them begin, when they agree. */
  readonly firstPhase?: "positive" | "negative";
}

export interface Range {
  readonly low: number;
  readonly high: number;
}

const CHANGED_FROM = 1.5;
/** The middle four fifths of the sources. */
const USUAL_FROM = 0.1;

export function truthFigures({ units, bursts, durationS }: SimulationTruth): TruthFigures {
  const sources = new Map<TrueFiring["kind"], number>();
  for (const { kind } of units) sources.set(kind, (sources.get(kind) ?? 0) + 1);
  const figures = units.map(sourceFigures);
  const rateHz = rangeOf(figures.flatMap((one) => one.rateHz ?? []));
  const intervalCv = rangeOf(figures.flatMap((one) => one.intervalCv ?? []));
  const discharges = units.reduce((sum, { dischargeTimesS }) => sum + dischargeTimesS.length, 0);
  const sizeRatio = Math.max(1, ...units.map(({ gains }) => (gains ? ratioOf(gains) : 1)));
  const fibres = units.filter(({ kind }) => kind === "muscle-fibre");
  const phases = new Set(fibres.map(({ firstPhase }) => firstPhase));
  return {
    sources,
    ...(rateHz && { rateHz }),
    ...(intervalCv && { intervalCv }),
    compositeHz: discharges / durationS,
    ...(bursts.length > 1 && { groups: { count: bursts.length, perS: bursts.length / durationS } }),
    ...(sizeRatio >= CHANGED_FROM && fibresOrTrains(units) && { sizeRatio }),
    ...(phases.size === 1 && { firstPhase: [...phases][0] }),
  };
}

/** Miniature potentials differ in size from one to the next: that is no course. */
function fibresOrTrains(units: SimulationTruth["units"]): boolean {
  return units.every(({ kind }) => kind !== "end-plate");
}

function ratioOf(gains: readonly number[]): number {
  let [low, high] = [Number.POSITIVE_INFINITY, 0];
  for (const gain of gains) {
    low = Math.min(low, gain);
    high = Math.max(high, gain);
  }
  return low > 0 ? high / low : 1;
}

function rangeOf(values: readonly number[]): Range | undefined {
  return values.length === 0
    ? undefined
    : { low: quantile(values, USUAL_FROM), high: quantile(values, 1 - USUAL_FROM) };
}
