/**
 * Reads EDF, EDF+ (continuous and discontinuous), BDF and BDF+.
 *
 * Time 0 of the recording is the onset of the first record; the file's start time is moved by its fraction of a
 * second. Pauses between records become NaN in the samples and `gap` spans in the header.
 *
 * Source: Kemp et al. 1992 (EDF), Kemp and Olivan 2003 (EDF+), BioSemi (BDF).
 */
import { type Issue, type Result, success } from "../issue/issue.ts";
import { channelIds } from "./channel-id.ts";
import { readEdfTimes } from "./edf-annotations.ts";
import { type EdfHeader, type EdfSignal, readEdfHeader } from "./edf-header.ts";
import { placeRecords, type RecordPlacement } from "./edf-record-times.ts";
import { edfStartTime } from "./edf-start-time.ts";
import { type InterleavedChannel, interleavedReader } from "./interleaved.ts";
import type { Annotation, ByteSource, Channel, OpenRecording } from "./recording.ts";
import { caution, duplicateLabels, remark, unitUnknown } from "./recording-issue.ts";
import { ucumUnit } from "./ucum-unit.ts";

export async function openEdf(source: ByteSource): Promise<Result<OpenRecording>> {
  const parsed = await readEdfHeader(source);
  if (!parsed.ok) return parsed;
  const header = parsed.value;
  const issues: Issue[] = [...parsed.issues];
  const times = await readEdfTimes(source, header);
  if (times.unreadable > 0) issues.push(unreadableAnnotations(source.name, times.unreadable));
  if (times.leftOut > 0) issues.push(annotationsLeftOut(source.name, times.leftOut));

  const signals = header.signals.filter((signal) => !signal.isAnnotations && signal.samplesPerRecord > 0);
  if (signals.length === 0) issues.push(annotationsOnly(source.name));
  const recordS = recordDuration(header, signals, source.name, issues);
  const placement = placeRecords(header, recordS, times.onsetsS, signals, source.name);
  issues.push(...placement.issues);
  issues.push(
    ...duplicateLabels(
      source.name,
      signals.map((signal) => signal.label),
    ),
  );
  const ids = channelIds(signals.map((signal) => signal.label));
  const scales = signals.map((signal) => scaleOf(signal, source.name, issues));
  const channels = signals.map((signal, index) =>
    channelOf(signal, ids[index], scales[index], placement.sampleCounts[index], recordS),
  );
  const layout = signals.map((signal, index) => storedAs(signal, scales[index], header));
  const { recordBytes, recordCount, headerBytes } = header;
  const startTime = edfStartTime(header, placement.originS);
  return success({
    header: {
      format: header.format,
      name: source.name,
      channels,
      ...(startTime !== undefined && { startTime }),
      durationS: placement.durationS,
      annotations: onRecordingClock(times.annotations, placement.originS),
      gaps: placement.gaps,
    },
    issues,
    readSamples: interleavedReader({
      source,
      dataOffset: headerBytes,
      recordBytes,
      recordCount,
      channels: layout,
      ...(placement.runs.length > 1 && { runs: runsOf(placement) }),
    }),
  });
}

function runsOf(placement: RecordPlacement) {
  return { runs: placement.runs, firstSamples: placement.firstSamples };
}

interface Scale {
  readonly unit: string;
  readonly gain: number;
  readonly offset: number;
  /** False: the header's limits are of no use, and the samples stay converter steps. */
  readonly calibrated: boolean;
}

/** From converter steps to the unit; steps remain where the limits leave no scale. */
function scaleOf(signal: EdfSignal, name: string, issues: Issue[]): Scale {
  const { physicalMinimum, physicalMaximum, digitalMinimum, digitalMaximum, label } = signal;
  const gain = (physicalMaximum - physicalMinimum) / (digitalMaximum - digitalMinimum);
  if (!Number.isFinite(gain) || gain === 0) {
    issues.push(noScale(name, label));
    return { unit: "1", gain: 1, offset: 0, calibrated: false };
  }
  if (digitalMaximum < digitalMinimum) issues.push(limitsReversed(name, label));
  const unit = ucumUnit(signal.unitAsWritten);
  if (unit === undefined) issues.push(unitUnknown(name, label, signal.unitAsWritten));
  return { unit: unit ?? "1", gain, offset: physicalMinimum - digitalMinimum * gain, calibrated: true };
}

