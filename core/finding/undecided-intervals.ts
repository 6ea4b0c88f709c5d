/**
 * Results that one of the intervals that may be meant calls low or high and another does not.
 *
 * They count neither way (see `leafTruth`); here that is told, with the intervals. Silent about a result that came with its own interval,
 * and about one that is itself too uncertain (`<3`) for any of them.
 */
import { leafTruth } from "../criterion/leaf-truth.ts";
import type { Issue } from "../issue/issue.ts";
import type { Language, Text } from "../issue/text.ts";
import type { FindingDefinition, Interval } from "../knowledge/knowledge.ts";
import { possibleIntervals } from "../knowledge/reference-intervals.ts";
import { writeNumber, writeQuantity } from "../quantity/write-quantity.ts";
import type { Finding } from "./finding.ts";
import type { Situation } from "./situation.ts";

const POSITIONS = ["below-interval", "within-interval", "above-interval"] as const;

export function undecidedIntervals(
  findings: readonly Finding[],
  { compiled, values }: Situation,
): readonly Issue[] {
  return findings.flatMap(({ id, value, place }) => {
    if (value.kind !== "quantity" || value.interval) return [];
    const definition = compiled.findings[compiled.indexOfFinding.get(id) ?? -1];
    if (definition === undefined || definition.intervals.length < 2) return [];
    const intervals = possibleIntervals(definition, values[compiled.sex], values[compiled.age]);
    const isUndecided = POSITIONS.some((position) => {
      const truths = intervals.map((one) =>
        leafTruth({ kind: "interval", finding: id, position }, value, [one]),
      );
      return truths.includes(1) && truths.includes(-1);
    });
    if (!isUndecided) return [];
    const shown = (language: Language) => writeQuantity(value.range, definition.unit ?? "1", language);
    const all = (language: Language) => intervals.map((one) => written(one, language)).join(", ");
    return [
      {
        code: "interval-undecided",
        severity: "warning",
        message: {
          en: `${definition.label.en} ${shown("en")}: whether it is normal depends on the interval (${all("en")}); it counts neither way.`,
          nb: `${definition.label.nb} ${shown("nb")}: om den er normal, avhenger av referanseområdet (${all("nb")}); den teller ingen vei.`,
        },
        suggestion: suggestionFor(definition),
        ...(place && { place }),
      },
    ];
  });
}

/** `1.1–6.8`, `<210`, `>60`. */
function written({ low, high }: Interval, language: Language): string {
  const number = (value: number) => writeNumber(value, language);
  if (low === undefined) return `<${number(high ?? Number.NaN)}`;
  return high === undefined ? `>${number(low)}` : `${number(low)}–${number(high)}`;
}

function suggestionFor({ methodBound }: FindingDefinition): Text {
  return methodBound
    ? {
        en: "It depends on the method: give the interval that came with the result.",
        nb: "Det avhenger av metoden: oppgi referanseområdet som fulgte med svaret.",
      }
    : {
        en: "Give age and sex, or the interval that came with the result.",
        nb: "Oppgi alder og kjønn, eller referanseområdet som fulgte med svaret.",
      };
}
