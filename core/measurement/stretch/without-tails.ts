/**
 * Discharges without the tails of the large ones.
 *
 * A potential that stands far above the noise is seen to its last undershoot: its slow terminal part, and what filters make of it. What
 * is smaller than a twelfth of a potential within 25 ms of it cannot be told from these and is left out.
 */
import type { Discharge } from "../types/discharge.ts";

const WITHIN_S = 0.025;
const SHARE = 1 / 12;

/** In order of time, as given. */
export function withoutTails(discharges: readonly Discharge[]): Discharge[] {
  return discharges.filter(({ timeS, amplitude }, index) => {
    const isTailOf = (other: Discharge) => amplitude < SHARE * other.amplitude;
    for (let i = index - 1; i >= 0 && timeS - discharges[i].timeS <= WITHIN_S; i--)
      if (isTailOf(discharges[i])) return false;
    for (let i = index + 1; i < discharges.length && discharges[i].timeS - timeS <= WITHIN_S; i++)
      if (isTailOf(discharges[i])) return false;
    return true;
  });
}
