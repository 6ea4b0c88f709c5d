import fc from "fast-check";
import { Errors } from "typebox/value";
import { describe, expect, it } from "vitest";
import { openSampled } from "../recording/sampled-recording.ts";
import { seededRandom } from "../signal/random.ts";
import { measureRecording } from "./measure-recording.ts";
import { measurementJson } from "./measurement-json.ts";
import { RecordingMeasurementSchema } from "./measurement-schema.ts";
import { measurementCsv } from "./report/measurement-csv.ts";
import { measurementText } from "./report/measurement-text.ts";

/** A signal of random pieces: noise of any level, steps, flat lines, gaps, infinities, spikes, sines, ramps. */
function oddSignal(seed: number, count: number): Float32Array {
  const random = seededRandom(seed);
  const samples = new Float32Array(count);
  const scale = 10 ** random.between(-12, 12);
  for (let from = 0; from < count; ) {
    const to = Math.min(count, from + 1 + random.integer(Math.max(2, count >> 1)));
    const kind = random.integer(9);
    const level = scale * random.normal();
    const period = 1 + random.between(0, 300);
    for (let i = from; i < to; i++) {
      if (kind === 0) samples[i] = Number.NaN;
      else if (kind === 1) samples[i] = level;
      else if (kind === 2) samples[i] = 0;
      else if (kind === 3) samples[i] = Math.round(3 * random.normal()) * scale;
      else if (kind === 4) samples[i] = level * Math.sin(i / period);
      else if (kind === 5) samples[i] = random.chance(0.01) ? level * 1e4 : scale * random.normal();
      else if (kind === 6) samples[i] = level * (i - from);
      else if (kind === 7)
        samples[i] = random.chance(0.001) ? Number.POSITIVE_INFINITY : scale * random.normal();
      else samples[i] = Math.max(-scale, Math.min(scale, 3 * scale * random.normal()));
    }
    from = to;
  }
  return samples;
}

describe("any signal whatever", () => {
  it("is measured without a crash, to a measurement that fits the schema and can be printed", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 1e9 }),
        fc.constantFrom(0, 1, 2, 63, 500, 3000, 20_000),
        fc.constantFrom(100, 127.3, 250, 999.99, 5000, 48_000),
        fc.constantFrom("uV", "V", "1"),
        async (seed, count, samplingFrequencyHz, unit) => {
          const channel = (label: string, offset: number) => ({
            label,
            unit,
            samplingFrequencyHz,
            samples: oddSignal(seed + offset, count),
          });
          const recording = openSampled({ channels: [channel("A", 0), channel("B", 1)] });
          const measurement = await measureRecording(recording, {
            pairs: [{ agonist: "A", antagonist: "B" }],
          });
          const json = JSON.parse(JSON.stringify(measurementJson(measurement, { envelopes: "all" })));
          expect(Errors(RecordingMeasurementSchema, json)).toEqual([]);
          for (const language of ["en", "nb"] as const)
            expect(measurementText(measurement, language)).not.toMatch(/NaN|undefined|Infinity/);
          expect(measurementCsv(measurement)).not.toMatch(/NaN|undefined|Infinity/);
        },
      ),
      { numRuns: 60 },
    );
  });
});
