/** Every number of the simulated muscle, by group. A group of a pattern carries the pattern's id. */
import { ARTEFACT_PARAMETERS } from "./artefact-parameters.ts";
import {
  FASCICULATION_PARAMETERS,
  MYOKYMIC_PARAMETERS,
  NEUROMYOTONIC_PARAMETERS,
} from "./axon-parameters.ts";
import { EXCITABILITY_PARAMETERS } from "./excitability-parameters.ts";
import {
  COMPLEX_REPETITIVE_PARAMETERS,
  END_PLATE_PARAMETERS,
  FIBRILLATION_PARAMETERS,
  MYOTONIC_PARAMETERS,
} from "./fibre-parameters.ts";
import {
  CONTINUOUS_PARAMETERS,
  CRAMP_PARAMETERS,
  DYSTONIC_PARAMETERS,
  SPASTIC_PARAMETERS,
  TREMOR_PARAMETERS,
  VOLUNTARY_PARAMETERS,
} from "./motor-neuron-parameters.ts";
import { INSTRUMENT_PARAMETERS, MUSCLE_PARAMETERS } from "./muscle-parameters.ts";
import type { Parameter, ParameterGroup } from "./parameter.ts";

export const PARAMETERS = {
  muscle: MUSCLE_PARAMETERS,
  instrument: INSTRUMENT_PARAMETERS,
  artefact: ARTEFACT_PARAMETERS,
  excitability: EXCITABILITY_PARAMETERS,
  voluntary: VOLUNTARY_PARAMETERS,
  "cramp-discharge": CRAMP_PARAMETERS,
  "spastic-activity": SPASTIC_PARAMETERS,
  "dystonic-co-contraction": DYSTONIC_PARAMETERS,
  "continuous-motor-unit-activity": CONTINUOUS_PARAMETERS,
  tremor: TREMOR_PARAMETERS,
  fasciculation: FASCICULATION_PARAMETERS,
  "myokymic-discharge": MYOKYMIC_PARAMETERS,
  "neuromyotonic-discharge": NEUROMYOTONIC_PARAMETERS,
  "myotonic-discharge": MYOTONIC_PARAMETERS,
  fibrillation: FIBRILLATION_PARAMETERS,
  "complex-repetitive-discharge": COMPLEX_REPETITIVE_PARAMETERS,
  "end-plate-activity": END_PLATE_PARAMETERS,
} as const satisfies Readonly<Record<string, ParameterGroup>>;

export type GroupName = keyof typeof PARAMETERS;
export type ParameterName<G extends GroupName> = keyof (typeof PARAMETERS)[G] & string;

/** `group.name` of every parameter, as overrides spell them. */
export function parameterIds(): string[] {
  return Object.entries(PARAMETERS).flatMap(([group, members]) =>
    Object.keys(members).map((name) => `${group}.${name}`),
  );
}

export function parameterById(id: string): Parameter | undefined {
  const dot = id.indexOf(".");
  const group: ParameterGroup | undefined = Object.entries(PARAMETERS).find(
    ([name]) => name === id.slice(0, dot),
  )?.[1];
  return group && Object.hasOwn(group, id.slice(dot + 1)) ? group[id.slice(dot + 1)] : undefined;
}
