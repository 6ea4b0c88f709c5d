/**
 * Decodes one FLAC frame: constant, verbatim, fixed and linear prediction, Rice-coded residuals, stereo decorrelation.
 *
 * Both check sums are verified; a frame that fails is undefined, never wrong samples.
 *
 * Source: RFC 9639, sections 9.1 to 9.3.
 */
import { FlacBits } from "./flac-bits.ts";

export interface FlacStreamInfo {
  readonly largestBlock: number;
  /** Frames count samples instead of blocks. */
  readonly samplingFrequencyHz: number;
  readonly channelCount: number;
  readonly bitsPerSample: number;
  /** 0: not known. */
  readonly totalSamples: number;
}

export interface FlacFrameHeader {
  readonly blockSize: number;
  /** Number of the frame, or of its first sample if `countsSamples`. */
  readonly number: number;
  readonly countsSamples: boolean;
  readonly channelAssignment: number;
  readonly bitsPerSample: number;
  /** Byte after the header. */
  readonly end: number;
}

export interface FlacFrame {
  readonly header: FlacFrameHeader;
  /** For each channel. */
  readonly samples: readonly Int32Array[];
  /** Byte after the frame. */
  readonly end: number;
}

/** The header of a frame that starts at `at`; undefined if there is none or its check sum is wrong. */
export function parseFlacFrameHeader(
  bytes: Uint8Array,
  at: number,
  info: FlacStreamInfo,
): FlacFrameHeader | undefined {
  if (bytes[at] !== 0xff || (bytes[at + 1] & 0xfe) !== 0xf8) return undefined;
  const bits = new FlacBits(bytes, at + 2);
  const sizeCode = bits.unsigned(4);
  const rateCode = bits.unsigned(4);
  const channelAssignment = bits.unsigned(4);
  const depthCode = bits.unsigned(3);
  if (bits.unsigned(1) !== 0 || sizeCode === 0 || rateCode === 15 || channelAssignment > 10) return undefined;
  const number = codedNumber(bits);
  if (number === undefined) return undefined;
  const blockSize = blockSizeOf(sizeCode, bits);
  if (rateCode === 12) bits.unsigned(8);
  else if (rateCode > 12) bits.unsigned(16);
  const end = bits.position / 8;
  const bitsPerSample = depthCode === 0 ? info.bitsPerSample : [0, 8, 12, 0, 16, 20, 24, 32][depthCode];
  const channels = channelAssignment < 8 ? channelAssignment + 1 : 2;
  if (bits.overrun || end >= bytes.length || channels !== info.channelCount || bitsPerSample === 0)
    return undefined;
  if (crc8(bytes, at, end) !== bytes[end]) return undefined;
  const countsSamples = (bytes[at + 1] & 1) === 1;
  return { blockSize, number, countsSamples, channelAssignment, bitsPerSample, end: end + 1 };
}

export function decodeFlacFrame(bytes: Uint8Array, at: number, info: FlacStreamInfo): FlacFrame | undefined {
  const header = parseFlacFrameHeader(bytes, at, info);
  if (!header || header.blockSize > info.largestBlock || header.bitsPerSample > 24) return undefined;
  const bits = new FlacBits(bytes, header.end);
  const decoded: Float64Array[] = [];
  for (let channel = 0; channel < info.channelCount; channel++) {
    const isSide = [8, 10].includes(header.channelAssignment)
      ? channel === 1
      : header.channelAssignment === 9 && channel === 0;
    const samples = decodeSubframe(bits, header.blockSize, header.bitsPerSample + (isSide ? 1 : 0));
    if (!samples || bits.overrun) return undefined;
    decoded.push(samples);
  }
  bits.alignToByte();
  const end = bits.position / 8;
  if (end + 2 > bytes.length || crc16(bytes, at, end) !== ((bytes[end] << 8) | bytes[end + 1]))
    return undefined;
  undoStereo(decoded, header.channelAssignment);
  return { header, samples: decoded.map((samples) => Int32Array.from(samples)), end: end + 2 };
}

/** Frame or sample number, coded like a UTF-8 character of up to seven bytes. */
function codedNumber(bits: FlacBits): number | undefined {
  const first = bits.unsigned(8);
  if (first < 0x80) return first;
  const length = Math.clz32(~(first << 24));
  if (length < 2 || length > 7) return undefined;
  let value = first & (0x7f >> length);
  for (let next = 1; next < length; next++) {
    const byte = bits.unsigned(8);
    if (byte >> 6 !== 2) return undefined;
    value = value * 64 + (byte & 0x3f);
  }
  return value;
}

