/** The header file of a BrainVision recording: sections of `key=value` lines. */

import { failure, type Issue, type Result, success } from "../issue/issue.ts";
import { isCredibleFrequency } from "./credible-frequency.ts";
import { fault, unknownEncoding } from "./recording-issue.ts";
import type { SampleEncoding } from "./sample-encoding.ts";

export interface BrainVisionHeader {
  readonly dataFile: string;
  readonly markerFile: string | undefined;
  readonly vectorised: boolean;
  readonly encoding: SampleEncoding;
  readonly samplingFrequencyHz: number;
  readonly statedSamples: number | undefined;
  readonly channels: readonly {
    readonly label: string;
    readonly unitAsWritten: string;
    /** Value of one step. */
    readonly resolution: number;
  }[];
}

const ENCODINGS: Readonly<Record<string, SampleEncoding>> = {
  INT_16: "int16",
  UINT_16: "uint16",
  INT_32: "int32",
  IEEE_FLOAT_32: "float32",
  IEEE_FLOAT_64: "float64",
};

export function parseBrainVisionHeader(text: string, name: string): Result<BrainVisionHeader> {
  const sections = parseSections(text);
  const common = sections.get("common infos") ?? new Map<string, string>();
  const binary = sections.get("binary infos") ?? new Map<string, string>();
  const dataFormat = (common.get("dataformat") ?? "BINARY").toUpperCase();
  if (dataFormat !== "BINARY") return failure(unknownEncoding(name, dataFormat));
  const stored = (binary.get("binaryformat") ?? "INT_16").toUpperCase();
  const encoding = ENCODINGS[stored];
  if (encoding === undefined) return failure(unknownEncoding(name, stored));
  const big = /^yes$/i.test(binary.get("usebigendianorder") ?? "");
  const count = Number(common.get("numberofchannels"));
  const intervalUs = Number((common.get("samplinginterval") ?? "").replace(",", "."));
  if (!isCredibleFrequency(1e6 / intervalUs))
    return failure(keyUnusable(name, "SamplingInterval", common.get("samplinginterval")));
  const channelLines = sections.get("channel infos") ?? new Map<string, string>();
  const listed = [...channelLines.keys()].filter((key) => /^ch\d+$/.test(key)).length;
  if (!Number.isInteger(count) || count < 1 || count > Math.max(listed, 4096)) {
    return failure(keyUnusable(name, "NumberOfChannels", common.get("numberofchannels")));
  }
  const dataFile = common.get("datafile");
  if (dataFile === undefined || dataFile === "") return failure(keyUnusable(name, "DataFile", dataFile));
  const markerFile = common.get("markerfile");
  const samples = Number(common.get("datapoints"));
  return success({
    dataFile: namedAfterHeader(dataFile, name),
    markerFile: markerFile ? namedAfterHeader(markerFile, name) : undefined,
    vectorised: /^VECTORIZED$/i.test(common.get("dataorientation") ?? ""),
    encoding: (big ? `${encoding}be` : encoding) as SampleEncoding,
    samplingFrequencyHz: Number((1e6 / intervalUs).toPrecision(12)),
    statedSamples: samples > 0 ? samples : undefined,
    channels: Array.from({ length: count }, (_, index) =>
      parseChannel(channelLines.get(`ch${index + 1}`), index),
    ),
  });
}

/** `Ch1=FP1,,0.5,µV`; commas inside a name are written `\1`. */
function parseChannel(line: string | undefined, index: number): BrainVisionHeader["channels"][number] {
  const fields = (line ?? "").split(",").map((field) => field.replaceAll("\\1", ",").trim());
  const resolution = Number(fields[2] ?? "");
  return {
    label: fields[0] || `channel ${index + 1}`,
    unitAsWritten: fields[3] || "µV",
    resolution: Number.isFinite(resolution) && resolution !== 0 ? resolution : 1,
  };
}

/** Keys in lower case. Everything after `[Comment]` is prose. */
export function parseSections(text: string): Map<string, Map<string, string>> {
  const sections = new Map<string, Map<string, string>>();
  let section = new Map<string, string>();
  for (const raw of text.split(/\r\n|\n|\r/)) {
    const line = raw.trim();
    const title = /^\[(.+)\]$/.exec(line)?.[1].toLowerCase();
    if (title === "comment") break;
    if (title !== undefined) {
      section = new Map();
      sections.set(title, section);
      continue;
    }
    const equals = line.indexOf("=");
    if (line.startsWith(";") || equals < 1) continue;
    section.set(line.slice(0, equals).trim().toLowerCase(), line.slice(equals + 1).trim());
  }
  return sections;
}

/** `$b` stands for the header's own name. */
function namedAfterHeader(pattern: string, header: string): string {
  const own = header.replace(/^.*[/\\]/, "").replace(/\.[^.]*$/, "");
  return pattern.replaceAll("$b", own);
}

function keyUnusable(file: string, key: string, value: string | undefined): Issue {
  return fault("brainvision-header-unusable", file, {
    en: `The header's ${key} is ${value === undefined ? "missing" : `"${value}"`}, which cannot be used.`,
    nb: `Hodets ${key} ${value === undefined ? "mangler" : `er «${value}», som ikke kan brukes`}.`,
  });
}
