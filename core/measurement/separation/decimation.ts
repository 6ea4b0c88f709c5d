/**
 * Every n-th sample of a signal, after what would fold back has been taken out. No delay.
 */

/** Low-pass (windowed sine) and every `decimation`-th sample; the ends are held. Returns the input for 1. */
export function thinnedOut(samples: Float32Array, decimation: number): Float32Array {
  if (decimation === 1) return samples;
  const reach = 8 * decimation;
  const taps = lowPass(decimation, reach);
  const last = samples.length - 1;
  const thinned = new Float32Array(Math.ceil(samples.length / decimation));
  for (let index = 0; index < thinned.length; index++) {
    const first = index * decimation - reach;
    let value = 0;
    if (first >= 0 && first + taps.length <= samples.length)
      for (let tap = 0; tap < taps.length; tap++) value += samples[first + tap] * taps[tap];
    else
      for (let tap = 0; tap < taps.length; tap++)
        value += samples[Math.min(last, Math.max(0, first + tap))] * taps[tap];
    thinned[index] = value;
  }
  return thinned;
}

function lowPass(decimation: number, reach: number): Float64Array {
  const taps = new Float64Array(2 * reach + 1);
  let sum = 0;
  for (let tap = -reach; tap <= reach; tap++) {
    const x = (0.84 * tap) / decimation;
    const ideal = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    taps[tap + reach] = ideal * (0.54 + 0.46 * Math.cos((Math.PI * tap) / (reach + 1)));
    sum += taps[tap + reach];
  }
  return taps.map((tap) => tap / sum);
}
