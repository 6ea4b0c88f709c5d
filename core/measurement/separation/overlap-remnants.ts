/**
 * Templates that only mend what others leave over.
 *
 * Where large potentials fall together, small errors of their templates add up, and a handful of such remnants can look
 * like a unit. It gives itself away by firing nearly always close to others, much more often than the others' rate around
 * it makes likely. A real unit cares for others' millisecond no more than chance (units that fire in bursts together
 * have a high rate around them, too).
 */
import type { Placed } from "./matching.ts";
import { energyOf, type UnitModel } from "./unit-model.ts";

const CLOSE_S = 0.003;
const AROUND_S = 0.03;
const SHARE = 0.65;
/** Standard deviations above chance. */
const UNLIKELY = 3.5;
/** Only units with this many times the energy leave such remnants. */
const LARGER = 2;

export function withoutRemnants(units: readonly UnitModel[], samplingFrequencyHz: number): UnitModel[] {
  return units.filter((unit) => {
    const energy = energyOf(unit.shape);
    const others = units
      .filter((other) => energyOf(other.shape) > LARGER * energy)
      .flatMap((other) => other.train.map((discharge) => discharge.at))
      .sort((a, b) => a - b);
    return !cleaves(unit.train, others, samplingFrequencyHz);
  });
}

function cleaves(train: readonly Placed[], others: readonly number[], rate: number): boolean {
  const close = CLOSE_S * rate;
  const around = AROUND_S * rate;
  let seen = 0;
  let expected = 0;
  let variance = 0;
  for (const { at } of train) {
    let near = 0;
    let wide = 0;
    for (let index = firstFrom(others, at - around); index < others.length; index++) {
      const distance = Math.abs(others[index] - at);
      if (others[index] > at + around) break;
      if (distance <= close) near++;
      else wide++;
    }
    const chance = 1 - Math.exp((-Math.max(1, wide) * close) / (around - close));
    seen += near > 0 ? 1 : 0;
    expected += chance;
    variance += chance * (1 - chance);
  }
  return seen > SHARE * train.length && seen - expected > UNLIKELY * Math.sqrt(variance);
}

/** Index of the first value of at least `from`. */
function firstFrom(sorted: readonly number[], from: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
