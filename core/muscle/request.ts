/**
 * What can be asked of the simulated muscle, with everything that can be left out filled in.
 */
import type { Seed } from "../signal/random.ts";
import type { ArtefactKind } from "./artefacts.ts";
import type { ElectrodeKind } from "./electrode.ts";
import type { Overrides } from "./parameters/parameter.ts";
import type { SimulatedPattern } from "./pattern-names.ts";
import { USUAL_DURATION_S, USUAL_SETTING } from "./patterns/usual-setting.ts";

/**
 * How excitable each part is: 1 is healthy, 0 is inexcitable, 2 fires by itself. They stand for the central, the
 * peripheral and the muscular origin of a cramp or of what looks like one.
 */
export interface Excitability {
  readonly neuron: number;
  readonly axon: number;
  readonly muscleFibre: number;
}

/** Things done during the recording, in seconds from its start. */
export interface Interventions {
  /** The cramping muscle is stretched: a cramp stops. */
  readonly stretchAtS?: number;
  /** From here on nothing from above the block arrives; what arises beyond it goes on. */
  readonly nerveBlockAtS?: number;
  /** Curare: from here on only muscle fibres act by themselves. */
  readonly junctionBlockAtS?: number;
}

export interface SimulationRequest {
  readonly pattern: SimulatedPattern;
  /** 1 unless told. */
  readonly seed?: Seed;
  /** As long as the pattern needs unless told. */
  readonly durationS?: number;
  /** 10 000 with a needle, 2 000 on the skin unless told. */
  readonly samplingFrequencyHz?: number;
  /**
   * RMS of the signal while potentials are there over RMS of the noise, in the first muscle's best channel. Absent
   * (or nothing to see): the noise of an ordinary amplifier.
   */
  readonly snrDb?: number;
  readonly electrode?: ElectrodeKind;
  /** 2: agonist and antagonist, with an electrode each. */
  readonly muscles?: 1 | 2;
  /** Share of the largest excitation, held from beginning to end (voluntary activity only). */
  readonly effort?: number;
  /** Only so many recruited units, those nearest the electrode, fire (voluntary, spastic and dystonic activity). */
  readonly activeUnits?: number;
  readonly artefacts?: readonly ArtefactKind[];
  readonly excitability?: Partial<Excitability>;
  readonly interventions?: Interventions;
  /** Values for single parameters by `group.name`, instead of their spread. */
  readonly overrides?: Overrides;
}

export interface ResolvedRequest {
  readonly pattern: SimulatedPattern;
  readonly seed: Seed;
  readonly durationS: number;
  readonly samplingFrequencyHz: number;
  readonly snrDb: number | undefined;
  readonly electrode: ElectrodeKind;
  readonly muscles: 1 | 2;
  readonly effort: number | undefined;
  readonly activeUnits: number | undefined;
  readonly artefacts: readonly ArtefactKind[];
  readonly excitability: Excitability;
  readonly interventions: Interventions;
  readonly overrides: Overrides;
}

export function resolved(request: SimulationRequest): ResolvedRequest {
  const usual = USUAL_SETTING[request.pattern];
  const electrode = request.electrode ?? (usual.needle ? "concentric-needle" : "surface");
  const onSkin = electrode === "surface" || electrode === "surface-grid";
  return {
    pattern: request.pattern,
    seed: request.seed ?? 1,
    durationS: request.durationS ?? USUAL_DURATION_S[request.pattern],
    samplingFrequencyHz: request.samplingFrequencyHz ?? (onSkin ? 2000 : 10_000),
    snrDb: request.snrDb,
    electrode,
    muscles: request.muscles ?? usual.muscles,
    effort: request.effort,
    activeUnits: request.activeUnits,
    artefacts: [...new Set(request.artefacts ?? [])],
    excitability: { neuron: 1, axon: 1, muscleFibre: 1, ...request.excitability },
    interventions: request.interventions ?? {},
    overrides: request.overrides ?? {},
  };
}
