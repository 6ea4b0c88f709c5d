/** One WFDB record with its signal files: its channels, and their samples in physical units. */
import { failure, type Issue, type Result, success } from "../issue/issue.ts";
import { channelIds } from "./channel-id.ts";
import { type Companions, companion } from "./companions.ts";
import type { Channel, OpenRecording } from "./recording.ts";
import {
  caution,
  companionMissing,
  duplicateLabels,
  fault,
  samplesDamaged,
  unitUnknown,
  unknownEncoding,
} from "./recording-issue.ts";
import { sampleRange } from "./sample-range.ts";
import { ucumUnit } from "./ucum-unit.ts";
import type { WfdbHeader, WfdbSignal } from "./wfdb-header.ts";
import { missingValue, openSignalFile, UNDECODED, type WfdbSignalFile } from "./wfdb-storage.ts";

export interface WfdbRecord {
  readonly channels: readonly Channel[];
  /** Label of each channel as in the header; a record in segments is put together by these. */
  readonly labels: readonly string[];
  readonly readSamples: OpenRecording["readSamples"];
}

interface PlacedSignal {
  readonly signal: WfdbSignal;
  readonly file: WfdbSignalFile;
  readonly indexInFile: number;
  readonly sampleCount: number;
}

export async function openWfdbRecord(
  header: WfdbHeader,
  headerName: string,
  others: Companions,
  issues: Issue[],
): Promise<Result<WfdbRecord>> {
  const placed: PlacedSignal[] = [];
  for (const group of byFile(header.signals)) {
    const { fileName, storageFormat } = group[0];
    if (storageFormat === 0) {
      issues.push(nullSignals(headerName, group.length));
      continue;
    }
    const source = companion(others, headerName, fileName, ["dat"]);
    if (!source) return failure(companionMissing(headerName, fileName));
    const file = await openSignalFile(source, group);
    if (!file) return failure(unknownEncoding(source.name, `WFDB ${storageFormat}`));
    const frames = Math.min(file.frameCount, header.frameCount ?? file.frameCount);
    if (header.frameCount !== undefined && frames < header.frameCount) {
      issues.push(fileCut(source.name, header.frameCount, frames));
    }
    for (const [indexInFile, signal] of group.entries()) {
      const usable = Math.max(0, Math.min(frames, file.frameCount - signal.skewFrames));
      placed.push({ signal, file, indexInFile, sampleCount: usable * signal.samplesPerFrame });
    }
  }
  if (placed.length === 0) return failure(noSignals(headerName));
  await checkFirstSamples(placed, headerName, issues);
  const labels = placed.map(({ signal }) => signal.label);
  issues.push(
    ...duplicateLabels(
      headerName,
      labels.filter((label) => label !== ""),
    ),
  );
  const ids = channelIds(labels);
  const channels = placed.map((one, index) => channelOf(one, ids[index], header, headerName, issues));
  let told = false;
  const tellDamage = () => {
    if (!told) issues.push(samplesDamaged(headerName));
    told = true;
  };
  return success({
    channels,
    labels,
    readSamples: async (channelIndex, fromSample, count) => {
      const { from, to } = sampleRange(placed[channelIndex].sampleCount, fromSample, count);
      return physicalSamples(placed[channelIndex], from, to, tellDamage);
    },
  });
}

/** Signals that follow one another in the header with the same file name share that file. */
function byFile(signals: readonly WfdbSignal[]): WfdbSignal[][] {
  const groups: WfdbSignal[][] = [];
  for (const signal of signals) {
    const group = groups.at(-1);
    if (group && group[0].fileName === signal.fileName && group[0].storageFormat === signal.storageFormat) {
      group.push(signal);
    } else groups.push([signal]);
  }
  return groups;
}

