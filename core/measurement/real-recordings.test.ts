/**
 * Real recordings with what is known of them. They are read where they lie, beside the project; without them there is nothing
 * to test here, and the reason is told.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openRecording } from "../recording/open-recording.ts";
import type { OpenOptions } from "../recording/recording.ts";
import { missingReason, sharedFolder, sharedSource } from "../recording/testing/shared-recordings.ts";
import { type MeasureOptions, measureRecording } from "./measure-recording.ts";
import { numberIn } from "./testing/synthetic-emg.ts";
import type { ChannelMeasurement } from "./types/channel.ts";

async function measureFiles(
  paths: readonly string[],
  options: MeasureOptions & OpenOptions = {},
): Promise<Awaited<ReturnType<typeof measureRecording>>> {
  const opened = await openRecording(paths.map(sharedSource), options);
  if (!opened.ok) throw new Error(opened.issues.map((issue) => issue.message.en).join(" "));
  return measureRecording(opened.value, options);
}

const silentS = ({ activity }: ChannelMeasurement) =>
  activity.silences
    .filter(({ certainty }) => certainty !== "doubtful")
    .reduce((sum, { fromS, toS }) => sum + toS - fromS, 0);

if (missingReason !== undefined)
  it(`measures no real recordings here: ${missingReason}`, () => {
    expect(missingReason).toBeDefined();
  });
else describeRealRecordings();

function describeRealRecordings(): void {
  describe("real recordings", () => {
    it("of a switched-off amplifier are silent from end to end", async () => {
      const { channels } = await measureFiles(["wav/amp_off.wav"]);
      expect(channels[0].activity.activeShare).toBe(0);
      expect(channels[0].bursts).toEqual([]);
      expect(silentS(channels[0])).toBeGreaterThan(1.7);
      expect(channels[0].activity.silences[0].certainty).toBe("sure");
    });

    it("of a resting forearm between gestures are silent there", async () => {
      // the file holds about five contractions of 6 s and the rests between them
      const { channels } = await measureFiles(["text/myo_35622-1_7_rest.txt"], {
        samplingFrequencyHz: 200,
        channels: ["1", "2", "4", "5", "6", "8"],
      });
      for (const channel of channels) {
        expect(silentS(channel)).toBeGreaterThan(15);
        expect(silentS(channel)).toBeLessThan(35);
        expect(channel.activity.silences[0].fromS).toBeLessThan(0.5);
      }
    });

    it("without a clock are silent too, and say nothing of rates", async () => {
      const { channels, issues } = await measureFiles(["text/myo_35622-1_7_rest.txt"], { channels: ["1"] });
      expect(issues.map(({ code }) => code)).toContain("sampling-frequency-unknown");
      expect(channels[0].samplingFrequencyHz).toBe(1);
      expect(silentS(channels[0])).toBeGreaterThan(3000);
      expect(channels[0].compositeRateHz).toHaveProperty("abstains");
      expect(channels[0].activity.medianFrequencyHz).toHaveProperty("abstains");
    });

    it("that are saturated are flagged with their rails, the others are not", async () => {
      for (const options of [{ samplingFrequencyHz: 1000 }, {}]) {
        const walking = await measureFiles(["uci_physical_action/sub1_Walking.txt"], options);
        expect(walking.channels.map(({ quality }) => quality.saturation.share > 0)).toEqual([
          false,
          false,
          false,
          false,
          true,
          true,
          true,
          true,
        ]);
        expect(walking.channels[4].quality.saturation).toMatchObject({ lowRail: -4000, highRail: 4000 });
        expect(walking.issues.filter(({ code }) => code === "saturated")).toHaveLength(4);
        const punching = await measureFiles(["uci_physical_action/sub1_Punching.txt"], options);
        expect(punching.channels.every(({ quality }) => quality.saturation.share > 0)).toBe(true);
        const standing = await measureFiles(["uci_physical_action/sub1_Standing.txt"], options);
        expect(standing.channels.every(({ quality }) => quality.saturation.share === 0)).toBe(true);
      }
    });

    it("of a runner have the cadence of the cycle file, and muscles that take turns", async () => {
      const agonists = ["RF", "VM", "VL"].flatMap((agonist) =>
        ["ST", "BF"].map((antagonist) => ({ agonist, antagonist })),
      );
      const calf = ["GM", "GL", "SO"].map((antagonist) => ({ agonist: "TA", antagonist }));
      const together = [
        { agonist: "GM", antagonist: "SO" },
        { agonist: "VM", antagonist: "VL" },
      ];
      const { channels, pairs } = await measureFiles(["gait/santuz_P0001_01.csv"], {
        pairs: [...agonists, ...calf, ...together],
      });
      for (const pair of pairs.slice(0, 9)) expect(pair.relation).toBe("reciprocal");
      for (const pair of pairs.slice(9)) expect(pair.relation).toBe("co-active");
      const cadence = cycleRate(readFileSync(join(sharedFolder, "gait/santuz_P0001_01_cycles.csv"), "utf8"));
      for (const label of ["TA", "SO", "GL", "ST", "VM"]) {
        const channel = channels.find((one) => one.label === label);
        expect(
          Math.abs(
            numberIn(channel?.burstRhythm.rateHz ?? { abstains: "no-activity", count: 0 }) / cadence - 1,
          ),
        ).toBeLessThan(0.03);
      }
    });

    it("of a needle during effort are active throughout, and no silence is claimed", async () => {
      const { channels } = await measureFiles(["wfdb/emg_healthy.hea", "wfdb/emg_healthy.dat"]);
      const [{ activity, quality, compositeRateHz, amplitudeUnit }] = channels;
      expect(amplitudeUnit).toBe("uV");
      expect(activity.activeShare).toBeGreaterThan(0.9);
      expect(activity.silences).toEqual([]);
      expect(quality.noiseIsUpperBound).toBe(true);
      expect(numberIn(quality.noise)).toBeLessThan(20);
      expect(numberIn(compositeRateHz)).toBeGreaterThan(50);
    });

    it("of cyclic contractions have one prominent burst each", async () => {
      const { channels } = await measureFiles(["opensignals/emg_bursts.h5"]);
      expect(channels[0].bursts.filter(({ prominent }) => prominent)).toHaveLength(9);
      expect(numberIn(channels[0].burstRhythm.rateHz)).toBeCloseTo(0.32, 1);
    });

    it("that hold mains have it found and taken out", async () => {
      const { channels } = await measureFiles(["text/emgflow_sample_data_01.csv"]);
      for (const { quality } of channels) {
        expect(quality.mains.fundamentalHz).toBeCloseTo(50, 1);
        expect(quality.mains.powerShare).toBeGreaterThan(0.9);
      }
    });
  });
}

/** Strides a second, from the times of touchdown. */
function cycleRate(csv: string): number {
  const times = csv
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => Number(line.split(",").at(-2)));
  return (times.length - 1) / (times[times.length - 1] - times[0]);
}
