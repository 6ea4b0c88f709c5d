import { describe, expect, it } from "vitest";
import type { OpenRecording } from "../recording/recording.ts";
import { samplingFrequencyUnknown } from "../recording/recording-issue.ts";
import { openSampled } from "../recording/sampled-recording.ts";
import { measureRecording } from "./measure-recording.ts";
import type { SeparatedForMeasurement, SeparateUnits } from "./separate-channel.ts";
import { addPotentials, burstTimes, whiteNoise, withBursts } from "./testing/synthetic-emg.ts";
import type { SeparatedUnit } from "./types/discharge.ts";
import { unitCountOf } from "./unit-count.ts";

const channel = (label: string, unit: string, samplingFrequencyHz: number, samples: Float32Array) => ({
  label,
  unit,
  samplingFrequencyHz,
  samples,
});
const noise = whiteNoise(5, 1000, 3);

describe("a recording", () => {
  it("has the channels measured that can hold muscle activity, and says why not the others", async () => {
    const recording = openSampled({
      channels: [
        channel("muscle", "mV", 1000, noise),
        channel("knee angle", "deg", 1000, noise),
        channel("envelope", "uV", 1, noise.slice(0, 60)),
        channel("short", "uV", 1000, noise.slice(0, 100)),
      ],
    });
    const { channels, issues } = await measureRecording(recording);
    expect(channels.map(({ label }) => label)).toEqual(["muscle"]);
    expect(issues.map(({ code }) => code)).toEqual([
      "channel-not-a-voltage",
      "sampling-frequency-too-low",
      "channel-too-short",
    ]);
  });

  it("has the channels measured that were asked for, by name or by place", async () => {
    const recording = openSampled({
      channels: [
        channel("TA", "uV", 1000, noise),
        channel("SOL", "uV", 1000, noise),
        channel("GM", "uV", 1000, noise),
      ],
    });
    const { channels, issues } = await measureRecording(recording, { channels: ["gm", "1", "SOLE"] });
    expect(channels.map(({ label }) => label)).toEqual(["TA", "GM"]);
    expect(issues[0].code).toBe("unknown-channel");
    expect(issues[0].suggestion?.en).toContain("SOL");
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])(
    "says where samples are %s, and measures the rest",
    async (value) => {
      const broken = noise.slice().fill(value, 2000, 2500);
      const { channels, issues } = await measureRecording(
        openSampled({
          channels: [channel("broken", "uV", 1000, broken), channel("whole", "uV", 1000, noise)],
        }),
      );
      expect(issues.map(({ code, place }) => [code, place?.path])).toEqual([
        ["signal-missing", "channels[broken]"],
      ]);
      expect(channels[0].quality.masked).toMatchObject([{ fromS: 2, toS: 2.5, reason: "gap" }]);
      expect(channels[1].quality.masked).toEqual([]);
    },
  );

  it("has a heart only if it has a clock", async () => {
    const beats = Array.from({ length: 12 }, (_, i) => 0.4 + 0.8 * i);
    const samples = whiteNoise(10, 1000, 4);
    for (const beat of beats)
      for (let k = -40; k <= 40; k++)
        samples[Math.round(beat * 1000) + k] += 300 * Math.exp(-((k / 12) ** 2)) * Math.cos(k / 9);
    const timed = openSampled({ channels: [channel("chest", "uV", 1000, samples)] });
    const codes = async (recording: OpenRecording) =>
      (await measureRecording(recording)).issues.map(({ code }) => code);
    expect(await codes(timed)).toContain("heart-in-recording");
    const [head] = timed.header.channels;
    const untimed: OpenRecording = {
      ...timed,
      header: { ...timed.header, channels: [{ ...head, samplingFrequencyHz: 1 }] },
      issues: [samplingFrequencyUnknown({ file: "chest.csv" })],
    };
    expect(await codes(untimed)).not.toContain("heart-in-recording");
  });

  it("of no channels is an empty measurement", async () => {
    const measurement = await measureRecording(openSampled({ channels: [] }));
    expect(measurement.channels).toEqual([]);
    expect(measurement.recording.durationS).toBe(0);
  });

  it("tells how far it is, up to the end", async () => {
    const shares: number[] = [];
    await measureRecording(openSampled({ channels: [channel("a", "uV", 1000, noise)] }), {
      onProgress: (share) => shares.push(share),
    });
    expect(shares[shares.length - 1]).toBe(1);
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
  });

  it("longer than a chunk is measured as if it were one piece", async () => {
    const times = Array.from({ length: 60 }, (_, i) => ({ onsetS: 0.9 + i, offsetS: 1.2 + i }));
    const { channels } = await measureRecording(
      openSampled({ channels: [channel("a", "uV", 1000, withBursts(times, 1000))] }),
    );
    expect(channels[0].bursts).toHaveLength(60);
    channels[0].bursts.forEach((burst, i) => {
      expect(Math.abs(burst.onsetS - times[i].onsetS)).toBeLessThan(0.02);
      expect(Math.abs(burst.offsetS - times[i].offsetS)).toBeLessThan(0.02);
    });
  });
});

