/** The markers of a BrainVision recording, and the pauses that its "New Segment" markers tell of. */
import { parseSections } from "./brainvision-header.ts";
import type { RecordRun } from "./interleaved.ts";
import { LONGEST_GAPS_S } from "./longest-gaps.ts";

export interface Marker {
  readonly type: string;
  readonly description: string;
  /** From 1. */
  readonly position: number;
  /** In samples. */
  readonly length: number;
  /** From 1; 0 means all. */
  readonly channel: number;
  /** ISO 8601 with microseconds, without a time zone. */
  readonly date: string | undefined;
}

/** `Mk1=Type,Description,Position,Length,Channel[,Date]`. Lines that are not like that are left out. */
export function parseMarkers(text: string): Marker[] {
  const lines = parseSections(text).get("marker infos") ?? new Map<string, string>();
  return [...lines].flatMap(([key, line]) => {
    const [type, description, position, length, channel, date] = line
      .split(",")
      .map((field) => field.replaceAll("\\1", ",").trim());
    if (!/^mk\d+$/.test(key) || !(Number(position) >= 1)) return [];
    return [
      {
        type,
        description,
        position: Math.trunc(Number(position)),
        length: Number(length) || 0,
        channel: Number(channel) || 0,
        date: isoDate(date),
      },
    ];
  });
}

/** `20131113161403794232` → `2013-11-13T16:14:03.794232`; all zeros means unknown. */
function isoDate(date: string | undefined): string | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{6})$/.exec(date ?? "");
  if (!match || Number(match[1]) === 0) return undefined;
  const [, year, month, day, hour, minute, second, micro] = match;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.${micro}`;
  return Number.isNaN(Date.parse(`${iso.slice(0, 23)}Z`)) ? undefined : iso;
}

export interface Segments {
  readonly runs: readonly RecordRun[];
  /** Sample at which each run starts. */
  readonly firstSamples: Float64Array;
  /** New segments without a usable time. */
  readonly distrusted: number;
  /** From a place in the file to a place in time. */
  readonly sampleOfFrame: (frame: number) => number;
}

export function segmentsOf(markers: readonly Marker[], frameCount: number, frequencyHz: number): Segments {
  const starts = markers
    .filter((marker) => /^New Segment$/i.test(marker.type) && marker.position - 1 < frameCount)
    .sort((a, b) => a.position - b.position);
  const origin = starts[0]?.position === 1 ? secondsOf(starts[0].date) : Number.NaN;
  const runs: { firstRecord: number; recordCount: number; atS: number }[] = [];
  const firstSamples: number[] = [];
  let distrusted = 0;
  if (frameCount > 0) {
    runs.push({ firstRecord: 0, recordCount: frameCount, atS: 0 });
    firstSamples.push(0);
  }
  for (const start of starts) {
    const frame = start.position - 1;
    const run = runs.at(-1);
    if (!run || frame <= run.firstRecord) continue;
    const before = firstSamples[firstSamples.length - 1];
    const joined = before + frame - run.firstRecord;
    const sample = Math.round((secondsOf(start.date) - origin) * frequencyHz);
    const credible = sample >= joined - 1 && sample - frame <= LONGEST_GAPS_S * frequencyHz;
    if (!credible) distrusted++;
    if (!credible || sample <= joined + 1) continue;
    run.recordCount = frame - run.firstRecord;
    runs.push({ firstRecord: frame, recordCount: frameCount - frame, atS: sample / frequencyHz });
    firstSamples.push(sample);
  }
  const sampleOfFrame = (frame: number) => {
    let run = runs.length - 1;
    while (run > 0 && runs[run].firstRecord > frame) run--;
    return run < 0 ? frame : firstSamples[run] + frame - runs[run].firstRecord;
  };
  return { runs, firstSamples: Float64Array.from(firstSamples), distrusted, sampleOfFrame };
}

/** NaN without a date. */
function secondsOf(date: string | undefined): number {
  if (date === undefined) return Number.NaN;
  return Date.parse(`${date.slice(0, 19)}Z`) / 1000 + Number(`0${date.slice(19)}`);
}
