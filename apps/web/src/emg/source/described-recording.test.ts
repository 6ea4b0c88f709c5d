import { openSampled } from "@krampe/core/recording/sampled-recording.ts";
import { describe, expect, it } from "vitest";
import { en } from "../../language/emg/en.ts";
import { nb } from "../../language/emg/nb.ts";
import { describedRecording } from "./described-recording.ts";

const { header } = openSampled({
  channels: [
    { label: "EMG", unit: "uV", samplingFrequencyHz: 10_000, samples: new Float32Array(12_500) },
    { label: "Slow", unit: "uV", samplingFrequencyHz: 512.5, samples: new Float32Array(512) },
  ],
  startTime: "2024-03-09T14:05:06",
});

describe("a recording in a line", () => {
  it("has the decimal sign and the date of the language", () => {
    expect(describedRecording(header, en, "en")).toBe(
      "Simulated · 2 channels · 1.25 s · 10 kHz, 512.5 Hz · 9 Mar 2024, 14:05:06",
    );
    expect(describedRecording(header, nb, "nb")).toBe(
      "Simulert · 2 kanaler · 1,25 s · 10 kHz, 512,5 Hz · 9. mars 2024, 14:05:06",
    );
  });

  it("keeps the hour that the recorder's clock showed, and a start that is no date as it is", () => {
    const zoned = { ...header, startTime: "2024-03-09T14:05:06Z" };
    expect(describedRecording(zoned, en, "en")).toContain("14:05:06");
    expect(describedRecording({ ...header, startTime: "yesterday" }, en, "en")).toContain("yesterday");
  });
});
