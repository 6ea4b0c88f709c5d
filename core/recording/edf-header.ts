/**
 * The header of an EDF, EDF+, BDF or BDF+ file: 256 bytes, then 256 bytes for each signal, all ASCII fields of fixed
 * width. BDF differs in its first byte (255, then BIOSEMI) and in storing 24-bit samples.
 *
 * Tolerated with a word: an unknown number of records, decimal commas, UTF-8 labels, a header length that disagrees.
 * Refused: fields that hold no numbers (a shifted header), a file that ends inside its header.
 *
 * Source: Kemp et al. 1992 (EDF), Kemp and Olivan 2003 (EDF+), BioSemi (BDF).
 */

import type { Issue, Result } from "../issue/issue.ts";
import { failure, success } from "../issue/issue.ts";
import { latin1 } from "./byte-view.ts";
import { isCredibleFrequency } from "./credible-frequency.ts";
import { decodeText } from "./decode-text.ts";
import type { ByteSource, RecordingFormat } from "./recording.ts";
import { caution, fault, remark, truncated } from "./recording-issue.ts";

export interface EdfSignal {
  readonly label: string;
  readonly unitAsWritten: string;
  readonly physicalMinimum: number;
  readonly physicalMaximum: number;
  readonly digitalMinimum: number;
  readonly digitalMaximum: number;
  readonly filters: string;
  readonly samplesPerRecord: number;
  /** Byte of its first sample within the record. */
  readonly firstByte: number;
  readonly isAnnotations: boolean;
}

export interface EdfHeader {
  readonly format: Extract<RecordingFormat, `${"EDF" | "BDF"}${string}`>;
  readonly sampleBytes: 2 | 3;
  readonly startDate: string;
  readonly startClock: string;
  readonly recordingField: string;
  readonly headerBytes: number;
  /** From the size of the file when the header does not say, or says something else. */
  readonly recordCount: number;
  readonly recordS: number;
  readonly recordBytes: number;
  readonly signals: readonly EdfSignal[];
}

const MAIN_BYTES = 256;
const SIGNAL_BYTES = 256;
const LONGEST_RECORD_S = 1e6;

export function looksLikeEdf(head: Uint8Array): boolean {
  if (head.length < 8) return false;
  const start = latin1(head, 0, 8);
  if (head[0] === 0xff && start.slice(1) === "BIOSEMI") return true;
  if (!/^0[ \0]{7}$/.test(start)) return false;
  return head.length < MAIN_BYTES || latin1(head, 168, MAIN_BYTES).search(/[^\x20-\x7e\0]/) < 0;
}

export async function readEdfHeader(source: ByteSource): Promise<Result<EdfHeader>> {
  const main = await source.read(0, MAIN_BYTES);
  if (main.length < MAIN_BYTES) return failure(truncated(source.name, MAIN_BYTES, source.size));
  const field = (from: number, length: number) => asciiField(main, from, length);
  const signalCount = wholeNumber(field(252, 4));
  if (signalCount === undefined || signalCount < 0) {
    return failure(notANumber(source.name, "number of signals", "antall signaler", field(252, 4), 252));
  }
  if (signalCount === 0) return failure(noSignals(source.name));
  const laidOut = MAIN_BYTES + signalCount * SIGNAL_BYTES;
  if (source.size < laidOut) return failure(truncated(source.name, laidOut, source.size));

  const issues: Issue[] = [];
  const recordS = decimal(field(244, 8), source.name, issues);
  if (recordS === undefined || recordS < 0 || recordS > LONGEST_RECORD_S) {
    return failure(
      notANumber(source.name, "duration of a record", "varighet av en post", field(244, 8), 244),
    );
  }
  const signals = readSignals(
    await source.read(MAIN_BYTES, laidOut - MAIN_BYTES),
    signalCount,
    source.name,
    issues,
  );
  if (!signals.ok) return signals;
  const fastest = Math.max(...signals.value.map((signal) => signal.samplesPerRecord));
  if (recordS > 0 && fastest > 0 && !isCredibleFrequency(fastest / recordS)) {
    return failure(
      notANumber(source.name, "duration of a record", "varighet av en post", field(244, 8), 244),
    );
  }

  const reserved = field(192, 44);
  const statedBytes = wholeNumber(field(184, 8));
  const statedRecords = wholeNumber(field(236, 8));
  const samples = signals.value.reduce((sum, signal) => sum + signal.samplesPerRecord, 0);
  if (samples === 0) return failure(noSignals(source.name));
  const isBdf = main[0] === 0xff;
  const dataBytes = (statedRecords ?? 0) * samples * (isBdf ? 3 : 2);
  const headerBytes = headerLength(source, statedBytes, laidOut, dataBytes, issues);
  const sampleBytes = sampleWidth(source, isBdf, reserved, headerBytes, samples, statedRecords, issues);
  const recordBytes = samples * sampleBytes;
  const recordCount = countRecords(source, statedRecords, headerBytes, recordBytes, issues);
  const kind = sampleBytes === 3 ? "BDF" : "EDF";
  const plus = /^(?:EDF|BDF)\+([CD])/i.exec(reserved)?.[1].toUpperCase();
  let firstByte = 0;
  const placed = signals.value.map((signal) => {
    const at = firstByte;
    firstByte += signal.samplesPerRecord * sampleBytes;
    return { ...signal, firstByte: at };
  });
  return success(
    {
      format: plus === "C" ? `${kind}+C` : plus === "D" ? `${kind}+D` : kind,
      sampleBytes,
      startDate: field(168, 8),
      startClock: field(176, 8),
      recordingField: decodeText(main.subarray(88, 168)).text.trim(),
      headerBytes,
      recordCount,
      recordS,
      recordBytes,
      signals: placed,
    },
    issues,
  );
}

