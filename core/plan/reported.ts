/** The parts of a report, as the documented JSON has them; `report-schema.ts` says the same to machines. */
import type { Verdict } from "../assessment/verdict.ts";
import type { Origin } from "../finding/finding.ts";
import type { Place, Severity } from "../issue/issue.ts";
import type { Evidence, Strength, Urgency, Verified } from "../knowledge/knowledge.ts";
import type { Change } from "./ask-next.ts";
import type { InvestigationStatus } from "./investigations.ts";
import type { TreatmentVerdict } from "./treatments.ts";

export interface ReportedFinding {
  readonly id: string;
  readonly label: string;
  /** `present`, `absent`, an option, a number, or a bound such as `<3`. */
  readonly value: string | number;
  readonly unit?: string;
  /** The value in words of the language: *til stede*, *kvinne*, *3,1 mmol/L*. */
  readonly text: string;
  readonly origin: Origin;
  readonly at?: string;
  readonly from?: readonly string[];
  /** Quantities: the reference interval that is used, and whose it is. */
  readonly interval?: {
    readonly low?: number;
    readonly high?: number;
    readonly whose: "laboratory" | "krampe";
  };
}

export interface ReportedReason {
  readonly id?: string;
  readonly because: string;
  readonly strength?: Strength;
  readonly source: readonly string[];
  readonly verified: Verified;
  /** The findings that decided it. */
  readonly findings: readonly string[];
}

export interface ReportedMissing {
  readonly id: string;
  readonly direction: "for" | "against";
  readonly strength: Strength;
  /** The unknown findings that could still decide it. */
  readonly findings: readonly string[];
}

export interface ReportedHypothesis {
  readonly id: string;
  readonly label: string;
  readonly verdict: Verdict;
  readonly for: readonly ReportedReason[];
  readonly against: readonly ReportedReason[];
  readonly missing: readonly ReportedMissing[];
}

export interface ReportedChange {
  readonly kind: Change["kind"];
  readonly id: string;
  readonly label: string;
  readonly answer: string;
  readonly from?: string;
  readonly to: string;
}

export interface ReportedQuestion {
  readonly finding: string;
  readonly label: string;
  readonly question: string;
  readonly obtain: string;
  readonly changes: readonly ReportedChange[];
}

export interface ReportedText {
  readonly text: string;
  readonly source: readonly string[];
  readonly verified: Verified;
}

export interface ReportedEvidence extends Omit<ReportedText, "text"> {
  readonly population: string;
  readonly comparator: string;
  readonly outcome: string;
  readonly text: string;
  readonly certainty: Evidence["certainty"];
  readonly n?: number;
  readonly trials?: number;
  readonly effect?: {
    readonly value: number;
    readonly low?: number;
    readonly high?: number;
    readonly unit: string;
    readonly noEffect: number;
    readonly better: "lower" | "higher";
  };
}

export interface ReportedInvestigation {
  readonly id: string;
  readonly label: string;
  readonly status: InvestigationStatus;
  readonly urgency: Urgency;
  readonly because: readonly ReportedReason[];
  readonly preparation?: string;
}

export interface ReportedTreatment {
  readonly id: string;
  readonly label: string;
  readonly verdict: TreatmentVerdict;
  readonly otherwise?: "first-line" | "consider";
  readonly because: readonly ReportedReason[];
  /** What must be known first: the unknown reasons of harm and the findings that would settle them. */
  readonly check: readonly ReportedReason[];
  readonly dose?: readonly ReportedText[];
  readonly evidence: readonly ReportedEvidence[];
  readonly monitoring: readonly ReportedText[];
  readonly stopRule?: ReportedText;
  readonly pregnancy?: ReportedText & { readonly status: string };
  readonly licence?: ReportedText & { readonly status: string };
}

export interface ReportedIssue {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly suggestion?: string;
  readonly place?: Place;
}

export interface Report {
  readonly knowledge: { readonly version: string; readonly hash: string };
  readonly urgency: Urgency;
  readonly findings: readonly ReportedFinding[];
  readonly redFlags: readonly {
    readonly id: string;
    readonly label: string;
    readonly because: string;
    readonly action: string;
    readonly urgency: Urgency;
    readonly source: readonly string[];
    readonly verified: Verified;
    readonly findings: readonly string[];
  }[];
  readonly phenomena: readonly ReportedHypothesis[];
  readonly causes: readonly ReportedHypothesis[];
  readonly ask: readonly ReportedQuestion[];
  readonly investigations: readonly ReportedInvestigation[];
  readonly treatments: readonly ReportedTreatment[];
  readonly issues: readonly ReportedIssue[];
}
