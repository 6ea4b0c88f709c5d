import { describe, expect, it } from "vitest";
import { openSampled } from "../../recording/sampled-recording.ts";
import type { ChannelCorrection } from "./correction.ts";
import { readerFile, readerFileIssue, readReaderFile } from "./reader-file.ts";

function headerOf(count: number) {
  const samples = new Float32Array(count);
  const channel = { label: "EMG", unit: "uV", samplingFrequencyHz: 1000, samples };
  return openSampled({ channels: [channel] }, "one").header;
}

const corrections: readonly ChannelCorrection[] = [
  { channelId: "1", correction: { kind: "reject-burst", burst: { onsetS: 1.25, offsetS: 1.5 } } },
  { channelId: "1", correction: { kind: "reject-discharge", unit: { id: "u1", firstS: 2 }, atS: 3 } },
];

describe("the reader's file", () => {
  it("is read as it was written, by itself and inside a report", () => {
    const written = readerFile(headerOf(5000), {
      context: ["needle", "rest"],
      corrections,
      pair: { agonist: "1", antagonist: "2" },
    });
    for (const whole of [written, { channels: [], reader: written }])
      expect(readReaderFile(JSON.stringify(whole), "a.json")).toMatchObject({ ok: true, value: written });
    expect(readerFileIssue(written, headerOf(5000))).toBeUndefined();
  });

  it("is not used for another recording", () => {
    const written = readerFile(headerOf(5000), { context: [], corrections });
    expect(readerFileIssue(written, headerOf(4999))?.code).toBe("reader-file-of-another-recording");
  });

  it("is refused with the part that is wrong", () => {
    const written = readerFile(headerOf(5000), { context: [], corrections });
    const broken: readonly [unknown, string][] = [
      [{ ...written, version: 2 }, "version: 2"],
      [{ ...written, context: "rest" }, "context"],
      [{ ...written, pair: { agonist: 1 } }, "pair"],
      [{ ...written, recording: {} }, "recording"],
      [
        { ...written, corrections: [corrections[0], { channelId: "1", correction: { kind: "x" } }] },
        "corrections[1]",
      ],
      [{}, "krampe-emg-reader"],
      [null, "krampe-emg-reader"],
    ];
    for (const [value, part] of broken) {
      const read = readReaderFile(JSON.stringify(value), "a.json");
      expect(read.ok).toBe(false);
      expect(read.issues[0].message.en).toContain(part);
    }
    expect(readReaderFile("{", "a.json").ok).toBe(false);
  });
});
