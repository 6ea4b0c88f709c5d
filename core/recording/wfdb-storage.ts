/**
 * How WFDB signal files store samples, and their decoding in chunks.
 *
 * A file is one sequence of samples, frame after frame, within a frame signal after signal. Chunks hold a whole number
 * of frames, a multiple of six, so that formats which pack two or three samples together are cut between packs.
 *
 * Source: WFDB Applications Guide, signal(5).
 */
import { FlacStream } from "./flac.ts";
import { keepingLatest } from "./keeping-latest.ts";
import type { ByteSource } from "./recording.ts";
import type { WfdbSignal } from "./wfdb-header.ts";

/** Samples of a stretch of frames, for each signal of the file. */
export type WfdbChunk = readonly Int32Array[];

export interface WfdbSignalFile {
  readonly frameCount: number;
  readonly framesPerChunk: number;
  /** INT32 minimum stands for a sample that cannot be decoded. */
  chunk(index: number): Promise<WfdbChunk>;
}

export const UNDECODED = -(2 ** 31);

const SAMPLES_PER_CHUNK = 2 ** 15;
const CHUNKS_KEPT = 8;

/** Bytes and samples of a pack. */
const PACKS: Readonly<Record<number, readonly [bytes: number, samples: number]>> = {
  8: [1, 1],
  16: [2, 1],
  24: [3, 1],
  32: [4, 1],
  61: [2, 1],
  80: [1, 1],
  160: [2, 1],
  212: [3, 2],
  310: [4, 3],
  311: [4, 3],
};

/** The stored value that means "no sample". */
export function missingValue(storageFormat: number): number | undefined {
  switch (storageFormat) {
    case 80:
    case 508:
      return -(2 ** 7);
    case 310:
    case 311:
      return -(2 ** 9);
    case 212:
      return -(2 ** 11);
    case 16:
    case 61:
    case 160:
    case 516:
      return -(2 ** 15);
    case 24:
    case 524:
      return -(2 ** 23);
    case 32:
      return -(2 ** 31);
    default:
      return undefined;
  }
}

/** The signals of one file, in order. Undefined: a FLAC file that is none or does not fit. */
export async function openSignalFile(
  source: ByteSource,
  signals: readonly WfdbSignal[],
): Promise<WfdbSignalFile | undefined> {
  const [first] = signals;
  const samplesPerFrame = signals.reduce((sum, signal) => sum + signal.samplesPerFrame, 0);
  const framesPerChunk = 6 * Math.max(1, Math.floor(SAMPLES_PER_CHUNK / 6 / samplesPerFrame));
  if (first.storageFormat >= 500) return openFlacFile(source, signals, framesPerChunk);
  const [packBytes, packSamples] = PACKS[first.storageFormat];
  const dataBytes = Math.max(0, source.size - first.byteOffset);
  const packs = Math.floor(dataBytes / packBytes);
  // A last pack may be cut short: 212 needs two bytes for one more sample, 310 and 311 two for each.
  const left = dataBytes - packs * packBytes;
  const sampleCount = packs * packSamples + (packSamples > 1 ? Math.floor(left / 2) : 0);
  const frameCount = Math.floor(sampleCount / samplesPerFrame);
  const readPlain = async (index: number): Promise<WfdbChunk> => {
    const firstFrame = index * framesPerChunk;
    const frames = Math.max(0, Math.min(framesPerChunk, frameCount - firstFrame));
    const at = first.byteOffset + ((firstFrame * samplesPerFrame) / packSamples) * packBytes;
    const bytes = await source.read(at, Math.ceil((frames * samplesPerFrame) / packSamples) * packBytes);
    const values = unpack(bytes, first.storageFormat, frames * samplesPerFrame);
    return split(values, signals, frames, samplesPerFrame);
  };
  const read = first.storageFormat === 8 ? summed(readPlain, signals) : readPlain;
  return { frameCount, framesPerChunk, chunk: keepingLatest(CHUNKS_KEPT, read) };
}

/** `count` numbers; those whose bytes are missing are UNDECODED. */
export function unpack(bytes: Uint8Array, storageFormat: number, count: number): Int32Array {
  const values = new Int32Array(count).fill(UNDECODED);
  const [packBytes, packSamples] = PACKS[storageFormat];
  const whole = Math.min(count, Math.floor(bytes.length / packBytes) * packSamples);
  const padded = packSamples > 1 ? withZeros(bytes, packBytes) : bytes;
  const reach = packSamples > 1 ? Math.min(count, whole + Math.floor((bytes.length % packBytes) / 2)) : whole;
  for (let i = 0; i < reach; i++) values[i] = stored(padded, storageFormat, i);
  return values;
}

