import { findingsOf } from "../criterion/criterion.ts";
import type { FindingDefinition } from "./knowledge.ts";

/** The findings from which a derived finding follows. */
export function inputsOf(finding: FindingDefinition): string[] {
  const { presentIf, absentIf, formula } = finding;
  const criteria = [presentIf, absentIf].filter((one) => one !== undefined).flatMap(findingsOf);
  if (formula?.kind === "linear-correction") criteria.push(formula.of, formula.by);
  if (formula?.kind === "ckd-epi-2009") criteria.push(formula.creatinine, formula.age, formula.sex);
  return [...new Set(criteria)];
}
