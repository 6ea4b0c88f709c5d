/**
 * The raw signal at about 250 samples a second: enough to see movement and the heart, small enough to keep.
 */
import type { SampleSpan } from "../../signal/bridge-gaps.ts";

const TARGET_HZ = 250;

/** Takes the raw samples in order; each value is the mean of `stepSamples` samples. */
export class SlowTrack {
  readonly stepSamples: number;
  readonly samplingFrequencyHz: number;
  readonly values: Float32Array;

  constructor(samplingFrequencyHz: number, sampleCount: number) {
    this.stepSamples = Math.max(1, Math.round(samplingFrequencyHz / TARGET_HZ));
    this.samplingFrequencyHz = samplingFrequencyHz / this.stepSamples;
    this.values = new Float32Array(Math.ceil(sampleCount / this.stepSamples));
  }

  add(samples: Float32Array, core: SampleSpan, fromSample: number): void {
    const step = this.stepSamples;
    for (let i = core.from; i < core.to; ) {
      const at = Math.floor((fromSample + i) / step);
      const end = Math.min(core.to, (at + 1) * step - fromSample);
      let sum = 0;
      const count = end - i;
      for (; i < end; i++) sum += samples[i];
      this.values[at] = sum / count;
    }
  }
}
