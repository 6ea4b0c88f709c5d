/**
 * Tremor: rhythmic bursts, in two muscles alternating or together.
 */
import { commonDrive } from "../motor-neuron-pool.ts";
import { EMPTY_SCENE, episodesOf, type Scene, type SceneContext } from "../scene.ts";
import { unitsInReach } from "../simulated-muscle.ts";
import { burstSources, rhythm, type SynchronousBurst } from "./synchronous-bursts.ts";

export function tremor(context: SceneContext): Scene {
  const value = (name: Parameters<typeof context.parameters.ofRecording<"tremor">>[1]) =>
    context.parameters.ofRecording("tremor", name);
  const rateHz = value("rateHz");
  const lengthS = Math.min(value("burstMs") / 1000, 0.55 / rateHz);
  const size = commonDrive(context.durationS, value("amplitudeDrift"), 0.3, context.random.branch("size"));
  const beats = rhythm(0, context.durationS, rateHz, value("periodCv"), context.random.branch("rhythm"));
  const alternating = context.random.branch("phase").chance(value("alternatingChance"));
  const bursts = context.muscles.map((muscle) => {
    const lagS = muscle.index === 1 && alternating ? 0.5 / rateHz : 0;
    return beats
      .map((timeS): SynchronousBurst => {
        const fromS = timeS + lagS;
        const strength = size[Math.min(size.length - 1, Math.max(0, Math.floor(fromS * 1000)))];
        return { fromS, toS: fromS + lengthS, strength: Math.max(0.3, 0.75 * strength) };
      })
      .filter(({ toS }) => toS < context.durationS);
  });
  const sources = context.muscles.flatMap((muscle) => {
    const random = context.random.branch(`units ${muscle.index}`);
    const units = unitsInReach(muscle, Math.floor(value("unitCount")), random).map((unit) => ({
      unit,
      participation: context.parameters.fresh("tremor", "participation", random),
      rateHz: context.parameters.fresh("tremor", "unitRateHz", random),
    }));
    return burstSources(context, muscle, bursts[muscle.index], units, "tremor");
  });
  return {
    ...EMPTY_SCENE,
    sources,
    episodes: episodesOf("tremor", sources, 1.5 / rateHz),
    bursts: bursts.flatMap((list, muscle) => list.map(({ fromS, toS }) => ({ muscle, fromS, toS }))),
  };
}
