import { strToU8 } from "fflate";
import { describe, expect, it } from "vitest";
import { allSamples, codes, type NamedBytes, opened, refused } from "./testing/opened.ts";

/** A chunk with its own idea of its size. */
function chunk(id: string, body: Uint8Array, size = body.length): Uint8Array {
  const bytes = new Uint8Array(8 + body.length + (body.length % 2));
  bytes.set(strToU8(id));
  new DataView(bytes.buffer).setUint32(4, size, true);
  bytes.set(body, 8);
  return bytes;
}

function format(tag: number, channels: number, bits: number, extra: readonly number[] = []): Uint8Array {
  const bytes = new Uint8Array(16 + extra.length);
  const view = new DataView(bytes.buffer);
  [tag, channels].forEach((value, i) => {
    view.setUint16(2 * i, value, true);
  });
  view.setUint32(4, 2000, true);
  view.setUint16(12, (channels * bits) / 8, true);
  view.setUint16(14, bits, true);
  bytes.set(extra, 16);
  return bytes;
}

function wav(parts: readonly Uint8Array[], id = "RIFF", size?: number): Uint8Array {
  const length = 12 + parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = new Uint8Array(length);
  bytes.set(strToU8(id));
  new DataView(bytes.buffer).setUint32(4, size ?? length - 8, true);
  bytes.set(strToU8("WAVE"), 8);
  let at = 12;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

const DATA = new Uint8Array(Int16Array.of(0, 16384, -32768, 32767).buffer);
const VALUES = [0, 0.5, -1, 32767 / 32768].map(Math.fround);

describe("WAV", () => {
  it("integers are parts of full scale, limits included", async () => {
    const recording = await opened([["a", wav([chunk("fmt ", format(1, 1, 16)), chunk("data", DATA)])]]);
    expect(await allSamples(recording)).toEqual(VALUES);
    expect(recording.header.channels[0]).toMatchObject({
      unit: "1",
      samplingFrequencyHz: 2000,
      limits: { minimum: -1 },
    });
  });

  it("the extensible header and floats of 64 bits are read", async () => {
    const guid = [22, 0, 64, 0, 3, 0, 0, 0, 3, 0, 0, 0, 0, 0, 16, 0, 128, 0, 0, 170, 0, 56, 155, 113];
    const body = new Uint8Array(Float64Array.of(0.25, -3.5).buffer);
    const recording = await opened([
      ["a", wav([chunk("fmt ", format(0xfffe, 1, 64, guid)), chunk("data", body)])],
    ]);
    expect(await allSamples(recording)).toEqual([0.25, -3.5]);
  });

  it("sizes that are wrong, open or too long are corrected by the file's length, and told", async () => {
    const parts = [chunk("fmt ", format(1, 1, 16))];
    const long = await opened([["a", wav([...parts, chunk("data", DATA, 5000)])]]);
    expect(codes(long.issues)).toEqual(["wav-data-size-wrong"]);
    expect(await allSamples(long)).toEqual(VALUES);
    const streamed = await opened([
      ["a", wav([...parts, chunk("data", DATA, 0xffffffff)], "RIFF", 0xffffffff)],
    ]);
    expect(codes(streamed.issues)).toEqual(["wav-size-wrong", "wav-data-size-wrong"]);
    expect(await allSamples(streamed)).toEqual(VALUES);
  });

  it("RF64 takes the length from its own part", async () => {
    const sizes = new Uint8Array(28);
    new DataView(sizes.buffer).setUint32(8, 4, true);
    const bytes = wav(
      [chunk("ds64", sizes), chunk("fmt ", format(1, 1, 16)), chunk("data", DATA, 0xffffffff)],
      "RF64",
    );
    expect((await allSamples(await opened([["a", bytes]]))).length).toBe(2);
  });

  it("compressed sound is refused by name, and a file without sound too", async () => {
    const [mu] = await refused(["a", wav([chunk("fmt ", format(7, 1, 8)), chunk("data", DATA)])]);
    expect(mu.code).toBe("recording-encoding-unknown");
    expect(mu.message.en).toContain("µ-law");
    expect(codes(await refused(["a", wav([chunk("fmt ", format(1, 1, 16))])]))).toEqual([
      "recording-truncated",
    ]);
  });
});

const VHDR = (
  more: string,
  channels = "Ch1=EMG,,0.5,µV\nCh2=a\\1b,,2,mV",
) => `Brain Vision Data Exchange Header File Version 1.0
[Common Infos]
DataFile=$b.eeg
MarkerFile=$b.vmrk
DataFormat=BINARY
NumberOfChannels=2
SamplingInterval=500
${more}
[Channel Infos]
${channels}
`;
const VMRK = (lines: string) =>
  `Brain Vision Data Exchange Marker File, Version 1.0\n[Marker Infos]\n${lines}\n`;
const FRAMES: NamedBytes = ["x.eeg", new Uint8Array(Int16Array.of(1, 10, 2, 20, 3, 30, 4, 40).buffer)];

describe("BrainVision", () => {
  it("multiplexed and vectorised data give the same channels", async () => {
    const multiplexed = await opened([["x.vhdr", VHDR("DataOrientation=MULTIPLEXED")], FRAMES]);
    expect(await allSamples(multiplexed, 0)).toEqual([0.5, 1, 1.5, 2]);
    expect(await allSamples(multiplexed, 1)).toEqual([20, 40, 60, 80]);
    expect(multiplexed.header.channels.map(({ label, unit }) => [label, unit])).toEqual([
      ["EMG", "uV"],
      ["a,b", "mV"],
    ]);
    expect(multiplexed.header.channels[0].samplingFrequencyHz).toBe(2000);
    const body = new Uint8Array(Int16Array.of(1, 2, 3, 4, 10, 20, 30, 40).buffer);
    const vectorised = await opened([
      ["x.vhdr", VHDR("DataOrientation=VECTORIZED")],
      ["x.eeg", body],
    ]);
    expect(await allSamples(vectorised, 1)).toEqual([20, 40, 60, 80]);
  });

  it("floats and big-endian integers are read", async () => {
    const floats = new Uint8Array(Float32Array.of(1, 10, 2, 20).buffer);
    const binary = (format: string) => VHDR(`[Binary Infos]\nBinaryFormat=${format}`);
    expect(
      await allSamples(
        await opened([
          ["x.vhdr", binary("IEEE_FLOAT_32")],
          ["x.eeg", floats],
        ]),
        1,
      ),
    ).toEqual([20, 40]);
    const big = binary("INT_16\nUseBigEndianOrder=YES");
    expect(
      await allSamples(
        await opened([
          ["x.vhdr", big],
          ["x.eeg", Uint8Array.of(0, 1, 1, 0)],
        ]),
        1,
      ),
    ).toEqual([512]);
  });

  it("a new segment that comes later is a gap, and markers behind it move with it", async () => {
    const markers = VMRK(
      "Mk1=New Segment,,1,1,0,20240506070809000000\nMk2=New Segment,,3,1,0,20240506070809010000\nMk3=Stimulus,S 1,4,2,2",
    );
    const recording = await opened([["x.vhdr", VHDR("")], FRAMES, ["x.vmrk", markers]]);
    expect(recording.header.startTime).toBe("2024-05-06T07:08:09.000000");
    expect(recording.header.gaps).toEqual([{ kind: "gap", fromS: 0.001, toS: 0.01 }]);
    const samples = await allSamples(recording, 0);
    expect(samples.length).toBe(22);
    expect(samples.slice(20)).toEqual([1.5, 2]);
    expect(recording.header.annotations.at(-1)).toEqual({
      atS: 0.0105,
      durationS: 0.001,
      text: "Stimulus: S 1",
      channelId: "a,b",
    });
  });

  it("the data file is found by its own or the header's name; missing markers are a warning", async () => {
    const named = VHDR("").replace("$b.eeg", "original.eeg");
    const recording = await opened([
      ["renamed.vhdr", named],
      ["renamed.eeg", FRAMES[1]],
    ]);
    expect(codes(recording.issues)).toEqual(["recording-file-missing"]);
    expect(recording.issues[0].severity).toBe("warning");
    expect(codes(await refused(["x.vhdr", VHDR("")]))).toEqual(["recording-file-missing"]);
    expect(codes(await refused(["x.vhdr", VHDR("DataFormat=ASCII")], FRAMES))).toContain(
      "recording-encoding-unknown",
    );
  });
});
