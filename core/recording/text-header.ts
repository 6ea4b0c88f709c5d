/**
 * What the lines above a table of numbers say: column labels, units, sampling frequency, converter range.
 *
 * Knows the headers of OpenSignals (JSON), the Simple Text Format of BioSPPy, DataLOG, LabChart and plain tables with
 * a line of labels, perhaps a line of units, and sentences like "Sampling rate: 2000 Hz".
 */
import { isCredibleFrequency } from "./credible-frequency.ts";
import { openSignalsStart } from "./open-signals-start.ts";
import { type Separator, splitLine, type TextLayout } from "./text-layout.ts";
import { numberInText } from "./text-number.ts";
import { ucumUnit } from "./ucum-unit.ts";

export interface TextHeader {
  /** One for each column; empty where nothing is said. */
  readonly labels: readonly string[];
  /** As written; undefined where nothing is said. */
  readonly units: readonly (string | undefined)[];
  readonly samplingFrequencyHz: number | undefined;
  /** Bits of the converter, for each column. */
  readonly converterBits: readonly (number | undefined)[];
  /** ISO 8601 without time zone. */
  readonly startTime: string | undefined;
}

export function readTextHeader(layout: TextLayout): TextHeader {
  const count = layout.columns.length;
  const openSignals = openSignalsHeader(layout.headerLines, count);
  if (openSignals) return openSignals;
  const plainLines = layout.headerLines.map((line) => line.replace(/^\s*(?:#+|%+|\/\/+)\s?/, ""));
  const text = plainLines.join("\n");
  const table = tableHead(plainLines, layout.separator, count);
  const dataLog = dataLogChannels(text, count);
  const named = namedList(text, count);
  const asLabelled = dataLog?.labels ?? named ?? table?.labels ?? Array.from({ length: count }, () => "");
  const split = asLabelled.map(labelAndUnit);
  const bits = Number(/resolution\s*(?:\(bits?\))?\s*[:=]+\s*(\d+)/i.exec(text)?.[1] ?? Number.NaN);
  return {
    labels: split.map((part) => part.label),
    units: split.map(
      (part, column) =>
        dataLog?.units[column] ??
        (named ? undefined : table?.units?.[column]) ??
        part.unit ??
        unitOfAll(text),
    ),
    samplingFrequencyHz: statedFrequency(text),
    converterBits: split.map(() => (bits >= 4 && bits <= 32 ? bits : undefined)),
    startTime: /^start(?: ?time)?\s*[:=]+\s*(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?)/im.exec(
      text,
    )?.[1],
  };
}

/** The last line with a word for each column, and a line of units right below it. */
function tableHead(
  lines: readonly string[],
  separator: Separator,
  count: number,
): { labels: string[]; units: string[] | undefined } | undefined {
  const rows = lines
    .map((line) => splitLine(line, separator))
    .map((fields) => (fields.length === count + 1 && fields[count] === "" ? fields.slice(0, count) : fields))
    .filter((fields) => fields.join("") !== "");
  const isHead = (fields: readonly string[]) =>
    fields.length === count && fields.some((field) => field !== "" && Number.isNaN(numberInText(field)));
  let last = -1;
  rows.forEach((fields, index) => {
    if (isHead(fields)) last = index;
  });
  if (last < 0) return undefined;
  const bare = rows[last].map((field) => field.replace(/^[([](.*)[)\]]$/, "$1"));
  const isUnits = bare.every(
    (field) => field === "" || (ucumUnit(field) ?? "1") !== "1" || /^(?:s|ms|adu|1|-)$/.test(field),
  );
  if (isUnits && last > 0 && isHead(rows[last - 1])) return { labels: rows[last - 1], units: bare };
  return { labels: rows[last], units: undefined };
}

/** `EMG (mV)`, `EMG [mV]`, `EMG_mV`, `EMG/mV`: the label and its unit, if it is one. */
function labelAndUnit(text: string): { label: string; unit: string | undefined } {
  const match = /^(.*?)\s*(?:[([]\s*([^)\]]+?)\s*[)\]]|[_/]\s*(\S+))\s*$/.exec(text);
  const unit = match?.[2] ?? match?.[3];
  const known = unit !== undefined && /[a-zµμ°%Ω]/i.test(unit) && (ucumUnit(unit) ?? "1") !== "1";
  // A single letter after an underscore is more often part of the name than a unit.
  if (!match || !known || (match[3] !== undefined && match[3].length < 2))
    return { label: text, unit: undefined };
  return { label: match[1], unit };
}

/** DataLOG: `Channel 4: 'Recto Femoral', 43665 values, engineering units: mV, no filters.` */
function dataLogChannels(
  text: string,
  count: number,
): { labels: string[]; units: (string | undefined)[] } | undefined {
  const channels = [...text.matchAll(/^Channel \d+: '([^']*)'(?:.*?engineering units: ([^,\s]+))?/gm)];
  if (channels.length !== count) return undefined;
  return { labels: channels.map((match) => match[1]), units: channels.map((match) => match[2]) };
}

/** `Labels:= EMG, ECG` (BioSPPy) and `ChannelTitle=\tEMG\tECG` (LabChart, whose first column is the time). */
function namedList(text: string, count: number): string[] | undefined {
  const line = /^(?:labels?|channel ?titles?|channel ?names?)\s*[:=]+[ \t]*(.*)$/im.exec(text)?.[1];
  if (line === undefined) return undefined;
  for (const separator of ["\t", ",", ";"] as const) {
    const names = splitLine(line.replace(/[\t,;]+$/, ""), separator);
    if (names.length === count) return names;
    if (names.length === count - 1) return ["time", ...names];
  }
  return undefined;
}

/** `Units: mV` in a sentence of its own: of every column that says nothing else. */
function unitOfAll(text: string): string | undefined {
  const unit = /^(?:(?:signal |amplitude )?units?|enhet(?:er)?)\s*[:=]+[ \t]*(\S+)[ \t]*$/im.exec(text)?.[1];
  return unit !== undefined && (ucumUnit(unit) ?? "1") !== "1" ? unit : undefined;
}

const FREQUENCY_PATTERNS: readonly RegExp[] = [
  /sampl\w*[ _-]*(?:rate|freq\w*)[^0-9\n]{0,40}?(\d[\d.,]*)\s*(k?hz)?/i,
  /(\d[\d.,]*)\s*(k?)\s*(?:samples|smp|s)\s*(?:per|\/)\s*s/i,
  /(?:^|[\s,;])(?:fs|srate|sfreq|samplerate|frequency|hz)\s*[:=]+\s*(\d[\d.,]*)\s*(k?hz)?/im,
];

function statedFrequency(text: string): number | undefined {
  for (const pattern of FREQUENCY_PATTERNS) {
    const match = pattern.exec(text);
    const value = match ? looseNumber(match[1]) * (/^k/i.test(match[2] ?? "") ? 1000 : 1) : Number.NaN;
    if (isCredibleFrequency(value)) return value;
  }
  const interval = /(?:interval|sample period)\s*[:=]+\s*([\d.,eE-]+)\s*(s|ms|us|µs|μs)\b/i.exec(text);
  if (!interval) return undefined;
  const perSecond = { s: 1, ms: 1e3 }[interval[2].toLowerCase()] ?? 1e6;
  const value = perSecond / looseNumber(interval[1]);
  return isCredibleFrequency(value) ? Number(value.toPrecision(12)) : undefined;
}

/** `1000.00`, `1000,5`, `1,000` and a full stop that ends the sentence. */
function looseNumber(text: string): number {
  const trimmed = text.replace(/[.,]+$/, "");
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(trimmed)) return Number(trimmed.replaceAll(",", ""));
  return numberInText(trimmed.replace(",", "."));
}

