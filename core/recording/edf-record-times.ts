/**
 * Where the records of an EDF+ or BDF+ file lie in time.
 *
 * Each record carries its onset. As long as it comes when the one before ends, records form a run; a later onset is
 * a gap. Onsets that go back, are missing or are not credible are not believed: the record then follows directly.
 */
import type { Issue } from "../issue/issue.ts";
import type { EdfHeader, EdfSignal } from "./edf-header.ts";
import type { RecordRun } from "./interleaved.ts";
import { LONGEST_GAPS_S } from "./longest-gaps.ts";
import type { Span } from "./recording.ts";
import { caution } from "./recording-issue.ts";

export interface RecordPlacement {
  /** Onset of the first record on the file's clock. */
  readonly originS: number;
  readonly runs: readonly RecordRun[];
  /** For each signal, the index of the first sample of each run. Signals of equal rate share one array. */
  readonly firstSamples: readonly Float64Array[];
  readonly sampleCounts: readonly number[];
  readonly durationS: number;
  readonly gaps: readonly Span[];
  readonly issues: readonly Issue[];
}

/** Onsets are written with few decimals, and clocks drift a little from record to record. */
const TOLERANCE_S = 0.0015;

export function placeRecords(
  header: EdfHeader,
  recordS: number,
  onsetsS: Float64Array,
  signals: readonly EdfSignal[],
  name: string,
): RecordPlacement {
  const originS = Number.isFinite(onsetsS[0]) ? onsetsS[0] : 0;
  const { recordCount } = header;
  const { runs, distrusted } =
    onsetsS.length > 0
      ? findRuns(onsetsS, recordCount, recordS, originS)
      : { runs: recordCount > 0 ? [{ firstRecord: 0, recordCount, atS: 0 }] : [], distrusted: 0 };
  const byRate = new Map<number, Float64Array>();
  const firstSamples = signals.map(({ samplesPerRecord }) => {
    const known = byRate.get(samplesPerRecord);
    if (known) return known;
    const made = firstSamplesOf(runs, samplesPerRecord, recordS);
    byRate.set(samplesPerRecord, made);
    return made;
  });
  const last = runs.length - 1;
  const sampleCounts = signals.map(({ samplesPerRecord }, index) =>
    last < 0 ? 0 : firstSamples[index][last] + runs[last].recordCount * samplesPerRecord,
  );
  const gaps: Span[] = runs.slice(1).map((run, index) => ({
    kind: "gap",
    fromS: runs[index].atS + runs[index].recordCount * recordS,
    toS: run.atS,
  }));
  const issues: Issue[] = [];
  if (distrusted > 0) issues.push(timesNotCredible(name, distrusted));
  if (gaps.length > 0 && !header.format.endsWith("D")) issues.push(gapsInContinuous(name, gaps.length));
  return {
    originS,
    runs,
    firstSamples,
    sampleCounts,
    durationS: last < 0 ? 0 : runs[last].atS + runs[last].recordCount * recordS,
    gaps,
    issues,
  };
}

function findRuns(
  onsetsS: Float64Array,
  recordCount: number,
  recordS: number,
  originS: number,
): { runs: RecordRun[]; distrusted: number } {
  const runs: { firstRecord: number; recordCount: number; atS: number }[] = [];
  let distrusted = 0;
  let expectedS = 0;
  let pausedS = 0;
  for (let record = 0; record < recordCount; record++) {
    const run = runs.at(-1);
    const atS = onsetsS[record] - originS;
    const lateS = atS - expectedS;
    const credible = lateS >= -TOLERANCE_S && pausedS + lateS <= LONGEST_GAPS_S;
    if (!credible && !Number.isNaN(atS)) distrusted++;
    if (!run) runs.push({ firstRecord: 0, recordCount: 1, atS: 0 });
    else if (credible && lateS > TOLERANCE_S) {
      runs.push({ firstRecord: record, recordCount: 1, atS });
      pausedS += lateS;
    } else run.recordCount++;
    expectedS = (credible ? atS : expectedS) + recordS;
  }
  return { runs, distrusted };
}

/** Nearest sample to the run's onset, never before the end of the run before it. */
function firstSamplesOf(runs: readonly RecordRun[], samplesPerRecord: number, recordS: number): Float64Array {
  const first = new Float64Array(Math.max(1, runs.length));
  let end = 0;
  runs.forEach((run, index) => {
    first[index] = Math.max(end, Math.round((run.atS * samplesPerRecord) / recordS));
    end = first[index] + run.recordCount * samplesPerRecord;
  });
  return first;
}

function timesNotCredible(file: string, count: number): Issue {
  return caution("edf-record-times-not-credible", file, {
    en: `${count} records carry a time that goes back or makes the pauses longer than a day; they are placed right after the one before.`,
    nb: `${count} poster har en tid som går tilbake eller gjør pausene lengre enn et døgn; de er plassert rett etter den forrige.`,
  });
}

function gapsInContinuous(file: string, count: number): Issue {
  return caution("edf-gaps-in-continuous", file, {
    en: `The file calls itself continuous, but its time stamps show ${count} pauses; they are kept as gaps.`,
    nb: `Filen kaller seg sammenhengende, men tidsstemplene viser ${count} pauser; de er beholdt som hull.`,
  });
}
