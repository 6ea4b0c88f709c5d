/** What each pattern makes the muscle do. */
import type { SimulatedPattern } from "../pattern-names.ts";
import { EMPTY_SCENE, type SceneLaw } from "../scene.ts";
import { complexRepetitiveDischarge } from "./complex-repetitive-discharge.ts";
import { continuousMotorUnitActivity } from "./continuous-motor-unit-activity.ts";
import { crampDischarge } from "./cramp-discharge.ts";
import { dystonicCoContraction } from "./dystonic-co-contraction.ts";
import { endPlateActivity } from "./end-plate-activity.ts";
import { fasciculation } from "./fasciculation.ts";
import { fibrillation } from "./fibrillation.ts";
import { myokymicDischarge } from "./myokymic-discharge.ts";
import { myotonicDischarge } from "./myotonic-discharge.ts";
import { neuromyotonicDischarge } from "./neuromyotonic-discharge.ts";
import { spasticActivity } from "./spastic-activity.ts";
import { tremor } from "./tremor.ts";
import { voluntary } from "./voluntary.ts";

export const PATTERN_LAWS: Readonly<Record<SimulatedPattern, SceneLaw>> = {
  silence: () => EMPTY_SCENE,
  "cramp-discharge": crampDischarge,
  "myotonic-discharge": myotonicDischarge,
  "myokymic-discharge": myokymicDischarge,
  "neuromyotonic-discharge": neuromyotonicDischarge,
  fasciculation,
  fibrillation,
  "complex-repetitive-discharge": complexRepetitiveDischarge,
  "end-plate-activity": endPlateActivity,
  voluntary,
  "spastic-activity": spasticActivity,
  "dystonic-co-contraction": dystonicCoContraction,
  "continuous-motor-unit-activity": continuousMotorUnitActivity,
  tremor,
  artefact: () => EMPTY_SCENE,
};
