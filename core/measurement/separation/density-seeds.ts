/**
 * Groups of like waveforms, started where they lie densest.
 *
 * Waveforms of one unit that do not overlap with others differ by noise alone, so they crowd together; overlapped ones
 * lie scattered. From the densest place on, a group gathers all waveforms that differ from its centre by no more than
 * noise and a small change of amplitude explain, moves its centre to their mean, and gathers again. What it has
 * gathered is gone for the next group. How many groups there are is not asked beforehand.
 */

export interface DensityOptions {
  /** Groups with fewer waveforms are not kept. */
  readonly fewest: number;
  /** Difference between waveforms of one unit beyond noise, relative to their size. */
  readonly tolerance: number;
}

const NEIGHBOUR = 3;
/** Squared distances to a centre are this many times the number of coordinates at most (99 % of noise alone). */
const NOISE_REACH = 2.2;
/** How far a group reaches, against the squared distance from its seed to the seed's third neighbour. */
const SCATTER_REACH = 2.5;

/** Indices of the members of each group, densest group first. `points` are in units of the noise. */
export function densityGroups(points: readonly Float32Array[], options: DensityOptions): number[][] {
  const size = points[0]?.length ?? 0;
  const sizes = points.map((point) => point.reduce((sum, value) => sum + value * value, 0));
  const looseness = (index: number) => 2 * size * NOISE_REACH * 0.5 + options.tolerance ** 2 * sizes[index];
  const distances = neighbourDistances(points);
  const density = distances.map((distance, index) => distance / looseness(index));
  const order = density.map((_, index) => index).sort((a, b) => density[a] - density[b] || a - b);
  const free = new Uint8Array(points.length).fill(1);
  const groups: number[][] = [];
  for (const seed of order) {
    if (!free[seed] || density[seed] > 1) continue;
    const members = gather(points, sizes, free, seed, SCATTER_REACH * distances[seed]);
    for (const index of members) free[index] = 0;
    free[seed] = 0;
    if (members.length >= options.fewest) groups.push(members);
  }
  return groups;
}

/** Squared distance to the third-nearest other point. */
function neighbourDistances(points: readonly Float32Array[]): Float64Array {
  const nearest = points.map(() => new Float64Array(NEIGHBOUR).fill(Number.POSITIVE_INFINITY));
  for (let one = 0; one < points.length; one++)
    for (let other = one + 1; other < points.length; other++) {
      const limit = Math.max(nearest[one][NEIGHBOUR - 1], nearest[other][NEIGHBOUR - 1]);
      const distance = squaredDistance(points[one], points[other], limit);
      if (distance >= limit) continue;
      insert(nearest[one], distance);
      insert(nearest[other], distance);
    }
  return Float64Array.from(nearest, (distances) => distances[NEIGHBOUR - 1]);
}

function insert(sorted: Float64Array, value: number): void {
  let place = sorted.length;
  while (place > 0 && sorted[place - 1] > value) place--;
  if (place === sorted.length) return;
  sorted.copyWithin(place + 1, place, sorted.length - 1);
  sorted[place] = value;
}

function gather(
  points: readonly Float32Array[],
  sizes: readonly number[],
  free: Uint8Array,
  seed: number,
  scatter: number,
): number[] {
  let centre = Float32Array.from(points[seed]);
  let centreNoise = 1;
  let members: number[] = [];
  for (let round = 0; round < 6; round++) {
    const centreSize = centre.reduce((sum, value) => sum + value * value, 0);
    const limit = Math.max(centre.length * NOISE_REACH * (1 + centreNoise), scatter);
    const gathered: number[] = [];
    for (let index = 0; index < points.length; index++) {
      if (!free[index] || Math.abs(sizes[index] - centreSize) > centreSize + limit) continue;
      if (squaredDistance(points[index], centre, limit) < limit) gathered.push(index);
    }
    if (gathered.length === 0) return members;
    const same = gathered.length === members.length && gathered.every((index, i) => index === members[i]);
    members = gathered;
    if (same) break;
    centre = mean(points, members);
    centreNoise = 1 / members.length;
  }
  return members;
}

function mean(points: readonly Float32Array[], members: readonly number[]): Float32Array<ArrayBuffer> {
  const result = new Float32Array(points[0].length);
  for (const index of members)
    for (let i = 0; i < result.length; i++) result[i] += points[index][i] / members.length;
  return result;
}

/** Stops early when it has grown past `limit`. */
function squaredDistance(a: Float32Array, b: Float32Array, limit: number): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) {
    const difference = a[index] - b[index];
    sum += difference * difference;
    if (sum >= limit) return sum;
  }
  return sum;
}