/** Signals field by field: first all labels, then all transducers, and so on. */
function readSignals(
  bytes: Uint8Array,
  count: number,
  name: string,
  issues: Issue[],
): Result<readonly EdfSignal[]> {
  const at = (start: number, width: number, index: number) => start * count + width * index;
  const signals: EdfSignal[] = [];
  for (let index = 0; index < count; index++) {
    const text = (start: number, width: number) =>
      decodeText(bytes.subarray(at(start, width, index), at(start, width, index) + width))
        .text.replaceAll("\0", " ")
        .trim();
    const samplesPerRecord = wholeNumber(text(216, 8));
    if (samplesPerRecord === undefined || samplesPerRecord < 0) {
      const place = MAIN_BYTES + at(216, 8, index);
      return failure(notANumber(name, "samples per record", "punktprøver per post", text(216, 8), place));
    }
    const limits = [
      [104, "physical minimum", "fysisk minimum"],
      [112, "physical maximum", "fysisk maksimum"],
      [120, "digital minimum", "digitalt minimum"],
      [128, "digital maximum", "digitalt maksimum"],
    ] as const;
    const label = text(0, 16);
    const isAnnotations = /^(?:EDF|BDF) Annotations$/i.test(label);
    const values: number[] = [];
    for (const [start, en, nb] of limits) {
      const value = decimal(text(start, 8), name, issues);
      if (value === undefined && !isAnnotations) {
        return failure(notANumber(name, en, nb, text(start, 8), MAIN_BYTES + at(start, 8, index)));
      }
      values.push(value ?? 0);
    }
    signals.push({
      label,
      unitAsWritten: text(96, 8),
      physicalMinimum: values[0],
      physicalMaximum: values[1],
      digitalMinimum: values[2],
      digitalMaximum: values[3],
      filters: text(136, 80),
      samplesPerRecord,
      firstByte: 0,
      isAnnotations,
    });
  }
  return success(signals);
}

/** As its signals need; longer only if the header says so and the size of the file agrees. */
function headerLength(
  source: ByteSource,
  stated: number | undefined,
  laidOut: number,
  dataBytes: number,
  issues: Issue[],
): number {
  if (stated === laidOut) return laidOut;
  const padded = stated !== undefined && stated > laidOut && source.size === stated + dataBytes;
  const used = padded ? stated : laidOut;
  issues.push(
    caution(
      "edf-header-length",
      { file: source.name, byteOffset: 184 },
      {
        en: `The header says it is ${stated ?? "?"} bytes long, but its signals need ${laidOut}; ${used} is used.`,
        nb: `Hodet sier at det er ${stated ?? "?"} byte langt, men signalene trenger ${laidOut}; ${used} er brukt.`,
      },
    ),
  );
  return used;
}

