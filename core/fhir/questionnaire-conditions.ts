/**
 * When a question need not be asked: what the knowledge says makes its finding absent (`absentIf`), turned round.
 *
 * A question is hidden only by answers that settle it; while those are missing or unknown it is asked. Only signs and choices can
 * hide a question: a limit of a quantity that has not been answered would hide it too (FHIR counts a missing number as false), so
 * that those are left out and the question is asked.
 */
import type { Criterion } from "../criterion/criterion.ts";
import type { FindingDefinition } from "../knowledge/knowledge.ts";
import { ANSWER_SYSTEM, SIGN_ANSWERS } from "./answer-codings.ts";
import type { Json } from "./json-access.ts";
import { optionSystem } from "./write-observation.ts";

/** By id of the finding: conditions of `enableWhen`, all of which must hold. Findings that are always asked have none. */
export function enablingConditions(
  findings: readonly FindingDefinition[],
): ReadonlyMap<string, readonly Json[]> {
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  return new Map(
    findings.map((finding) => {
      const all = finding.absentIf ? notHolding(finding.absentIf, byId, [finding.id]) : [];
      const once = new Map(all.map((condition) => [JSON.stringify(condition), condition]));
      return [finding.id, [...once.values()]];
    }),
  );
}

type Findings = ReadonlyMap<string, FindingDefinition>;

/** Conditions that together mean that the answers do not make the criterion true. */
function notHolding(criterion: Criterion, findings: Findings, above: readonly string[]): Json[] {
  switch (criterion.kind) {
    case "any":
      return criterion.of.flatMap((part) => notHolding(part, findings, above));
    case "present":
      return isSign(criterion.finding, findings) ? [answerIsNot(criterion.finding, "present")] : [];
    case "choice":
      return criterion.options.map((code) => ({
        question: criterion.finding,
        operator: "!=",
        answerCoding: { system: optionSystem({ id: criterion.finding }), code },
      }));
    case "not": {
      const { of } = criterion;
      if (of.kind !== "present" || !isSign(of.finding, findings) || above.includes(of.finding)) return [];
      // What makes that finding absent hides this question too: its own question is then hidden and has no answer.
      const itsOwn = findings.get(of.finding)?.absentIf;
      return [
        answerIsNot(of.finding, "absent"),
        ...(itsOwn ? notHolding(itsOwn, findings, [...above, of.finding]) : []),
      ];
    }
    default:
      return [];
  }
}

function isSign(id: string, findings: Findings): boolean {
  return findings.get(id)?.kind === "sign";
}

function answerIsNot(question: string, says: "present" | "absent"): Json {
  const { code } = SIGN_ANSWERS.find((answer) => answer.says === says)!;
  return { question, operator: "!=", answerCoding: { system: ANSWER_SYSTEM, code } };
}