describe("units", () => {
  const fs = 10_000;
  const times = Array.from({ length: 80 }, (_, i) => 1 + i * 0.1);
  const samples = whiteNoise(10, fs, 3);
  addPotentials(samples, times, fs, 200);
  const shape = new Float32Array(160);
  addPotentials(shape, [80 / fs], fs, 200);

  /** Stands in for separation: hands back what is known to be there. */
  const known = ({
    startS,
    channels,
  }: {
    startS: number;
    channels: readonly Float32Array[];
  }): SeparatedForMeasurement => {
    const endS = startS + channels[0].length / fs;
    const units: SeparatedUnit[] = [
      {
        id: "x",
        discharges: times
          .filter((timeS) => timeS > startS && timeS < endS)
          .map((timeS) => ({ timeS, amplitude: 260, signalToNoise: 66 })),
        templates: [{ samplingFrequencyHz: fs, samples: shape, originIndex: 80 }],
        validity: {
          verdict: "valid",
          isolation: 1,
          signalToNoise: 66,
          falsePositiveShare: 0,
          missedShare: 0,
        },
      },
    ];
    return { units, issues: [] };
  };

  it("are measured when they are separated: times, rate, potential", async () => {
    const { channels } = await measureRecording(
      openSampled({ channels: [channel("needle", "uV", fs, samples)] }),
      { separate: known },
    );
    const [unit] = channels[0].units;
    expect(unit.dischargesS).toEqual(times);
    expect(unit.rateHz).toMatchObject({ of: "unit", unit: "Hz" });
    expect(unit.rateHz).toHaveProperty("value");
    expect(unit.potential.phases).toMatchObject({ value: 3 });
    expect(unit.potential.firstDeflection).toBe("negative");
    expect(unit.potential.stability).toHaveProperty("value");
    expect(channels[0].separated.length).toBeGreaterThan(0);
    expect(channels[0].unitCount).toHaveLength(1);
    expect(channels[0].unitCount[0].count).toBe(1);
  });

  it("are not reported without separation, and the composite rate still is", async () => {
    const { channels } = await measureRecording(
      openSampled({ channels: [channel("needle", "uV", fs, samples)] }),
    );
    expect(channels[0].units).toEqual([]);
    expect(channels[0].separated).toEqual([]);
    expect(channels[0].compositeRateHz).toMatchObject({ of: "composite" });
  });

  it("that are not given are accounted for, once a channel and with the channel's name", async () => {
    const why = { code: "none", severity: "information", message: { en: "None.", nb: "Ingen." } } as const;
    const { issues } = await measureRecording(
      openSampled({ channels: [channel("needle", "uV", fs, samples)] }),
      { separate: () => ({ units: [], issues: [why] }) },
    );
    expect(issues.filter(({ code }) => code === "none")).toEqual([
      { ...why, place: expect.objectContaining({ path: "channels[needle]" }) },
    ]);
  });

  it("are separated within the budget", async () => {
    const long = withBursts(burstTimes(60), 1000);
    const spans: number[] = [];
    await measureRecording(openSampled({ channels: [channel("a", "uV", 1000, long)] }), {
      separatedS: 5,
      separate: ({ channels }) => {
        spans.push(channels[0].length / 1000);
        return { units: [], issues: [] };
      },
    });
    const total = spans.reduce((sum, length) => sum + length, 0);
    expect(total).toBeGreaterThan(2.5);
    expect(total).toBeLessThanOrEqual(5);
  });

  it("of one electrode are looked for in all of its channels at once, and told where they are largest", async () => {
    const recording = openSampled({
      channels: ["a", "b", "c"].map((id, i) =>
        channel(
          id,
          "uV",
          fs,
          samples.map((x) => x * [0.5, 1, 0.2][i]),
        ),
      ),
    });
    const looked: number[] = [];
    const separate: SeparateUnits = (input) => {
      looked.push(input.channels.length);
      const [unit] = known(input).units;
      const sizes = input.channels.length === 2 ? [0.5, 1] : [0.2];
      const [template] = unit.templates;
      const templates = sizes.map((s) => ({ ...template, samples: template.samples.map((x) => x * s) }));
      return { units: [{ ...unit, templates }], issues: [] };
    };
    const { channels, issues } = await measureRecording(recording, { separate, together: [["A", "b", "x"]] });
    expect(new Set(looked)).toEqual(new Set([1, 2]));
    expect(channels.map(({ units }) => units.length > 0)).toEqual([false, true, true]);
    expect(channels[0].separated).toEqual(channels[1].separated);
    expect(channels[1].units[0].template?.samples[80]).toBeCloseTo(shape[80], 3);
    expect(issues.map(({ code }) => code)).toContain("unknown-channel");
  });

  it("that fire together are counted together", () => {
    const steady = (fromS: number, toS: number) => ({
      dischargesS: Array.from({ length: Math.round((toS - fromS) / 0.1) + 1 }, (_, i) => fromS + i * 0.1),
    });
    const spans = unitCountOf([steady(0, 10), steady(4, 8)]);
    expect(spans.map(({ count }) => count)).toEqual([1, 2, 1]);
    expect(spans[1].fromS).toBeCloseTo(4, 6);
    expect(spans[1].toS).toBeCloseTo(8, 6);
    expect(unitCountOf([])).toEqual([]);
  });
});