/** 24 bit for BDF, 16 for EDF; some files say one thing in front and another behind, then the size decides. */
function sampleWidth(
  source: ByteSource,
  isBdf: boolean,
  reserved: string,
  headerBytes: number,
  samples: number,
  records: number | undefined,
  issues: Issue[],
): 2 | 3 {
  const byVersion = isBdf ? 3 : 2;
  const says24 = /24BIT|^BDF\+/i.test(reserved);
  if (says24 === isBdf || (isBdf && !/^EDF/i.test(reserved))) return byVersion;
  const fits = (bytes: number) =>
    records !== undefined && records > 0 && source.size - headerBytes === records * samples * bytes;
  const chosen = fits(byVersion) ? byVersion : fits(5 - byVersion) ? ((5 - byVersion) as 2 | 3) : byVersion;
  issues.push(
    caution(
      "edf-sample-width-contradictory",
      { file: source.name, byteOffset: 192 },
      {
        en: `The file starts like ${isBdf ? "BDF" : "EDF"} but says "${reserved.trim()}"; read as ${chosen * 8} bit.`,
        nb: `Filen begynner som ${isBdf ? "BDF" : "EDF"}, men sier «${reserved.trim()}»; lest som ${chosen * 8} bit.`,
      },
    ),
  );
  return chosen;
}

function countRecords(
  source: ByteSource,
  stated: number | undefined,
  headerBytes: number,
  recordBytes: number,
  issues: Issue[],
): number {
  const dataBytes = Math.max(0, source.size - headerBytes);
  const there = Math.floor(dataBytes / recordBytes);
  const where = { file: source.name, byteOffset: 236 };
  if (stated === undefined || stated < 0) {
    issues.push(
      remark("edf-record-count-missing", where, {
        en: `The header does not say how many records there are; the file holds ${there}.`,
        nb: `Hodet sier ikke hvor mange poster det er; filen har ${there}.`,
      }),
    );
  } else if (stated > there) {
    issues.push(
      caution("edf-records-cut", where, {
        en: `The header promises ${stated} records, the file holds ${there} whole ones; those are read.`,
        nb: `Hodet lover ${stated} poster, filen har ${there} hele; de er lest.`,
      }),
    );
  } else if (stated < there) {
    issues.push(
      caution("edf-records-uncounted", where, {
        en: `The header counts ${stated} records, the file holds ${there}; all are read.`,
        nb: `Hodet teller ${stated} poster, filen har ${there}; alle er lest.`,
      }),
    );
  } else if (dataBytes > there * recordBytes) {
    issues.push(
      remark("edf-bytes-after-end", where, {
        en: `${dataBytes - there * recordBytes} bytes follow the last record and are left out.`,
        nb: `${dataBytes - there * recordBytes} byte følger etter siste post og er utelatt.`,
      }),
    );
  }
  return there;
}

function asciiField(bytes: Uint8Array, from: number, length: number): string {
  return latin1(bytes, from, from + length)
    .replaceAll("\0", " ")
    .trim();
}

function wholeNumber(text: string): number | undefined {
  return /^[+-]?\d+(?:\.0*)?$/.test(text) ? Number(text) : undefined;
}

function decimal(text: string, name: string, issues: Issue[]): number | undefined {
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) return Number(text);
  if (!/^[+-]?\d*,\d+$/.test(text)) return undefined;
  if (!issues.some((issue) => issue.code === "edf-decimal-comma")) {
    issues.push(
      remark("edf-decimal-comma", name, {
        en: `Numbers in the header have a decimal comma ("${text}"), which is read as a point.`,
        nb: `Tall i hodet har desimalkomma («${text}»), som leses som punktum.`,
      }),
    );
  }
  return Number(text.replace(",", "."));
}

function notANumber(file: string, en: string, nb: string, found: string, byteOffset: number): Issue {
  return fault(
    "edf-header-shifted",
    { file, byteOffset },
    {
      en: `Where the ${en} should stand the header has "${found}".`,
      nb: `Der ${nb} skulle stå, har hodet «${found}».`,
    },
    {
      en: "Bytes were lost or added in the header; export the file once more.",
      nb: "Byte er tapt eller lagt til i hodet; eksporter filen på nytt.",
    },
  );
}

function noSignals(file: string): Issue {
  return fault("recording-empty", file, {
    en: "The header describes no signal with samples.",
    nb: "Hodet beskriver ikke noe signal med punktprøver.",
  });
}
