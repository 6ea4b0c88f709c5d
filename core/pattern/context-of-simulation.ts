/**
 * What a clinician would tell of a recording that was simulated: the electrode it was asked for, and what the muscle was asked to do.
 *
 * The signal does not know it, and an example without it is seen more poorly than the same recording of a patient would be. The state
 * is that in which each pattern is looked for: at rest, except what is willed or drawn out by stretch. Source: derived from the
 * patterns' own arguments in `knowledge/patterns/`.
 */
import type { SimulatedPattern } from "../muscle/pattern-names.ts";
import { resolved, type SimulationRequest } from "../muscle/request.ts";
import type { PatternContext } from "./pattern-context.ts";

const TOLD: Readonly<Partial<Record<SimulatedPattern, Omit<PatternContext, "electrode">>>> = {
  "cramp-discharge": { state: "rest", shortened: true },
  voluntary: { state: "effort" },
  "spastic-activity": { state: "stretch" },
  "dystonic-co-contraction": { state: "effort" },
};

export function contextOfSimulation(request: SimulationRequest): PatternContext {
  const { electrode } = resolved(request);
  return {
    electrode: electrode.startsWith("surface") ? "surface" : "needle",
    ...(TOLD[request.pattern] ?? { state: "rest" }),
  };
}
