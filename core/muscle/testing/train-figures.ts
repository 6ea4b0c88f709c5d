/**
 * Plain figures of discharge times, reckoned independently of core/measurement, to hold the simulated muscle
 * against.
 */
import { requestIssues } from "../check-request.ts";
import { muscleActivity } from "../muscle-activity.ts";
import type { SimulationRequest } from "../request.ts";
import { type Simulation, simulate } from "../simulate.ts";
import { type TrueActivity, type TrueEpisode, type TrueFiring, trueActivity } from "../truth.ts";

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}

export function median(values: readonly number[]): number {
  return share(values, 0.5);
}

/** The value below which this part of the values lies. */
export function share(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
}

export function intervals(times: readonly number[]): number[] {
  return times.slice(1).map((time, index) => time - times[index]);
}

export function variation(values: readonly number[]): number {
  return deviation(values) / mean(values);
}

/** Discharges per second between the first and the last. */
export function rateHz(times: readonly number[]): number {
  return 1 / mean(intervals(times));
}

/** Discharges of a unit within an episode or burst, with their gains. */
export function within(unit: TrueFiring, span: { readonly fromS: number; readonly toS: number }) {
  return unit.dischargeTimesS
    .map((timeS, index) => ({ timeS, gain: unit.gains?.[index] ?? 1, variant: unit.variants?.[index] ?? 0 }))
    .filter(({ timeS }) => timeS >= span.fromS - 2e-6 && timeS <= span.toS + 2e-6);
}

export function unitOf<U extends TrueFiring>(units: readonly U[], episode: TrueEpisode): U {
  const unit = units.find(({ id }) => episode.unitIds.includes(id));
  if (!unit) throw new Error(`no unit for the episode at ${episode.fromS} s`);
  return unit;
}

export function simulated(request: SimulationRequest): Simulation {
  const result = simulate(request);
  if (!result.ok) throw new Error(result.issues.map(({ message }) => message.en).join(" "));
  return result.value;
}

/** What happens in the muscle, for several seeds. Nothing is recorded, which is quick. */
export function overSeeds(
  count: number,
  request: Omit<SimulationRequest, "seed">,
): (TrueActivity & { readonly durationS: number })[] {
  return Array.from({ length: count }, (_, index) => {
    const asked = { ...request, seed: `test ${index}` };
    const [issue] = requestIssues(asked);
    if (issue) throw new Error(issue.message.en);
    const { scene, request: wanted } = muscleActivity(asked);
    return { ...trueActivity(scene, wanted.durationS), durationS: wanted.durationS };
  });
}

/** Recorded with a needle at 10 kHz, for several seeds: for sizes and shapes. */
export function recordedOverSeeds(count: number, request: Omit<SimulationRequest, "seed">): Simulation[] {
  return Array.from({ length: count }, (_, index) => simulated({ ...request, seed: `test ${index}` }));
}
