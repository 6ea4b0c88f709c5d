import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Language } from "@krampe/core/issue/text.ts";
import { simulate } from "@krampe/core/muscle/simulate.ts";
import { memorySource } from "@krampe/core/recording/memory-source.ts";
import { openRecording } from "@krampe/core/recording/open-recording.ts";
import { loadSamples } from "@krampe/core/recording/sampled-recording.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordedIo } from "../testing/recorded-io.ts";
import { simulateCommand } from "./simulate.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "krampe-simulate-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(args: readonly string[], language: Language = "en") {
  const io = recordedIo(language);
  return { code: await simulateCommand.run(args, io), ...io.written };
}
const ASKED = ["tremor", "--seed", "4", "--seconds", "2", "--rate", "2000", "--snr", "20"];

async function readBack(path: string) {
  const stem = basename(path).split(".")[0];
  const sources = readdirSync(folder)
    .filter((name) => name === basename(path) || (path.endsWith(".hea") && name === `${stem}.dat`))
    .map((name) => memorySource(name, readFileSync(join(folder, name))));
  const opened = await openRecording(sources);
  if (!opened.ok) throw new Error(opened.issues[0].message.en);
  const loaded = await loadSamples(opened.value);
  if (!loaded.ok) throw new Error(loaded.issues[0].message.en);
  return loaded.value;
}

describe("krampe simulate", () => {
  it.each(["edf", "bdf", "wav", "csv", "hea"])(
    "writes .%s that reads back as the samples that were made",
    async (extension) => {
      const path = join(folder, `tremor-${extension}.${extension}`);
      const { code, out } = await run([...ASKED, "--out", path]);
      expect(code).toBe(0);
      expect(out).toContain("2 channel(s), 2 s at 2000 Hz");
      const made = simulate({
        pattern: "tremor",
        seed: 4,
        durationS: 2,
        samplingFrequencyHz: 2000,
        snrDb: 20,
      });
      if (!made.ok) throw new Error("not made");
      const { channels } = await readBack(path);
      expect(channels).toHaveLength(2);
      channels.forEach(({ samples }, index) => {
        const wanted = made.value.samples[index];
        let farthest = 0;
        for (let k = 0; k < wanted.length; k++)
          farthest = Math.max(farthest, Math.abs(samples[k] - wanted[k]));
        expect(samples.length).toBeGreaterThanOrEqual(wanted.length);
        expect(farthest).toBeLessThan(0.2);
      });
    },
  );

  it("writes the truth as JSON", async () => {
    const truth = join(folder, "truth.json");
    expect((await run([...ASKED, "--out", join(folder, "a.edf"), "--truth", truth])).code).toBe(0);
    const told = JSON.parse(readFileSync(truth, "utf8"));
    expect(told).toMatchObject({ format: "krampe-simulation-truth", version: 1, pattern: "tremor", seed: 4 });
    expect(told.units.length).toBeGreaterThan(5);
  });

  it("writes the same bytes for the same seed", async () => {
    for (const name of ["x.edf", "y.edf"]) await run([...ASKED, "--out", join(folder, name)]);
    expect(readFileSync(join(folder, "x.edf"))).toEqual(readFileSync(join(folder, "y.edf")));
  });

  it("takes artefacts, excitability, interventions and single parameters", async () => {
    const truth = join(folder, "all.json");
    const { code } = await run(
      `cramp-discharge --seconds 8 --rate 4000 --artefacts mains-50,movement --neuron 1,2 --stretch 5 --set cramp-discharge.unitCount=9 --set cramp-discharge.unitRateHz=12..14 --seed calf --out ${join(folder, "all.wav")} --truth ${truth}`.split(
        " ",
      ),
    );
    expect(code).toBe(0);
    const told = JSON.parse(readFileSync(truth, "utf8"));
    expect(told.seed).toBe("calf");
    expect(told.excitability.neuron).toBe(1.2);
    expect(told.interventions.stretchAtS).toBe(5);
    expect(told.parameters["cramp-discharge.unitCount"]).toBe(9);
    expect(told.artefacts.map(({ kind }: { kind: string }) => kind)).toContain("mains-50");
  });

  it("refuses with reasons, in both languages, and writes nothing", async () => {
    const path = join(folder, "never.edf");
    const { code, error } = await run(["myotonik-discharge", "--snr", "loud", "--out", path]);
    expect(code).toBe(2);
    expect(error).toContain("Did you mean “myotonic-discharge”?");
    expect(error).toContain("--snr is “loud”");
    expect((await run(["tremor", "--seconds=-1", "--out", path], "nb")).error).toContain("ventet et tall");
    expect(existsSync(path)).toBe(false);
  });

  it("says which formats there are when the name does not tell", async () => {
    expect((await run(["tremor"])).error).toContain(".edf");
    expect((await run(["tremor", "--out", "x.mp3"])).code).toBe(2);
  });

  it("does not write the truth over the recording", async () => {
    const path = join(folder, "both.edf");
    const { code, error } = await run([...ASKED, "--out", path, "--truth", join(folder, ".", "both.edf")]);
    expect(code).toBe(2);
    expect(error).toContain("both the recording and the truth");
    expect(existsSync(path)).toBe(false);
  });

  it("says when what was asked for does nothing in this pattern", async () => {
    const { code, error } = await run([...ASKED, "--effort", "0.3", "--out", join(folder, "effort.edf")]);
    expect(code).toBe(0);
    expect(error).toContain("effort changes nothing in tremor");
  });

  it("says when the file cannot be written", async () => {
    const { code, error } = await run([...ASKED, "--out", join(folder, "no", "where.edf")]);
    expect(code).toBe(2);
    expect(error).toContain("could not be written");
  });

  it("lists patterns and parameters with their sources", async () => {
    const { code, out } = await run(["--list"], "nb");
    expect(code).toBe(0);
    expect(out).toContain("cramp-discharge.unitRateHz");
    expect(out).toContain("seen Min09");
    expect(out).toContain("Gjennomsnittlig frekvens i én enhet");
  });
});
