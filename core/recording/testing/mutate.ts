/** Damaged copies of recordings, the way disks, transfers, programs and attackers damage them. */
import type { Random } from "./random.ts";

const NUMBERS = [
  "-1",
  "0",
  "1",
  "999999999",
  "4294967295",
  "1e308",
  "-32768",
  "0,5",
  "NaN",
  "        ",
  "~",
  "3x65536",
  "212",
];
const MAGICS: readonly (readonly number[])[] = [
  [0x30, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20],
  [0xff, 0x42, 0x49, 0x4f, 0x53, 0x45, 0x4d, 0x49],
  [...ascii("RIFF\x24\x00\x00\x00WAVEfmt ")],
  [...ascii("fLaC\x00\x00\x00\x22")],
  [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a],
  [0x50, 0x4b, 0x03, 0x04],
  [0x1f, 0x8b, 0x08, 0x00],
  [...ascii("POLY SAMPLE FILEversion 2.03\r\n\x1a\xcb\x00")],
  [...ascii("Brain Vision Data Exchange Header File Version 1.0\n[Common Infos]\n")],
  [...ascii('<?xml version="1.0"?><ArrayOfTrackInfo><TrackInfo>')],
  [...ascii("record 2 1000 500\nrecord.dat 212 200 11 1024 0 0 0 a\n")],
  [...ascii("Time (s),EMG (mV)\n0.001,1\n0.002,2\n0.003,3\n")],
];

function ascii(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}

/** One to four kinds of damage in a row. */
export function mutated(bytes: Uint8Array, random: Random, other: Uint8Array): Uint8Array {
  let result = bytes;
  for (let count = 1 + random.below(4); count > 0; count--)
    result = random.pick(DAMAGES)(result, random, other);
  return result;
}

/** Noise, often behind the first bytes of a known format. */
export function randomFile(random: Random): Uint8Array {
  const noise = random.pick([printable, (r: Random) => r.bytes(r.below(4000)), numbers])(random);
  return random.below(3) === 0 ? noise : joined(Uint8Array.from(random.pick(MAGICS)), noise);
}

function printable(random: Random): Uint8Array {
  return Uint8Array.from({ length: random.below(3000) }, () =>
    random.pick([10, 13, 9, 32, 44, 59, 32 + random.below(95)]),
  );
}

function numbers(random: Random): Uint8Array {
  const separator = random.pick([",", ";", "\t", " ", ", "]);
  const columns = 1 + random.below(6);
  const lines = Array.from({ length: random.below(60) }, () =>
    Array.from({ length: columns }, () =>
      random.pick([random.pick(NUMBERS), (random.next() * 2000 - 1000).toFixed(3)]),
    ).join(separator),
  );
  return Uint8Array.from(ascii(lines.join(random.pick(["\n", "\r\n", "\r"]))));
}

type Damage = (bytes: Uint8Array, random: Random, other: Uint8Array) => Uint8Array;

/** Headers are small and matter most: half of the damage falls on the first kilobytes. */
function place(bytes: Uint8Array, random: Random): number {
  return random.below(2) === 0
    ? random.below(Math.min(bytes.length, 3000) + 1)
    : random.below(bytes.length + 1);
}

const DAMAGES: readonly Damage[] = [
  function flipBits(bytes, random) {
    const copy = bytes.slice();
    for (let count = 1 + random.below(20); count > 0 && copy.length > 0; count--) {
      copy[Math.min(copy.length - 1, place(copy, random))] ^= 1 << random.below(8);
    }
    return copy;
  },
  function overwrite(bytes, random) {
    const copy = bytes.slice();
    const at = place(copy, random);
    const fill = random.pick([0, 255, 32, 48 + random.below(10), random.below(256)]);
    copy.fill(fill, at, at + random.pick([1, 2, 4, 8, 16, 80, 1000]));
    return copy;
  },
  function setNumber(bytes, random) {
    const copy = bytes.slice();
    const at = Math.min(Math.max(0, copy.length - 8), place(copy, random));
    const value = random.pick([
      0,
      1,
      -1,
      0x7fffffff,
      0x80000000,
      0xffffffff,
      bytes.length,
      bytes.length * 3,
      random.below(2 ** 31),
    ]);
    for (let i = 0; i < 4 && at + i < copy.length; i++) copy[at + i] = (value >> (8 * i)) & 255;
    return copy;
  },
  function setText(bytes, random) {
    const text = Uint8Array.from(ascii(random.pick(NUMBERS)));
    if (text.length > bytes.length) return bytes;
    const copy = bytes.slice();
    // Fields often start at multiples of eight.
    copy.set(text, Math.min(copy.length - text.length, place(copy, random) & ~7));
    return copy;
  },
  function cut(bytes, random) {
    return bytes.slice(0, place(bytes, random));
  },
  function remove(bytes, random) {
    const at = place(bytes, random);
    return joined(
      bytes.subarray(0, at),
      bytes.subarray(Math.min(bytes.length, at + random.pick([1, 2, 8, 256, 5000]))),
    );
  },
  function insert(bytes, random) {
    const at = place(bytes, random);
    return joined(bytes.subarray(0, at), random.bytes(random.pick([1, 2, 8, 256])), bytes.subarray(at));
  },
  function repeat(bytes, random) {
    const at = place(bytes, random);
    const part = bytes.subarray(at, at + random.pick([8, 100, 2000]));
    return joined(bytes.subarray(0, at), part, part, bytes.subarray(at));
  },
  function splice(bytes, random, other) {
    return joined(bytes.subarray(0, place(bytes, random)), other.subarray(place(other, random)));
  },
];

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
