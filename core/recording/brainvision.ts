/**
 * Reads BrainVision: a header (.vhdr), its data file and, if there, its markers (.vmrk).
 *
 * Multiplexed or vectorised, 16- and 32-bit integers or floats. "New Segment" markers with times show pauses of the
 * recorder, which become gaps. A channel without a unit is in µV, as the format says. ASCII data are refused.
 *
 * Source: Brain Products, BrainVision Core Data Format 1.0.
 */
import { failure, type Issue, type Result, success } from "../issue/issue.ts";
import { type BrainVisionHeader, parseBrainVisionHeader } from "./brainvision-header.ts";
import { type Marker, parseMarkers, segmentsOf } from "./brainvision-markers.ts";
import { latin1 } from "./byte-view.ts";
import { channelIds } from "./channel-id.ts";
import { type Companions, companion } from "./companions.ts";
import { decodeText } from "./decode-text.ts";
import { type InterleavedLayout, interleavedReader } from "./interleaved.ts";
import type { Annotation, ByteSource, Channel, OpenRecording, Span } from "./recording.ts";
import { caution, companionMissing, duplicateLabels, remark, unitUnknown } from "./recording-issue.ts";
import { bytesPerSample } from "./sample-encoding.ts";
import { ucumUnit } from "./ucum-unit.ts";

const MAXIMUM_HEADER_BYTES = 2 ** 24;

export function looksLikeBrainVision(head: Uint8Array): boolean {
  return /^(?:ï»¿)?\s*Brain ?Vision (?:Data Exchange )?Header File/i.test(latin1(head, 0, 200));
}

export async function openBrainVision(
  source: ByteSource,
  others: Companions,
): Promise<Result<OpenRecording>> {
  const text = decodeText(await source.read(0, Math.min(source.size, MAXIMUM_HEADER_BYTES))).text;
  const parsed = parseBrainVisionHeader(text, source.name);
  if (!parsed.ok) return parsed;
  const header = parsed.value;
  const data = companion(others, source.name, header.dataFile, ["eeg", "dat", "avg", "seg"]);
  if (!data) return failure(companionMissing(source.name, header.dataFile));
  const issues: Issue[] = [...parsed.issues];
  const frameBytes = bytesPerSample(header.encoding) * header.channels.length;
  const frameCount = Math.floor(data.size / frameBytes);
  if (header.statedSamples !== undefined && header.statedSamples > frameCount) {
    issues.push(dataCut(data.name, header.statedSamples, frameCount));
  }
  const markers = await readMarkers(source, header, others, issues);
  const segments = segmentsOf(markers, frameCount, header.samplingFrequencyHz);
  if (segments.distrusted > 0) issues.push(segmentTimesUnused(source.name, segments.distrusted));
  const { runs, firstSamples } = segments;
  const last = runs.length - 1;
  const sampleCount = last < 0 ? 0 : firstSamples[last] + runs[last].recordCount;
  const labels = header.channels.map((channel) => channel.label);
  issues.push(...duplicateLabels(source.name, labels));
  const ids = channelIds(labels);
  const channels = header.channels.map((channel, index): Channel => {
    const unit = ucumUnit(channel.unitAsWritten);
    if (unit === undefined) issues.push(unitUnknown(source.name, channel.label, channel.unitAsWritten));
    const limits = limitsOf(header.encoding, channel.resolution);
    return {
      id: ids[index],
      label: channel.label,
      unit: unit ?? "1",
      samplingFrequencyHz: header.samplingFrequencyHz,
      sampleCount,
      startS: 0,
      ...(limits && { limits, resolution: Math.abs(channel.resolution) }),
    };
  });
  const startTime = markers.find((marker) => marker.date !== undefined)?.date;
  return success({
    header: {
      format: "BrainVision",
      name: source.name,
      channels,
      ...(startTime !== undefined && { startTime }),
      durationS: sampleCount / header.samplingFrequencyHz,
      annotations: annotationsOf(markers, segments.sampleOfFrame, header.samplingFrequencyHz, ids),
      gaps: gapsOf(runs, firstSamples, header.samplingFrequencyHz),
    },
    issues,
    readSamples: samplesOf(data, header, frameCount, runs.length > 1 ? { runs, firstSamples } : undefined),
  });
}

