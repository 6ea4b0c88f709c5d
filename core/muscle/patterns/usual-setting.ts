/** How long, with what and from how many muscles each pattern is usually recorded. */
import type { SimulatedPattern } from "../pattern-names.ts";

/** Long enough to show what is typical of the pattern. */
export const USUAL_DURATION_S: Readonly<Record<SimulatedPattern, number>> = {
  silence: 10,
  "cramp-discharge": 60,
  "myotonic-discharge": 20,
  "myokymic-discharge": 20,
  "neuromyotonic-discharge": 20,
  fasciculation: 30,
  fibrillation: 20,
  "complex-repetitive-discharge": 15,
  "end-plate-activity": 10,
  voluntary: 10,
  "spastic-activity": 15,
  "dystonic-co-contraction": 20,
  "continuous-motor-unit-activity": 20,
  tremor: 10,
  artefact: 10,
};

/** What is usually recorded: with a needle or from the skin, one muscle or an agonist with its antagonist. */
export const USUAL_SETTING: Readonly<Record<SimulatedPattern, { needle: boolean; muscles: 1 | 2 }>> = {
  silence: { needle: true, muscles: 1 },
  "cramp-discharge": { needle: true, muscles: 1 },
  "myotonic-discharge": { needle: true, muscles: 1 },
  "myokymic-discharge": { needle: true, muscles: 1 },
  "neuromyotonic-discharge": { needle: true, muscles: 1 },
  fasciculation: { needle: true, muscles: 1 },
  fibrillation: { needle: true, muscles: 1 },
  "complex-repetitive-discharge": { needle: true, muscles: 1 },
  "end-plate-activity": { needle: true, muscles: 1 },
  voluntary: { needle: true, muscles: 1 },
  "spastic-activity": { needle: true, muscles: 1 },
  "dystonic-co-contraction": { needle: false, muscles: 2 },
  "continuous-motor-unit-activity": { needle: true, muscles: 2 },
  tremor: { needle: false, muscles: 2 },
  artefact: { needle: true, muscles: 1 },
};
