import { describe, expect, it } from "vitest";
import { allSamples, codes, opened, refused } from "./testing/opened.ts";
import { writeBdfPlus, writeEdfPlus } from "./write-edf.ts";

const SAMPLES = Float32Array.from({ length: 400 }, (_, i) => Math.round(Math.sin(i / 5) * 500));

function edf(kind: "EDF" | "BDF" = "EDF", labels: readonly string[] = ["EMG", "force"]): Uint8Array {
  const channels = labels.map((label) => ({ label, unit: "uV", samplingFrequencyHz: 100, samples: SAMPLES }));
  const recording = { channels, annotations: [{ atS: 1.5, durationS: 0.25, text: "kjenner krampe" }] };
  const result = kind === "EDF" ? writeEdfPlus(recording) : writeBdfPlus(recording);
  if (!result.ok) throw new Error("not written");
  return result.value;
}

/** A copy with a text written over a field of the header. */
function withField(bytes: Uint8Array, at: number, width: number, text: string): Uint8Array {
  const copy = bytes.slice();
  copy.set(
    Uint8Array.from(text.padEnd(width), (c) => c.charCodeAt(0)),
    at,
  );
  return copy;
}

/** Byte of a signal's field: 256 + 3 signals (two and the annotations) × what stands before, + index × width. */
const signalField = (before: number, width: number, index: number) => 256 + 3 * before + width * index;

