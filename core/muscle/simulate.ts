/**
 * A recording of a muscle that never was, with the truth beside the signal.
 *
 * Nobody has published recordings of most pathological discharges, so Krampe makes them: what the motor neurons,
 * axons, end-plates and fibres do (`patterns/`, by the numbers in `parameters/`), what the electrode sees of it,
 * and what the amplifier makes of that. The same request gives the same bytes. It says nothing about a patient, and
 * a method that was judged on it alone has been judged on this model of a muscle.
 */
import { failure, type Issue, type Result, success } from "../issue/issue.ts";
import type { SampledRecording } from "../recording/sampled-recording.ts";
import { requestIssues } from "./check-request.ts";
import { type MuscleActivity, muscleActivity } from "./muscle-activity.ts";
import type { SimulatedPattern } from "./pattern-names.ts";
import { recordedSignal } from "./recorded-signal.ts";
import type { ResolvedRequest, SimulationRequest } from "./request.ts";
import type { Scene } from "./scene.ts";
import { simulatedRecording } from "./simulated-recording.ts";
import { type SimulationTruth, simulationTruth } from "./truth.ts";

export interface Simulation {
  /**
   * µV, `samples[channel][index]`; positive where the active contact is positive. All channels of a muscle
   * together.
   */
  readonly samples: readonly Float32Array[];
  readonly samplingFrequencyHz: number;
  /** The same samples with labels, unit, full scale and notes, ready for a writer. */
  readonly recording: SampledRecording;
  readonly truth: SimulationTruth;
}

export function simulate(request: SimulationRequest): Result<Simulation> {
  const issues = requestIssues(request);
  if (issues.length > 0) return failure(...issues);
  const activity = muscleActivity(request);
  const signal = recordedSignal(activity);
  const truth = simulationTruth(activity, signal);
  return success(
    {
      samples: signal.samples,
      samplingFrequencyHz: truth.samplingFrequencyHz,
      recording: simulatedRecording(signal, activity.muscles, truth),
      truth,
    },
    [...worthKnowing(activity.request, activity.scene), ...setInVain(activity)],
  );
}

/** Parameters that were set although nothing in this recording is drawn from them. */
function setInVain({ request, parameters }: MuscleActivity): Issue[] {
  return Object.keys(request.overrides)
    .filter((id) => !parameters.askedFor.has(id))
    .map((id) => ({
      code: "simulation-without-effect",
      severity: "warning",
      message: {
        en: `${id} changes nothing here: ${request.pattern}, recorded like this, does not draw it.`,
        nb: `${id} endrer ingenting her: ${request.pattern}, tatt opp slik, trekker den ikke.`,
      },
      suggestion: {
        en: "Leave it out, or choose the pattern, electrode or artefact that it belongs to.",
        nb: "Utelat den, eller velg mønsteret, elektroden eller artefakten som den hører til.",
      },
      place: { path: `overrides.${id}` },
    }));
}

/** Whose laws ask for what may be held still. */
const HELD: readonly (readonly ["effort" | "activeUnits", readonly SimulatedPattern[]])[] = [
  ["effort", ["voluntary"]],
  ["activeUnits", ["voluntary", "spastic-activity", "dystonic-co-contraction"]],
];

function worthKnowing(wanted: ResolvedRequest, scene: Scene): Issue[] {
  const issues: Issue[] = HELD.flatMap(([name, patterns]): Issue[] =>
    wanted[name] === undefined || patterns.includes(wanted.pattern)
      ? []
      : [
          {
            code: "simulation-without-effect",
            severity: "warning",
            message: {
              en: `${name} changes nothing in ${wanted.pattern}.`,
              nb: `${name} endrer ingenting i ${wanted.pattern}.`,
            },
            suggestion: {
              en: `It is for ${patterns.join(", ")}.`,
              nb: `Det gjelder ${patterns.join(", ")}.`,
            },
            place: { path: name },
          },
        ],
  );
  const onSkin = wanted.electrode.startsWith("surface");
  if (onSkin && scene.sources.some(({ kind }) => kind !== "motor-unit"))
    issues.push({
      code: "simulation-not-seen-from-skin",
      severity: "warning",
      message: {
        en: "Single muscle fibres and end-plates fire in this recording, but a surface electrode does not see them.",
        nb: "Enkeltfibre og endeplater fyrer i dette opptaket, men en overflateelektrode ser dem ikke.",
      },
      suggestion: { en: "Choose a needle electrode.", nb: "Velg en nålelektrode." },
      place: { path: "electrode" },
    });
  if (!onSkin && wanted.samplingFrequencyHz < 4000)
    issues.push({
      code: "simulation-rate-too-low-for-needle",
      severity: "warning",
      message: {
        en: `At ${wanted.samplingFrequencyHz} Hz the spikes of needle potentials are lost.`,
        nb: `Ved ${wanted.samplingFrequencyHz} Hz går spissene i nålepotensialene tapt.`,
      },
      suggestion: { en: "Ask for 10000 Hz or more.", nb: "Be om 10000 Hz eller mer." },
      place: { path: "samplingFrequencyHz" },
    });
  if (
    wanted.activeUnits !== undefined &&
    scene.sources.length > 0 &&
    scene.sources.length < wanted.activeUnits
  )
    issues.push({
      code: "simulation-fewer-units-recruited",
      severity: "warning",
      message: {
        en: `Only ${scene.sources.length} units are recruited, ${wanted.activeUnits} were asked for.`,
        nb: `Bare ${scene.sources.length} enheter rekrutteres, det ble bedt om ${wanted.activeUnits}.`,
      },
      suggestion: {
        en: "Ask for more effort or for fewer units.",
        nb: "Be om mer innsats eller færre enheter.",
      },
      place: { path: "activeUnits" },
    });
  return issues;
}
