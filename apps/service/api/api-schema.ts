/**
 * The form of what goes in and out of the JSON API: requests are checked by it, the OpenAPI description is made of it, and the
 * client's types follow from it.
 */
import { ReportSchema } from "@krampe/core/plan/report-schema.ts";
import { type Static, Type } from "typebox";
import { SettingsSchema } from "../store/settings.ts";

const closed = { additionalProperties: false } as const;

const patient = {
  case: Type.Optional(
    Type.Record(Type.String(), Type.Unknown(), {
      description:
        "Ids of findings and their values: present, absent, unknown, '3.1 mmol/L', an option; and 'drugs', a list of names or ATC codes.",
    }),
  ),
  record: Type.Optional(
    Type.Object(
      { resourceType: Type.String() },
      { description: "FHIR R4: a Bundle, or one resource. It may also hold answers to the Questionnaire." },
    ),
  ),
  at: Type.Optional(
    Type.String({
      pattern: "^\\d{4}-\\d{2}-\\d{2}$",
      description: "The day as of which to assess; today if left out.",
    }),
  ),
  patient: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 256,
      description: "Which patient of a record with several: the id, with or without 'Patient/'.",
    }),
  ),
  language: Type.Optional(Type.Enum(["en", "nb"], { description: "Else by Accept-Language." })),
};

export const AssessRequestSchema = Type.Object(patient, {
  ...closed,
  description: "One patient, by a case, a record or both.",
});

export const AskRequestSchema = Type.Object(
  {
    ...patient,
    most: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 1000, description: "How many questions at most; 12 if left out." }),
    ),
  },
  { ...closed, description: "One patient, by a case, a record or both." },
);

const { knowledge, ask, issues } = ReportSchema.properties;

export const AskAnswerSchema = Type.Object({ knowledge, ask, issues }, closed);

export const ProblemSchema = Type.Object(
  { issues },
  { ...closed, description: "What is wrong with the request, and what to do about it." },
);

export const KNOWLEDGE_KINDS = [
  "findings",
  "phenomena",
  "causes",
  "patterns",
  "red-flags",
  "investigations",
  "treatments",
  "statements",
  "references",
] as const;

const Text = Type.Object({ en: Type.String(), nb: Type.String() }, closed);

export const KnowledgeIndexSchema = Type.Object(
  {
    version: Type.String(),
    date: Type.String({ description: "ISO 8601" }),
    hash: Type.String({ pattern: "^[0-9a-f]{64}$", description: "SHA-256 of all of it" }),
    entries: Type.Array(
      Type.Object(
        { kind: Type.Enum([...KNOWLEDGE_KINDS]), id: Type.String(), label: Type.Optional(Text) },
        closed,
      ),
    ),
  },
  closed,
);

export const KnowledgeEntrySchema = Type.Object(
  {
    kind: Type.Enum([...KNOWLEDGE_KINDS]),
    id: Type.String(),
    entry: Type.Object(
      {},
      {
        additionalProperties: true,
        description:
          "The entry as the knowledge has it, in both languages; docs/guide/knowledge-files.md tells its form.",
      },
    ),
  },
  closed,
);

const Moment = Type.String({ description: "ISO 8601, UTC" });
const saved = {
  id: Type.String({ description: "UUID" }),
  savedAt: Moment,
  deleteAfter: Type.String({ description: "ISO 8601, UTC; it is deleted then" }),
};

export const SavedAssessmentsSchema = Type.Object(
  { assessments: Type.Array(Type.Object(saved, closed)) },
  { ...closed, description: "Those that the caller has saved, newest first." },
);

export const SavedSchema = Type.Object(
  { id: saved.id, report: ReportSchema },
  { ...closed, description: "The report as it was when it was saved." },
);

export const DoneSchema = Type.Object({ done: Type.Boolean() }, closed);

export const SettingsChangeSchema = Type.Partial(SettingsSchema, {
  additionalProperties: false,
  description: "Only what is to be changed.",
});

/** The schemas by the name that the description gives them. */
export const API_SCHEMAS = {
  AssessRequest: AssessRequestSchema,
  AskRequest: AskRequestSchema,
  Report: ReportSchema,
  AskAnswer: AskAnswerSchema,
  KnowledgeIndex: KnowledgeIndexSchema,
  KnowledgeEntry: KnowledgeEntrySchema,
  SavedAssessments: SavedAssessmentsSchema,
  Saved: SavedSchema,
  Settings: SettingsSchema,
  SettingsChange: SettingsChangeSchema,
  Done: DoneSchema,
  Problem: ProblemSchema,
} as const;

export type ApiSchema = keyof typeof API_SCHEMAS;
export type AssessRequest = Static<typeof AssessRequestSchema>;
export type AskRequest = Static<typeof AskRequestSchema>;
export type SavedAssessments = Static<typeof SavedAssessmentsSchema>;
export type SettingsChange = Static<typeof SettingsChangeSchema>;
export type KnowledgeKind = (typeof KNOWLEDGE_KINDS)[number];
export type KnowledgeIndex = Static<typeof KnowledgeIndexSchema>;
export type KnowledgeEntry = Static<typeof KnowledgeEntrySchema>;
