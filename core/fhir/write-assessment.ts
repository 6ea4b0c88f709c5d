/**
 * A consultation as one FHIR R4 Bundle: the GuidanceResponse first, then what it rests on and what it proposes.
 *
 * Observations are written for the findings that were used: all that someone said, of what only the record's silence says that
 * which decided something, and what was derived on the way. Everything else points to them. Nothing here is an order: requests
 * and plan are proposals.
 */
import type { Finding } from "../finding/finding.ts";
import type { NamedDrug } from "../finding/named-drug.ts";
import type { Issue } from "../issue/issue.ts";
import type { Language } from "../issue/text.ts";
import type { Consultation } from "../plan/consultation.ts";
import { journalNote } from "../plan/journal-note.ts";
import { type Report, reportOf } from "../plan/report.ts";
import { takenDrugs } from "../plan/taken-drugs.ts";
import { ATC } from "./code-systems.ts";
import { type MedicationTaken, medicationsTaken } from "./medications-taken.ts";
import type { Resource } from "./read-resources.ts";
import { sourceReference } from "./source-reference.ts";
import {
  type BundleEntry,
  collectionBundle,
  type WrittenReference,
  type WrittenResource,
} from "./write-bundle.ts";
import { carePlan } from "./write-care-plan.ts";
import { entryConcept } from "./write-concept.ts";
import { observationsOf, redFlagIssue, takenDrugIssue } from "./write-detected-issue.ts";
import { guidanceResponse } from "./write-guidance-response.ts";
import { impression } from "./write-impression.ts";
import { writeObservation } from "./write-observation.ts";
import { operationOutcome } from "./write-operation-outcome.ts";
import { writeProposedTest } from "./write-proposed-test.ts";
import { provenance } from "./write-provenance.ts";

export interface AssessmentToWrite {
  readonly consultation: Consultation;
  readonly language: Language;
  /** The record that was read; empty if the findings came otherwise. */
  readonly resources: readonly Resource[];
  /** What is taken, as its source names it. */
  readonly drugs: readonly NamedDrug[];
  /** What was told while it was read. */
  readonly issues: readonly Issue[];
  /** `Patient/123`; undefined if nothing names the patient. */
  readonly patient?: string;
  /** ISO date as of which the patient is assessed. */
  readonly at: string;
  /** Instant at which this is written. */
  readonly recorded: string;
  /** Of the program. */
  readonly version: string;
  newUuid(): string;
  /** The path of an issue as FHIRPath into what was sent. */
  expressionOf(path: string): string | undefined;
}

const NO_PATIENT = { en: "The patient of the request", nb: "Pasienten i forespørselen" } as const;

export function writeAssessment(toWrite: AssessmentToWrite): WrittenResource {
  const { consultation, language, patient, recorded, version, newUuid } = toWrite;
  const { knowledge } = consultation.compiled;
  const report = reportOf(consultation, language, toWrite.issues);
  const drugs = takenDrugs(toWrite.drugs, consultation.findings, consultation.compiled, language);
  const entries: BundleEntry[] = [];
  const add = (resource: WrittenResource, fullUrl = `urn:uuid:${newUuid()}`): WrittenReference => {
    entries.push({ fullUrl, resource });
    return { reference: fullUrl, type: resource.resourceType };
  };
  const subject = subjectOf(patient, language);
  const author: WrittenReference = { type: "Device", display: `Krampe ${version}` };
  const observations = addObservations(usedFindings(consultation, report), toWrite, subject, add);
  const common = {
    language,
    subject,
    recorded,
    author,
    references: knowledge.references,
    observationOf: (id: string) => observations.get(id),
  };
  for (const flag of report.redFlags) {
    const entry = knowledge.redFlags.find(({ id }) => id === flag.id)!;
    add(redFlagIssue(flag, entryConcept(entry, "urn:krampe:red-flag", language), common));
  }
  addTakenDrugs(report, toWrite, common, add);
  const requests = addRequests(report, toWrite, common, add);
  const thought = impression(report, { ...common, phenomena: knowledge.phenomena, causes: knowledge.causes });
  if (thought) add(thought);
  const plan = carePlan(report.treatments, requests, { ...common, treatments: knowledge.treatments });
  const planReference = plan && add(plan);
  const told = [...toWrite.issues, ...consultation.issues];
  const outcome = told.length > 0 ? add(operationOutcome(told, language, toWrite.expressionOf)) : undefined;
  const first = guidanceResponse({
    ...common,
    knowledge,
    report,
    note: journalNote(report, language, toWrite.at, drugs).trim(),
    ...(planReference && { plan: planReference }),
    ...(outcome && { outcome }),
  });
  entries.unshift({ fullUrl: `urn:uuid:${newUuid()}`, resource: first });
  add(
    provenance({
      targets: entries.map(({ fullUrl, resource }) => ({ reference: fullUrl, type: resource.resourceType })),
      sources: sourcesOf(consultation.findings, toWrite),
      recorded,
      author,
      knowledge,
    }),
  );
  return collectionBundle(entries, { timestamp: recorded, language });
}

