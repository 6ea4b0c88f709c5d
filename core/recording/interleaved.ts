/**
 * Samples that lie in records of equal length: EDF, BDF, WAV, BrainVision, OTB, Poly5.
 *
 * A record holds, for each channel, some samples at fixed places. Records are fetched in chunks that are kept for
 * a moment, so that reading one channel after the other over the same stretch of time reads the file once.
 */
import { keepingLatest } from "./keeping-latest.ts";
import type { ByteSource, OpenRecording } from "./recording.ts";
import { bytesPerSample, decodeSamples, type SampleEncoding } from "./sample-encoding.ts";
import { sampleRange } from "./sample-range.ts";

export interface InterleavedChannel {
  /** Byte of its first sample within the record. */
  readonly firstByte: number;
  readonly samplesPerRecord: number;
  /** From one sample to the next within the record. */
  readonly strideBytes: number;
  readonly encoding: SampleEncoding;
  readonly gain: number;
  readonly offset: number;
}

/** Records without a pause between them. */
export interface RecordRun {
  readonly firstRecord: number;
  readonly recordCount: number;
  /** Start on the recording's clock. */
  readonly atS: number;
}

export interface InterleavedLayout {
  readonly source: ByteSource;
  /** Byte of the first record. */
  readonly dataOffset: number;
  readonly recordBytes: number;
  readonly recordCount: number;
  readonly channels: readonly InterleavedChannel[];
  /** Where the runs of records lie, for each channel: index of the run's first sample. Absent: one run from 0. */
  readonly runs?: { readonly runs: readonly RecordRun[]; readonly firstSamples: readonly Float64Array[] };
}

const CHUNK_BYTES = 2 ** 18;
const CHUNKS_KEPT = 8;
/** Records longer than this are read in slices instead of whole. */
const LONG_RECORD_BYTES = 2 ** 22;
const SLICE_SAMPLES = 2 ** 16;

export function interleavedReader(layout: InterleavedLayout): OpenRecording["readSamples"] {
  const chunks = new RecordChunks(layout);
  const wholeRun = [{ firstRecord: 0, recordCount: layout.recordCount, atS: 0 }];
  const runs = layout.runs?.runs ?? wholeRun;
  return async (channelIndex, fromSample, count, into) => {
    const channel = layout.channels[channelIndex];
    const firstSamples = layout.runs?.firstSamples[channelIndex] ?? ZERO;
    const end = endOfRun(runs.length - 1);
    function endOfRun(run: number): number {
      return run < 0 ? 0 : firstSamples[run] + runs[run].recordCount * channel.samplesPerRecord;
    }
    const { from, to } = sampleRange(end, fromSample, count);
    const target =
      into && into.length >= to - from ? into.subarray(0, to - from) : new Float32Array(to - from);
    if (runs.length > 1) target.fill(Number.NaN);
    for (let run = lastRunBefore(firstSamples, from); run < runs.length && firstSamples[run] < to; run++) {
      const runFrom = Math.max(from, firstSamples[run]);
      const runTo = Math.min(to, endOfRun(run));
      if (runTo <= runFrom) continue;
      const inFile = runs[run].firstRecord * channel.samplesPerRecord + runFrom - firstSamples[run];
      await decodeStretch(layout, chunks, channel, inFile, runTo - runFrom, target, runFrom - from);
    }
    return target;
  };
}

const ZERO = new Float64Array(1);

