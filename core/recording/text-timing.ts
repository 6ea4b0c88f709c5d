/**
 * From time stamps, a row counter or the header to the times of a text file's samples.
 *
 * What the file states comes first, then regular time stamps, then an estimate from irregular ones, then what the user
 * says. Rows that are missing by the stamps or the counter become gaps.
 */

import type { Issue } from "../issue/issue.ts";
import { isCredibleFrequency } from "./credible-frequency.ts";
import { LONGEST_GAPS_S } from "./longest-gaps.ts";
import type { OpenOptions } from "./recording.ts";
import { caution, remark, samplingFrequencyUnknown } from "./recording-issue.ts";
import { type Clock, frequencyOf } from "./text-clock.ts";

export interface RowGap {
  /** The first row after the gap. */
  readonly row: number;
  readonly missingSamples: number;
}

export interface TextTiming {
  readonly samplingFrequencyHz: number;
  readonly clock: "estimated" | "assumed" | undefined;
  readonly gaps: readonly RowGap[];
  readonly issues: readonly Issue[];
}

export interface TextTimingInput {
  readonly name: string;
  readonly rowCount: number;
  readonly statedHz: number | undefined;
  /** From the time column, if there is one and it is a clock. */
  readonly clock: Clock | undefined;
  readonly hasTimeColumn: boolean;
  readonly secondsPerUnit: number | undefined;
  readonly options: OpenOptions;
}

export function textTiming(input: TextTimingInput): TextTiming {
  const { name, statedHz, options, rowCount } = input;
  const clock = input.clock && usable(input.clock, input.secondsPerUnit, statedHz);
  const issues: Issue[] = [];
  if (input.hasTimeColumn && !clock) issues.push(notAClock(name));
  if (!clock) {
    if (statedHz !== undefined) return { samplingFrequencyHz: statedHz, clock: undefined, gaps: [], issues };
    const given = options.samplingFrequencyHz;
    if (given !== undefined && isCredibleFrequency(given))
      return { samplingFrequencyHz: given, clock: undefined, gaps: [], issues };
    issues.push(samplingFrequencyUnknown(name));
    return { samplingFrequencyHz: 1, clock: "assumed", gaps: [], issues };
  }
  const unitS = input.secondsPerUnit ?? likelyUnit(clock.interval, statedHz);
  if (input.secondsPerUnit === undefined && unitS !== 1) issues.push(unitInferred(name, unitS));
  const intervalS = clock.interval * unitS;
  const measuredHz = frequencyOf(intervalS, rowCount);
  const agrees = statedHz !== undefined && Math.abs(measuredHz / statedHz - 1) < 0.01;
  if (statedHz !== undefined && !agrees) issues.push(statedDisagrees(name, statedHz, measuredHz));
  if (clock.backwards > 0) issues.push(runsBackwards(name, clock.backwards));
  if (clock.kind === "irregular") issues.push(irregular(name, measuredHz, clock, unitS));
  const gaps = clock.pauses.flatMap((pause) => {
    const missingSamples = Math.round(pause.interval / clock.interval) - 1;
    return missingSamples > 0 ? [{ row: pause.row, missingSamples }] : [];
  });
  const missingS = gaps.reduce((sum, gap) => sum + gap.missingSamples, 0) * intervalS;
  const credible = missingS <= LONGEST_GAPS_S;
  if (!credible) issues.push(gapsTooLong(name, missingS));
  return {
    samplingFrequencyHz: agrees ? statedHz : measuredHz,
    clock: clock.kind === "irregular" && !agrees ? "estimated" : undefined,
    gaps: credible ? gaps : [],
    issues,
  };
}

/** The clock, if it makes a frequency that a recorder can have. */
function usable(
  clock: Clock,
  secondsPerUnit: number | undefined,
  statedHz: number | undefined,
): Clock | undefined {
  const unitS = secondsPerUnit ?? likelyUnit(clock.interval, statedHz);
  return isCredibleFrequency(1 / (clock.interval * unitS)) ? clock : undefined;
}

/** Seconds, unless that means fewer than ten samples a second and a smaller unit makes sense of it. */
function likelyUnit(interval: number, statedHz: number | undefined): number {
  const units = [1, 1e-3, 1e-6, 1e-9];
  if (statedHz !== undefined) {
    const fitting = units.find((unit) => Math.abs(1 / (interval * unit) / statedHz - 1) < 0.02);
    if (fitting !== undefined) return fitting;
  }
  return units.find((unit) => 1 / (interval * unit) >= 10) ?? 1;
}

function notAClock(file: string): Issue {
  return caution("time-column-unusable", file, {
    en: "The time column does not run forwards, so it says nothing about sampling; it is left out.",
    nb: "Tidskolonnen går ikke fremover, så den sier ikke noe om punktprøvingen; den er utelatt.",
  });
}

function unitInferred(file: string, unitS: number): Issue {
  const unit = { [1e-3]: ["milliseconds", "millisekunder"], [1e-6]: ["microseconds", "mikrosekunder"] }[
    unitS
  ] ?? ["nanoseconds", "nanosekunder"];
  return remark("time-unit-inferred", file, {
    en: `The time column has no unit; its steps only make sense as ${unit[0]}.`,
    nb: `Tidskolonnen har ingen enhet; stegene gir bare mening som ${unit[1]}.`,
  });
}

function statedDisagrees(file: string, statedHz: number, measuredHz: number): Issue {
  return caution("sampling-frequency-contradictory", file, {
    en: `The header says ${statedHz} Hz, the time column ${measuredHz} Hz; the time column is used.`,
    nb: `Hodet sier ${statedHz} Hz, tidskolonnen ${measuredHz} Hz; tidskolonnen er brukt.`,
  });
}

function runsBackwards(file: string, rows: number): Issue {
  return caution("clock-runs-backwards", file, {
    en: `The time goes back in ${rows} rows; those stamps are not used.`,
    nb: `Tiden går tilbake i ${rows} rader; de tidsstemplene er ikke brukt.`,
  });
}

function irregular(file: string, frequencyHz: number, clock: Clock, unitS: number): Issue {
  const ms = (value: number) => Number((value * unitS * 1000).toPrecision(2));
  return caution(
    "clock-irregular",
    file,
    {
      en: `The time stamps are uneven: 98 % of the intervals lie between ${ms(clock.low)} and ${ms(clock.high)} ms. ${frequencyHz} Hz is an estimate.`,
      nb: `Tidsstemplene er ujevne: 98 % av intervallene ligger mellom ${ms(clock.low)} og ${ms(clock.high)} ms. ${frequencyHz} Hz er et anslag.`,
    },
    {
      en: "Take measured frequencies and times with this uncertainty, or record with an even clock.",
      nb: "Ta målte frekvenser og tider med denne usikkerheten, eller ta opp med en jevn klokke.",
    },
  );
}

function gapsTooLong(file: string, missingS: number): Issue {
  return caution("gaps-not-credible", file, {
    en: `By its time stamps ${Math.round(missingS / 3600)} hours are missing; the rows are joined without gaps.`,
    nb: `Etter tidsstemplene mangler ${Math.round(missingS / 3600)} timer; radene er satt sammen uten hull.`,
  });
}
