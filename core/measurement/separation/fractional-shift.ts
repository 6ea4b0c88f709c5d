/**
 * The value of a sampled signal between its samples.
 *
 * Potentials are narrow beside the sampling interval, so two discharges of one unit match only when they are laid on
 * each other with a fraction of a sample. A windowed sine-over-argument of twelve taps does that for signals that were
 * band-limited before (see `working-signal.ts`).
 */

const TAPS = 12;
const BEFORE = TAPS / 2 - 1;
/** Steps in which a fraction of a sample is told apart. */
export const PHASES = 32;

const KERNEL = kernelTable();

function kernelTable(): Float64Array {
  const table = new Float64Array((PHASES + 1) * TAPS);
  for (let phase = 0; phase <= PHASES; phase++) {
    let sum = 0;
    for (let tap = 0; tap < TAPS; tap++) {
      const x = tap - BEFORE - phase / PHASES;
      const value = x === 0 ? 1 : (Math.sin(Math.PI * x) / (Math.PI * x)) * kaiser(x);
      table[phase * TAPS + tap] = value;
      sum += value;
    }
    for (let tap = 0; tap < TAPS; tap++) table[phase * TAPS + tap] /= sum;
  }
  return table;
}

/** Window over ±TAPS/2: Kaiser with shape 5. */
function kaiser(x: number): number {
  const place = x / (TAPS / 2);
  return Math.abs(place) >= 1 ? 0 : bessel(5 * Math.sqrt(1 - place * place)) / bessel(5);
}

/** Modified Bessel function of the first kind, order 0. */
function bessel(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k < 30; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}

/** The value at a real index; samples outside the array count as 0. */
export function valueBetween(samples: Float32Array, at: number): number {
  const whole = Math.floor(at);
  const base = Math.round((at - whole) * PHASES) * TAPS;
  const first = whole - BEFORE;
  let sum = 0;
  if (first >= 0 && first + TAPS <= samples.length) {
    for (let tap = 0; tap < TAPS; tap++) sum += samples[first + tap] * KERNEL[base + tap];
    return sum;
  }
  for (let tap = 0; tap < TAPS; tap++) {
    const index = first + tap;
    if (index >= 0 && index < samples.length) sum += samples[index] * KERNEL[base + tap];
  }
  return sum;
}

/**
 * `out[i + offset] = samples(start + i)` for `count` values, `start` real. Samples outside the array count as 0.
 */
export function readShifted(
  samples: Float32Array,
  start: number,
  count: number,
  out: Float32Array,
  offset = 0,
): void {
  const whole = Math.floor(start);
  const phase = Math.round((start - whole) * PHASES);
  const first = whole - BEFORE;
  if (first < 0 || first + count + TAPS > samples.length) {
    for (let index = 0; index < count; index++) out[offset + index] = valueBetween(samples, start + index);
    return;
  }
  if (phase === 0) {
    for (let index = 0; index < count; index++) out[offset + index] = samples[whole + index];
    return;
  }
  const base = phase * TAPS;
  const k0 = KERNEL[base];
  const k1 = KERNEL[base + 1];
  const k2 = KERNEL[base + 2];
  const k3 = KERNEL[base + 3];
  const k4 = KERNEL[base + 4];
  const k5 = KERNEL[base + 5];
  const k6 = KERNEL[base + 6];
  const k7 = KERNEL[base + 7];
  const k8 = KERNEL[base + 8];
  const k9 = KERNEL[base + 9];
  const k10 = KERNEL[base + 10];
  const k11 = KERNEL[base + 11];
  for (let index = 0, from = first; index < count; index++, from++) {
    out[offset + index] =
      samples[from] * k0 +
      samples[from + 1] * k1 +
      samples[from + 2] * k2 +
      samples[from + 3] * k3 +
      samples[from + 4] * k4 +
      samples[from + 5] * k5 +
      samples[from + 6] * k6 +
      samples[from + 7] * k7 +
      samples[from + 8] * k8 +
      samples[from + 9] * k9 +
      samples[from + 10] * k10 +
      samples[from + 11] * k11;
  }
}