function blockSizeOf(code: number, bits: FlacBits): number {
  if (code === 1) return 192;
  if (code <= 5) return 144 * 2 ** code;
  if (code === 6) return bits.unsigned(8) + 1;
  if (code === 7) return bits.unsigned(16) + 1;
  return 2 ** code;
}

function decodeSubframe(bits: FlacBits, blockSize: number, depthOfFrame: number): Float64Array | undefined {
  if (bits.unsigned(1) !== 0) return undefined;
  const type = bits.unsigned(6);
  const wasted = bits.unsigned(1) === 1 ? bits.unary() + 1 : 0;
  const depth = depthOfFrame - wasted;
  if (depth < 1) return undefined;
  const samples = new Float64Array(blockSize);
  let valid = true;
  if (type === 0) samples.fill(bits.signed(depth));
  else if (type === 1) for (let i = 0; i < blockSize && !bits.overrun; i++) samples[i] = bits.signed(depth);
  else if (type >= 8 && type <= 12) valid = decodeFixed(bits, samples, type - 8, depth);
  else if (type >= 32) valid = decodeLinear(bits, samples, type - 31, depth);
  else return undefined;
  if (!valid) return undefined;
  if (wasted > 0) for (let i = 0; i < blockSize; i++) samples[i] *= 2 ** wasted;
  return samples;
}

function decodeFixed(bits: FlacBits, s: Float64Array, order: number, depth: number): boolean {
  if (order > s.length) return false;
  for (let i = 0; i < order; i++) s[i] = bits.signed(depth);
  if (!decodeResidual(bits, s, order)) return false;
  const n = s.length;
  if (order === 1) for (let i = 1; i < n; i++) s[i] += s[i - 1];
  if (order === 2) for (let i = 2; i < n; i++) s[i] += 2 * s[i - 1] - s[i - 2];
  if (order === 3) for (let i = 3; i < n; i++) s[i] += 3 * s[i - 1] - 3 * s[i - 2] + s[i - 3];
  if (order === 4) for (let i = 4; i < n; i++) s[i] += 4 * s[i - 1] - 6 * s[i - 2] + 4 * s[i - 3] - s[i - 4];
  return true;
}

function decodeLinear(bits: FlacBits, samples: Float64Array, order: number, depth: number): boolean {
  if (order > samples.length) return false;
  for (let i = 0; i < order; i++) samples[i] = bits.signed(depth);
  const precision = bits.unsigned(4) + 1;
  const shift = bits.signed(5);
  if (precision === 16 || shift < 0) return false;
  const coefficients = Float64Array.from({ length: order }, () => bits.signed(precision));
  if (!decodeResidual(bits, samples, order)) return false;
  const scale = 2 ** -shift;
  for (let i = order; i < samples.length; i++) {
    let sum = 0;
    for (let k = 0; k < order; k++) sum += coefficients[k] * samples[i - 1 - k];
    samples[i] += Math.floor(sum * scale);
  }
  return true;
}

/** Residuals into `target[order…]`, in partitions with a parameter each. */
function decodeResidual(bits: FlacBits, target: Float64Array, order: number): boolean {
  const method = bits.unsigned(2);
  if (method > 1) return false;
  const parameterBits = method === 0 ? 4 : 5;
  const partitions = 2 ** bits.unsigned(4);
  const size = target.length / partitions;
  if (!Number.isInteger(size) || size < order) return false;
  for (let partition = 0; partition < partitions && !bits.overrun; partition++) {
    const from = partition === 0 ? order : partition * size;
    const to = (partition + 1) * size;
    const parameter = bits.unsigned(parameterBits);
    if (parameter < 2 ** parameterBits - 1) bits.rice(parameter, target, from, to);
    else {
      const width = bits.unsigned(5);
      for (let i = from; i < to; i++) target[i] = bits.signed(width);
    }
  }
  return !bits.overrun;
}

function undoStereo(channels: readonly Float64Array[], assignment: number): void {
  if (assignment < 8) return;
  const [first, second] = channels;
  for (let i = 0; i < first.length; i++) {
    if (assignment === 8) second[i] = first[i] - second[i];
    else if (assignment === 9) first[i] += second[i];
    else {
      const sum = first[i] * 2 + Math.abs(second[i] % 2);
      const side = second[i];
      first[i] = (sum + side) / 2;
      second[i] = (sum - side) / 2;
    }
  }
}

function crc8(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0;
  for (let at = from; at < to; at++) {
    crc ^= bytes[at];
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80 ? ((crc << 1) ^ 0x07) & 0xff : crc << 1;
  }
  return crc;
}

const CRC16 = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x8005 : crc << 1;
  return crc & 0xffff;
});

function crc16(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0;
  for (let at = from; at < to; at++) crc = ((crc << 8) & 0xffff) ^ CRC16[(crc >> 8) ^ bytes[at]];
  return crc;
}
