/**
 * Power over time and frequency of a stretch of a channel.
 *
 * One Hann-weighted periodogram a column, as long as a fortieth of the stretch (6 to 500 ms, a power of two of samples): a short
 * stretch shows when, a long one how high. Columns whose samples are not all there are left empty.
 */
import type { OpenRecording } from "@krampe/core/recording/recording.ts";
import { nextPowerOfTwo } from "@krampe/core/signal/fourier.ts";
import { WelchAccumulator } from "@krampe/core/signal/spectrum.ts";
import type { Spectrogram } from "./emg-messages.ts";

const SHORTEST_S = 0.006;
const LONGEST_S = 0.5;
/** Above this there is little in an EMG, and the rest would be squeezed. */
const HIGHEST_HZ = 2000;

export interface Stretch {
  readonly fromS: number;
  readonly toS: number;
  readonly columns: number;
  readonly rows: number;
}

export async function spectrogramOf(
  recording: OpenRecording,
  channel: number,
  { fromS, toS, columns, rows }: Stretch,
): Promise<Spectrogram> {
  const { samplingFrequencyHz: fs, startS } = recording.header.channels[channel];
  const wantedS = Math.min(LONGEST_S, Math.max(SHORTEST_S, (toS - fromS) / 40));
  const size = Math.max(16, nextPowerOfTwo(Math.round(wantedS * fs)));
  const highestHz = Math.min(fs / 2, HIGHEST_HZ);
  const decibels = new Float32Array(columns * rows).fill(Number.NaN);
  const mean = new WelchAccumulator(fs, size);
  for (let column = 0; column < columns; column++) {
    const centreS = fromS + ((column + 0.5) / columns) * (toS - fromS);
    const first = Math.round((centreS - startS) * fs) - size / 2;
    if (first < 0) continue;
    const samples = await recording.readSamples(channel, first, size);
    if (samples.length < size || samples.some(Number.isNaN)) continue;
    const one = new WelchAccumulator(fs, size);
    one.addSegment(samples, 0, size);
    mean.addSegment(samples, 0, size);
    const { powerDensity, stepHz } = one.spectrum();
    fillColumn(decibels, column * rows, rows, powerDensity, highestHz / stepHz);
  }
  const { powerDensity, stepHz, segmentCount } = mean.spectrum();
  const shown = segmentCount === 0 ? 0 : Math.floor(highestHz / stepHz) + 1;
  return {
    fromS,
    toS,
    columns,
    rows,
    highestHz,
    windowS: size / fs,
    decibels,
    meanDensity: Float32Array.from(powerDensity.subarray(0, shown)),
  };
}

/** Each row is the largest of the bins that it covers, or between the two that it lies between. */
function fillColumn(
  into: Float32Array,
  at: number,
  rows: number,
  powerDensity: Float64Array,
  shownBins: number,
): void {
  for (let row = 0; row < rows; row++) {
    const first = (row / rows) * shownBins;
    const end = ((row + 1) / rows) * shownBins;
    let power = 0;
    if (end - first < 1) {
      const middle = (first + end) / 2;
      const below = Math.min(powerDensity.length - 1, Math.floor(middle));
      const above = Math.min(powerDensity.length - 1, below + 1);
      power = powerDensity[below] + (middle - below) * (powerDensity[above] - powerDensity[below]);
    } else {
      for (let bin = Math.floor(first); bin < Math.min(powerDensity.length, Math.ceil(end)); bin++)
        power = Math.max(power, powerDensity[bin]);
    }
    into[at + row] = 10 * Math.log10(Math.max(power, 1e-30));
  }
}
