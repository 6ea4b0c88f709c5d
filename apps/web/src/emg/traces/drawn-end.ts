/** An end of a burst while a pointer draws it. */
import type { Burst } from "@krampe/core/measurement/types/channel.ts";

export interface DrawnEnd {
  readonly channel: number;
  readonly onsetS: number;
  readonly edge: "onset" | "offset";
  readonly toS: number;
}

/** The bursts as they would be if it were let go now. */
export function withDrawnEnd(
  bursts: readonly Burst[],
  channel: number,
  drawn: DrawnEnd | undefined,
): readonly Burst[] {
  if (drawn?.channel !== channel) return bursts;
  return bursts.map((burst) => {
    if (burst.onsetS !== drawn.onsetS) return burst;
    return drawn.edge === "onset" ? { ...burst, onsetS: drawn.toS } : { ...burst, offsetS: drawn.toS };
  });
}
