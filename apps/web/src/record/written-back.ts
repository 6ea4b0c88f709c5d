/**
 * What can be written back into the record: each ticked test as a proposal, the journal note, and the answers that were given here.
 *
 * Nothing is offered that the record's server has not allowed, and nothing at all if the patient on the screen is not the one that was
 * opened from the record.
 */
import type { WrittenReference, WrittenResource } from "@krampe/core/fhir/write-bundle.ts";
import { writeJson } from "@krampe/core/fhir/write-json.ts";
import { writeNoteCommunication, writeNoteDocument } from "@krampe/core/fhir/write-note.ts";
import { writeProposedTest } from "@krampe/core/fhir/write-proposed-test.ts";
import { writeQuestionnaireResponse } from "@krampe/core/fhir/write-questionnaire-response.ts";
import { journalNote } from "@krampe/core/plan/journal-note.ts";
import type { Assessing } from "../assess/assessing.ts";
import { usedDrugs } from "../assess/used-drugs.ts";
import { type FhirAnswer, fhirRequest } from "./fhir-request.ts";
import type { SignedIn } from "./sign-in.ts";

export type Writable = TestToWrite | NoteToWrite | AnswersToWrite;

interface ToWrite {
  /** The same as long as it means the same. */
  readonly id: string;
  readonly resource: WrittenResource;
}

interface TestToWrite extends ToWrite {
  readonly kind: "test";
  readonly label: string;
  readonly ticked: boolean;
}

interface NoteToWrite extends ToWrite {
  readonly kind: "note";
  readonly text: string;
}

interface AnswersToWrite extends ToWrite {
  readonly kind: "answers";
  readonly labels: readonly string[];
  /** Answers that a response has no form for. */
  readonly leftOut: readonly string[];
}

export interface Offer {
  readonly items: readonly Writable[];
  /** Kinds that the server has not allowed. */
  readonly notAllowed: readonly Writable["kind"][];
}

/** `now` is an instant. */
export function offer(
  assessing: Assessing,
  { patientId, grants, user }: SignedIn,
  unticked: ReadonlySet<string>,
  now: string,
): Offer {
  const subject: WrittenReference = { reference: `Patient/${patientId}` };
  const author = user === undefined ? {} : { author: { reference: user } };
  const all = [
    ...testsToWrite(assessing, subject, author.author, unticked, now),
    noteToWrite(assessing, { subject, ...author }, grants.mayCreate("DocumentReference"), now),
    ...answersToWrite(assessing, { subject, ...author }, now),
  ];
  const items = all.filter(({ resource }) => grants.mayCreate(resource.resourceType));
  const notAllowed = all.filter((one) => !items.includes(one)).map(({ kind }) => kind);
  return { items, notAllowed: [...new Set(notAllowed)] };
}

function testsToWrite(
  { report, compiled, language }: Assessing,
  subject: WrittenReference,
  requester: WrittenReference | undefined,
  unticked: ReadonlySet<string>,
  recorded: string,
): TestToWrite[] {
  return report.investigations.flatMap((test) => {
    const context = { compiled, language, subject, recorded, reasons: [], ...(requester && { requester }) };
    const resource = writeProposedTest(test, context);
    if (!resource) return [];
    return [
      { kind: "test", id: `test:${test.id}`, label: test.label, ticked: !unticked.has(test.id), resource },
    ];
  });
}

type About = { readonly subject: WrittenReference; readonly author?: WrittenReference };

function noteToWrite(assessing: Assessing, about: About, asDocument: boolean, at: string): NoteToWrite {
  const { report, language, today } = assessing;
  const text = journalNote(report, language, today, usedDrugs(assessing, language));
  const note = { note: text, language, at, ...about };
  const resource = asDocument ? writeNoteDocument(note, base64(text)) : writeNoteCommunication(note);
  return { kind: "note", id: "note", text, resource };
}

function answersToWrite(
  { consultation, compiled, language, definition }: Assessing,
  about: About,
  authored: string,
): AnswersToWrite[] {
  const { findings } = consultation;
  const written = writeQuestionnaireResponse({ findings, compiled, language, authored, ...about });
  if (!written.response) return [];
  const labels = (ids: readonly string[]) => ids.map((id) => definition(id)?.label[language] ?? id);
  return [
    {
      kind: "answers",
      id: "answers",
      labels: labels(written.answered),
      leftOut: labels(written.leftOut),
      resource: written.response,
    },
  ];
}

export type WriteResult =
  /** `ServiceRequest/1`, or undefined if the server did not say. */
  | { readonly kind: "created"; readonly reference: string | undefined }
  /** It is not in the record. */
  | { readonly kind: "refused"; readonly failure: Exclude<FhirAnswer, { kind: "answer" }> }
  /** No answer came: it may be in the record or not. */
  | { readonly kind: "unknown" };

export async function writeBack({ fhir }: SignedIn, { resource }: Writable): Promise<WriteResult> {
  const type = resource.resourceType;
  const created = JSON.parse(writeJson(resource));
  const answer = await fhirRequest(fhir, `${fhir.base}/${type}`, { created });
  if (answer.kind === "answer") return { kind: "created", reference: createdReference(answer, type) };
  const came = answer.kind === "refused" && answer.status >= 400 && answer.status < 500;
  return came ? { kind: "refused", failure: answer } : { kind: "unknown" };
}

function createdReference(
  { body, location }: Extract<FhirAnswer, { kind: "answer" }>,
  type: string,
): string | undefined {
  const { resourceType, id } = (body ?? {}) as { resourceType?: unknown; id?: unknown };
  if (resourceType === type && typeof id === "string") return `${type}/${id}`;
  const [, fromLocation] = new RegExp(`/${type}/([A-Za-z0-9.-]{1,64})(/|$)`).exec(location ?? "") ?? [];
  return fromLocation === undefined ? undefined : `${type}/${fromLocation}`;
}

/** Of the UTF-8 of a text. */
function base64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));
}
