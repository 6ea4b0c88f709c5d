/** Which findings made a criterion certain in a patient, and which unknown ones could still decide it: by id, once each. */
import type { Criterion, Leaf } from "../criterion/criterion.ts";
import { decidingLeaves, explainCriterion, openLeaves } from "../criterion/explain-criterion.ts";
import { leafTruth } from "../criterion/leaf-truth.ts";
import type { Situation } from "../finding/situation.ts";
import { possibleIntervals } from "../knowledge/reference-intervals.ts";
import type { Truth } from "../quantity/quantity.ts";

/** Empty if the answer is unknown. */
export function decidingFindings(criterion: Criterion, situation: Situation): string[] {
  return idsOf(decidingLeaves(explainCriterion(criterion, truthIn(situation))));
}

/** Empty if the answer is certain. */
export function openFindings(criterion: Criterion, situation: Situation): string[] {
  return idsOf(openLeaves(explainCriterion(criterion, truthIn(situation))));
}

function truthIn({ compiled, values }: Situation): (leaf: Leaf) => Truth {
  return (leaf) => {
    const index = compiled.indexOfFinding.get(leaf.finding) ?? -1;
    const intervals = possibleIntervals(compiled.findings[index], values[compiled.sex], values[compiled.age]);
    return leafTruth(leaf, values[index], intervals);
  };
}

function idsOf(leaves: readonly Leaf[]): string[] {
  return [...new Set(leaves.map(({ finding }) => finding))];
}
