/**
 * A potential with two like parts, taken for a unit that fires twice.
 *
 * The template of such a potential may settle on one part, and then each discharge is explained by two, always at the same
 * delay. Doublets of a motor unit are less constant by far (their interval varies by half a millisecond and more), and
 * in a train the second is followed by a third. Both parts together become the template, and each pair one discharge.
 */
import type { Placed } from "./matching.ts";
import { addShape } from "./template-estimate.ts";
import { centredOn, placedAt, type UnitModel } from "./unit-model.ts";

const LARGEST_DELAY_S = 0.008;
/** Width of the window that counts as one delay. */
const SAME_DELAY_S = 0.0004;
/** So many of the discharges come in such pairs. */
const SHARE = 0.7;
const FEWEST_PAIRS = 6;

/** The same unit where it does not echo itself. */
export function withoutSelfEcho(
  unit: UnitModel,
  channelCount: number,
  samplingFrequencyHz: number,
): UnitModel {
  const pairs = constantPairs(unit.train, samplingFrequencyHz);
  if (pairs.length < FEWEST_PAIRS || 2 * pairs.length < SHARE * unit.train.length) return unit;
  const delays = pairs.map(([first, second]) => timeOf(second) - timeOf(first)).sort((a, b) => a - b);
  const ratios = pairs.map(([first, second]) => second.amplitude / first.amplitude).sort((a, b) => a - b);
  const length = unit.shape.length / channelCount;
  const half = (length - 1) / 2;
  const shape = unit.shape.slice();
  const channels = Array.from({ length: channelCount }, (_, channel) =>
    shape.subarray(channel * length, (channel + 1) * length),
  );
  const middle = pairs.length >> 1;
  addShape(channels, unit.shape, half, placedAt(half + delays[middle]), ratios[middle]);
  const seconds = new Set(pairs.map(([, second]) => second));
  const train = unit.train.filter((discharge) => !seconds.has(discharge));
  return centredOn({ ...unit, shape, train, expected: undefined }, channelCount);
}

/** Neighbours at the commonest delay; none of them in two pairs. */
function constantPairs(train: readonly Placed[], rate: number): [Placed, Placed][] {
  const close = train.slice(1).flatMap((second, index) => {
    const delay = timeOf(second) - timeOf(train[index]);
    return delay < LARGEST_DELAY_S * rate ? [{ index, delay }] : [];
  });
  close.sort((a, b) => a.delay - b.delay);
  let best: typeof close = [];
  for (let first = 0, last = 0; first < close.length; first++) {
    while (last < close.length && close[last].delay <= close[first].delay + SAME_DELAY_S * rate) last++;
    if (last - first > best.length) best = close.slice(first, last);
  }
  const firsts = new Set(best.map(({ index }) => index));
  return best
    .filter(({ index }) => !firsts.has(index - 1) && !firsts.has(index + 1))
    .map(({ index }) => [train[index], train[index + 1]]);
}

function timeOf(discharge: Placed): number {
  return discharge.at + discharge.fraction;
}
