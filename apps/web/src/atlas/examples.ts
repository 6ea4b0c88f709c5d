/** Which simulated recording stands for each pattern at first, and how much of it is on the screen: chosen by looking and listening. */
import type { SimulatedPattern } from "@krampe/core/muscle/pattern-names.ts";

export interface Example {
  readonly seed: number;
  readonly durationS: number;
  /** Length of the first stretch on the screen. */
  readonly spanS: number;
  /** Where it begins; where the pattern does, unless told. */
  readonly fromS?: number;
}

export const EXAMPLES: Readonly<Record<SimulatedPattern, Example>> = {
  silence: { seed: 1, durationS: 5, spanS: 1 },
  "cramp-discharge": { seed: 7, durationS: 30, spanS: 2, fromS: 7 },
  "myotonic-discharge": { seed: 4, durationS: 15, spanS: 5, fromS: 0.5 },
  "myokymic-discharge": { seed: 3, durationS: 10, spanS: 2 },
  "neuromyotonic-discharge": { seed: 2, durationS: 10, spanS: 2 },
  fasciculation: { seed: 4, durationS: 20, spanS: 10, fromS: 0 },
  fibrillation: { seed: 4, durationS: 10, spanS: 1 },
  "complex-repetitive-discharge": { seed: 3, durationS: 10, spanS: 0.5 },
  "end-plate-activity": { seed: 6, durationS: 10, spanS: 0.5 },
  voluntary: { seed: 6, durationS: 10, spanS: 2 },
  "spastic-activity": { seed: 4, durationS: 15, spanS: 5 },
  "dystonic-co-contraction": { seed: 4, durationS: 10, spanS: 5 },
  "continuous-motor-unit-activity": { seed: 1, durationS: 15, spanS: 2 },
  tremor: { seed: 2, durationS: 10, spanS: 2 },
  artefact: { seed: 6, durationS: 10, spanS: 2 },
};
