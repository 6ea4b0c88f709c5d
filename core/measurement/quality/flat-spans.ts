/**
 * Where does the signal stand still?
 *
 * One value for longer than noise would ever hold it: at least 0.2 s and 64 samples. Exactly zero is a drop-out (the amplifier or
 * the transmission gave nothing), any other value a flat line.
 */
import type { SampleSpan } from "../../signal/bridge-gaps.ts";

export interface FlatSpan extends SampleSpan {
  readonly reason: "flat" | "drop-out";
}

const SHORTEST_S = 0.2;
const FEWEST_SAMPLES = 64;

/** Takes the raw samples in order. */
export class FlatWatch {
  readonly #shortest: number;
  readonly #spans: FlatSpan[] = [];
  #value = Number.NaN;
  #from = 0;
  #next = 0;

  constructor(samplingFrequencyHz: number) {
    this.#shortest = Math.max(FEWEST_SAMPLES, Math.ceil(SHORTEST_S * samplingFrequencyHz));
  }

  add(samples: Float32Array, core: SampleSpan, fromSample: number): void {
    let value = this.#value;
    for (let i = core.from; i < core.to; i++) {
      if (samples[i] === value) continue;
      this.#close(fromSample + i);
      value = samples[i];
      this.#value = value;
      this.#from = fromSample + i;
    }
    this.#next = fromSample + core.to;
  }

  spans(): readonly FlatSpan[] {
    this.#close(this.#next);
    this.#from = this.#next;
    return this.#spans;
  }

  #close(to: number): void {
    if (to - this.#from < this.#shortest) return;
    this.#spans.push({ from: this.#from, to, reason: this.#value === 0 ? "drop-out" : "flat" });
  }
}
