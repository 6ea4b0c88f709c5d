/** What the reader has chosen of the simulated muscle, and the request that it makes. Everything left alone is drawn by the seed. */
import type { ArtefactKind } from "@krampe/core/muscle/artefacts.ts";
import type { ElectrodeKind } from "@krampe/core/muscle/electrode.ts";
import type { SimulatedPattern } from "@krampe/core/muscle/pattern-names.ts";
import { type Excitability, resolved, type SimulationRequest } from "@krampe/core/muscle/request.ts";
import { EXAMPLES } from "../examples.ts";

export interface Chosen {
  readonly seed: number;
  readonly durationS: number;
  readonly electrode: ElectrodeKind;
  /** Undefined: the noise of an ordinary amplifier. */
  readonly snrDb: number | undefined;
  readonly excitability: Excitability;
  readonly interventions: Readonly<Record<Intervention, number | undefined>>;
  readonly artefacts: readonly ArtefactKind[];
  readonly overrides: Readonly<Record<string, number>>;
}

export const INTERVENTIONS = ["stretchAtS", "nerveBlockAtS", "junctionBlockAtS"] as const;
export type Intervention = (typeof INTERVENTIONS)[number];

export function usualOf(pattern: SimulatedPattern): Chosen {
  const { seed, durationS } = EXAMPLES[pattern];
  const { electrode, excitability } = resolved({ pattern });
  return {
    seed,
    durationS,
    electrode,
    snrDb: undefined,
    excitability,
    interventions: { stretchAtS: undefined, nerveBlockAtS: undefined, junctionBlockAtS: undefined },
    artefacts: [],
    overrides: {},
  };
}

export function requestOf(pattern: SimulatedPattern, chosen: Chosen): SimulationRequest {
  const { seed, durationS, electrode, snrDb, excitability, interventions, artefacts, overrides } = chosen;
  const within = Object.entries(interventions).filter(([, atS]) => atS !== undefined && atS < durationS);
  return {
    pattern,
    seed,
    durationS,
    electrode,
    ...(snrDb !== undefined && { snrDb }),
    excitability,
    interventions: Object.fromEntries(within),
    artefacts,
    overrides,
  };
}
