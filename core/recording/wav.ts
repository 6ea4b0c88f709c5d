/**
 * Reads WAV: integers of 8 to 32 bits, floats, the extensible header, RF64 and RIFX; cue points become annotations.
 *
 * Sound files carry no unit: full scale is 1. Sizes in the file are checked against its length and corrected with a
 * word. Compressed sound is refused, because it does not give the samples back.
 *
 * Source: Microsoft and IBM 1991 (RIFF), EBU Tech 3306 (RF64).
 */
import { failure, type Issue, type Result, success } from "../issue/issue.ts";
import { latin1, uint64At, viewOf } from "./byte-view.ts";
import { interleavedReader } from "./interleaved.ts";
import type { ByteSource, Channel, OpenRecording } from "./recording.ts";
import { caution, fault, truncated, unknownEncoding } from "./recording-issue.ts";
import { bytesPerSample, type SampleEncoding } from "./sample-encoding.ts";
import { type CueChunks, cueAnnotations, MAXIMUM_CUE_BYTES } from "./wav-cues.ts";

interface WavFormat {
  readonly channelCount: number;
  readonly samplingFrequencyHz: number;
  readonly frameBytes: number;
  readonly encoding: SampleEncoding;
}

interface WavChunks extends CueChunks {
  format: Uint8Array | undefined;
  dataOffset: number;
  dataBytes: number;
}

export function looksLikeWav(head: Uint8Array): boolean {
  return /^(?:RIFF|RIFX|RF64|BW64)$/.test(latin1(head, 0, 4)) && latin1(head, 8, 12) === "WAVE";
}

export async function openWav(source: ByteSource): Promise<Result<OpenRecording>> {
  const issues: Issue[] = [];
  const head = await source.read(0, 12);
  const littleEndian = latin1(head, 0, 4) !== "RIFX";
  const chunks = await readChunks(source, head, littleEndian, issues);
  if (chunks.format === undefined) return failure(chunkMissing(source.name, "fmt "));
  const format = parseFormat(chunks.format, littleEndian, source.name);
  if (!format.ok) return format;
  if (chunks.dataOffset === 0) return failure(chunkMissing(source.name, "data"));
  const { channelCount, samplingFrequencyHz, frameBytes, encoding } = format.value;
  const frameCount = Math.floor(chunks.dataBytes / frameBytes);
  const width = bytesPerSample(encoding);
  const scale = scaleOf(encoding);
  const channels = Array.from({ length: channelCount }, (_, index): Channel => {
    const isFloat = encoding.startsWith("float");
    return {
      id: `${index + 1}`,
      label: `channel ${index + 1}`,
      unit: "1",
      samplingFrequencyHz,
      sampleCount: frameCount,
      startS: 0,
      ...(!isFloat && { limits: { minimum: -1, maximum: 1 - scale.gain }, resolution: scale.gain }),
    };
  });
  return success({
    header: {
      format: "WAV",
      name: source.name,
      channels,
      durationS: frameCount / samplingFrequencyHz,
      annotations: cueAnnotations(chunks, samplingFrequencyHz, littleEndian),
      gaps: [],
    },
    issues,
    readSamples: interleavedReader({
      source,
      dataOffset: chunks.dataOffset,
      recordBytes: frameBytes,
      recordCount: frameCount,
      channels: channels.map((_, index) => ({
        firstByte: index * width,
        samplesPerRecord: 1,
        strideBytes: frameBytes,
        encoding,
        ...scale,
      })),
    }),
  });
}

/** Walks the chunks to the end of the file, trusting the file's length over the sizes it states. */
async function readChunks(
  source: ByteSource,
  head: Uint8Array,
  littleEndian: boolean,
  issues: Issue[],
): Promise<WavChunks> {
  const statedEnd = viewOf(head).getUint32(4, littleEndian) + 8;
  const is64 = /^(?:RF64|BW64)$/.test(latin1(head, 0, 4));
  if (!is64 && statedEnd !== source.size && statedEnd !== source.size + (source.size % 2)) {
    issues.push(sizeWrong(source.name, statedEnd, source.size));
  }
  const chunks: WavChunks = { format: undefined, dataOffset: 0, dataBytes: 0, cues: undefined, lists: [] };
  let longDataBytes: number | undefined;
  for (let at = 12, count = 0; at + 8 <= source.size && count < 10_000; count++) {
    const chunk = await source.read(at, 8);
    if (chunk.length < 8) break;
    const id = latin1(chunk, 0, 4);
    const size = viewOf(chunk).getUint32(4, littleEndian);
    const rest = source.size - at - 8;
    const part = (limit: number) => source.read(at + 8, Math.min(size, rest, limit));
    if (id === "ds64") {
      const sizes = await part(28);
      if (sizes.length >= 16) longDataBytes = uint64At(viewOf(sizes), 8, littleEndian);
    } else if (id === "fmt ") chunks.format ??= await part(64);
    else if (id === "cue ") chunks.cues ??= await part(MAXIMUM_CUE_BYTES);
    else if (id === "LIST") chunks.lists.push(await part(MAXIMUM_CUE_BYTES));
    else if (id === "data" && chunks.dataOffset === 0) {
      const stated = size === 0xffffffff && longDataBytes !== undefined ? longDataBytes : size;
      const open = stated === 0 || stated === 0xffffffff;
      chunks.dataOffset = at + 8;
      chunks.dataBytes = open ? rest : Math.min(stated, rest);
      if (open ? rest > 0 : stated > rest) issues.push(dataSizeWrong(source.name, at, stated, rest));
      at += 8 + chunks.dataBytes + (chunks.dataBytes % 2);
      continue;
    }
    at += 8 + size + (size % 2);
  }
  return chunks;
}