function channelOf(
  signal: EdfSignal,
  id: string,
  scale: Scale,
  sampleCount: number,
  recordS: number,
): Channel {
  const { physicalMinimum, physicalMaximum, filters } = signal;
  const limits = {
    minimum: Math.min(physicalMinimum, physicalMaximum),
    maximum: Math.max(physicalMinimum, physicalMaximum),
  };
  return {
    id,
    label: signal.label,
    unit: scale.unit,
    samplingFrequencyHz: signal.samplesPerRecord / recordS,
    sampleCount,
    startS: 0,
    ...(scale.calibrated && { limits }),
    resolution: Math.abs(scale.gain),
    ...(filters !== "" && { filters }),
  };
}

function storedAs(signal: EdfSignal, scale: Scale, header: EdfHeader): InterleavedChannel {
  return {
    firstByte: signal.firstByte,
    samplesPerRecord: signal.samplesPerRecord,
    strideBytes: header.sampleBytes,
    encoding: header.sampleBytes === 3 ? "int24" : "int16",
    gain: scale.gain,
    offset: scale.offset,
  };
}

/** A record of 0 s is meant for files of annotations only; with samples in it, 1 s is the common reading. */
function recordDuration(
  header: EdfHeader,
  signals: readonly EdfSignal[],
  name: string,
  issues: Issue[],
): number {
  if (header.recordS > 0) return header.recordS;
  if (signals.length > 0) {
    issues.push(
      caution(
        "edf-record-duration-zero",
        { file: name, byteOffset: 244 },
        {
          en: "The header says a record lasts 0 s; 1 s is used, so times and frequencies may be wrong.",
          nb: "Hodet sier at en post varer 0 s; 1 s er brukt, så tider og frekvenser kan være feil.",
        },
      ),
    );
  }
  return 1;
}

function onRecordingClock(annotations: readonly Annotation[], originS: number): Annotation[] {
  return annotations
    .map((annotation) => ({ ...annotation, atS: annotation.atS - originS }))
    .sort((a, b) => a.atS - b.atS);
}

function noScale(file: string, label: string): Issue {
  return caution(
    "edf-limits-equal",
    { file, path: label },
    {
      en: `The smallest and largest value of "${label}" are equal in the header, so there is no scale; its samples are converter steps.`,
      nb: `Minste og største verdi for «${label}» er like i hodet, så det finnes ingen skala; punktprøvene er omformersteg.`,
    },
  );
}

function limitsReversed(file: string, label: string): Issue {
  return caution(
    "edf-limits-reversed",
    { file, path: label },
    {
      en: `The digital minimum of "${label}" is above its maximum; the scale is applied as it stands.`,
      nb: `Digitalt minimum for «${label}» er over maksimum; skalaen er brukt som den står.`,
    },
  );
}

function annotationsOnly(file: string): Issue {
  return caution("recording-without-channels", file, {
    en: "The file holds annotations only, no channel with samples.",
    nb: "Filen har bare merknader, ingen kanal med punktprøver.",
  });
}

function unreadableAnnotations(file: string, count: number): Issue {
  return caution("edf-annotations-unreadable", file, {
    en: `${count} annotation lists could not be read and are left out.`,
    nb: `${count} merknadslister kunne ikke leses og er utelatt.`,
  });
}

function annotationsLeftOut(file: string, count: number): Issue {
  return remark("annotations-left-out", file, {
    en: `There are very many annotations; ${count} of them are left out.`,
    nb: `Det er svært mange merknader; ${count} av dem er utelatt.`,
  });
}
