/**
 * Condition, Procedure and Encounter to findings: something the record says the patient has, or has had done.
 *
 * An active condition is present. One that has passed counts only where the finding is part of the history, or is recent enough
 * for a finding with a look-back window. A refuted one is absent; one that was entered in error was never there.
 */
import { ABSENT, PRESENT } from "../criterion/finding-value.ts";
import type { FindingDefinition } from "../knowledge/knowledge.ts";
import { codingsOf, statusCode } from "./code-index.ts";
import { type Json, map, maps } from "./json-access.ts";
import { hint } from "./read-observation.ts";
import type { Resource } from "./read-resources.ts";
import { dateIn, isFuture, isRecentEnough } from "./record-dates.ts";
import type { RecordReader } from "./record-reader.ts";

type Standing = "active" | "passed" | "refuted" | "ignored";

export function readClinicalEntry(resource: Resource, reader: RecordReader): void {
  const { json, type } = resource;
  const standing = standingOf(type, json);
  if (standing === "ignored") {
    const message = {
      en: "entered in error or not done, not used.",
      nb: "feilført eller ikke utført, ikke brukt.",
    };
    reader.tell("record-status", resource, message, { severity: "information" });
    return;
  }
  const at = dateIn(
    json,
    "abatementDateTime",
    "abatementPeriod",
    "performedDateTime",
    "performedPeriod",
    "period",
    "onsetDateTime",
    "onsetPeriod",
    "recordedDate",
  );
  if (at !== undefined && isFuture(at, reader.today)) {
    reader.setAside("record-after-day", resource.type, resource, at);
    return;
  }
  for (const concept of conceptsOf(type, json)) readConcept(concept, standing, at, resource, reader);
}

function conceptsOf(type: string, json: Json): Json[] {
  if (type === "Encounter") return [...maps(json, "reasonCode")];
  const code = map(json, "code");
  return code ? [code] : [];
}

function readConcept(
  concept: Json,
  standing: Standing,
  at: string | undefined,
  resource: Resource,
  reader: RecordReader,
): void {
  const matches = reader.codes.matches(codingsOf(concept));
  if (matches.length === 0) {
    reader.unknownCode(resource.type, concept);
    return;
  }
  for (const { finding, says } of matches) {
    if (says === "hint") hint(finding, at, resource, reader);
    else if (counts(finding, standing, at, reader.today)) {
      const present = (says === "present") !== (standing === "refuted");
      reader.found(finding.id, present ? PRESENT : ABSENT, at, resource.reference);
    } else reader.setAside("record-too-old", finding, resource, at);
  }
}

function counts(
  { record }: FindingDefinition,
  standing: Standing,
  at: string | undefined,
  today: string,
): boolean {
  if (standing === "active" || standing === "refuted") return true;
  return record.resolvedCounts || (record.lookBack !== undefined && isRecentEnough(at, record, today));
}

function standingOf(type: string, json: Json): Standing {
  if (type === "Condition") return conditionStanding(json);
  const status = typeof json.status === "string" ? json.status : "";
  if (["entered-in-error", "not-done", "cancelled"].includes(status)) return "ignored";
  if (type === "Procedure") return status === "in-progress" ? "active" : "passed";
  return status === "finished" || status === "completed" ? "passed" : "active";
}

function conditionStanding(json: Json): Standing {
  const verification = statusCode(map(json, "verificationStatus"));
  if (verification === "entered-in-error") return "ignored";
  if (verification === "refuted") return "refuted";
  const clinical = statusCode(map(json, "clinicalStatus"));
  const ended = dateIn(json, "abatementDateTime", "abatementPeriod") !== undefined;
  if (clinical === undefined) return ended ? "passed" : "active";
  return ["active", "recurrence", "relapse"].includes(clinical) ? "active" : "passed";
}
