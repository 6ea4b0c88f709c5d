/**
 * Electrical silence: for how long, and how sure.
 *
 * Half a second or more without anything above the noise. Silence is never proved, so it is qualified twice: how small a
 * discharge would still have been seen, and below which rate such discharges recur if none was seen in this time (with 95 %
 * confidence, by the rule of three). Steady activity of many distant units can look like noise; whether it was told apart is the
 * certainty of the noise floor. A floor that is too loud for any instrument gives no silence at all.
 */
import type { NoiseFloor } from "../quality/noise-floor.ts";
import type { Silence } from "../types/channel.ts";
import type { Span } from "../types/estimate.ts";

const SHORTEST_S = 0.5;
/** One-sided normal quantile of 95 %: a potential this much above the threshold is missed once in twenty times. */
const SEEN_MARGIN = 1.645;
/** −ln 0.05. */
const RULE_OF_THREE = 2.996;

export function silencesOf(quiet: readonly Span[], noise: NoiseFloor, thresholdOverNoise: number): Silence[] {
  if (noise.couldBeActivity) return [];
  const level = Math.sqrt(noise.power);
  return quiet
    .filter((span) => span.toS - span.fromS >= SHORTEST_S)
    .map((span) => ({
      ...span,
      detectableAmplitude: (thresholdOverNoise + SEEN_MARGIN) * level,
      rateBelowHz: RULE_OF_THREE / (span.toS - span.fromS),
      certainty: noise.certainty,
    }));
}
