/** Findings without what their kind needs, and parts of wholes that cannot be. */
import type { Issue } from "../../issue/issue.ts";
import { isUnit } from "../../quantity/unit-conversion.ts";
import type { FindingDefinition } from "../knowledge.ts";
import { dangling, problem } from "./problem.ts";

export function checkFindings(findings: readonly FindingDefinition[]): Issue[] {
  return [...findingProblems(findings), ...strangeParts(findings)];
}

function findingProblems(findings: readonly FindingDefinition[]): Issue[] {
  return findings.flatMap((finding) => {
    const issues: Issue[] = [];
    const wrong = (en: string, nb: string) =>
      issues.push(problem("knowledge-finding", { en, nb }, finding.place));
    const { id, kind, unit, plausible } = finding;
    if (kind === "quantity") {
      if (unit === undefined)
        wrong(`The quantity '${id}' has no unit.`, `Størrelsen «${id}» har ingen enhet.`);
      else if (!isUnit(unit))
        wrong(`'${unit}' of '${id}' is not a UCUM unit.`, `«${unit}» i «${id}» er ikke en UCUM-enhet.`);
      if (!plausible)
        wrong(
          `The quantity '${id}' has no plausible range.`,
          `Størrelsen «${id}» har ingen rimelige grenser.`,
        );
      else if (plausible.low >= plausible.high)
        wrong(`The plausible range of '${id}' is empty.`, `De rimelige grensene for «${id}» er tomme.`);
      for (const { unit: other } of finding.alsoIn) {
        if (!isUnit(other))
          wrong(`'${other}' of '${id}' is not a UCUM unit.`, `«${other}» i «${id}» er ikke en UCUM-enhet.`);
      }
      for (const { low, high } of finding.intervals) {
        if (low === undefined && high === undefined)
          wrong(`An interval of '${id}' has no bounds.`, `Et referanseområde for «${id}» har ingen grenser.`);
        if (low !== undefined && high !== undefined && low >= high)
          wrong(`An interval of '${id}' is empty.`, `Et referanseområde for «${id}» er tomt.`);
      }
    } else if (unit !== undefined || finding.intervals.length > 0) {
      wrong(
        `'${id}' is a ${kind} and has no unit or interval.`,
        `«${id}» er ${kind} og har ikke enhet eller område.`,
      );
    }
    if (kind === "choice" && finding.options.length < 2)
      wrong(`The choice '${id}' has no options.`, `Valget «${id}» har ingen alternativer.`);
    if (kind !== "sign" && (finding.presentIf || finding.absentIf))
      wrong(
        `Only a sign can follow from a criterion; '${id}' is a ${kind}.`,
        `Bare tegn kan følge av kriterier; «${id}» er ${kind}.`,
      );
    return issues;
  });
}

/** Parts of a whole that there is not, and parts and wholes that cannot be present or absent. */
function strangeParts(findings: readonly FindingDefinition[]): Issue[] {
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  return findings.flatMap(({ id, kind, partOf, place }) => {
    if (partOf === undefined) return [];
    const whole = byId.get(partOf);
    if (!whole) return [dangling("finding", partOf, [...byId.keys()], place)];
    if (kind === "sign" && whole.kind === "sign") return [];
    return [
      problem(
        "knowledge-finding",
        {
          en: `Only a sign can be part of a sign: '${id}' of '${partOf}'.`,
          nb: `Bare et tegn kan være del av et tegn: «${id}» av «${partOf}».`,
        },
        place,
      ),
    ];
  });
}
