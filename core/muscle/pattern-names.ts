/**
 * The EMG patterns that the muscle can show. `undetermined` is a judgement about a recording, not something a
 * muscle does.
 */
export const SIMULATED_PATTERNS = [
  "silence",
  "cramp-discharge",
  "myotonic-discharge",
  "myokymic-discharge",
  "neuromyotonic-discharge",
  "fasciculation",
  "fibrillation",
  "complex-repetitive-discharge",
  "end-plate-activity",
  "voluntary",
  "spastic-activity",
  "dystonic-co-contraction",
  "continuous-motor-unit-activity",
  "tremor",
  "artefact",
] as const;

export type SimulatedPattern = (typeof SIMULATED_PATTERNS)[number];

export function isSimulatedPattern(name: string): name is SimulatedPattern {
  return (SIMULATED_PATTERNS as readonly string[]).includes(name);
}
