import { Errors } from "typebox/value";
import { describe, expect, it } from "vitest";
import { openSampled } from "../recording/sampled-recording.ts";
import { measureRecording } from "./measure-recording.ts";
import { measurementJson } from "./measurement-json.ts";
import { RecordingMeasurementSchema } from "./measurement-schema.ts";
import { addPotentials, burstTimes, whiteNoise, withBursts } from "./testing/synthetic-emg.ts";

const FS = 10_000;

async function measurement() {
  const bursts = withBursts(burstTimes(10), 1000);
  bursts.fill(Number.NaN, 2000, 2100);
  const needle = whiteNoise(10, FS, 3);
  const times = Array.from({ length: 60 }, (_, i) => 1 + i * 0.1);
  addPotentials(needle, times, FS, 200);
  const shape = new Float32Array(160);
  addPotentials(shape, [80 / FS], FS, 200);
  const channel = (label: string, samplingFrequencyHz: number, samples: Float32Array) => ({
    label,
    unit: "uV",
    samplingFrequencyHz,
    samples,
  });
  const recording = openSampled({
    channels: [channel("A", 1000, bursts), channel("B", 1000, bursts.slice()), channel("N", FS, needle)],
  });
  return measureRecording(recording, {
    pairs: [{ agonist: "A", antagonist: "B" }],
    separate: ({ startS }) =>
      startS > 1 || startS < 0.5
        ? { units: [], issues: [] }
        : {
            issues: [],
            units: [
              {
                id: "u",
                discharges: times.map((timeS) => ({ timeS, amplitude: 250, signalToNoise: 60 })),
                templates: [{ samplingFrequencyHz: FS, samples: shape, originIndex: 80 }],
                validity: {
                  verdict: "valid",
                  isolation: 1,
                  signalToNoise: 60,
                  falsePositiveShare: 0,
                  missedShare: 0,
                },
              },
            ],
          },
  });
}

describe("the JSON of a measurement", () => {
  it("fits its schema, through text and back", async () => {
    for (const envelopes of ["none", "slow", "all"] as const) {
      const text = JSON.stringify(measurementJson(await measurement(), { envelopes }));
      const json = JSON.parse(text);
      expect(Errors(RecordingMeasurementSchema, json)).toEqual([]);
      expect(json.channels[2].units).toHaveLength(1);
      expect(json.channels[0].activity.envelopes).toHaveLength({ none: 0, slow: 1, all: 2 }[envelopes]);
    }
  });

  it("has null where the envelope is masked and no NaN anywhere", async () => {
    const json = measurementJson(await measurement(), { envelopes: "all" });
    expect(JSON.stringify(json)).not.toContain("NaN");
    const channels = json["channels"] as unknown as { activity: { envelopes: { values: unknown[] }[] } }[];
    expect(channels[0].activity.envelopes[0].values).toContain(null);
  });

  it("can leave the templates out", async () => {
    const json = measurementJson(await measurement(), { templates: false });
    expect(JSON.stringify(json)).not.toContain("template");
  });
});
