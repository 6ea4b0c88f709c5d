import { strToU8 } from "fflate";
import { describe, expect, it } from "vitest";
import { allSamples, codes, opened, refused } from "./testing/opened.ts";

/** Three decimals, and never minus zero. */
const wave = (i: number) => Math.round(1000 * Math.sin(i / 7)) / 1000 + 0;

/** `count` lines made by `line`. */
function lines(count: number, line: (i: number) => string, end = "\n"): string {
  return Array.from({ length: count }, (_, i) => line(i)).join(end) + end;
}

/** UTF-16 with its mark. */
function utf16(text: string, littleEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(2 + text.length * 2);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, littleEndian);
  Array.from(text).forEach((c, i) => {
    view.setUint16(2 + 2 * i, c.charCodeAt(0), littleEndian);
  });
  return bytes;
}

describe("tables in text files", () => {
  it("comma, semicolon, tab, bar and blanks separate the same table", async () => {
    for (const separator of [",", ";", "\t", "|", " ", "  ", ", "]) {
      const text = lines(50, (i) => [(i * 0.001).toFixed(3), wave(i), 0 - wave(i)].join(separator));
      const recording = await opened([["a", text]]);
      expect(recording.header.channels.length, separator).toBe(2);
      expect(recording.header.channels[0].samplingFrequencyHz, separator).toBe(1000);
      expect(await allSamples(recording, 1), separator).toEqual(
        Array.from({ length: 50 }, (_, i) => Math.fround(0 - wave(i))),
      );
    }
  });

  it("decimal commas are read with semicolons, tabs and blanks, and alone in a column", async () => {
    const comma = (value: number) => value.toFixed(4).replace(".", ",");
    for (const separator of [";", "\t", " "]) {
      const text = `tid_s${separator}EMG_mV\n${lines(40, (i) => [comma(i / 2000), comma(wave(i))].join(separator))}`;
      const recording = await opened([["a", text]]);
      expect(
        recording.header.channels.map(({ samplingFrequencyHz }) => samplingFrequencyHz),
        separator,
      ).toEqual([2000]);
      expect(recording.header.channels[0].unit).toBe("mV");
      expect((await allSamples(recording))[5]).toBeCloseTo(wave(5), 3);
    }
    const alone = await opened([["a", lines(40, (i) => comma(wave(i)))]]);
    expect(alone.header.channels.length).toBe(1);
    expect((await allSamples(alone))[5]).toBeCloseTo(wave(5), 3);
  });

  it("lines may end in LF, CR LF or CR alone, and the last in nothing", async () => {
    for (const end of ["\n", "\r\n", "\r"]) {
      const text = lines(3000, (i) => `${i / 100},${wave(i)}`, end).trimEnd();
      const recording = await opened([["a", text]]);
      expect(await allSamples(recording)).toEqual(
        Array.from({ length: 3000 }, (_, i) => Math.fround(wave(i))),
      );
    }
  });

  it("byte-order marks and UTF-16 are read like plain text", async () => {
    const text = `Time (s),EMG (µV)\n${lines(30, (i) => `${i / 1000},${wave(i)}`)}`;
    const expected = Array.from({ length: 30 }, (_, i) => Math.fround(wave(i)));
    for (const bytes of [strToU8(`\ufeff${text}`), utf16(text, true), utf16(text, false)]) {
      const recording = await opened([["a", bytes]]);
      expect(recording.header.channels[0]).toMatchObject({ unit: "uV", samplingFrequencyHz: 1000 });
      expect(await allSamples(recording)).toEqual(expected);
    }
  });

  it("OpenSignals: JSON on top, rate, resolution and labels from it; a jump of nSeq is a gap", async () => {
    const device = {
      "sampling rate": 1000,
      resolution: [4, 1, 16],
      column: ["nSeq", "DI", "CH1"],
      date: "2024-5-6",
      time: "7:8:9.25",
    };
    const head = `# OpenSignals Text File Format. Version 1\n# ${JSON.stringify({ "00:07": device })}\n# EndOfHeader\n`;
    const rows = lines(40, (i) => `${(i < 20 ? i : i + 3) % 16}\t0\t${1000 + i}\t`);
    const recording = await opened([["a", head + rows]]);
    const { channels, gaps, startTime } = recording.header;
    expect(channels.map(({ label }) => label)).toEqual(["DI", "CH1"]);
    expect(channels[1]).toMatchObject({
      samplingFrequencyHz: 1000,
      sampleCount: 43,
      limits: { minimum: 0, maximum: 65535 },
    });
    expect(startTime).toBe("2024-05-06T07:08:09.25");
    expect(gaps).toEqual([{ kind: "gap", fromS: 0.02, toS: 0.023 }]);
    expect((await allSamples(recording, 1)).slice(18, 25)).toEqual([
      1018,
      1019,
      Number.NaN,
      Number.NaN,
      Number.NaN,
      1020,
      1021,
    ]);
  });

  it("LabChart and sentences: interval, titles and units above the table", async () => {
    const head =
      "Interval=\t0.0005 s\nExcelDateTime=\t45000\nChannelTitle=\tEMG\tForce\nRange=\t10 mV\t5 V\n";
    const recording = await opened([
      ["a", head + lines(20, (i) => `${(i * 0.0005).toFixed(4)}\t${wave(i)}\t${i}`)],
    ]);
    expect(recording.header.channels.map(({ label }) => label)).toEqual(["EMG", "Force"]);
    expect(recording.header.channels[0].samplingFrequencyHz).toBe(2000);
    const spoken = "Muscle: soleus\nSampling rate: 2,5 kHz\nEMG;Force\nmV;N\n";
    const second = await opened([["a", spoken + lines(20, (i) => `${wave(i).toFixed(3)};${i}.5`)]]);
    expect(second.header.channels.map(({ label, unit }) => [label, unit])).toEqual([
      ["EMG", "mV"],
      ["Force", "N"],
    ]);
    expect(second.header.channels[0].samplingFrequencyHz).toBe(2500);
    const once = "Sampling rate: 1000 Hz\nUnits: mV\n\nCh1 Ch2\n";
    const third = await opened([["a", once + lines(20, (i) => `${wave(i).toFixed(3)} ${i}.5`)]]);
    expect(third.header.channels.map(({ unit }) => unit)).toEqual(["mV", "mV"]);
  });

  it("a rate that is nowhere is 1 Hz, marked and told, unless the user gives one", async () => {
    const text = lines(50, (i) => `${wave(i)},${wave(i + 3)}`);
    const unknown = await opened([["a", text]]);
    expect(unknown.header.channels[0]).toMatchObject({ samplingFrequencyHz: 1, clock: "assumed" });
    expect(codes(unknown.issues)).toEqual(["sampling-frequency-unknown"]);
    const given = await opened([["a", text]], { samplingFrequencyHz: 4000 });
    expect(given.header.channels[0].samplingFrequencyHz).toBe(4000);
    expect(given.header.channels[0].clock).toBeUndefined();
    expect(given.issues).toEqual([]);
  });

  it("milliseconds, microseconds and clock times are recognised in the time column", async () => {
    const at = async (head: string, stamp: (i: number) => string) => {
      const recording = await opened([["a", `${head}\n${lines(300, (i) => `${stamp(i)},${wave(i)}`)}`]]);
      return [recording.header.channels[0].samplingFrequencyHz, codes(recording.issues)];
    };
    expect(await at("Time (ms),EMG", (i) => `${i * 2}`)).toEqual([500, []]);
    expect(await at("time,EMG", (i) => `${i * 2}`)).toEqual([500, ["time-unit-inferred"]]);
    expect(await at("timestamp_us,EMG", (i) => `${i * 250}`)).toEqual([4000, []]);
    expect(await at("millis,EMG", (i) => `${i * 2}`)).toEqual([500, []]);
    expect(await at("unix,EMG", (i) => `${(1.7e9 + i * 0.001).toFixed(6)}`)).toEqual([1000, []]);
    expect(await at("when,EMG", (i) => `12:00:${(i * 0.01).toFixed(3).padStart(6, "0")}`)).toEqual([100, []]);
    expect(await at("when,EMG", (i) => `2024-05-06T12:00:${(i * 0.01).toFixed(3).padStart(6, "0")}`)).toEqual(
      [100, []],
    );
  });

  it("stamps that are rounded lie on a line: 2048 Hz written in milliseconds stays 2048 Hz", async () => {
    const text = `Time (s),EMG\n${lines(5000, (i) => `${(i / 2048).toFixed(3)},${wave(i)}`)}`;
    const recording = await opened([["a", text]]);
    expect(recording.header.channels[0].samplingFrequencyHz).toBeCloseTo(2048, -1);
    expect(Math.abs(recording.header.channels[0].samplingFrequencyHz / 2048 - 1)).toBeLessThan(1e-3);
    expect(codes(recording.issues)).toEqual([]);
  });

  it("an even clock with a pause keeps its rate, and the pause is a gap", async () => {
    const stamp = (i: number) => (i < 1200 ? i : i + 500) / 1000;
    const recording = await opened([["a", `t,EMG\n${lines(2500, (i) => `${stamp(i).toFixed(3)},${i}`)}`]]);
    expect(recording.header.channels[0]).toMatchObject({ samplingFrequencyHz: 1000, sampleCount: 3000 });
    expect(recording.header.gaps).toEqual([{ kind: "gap", fromS: 1.2, toS: 1.7 }]);
    const samples = await allSamples(recording);
    expect(samples[1199]).toBe(1199);
    expect(samples.slice(1200, 1700).every(Number.isNaN)).toBe(true);
    expect(samples[1700]).toBe(1200);
  });

  it("an uneven clock gives an estimate with its spread", async () => {
    const steps = [1, 1, 3, 1, 9, 1, 2, 6];
    let now = 0;
    const text = `Time (ms),EMG\n${lines(4000, (i) => {
      now += steps[(i * 5) % 8];
      return `${now},${wave(i)}`;
    })}`;
    const recording = await opened([["a", text]]);
    expect(recording.header.channels[0].clock).toBe("estimated");
    expect(recording.header.channels[0].samplingFrequencyHz).toBeCloseTo(1000 / 3, 0);
    const issue = recording.issues.find(({ code }) => code === "clock-irregular");
    expect(issue?.message.en).toMatch(/between 1 and 9 ms/);
  });

  it("one stamp far in the future does not stretch the recording", async () => {
    const stamp = (i: number) => (i === 800 ? "99999.9" : (i / 1000).toFixed(3));
    const recording = await opened([["a", `t,EMG\n${lines(2000, (i) => `${stamp(i)},${i}`)}`]]);
    expect(recording.header.channels[0]).toMatchObject({ samplingFrequencyHz: 1000, sampleCount: 2000 });
    expect(codes(recording.issues)).toEqual(["clock-runs-backwards"]);
  });

  it("missing values, short rows, comments and foreign lines are told, and rows stay in place", async () => {
    const text = `t;a;b\n${lines(2000, (i) => {
      const at = (i / 1000).toFixed(3);
      if (i === 10) return `${at};;5`;
      if (i === 11) return `${at};NaN;5`;
      if (i === 12) return `${at};7`;
      if (i === 1500) return `# a remark\nsomeone typed here\n${at};${i};1`;
      return `${at};${i};1`;
    })}`;
    const recording = await opened([["a", text]]);
    expect(recording.header.channels[0].sampleCount).toBe(2000);
    const a = await allSamples(recording, 0);
    expect(a.slice(9, 14)).toEqual([9, Number.NaN, Number.NaN, 7, 13]);
    expect(a[1500]).toBe(1500);
    expect((await allSamples(recording, 1))[12]).toBeNaN();
    expect(codes(recording.issues)).toEqual(["text-lines-skipped", "text-rows-short"]);
  });

  it("a column of words is left out by name", async () => {
    const recording = await opened([["a", `t,EMG,task\n${lines(30, (i) => `${i / 100},${i},rest`)}`]]);
    expect(recording.header.channels.map(({ label }) => label)).toEqual(["EMG"]);
    expect(recording.issues[0].message.en).toContain("task");
  });

  it("channels in rows are read, with the first row as time", async () => {
    const row = (of: (i: number) => number) => Array.from({ length: 9000 }, (_, i) => of(i)).join(" ");
    const recording = await opened([["a", `\n\n${row((i) => i / 1000)}\n${row(wave)}\n${row((i) => -i)}\n`]]);
    expect(
      recording.header.channels.map(({ sampleCount, samplingFrequencyHz }) => [
        sampleCount,
        samplingFrequencyHz,
      ]),
    ).toEqual([
      [9000, 1000],
      [9000, 1000],
    ]);
    expect((await allSamples(recording, 1))[8999]).toBe(-8999);
  });

  it("SpikerBox events belong to their sound file", async () => {
    const { writeWav } = await import("./write-wav.ts");
    const channel = { label: "", unit: "1", samplingFrequencyHz: 10000, samples: new Float32Array(20000) };
    const sound = writeWav({ channels: [channel] }, "int16");
    if (!sound.ok) throw new Error("not written");
    const events =
      "# Marker IDs can be arbitrary strings.\n# Marker ID,\tTime (in s)\n1,\t0.5310\nslapp,\t1.25\n";
    const recording = await opened([
      ["BYB_1.wav", sound.value],
      ["BYB_1-events.txt", events],
    ]);
    expect(recording.header.annotations).toEqual([
      { atS: 0.531, text: "1" },
      { atS: 1.25, text: "slapp" },
    ]);
  });

  it("prose, JSON and source code are refused as tables", async () => {
    const texts = [
      "Dear colleague,\nthe recording from 2024 is attached.\nKind regards\n",
      JSON.stringify({ a: [1, 2, 3], b: { c: 4 } }, null, 2),
      JSON.stringify(
        Array.from({ length: 50 }, (_, i) => [i, 2 * i]),
        null,
        2,
      ),
      `<table>\n${"1 2 3\n".repeat(50)}</table>\n`,
      "const a = 1;\nconst b = 2;\nexport { a, b };\n",
    ];
    for (const text of texts) expect(codes(await refused(["a.txt", text]))).toEqual(["text-without-table"]);
  });

  it("any part of the samples is the same as that part of the whole", async () => {
    const recording = await opened([["a", lines(5000, (i) => `${wave(i)}\t${i}`)]]);
    const whole = await allSamples(recording, 1);
    for (const [from, count] of [
      [0, 1],
      [1000, 50],
      [1020, 10],
      [4990, 100],
      [-5, 10],
      [6000, 5],
    ]) {
      const part = Array.from(await recording.readSamples(1, from, count));
      expect(part).toEqual(whole.slice(Math.max(0, from), Math.max(0, from + count)));
    }
  });
});
