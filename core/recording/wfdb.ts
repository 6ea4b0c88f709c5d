/**
 * Reads WFDB records: header, signal files in every format, records in several segments, annotations.
 *
 * Source: WFDB Applications Guide, header(5), signal(5), annot(5).
 */
import { failure, type Issue, type Result, success } from "../issue/issue.ts";
import { stem } from "./byte-view.ts";
import { channelIds } from "./channel-id.ts";
import { type Companions, companion } from "./companions.ts";
import { decodeText } from "./decode-text.ts";
import { LONGEST_GAPS_S } from "./longest-gaps.ts";
import type { Annotation, ByteSource, Channel, OpenRecording, Span } from "./recording.ts";
import { companionMissing, fault } from "./recording-issue.ts";
import { sampleRange } from "./sample-range.ts";
import { mayBeWfdbAnnotations, parseWfdbAnnotations } from "./wfdb-annotations.ts";
import { parseWfdbHeader, type WfdbHeader } from "./wfdb-header.ts";
import { openWfdbRecord, type WfdbRecord } from "./wfdb-record.ts";

const MAXIMUM_HEADER_BYTES = 2 ** 22;
const MAXIMUM_ANNOTATION_BYTES = 2 ** 25;

/** The header, if the source is one. */
export async function readWfdbHeader(source: ByteSource): Promise<WfdbHeader | undefined> {
  if (source.size > MAXIMUM_HEADER_BYTES) return undefined;
  const bytes = await source.read(0, source.size);
  if (bytes.subarray(0, 1024).includes(0)) return undefined;
  return parseWfdbHeader(decodeText(bytes).text, /\.hea$/i.test(source.name));
}

export async function openWfdb(
  source: ByteSource,
  header: WfdbHeader,
  others: Companions,
): Promise<Result<OpenRecording>> {
  const issues: Issue[] = [];
  const opened =
    header.segments.length > 0
      ? await openSegments(header, source.name, others, issues)
      : await openWfdbRecord(header, source.name, others, issues);
  if (!opened.ok) return opened;
  const { channels, readSamples } = opened.value;
  const ids = channels.map((channel) => channel.id);
  const durations = channels.map((channel) => channel.sampleCount / channel.samplingFrequencyHz);
  return success({
    header: {
      format: "WFDB",
      name: source.name,
      channels,
      ...(header.startTime !== undefined && { startTime: header.startTime }),
      durationS: Math.max(0, ...durations),
      annotations: await findAnnotations(source, header.frameFrequencyHz, ids, others),
      gaps: segmentGaps(header),
    },
    issues,
    readSamples,
  });
}

/** Files with the record's name that make sense as annotations from the first word to the last. */
async function findAnnotations(
  source: ByteSource,
  frequencyHz: number,
  ids: readonly string[],
  others: Companions,
): Promise<Annotation[]> {
  const annotations: Annotation[] = [];
  for (const other of others.sources) {
    const isCandidate =
      other !== source && !others.claimed.has(other) && stem(other.name) === stem(source.name);
    if (!isCandidate || other.size > MAXIMUM_ANNOTATION_BYTES || other.size % 2 !== 0) continue;
    if (!mayBeWfdbAnnotations(await other.read(0, 64))) continue;
    const found = parseWfdbAnnotations(await other.read(0, other.size), frequencyHz, ids);
    if (!found) continue;
    others.claimed.add(other);
    annotations.push(...found);
  }
  return annotations.sort((a, b) => a.atS - b.atS);
}

interface Segment {
  readonly firstFrame: number;
  readonly frameCount: number;
  readonly record: WfdbRecord;
}