/** A patient that is not named by anything that is a reference is named in words. */
function subjectOf(patient: string | undefined, language: Language): WrittenReference {
  const named = patient === undefined ? undefined : sourceReference(patient);
  return { ...(named ?? { display: patient?.trim() || NO_PATIENT[language] }), type: "Patient" };
}

type Add = (resource: WrittenResource, fullUrl?: string) => WrittenReference;

/** In the order of the knowledge, with everything that a derived one was derived from. */
function usedFindings({ findings }: Consultation, report: Report): Finding[] {
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  const used = new Set<string>();
  const use = (id: string) => {
    const finding = byId.get(id);
    if (!finding || used.has(id)) return;
    used.add(id);
    if (finding.origin === "derived") finding.from?.forEach(use);
  };
  const reasons = [
    ...[...report.phenomena, ...report.causes].flatMap((one) => [...one.for, ...one.against]),
    ...report.investigations.flatMap(({ because }) => because),
    ...report.treatments.flatMap(({ because }) => because),
    ...report.redFlags,
  ];
  for (const reason of reasons) reason.findings.forEach(use);
  for (const finding of findings) {
    if (finding.origin !== "derived" && !isSilence(finding)) use(finding.id);
  }
  return findings.filter(({ id }) => used.has(id));
}

/** Absent only because the record, which would know, does not mention it. */
function isSilence({ value, from = [] }: Finding): boolean {
  return value.kind === "absent" && from.length > 0 && from.every((one) => /^[A-Z][A-Za-z]+$/.test(one));
}

function addObservations(
  findings: readonly Finding[],
  { consultation, language, at, newUuid, resources }: AssessmentToWrite,
  subject: WrittenReference,
  add: Add,
): Map<string, WrittenReference> {
  const urls = new Map(findings.map(({ id }) => [id, `urn:uuid:${newUuid()}`]));
  const types = typesOf(resources);
  const references = new Map<string, WrittenReference>();
  for (const finding of findings) {
    const sourceOf = (from: string): WrittenReference | undefined => {
      if (finding.origin !== "derived") return sourceReference(from, types);
      const reference = urls.get(from);
      return reference === undefined ? undefined : { reference, type: "Observation" };
    };
    const context = { compiled: consultation.compiled, language, subject, at, sourceOf };
    references.set(finding.id, add(writeObservation(finding, context), urls.get(finding.id)));
  }
  return references;
}

function typesOf(resources: readonly Resource[]): ReadonlyMap<string, string> {
  return new Map(
    resources.flatMap(({ type, reference, aliases }) => [reference, ...aliases].map((name) => [name, type])),
  );
}

type Common = Parameters<typeof redFlagIssue>[2];

function addTakenDrugs(report: Report, toWrite: AssessmentToWrite, common: Common, add: Add): void {
  const { compiled } = toWrite.consultation;
  const harmful = report.treatments.filter(
    ({ verdict }) => verdict === "contraindicated" || verdict === "avoid",
  );
  if (harmful.length === 0) return;
  const taken = medicationsTaken(toWrite.resources, compiled);
  for (const reported of harmful) {
    const treatment = compiled.knowledge.treatments.find(({ id }) => id === reported.id)!;
    const codes = treatment.codes.filter(({ system, fit }) => system === ATC && fit !== "broad");
    const these: MedicationTaken[] = taken.filter(({ atc }) =>
      codes.some(({ code }) => atc.startsWith(code)),
    );
    if (these.length === 0) continue;
    add(
      takenDrugIssue(
        reported,
        entryConcept(treatment, "urn:krampe:treatment", common.language),
        these,
        common,
      ),
    );
  }
}

function addRequests(
  report: Report,
  { consultation, recorded, language }: AssessmentToWrite,
  common: Common,
  add: Add,
): WrittenReference[] {
  const { compiled } = consultation;
  return report.investigations.flatMap((reported) => {
    const reasons = observationsOf(
      reported.because.flatMap(({ findings }) => findings),
      common,
    );
    const { subject } = common;
    const proposed = writeProposedTest(reported, { compiled, language, subject, recorded, reasons });
    return proposed ? [add(proposed)] : [];
  });
}

/** Every resource that said something that was used, once. */
function sourcesOf(findings: readonly Finding[], { resources }: AssessmentToWrite): WrittenReference[] {
  const types = typesOf(resources);
  const sources = new Map<string, WrittenReference>();
  for (const { origin, from = [] } of findings) {
    if (origin === "derived") continue;
    for (const source of from.map((one) => sourceReference(one, types))) {
      if (!source) continue;
      const { display: _name, ...named } = source;
      sources.set(JSON.stringify(named), named);
    }
  }
  return [...sources.values()];
}
