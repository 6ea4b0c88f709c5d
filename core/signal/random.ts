/**
 * Random numbers that come back: the same seed gives the same numbers on every machine.
 *
 * A generator is xoshiro128** (Blackman and Vigna), its state filled from the seed by splitmix32. It is meant for
 * simulation and resampling, never for secrets. `branch` gives an independent generator for one purpose, so that
 * drawing more numbers for one thing (an artefact) does not move all others (the discharges).
 *
 * Source: own implementation of published algorithms; no medical content.
 */

/** A whole number, or any text: both name one stream of numbers. */
export type Seed = number | string;

export interface Random {
  /** At least 0 and less than 1, with 53 random bits. */
  uniform(): number;
  /** At least `low` and less than `high`. */
  between(low: number, high: number): number;
  /** A whole number from 0 to `count` − 1. */
  integer(count: number): number;
  /** Gaussian; mean 0 and standard deviation 1 unless told. */
  normal(mean?: number, standardDeviation?: number): number;
  /** Waiting time of a Poisson process. */
  exponential(mean: number): number;
  /** Gamma distributed with this mean and coefficient of variation (0 gives the mean itself). */
  gamma(mean: number, coefficientOfVariation: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One element; the array must not be empty. */
  pick<T>(items: readonly T[]): T;
  /** A new array with the same elements in random order. */
  shuffle<T>(items: readonly T[]): T[];
  /** A generator of its own for one named purpose; depends on the seed and the name only, not on what was drawn. */
  branch(name: string): Random;
}

export function seededRandom(seed: Seed): Random {
  return new Xoshiro(hash(typeof seed === "number" ? `#${seed}` : seed, 0x9e3779b9));
}

class Xoshiro implements Random {
  readonly #key: number;
  #a: number;
  #b: number;
  #c: number;
  #d: number;
  #spareNormal: number | undefined;

  constructor(key: number) {
    this.#key = key;
    const next = splitmix(key);
    this.#a = next();
    this.#b = next();
    this.#c = next();
    this.#d = next() | 1; // the state must not be all zero
  }

  #bits(): number {
    const result = Math.imul(rotate(Math.imul(this.#b, 5), 7), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = rotate(this.#d, 11);
    return result;
  }

  uniform(): number {
    const high = this.#bits() >>> 5;
    const low = this.#bits() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  integer(count: number): number {
    return Math.floor(this.uniform() * count);
  }

  /** Marsaglia's polar method: two numbers at a time, the second kept for the next call. */
  normal(mean = 0, standardDeviation = 1): number {
    if (this.#spareNormal !== undefined) {
      const spare = this.#spareNormal;
      this.#spareNormal = undefined;
      return mean + standardDeviation * spare;
    }
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const scale = Math.sqrt((-2 * Math.log(square)) / square);
      this.#spareNormal = y * scale;
      return mean + standardDeviation * x * scale;
    }
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.uniform());
  }

  /** Marsaglia and Tsang's method; a shape below 1 is lifted by one and brought back by a power. */
  gamma(mean: number, coefficientOfVariation: number): number {
    if (coefficientOfVariation <= 0) return mean;
    const shape = 1 / (coefficientOfVariation * coefficientOfVariation);
    const lifted = shape < 1 ? shape + 1 : shape;
    const d = lifted - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const cube = (1 + c * x) ** 3;
      if (cube <= 0) continue;
      if (Math.log(1 - this.uniform()) >= 0.5 * x * x + d - d * cube + d * Math.log(cube)) continue;
      const power = shape < 1 ? (1 - this.uniform()) ** (1 / shape) : 1;
      return (d * cube * power * mean) / shape;
    }
  }

  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.integer(items.length)];
  }

  /** Fisher–Yates. */
  shuffle<T>(items: readonly T[]): T[] {
    const shuffled = [...items];
    for (let last = shuffled.length - 1; last > 0; last--) {
      const other = this.integer(last + 1);
      [shuffled[last], shuffled[other]] = [shuffled[other], shuffled[last]];
    }
    return shuffled;
  }

  branch(name: string): Random {
    return new Xoshiro(hash(name, this.#key));
  }
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

/** FNV-1a over the text's UTF-16 units, then mixed; `start` chains one hash to the next. */
function hash(text: string, start: number): number {
  let value = (0x811c9dc5 ^ start) >>> 0;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
    value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d);
  }
  return (value ^ (value >>> 16)) >>> 0;
}

function splitmix(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}
