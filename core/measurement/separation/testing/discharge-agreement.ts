/**
 * How well separated units agree with the true ones.
 *
 * Found and true discharges agree when they lie within the tolerance of each other, after the constant delay between
 * the two ways to mark a discharge (its largest deflection, its onset, the neuron's firing) has been taken off, one
 * delay for each pair of units and never more than `largestDelayS`. Each found unit is given to at most one true unit,
 * such that the sum of F1 is largest (solved exactly). A found unit that agrees with no true unit by half (F1 < 0.5)
 * is false.
 */

export interface UnitAgreement {
  readonly trueIndex: number;
  /** Undefined when no found unit was given to this one. */
  readonly foundIndex: number | undefined;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly f1: number;
  readonly delayS: number;
}

export interface Agreement {
  readonly units: readonly UnitAgreement[];
  /** Mean over the true units; one that was not found counts 0. */
  readonly meanF1: number;
  /** Over all discharges; those of false units count as false positives. */
  readonly pooledF1: number;
  readonly falseUnitCount: number;
}

export function dischargeAgreement(
  trueUnits: readonly ArrayLike<number>[],
  foundUnits: readonly ArrayLike<number>[],
  toleranceS = 0.001,
  largestDelayS = 0.012,
): Agreement {
  const pairs = trueUnits.map((truth) =>
    foundUnits.map((found) => bestAgreement(truth, found, toleranceS, largestDelayS)),
  );
  const given = assignment(pairs.map((row) => row.map((pair) => pair.f1)));
  const units = trueUnits.map((truth, trueIndex) => {
    const foundIndex = given[trueIndex];
    const pair = foundIndex === undefined ? undefined : pairs[trueIndex][foundIndex];
    if (foundIndex === undefined || pair === undefined || pair.f1 < 0.5)
      return { trueIndex, foundIndex: undefined, ...counts(0, 0, truth.length), delayS: 0 };
    return {
      trueIndex,
      foundIndex,
      ...counts(pair.hits, foundUnits[foundIndex].length - pair.hits, truth.length - pair.hits),
      delayS: pair.delayS,
    };
  });
  const matched = new Set(units.map((unit) => unit.foundIndex));
  const falseUnits = foundUnits.filter((_, index) => !matched.has(index));
  const hits = sum(units.map((unit) => unit.truePositives));
  const allTrue = sum(trueUnits.map((unit) => unit.length));
  const allFound = sum(foundUnits.map((unit) => unit.length));
  return {
    units,
    meanF1: units.length === 0 ? 1 : sum(units.map((unit) => unit.f1)) / units.length,
    pooledF1: allTrue + allFound === 0 ? 1 : (2 * hits) / (allTrue + allFound),
    falseUnitCount: falseUnits.length,
  };
}

function counts(truePositives: number, falsePositives: number, falseNegatives: number) {
  const f1 =
    truePositives === 0 ? 0 : (2 * truePositives) / (2 * truePositives + falsePositives + falseNegatives);
  return { truePositives, falsePositives, falseNegatives, f1 };
}

function bestAgreement(
  truth: ArrayLike<number>,
  found: ArrayLike<number>,
  toleranceS: number,
  largestDelayS: number,
): { hits: number; f1: number; delayS: number } {
  const delayS = commonestDelay(truth, found, toleranceS, largestDelayS);
  const hits = hitCount(truth, found, delayS, toleranceS);
  return { hits, f1: counts(hits, found.length - hits, truth.length - hits).f1, delayS };
}

/** The delay around which most differences lie: histogram with bins of half the tolerance, then their median. */
function commonestDelay(
  truth: ArrayLike<number>,
  found: ArrayLike<number>,
  toleranceS: number,
  largestDelayS: number,
): number {
  const differences: number[] = [];
  let first = 0;
  for (let index = 0; index < truth.length; index++) {
    while (first < found.length && found[first] < truth[index] - largestDelayS) first++;
    for (let other = first; other < found.length && found[other] <= truth[index] + largestDelayS; other++)
      differences.push(found[other] - truth[index]);
  }
  differences.sort((a, b) => a - b);
  let best = 0;
  let bestFrom = 0;
  for (let from = 0, to = 0; from < differences.length; from++) {
    while (to < differences.length && differences[to] <= differences[from] + toleranceS) to++;
    if (to - from > best) {
      best = to - from;
      bestFrom = from;
    }
  }
  return best === 0 ? 0 : differences[bestFrom + Math.floor(best / 2)];
}

/** Pairs in order of time; each discharge is used once. */
function hitCount(
  truth: ArrayLike<number>,
  found: ArrayLike<number>,
  delayS: number,
  toleranceS: number,
): number {
  let hits = 0;
  for (let index = 0, other = 0; index < truth.length && other < found.length; ) {
    const difference = found[other] - delayS - truth[index];
    if (Math.abs(difference) <= toleranceS) {
      hits++;
      index++;
      other++;
    } else if (difference < 0) other++;
    else index++;
  }
  return hits;
}

/** Rows to columns with the largest sum (Hungarian method on negated gains); undefined where nothing is left. */
function assignment(gains: readonly (readonly number[])[]): (number | undefined)[] {
  const rows = gains.length;
  const size = Math.max(rows, gains[0]?.length ?? 0);
  const cost = (row: number, column: number) => -(gains[row]?.[column] ?? 0);
  const rowPrice = new Float64Array(size + 1);
  const columnPrice = new Float64Array(size + 1);
  const rowOf = new Int32Array(size + 1);
  for (let row = 1; row <= size; row++) {
    const slack = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY);
    const from = new Int32Array(size + 1);
    const used = new Uint8Array(size + 1);
    rowOf[0] = row;
    let column = 0;
    do {
      used[column] = 1;
      let step = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let other = 1; other <= size; other++) {
        if (used[other]) continue;
        const reduced = cost(rowOf[column] - 1, other - 1) - rowPrice[rowOf[column]] - columnPrice[other];
        if (reduced < slack[other]) {
          slack[other] = reduced;
          from[other] = column;
        }
        if (slack[other] < step) {
          step = slack[other];
          next = other;
        }
      }
      for (let other = 0; other <= size; other++) {
        if (used[other]) {
          rowPrice[rowOf[other]] += step;
          columnPrice[other] -= step;
        } else slack[other] -= step;
      }
      column = next;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      rowOf[column] = rowOf[from[column]];
      column = from[column];
    }
  }
  const result: (number | undefined)[] = new Array(rows).fill(undefined);
  for (let column = 1; column <= size; column++) {
    const row = rowOf[column] - 1;
    if (row < rows && column - 1 < (gains[0]?.length ?? 0)) result[row] = column - 1;
  }
  return result;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
