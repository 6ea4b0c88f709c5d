/**
 * Reads Poly5 (TMS32), the format of TMSi recorders, versions 2.03 and 2.04.
 *
 * A header, a description for each 16-bit signal, then blocks of samples with a head of their own. A channel of 32
 * bits is described twice, as "(Lo)" and "(Hi)", and holds floats.
 *
 * Source: TMSi, Poly5 file format; the layout as described by FieldTrip's reader.
 */
import { failure, type Issue, type Result, success } from "../issue/issue.ts";
import { latin1, viewOf } from "./byte-view.ts";
import { channelIds } from "./channel-id.ts";
import { type InterleavedChannel, interleavedReader } from "./interleaved.ts";
import type { ByteSource, Channel, OpenRecording } from "./recording.ts";
import { caution, duplicateLabels, fault, truncated, unitUnknown } from "./recording-issue.ts";
import { sampleRange } from "./sample-range.ts";
import { ucumUnit } from "./ucum-unit.ts";

const DESCRIPTION_BYTES = 136;
const BLOCK_HEAD_BYTES = 86;
const LARGEST_BLOCK_BYTES = 65535;

export function looksLikePoly5(head: Uint8Array): boolean {
  return /^POLY SAMPLE FILE ?version 2\.0\d\r?\n?/i.test(latin1(head, 0, Math.min(34, head.length)));
}

interface Signal {
  readonly label: string;
  readonly unitAsWritten: string;
  readonly bytes: 2 | 4;
  readonly gain: number;
  readonly offset: number;
  readonly unitLow: number;
  readonly unitHigh: number;
}

export async function openPoly5(source: ByteSource): Promise<Result<OpenRecording>> {
  const bytes = await source.read(0, 218);
  if (bytes.length < 218) return failure(truncated(source.name, 218, source.size));
  const shift = viewOf(bytes).getInt16(31, true) === 203 ? 0 : 1;
  const view = new DataView(bytes.buffer, bytes.byteOffset + shift, 217);
  const version = view.getInt16(31, true);
  if (version !== 203 && version !== 204) return failure(headerUnusable(source.name, "version", version));
  const samplingFrequencyHz = view.getInt16(114, true);
  const signalCount = view.getInt16(119, true);
  const statedPeriods = view.getInt32(121, true);
  const blockCount = view.getInt32(143, true);
  const periodsPerBlock = view.getUint16(147, true);
  const blockDataBytes = view.getUint16(149, true);
  if (samplingFrequencyHz <= 0)
    return failure(headerUnusable(source.name, "sampling frequency", samplingFrequencyHz));
  if (signalCount < 1) return failure(headerUnusable(source.name, "number of signals", signalCount));
  if (view.getInt16(151, true) !== 0)
    return failure(headerUnusable(source.name, "compression", view.getInt16(151, true)));
  const headBytes = 217 + shift + signalCount * DESCRIPTION_BYTES;
  if (source.size < headBytes) return failure(truncated(source.name, headBytes, source.size));
  const signals = parseSignals(await source.read(217 + shift, signalCount * DESCRIPTION_BYTES), signalCount);
  const frameBytes = signals.reduce((sum, signal) => sum + signal.bytes, 0);
  const recordBytes = BLOCK_HEAD_BYTES + blockDataBytes;
  if (
    periodsPerBlock < 1 ||
    blockDataBytes < periodsPerBlock * frameBytes ||
    blockDataBytes > LARGEST_BLOCK_BYTES
  ) {
    return failure(headerUnusable(source.name, "samples per block", periodsPerBlock));
  }
  const issues: Issue[] = [];
  const blocksThere = Math.floor((source.size - headBytes) / recordBytes);
  if (blocksThere < blockCount) issues.push(blocksCut(source.name, blockCount, blocksThere));
  const blocks = blockCount > 0 ? Math.min(blockCount, blocksThere) : blocksThere;
  // The last block is filled up; the header says how many samples are real.
  const whole = blocks * periodsPerBlock;
  const sampleCount =
    statedPeriods > 0 && statedPeriods < whole && whole - statedPeriods < periodsPerBlock
      ? statedPeriods
      : whole;
  const labels = signals.map((signal) => signal.label);
  issues.push(...duplicateLabels(source.name, labels));
  const ids = channelIds(labels);
  const channels = signals.map((signal, index): Channel => {
    const unit = ucumUnit(signal.unitAsWritten);
    if (unit === undefined) issues.push(unitUnknown(source.name, signal.label, signal.unitAsWritten));
    const { unitLow, unitHigh } = signal;
    const ranged = signal.bytes === 2 && unitHigh > unitLow;
    return {
      id: ids[index],
      label: signal.label,
      unit: unit ?? "1",
      samplingFrequencyHz,
      sampleCount,
      startS: 0,
      ...(ranged && { limits: { minimum: unitLow, maximum: unitHigh }, resolution: Math.abs(signal.gain) }),
    };
  });
  let firstByte = BLOCK_HEAD_BYTES;
  const stored = signals.map((signal): InterleavedChannel => {
    const at = firstByte;
    firstByte += signal.bytes;
    const encoding = signal.bytes === 4 ? "float32" : "int16";
    const { gain, offset } = signal;
    return {
      firstByte: at,
      samplesPerRecord: periodsPerBlock,
      strideBytes: frameBytes,
      encoding,
      gain,
      offset,
    };
  });
  const read = interleavedReader({
    source,
    dataOffset: headBytes,
    recordBytes,
    recordCount: blocks,
    channels: stored,
  });
  const startTime = startOf(view);
  return success({
    header: {
      format: "Poly5",
      name: source.name,
      channels,
      ...(startTime !== undefined && { startTime }),
      durationS: sampleCount / samplingFrequencyHz,
      annotations: [],
      gaps: [],
    },
    issues,
    readSamples: (index, fromSample, count) => {
      const { from, to } = sampleRange(sampleCount, fromSample, count);
      return read(index, from, to - from);
    },
  });
}

