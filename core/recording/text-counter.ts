/**
 * Rows that are missing by a counter column (OpenSignals' `nSeq`, a running sample number).
 *
 * The counter goes up by one and starts again at some power of two, which is recognised by its largest value. A loss
 * of more than one whole turn cannot be seen.
 */
import type { RowGap } from "./text-timing.ts";

const MAXIMUM_JUMPS = 100_000;

export class CounterObserver {
  readonly #jumps: { row: number; from: number; to: number }[] = [];
  #rows = 0;
  #previous = Number.NaN;
  #largest = 0;
  #tooMany = false;

  observe(value: number): void {
    const row = this.#rows++;
    if (value > this.#largest) this.#largest = value;
    if (!Number.isNaN(this.#previous) && value !== this.#previous + 1) {
      if (this.#jumps.length < MAXIMUM_JUMPS) this.#jumps.push({ row, from: this.#previous, to: value });
      else this.#tooMany = true;
    }
    this.#previous = value;
  }

  /** Empty if the counter jumps so often that it counts something else. */
  gaps(): readonly RowGap[] {
    const turn = [16, 256, 4096, 65536].find((size) => this.#largest < size) ?? Number.POSITIVE_INFINITY;
    const gaps = this.#jumps.flatMap(({ row, from, to }) => {
      const forward = to > from ? to - from : to - from + turn;
      const missingSamples = forward - 1;
      return Number.isInteger(missingSamples) && missingSamples > 0 ? [{ row, missingSamples }] : [];
    });
    const missing = gaps.reduce((sum, gap) => sum + gap.missingSamples, 0);
    const isCounter =
      !this.#tooMany && gaps.length <= Math.max(20, this.#rows / 100) && missing <= this.#rows * 10;
    return isCounter ? gaps : [];
  }
}
