import { describe, expect, it } from "vitest";
import { openSampled } from "../../recording/sampled-recording.ts";
import { measureRecording } from "../measure-recording.ts";
import { type TimedBurst, withBursts } from "../testing/synthetic-emg.ts";

const FS = 1000;
const HELD: readonly TimedBurst[] = [{ onsetS: 2, offsetS: 12 }];

async function firstOf(scale: number, unit = "uV") {
  const one = withBursts(HELD, FS, { seed: 31 });
  const other = withBursts(HELD, FS, { seed: 57 }).map((x) => x * scale);
  const { channels } = await measureRecording(
    openSampled({
      channels: [
        { label: "A", unit: "uV", samplingFrequencyHz: FS, samples: one },
        { label: "B", unit, samplingFrequencyHz: FS, samples: other },
      ],
    }),
  );
  const active = channels[0].stretches.filter(({ kind }) => kind === "active");
  return active.reduce((a, b) => (b.toS - b.fromS > a.toS - a.fromS ? b : a)).features;
}

describe("the other muscle's level", () => {
  it("is told as the weaker over the stronger, from either side", async () => {
    for (const [scale, ratio] of [
      [1, 1],
      [0.35, 0.35],
      [4, 0.25],
    ]) {
      const { value } = (await firstOf(scale))["other-channel-balance"];
      expect("value" in value && value.value).toBeGreaterThan(ratio * 0.85);
      expect("value" in value && value.value).toBeLessThan(ratio * 1.15);
    }
  });

  it("is not told of two channels that are not in one unit", async () => {
    expect((await firstOf(1, "a.u."))["other-channel-balance"].value).toHaveProperty("abstains");
  });
});
