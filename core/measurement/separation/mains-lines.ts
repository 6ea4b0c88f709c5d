/**
 * Which frequencies of the mains stand out of a signal?
 *
 * The fundamental is looked for around 50 and 60 Hz in steps of 0.05 Hz, by the amplitudes of its first odd harmonics
 * against those just beside them. Returned are the harmonics that stand out by themselves; nothing when there is no hum.
 */
import { fitSinusoid } from "../../signal/sinusoid-fit.ts";

const NOMINAL_HZ = [50, 60];
const SEARCH_HZ = 0.5;
const STEP_HZ = 0.05;
const BESIDE_HZ = [-3.3, -2.3, 2.3, 3.3];
const STANDS_OUT = 4;
const HIGHEST_HZ = 1050;
/** More of the signal says no more about it. */
const LOOKED_AT_S = 4;

export function mainsLines(samples: Float32Array, samplingFrequencyHz: number): number[] {
  const to = Math.min(samples.length, Math.round(LOOKED_AT_S * samplingFrequencyHz));
  if (to < samplingFrequencyHz) return [];
  const amplitude = (frequencyHz: number) =>
    fitSinusoid(samples, frequencyHz, samplingFrequencyHz, 0, to).amplitude;
  const prominence = (frequencyHz: number) => {
    const beside = BESIDE_HZ.map((offset) => amplitude(frequencyHz + offset)).sort((a, b) => a - b);
    return amplitude(frequencyHz) / Math.max(1e-9, beside[2]);
  };
  for (const nominal of NOMINAL_HZ) {
    if (Math.max(prominence(nominal), prominence(3 * nominal)) < STANDS_OUT / 2) continue;
    let fundamental = nominal;
    let most = 0;
    for (let offset = -SEARCH_HZ; offset <= SEARCH_HZ + 1e-9; offset += STEP_HZ) {
      const sum = [1, 3, 5].reduce((total, order) => total + amplitude(order * (nominal + offset)), 0);
      if (sum > most) {
        most = sum;
        fundamental = nominal + offset;
      }
    }
    const lines: number[] = [];
    for (
      let line = fundamental;
      line < Math.min(HIGHEST_HZ, samplingFrequencyHz / 2 - 10);
      line += fundamental
    )
      if (prominence(line) > STANDS_OUT) lines.push(line);
    if (lines.length > 0) return lines;
  }
  return [];
}