describe("EDF and BDF", () => {
  it("annotations carry time, duration and text in UTF-8", async () => {
    const { header } = await opened([["a", edf()]]);
    expect(header.annotations).toEqual([{ atS: 1.5, durationS: 0.25, text: "kjenner krampe" }]);
    expect(header.channels.map(({ label }) => label)).toEqual(["EMG", "force"]);
  });

  it("a record count of -1 is taken from the size of the file", async () => {
    const recording = await opened([["a", withField(edf(), 236, 8, "-1")]]);
    expect(codes(recording.issues)).toEqual(["edf-record-count-missing"]);
    expect(recording.header.durationS).toBe(4);
  });

  it("a file that was cut gives its whole records, and says so", async () => {
    const whole = edf();
    const recording = await opened([["a", whole.subarray(0, whole.length - 100)]]);
    expect(codes(recording.issues)).toEqual(["edf-records-cut"]);
    expect(recording.header.durationS).toBe(3);
    expect((await allSamples(recording)).length).toBe(300);
  });

  it("more records than the header counts are read, and bytes after the last are told", async () => {
    expect(codes((await opened([["a", withField(edf(), 236, 8, "2")]])).issues)).toEqual([
      "edf-records-uncounted",
    ]);
    const longer = new Uint8Array([...edf(), 1, 2, 3]);
    expect(codes((await opened([["a", longer]])).issues)).toEqual(["edf-bytes-after-end"]);
  });

  it("equal physical limits leave converter steps without a unit", async () => {
    const flat = withField(withField(edf(), signalField(104, 8, 0), 8, "0"), signalField(112, 8, 0), 8, "0");
    const recording = await opened([["a", flat]]);
    expect(codes(recording.issues)).toEqual(["edf-limits-equal"]);
    expect(recording.header.channels[0]).toMatchObject({ unit: "1", resolution: 1 });
    expect(recording.header.channels[1].unit).toBe("uV");
  });

  it("duplicate and empty labels get ids of their own", async () => {
    const recording = await opened([["a", edf("EDF", ["EMG", "EMG", ""])]]);
    expect(recording.header.channels.map(({ id }) => id)).toEqual(["EMG", "EMG#2", "channel 3"]);
    expect(codes(recording.issues)).toContain("channel-label-duplicate");
  });

  it("a unit in UTF-8 or ISO 8859-1 is microvolts in both", async () => {
    const utf8 = edf();
    utf8.set([0xc2, 0xb5, 0x56], signalField(96, 8, 0));
    expect((await opened([["a", utf8]])).header.channels[0].unit).toBe("uV");
    const latin = edf();
    latin.set([0xb5, 0x56, 0x20], signalField(96, 8, 0));
    expect((await opened([["a", latin]])).header.channels[0].unit).toBe("uV");
  });

  it("decimal commas in the header are read as points", async () => {
    const recording = await opened([["a", withField(edf(), 244, 8, "0,5")]]);
    expect(codes(recording.issues)).toContain("edf-decimal-comma");
    expect(recording.header.channels[0].samplingFrequencyHz).toBe(200);
  });

  it("a record of 0 s counts as 1 s, with a warning", async () => {
    expect(codes((await opened([["a", withField(edf(), 244, 8, "0")]])).issues)).toContain(
      "edf-record-duration-zero",
    );
  });

  it("24BIT in a file that starts like EDF is settled by the size of the file", async () => {
    const bytes = edf("BDF");
    bytes.set(Uint8Array.from("0       ", (c) => c.charCodeAt(0)));
    const recording = await opened([["a", withField(bytes, 192, 44, "24BIT")]]);
    expect(codes(recording.issues)).toEqual(["edf-sample-width-contradictory"]);
    const samples = await allSamples(recording);
    expect(samples.every((value, i) => Math.abs(value - SAMPLES[i]) < 0.001)).toBe(true);
  });

  it("a header with a byte lost is refused, with the place", async () => {
    const whole = edf();
    const shifted = new Uint8Array([...whole.subarray(0, 300), ...whole.subarray(301)]);
    const [issue] = await refused(["a", shifted]);
    expect(issue.code).toBe("edf-header-shifted");
    expect(issue.place?.byteOffset).toBeGreaterThan(256);
  });

  it("a file that ends in its header is refused", async () => {
    expect(codes(await refused(["a", edf().subarray(0, 700)]))).toEqual(["recording-truncated"]);
    expect(codes(await refused(["a", edf().subarray(0, 200)]))).toEqual(["recording-truncated"]);
  });

  it("a header that claims 9999 signals in a small file is refused", async () => {
    expect(codes(await refused(["a", withField(edf(), 252, 4, "9999")]))).toEqual(["recording-truncated"]);
  });

  it("time stamps that jump make a gap, also in a file that calls itself continuous", async () => {
    const bytes = edf();
    const recordBytes = (bytes.length - 256 * 4) / 4;
    const third = 256 * 4 + 2 * recordBytes + 2 * 200;
    const late = withField(bytes, third, 5, "+7\x14\x14\0");
    const recording = await opened([["a", late]]);
    expect(codes(recording.issues)).toContain("edf-gaps-in-continuous");
    expect(recording.header.gaps).toEqual([{ kind: "gap", fromS: 2, toS: 7 }]);
    const samples = await allSamples(recording);
    expect(samples.length).toBe(900);
    expect(samples.slice(200, 700).every(Number.isNaN)).toBe(true);
    expect(samples[700]).toBeCloseTo(SAMPLES[200], 0);
    // Across the gap, a request gives the same as the whole.
    expect(Array.from(await recording.readSamples(0, 150, 600))).toEqual(samples.slice(150, 750));
  });

  it("a time stamp a century late is not believed", async () => {
    const bytes = edf();
    const recordBytes = (bytes.length - 256 * 4) / 4;
    const third = 256 * 4 + 2 * recordBytes + 2 * 200;
    const recording = await opened([["a", withField(bytes, third, 14, "+3000000000\x14\x14\0")]]);
    expect(codes(recording.issues)).toContain("edf-record-times-not-credible");
    expect((await allSamples(recording)).length).toBe(400);
  });

  it("inverted limits turn the signal over", async () => {
    const upright = await opened([["a", edf()]]);
    const [minimum, maximum] = [104, 112].map((before) => signalField(before, 8, 0));
    const bytes = edf();
    const low = bytes.slice(minimum, minimum + 8);
    bytes.copyWithin(minimum, maximum, maximum + 8);
    bytes.set(low, maximum);
    const turned = await allSamples(await opened([["a", bytes]]));
    const { minimum: a, maximum: b } = upright.header.channels[0].limits ?? { minimum: 0, maximum: 0 };
    const values = await allSamples(upright);
    expect(turned.every((value, i) => Math.abs(value - (a + b - values[i])) < 0.1)).toBe(true);
  });
});
