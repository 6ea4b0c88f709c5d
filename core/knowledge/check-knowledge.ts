/**
 * What is wrong with knowledge whose files are well formed: names that lead nowhere, names given twice, criteria that can never
 * be true, findings derived from themselves, units that are none, and facts of the handbook page that nothing carries.
 */
import type { Issue } from "../issue/issue.ts";
import type { UnhashedKnowledge } from "./build-knowledge.ts";
import { checkCodes } from "./check/check-codes.ts";
import { checkCriteria } from "./check/check-criteria.ts";
import { checkFindings } from "./check/check-findings.ts";
import { checkIds } from "./check/check-ids.ts";
import { checkNames } from "./check/check-names.ts";

export function checkKnowledge(knowledge: UnhashedKnowledge): Issue[] {
  return [
    ...checkIds(knowledge),
    ...checkFindings(knowledge.findings),
    ...checkCriteria(knowledge),
    ...checkNames(knowledge),
    ...checkCodes(knowledge),
  ];
}