function withZeros(bytes: Uint8Array, packBytes: number): Uint8Array {
  if (bytes.length % packBytes === 0) return bytes;
  const padded = new Uint8Array(bytes.length + packBytes);
  padded.set(bytes);
  return padded;
}

function stored(b: Uint8Array, storageFormat: number, i: number): number {
  switch (storageFormat) {
    case 8:
      return (b[i] << 24) >> 24;
    case 16:
      return ((b[2 * i] << 16) | (b[2 * i + 1] << 24)) >> 16;
    case 61:
      return ((b[2 * i + 1] << 16) | (b[2 * i] << 24)) >> 16;
    case 160:
      return (b[2 * i] | (b[2 * i + 1] << 8)) - 32768;
    case 24:
      return ((b[3 * i] << 8) | (b[3 * i + 1] << 16) | (b[3 * i + 2] << 24)) >> 8;
    case 32:
      return b[4 * i] | (b[4 * i + 1] << 8) | (b[4 * i + 2] << 16) | (b[4 * i + 3] << 24);
    case 80:
      return b[i] - 128;
    case 212: {
      const at = 3 * (i >> 1);
      const value = i % 2 === 0 ? b[at] | ((b[at + 1] & 0x0f) << 8) : b[at + 2] | ((b[at + 1] & 0xf0) << 4);
      return (value << 20) >> 20;
    }
    case 310: {
      // Two words of 16 bits; the third sample is spread over their lowest and five highest bits.
      const at = 4 * Math.floor(i / 3);
      const [low, high] = [b[at] | (b[at + 1] << 8), b[at + 2] | (b[at + 3] << 8)];
      const third = (low >> 11) | ((high >> 11) << 5);
      const value = i % 3 === 0 ? low >> 1 : i % 3 === 1 ? high >> 1 : third;
      return ((value & 0x3ff) << 22) >> 22;
    }
    default: {
      // 311: three samples of ten bits in one word of 32.
      const at = 4 * Math.floor(i / 3);
      const word = b[at] | (b[at + 1] << 8) | (b[at + 2] << 16) | (b[at + 3] << 24);
      return ((word >>> (10 * (i % 3))) << 22) >> 22;
    }
  }
}

function split(
  values: Int32Array,
  signals: readonly WfdbSignal[],
  frames: number,
  samplesPerFrame: number,
): WfdbChunk {
  let start = 0;
  return signals.map((signal) => {
    const own = new Int32Array(frames * signal.samplesPerFrame);
    const { samplesPerFrame: perFrame } = signal;
    for (let frame = 0, to = 0; frame < frames; frame++) {
      const from = frame * samplesPerFrame + start;
      for (let k = 0; k < perFrame; k++) own[to++] = values[from + k];
    }
    start += perFrame;
    return own;
  });
}

/** Format 8 stores differences: each chunk starts from the sum of all before it. */
function summed(read: (index: number) => Promise<WfdbChunk>, signals: readonly WfdbSignal[]) {
  const starts: number[][] = [signals.map((signal) => signal.initialValue ?? 0)];
  const sum = (chunk: WfdbChunk, from: readonly number[]): number[] =>
    chunk.map((differences, signal) => {
      let value = from[signal];
      for (let i = 0; i < differences.length; i++) {
        value += differences[i];
        differences[i] = value;
      }
      return value;
    });
  return async (index: number): Promise<WfdbChunk> => {
    while (starts.length <= index) starts.push(sum(await read(starts.length - 1), starts[starts.length - 1]));
    const chunk = await read(index);
    starts[index + 1] = sum(chunk, starts[index]);
    return chunk;
  };
}

async function openFlacFile(
  source: ByteSource,
  signals: readonly WfdbSignal[],
  framesPerChunk: number,
): Promise<WfdbSignalFile | undefined> {
  const stream = await FlacStream.open(source);
  const perFrame = signals[0].samplesPerFrame;
  const fits = stream && stream.info.channelCount === signals.length;
  if (!fits || signals.some((signal) => signal.samplesPerFrame !== perFrame)) return undefined;
  const read = async (index: number): Promise<WfdbChunk> => {
    const from = index * framesPerChunk * perFrame;
    const count = framesPerChunk * perFrame;
    const chunk = signals.map(() => new Int32Array(count).fill(UNDECODED));
    for (let done = 0; done < count; ) {
      const block = await stream.blockAt(from + done);
      if (!block) break;
      const inBlock = from + done - block.firstSample;
      const here = Math.min(count - done, block.sampleCount - inBlock);
      block.samples?.forEach((samples, signal) => {
        chunk[signal].set(samples.subarray(inBlock, inBlock + here), done);
      });
      done += here;
    }
    return chunk;
  };
  const frameCount = Math.floor(stream.info.totalSamples / perFrame);
  return { frameCount, framesPerChunk, chunk: keepingLatest(CHUNKS_KEPT, read) };
}
