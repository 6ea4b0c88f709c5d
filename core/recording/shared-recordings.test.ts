import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { markSpans } from "./mark-spans.ts";
import { openRecording, openRecordings } from "./open-recording.ts";
import type { OpenOptions, OpenRecording } from "./recording.ts";
import {
  folderSources,
  missingReason,
  sharedFolder,
  sharedFolders,
  sharedSource,
} from "./testing/shared-recordings.ts";

interface ManifestFile {
  readonly file: string;
  readonly sampling_rate_hz?: number;
  readonly duration_s?: number;
  readonly channels?: readonly string[];
  readonly header?: {
    readonly n_signals: number;
    readonly records: number;
    readonly record_s: number;
    readonly rates_hz: readonly number[];
    readonly labels: readonly string[];
  };
}

/** Files in which no sampling frequency is written; the manifest knows it from elsewhere. */
const WITHOUT_FREQUENCY = [
  "uci_lower_limb/3Amar.txt",
  "uci_lower_limb/3Apie.txt",
  "uci_lower_limb/3Asen.txt",
  "uci_physical_action/sub1_Punching.txt",
  "uci_physical_action/sub1_Standing.txt",
  "uci_physical_action/sub1_Walking.txt",
  "mat/unibo_user_4_day_2_posture_1.mat",
  "text/myo_35622-1_7_rest.txt",
  "gait/santuz_P0001_01_cycles.csv",
];

const openedBefore = new Map<string, Promise<OpenRecording>>();

/** Opened once for all tests, unless with options of its own. */
function openShared(path: string, options?: OpenOptions): Promise<OpenRecording> {
  const known = options ? undefined : openedBefore.get(path);
  const recording = known ?? openAnew(path, options);
  if (!options) openedBefore.set(path, recording);
  return recording;
}

async function openAnew(path: string, options?: OpenOptions): Promise<OpenRecording> {
  const folder = path.split("/")[0];
  const isSet = /\.(?:hea|vhdr)$/.test(path);
  const opened = await openRecording(isSet ? folderSources(folder) : [sharedSource(path)], options);
  if (!opened.ok) throw new Error(JSON.stringify(opened.issues));
  return opened.value;
}

if (missingReason !== undefined) {
  describe("the shared recordings", () => {
    it(`are not compared: ${missingReason}`, () => {
      console.info(`Left out: ${missingReason}.`);
    });
  });
} else describeShared();

