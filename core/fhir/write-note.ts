/**
 * The journal note as a resource that a record can keep: a DocumentReference, or a Communication where a server takes no documents.
 *
 * Says what the note says and nothing more. A document is preliminary until whoever answers for it has approved it in the record.
 *
 * Source: FHIR R4, DocumentReference and Communication.
 */
import type { Language, Text } from "../issue/text.ts";
import { type WrittenReference, type WrittenResource, withoutEmpty } from "./write-bundle.ts";

export interface NoteToWrite {
  readonly note: string;
  readonly language: Language;
  readonly subject: WrittenReference;
  /** Who writes it. */
  readonly author?: WrittenReference;
  /** Instant. */
  readonly at: string;
}

const TITLE: Text = { en: "Assessment of muscle cramps (Krampe)", nb: "Vurdering av muskelkramper (Krampe)" };

/** `base64` is the note's UTF-8 in base64. */
export function writeNoteDocument(
  { language, subject, author, at }: NoteToWrite,
  base64: string,
): WrittenResource {
  return withoutEmpty({
    resourceType: "DocumentReference",
    language,
    status: "current",
    docStatus: "preliminary",
    type: { text: TITLE[language] },
    subject,
    date: at,
    author: author ? [author] : [],
    description: TITLE[language],
    content: [
      {
        attachment: {
          contentType: "text/plain; charset=utf-8",
          language,
          data: base64,
          title: TITLE[language],
          creation: at,
        },
      },
    ],
  });
}

export function writeNoteCommunication({
  note,
  language,
  subject,
  author,
  at,
}: NoteToWrite): WrittenResource {
  return withoutEmpty({
    resourceType: "Communication",
    language,
    status: "completed",
    topic: { text: TITLE[language] },
    subject,
    sent: at,
    sender: author,
    payload: [{ contentString: note.trim() }],
  });
}
