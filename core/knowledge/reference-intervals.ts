/**
 * Which reference intervals may be meant for a patient whose sex and age are known, partly known or unknown.
 *
 * The intervals of a laboratory finding stand in order of preference. The first that certainly fits ends the search; one that
 * fits only perhaps is kept, and the search goes on. So the answer is one interval where enough is known, and otherwise every
 * interval that could turn out to be the right one. Where the result depends on the method, and the intervals are those of several
 * methods, every interval that fits could be the right one.
 */
import type { FindingValue, ReferenceBounds } from "../criterion/finding-value.ts";
import { isBelow, type Truth } from "../quantity/quantity.ts";
import type { FindingDefinition, Interval } from "./knowledge.ts";

export function possibleIntervals(
  definition: FindingDefinition,
  sex: FindingValue | undefined,
  age: FindingValue | undefined,
): readonly Interval[] {
  if (definition.intervals.length === 0) return definition.intervals;
  const possible: Interval[] = [];
  for (const interval of definition.intervals) {
    const fit = Math.min(fitsSex(interval, sex), fitsAge(interval, age)) as Truth;
    if (fit === -1) continue;
    possible.push(interval);
    if (fit === 1 && !definition.methodBound) break;
  }
  return possible;
}

/** Whether the interval that is used depends on sex or age. */
export function intervalsDependOnPatient(definition: FindingDefinition): boolean {
  const first = definition.intervals[0];
  if (first === undefined) return false;
  const limited = [first.sex, first.ageFrom, first.ageBelow].some((limit) => limit !== undefined);
  return limited || (first.populationFrom ?? 0) > 0;
}

/** Bounds alone, for those who only compare. */
export type PossibleBounds = readonly ReferenceBounds[];

function fitsSex(interval: Interval, sex: FindingValue | undefined): Truth {
  if (interval.sex === undefined) return 1;
  if (sex?.kind !== "choice") return 0;
  return sex.option === interval.sex ? 1 : -1;
}

function fitsAge(interval: Interval, age: FindingValue | undefined): Truth {
  const { populationFrom } = interval;
  if (populationFrom !== undefined && age?.kind === "quantity" && isBelow(age.range, populationFrom) === 1)
    return -1;
  if (interval.ageFrom === undefined && interval.ageBelow === undefined) return 1;
  if (age?.kind !== "quantity") return 0;
  const oldEnough = interval.ageFrom === undefined ? 1 : -isBelow(age.range, interval.ageFrom);
  const youngEnough = interval.ageBelow === undefined ? 1 : isBelow(age.range, interval.ageBelow);
  return Math.min(oldEnough, youngEnough) as Truth;
}
