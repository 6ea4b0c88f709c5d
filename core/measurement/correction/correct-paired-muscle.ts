/**
 * A muscle of a pair, active where a reader says that it is.
 *
 * What was found and is no burst (shorter activity) stays as it was found; bursts are those that are left, from onset to offset.
 */
import type { PairedMuscle } from "../paired-muscle.ts";
import type { Burst } from "../types/channel.ts";

/** The same muscle when nothing was corrected. */
export function correctPairedMuscle(
  muscle: PairedMuscle,
  found: readonly Burst[],
  corrected: readonly Burst[],
): PairedMuscle {
  if (corrected === found) return muscle;
  const stays = (burst: Burst) => corrected.some((one) => isSame(one, burst));
  const left = muscle.active.filter(({ fromS, toS }) => {
    const middleS = (fromS + toS) / 2;
    const burst = found.find(({ onsetS, offsetS }) => onsetS <= middleS && middleS <= offsetS);
    return burst === undefined || stays(burst);
  });
  const changed = corrected
    .filter((burst) => !found.some((one) => isSame(one, burst)))
    .map(({ onsetS, offsetS }) => ({ fromS: onsetS, toS: offsetS }));
  return { ...muscle, active: [...left, ...changed].sort((a, b) => a.fromS - b.fromS) };
}

function isSame(one: Burst, other: Burst): boolean {
  return one.onsetS === other.onsetS && one.offsetS === other.offsetS;
}