/** A record whose parts are records; a first part of no length lists all channels, later ones hold some of them. */
async function openSegments(
  header: WfdbHeader,
  name: string,
  others: Companions,
  issues: Issue[],
): Promise<Result<WfdbRecord>> {
  const segments: Segment[] = [];
  let layout: WfdbHeader | undefined;
  let firstFrame = 0;
  for (const [index, { record, frameCount }] of header.segments.entries()) {
    if (record !== "~") {
      const source = companion(others, name, `${record}.hea`);
      if (!source) return failure(companionMissing(name, `${record}.hea`));
      const own = await readWfdbHeader(source);
      if (!own || own.segments.length > 0) return failure(segmentUnusable(source.name));
      if (index === 0 && frameCount === 0) layout = own;
      else {
        const opened = await openWfdbRecord(own, source.name, others, issues);
        if (!opened.ok) return opened;
        segments.push({ firstFrame, frameCount, record: opened.value });
      }
    }
    firstFrame += frameCount;
  }
  if (segments.length === 0 || !isCredible(header, segments, firstFrame))
    return failure(segmentUnusable(name));
  return success(joined(header, layout, segments, firstFrame));
}

/** Segments and gaps may claim any length; more than a day without samples is not believed. */
function isCredible(header: WfdbHeader, segments: readonly Segment[], frameCount: number): boolean {
  const stored = segments.reduce((sum, { record, frameCount: stated }) => {
    const actual = record.channels.map(
      (c) => (c.sampleCount * header.frameFrequencyHz) / c.samplingFrequencyHz,
    );
    return sum + Math.min(stated, Math.max(0, ...actual));
  }, 0);
  return frameCount - stored <= LONGEST_GAPS_S * header.frameFrequencyHz;
}

function joined(
  header: WfdbHeader,
  layout: WfdbHeader | undefined,
  segments: readonly Segment[],
  frameCount: number,
): WfdbRecord {
  const labels = layout ? layout.signals.map((signal) => signal.label) : segments[0].record.labels;
  // Without a layout every segment has the same signals in the same order.
  const inSegment = ({ record }: Segment, channel: number) =>
    layout ? record.labels.indexOf(labels[channel]) : channel < record.labels.length ? channel : -1;
  const ids = channelIds(labels);
  const channels = labels.flatMap((label, channel): Channel[] => {
    const holder = segments.find((segment) => inSegment(segment, channel) >= 0);
    const model = holder?.record.channels[inSegment(holder, channel)];
    if (!model) return [];
    const perFrame = Math.round(model.samplingFrequencyHz / header.frameFrequencyHz);
    return [{ ...model, id: ids[channel], label: label || ids[channel], sampleCount: frameCount * perFrame }];
  });
  const layoutIndex = channels.map((channel) => ids.indexOf(channel.id));
  return {
    channels,
    labels,
    readSamples: async (channelIndex, fromSample, count) => {
      const channel = channels[channelIndex];
      const perFrame = Math.round(channel.samplingFrequencyHz / header.frameFrequencyHz);
      const { from, to } = sampleRange(channel.sampleCount, fromSample, count);
      const target = new Float32Array(to - from).fill(Number.NaN);
      for (const segment of segments) {
        const own = inSegment(segment, layoutIndex[channelIndex]);
        const start = segment.firstFrame * perFrame;
        const first = Math.max(from, start);
        const last = Math.min(to, start + segment.frameCount * perFrame);
        if (own < 0 || last <= first) continue;
        target.set(await segment.record.readSamples(own, first - start, last - first), first - from);
      }
      return target;
    },
  };
}

function segmentGaps(header: WfdbHeader): Span[] {
  let frame = 0;
  return header.segments.flatMap(({ record, frameCount }): Span[] => {
    const fromS = frame / header.frameFrequencyHz;
    frame += frameCount;
    return record === "~" && frameCount > 0
      ? [{ kind: "gap", fromS, toS: frame / header.frameFrequencyHz }]
      : [];
  });
}

function segmentUnusable(file: string): Issue {
  return fault("wfdb-segments-unusable", file, {
    en: "The record is made of segments that cannot be read.",
    nb: "Opptaket består av segmenter som ikke kan leses.",
  });
}
