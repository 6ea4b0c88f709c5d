/**
 * Random access to the samples of a FLAC stream, block by block.
 *
 * Frames do not say how long they are, so their places become known as they are decoded; the latest few blocks are
 * kept. A damaged frame leaves a hole, and reading goes on at the next sound one.
 *
 * Source: RFC 9639.
 */
import { latin1, viewOf } from "./byte-view.ts";
import { decodeFlacFrame, type FlacStreamInfo, parseFlacFrameHeader } from "./flac-frame.ts";
import type { ByteSource } from "./recording.ts";

export interface FlacBlock {
  readonly firstSample: number;
  readonly sampleCount: number;
  /** For each channel; undefined: the frame is damaged. */
  readonly samples: readonly Int32Array[] | undefined;
}

interface KnownFrame {
  readonly firstSample: number;
  readonly offset: number;
}

const BLOCKS_KEPT = 16;
const SEARCH_BYTES = 2 ** 16;
/** No frame can hold this many samples a byte: what a header claims beyond it is not there. */
const MOST_SAMPLES_PER_BYTE = 65535 / 8;

export class FlacStream {
  readonly info: FlacStreamInfo;
  readonly #source: ByteSource;
  /** In order; the last one is not decoded yet. */
  readonly #frames: KnownFrame[];
  readonly #kept = new Map<number, FlacBlock>();
  readonly #largestFrameBytes: number;
  #waiting: Promise<unknown> = Promise.resolve();

  private constructor(source: ByteSource, info: FlacStreamInfo, firstFrame: number) {
    this.info = info;
    this.#source = source;
    this.#frames = [{ firstSample: 0, offset: firstFrame }];
    this.#largestFrameBytes =
      info.largestBlock * info.channelCount * (Math.ceil(info.bitsPerSample / 8) + 1) + 1024;
  }

  /** Undefined if it is no FLAC stream, or has more than 24 bits. */
  static async open(source: ByteSource): Promise<FlacStream | undefined> {
    const head = await source.read(0, 42);
    if (head.length < 42 || latin1(head, 0, 4) !== "fLaC" || (head[4] & 0x7f) !== 0) return undefined;
    const view = viewOf(head);
    const packed = view.getUint32(18);
    const info: FlacStreamInfo = {
      largestBlock: view.getUint16(10),
      samplingFrequencyHz: packed >>> 12,
      channelCount: ((packed >> 9) & 7) + 1,
      bitsPerSample: ((packed >> 4) & 31) + 1,
      totalSamples: Math.min(
        (packed & 15) * 2 ** 32 + view.getUint32(22),
        source.size * MOST_SAMPLES_PER_BYTE,
      ),
    };
    if (info.bitsPerSample > 24 || info.largestBlock < 1) return undefined;
    let at = 4;
    for (let isLast = false; !isLast; ) {
      const block = await source.read(at, 4);
      if (block.length < 4) return undefined;
      isLast = (block[0] & 0x80) !== 0;
      at += 4 + ((block[1] << 16) | (block[2] << 8) | block[3]);
    }
    return new FlacStream(source, info, at);
  }

  /** The block that holds a sample; undefined after the end. */
  blockAt(sample: number): Promise<FlacBlock | undefined> {
    // One at a time: two readers going forward together would decode everything twice.
    const next = this.#waiting.then(() => this.#blockAt(sample));
    this.#waiting = next.catch(() => undefined);
    return next;
  }

  async #blockAt(sample: number): Promise<FlacBlock | undefined> {
    for (let frame = this.#frameBefore(sample); frame < this.#frames.length; frame++) {
      const block = await this.#block(frame);
      if (!block) return undefined;
      if (sample < block.firstSample + block.sampleCount) return block;
    }
    return undefined;
  }

  /** The last known frame that starts at or before the sample. */
  #frameBefore(sample: number): number {
    let low = 0;
    let high = this.#frames.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#frames[middle].firstSample <= sample) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  async #block(frame: number): Promise<FlacBlock | undefined> {
    const kept = this.#kept.get(frame);
    if (kept) return kept;
    const { firstSample, offset } = this.#frames[frame];
    if (offset >= this.#source.size) return undefined;
    const bytes = await this.#source.read(offset, this.#largestFrameBytes);
    const decoded = decodeFlacFrame(bytes, 0, this.info);
    const block: FlacBlock | undefined = decoded
      ? { firstSample, sampleCount: decoded.header.blockSize, samples: decoded.samples }
      : await this.#hole(frame);
    if (!block) return undefined;
    if (decoded && frame === this.#frames.length - 1) {
      this.#frames.push({ firstSample: firstSample + block.sampleCount, offset: offset + decoded.end });
    }
    this.#kept.set(frame, block);
    if (this.#kept.size > BLOCKS_KEPT) this.#kept.delete(this.#kept.keys().next().value ?? frame);
    return block;
  }

  /** Looks for the next sound frame header and makes a block without samples up to it. */
  async #hole(frame: number): Promise<FlacBlock | undefined> {
    const { firstSample, offset } = this.#frames[frame];
    const next = this.#frames[frame + 1];
    if (next) return { firstSample, sampleCount: next.firstSample - firstSample, samples: undefined };
    for (let from = offset + 1; from < this.#source.size; from += SEARCH_BYTES) {
      const bytes = await this.#source.read(from, SEARCH_BYTES + 32);
      for (let at = 0; at < Math.min(SEARCH_BYTES, bytes.length); at++) {
        if (bytes[at] !== 0xff) continue;
        const header = parseFlacFrameHeader(bytes, at, this.info);
        if (!header) continue;
        const start = header.countsSamples ? header.number : header.number * this.info.largestBlock;
        if (start <= firstSample || (this.info.totalSamples > 0 && start >= this.info.totalSamples)) continue;
        this.#frames.push({ firstSample: start, offset: from + at });
        return { firstSample, sampleCount: start - firstSample, samples: undefined };
      }
    }
    return undefined;
  }
}
