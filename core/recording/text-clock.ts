/**
 * What a column of time stamps says about sampling: how fast, how evenly, and where rows are missing.
 *
 * Regular: nearly all intervals are alike (or the stamps are a straight line but for their rounding); rare longer
 * intervals are gaps. Irregular: anything else; the rate is then an estimate and the spread of the intervals is told.
 * Works in the stamps' own unit, in one pass and in constant memory.
 */

export interface Pause {
  /** The first row after it. */
  readonly row: number;
  readonly interval: number;
}

export interface Clock {
  readonly kind: "regular" | "irregular";
  /** From one sample to the next. */
  readonly interval: number;
  /** 1st and 99th percentile of the intervals. */
  readonly low: number;
  readonly high: number;
  readonly first: number;
  readonly pauses: readonly Pause[];
  /** Rows whose stamp is before the one above. */
  readonly backwards: number;
}

/** Histogram of positive intervals: 64 bins for each doubling. */
const BINS_PER_DOUBLING = 64;
const LOWEST_DOUBLING = -40;
const BIN_COUNT = 80 * BINS_PER_DOUBLING;
const WARM_UP = 1024;
const MAXIMUM_PAUSES = 100_000;
const CHECK_EVERY = 512;

export class ClockObserver {
  readonly #histogram = new Float64Array(BIN_COUNT);
  readonly #warmUp: Pause[] = [];
  readonly #checks: Pause[] = [];
  readonly #long: Pause[] = [];
  #longLeftOut = 0;
  #typical = 0;
  /** Sum and number of the intervals that are no pauses. */
  #ordinary = 0;
  #ordinaryCount = 0;
  #rows = 0;
  #first = Number.NaN;
  #last = Number.NaN;
  #lastRow = 0;
  #zeros = 0;
  #backwards = 0;
  #smallest = Number.POSITIVE_INFINITY;
  #stamped = 0;

  /** The stamp of the next row; NaN if it has none. */
  observe(stamp: number): void {
    const row = this.#rows++;
    if (!Number.isFinite(stamp)) return;
    // Rows without a stamp in between share the interval.
    if (this.#stamped++ === 0) this.#first = stamp;
    else this.#interval(row, (stamp - this.#last) / (row - this.#lastRow));
    this.#last = stamp;
    this.#lastRow = row;
    if (row % CHECK_EVERY === 0) this.#checks.push({ row, interval: stamp });
  }

  #interval(row: number, interval: number): void {
    if (interval > 0) {
      this.#histogram[binOf(interval)]++;
      if (interval < this.#smallest) this.#smallest = interval;
    } else if (interval === 0) this.#zeros++;
    else this.#backwards++;
    if (this.#warmUp.length < WARM_UP) {
      this.#warmUp.push({ row, interval });
      if (this.#warmUp.length === WARM_UP) this.#settle();
    } else this.#judge({ row, interval });
  }

  #settle(): void {
    const positive = this.#warmUp.map((pause) => pause.interval).filter((interval) => interval > 0);
    this.#typical = positive.sort((a, b) => a - b)[positive.length >> 1] ?? 0;
    for (const pause of this.#warmUp) this.#judge(pause);
  }

  #judge(pause: Pause): void {
    if (pause.interval < 0) this.#takeBack(pause);
    else if (pause.interval > 1.5 * this.#typical) {
      if (this.#long.length < MAXIMUM_PAUSES) this.#long.push(pause);
      else this.#longLeftOut++;
    } else if (pause.interval > 0) {
      this.#ordinary += pause.interval;
      this.#ordinaryCount++;
    }
  }

  /** A stamp far ahead that is taken back at once was a mistake, not a pause. */
  #takeBack(back: Pause): void {
    const last = this.#long.at(-1);
    if (last && -back.interval >= 0.5 * last.interval) this.#long.pop();
  }

  /** Undefined if the column is no clock: it stands still, or often runs backwards. */
  verdict(): Clock | undefined {
    if (this.#warmUp.length < WARM_UP) this.#settle();
    const intervals = this.#stamped - 1;
    if (intervals < 1 || this.#backwards > intervals / 100) return undefined;
    const span = this.#last - this.#first;
    if (!(span > 0)) return undefined;
    const low = this.#percentile(0.01);
    const high = this.#percentile(0.99);
    const common = { low, high, first: this.#first, backwards: this.#backwards };
    const rowSpan = this.#rows - 1;
    const pauses = this.#longLeftOut > 0 ? [] : this.#long;
    if (this.#isEven(intervals)) {
      const interval = this.#ordinary / this.#ordinaryCount;
      return { ...common, kind: "regular", interval, pauses };
    }
    const mean = span / rowSpan;
    if (this.#isStraightLine(mean)) return { ...common, kind: "regular", interval: mean, pauses: [] };
    const rests = pauses.filter((pause) => pause.interval > 20 * Math.max(mean, this.#typical));
    const rested = rests.reduce((sum, pause) => sum + pause.interval, 0);
    const interval = (span - rested) / Math.max(1, rowSpan - rests.length);
    return interval > 0 ? { ...common, kind: "irregular", interval, pauses: rests } : undefined;
  }

  /** 95 % of the intervals are alike, and longer ones are rare. */
  #isEven(intervals: number): boolean {
    if (!(this.#typical > 0)) return false;
    const centre = binOf(this.#typical);
    let alike = 0;
    for (let bin = centre - 2; bin <= centre + 2; bin++) alike += this.#histogram[bin] ?? 0;
    const long = this.#long.length + this.#longLeftOut;
    return alike >= 0.95 * intervals && long <= Math.max(20, intervals / 500);
  }

  /** Stamps rounded to a coarse unit still lie on a line: none is off by more than that unit. */
  #isStraightLine(mean: number): boolean {
    const unit = this.#smallest;
    if (!Number.isFinite(unit) || unit > 50 * mean) return false;
    const lineAt = (row: number) => this.#first + mean * row;
    let stamp = this.#first;
    for (const { row, interval } of this.#warmUp) {
      stamp += interval;
      if (Math.abs(stamp - lineAt(row)) > 1.05 * unit) return false;
    }
    return this.#checks.every(({ row, interval }) => Math.abs(interval - lineAt(row)) <= 1.05 * unit);
  }

  #percentile(share: number): number {
    const total = this.#histogram.reduce((sum, count) => sum + count, 0) + this.#zeros;
    let seen = this.#zeros;
    if (seen >= share * total && seen > 0) return 0;
    for (let bin = 0; bin < BIN_COUNT; bin++) {
      seen += this.#histogram[bin];
      if (seen >= share * total) return 2 ** ((bin + 0.5) / BINS_PER_DOUBLING + LOWEST_DOUBLING);
    }
    return Number.NaN;
  }
}

function binOf(interval: number): number {
  const bin = Math.floor((Math.log2(interval) - LOWEST_DOUBLING) * BINS_PER_DOUBLING);
  return Math.min(BIN_COUNT - 1, Math.max(0, bin));
}

/** A frequency that differs from a whole number by less than the stamps can tell is that whole number. */
export function frequencyOf(intervalS: number, rows: number): number {
  const frequency = 1 / intervalS;
  const whole = Math.round(frequency);
  const tolerance = Math.max(1e-7, Math.min(1e-3, 0.6 / rows));
  if (whole > 0 && Math.abs(frequency - whole) <= tolerance * frequency) return whole;
  return Number(frequency.toPrecision(9));
}