const FORMATS: Readonly<Record<number, string>> = {
  2: "MS ADPCM",
  6: "A-law",
  7: "µ-law",
  17: "IMA ADPCM",
  85: "MP3",
};

function parseFormat(bytes: Uint8Array, littleEndian: boolean, name: string): Result<WavFormat> {
  if (bytes.length < 16) return failure(truncated(name, 36, 20 + bytes.length));
  const view = viewOf(bytes);
  let tag = view.getUint16(0, littleEndian);
  if (tag === 0xfffe && bytes.length >= 26) tag = view.getUint16(24, littleEndian);
  const channelCount = view.getUint16(2, littleEndian);
  const samplingFrequencyHz = view.getUint32(4, littleEndian);
  const frameBytes = view.getUint16(12, littleEndian);
  const bits = view.getUint16(14, littleEndian);
  if (channelCount === 0 || samplingFrequencyHz === 0) return failure(formatEmpty(name));
  const width = Math.ceil(bits / 8);
  if (tag !== 1 && tag !== 3) return failure(unknownEncoding(name, FORMATS[tag] ?? `WAV ${tag}`));
  const encoding = encodingOf(tag === 3, width, littleEndian);
  if (encoding === undefined || frameBytes !== width * channelCount) {
    return failure(unknownEncoding(name, `WAV ${bits} bit, ${channelCount} × ${frameBytes} byte`));
  }
  return success({ channelCount, samplingFrequencyHz, frameBytes, encoding });
}

function encodingOf(isFloat: boolean, width: number, littleEndian: boolean): SampleEncoding | undefined {
  const end = littleEndian ? "" : "be";
  if (isFloat) return width === 4 ? `float32${end}` : width === 8 ? `float64${end}` : undefined;
  if (width === 1) return "uint8";
  if (width === 2) return `int16${end}`;
  if (width === 3) return `int24${end}`;
  return width === 4 ? `int32${end}` : undefined;
}

/** Integers are parts of full scale; 8-bit ones have their zero at 128. */
function scaleOf(encoding: SampleEncoding): { gain: number; offset: number } {
  if (encoding.startsWith("float")) return { gain: 1, offset: 0 };
  if (encoding === "uint8") return { gain: 1 / 128, offset: -1 };
  return { gain: 2 ** (1 - 8 * bytesPerSample(encoding)), offset: 0 };
}

function sizeWrong(file: string, stated: number, actual: number): Issue {
  return caution(
    "wav-size-wrong",
    { file, byteOffset: 4 },
    {
      en: `The file says it is ${stated} bytes long and is ${actual}; its chunks are read to the end.`,
      nb: `Filen sier at den er ${stated} byte lang, og er ${actual}; delene er lest til slutten.`,
    },
  );
}

function dataSizeWrong(file: string, byteOffset: number, stated: number, rest: number): Issue {
  return caution(
    "wav-data-size-wrong",
    { file, byteOffset },
    {
      en: `The samples should take ${stated} bytes, but ${rest} follow; those are read.`,
      nb: `Punktprøvene skulle ta ${stated} byte, men ${rest} følger; de er lest.`,
    },
  );
}

function chunkMissing(file: string, id: string): Issue {
  return fault("recording-truncated", file, {
    en: `The sound file has no "${id.trim()}" part.`,
    nb: `Lydfilen har ingen «${id.trim()}»-del.`,
  });
}

function formatEmpty(file: string): Issue {
  return fault("recording-empty", file, {
    en: "The sound file has no channels or no sampling frequency.",
    nb: "Lydfilen har ingen kanaler eller ingen punktprøvingsfrekvens.",
  });
}
