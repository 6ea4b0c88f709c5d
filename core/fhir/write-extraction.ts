/** The findings of a QuestionnaireResponse as a Bundle of Observations, with what could not be used. */
import type { Finding } from "../finding/finding.ts";
import type { Issue } from "../issue/issue.ts";
import type { Language } from "../issue/text.ts";
import type { CompiledKnowledge } from "../knowledge/compile-knowledge.ts";
import { type Json, map, text } from "./json-access.ts";
import { sourceReference } from "./source-reference.ts";
import { type BundleEntry, collectionBundle, type WrittenResource } from "./write-bundle.ts";
import { writeObservation } from "./write-observation.ts";
import { operationOutcome } from "./write-operation-outcome.ts";

export interface ExtractionToWrite {
  readonly response: Json;
  readonly findings: readonly Finding[];
  readonly issues: readonly Issue[];
  readonly compiled: CompiledKnowledge;
  readonly language: Language;
  /** ISO date. */
  readonly at: string;
  /** Instant. */
  readonly recorded: string;
  newUuid(): string;
}

export function writeExtraction(toWrite: ExtractionToWrite): WrittenResource {
  const { response, findings, issues, compiled, language, at, recorded, newUuid } = toWrite;
  const subject = sourceReference(text(map(response, "subject"), "reference") ?? "") ?? {};
  const sourceOf = (from: string) => sourceReference(from);
  const entries: BundleEntry[] = findings.map((finding) => ({
    fullUrl: `urn:uuid:${newUuid()}`,
    resource: writeObservation(finding, { compiled, language, subject, at, sourceOf }),
  }));
  if (issues.length > 0) {
    entries.push({ fullUrl: `urn:uuid:${newUuid()}`, resource: operationOutcome(issues, language) });
  }
  return collectionBundle(entries, { timestamp: recorded, language });
}
