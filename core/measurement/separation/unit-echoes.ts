/**
 * Templates that only echo another unit.
 *
 * What single discharges of a large unit leave over (jitter, an end cut off) can look like a small unit of its own. It gives
 * itself away by always coming at the same delay after or before the large one. It is a part of that unit's potential,
 * and is dropped.
 */
import type { Placed } from "./matching.ts";
import { energyOf, type UnitModel } from "./unit-model.ts";

const LARGEST_DELAY_S = 0.012;
/** Width of the window that counts as one delay. */
const SAME_DELAY_S = 0.0008;
const SHARE = 0.6;
/** And this many times what chance gives. */
const OVER_CHANCE = 3;

export function withoutEchoes(units: readonly UnitModel[], samplingFrequencyHz: number): UnitModel[] {
  const energies = units.map((unit) => energyOf(unit.shape));
  return units.filter((unit, index) =>
    units.every(
      (other, which) =>
        which === index ||
        energies[which] <= energies[index] ||
        !echoes(unit.train, other.train, samplingFrequencyHz),
    ),
  );
}

function echoes(small: readonly Placed[], large: readonly Placed[], rate: number): boolean {
  if (small.length < 4 || large.length < 4) return false;
  const reach = LARGEST_DELAY_S * rate;
  const delays: number[] = [];
  let from = 0;
  for (const { at } of small) {
    while (from < large.length && large[from].at < at - reach) from++;
    for (let other = from; other < large.length && large[other].at <= at + reach; other++)
      delays.push(large[other].at - at);
  }
  delays.sort((a, b) => a - b);
  const width = SAME_DELAY_S * rate;
  let most = 0;
  for (let first = 0, last = 0; first < delays.length; first++) {
    while (last < delays.length && delays[last] <= delays[first] + width) last++;
    most = Math.max(most, last - first);
  }
  const chance = (delays.length * width) / (2 * reach);
  return most > SHARE * small.length && most > OVER_CHANCE * chance;
}
