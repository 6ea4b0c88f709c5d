/**
 * The whole way for one patient: findings in, assessment and plan out. The one function that every application calls.
 *
 * Pure: the same findings and knowledge give the same answer in the browser, the service, the command line and a cluster.
 */
import { type Assessment, assess } from "../assessment/assess.ts";
import type { FindingValue } from "../criterion/finding-value.ts";
import { type CombinedFindings, combineFindings } from "../finding/combine-findings.ts";
import type { Finding } from "../finding/finding.ts";
import { type Conflict, denyingWhole, type Situation, situationOf } from "../finding/situation.ts";
import { undecidedIntervals } from "../finding/undecided-intervals.ts";
import type { Issue } from "../issue/issue.ts";
import type { CompiledKnowledge } from "../knowledge/compile-knowledge.ts";
import { type Plan, planFor } from "./plan.ts";

export class Consultation {
  readonly compiled: CompiledKnowledge;
  readonly situation: Situation;
  readonly assessment: Assessment;
  readonly #combined: CombinedFindings;
  #findings: readonly Finding[] | undefined;
  #plan: Plan | undefined;
  #issues: readonly Issue[] | undefined;

  constructor(combined: CombinedFindings, situation: Situation) {
    this.compiled = situation.compiled;
    this.situation = situation;
    this.assessment = assess(situation);
    this.#combined = combined;
  }

  /** Given and derived, one for each id, in the order of the knowledge. Put together when they are first read. */
  get findings(): readonly Finding[] {
    this.#findings ??= withDerived(this.#combined.findings, this.situation);
    return this.#findings;
  }

  /** Made when it is first read: mostly a hook in the record asks for red flags alone. */
  get plan(): Plan {
    this.#plan ??= planFor(this.assessment);
    return this.#plan;
  }

  /** Disagreements in what was given, and results that cannot be told normal or not. */
  get issues(): readonly Issue[] {
    this.#issues ??= [
      ...this.#combined.issues,
      ...this.situation.conflicts.map((conflict) => conflictIssue(conflict, this.compiled)),
      ...undecidedIntervals(this.#combined.findings, this.situation),
    ];
    return this.#issues;
  }
}

/** Findings whose id the knowledge does not have are passed over: readers report them. */
export function consult(compiled: CompiledKnowledge, given: readonly Finding[]): Consultation {
  const combined = combineFindings(given, compiled);
  const values: (FindingValue | undefined)[] = combined.chosen.map((finding) => finding?.value);
  return new Consultation(combined, situationOf(compiled, values));
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
