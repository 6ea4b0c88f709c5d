/**
 * Is the signal clipped?
 *
 * A clipped signal piles up at its largest or smallest value: more samples lie exactly there than in the whole neighbourhood
 * below, and they come in rows. A quiet, coarsely quantised signal repeats its extremes too, but has even more samples
 * one step inside; that is what tells the two apart. Where the recorder says what it can write, reaching it is clipping.
 */
import type { SampleSpan } from "../../signal/bridge-gaps.ts";

/** How many of the outermost values are remembered. */
const OUTERMOST = 24;
/** Neighbourhood below the rail, as a share of the range. */
const NEIGHBOURHOOD = 0.02;
const FEWEST_AT_RAIL = 6;
/** At the rail there are at least this many times as many samples as in the neighbourhood. */
const PILED_UP = 2;

export interface Rails {
  readonly low: number | undefined;
  readonly high: number | undefined;
  readonly clippedSamples: number;
  /** Stretches at a rail, in samples of the channel. */
  readonly spans: readonly SampleSpan[];
}

/** Takes the raw samples in order and tells in the end. */
export class RailWatch {
  readonly #high = new Side(1);
  readonly #low = new Side(-1);

  add(samples: Float32Array, core: SampleSpan, fromSample: number): void {
    this.#high.add(samples, core, fromSample);
    this.#low.add(samples, core, fromSample);
  }

  rails(limits: { minimum: number; maximum: number } | undefined): Rails {
    const range = this.#high.extreme + this.#low.extreme;
    const high = this.#high.isRail(range, limits?.maximum);
    const low = this.#low.isRail(range, limits === undefined ? undefined : -limits.minimum);
    return {
      high: high ? this.#high.extreme : undefined,
      low: low ? -this.#low.extreme : undefined,
      clippedSamples: (high ? this.#high.count : 0) + (low ? this.#low.count : 0),
      spans: [...(high ? this.#high.spans : []), ...(low ? this.#low.spans : [])].sort(
        (a, b) => a.from - b.from,
      ),
    };
  }
}

/** One end of the range; the low end is seen upside down. */
class Side {
  readonly #sign: number;
  /** Distinct outermost values, from the outermost inwards, with how often each came. */
  readonly #values: number[] = [];
  readonly #counts: number[] = [];
  #innermost = Number.NEGATIVE_INFINITY;
  #spans: { from: number; to: number }[] = [];

  constructor(sign: number) {
    this.#sign = sign;
  }

  get extreme(): number {
    return this.#values[0] ?? 0;
  }

  get count(): number {
    return this.#counts[0] ?? 0;
  }

  get spans(): readonly SampleSpan[] {
    return this.#spans;
  }

  add(samples: Float32Array, core: SampleSpan, fromSample: number): void {
    const sign = this.#sign;
    for (let i = core.from; i < core.to; i++) {
      const value = sign * samples[i];
      if (value < this.#innermost) continue;
      this.#note(value);
      if (value === this.#values[0]) this.#atExtreme(fromSample + i);
    }
  }

  #note(value: number): void {
    const place = this.#values.findIndex((known) => value >= known);
    if (place >= 0 && this.#values[place] === value) {
      this.#counts[place]++;
      return;
    }
    if (place === 0) this.#spans = [];
    const at = place < 0 ? this.#values.length : place;
    this.#values.splice(at, 0, value);
    this.#counts.splice(at, 0, 1);
    if (this.#values.length > OUTERMOST) {
      this.#values.pop();
      this.#counts.pop();
    }
    if (this.#values.length === OUTERMOST) this.#innermost = this.#values[OUTERMOST - 1];
  }

  #atExtreme(sample: number): void {
    const last = this.#spans.at(-1);
    if (last !== undefined && last.to === sample) last.to++;
    else this.#spans.push({ from: sample, to: sample + 1 });
  }

  isRail(range: number, limit: number | undefined): boolean {
    if (this.#values.length === 0 || !(range > 0)) return false;
    const reachesLimit = limit !== undefined && this.extreme >= limit - 1e-6 * range;
    const inRows = this.#spans.some((span) => span.to - span.from >= 2);
    if (reachesLimit && this.count >= 2 && inRows && this.#outnumbers(range, 1)) return true;
    return this.count >= FEWEST_AT_RAIL && inRows && this.#outnumbers(range, PILED_UP);
  }

  #outnumbers(range: number, times: number): boolean {
    let near = 0;
    for (let i = 1; i < this.#values.length; i++)
      if (this.extreme - this.#values[i] <= NEIGHBOURHOOD * range) near += this.#counts[i];
    // a quantised signal whose neighbourhood holds no other value is compared with the next value inwards
    if (near === 0 && this.#values.length > 1) near = this.#counts[1];
    return this.count >= times * near && this.#values.length > 2;
  }
}
