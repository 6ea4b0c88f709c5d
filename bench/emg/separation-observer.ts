/**
 * What an observer finds who is told every unit's potential.
 *
 * He knows how many units there are, what each looks like (estimated from the recording at the true times), how its
 * amplitude changes and which intervals it keeps; he only has to say when each fires. He explains the recording by the same search as
 * separation does. What he misses (a potential lost in noise, two potentials alike, too many on top of each other) is not
 * in the recording to be found; what he finds and separation does not is a failure of separation.
 */
import { explain, THOROUGH } from "../../core/measurement/separation/explanation.ts";
import {
  placedAt,
  refreshed,
  type UnitModel,
  unitModel,
} from "../../core/measurement/separation/unit-model.ts";
import { workingSignal } from "../../core/measurement/separation/working-signal.ts";

const HALF_S = 0.006;
const MINIMUM_INTERVAL_S = 0.002;
const ROUNDS = 4;

/** Times in seconds, one train for each of `trains`. */
export function toldObserver(
  channels: readonly Float32Array[],
  samplingFrequencyHz: number,
  trains: readonly ArrayLike<number>[],
): number[][] {
  const signal = workingSignal(channels, samplingFrequencyHz);
  const rate = signal.samplingFrequencyHz;
  const count = signal.samples.length;
  const length = 2 * Math.round(HALF_S * rate) + 1;
  let units: UnitModel[] = trains.map((train) =>
    unitModel(
      new Float32Array(count * length),
      Array.from(train, (timeS) => placedAt(timeS * rate)),
      count,
    ),
  );
  for (let round = 0; round < ROUNDS; round++) units = refreshed(signal, units);
  const first = explain(signal, units, MINIMUM_INTERVAL_S * rate, THOROUGH);
  const again = explain(signal, refreshed(signal, first.units), MINIMUM_INTERVAL_S * rate, THOROUGH);
  return again.units.map((unit) => unit.train.map(({ at, fraction }) => (at + fraction) / rate));
}
