/**
 * Takes NaN (and infinities) out of a block, so that it can be filtered, and says where they were.
 *
 * Each gap is bridged by a straight line between its neighbours; a gap at an end holds the nearest value. The bridge is
 * not data: whoever uses it masks the span.
 */

/** Sample indices: `from` inclusive, `to` exclusive. */
export interface SampleSpan {
  readonly from: number;
  readonly to: number;
}

/** Changes `samples` in place. */
export function bridgeGaps(samples: Float32Array): SampleSpan[] {
  const gaps: SampleSpan[] = [];
  const count = samples.length;
  let i = 0;
  while (i < count) {
    // x − x is 0 for every finite number, NaN otherwise
    if (samples[i] - samples[i] === 0) {
      i++;
      continue;
    }
    const from = i;
    while (i < count && samples[i] - samples[i] !== 0) i++;
    gaps.push({ from, to: i });
    bridge(samples, from, i);
  }
  return gaps;
}

function bridge(samples: Float32Array, from: number, to: number): void {
  const hasLeft = from > 0;
  const hasRight = to < samples.length;
  const right = hasRight ? samples[to] : hasLeft ? samples[from - 1] : 0;
  const left = hasLeft ? samples[from - 1] : right;
  const steps = to - from + 1;
  for (let k = 1; k < steps; k++) samples[from + k - 1] = left + ((right - left) * k) / steps;
}
