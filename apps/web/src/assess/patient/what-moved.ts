/**
 * What is different between two consultations, gravest first: red flags, how soon, verdicts, treatments, tests.
 *
 * For the reader who changed an answer: what is said aloud after it, and what a *what if* shows.
 */
import type { HypothesisResult } from "@krampe/core/assessment/assess.ts";
import { type Verdict, verdictRank } from "@krampe/core/assessment/verdict.ts";
import type { Text } from "@krampe/core/issue/text.ts";
import type { Urgency } from "@krampe/core/knowledge/knowledge.ts";
import type { Consultation } from "@krampe/core/plan/consultation.ts";
import type { InvestigationStatus } from "@krampe/core/plan/investigations.ts";
import type { TreatmentVerdict } from "@krampe/core/plan/treatments.ts";

export type Move =
  | {
      readonly kind: "red-flag";
      readonly id: string;
      readonly label: Text;
      readonly to: "raised" | "lowered";
    }
  | { readonly kind: "urgency"; readonly from: Urgency; readonly to: Urgency }
  | {
      readonly kind: "phenomenon" | "cause";
      readonly id: string;
      readonly label: Text;
      readonly from: Verdict;
      readonly to: Verdict;
    }
  | {
      readonly kind: "treatment";
      readonly id: string;
      readonly label: Text;
      readonly from: TreatmentVerdict | undefined;
      readonly to: TreatmentVerdict | undefined;
    }
  | {
      readonly kind: "investigation";
      readonly id: string;
      readonly label: Text;
      readonly from: InvestigationStatus | undefined;
      readonly to: InvestigationStatus | undefined;
    };

export function whatMoved(before: Consultation, after: Consultation): Move[] {
  return [
    ...redFlagMoves(before, after),
    ...urgencyMove(before, after),
    ...hypothesisMoves("phenomenon", before.assessment.phenomena, after.assessment.phenomena),
    ...hypothesisMoves("cause", before.assessment.causes, after.assessment.causes),
    ...planMoves(
      "treatment",
      before.plan.treatments.map(({ treatment, verdict }) => ({ ...treatment, now: verdict })),
      after.plan.treatments.map(({ treatment, verdict }) => ({ ...treatment, now: verdict })),
    ),
    ...planMoves(
      "investigation",
      before.plan.investigations.map(({ investigation, status }) => ({ ...investigation, now: status })),
      after.plan.investigations.map(({ investigation, status }) => ({ ...investigation, now: status })),
    ),
  ];
}

/** Moves that a person should hear of at once: a flag, the time, or something that became or ceased to be likely. */
export function isLarge(move: Move): boolean {
  if (move.kind === "red-flag" || move.kind === "urgency") return true;
  if (move.kind === "phenomenon" || move.kind === "cause") {
    const likely = verdictRank("possible");
    return verdictRank(move.from) < likely !== verdictRank(move.to) < likely;
  }
  return false;
}

function redFlagMoves(before: Consultation, after: Consultation): Move[] {
  const [old, now] = [before.assessment.redFlags, after.assessment.redFlags];
  const missing = (flags: typeof old, from: typeof old) =>
    from.filter(({ id }) => !flags.some((flag) => flag.id === id));
  return [
    ...missing(old, now).map(({ id, label }): Move => ({ kind: "red-flag", id, label, to: "raised" })),
    ...missing(now, old).map(({ id, label }): Move => ({ kind: "red-flag", id, label, to: "lowered" })),
  ];
}

function urgencyMove(before: Consultation, after: Consultation): Move[] {
  const [from, to] = [before.plan.urgency, after.plan.urgency];
  return from === to ? [] : [{ kind: "urgency", from, to }];
}

function hypothesisMoves(
  kind: "phenomenon" | "cause",
  before: readonly HypothesisResult[],
  after: readonly HypothesisResult[],
): Move[] {
  const verdictBefore = new Map(before.map(({ hypothesis, verdict }) => [hypothesis.id, verdict]));
  return after.flatMap(({ hypothesis: { id, label }, verdict: to }): Move[] => {
    const from = verdictBefore.get(id) ?? "open";
    return from === to ? [] : [{ kind, id, label, from, to }];
  });
}

function planMoves<Kind extends "treatment" | "investigation", Now>(
  kind: Kind,
  before: readonly { readonly id: string; readonly label: Text; readonly now: Now }[],
  after: readonly { readonly id: string; readonly label: Text; readonly now: Now }[],
): Move[] {
  const old = new Map(before.map((one) => [one.id, one]));
  const now = new Map(after.map((one) => [one.id, one]));
  const all = [...after, ...before.filter(({ id }) => !now.has(id))];
  return all.flatMap(({ id, label }) => {
    const [from, to] = [old.get(id)?.now, now.get(id)?.now];
    return from === to ? [] : [{ kind, id, label, from, to } as Move];
  });
}