function samplesOf(
  data: ByteSource,
  header: BrainVisionHeader,
  frameCount: number,
  placed: { runs: ReturnType<typeof segmentsOf>["runs"]; firstSamples: Float64Array } | undefined,
): OpenRecording["readSamples"] {
  const width = bytesPerSample(header.encoding);
  const stored = header.channels.map((channel, index) => ({
    firstByte: header.vectorised ? 0 : index * width,
    samplesPerRecord: 1,
    strideBytes: width,
    encoding: header.encoding,
    gain: channel.resolution,
    offset: 0,
  }));
  const layout = (dataOffset: number, recordBytes: number, channels: InterleavedLayout["channels"]) => ({
    source: data,
    dataOffset,
    recordBytes,
    recordCount: frameCount,
    channels,
    ...(placed && { runs: { runs: placed.runs, firstSamples: channels.map(() => placed.firstSamples) } }),
  });
  if (!header.vectorised) return interleavedReader(layout(0, width * stored.length, stored));
  const readers = stored.map((one, index) =>
    interleavedReader(layout(index * frameCount * width, width, [one])),
  );
  return (channelIndex, fromSample, count) => readers[channelIndex](0, fromSample, count);
}

async function readMarkers(
  source: ByteSource,
  header: BrainVisionHeader,
  others: Companions,
  issues: Issue[],
): Promise<readonly Marker[]> {
  if (header.markerFile === undefined) return [];
  const file = companion(others, source.name, header.markerFile, ["vmrk", "amrk"]);
  if (!file) {
    issues.push({ ...companionMissing(source.name, header.markerFile), severity: "warning" });
    return [];
  }
  return parseMarkers(decodeText(await file.read(0, Math.min(file.size, MAXIMUM_HEADER_BYTES))).text);
}

function annotationsOf(
  markers: readonly Marker[],
  sampleOfFrame: (frame: number) => number,
  samplingFrequencyHz: number,
  ids: readonly string[],
): Annotation[] {
  const annotations = markers.map((marker): Annotation => {
    const channelId = ids[marker.channel - 1];
    return {
      atS: sampleOfFrame(marker.position - 1) / samplingFrequencyHz,
      ...(marker.length > 1 && { durationS: marker.length / samplingFrequencyHz }),
      text: marker.description === "" ? marker.type : `${marker.type}: ${marker.description}`,
      ...(channelId !== undefined && { channelId }),
    };
  });
  return annotations.sort((a, b) => a.atS - b.atS);
}

function gapsOf(
  runs: ReturnType<typeof segmentsOf>["runs"],
  first: Float64Array,
  frequencyHz: number,
): Span[] {
  return runs.slice(1).map((_, index) => ({
    kind: "gap",
    fromS: (first[index] + runs[index].recordCount) / frequencyHz,
    toS: first[index + 1] / frequencyHz,
  }));
}

function limitsOf(encoding: string, resolution: number) {
  const bits = { int16: 16, int32: 32 }[encoding];
  if (bits === undefined) return undefined;
  const ends = [-(2 ** (bits - 1)) * resolution, (2 ** (bits - 1) - 1) * resolution];
  return { minimum: Math.min(...ends), maximum: Math.max(...ends) };
}

function dataCut(file: string, stated: number, actual: number): Issue {
  return caution("brainvision-data-cut", file, {
    en: `The header promises ${stated} samples for each channel, the data file holds ${actual}; those are read.`,
    nb: `Hodet lover ${stated} punktprøver for hver kanal, datafilen har ${actual}; de er lest.`,
  });
}

function segmentTimesUnused(file: string, count: number): Issue {
  return remark("segment-times-unused", file, {
    en: `${count} new segments carry no usable time; they are joined to the ones before without a gap.`,
    nb: `${count} nye segmenter har ingen brukbar tid; de er føyd til de foregående uten hull.`,
  });
}
