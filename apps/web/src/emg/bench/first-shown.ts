/** Which channels are on the screen when a recording is opened: those that can be an EMG, as many as can be told apart. */
import type { Channel } from "@krampe/core/recording/recording.ts";

const MOST = 8;
const VOLTAGES = new Set(["V", "mV", "uV", "nV", "1", "{adu}", ""]);
const SLOWEST_HZ = 100;

export function firstShown(channels: readonly Channel[]): number[] {
  const all = channels.map((_, index) => index);
  const likely = all.filter((index) => {
    const { unit, samplingFrequencyHz, clock, sampleCount } = channels[index];
    const isFast = samplingFrequencyHz >= SLOWEST_HZ || clock === "assumed";
    return VOLTAGES.has(unit) && isFast && sampleCount > 0;
  });
  return (likely.length > 0 ? likely : all).slice(0, MOST);
}
