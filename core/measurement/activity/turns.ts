/**
 * Turns: changes of direction, the classical measure of how full the interference pattern is.
 *
 * A turn is a local extreme that differs from the turns before and after it by at least `leastAmplitude`. Their number per
 * second and mean height say how dense and how large the potentials are. The measurement sets the least amplitude by the
 * noise, so that needle and surface recordings of any calibration can be counted; the classical counts use a fixed one and
 * are not comparable with these.
 */
export interface TurnCount {
  readonly count: number;
  /** Sum of the differences between neighbouring turns. */
  readonly amplitudeSum: number;
}

/** In `samples[from..to)`. */
export function countTurns(
  samples: Float32Array,
  from: number,
  to: number,
  leastAmplitude: number,
): TurnCount {
  let count = 0;
  let amplitudeSum = 0;
  if (to - from < 3) return { count, amplitudeSum };
  let turn = samples[from];
  let candidate = turn;
  let direction = 0;
  for (let i = from + 1; i < to; i++) {
    const x = samples[i];
    if (direction === 0) {
      if (Math.abs(x - turn) < leastAmplitude) continue;
      direction = x > turn ? 1 : -1;
      candidate = x;
    } else if (direction * (x - candidate) > 0) {
      candidate = x;
    } else if (Math.abs(candidate - x) >= leastAmplitude) {
      // the signal has come back from the candidate far enough: it was a turn
      count++;
      amplitudeSum += Math.abs(candidate - turn);
      turn = candidate;
      candidate = x;
      direction = -direction;
    }
  }
  return { count, amplitudeSum };
}
