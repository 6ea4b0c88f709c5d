/**
 * A recording as it is shown: through the filters that the reader chose, without delay (in both directions).
 *
 * Only voltages and uncalibrated samples are filtered. Gaps stay gaps. Each block is filtered with enough of its neighbourhood
 * that blocks fit together; a notch rings longer than the two seconds allowed for, by less than can be seen.
 */

import type { Channel, OpenRecording } from "@krampe/core/recording/recording.ts";
import { type Cascade, filterZeroPhase, settlingSamples } from "@krampe/core/signal/biquad-cascade.ts";
import { bridgeGaps } from "@krampe/core/signal/bridge-gaps.ts";
import { butterworthHighPass, butterworthLowPass } from "@krampe/core/signal/butterworth.ts";
import { notches } from "@krampe/core/signal/notch.ts";
import type { DisplayFilter } from "./emg-messages.ts";

const LONGEST_MARGIN_S = 2;
const NOTCH_WIDTH_HZ = 2;
const MOST_HARMONICS = 10;
const VOLTAGES = new Set(["V", "mV", "uV", "nV", "1", "{adu}", ""]);

export function filteredRecording(recording: OpenRecording, filter: DisplayFilter): OpenRecording {
  const { channels } = recording.header;
  const cascades = channels.map((channel) => displayCascade(channel, filter));
  if (cascades.every((cascade) => cascade.length === 0)) return recording;
  return {
    get header() {
      return recording.header;
    },
    get issues() {
      return recording.issues;
    },
    readSamples: async (index, fromSample, count) => {
      const cascade = cascades[index];
      if (cascade.length === 0) return recording.readSamples(index, fromSample, count);
      const { samplingFrequencyHz, sampleCount } = channels[index];
      const margin = Math.min(settlingSamples(cascade), Math.ceil(LONGEST_MARGIN_S * samplingFrequencyHz));
      const from = Math.max(0, Math.min(sampleCount, fromSample));
      const to = Math.max(from, Math.min(sampleCount, fromSample + count));
      const start = Math.max(0, from - margin);
      const read = await recording.readSamples(index, start, to + margin - start);
      const block = read.slice();
      const gaps = bridgeGaps(block);
      const filtered = filterZeroPhase(cascade, block, margin);
      for (const gap of gaps) filtered.fill(Number.NaN, gap.from, gap.to);
      return filtered.slice(from - start, to - start);
    },
  };
}

/** Nothing where the channel cannot hold what is asked for. */
export function displayCascade(
  { unit, samplingFrequencyHz, clock }: Channel,
  { lowHz, highHz, mainsHz }: DisplayFilter,
): Cascade {
  if (!VOLTAGES.has(unit) || clock === "assumed") return [];
  const highest = 0.475 * samplingFrequencyHz;
  const high =
    lowHz !== undefined && lowHz < highest ? butterworthHighPass(2, lowHz, samplingFrequencyHz) : [];
  const low =
    highHz !== undefined && highHz < highest ? butterworthLowPass(2, highHz, samplingFrequencyHz) : [];
  const harmonics =
    mainsHz === undefined ? [] : Array.from({ length: MOST_HARMONICS }, (_, k) => mainsHz * (k + 1));
  return [...high, ...low, ...notches(harmonics, NOTCH_WIDTH_HZ, samplingFrequencyHz)];
}
