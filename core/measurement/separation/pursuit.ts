/**
 * Matching pursuit: again and again the discharges that are worth most are placed.
 *
 * In one sweep every discharge is placed that is worth more than any other within reach of it; these do not disturb
 * each other. Afterwards only the places that changed are looked at again, until nothing is worth placing.
 */
import {
  addPotential,
  addVariability,
  EXPECTATION_STEP,
  intervalsSay,
  type Matching,
  type Placed,
  place,
  refine,
} from "./matching.ts";

const BLOCK = 64;
const MOST_SWEEPS = 40;
/** Intervals can say at most this much in favour, so below it no place needs a closer look. */
const LARGEST_INTERVAL_EVIDENCE = 3;

export function pursue(state: Matching): void {
  const blocks = Math.ceil(state.sampleCount / BLOCK);
  let open = new Uint8Array(blocks).fill(1);
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    const accepted = strongest(state, candidates(state, open));
    if (accepted.length === 0) return;
    open = new Uint8Array(blocks);
    const reach = 3 * state.bank.half;
    for (const discharge of accepted) {
      place(state, discharge);
      const from = Math.max(0, Math.floor((discharge.at - reach) / BLOCK));
      const to = Math.min(blocks - 1, Math.floor((discharge.at + reach) / BLOCK));
      open.fill(1, from, to + 1);
    }
  }
}

function candidates(state: Matching, open: Uint8Array): Placed[] {
  const found: Placed[] = [];
  for (let unit = 0; unit < state.correlations.length; unit++) {
    const correlation = state.correlations[unit];
    let least = 0;
    let leastFor = -1;
    for (let block = 0; block < open.length; block++) {
      if (!open[block]) continue;
      const from = Math.max(1, block * BLOCK);
      const to = Math.min(state.sampleCount - 1, (block + 1) * BLOCK);
      const step = (from / EXPECTATION_STEP) | 0;
      if (step !== leastFor) {
        least = leastCorrelation(state, unit, from);
        leastFor = step;
      }
      for (let index = from; index < to; index++) {
        const value = correlation[index];
        if (value < least || value < correlation[index - 1] || value <= correlation[index + 1]) continue;
        const candidate = refine(state, unit, index, correlation[index - 1], value, correlation[index + 1]);
        candidate.worth += intervalsSay(state, unit, index + candidate.fraction);
        if (candidate.worth > 0) found.push(candidate);
      }
    }
  }
  return found;
}

/** The correlation at which a discharge becomes worth its price in mere noise, with the intervals all in its favour. */
export function leastCorrelation(state: Matching, unit: number, at: number): number {
  const expected = state.expected[unit][(at / EXPECTATION_STEP) | 0];
  const prior = 1 / (state.spreads[unit] * expected) ** 2;
  const energy = state.bank.energies[unit];
  const wanted = state.price - LARGEST_INTERVAL_EVIDENCE + 0.5 * Math.log(1 + energy / prior);
  const combined = Math.sqrt(Math.max(0, 2 * wanted + expected * expected * prior) * (energy + prior));
  return combined - expected * prior;
}

/** Those worth more than every other candidate within reach. */
function strongest(state: Matching, found: Placed[]): Placed[] {
  const reach = 2 * state.bank.half + 1;
  const cells = Math.ceil(state.sampleCount / reach) + 1;
  const taken: Placed[][] = new Array(cells);
  found.sort((a, b) => b.worth - a.worth || a.at - b.at || a.unit - b.unit);
  return found.filter((candidate) => {
    const cell = Math.floor(candidate.at / reach);
    for (let near = Math.max(0, cell - 1); near <= Math.min(cells - 1, cell + 1); near++)
      for (const other of taken[near] ?? []) if (Math.abs(other.at - candidate.at) < reach) return false;
    taken[cell] ??= [];
    taken[cell].push(candidate);
    return true;
  });
}

/** Each discharge once more against all others: moved to its best place, given its best amplitude, or dropped. */
export function polish(state: Matching): void {
  const { bank } = state;
  const count = bank.shapes.length;
  for (const discharge of inOrder(state)) {
    const { unit, at } = discharge;
    if (at < 2 || at >= state.sampleCount - 2) continue;
    addPotential(state, unit, at, discharge.fraction, discharge.amplitude);
    addVariability(state, unit, at, -1);
    const correlation = state.correlations[unit];
    let best = at;
    for (let index = at - 2; index <= at + 2; index++)
      if (correlation[index] > correlation[best]) best = index;
    best = Math.max(1, Math.min(state.sampleCount - 2, best));
    const moved = refine(state, unit, best, correlation[best - 1], correlation[best], correlation[best + 1]);
    moved.worth += intervalsSay(state, unit, best + moved.fraction, discharge);
    if (moved.worth > 0) {
      discharge.at = moved.at;
      discharge.fraction = moved.fraction;
      discharge.amplitude = moved.amplitude;
      discharge.worth = moved.worth;
      addPotential(state, unit, moved.at, moved.fraction, -moved.amplitude);
      addVariability(state, unit, moved.at, 1);
    } else {
      const train = state.trains[unit];
      train.splice(train.indexOf(discharge), 1);
    }
  }
  for (let unit = 0; unit < count; unit++) state.trains[unit].sort(byTime);
}

export function inOrder(state: Matching): Placed[] {
  return state.trains.flat().sort(byTime);
}

function byTime(a: Placed, b: Placed): number {
  return a.at + a.fraction - b.at - b.fraction || a.unit - b.unit;
}