async function physicalSamples(
  { signal, file, indexInFile }: PlacedSignal,
  from: number,
  to: number,
  tellDamage: () => void,
): Promise<Float32Array> {
  const target = new Float32Array(to - from);
  const { samplesPerFrame, skewFrames, baseline } = signal;
  const perChunk = file.framesPerChunk * samplesPerFrame;
  const gain = signal.gain === 0 ? 1 : signal.gain;
  const zero = signal.gain === 0 ? 0 : baseline;
  const missing = missingValue(signal.storageFormat) ?? UNDECODED;
  for (let done = 0; done < target.length; ) {
    const inFile = from + done + skewFrames * samplesPerFrame;
    const values = (await file.chunk(Math.floor(inFile / perChunk)))[indexInFile];
    const start = inFile % perChunk;
    const here = Math.min(target.length - done, values.length - start);
    if (here <= 0) {
      target.fill(Number.NaN, done);
      tellDamage();
      break;
    }
    for (let i = 0; i < here; i++) {
      const value = values[start + i];
      if (value === UNDECODED && value !== missing) tellDamage();
      target[done + i] = value === missing || value === UNDECODED ? Number.NaN : (value - zero) / gain;
    }
    done += here;
  }
  return target;
}

function channelOf(
  { signal, sampleCount }: PlacedSignal,
  id: string,
  header: WfdbHeader,
  headerName: string,
  issues: Issue[],
): Channel {
  const label = signal.label || id;
  const calibrated = signal.gain !== 0;
  const unit = calibrated ? ucumUnit(signal.unitAsWritten) : "1";
  if (unit === undefined) issues.push(unitUnknown(headerName, label, signal.unitAsWritten));
  if (!calibrated) issues.push(notCalibrated(headerName, label));
  const gain = calibrated ? signal.gain : 1;
  const zero = calibrated ? signal.baseline : 0;
  const { converterBits: bits, converterZero } = signal;
  const ends = [converterZero - 2 ** (bits - 1), converterZero + 2 ** (bits - 1) - 1].map(
    (end) => (end - zero) / gain,
  );
  return {
    id,
    label,
    unit: unit ?? "1",
    samplingFrequencyHz: header.frameFrequencyHz * signal.samplesPerFrame,
    sampleCount,
    startS: 0,
    ...(bits > 1 && { limits: { minimum: Math.min(...ends), maximum: Math.max(...ends) } }),
    resolution: Math.abs(1 / gain),
  };
}

/** The header repeats the first sample of each signal: a file that belongs to another header shows here. */
async function checkFirstSamples(
  placed: readonly PlacedSignal[],
  name: string,
  issues: Issue[],
): Promise<void> {
  let wrong = 0;
  for (const { signal, file, indexInFile, sampleCount } of placed) {
    if (signal.initialValue === undefined || sampleCount === 0 || signal.skewFrames > 0) continue;
    if (signal.storageFormat === 8) continue;
    const first = (await file.chunk(0))[indexInFile][0];
    if (first !== signal.initialValue && first !== missingValue(signal.storageFormat)) wrong++;
  }
  if (wrong > 0) {
    issues.push(
      caution("wfdb-first-sample-differs", name, {
        en: `${wrong} of ${placed.length} signals do not start with the value the header gives; the data file may belong to another header.`,
        nb: `${wrong} av ${placed.length} signaler begynner ikke med verdien hodet oppgir; datafilen kan høre til et annet hode.`,
      }),
    );
  }
}

function nullSignals(file: string, count: number): Issue {
  return caution("wfdb-signals-not-stored", file, {
    en: `${count} signals are named in the header but not stored; they are left out.`,
    nb: `${count} signaler er nevnt i hodet, men ikke lagret; de er utelatt.`,
  });
}

function fileCut(file: string, stated: number, actual: number): Issue {
  return caution("wfdb-signal-file-cut", file, {
    en: `The header promises ${stated} frames, the file holds ${actual}; those are read.`,
    nb: `Hodet lover ${stated} rammer, filen har ${actual}; de er lest.`,
  });
}

function noSignals(file: string): Issue {
  return fault("recording-empty", file, {
    en: "None of the signals in the header is stored.",
    nb: "Ingen av signalene i hodet er lagret.",
  });
}

function notCalibrated(file: string, label: string): Issue {
  return caution(
    "wfdb-not-calibrated",
    { file, path: label },
    {
      en: `"${label}" is not calibrated; its samples are converter steps.`,
      nb: `«${label}» er ikke kalibrert; punktprøvene er omformersteg.`,
    },
  );
}
