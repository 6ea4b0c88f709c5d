/**
 * The composite rate: how fast discharges follow each other, whatever units they come from.
 *
 * The inverse of the median distance of neighbouring discharges while they come. It is the rate of what the electrode
 * sees, not of a motor unit. A lone active span of less than 50 ms counts as one discharge: a long polyphasic potential is not a fast
 * train. The rate is a lower bound where potentials overlap; with several units firing it can be many times the rate
 * of each. Intervals are counted in classes 1 % wide, so that a recording of any length needs the same memory.
 */
import type { Discharge } from "../types/discharge.ts";
import type { CompositeRate, Span } from "../types/estimate.ts";
import { abstain, measured, NORMAL_95, ofComposite } from "../uncertainty.ts";

const FEWEST_DISCHARGES = 20;
const LOWEST_SIGNAL_TO_NOISE = 3;
/** An active span shorter than this is one potential, however many phases it has. */
const LONGEST_POTENTIAL_S = 0.05;
/** Classes are this wide on the logarithmic scale. */
const CLASS = 0.01;
const SMALLEST = 1e-4;
const CLASSES = 2000;

/** Takes the discharges in order of time. `spans` are the active spans, in order. */
export class CompositeRateWatch {
  readonly #short: readonly Span[];
  readonly #intervals = new LogCounts();
  readonly #heights = new LogCounts();
  #spanIndex = 0;
  #pending: { readonly timeS: number; readonly signalToNoise: number; readonly span: number } | undefined;
  #lastS: number | undefined;

  constructor(spans: readonly Span[]) {
    this.#short = spans.filter((span) => span.toS - span.fromS < LONGEST_POTENTIAL_S);
  }

  add({ timeS, signalToNoise }: Discharge): void {
    const short = this.#short;
    while (this.#spanIndex < short.length && short[this.#spanIndex].toS <= timeS) this.#spanIndex++;
    const inside = this.#spanIndex < short.length && short[this.#spanIndex].fromS <= timeS;
    const span = inside ? this.#spanIndex : -1;
    const pending = this.#pending;
    if (pending !== undefined && inside && pending.span === span) {
      if (signalToNoise > pending.signalToNoise) this.#pending = { timeS, signalToNoise, span };
      return;
    }
    this.#settle();
    this.#pending = { timeS, signalToNoise, span };
  }

  measure(): CompositeRate {
    this.#settle();
    const count = this.#heights.total;
    if (count < FEWEST_DISCHARGES) return ofComposite(abstain("too-few-discharges", count));
    if (this.#heights.quantile(0.5) < LOWEST_SIGNAL_TO_NOISE)
      return ofComposite(abstain("signal-to-noise-too-low", count));
    const halfWidth = NORMAL_95 * Math.sqrt(0.25 / this.#intervals.total);
    const rate = (share: number) => 1 / this.#intervals.quantile(share);
    return ofComposite(measured(rate(0.5), rate(0.5 + halfWidth), rate(0.5 - halfWidth), "Hz", count));
  }

  #settle(): void {
    if (this.#pending === undefined) return;
    const { timeS, signalToNoise } = this.#pending;
    if (this.#lastS !== undefined) this.#intervals.add(timeS - this.#lastS);
    this.#heights.add(signalToNoise);
    this.#lastS = timeS;
    this.#pending = undefined;
  }
}

/** How often positive numbers came, in classes of equal width on the logarithmic scale. */
class LogCounts {
  readonly #counts = new Uint32Array(CLASSES);
  total = 0;

  add(value: number): void {
    const index = Math.floor(Math.log(Math.max(value, SMALLEST) / SMALLEST) / CLASS);
    this.#counts[Math.min(CLASSES - 1, index)]++;
    this.total++;
  }

  /** Interpolated within its class. */
  quantile(share: number): number {
    const wanted = Math.max(0, Math.min(1, share)) * this.total;
    let below = 0;
    for (let index = 0; index < CLASSES; index++) {
      const count = this.#counts[index];
      if (count > 0 && below + count >= wanted)
        return SMALLEST * Math.exp((index + (wanted - below) / count) * CLASS);
      below += count;
    }
    return Number.NaN;
  }
}