function describeShared(): void {
  const manifest: { readonly files: readonly ManifestFile[] } = JSON.parse(
    readFileSync(join(sharedFolder, "manifest.json"), "utf8"),
  );

  describe("the shared recordings", () => {
    it("all 46 files open, each as a recording or as part of one", async () => {
      const names: string[] = [];
      for (const folder of sharedFolders()) {
        const opened = await openRecordings(folderSources(folder));
        expect(opened.ok, JSON.stringify(opened.issues)).toBe(true);
        expect(opened.issues).toEqual([]);
        if (!opened.ok) continue;
        for (const { header } of opened.value) {
          names.push(header.name);
          expect(header.channels.length).toBeGreaterThan(0);
          expect(new Set(header.channels.map((channel) => channel.id)).size).toBe(header.channels.length);
        }
      }
      const data = manifest.files
        .filter(({ file }) => !/\.(?:dat|eeg|vmrk|d\d)$/.test(file))
        .map(({ file }) => file);
      expect(manifest.files.length).toBe(46);
      expect(names.toSorted()).toEqual(data.toSorted());
    });

    it("have the sampling frequencies and durations of the manifest, or say that they state none", async () => {
      for (const { file, sampling_rate_hz, duration_s } of manifest.files) {
        if (/\.(?:dat|eeg|vmrk|d\d)$/.test(file) || sampling_rate_hz === undefined) continue;
        const unknown = WITHOUT_FREQUENCY.includes(file);
        const plain = await openShared(file);
        expect(
          plain.issues.some(({ code }) => code === "sampling-frequency-unknown"),
          file,
        ).toBe(unknown);
        expect(plain.header.channels[0].clock, file).toBe(unknown ? "assumed" : undefined);
        const { header } = unknown
          ? await openShared(file, { samplingFrequencyHz: sampling_rate_hz })
          : plain;
        for (const channel of header.channels)
          expect(channel.samplingFrequencyHz, file).toBe(sampling_rate_hz);
        if (duration_s !== undefined)
          expect(Math.abs(header.durationS - duration_s), file).toBeLessThan(0.011);
      }
    });

    it("have the labels and rates that the manifest lists for EDF and BDF", async () => {
      for (const { file, header: expected } of manifest.files) {
        if (!expected) continue;
        const { header } = await openShared(file);
        const labels = expected.labels.filter((label) => label !== "..." && !label.endsWith("Annotations"));
        expect(header.channels.slice(0, labels.length).map(({ label }) => label)).toEqual(labels);
        for (const channel of header.channels) {
          expect(
            expected.rates_hz.some((rate) => Math.abs(rate - channel.samplingFrequencyHz) < 1e-9),
            file,
          ).toBe(true);
        }
        expect(header.durationS).toBeCloseTo(expected.records * expected.record_s, 6);
      }
    });

    it("name units where the file does", async () => {
      const units = async (file: string) => [
        ...new Set((await openShared(file)).header.channels.map(({ unit }) => unit)),
      ];
      expect(await units("wfdb/emg_healthy.hea")).toEqual(["mV"]);
      expect(await units("uci_lower_limb/5Nmar.txt")).toEqual(["mV", "deg"]);
      expect(await units("edf/bids_typing_32ch_emg.edf")).toEqual(["uV"]);
      expect(await units("text/biosppy_emg.txt")).toEqual(["1"]);
      const brainVision = await openShared("brainvision/test.vhdr");
      expect(brainVision.header.channels.slice(24).map(({ unit }) => unit)).toEqual([
        "uV",
        "uV",
        "1",
        "uS",
        "1",
        "uS",
        "S",
        "C",
      ]);
    });

    it("flag the recordings that are clipped, and not the quiet one of the same recorder", async () => {
      const clipped = async (file: string) => {
        const recording = await openShared(file);
        const spans = await Promise.all(
          recording.header.channels.map((_, index) => markSpans(recording, index)),
        );
        return spans.map((own) => own.filter(({ kind }) => kind === "saturation").length);
      };
      const punching = await clipped("uci_physical_action/sub1_Punching.txt");
      expect(punching.filter((count) => count > 10).length).toBeGreaterThanOrEqual(6);
      const walking = await clipped("uci_physical_action/sub1_Walking.txt");
      expect(walking.filter((count) => count > 10).length).toBeGreaterThanOrEqual(4);
      expect(await clipped("uci_physical_action/sub1_Standing.txt")).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
      expect(await clipped("wfdb/emg_healthy.hea")).toEqual([0]);
    });

    it("tell of an uneven clock with its spread, and of sizes that are wrong", async () => {
      const gestures = await openShared("uci_gestures/1_raw_data_11-08_21.03.16.txt");
      const uneven = gestures.issues.find(({ code }) => code === "clock-irregular");
      expect(uneven?.message.en).toContain("between 1 and 3 ms");
      expect(gestures.header.channels[0].clock).toBe("estimated");
      const sound = await openShared("wav/amp_off.wav");
      expect(sound.issues.map(({ code }) => code)).toEqual(["wav-size-wrong"]);
    });

    it("give the same sums as the header of the WFDB record that has every plain format", async () => {
      const recording = await openShared("wfdb_formats/binformats.hea");
      const sums = [-31143, -750, -251, -517, 747, -6824, -1621, -2145, 11715];
      for (const [index, expected] of sums.entries()) {
        const samples = await recording.readSamples(index, 0, 499);
        const sum = samples.reduce((total, value) => total + Math.round(value * 200), 0);
        expect((sum << 16) >> 16).toBe(expected);
      }
    });

    it("start when they say, to the millisecond", async () => {
      expect((await openShared("edf/edfio_test_subsecond.edf")).header.startTime).toBe(
        "2020-01-24T04:05:56.395",
      );
      expect((await openShared("edf/edfio_short_psg.edf")).header.startTime).toBe("1989-04-24T16:13:00");
      expect((await openShared("brainvision/test.vhdr")).header.startTime).toBe("2013-11-13T16:14:03.794232");
    });
  });
}
