/**
 * A channel as measured, with the reader's corrections worked in: what follows from bursts and discharges is measured anew.
 *
 * Bursts: onset, offset and root mean square (from the fast envelope), the rhythm, the share of active time. Units: everything of
 * the firing, amplitudes, how many fire at once. What would need the samples is not measured again: the largest deflection of a burst
 * that was moved is unknown (NaN), jitter and stability of a unit that was merged or split abstain, and levels, turns and
 * spectrum stay those of all activity that was found. A correction whose target is no longer there is left out with an issue.
 */
import type { Issue } from "../../issue/issue.ts";
import type { ChannelMeasurement } from "../types/channel.ts";
import { unitCountOf } from "../unit-count.ts";
import { correctBursts, withBursts } from "./correct-bursts.ts";
import { correctUnits } from "./correct-units.ts";
import type { Correction } from "./correction.ts";
import { correctionWithoutTarget } from "./correction-issue.ts";

export interface CorrectedChannel {
  readonly measurement: ChannelMeasurement;
  readonly issues: readonly Issue[];
}

/** When the channel begins, in seconds since the first sample of the recording, and how long the recording is. */
export interface ChannelTimes {
  readonly startS: number;
  readonly durationS: number;
}

/** The same channel when there is nothing to correct. */
export function correctChannel(
  measured: ChannelMeasurement,
  corrections: readonly Correction[],
  times: ChannelTimes,
): CorrectedChannel {
  let [bursts, units] = [measured.bursts, measured.units];
  const issues: Issue[] = [];
  for (const correction of corrections) {
    if (correction.kind === "move-burst-edge" || correction.kind === "reject-burst") {
      const corrected = correctBursts(measured, bursts, correction, times.startS);
      if (corrected) bursts = corrected;
      else issues.push(correctionWithoutTarget(correction, measured.label));
    } else {
      const corrected = correctUnits(measured, units, correction);
      if (corrected) units = corrected;
      else issues.push(correctionWithoutTarget(correction, measured.label));
    }
  }
  const withUnits =
    units === measured.units ? measured : { ...measured, units, unitCount: unitCountOf(units) };
  return {
    measurement: bursts === measured.bursts ? withUnits : withBursts(withUnits, bursts, times.durationS),
    issues,
  };
}
