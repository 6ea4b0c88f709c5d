/**
 * Templates from their discharges.
 *
 * A new unit's template is the median of the waveforms around its seeds, sample by sample, which overlaps do not move
 * much. Once discharges are placed, each template is re-estimated from what remains of the signal with all other
 * discharges taken out (the step of Gauss and Seidel towards the least-squares solution), with amplitudes and fractions
 * of samples respected.
 */
import { readShifted } from "./fractional-shift.ts";
import type { Placed } from "./matching.ts";

/** Sample by sample median; at most 64 waveforms, evenly spread, are looked at. */
export function medianWaveform(waveforms: readonly Float32Array[]): Float32Array {
  const step = Math.max(1, waveforms.length / 64);
  const used: Float32Array[] = [];
  for (let index = 0; index < waveforms.length; index += step) used.push(waveforms[Math.floor(index)]);
  const result = new Float32Array(used[0].length);
  const column = new Float32Array(used.length);
  for (let index = 0; index < result.length; index++) {
    for (let which = 0; which < used.length; which++) column[which] = used[which][index];
    column.sort();
    const middle = used.length >> 1;
    result[index] = used.length % 2 === 1 ? column[middle] : 0.5 * (column[middle - 1] + column[middle]);
  }
  return result;
}

/** The signal with all discharges taken out. */
export function remainder(
  samples: readonly Float32Array[],
  shapes: readonly Float32Array[],
  trains: readonly (readonly Placed[])[],
): Float32Array[] {
  const left = samples.map((channel) => channel.slice());
  trains.forEach((train, unit) => {
    const length = shapes[unit].length / samples.length;
    const half = (length - 1) / 2;
    for (const discharge of train) addShape(left, shapes[unit], half, discharge, -discharge.amplitude);
  });
  return left;
}

const scratch = { values: new Float32Array(0) };

/** Adds `amount` times the shape at the discharge. */
export function addShape(
  target: readonly Float32Array[],
  shape: Float32Array,
  half: number,
  discharge: Placed,
  amount: number,
): void {
  const length = 2 * half + 1;
  if (scratch.values.length < length + 2) scratch.values = new Float32Array(length + 2);
  const shifted = scratch.values;
  target.forEach((channel, index) => {
    const own = shape.subarray(index * length, (index + 1) * length);
    // value at n is shape(n − at − fraction): one sample more on each side than the shape has
    readShifted(own, -1 - discharge.fraction, length + 2, shifted);
    const first = discharge.at - half - 1;
    const from = Math.max(0, -first);
    const to = Math.min(length + 2, channel.length - first);
    for (let m = from; m < to; m++) channel[first + m] += amount * shifted[m];
  });
}

/** One unit's new template from the remainder; the old one is returned when it has no discharges. */
export function reestimated(
  left: readonly Float32Array[],
  shape: Float32Array,
  train: readonly Placed[],
): Float32Array {
  if (train.length === 0) return shape;
  const length = shape.length / left.length;
  const half = (length - 1) / 2;
  const waveforms = train.map((discharge) => {
    const waveform = new Float32Array(shape.length);
    left.forEach((channel, index) => {
      readShifted(channel, discharge.at + discharge.fraction - half, length, waveform, index * length);
    });
    return waveform;
  });
  const weights = trust(waveforms);
  const sure = sureness(train);
  const change = new Float64Array(shape.length);
  let total = 0;
  train.forEach((discharge, which) => {
    const weight = weights[which] * sure[which] * discharge.amplitude;
    for (let index = 0; index < change.length; index++) change[index] += weight * waveforms[which][index];
    total += weight * discharge.amplitude;
  });
  return Float32Array.from(shape, (value, index) => value + change[index] / total);
}

/** Discharges that leave much more than the usual remainder (overlaps with the unknown) count less. */
function trust(waveforms: readonly Float32Array[]): Float64Array {
  const powers = waveforms.map((waveform) => waveform.reduce((sum, value) => sum + value * value, 0));
  const usual = [...powers].sort((a, b) => a - b)[Math.floor(powers.length / 2)];
  return Float64Array.from(powers, (power) => Math.min(1, usual / Math.max(power, 1e-9)));
}

/** Discharges that are worth much less than the usual one are often somebody else's and count less. */
function sureness(train: readonly Placed[]): Float64Array {
  const worths = train.map((discharge) => discharge.worth).sort((a, b) => a - b);
  const usual = worths[worths.length >> 1];
  return Float64Array.from(train, ({ worth }) =>
    usual > 0 ? Math.min(1, Math.max(0.02, worth / usual)) : 1,
  );
}

/** Ends of the template that are no more than the noise of the estimate are set to 0, with a short taper. */
export function trimmed(shape: Float32Array, channelCount: number, dischargeCount: number): Float32Array {
  const length = shape.length / channelCount;
  const noise = 1 / Math.sqrt(Math.max(1, dischargeCount));
  const peak = shape.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const limit = Math.max(2.5 * noise, 0.01 * peak);
  let low = length;
  let high = -1;
  for (let channel = 0; channel < channelCount; channel++)
    for (let m = 1; m < length - 1; m++) {
      const base = channel * length + m;
      const smooth = (shape[base - 1] + shape[base] + shape[base + 1]) / Math.sqrt(3);
      if (Math.abs(smooth) < limit) continue;
      low = Math.min(low, m);
      high = Math.max(high, m);
    }
  const taper = 3;
  const result = new Float32Array(shape.length);
  for (let channel = 0; channel < channelCount; channel++)
    for (let m = 0; m < length; m++) {
      const outside = Math.max(low - m, m - high, 0);
      const edge = Math.min(1, (m + 1) / 4, (length - m) / 4);
      if (outside < taper + 1)
        result[channel * length + m] = shape[channel * length + m] * (1 - outside / (taper + 1)) * edge;
    }
  return result;
}
