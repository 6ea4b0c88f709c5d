/**
 * The whole way for one patient: findings in, assessment and plan out. The one function that every application calls.
 *
 * Pure: the same findings and knowledge give the same answer in the browser, the service, the command line and a cluster.
 */
import { type Assessment, assess } from "../assessment/assess.ts";
import type { FindingValue } from "../criterion/finding-value.ts";
import { combineFindings } from "../finding/combine-findings.ts";
import type { Finding } from "../finding/finding.ts";
import { type Conflict, denyingWhole, type Situation, situationOf } from "../finding/situation.ts";
import { undecidedIntervals } from "../finding/undecided-intervals.ts";
import type { Issue } from "../issue/issue.ts";
import type { CompiledKnowledge } from "../knowledge/compile-knowledge.ts";
import { type Plan, planFor } from "./plan.ts";

export interface Consultation {
  readonly compiled: CompiledKnowledge;
  /** Given and derived, one for each id, in the order of the knowledge. Put together when they are first read. */
  readonly findings: readonly Finding[];
  readonly situation: Situation;
  readonly assessment: Assessment;
  readonly plan: Plan;
  /** Disagreements in what was given, and results that cannot be told normal or not. */
  readonly issues: readonly Issue[];
}

/** Findings whose id the knowledge does not have are passed over: readers report them. */
export function consult(compiled: CompiledKnowledge, given: readonly Finding[]): Consultation {
  const combined = combineFindings(given, compiled);
  const values: (FindingValue | undefined)[] = new Array(compiled.findings.length);
  for (const finding of combined.findings) {
    const index = compiled.indexOfFinding.get(finding.id);
    if (index !== undefined) values[index] = finding.value;
  }
  const situation = situationOf(compiled, values);
  const assessment = assess(situation);
  let findings: readonly Finding[] | undefined;
  return {
    compiled,
    get findings() {
      findings ??= withDerived(combined.findings, situation);
      return findings;
    },
    situation,
    assessment,
    plan: planFor(assessment),
    issues: [
      ...combined.issues,
      ...situation.conflicts.map((conflict) => conflictIssue(conflict, compiled)),
      ...undecidedIntervals(combined.findings, situation),
    ],
  };
}

function withDerived(given: readonly Finding[], situation: Situation): Finding[] {
  const { compiled, values, known } = situation;
  const byIndex = new Map(given.map((finding) => [compiled.indexOfFinding.get(finding.id), finding]));
  const findings: Finding[] = [];
  values.forEach((value, index) => {
    if (value === undefined) return;
    const own = byIndex.get(index);
    if (own && own.value === value) {
      findings.push(own);
      return;
    }
    const derivation = compiled.derivations[compiled.derivationOfFinding[index]];
    const whole = value.kind === "absent" ? denyingWhole(situation, derivation) : undefined;
    const from = derivation.inputs.filter((input) => known[input] !== 0);
    if (whole !== undefined) from.push(whole);
    findings.push({
      id: compiled.findings[index].id,
      value,
      origin: "derived",
      from: from.map((input) => compiled.findings[input].id),
    });
  });
  return findings;
}

function conflictIssue({ finding, given, derived, used }: Conflict, { findings }: CompiledKnowledge): Issue {
  const { label } = findings[finding];
  const en = { given: "What was told is used.", derived: "The measured value is used." }[used];
  const nb = { given: "Det som er opplyst, brukes.", derived: "Den målte verdien brukes." }[used];
  return {
    code: "finding-conflict",
    severity: "warning",
    message: {
      en: `${label.en}: given as ${given.kind}, but the other findings make it ${derived.kind}. ${en}`,
      nb: `${label.nb}: oppgitt som ${given.kind}, men de andre funnene gjør det til ${derived.kind}. ${nb}`,
    },
    suggestion: { en: "Check which of them is right.", nb: "Se etter hva som er riktig." },
  };
}
