import { describe, expect, it } from "vitest";
import { bytesPerSample, decodeSamples, type SampleEncoding, storedNumberReader } from "./sample-encoding.ts";
import { Random } from "./testing/random.ts";

const ENCODINGS: readonly SampleEncoding[] = [
  "int8",
  "uint8",
  "int16",
  "uint16",
  "int24",
  "int32",
  "uint32",
  "int16be",
  "int24be",
  "int32be",
];

describe("decoding stored samples", () => {
  for (const encoding of ENCODINGS) {
    it(`${encoding}: the quick loops give what one number after the other gives, wherever the bytes start`, () => {
      const random = new Random(7);
      const all = random.bytes(4000);
      const width = bytesPerSample(encoding);
      for (let shift = 0; shift < 5; shift++) {
        const bytes = all.subarray(shift);
        const numberAt = storedNumberReader(bytes, encoding);
        for (const [at, strideBytes, count] of [
          [0, width, 101],
          [1, width, 7],
          [3, width, 1],
          [2, width, 0],
          [0, width * 3, 50],
          [5, width + 1, 33],
        ]) {
          const target = new Float32Array(count + 4).fill(-1);
          decodeSamples({ bytes, at, strideBytes, count, encoding, gain: 0.25, offset: 3 }, target, 2);
          const expected = Array.from({ length: count }, (_, i) =>
            Math.fround(numberAt(at + i * strideBytes) * 0.25 + 3),
          );
          expect(Array.from(target)).toEqual([-1, -1, ...expected, -1, -1]);
        }
      }
    });
  }

  it("floats keep their values, in both byte orders", () => {
    const bytes = new Uint8Array(16);
    const view = new DataView(bytes.buffer);
    view.setFloat32(0, 1.5, true);
    view.setFloat32(4, -2.25, false);
    view.setFloat64(8, 1e-3, true);
    expect(storedNumberReader(bytes, "float32")(0)).toBe(1.5);
    expect(storedNumberReader(bytes, "float32be")(4)).toBe(-2.25);
    expect(storedNumberReader(bytes, "float64")(8)).toBe(1e-3);
  });
});
