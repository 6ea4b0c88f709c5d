import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Language } from "@krampe/core/issue/text.ts";
import { RecordingMeasurementSchema } from "@krampe/core/measurement/measurement-schema.ts";
import { burstTimes, withBursts } from "@krampe/core/measurement/testing/synthetic-emg.ts";
import { Ajv2020 } from "ajv/dist/2020.js";
import { Errors } from "typebox/value";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { recordingSets } from "../emg/recording-sets.ts";
import { recordedIo } from "../testing/recorded-io.ts";
import { emgCommand } from "./emg.ts";

const FS = 1000;
let folder: string;

/** Two channels with the same bursts, as a table with a clock. */
function table(seed: number): string {
  const times = burstTimes(6, seed);
  const [a, b] = [withBursts(times, FS, { seed }), withBursts(times, FS, { seed: seed + 50 })];
  const lines = ["time (s),TA (uV),SOL (uV)"];
  for (let i = 0; i < a.length; i++)
    lines.push(`${(i / FS).toFixed(3)},${a[i].toFixed(2)},${b[i].toFixed(2)}`);
  return `${lines.join("\n")}\n`;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "krampe-emg-"));
  mkdirSync(join(folder, "set/deeper"), { recursive: true });
  writeFileSync(join(folder, "one.csv"), table(1));
  writeFileSync(join(folder, "set/two.csv"), table(2));
  writeFileSync(join(folder, "set/deeper/three.csv"), table(3));
  writeFileSync(join(folder, "set/broken.edf"), "0       nothing of the kind");
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(args: readonly string[], language: Language = "en") {
  const io = recordedIo(language);
  return { code: await emgCommand.run(args, io), ...io.written };
}

