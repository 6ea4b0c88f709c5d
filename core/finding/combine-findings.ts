/**
 * Many findings from several sources to one for each id.
 *
 * What the clinician tells or sees today goes before what the laboratory or the record says, and among equals the newest counts;
 * without dates the one that says *present* (what is dangerous comes first). A disagreement is told, whichever counts.
 */
import type { Issue } from "../issue/issue.ts";
import type { CompiledKnowledge } from "../knowledge/compile-knowledge.ts";
import type { Finding, Origin } from "./finding.ts";
import { sameValue } from "./situation.ts";

export class CombinedFindings {
  /** By place in the knowledge. */
  readonly chosen: readonly (Finding | undefined)[];
  readonly issues: readonly Issue[];

  constructor(chosen: readonly (Finding | undefined)[], issues: readonly Issue[]) {
    this.chosen = chosen;
    this.issues = issues;
  }

  /** One for each id, in the order of the knowledge. */
  get findings(): readonly Finding[] {
    return this.chosen.filter((one) => one !== undefined);
  }
}

const PRECEDENCE: readonly Origin[] = ["told", "examined", "emg", "laboratory", "record", "derived"];

export function combineFindings(findings: readonly Finding[], compiled: CompiledKnowledge): CombinedFindings {
  // Most are said once: only the others get a list of their own.
  const chosen: (Finding | undefined)[] = new Array(compiled.findings.length).fill(undefined);
  const repeated = new Map<number, Finding[]>();
  for (const finding of findings) {
    const index = compiled.indexOfFinding.get(finding.id);
    if (index === undefined) continue;
    const first = chosen[index];
    const several = repeated.get(index);
    if (several) several.push(finding);
    else if (first) repeated.set(index, [first, finding]);
    else chosen[index] = finding;
  }
  const issues: Issue[] = [];
  for (const [index, several] of repeated) {
    const best = several.toSorted(byPrecedence)[0];
    chosen[index] = best;
    const signs = several.filter(({ value }) => value.kind !== "quantity");
    const other = signs.find(({ value }) => !sameValue(value, best.value));
    if (other) issues.push(disagreement(best.id, best, other, compiled));
  }
  return new CombinedFindings(chosen, issues);
}

function byPrecedence(a: Finding, b: Finding): number {
  return (
    PRECEDENCE.indexOf(a.origin) - PRECEDENCE.indexOf(b.origin) ||
    (b.at ?? "").localeCompare(a.at ?? "") ||
    Number(b.value.kind === "present") - Number(a.value.kind === "present")
  );
}

function disagreement(
  id: string,
  used: Finding,
  other: Finding,
  { findings, indexOfFinding }: CompiledKnowledge,
): Issue {
  const label = findings[indexOfFinding.get(id) ?? -1]?.label ?? { en: id, nb: id };
  const said = (finding: Finding) =>
    finding.value.kind === "choice" ? finding.value.option : finding.value.kind;
  const whose = (finding: Finding) =>
    [finding.origin, finding.at, ...(finding.from ?? [])].filter(Boolean).join(", ");
  return {
    code: "finding-conflict",
    severity: "warning",
    message: {
      en: `${label.en}: one source says ${said(used)} (${whose(used)}), another ${said(other)} (${whose(other)}). The first is used.`,
      nb: `${label.nb}: én kilde sier ${said(used)} (${whose(used)}), en annen ${said(other)} (${whose(other)}). Den første brukes.`,
    },
    suggestion: { en: "Ask or examine again.", nb: "Spør eller undersøk på nytt." },
    ...(used.place && { place: used.place }),
  };
}