/** The last run that starts at or before the sample. */
function lastRunBefore(firstSamples: Float64Array, sample: number): number {
  let low = 0;
  let high = firstSamples.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (firstSamples[middle] <= sample) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Samples that follow one another in the file. */
async function decodeStretch(
  layout: InterleavedLayout,
  chunks: RecordChunks,
  channel: InterleavedChannel,
  fromInFile: number,
  count: number,
  target: Float32Array,
  targetAt: number,
): Promise<void> {
  if (layout.recordBytes > LONG_RECORD_BYTES) {
    return decodeLongRecords(layout, channel, fromInFile, count, target, targetAt);
  }
  const { samplesPerRecord, firstByte, strideBytes, encoding, gain, offset } = channel;
  for (let done = 0; done < count; ) {
    const record = Math.floor((fromInFile + done) / samplesPerRecord);
    const chunk = await chunks.holding(record);
    const chunkEnd = Math.min(count, (chunk.firstRecord + chunk.recordCount) * samplesPerRecord - fromInFile);
    if (chunkEnd <= done) return void target.fill(Number.NaN, targetAt + done, targetAt + count);
    if (samplesPerRecord === 1) {
      const at = (record - chunk.firstRecord) * layout.recordBytes + firstByte;
      const stored = {
        bytes: chunk.bytes,
        at,
        strideBytes: layout.recordBytes,
        count: chunkEnd - done,
        encoding,
        gain,
        offset,
      };
      decodeSamples(stored, target, targetAt + done);
      done = chunkEnd;
      continue;
    }
    while (done < chunkEnd) {
      const index = fromInFile + done;
      const inRecord = index % samplesPerRecord;
      const here = Math.min(samplesPerRecord - inRecord, chunkEnd - done);
      const recordAt = ((index - inRecord) / samplesPerRecord - chunk.firstRecord) * layout.recordBytes;
      const at = recordAt + firstByte + inRecord * strideBytes;
      decodeSamples(
        { bytes: chunk.bytes, at, strideBytes, count: here, encoding, gain, offset },
        target,
        targetAt + done,
      );
      done += here;
    }
  }
}

async function decodeLongRecords(
  layout: InterleavedLayout,
  channel: InterleavedChannel,
  fromInFile: number,
  count: number,
  target: Float32Array,
  targetAt: number,
): Promise<void> {
  const { samplesPerRecord, firstByte, strideBytes, encoding, gain, offset } = channel;
  const sliceSamples = Math.max(1, Math.min(SLICE_SAMPLES, Math.floor(LONG_RECORD_BYTES / strideBytes)));
  for (let done = 0; done < count; ) {
    const inRecord = (fromInFile + done) % samplesPerRecord;
    const record = (fromInFile + done - inRecord) / samplesPerRecord;
    const here = Math.min(sliceSamples, samplesPerRecord - inRecord, count - done);
    const at = layout.dataOffset + record * layout.recordBytes + firstByte + inRecord * strideBytes;
    const bytes = await layout.source.read(at, (here - 1) * strideBytes + bytesPerSample(encoding));
    const there = Math.min(here, Math.floor((bytes.length - bytesPerSample(encoding)) / strideBytes) + 1);
    decodeSamples(
      { bytes, at: 0, strideBytes, count: Math.max(0, there), encoding, gain, offset },
      target,
      targetAt + done,
    );
    target.fill(Number.NaN, targetAt + done + Math.max(0, there), targetAt + done + here);
    done += here;
  }
}

interface RecordChunk {
  readonly bytes: Uint8Array;
  readonly firstRecord: number;
  /** Whole records in `bytes`. */
  readonly recordCount: number;
}

/** Chunks of records, the latest few kept. */
class RecordChunks {
  readonly #recordsPerChunk: number;
  readonly #chunk: (index: number) => Promise<RecordChunk>;

  constructor({ source, dataOffset, recordBytes, recordCount }: InterleavedLayout) {
    const perChunk = Math.max(1, Math.floor(CHUNK_BYTES / recordBytes));
    this.#recordsPerChunk = perChunk;
    this.#chunk = keepingLatest(CHUNKS_KEPT, async (index) => {
      const firstRecord = index * perChunk;
      const wanted = Math.min(perChunk, recordCount - firstRecord);
      const bytes = await source.read(dataOffset + firstRecord * recordBytes, wanted * recordBytes);
      return { bytes, firstRecord, recordCount: Math.min(wanted, Math.floor(bytes.length / recordBytes)) };
    });
  }

  holding(record: number): Promise<RecordChunk> {
    return this.#chunk(Math.floor(record / this.#recordsPerChunk));
  }
}