describe("krampe emg", () => {
  it("prints a page to read, in both languages", async () => {
    const english = await run([join(folder, "one.csv")]);
    expect(english.code).toBe(0);
    expect(english.out).toContain("Quality     good");
    expect(english.out).toContain("Bursts      6");
    const norwegian = await run([join(folder, "one.csv")], "nb");
    expect(norwegian.out).toContain("Kvalitet    god");
    expect(norwegian.out).toMatch(/\d,\d/);
  });

  it("prints JSON that fits the schema: one object for one recording, a list for several", async () => {
    const one = await run([join(folder, "one.csv"), "--format", "json"]);
    const measured = JSON.parse(one.out);
    expect(Errors(RecordingMeasurementSchema, measured)).toEqual([]);
    const { units } = measured.channels[0];
    expect(units.length).toBeGreaterThan(0);
    for (const { dischargesS, posteriors } of units) expect(posteriors).toHaveLength(dischargesS.length);
    const without = await run([join(folder, "one.csv"), "--format", "json", "--separate", "0"]);
    expect(JSON.parse(without.out).channels[0]).toMatchObject({ units: [], separated: [] });
    const several = await run([join(folder, "one.csv"), join(folder, "set/two.csv"), "--format", "json"]);
    const list = JSON.parse(several.out);
    expect(list).toHaveLength(2);
    expect(list[1].recording.name).toContain("two.csv");
  });

  it("looks for units in the contacts of one electrode at once", async () => {
    const { out, code } = await run([join(folder, "one.csv"), "--format", "json", "--together", "TA,sol"]);
    const [ta, sol] = JSON.parse(out).channels;
    expect(code).toBe(0);
    expect(sol.separated).toEqual(ta.separated);
    const ids = [...ta.units, ...sol.units].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("prints a schema that another validator loads, and that its JSON fits", async () => {
    const { out } = await run(["--schema"]);
    const fits = new Ajv2020({ strict: false }).compile(JSON.parse(out));
    const { out: json } = await run([join(folder, "one.csv"), "--format", "json"]);
    expect(fits(JSON.parse(json)), JSON.stringify(fits.errors)).toBe(true);
    expect(fits({ ...JSON.parse(json), channels: 3 })).toBe(false);
  });

  it("prints the schema", async () => {
    const { code, out } = await run(["--schema"]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ type: "object", required: expect.arrayContaining(["channels"]) });
  });

  it("measures chosen channels and pairs", async () => {
    const args = ["--format", "json", "--channels", "SOL", "--agonist", "ta", "--antagonist", "sol"];
    const { out, code } = await run([join(folder, "one.csv"), ...args]);
    const measurement = JSON.parse(out);
    expect(code).toBe(0);
    expect(measurement.pairs[0]).toMatchObject({ agonist: "TA", antagonist: "SOL", relation: "co-active" });
    const wrong = await run([join(folder, "one.csv"), "--channels", "SOLE", "--format", "json"]);
    expect(wrong.code).toBe(2);
    expect(wrong.error).toContain('Did you mean "SOL"');
  });

  it("prints a table of one number a row", async () => {
    const { out } = await run([join(folder, "one.csv"), "--format", "csv"]);
    const rows = out.trim().split("\r\n");
    expect(rows[0]).toBe("recording,channel,of,id,measure,value,low,high,unit,count,abstains");
    expect(rows.every((row) => row.split(",").length === 11)).toBe(true);
    expect(rows.filter((row) => row.includes(",burst,") && row.includes(",onsetS,"))).toHaveLength(12);
  });

  it("takes folders, goes on past a bad file, says so in the end and writes a file for each", async () => {
    const out = join(folder, "out");
    const result = await run([join(folder, "set"), "--format", "json", "--out", out, "--jobs", "2"]);
    expect(result.code).toBe(2);
    expect(result.out).toBe("");
    expect(result.error).toContain("2 of 3 measured, 1 not");
    expect(result.error).toContain("✗ broken.edf");
    expect(readdirSync(out).sort()).toEqual(["deeper", "two.csv.json"]);
    const three = JSON.parse(readFileSync(join(out, "deeper/three.csv.json"), "utf8"));
    expect(three.channels[0].bursts).toHaveLength(6);
  });

  it("says at once that a folder cannot be made, also below a file or where nothing can be made", async () => {
    const file = join(folder, "a-file");
    writeFileSync(file, "");
    for (const out of [join(file, "out"), "/proc/nothing/here"]) {
      const { code, error } = await run([join(folder, "set"), "--out", out]);
      expect(code).toBe(2);
      expect(error).toContain("could not be written");
      expect(error).not.toContain("measured");
    }
  });

  it("goes on past a file that cannot be written, and says which", async () => {
    const out = join(folder, "taken");
    mkdirSync(join(out, "two.csv.json"), { recursive: true });
    const { code, error } = await run([join(folder, "set"), "--format", "json", "--out", out]);
    expect(code).toBe(2);
    expect(error).toMatch(/two\.csv\.json could not be written/);
    expect(readdirSync(join(out, "deeper"))).toEqual(["three.csv.json"]);
  });

  it("says of a recording without a channel to measure that it was not measured, and why", async () => {
    const short = join(folder, "short.csv");
    writeFileSync(short, "time,EMG (mV)\n0,1\n0.001,2\n0.002,1\n0.003,4\n");
    const { code, out, error } = await run([short]);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(error).toContain("channel-too-short");
    expect(error).toContain("no-channel-measured");
  });

  it("gives the same numbers on many threads as on one", async () => {
    const files = [join(folder, "one.csv"), join(folder, "set/two.csv"), "--format", "json"];
    const many = await run([...files, "--jobs", "2"]);
    const one = await run([...files, "--jobs", "1"]);
    expect(many.out).toBe(one.out);
  });

  it.each([
    [["x", "--format", "jason"], "--format 'jason' cannot be used. Did you mean 'json'?"],
    [["x", "--envelopes", "fast"], "--envelopes 'fast' cannot be used. Use one of none, slow, all."],
    [["x", "--agonist", "A"], "Give --antagonist NAME as well"],
    [
      ["x", "--band", "500-20"],
      "--band '500-20' cannot be used. Give two frequencies in Hz, the lower first",
    ],
    [["x", "--band", "20"], "--band '20' cannot be used"],
    [["x", "--jobs", "0"], "--jobs '0' cannot be used. Give a whole number above 0."],
    [["x", "--jobs", "zero"], "--jobs 'zero' cannot be used"],
    [["x", "--rate", "fast"], "--rate 'fast' cannot be used"],
    [["x", "--interval", ""], "--interval '' cannot be used"],
    [["x", "--separate", "x"], "--separate 'x' cannot be used"],
    [["x", "--context", "nedle"], "Did you mean 'needle'?"],
  ])("says which word it cannot use: %j", async (args, sentence) => {
    const { code, error } = await run(args);
    expect(code).toBe(2);
    expect(error).toContain(sentence);
    expect(error).not.toContain("krampe emg FILE");
  });

  it("says every word it cannot use at once", async () => {
    const { error } = await run(["x", "--format", "jason", "--jobs", "0", "--context", "nedle"], "nb");
    expect(error.match(/option-not-usable/g)).toHaveLength(2);
    expect(error).toContain("context-unknown");
    expect(error).toContain("Mente du «json»?");
  });

  it("shows how it is used where no file is named, and says which file is not there", async () => {
    const none = await run([]);
    expect(none.code).toBe(2);
    expect(none.error).toContain("krampe emg FILE");
    const missing = await run([join(folder, "nowhere.edf")]);
    expect(missing.code).toBe(2);
    expect(missing.error).toContain("file-not-found");
  });
});

describe("sets of files", () => {
  it("put a header and the files it names together", async () => {
    const place = join(folder, "wfdb");
    mkdirSync(place);
    writeFileSync(join(place, "rec.hea"), "rec 1 1000 10\nsignals.dat 16 200/uV\n");
    writeFileSync(join(place, "signals.dat"), new Uint8Array(20));
    writeFileSync(join(place, "other.csv"), "1\n2\n");
    const { sets } = await recordingSets([place]);
    expect(sets.map(({ name }) => name).sort()).toEqual(["other.csv", "rec.hea"]);
    const given = await recordingSets([join(place, "rec.hea")]);
    expect(given.sets).toHaveLength(1);
    expect(given.sets[0].paths).toHaveLength(2);
  });
});
