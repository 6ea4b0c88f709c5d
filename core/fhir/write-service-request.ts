/** A test as a proposal that the clinician signs or not. */
import type { Language } from "../issue/text.ts";
import type { CompiledKnowledge } from "../knowledge/compile-knowledge.ts";
import type { Investigation } from "../knowledge/knowledge.ts";
import { LOINC, NORWEGIAN_LABORATORY, SNOMED } from "./code-systems.ts";
import type { WrittenReference, WrittenResource } from "./write-bundle.ts";

export interface ServiceRequestContext {
  readonly compiled: CompiledKnowledge;
  readonly language: Language;
  readonly subject: WrittenReference;
}

export function writeServiceRequest(
  investigation: Investigation,
  { compiled, language, subject }: ServiceRequestContext,
): WrittenResource {
  const given = investigation.gives.map((id) => compiled.findings[compiled.indexOfFinding.get(id) ?? -1]);
  const codes = [
    ...investigation.codes,
    ...given.flatMap((finding) => (given.length === 1 ? (finding?.codes ?? []) : [])),
  ];
  const coding = [NORWEGIAN_LABORATORY, LOINC, SNOMED]
    .map((system) => codes.find((code) => code.system === system && code.fit === undefined))
    .filter((code) => code !== undefined)
    .map(({ system, code, display }) => ({ system, code, ...(display && { display }) }));
  return {
    resourceType: "ServiceRequest",
    status: "draft",
    intent: "proposal",
    code: { ...(coding.length > 0 && { coding }), text: investigation.label[language] },
    subject,
  };
}