interface OpenSignalsDevice {
  readonly [key: string]: unknown;
}

/** OpenSignals writes its header as one line of JSON: an object with an object for each device. */
function openSignalsHeader(lines: readonly string[], count: number): TextHeader | undefined {
  if (!lines.some((line) => /OpenSignals/i.test(line))) return undefined;
  const json = lines.map((line) => line.replace(/^#\s*/, "").trim()).find((line) => line.startsWith("{"));
  const devices = json === undefined ? [] : devicesIn(json);
  if (devices.length === 0) return undefined;
  const columns = devices.flatMap((device) => strings(device["column"]));
  const frequency = Number(devices[0]["sampling rate"]);
  const bits = devices.flatMap((device) => bitsOfColumns(device));
  const isWhole = columns.length === count;
  return {
    labels: Array.from({ length: count }, (_, column) => (isWhole ? columns[column] : "")),
    units: Array.from({ length: count }, () => undefined),
    samplingFrequencyHz: isCredibleFrequency(frequency) ? frequency : undefined,
    converterBits: Array.from({ length: count }, (_, column) => (isWhole ? bits[column] : undefined)),
    startTime: openSignalsStart(devices[0]["date"], devices[0]["time"]),
  };
}

function devicesIn(json: string): OpenSignalsDevice[] {
  try {
    const parsed: unknown = JSON.parse(json);
    if (typeof parsed !== "object" || parsed === null) return [];
    return Object.values(parsed).filter((value) => typeof value === "object" && value !== null);
  } catch {
    return [];
  }
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** One number for each column, or for each analogue channel at the end of the columns. */
function bitsOfColumns(device: OpenSignalsDevice): (number | undefined)[] {
  const columns = strings(device["column"]);
  const bits = (Array.isArray(device["resolution"]) ? device["resolution"] : []).map(Number);
  const missing = columns.length - bits.length;
  return columns.map((_, index) => {
    const value = bits[index - Math.max(0, missing)];
    return value >= 1 && value <= 32 ? value : undefined;
  });
}
