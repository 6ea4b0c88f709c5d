import { deflateSync, gzipSync, zlibSync } from "fflate";
import { describe, expect, it } from "vitest";
import { BlockCache, inflatedSource } from "./inflated-source.ts";
import { memorySource } from "./memory-source.ts";
import { Random } from "./testing/random.ts";

/** Compressible, and different everywhere. */
const PLAIN = Uint8Array.from({ length: 900_000 }, (_, i) => ((i >> 8) * 31 + (i % 251)) & 255);

describe("inflated bytes", () => {
  for (const [kind, pack] of [
    ["deflate", deflateSync],
    ["zlib", zlibSync],
    ["gzip", gzipSync],
  ] as const) {
    it(`${kind}: any piece is the same as that piece of the whole, in any order, with a small cache`, async () => {
      const source = inflatedSource(
        "a",
        memorySource("a", pack(PLAIN)),
        PLAIN.length,
        kind,
        new BlockCache(3),
      );
      const random = new Random(3);
      for (let i = 0; i < 60; i++) {
        const offset = random.below(PLAIN.length);
        const length = random.pick([1, 100, 70_000, 200_000]);
        expect(await source.read(offset, length)).toEqual(PLAIN.slice(offset, offset + length));
      }
    });
  }

  it("pieces asked for at once are the same as one after the other", async () => {
    const source = inflatedSource(
      "a",
      memorySource("a", zlibSync(PLAIN)),
      PLAIN.length,
      "zlib",
      new BlockCache(2),
    );
    const offsets = [800_000, 10, 400_000, 65_530, 131_072];
    const pieces = await Promise.all(offsets.map((offset) => source.read(offset, 1000)));
    pieces.forEach((piece, i) => {
      expect(piece).toEqual(PLAIN.slice(offsets[i], offsets[i] + 1000));
    });
  });

  it("a stream that was cut ends early, one that claims too much is bounded", async () => {
    const packed = zlibSync(PLAIN);
    const cut = inflatedSource(
      "a",
      memorySource("a", packed.subarray(0, packed.length >> 1)),
      PLAIN.length,
      "zlib",
    );
    const half = await cut.read(0, PLAIN.length);
    expect(half.length).toBeLessThan(PLAIN.length);
    expect(half).toEqual(PLAIN.slice(0, half.length));
    const boastful = inflatedSource("a", memorySource("a", packed.subarray(0, 100)), 1e15, "zlib");
    expect(boastful.size).toBeLessThan(200_000);
  });
});
