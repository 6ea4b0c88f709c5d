/** What every part of the page needs of the patient who is being assessed: knowledge, consultation, report. */
import type { Finding } from "@krampe/core/finding/finding.ts";
import type { Issue } from "@krampe/core/issue/issue.ts";
import type { Language } from "@krampe/core/issue/text.ts";
import type { CompiledKnowledge } from "@krampe/core/knowledge/compile-knowledge.ts";
import type { FindingDefinition } from "@krampe/core/knowledge/knowledge.ts";
import type { Consultation } from "@krampe/core/plan/consultation.ts";
import { type Report, reportParts } from "@krampe/core/plan/report.ts";
import { createContext, useContext } from "react";
import { consultPatient } from "./patient/consult-patient.ts";
import type { Patient } from "./patient/patient.ts";

/** What stays while one patient is being answered for. */
export interface Known {
  readonly compiled: CompiledKnowledge;
  readonly language: Language;
  /** ISO date. */
  readonly today: string;
  definition(id: string): FindingDefinition | undefined;
}

export interface Assessing extends Known {
  readonly patient: Patient;
  readonly consultation: Consultation;
  readonly report: Report;
  /** What was wrong with single answers. */
  readonly issues: readonly Issue[];
  /** Known findings, given and derived. */
  readonly findings: ReadonlyMap<string, Finding>;
  /** Findings that decide a red flag which is raised. */
  readonly flagged: ReadonlySet<string>;
}

export const KnownContext = createContext<Known | undefined>(undefined);

/** For what does not depend on the patient: it is not drawn again at every answer. */
export function useKnown(): Known {
  const known = useContext(KnownContext);
  if (!known) throw new Error("useKnown needs a KnownContext around it");
  return known;
}

export const AssessingContext = createContext<Assessing | undefined>(undefined);

export function useAssessing(): Assessing {
  const assessing = useContext(AssessingContext);
  if (!assessing) throw new Error("useAssessing needs an AssessingContext around it");
  return assessing;
}

export function knownOf(compiled: CompiledKnowledge, language: Language, today: string): Known {
  const definition = (id: string) => compiled.findings[compiled.indexOfFinding.get(id) ?? -1];
  return { compiled, language, today, definition };
}

export function assessPatient(patient: Patient, known: Known): Assessing {
  const { compiled, language, today } = known;
  const { consultation, issues } = consultPatient(patient, compiled, today);
  const report = reportParts(consultation, language, [...patient.issues, ...issues]);
  return {
    ...known,
    patient,
    consultation,
    report,
    issues,
    findings: new Map(consultation.findings.map((finding) => [finding.id, finding])),
    flagged: new Set(report.redFlags.flatMap(({ findings }) => findings)),
  };
}

/** Today on the user's own calendar, as an ISO date. */
export function localDate(now: Date): string {
  const two = (part: number) => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
