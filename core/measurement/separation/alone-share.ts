/**
 * In how many of its discharges does a unit's potential stand alone?
 *
 * Alone: no potential of another unit, at least a quarter as large, begins before it has ended. A potential lasts as long as the
 * shortest window that holds most of its energy. Where hardly any discharge stands alone (interference), one mixture of
 * potentials explains the signal as well as another, however little is left over.
 */
import type { UnitWaveform } from "./unit-waveform.ts";

export interface ShownUnit {
  readonly timesS: ArrayLike<number>;
  readonly waveform: UnitWaveform;
}

const ENERGY_SHARE = 0.85;
const LARGE_ENOUGH = 0.25;

/** One share for each unit. */
export function aloneShares(units: readonly ShownUnit[], samplingFrequencyHz: number): number[] {
  const durations = units.map(({ waveform }) => durationOf(waveform.samples[waveform.peakChannel]));
  return units.map((unit, which) => {
    const taken = new Uint8Array(unit.timesS.length);
    units.forEach((other, index) => {
      if (index === which || other.waveform.peak < LARGE_ENOUGH * unit.waveform.peak) return;
      markOverlapped(taken, unit, other, (durations[which] + durations[index]) / 2 / samplingFrequencyHz);
    });
    return 1 - taken.reduce((sum, value) => sum + value, 0) / Math.max(1, taken.length);
  });
}

function markOverlapped(taken: Uint8Array, unit: ShownUnit, other: ShownUnit, withinS: number): void {
  let first = 0;
  for (let index = 0; index < taken.length; index++) {
    const time = unit.timesS[index];
    while (first < other.timesS.length && other.timesS[first] < time - withinS) first++;
    if (first < other.timesS.length && other.timesS[first] <= time + withinS) taken[index] = 1;
  }
}

/** Samples; the ends with the least energy are taken off one by one. */
function durationOf(waveform: Float32Array): number {
  const energy = waveform.map((value) => value * value);
  const total = energy.reduce((sum, value) => sum + value, 0);
  let from = 0;
  let to = energy.length - 1;
  let left = total;
  while (from < to) {
    const least = Math.min(energy[from], energy[to]);
    if (left - least < ENERGY_SHARE * total) break;
    left -= least;
    if (energy[from] <= energy[to]) from++;
    else to--;
  }
  return to - from + 1;
}