function parseSignals(bytes: Uint8Array, count: number): Signal[] {
  const view = viewOf(bytes);
  const described = Array.from({ length: count }, (_, index): Signal => {
    const at = index * DESCRIPTION_BYTES;
    const text = (from: number, longest: number) =>
      latin1(bytes, from + 1, from + 1 + Math.min(bytes[from], longest));
    const [unitLow, unitHigh, low, high] = [56, 60, 64, 68].map((place) => view.getFloat32(at + place, true));
    const gain = (unitHigh - unitLow) / (high - low);
    const scaled = Number.isFinite(gain) && gain !== 0;
    return {
      label: text(at, 40).trim(),
      unitAsWritten: text(at + 45, 10).trim(),
      bytes: 2,
      gain: scaled ? gain : 1,
      offset: scaled ? unitLow - low * gain : 0,
      unitLow,
      unitHigh,
    };
  });
  const signals: Signal[] = [];
  for (let index = 0; index < described.length; index++) {
    const one = described[index];
    const isPair = /^\(Lo\)/i.test(one.label) && /^\(Hi\)/i.test(described[index + 1]?.label ?? "");
    if (isPair) index++;
    signals.push(isPair ? { ...one, label: one.label.slice(4).trim(), bytes: 4 } : one);
  }
  return signals;
}

/** Year, month, day of the month, day of the week, hour, minute, second. */
function startOf(view: DataView): string | undefined {
  const [year, month, day, , hour, minute, second] = Array.from({ length: 7 }, (_, i) =>
    view.getInt16(129 + 2 * i, true),
  );
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  if (!(year > 1979 && year < 2200) || month < 1 || month > 12 || Number.isNaN(ms)) return undefined;
  return new Date(ms).toISOString().slice(0, 19);
}

function headerUnusable(file: string, field: string, value: number): Issue {
  return fault("poly5-header-unusable", file, {
    en: `The header's ${field} is ${value}, which cannot be read.`,
    nb: `Hodets felt «${field}» er ${value}, som ikke kan leses.`,
  });
}

function blocksCut(file: string, stated: number, actual: number): Issue {
  return caution("poly5-blocks-cut", file, {
    en: `The header promises ${stated} blocks, the file holds ${actual} whole ones; those are read.`,
    nb: `Hodet lover ${stated} blokker, filen har ${actual} hele; de er lest.`,
  });
}
