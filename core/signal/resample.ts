/**
 * The same signal at another sampling frequency.
 *
 * Each new sample is a sum of its neighbours weighted by a sinc under a Blackman window, cut off below half of the lower of
 * the two frequencies: what would fold back is removed first. Any ratio; sample 0 keeps its time. The weights are
 * scaled to add up to 1, so that a constant stays constant up to its ends.
 */

/** Zero crossings of the sinc on each side: more is sharper and slower. */
const CROSSINGS = 16;

export function resample(samples: Float32Array, fromHz: number, toHz: number): Float32Array {
  if (!(fromHz > 0 && toHz > 0)) throw new RangeError(`cannot resample from ${fromHz} to ${toHz} Hz`);
  if (fromHz === toHz) return samples.slice();
  const count = samples.length === 0 ? 0 : Math.floor(((samples.length - 1) * toHz) / fromHz) + 1;
  const cutoff = Math.min(1, toHz / fromHz) * 0.95;
  const reach = CROSSINGS / cutoff;
  const result = new Float32Array(count);
  for (let n = 0; n < count; n++) {
    const centre = (n * fromHz) / toHz;
    const from = Math.max(0, Math.ceil(centre - reach));
    const to = Math.min(samples.length - 1, Math.floor(centre + reach));
    let sum = 0;
    let weights = 0;
    for (let i = from; i <= to; i++) {
      const weight = windowedSinc(i - centre, cutoff, reach);
      sum += weight * samples[i];
      weights += weight;
    }
    result[n] = sum / weights;
  }
  return result;
}

function windowedSinc(offset: number, cutoff: number, reach: number): number {
  if (offset === 0) return 1;
  const x = Math.PI * offset * cutoff;
  const turn = (Math.PI * offset) / reach;
  return (Math.sin(x) / x) * (0.42 + 0.5 * Math.cos(turn) + 0.08 * Math.cos(2 * turn));
}
