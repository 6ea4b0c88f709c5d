/** What the JSON API can do: one list, from which its description and its reference page are made and against which it is tested. */
import type { Text } from "@krampe/core/issue/text.ts";
import { type ApiSchema, KNOWLEDGE_KINDS } from "./api-schema.ts";

export interface Operation {
  readonly id: string;
  readonly method: "get" | "post" | "patch" | "delete";
  /** Parameters in braces, as OpenAPI writes them. */
  readonly path: string;
  readonly summary: Text;
  readonly body?: ApiSchema;
  readonly answer: ApiSchema | "lines";
  readonly parameters: readonly {
    readonly name: string;
    readonly description: Text;
    readonly options?: readonly string[];
  }[];
  /** Statuses that are answered with a Problem. */
  readonly problems: readonly number[];
}

export const OPERATIONS: readonly Operation[] = [
  {
    id: "assess",
    method: "post",
    path: "/api/assess",
    summary: {
      en: "Assess a patient: red flags, phenomena, causes, what to ask, tests and treatments, each with its reasons.",
      nb: "Vurder en pasient: røde flagg, fenomener, årsaker, hva som bør spørres om, undersøkelser og behandlinger, hver med sine grunner.",
    },
    body: "AssessRequest",
    answer: "Report",
    parameters: [],
    problems: [400, 413, 415, 422],
  },
  {
    id: "ask",
    method: "post",
    path: "/api/ask",
    summary: {
      en: "What to find out next, and what each answer would change.",
      nb: "Hva som bør finnes ut nå, og hva hvert svar ville endre.",
    },
    body: "AskRequest",
    answer: "AskAnswer",
    parameters: [],
    problems: [400, 413, 415, 422],
  },
  {
    id: "knowledge",
    method: "get",
    path: "/api/knowledge",
    summary: {
      en: "The version of the knowledge, and every entry that it has.",
      nb: "Kunnskapens versjon, og hvert oppslag i den.",
    },
    answer: "KnowledgeIndex",
    parameters: [],
    problems: [],
  },
  {
    id: "entry",
    method: "get",
    path: "/api/knowledge/{kind}/{id}",
    summary: {
      en: "One entry of the knowledge, with its sources.",
      nb: "Ett oppslag i kunnskapen, med kildene.",
    },
    answer: "KnowledgeEntry",
    parameters: [
      {
        name: "kind",
        description: { en: "The kind of entry.", nb: "Slags oppslag." },
        options: KNOWLEDGE_KINDS,
      },
      { name: "id", description: { en: "Its stable id.", nb: "Den faste id-en." } },
    ],
    problems: [404],
  },
  {
    id: "saveAssessment",
    method: "post",
    path: "/api/assessments",
    summary: {
      en: "Assess a patient and keep the report, where keeping is switched on.",
      nb: "Vurder en pasient og lagre rapporten, der lagring er slått på.",
    },
    body: "AssessRequest",
    answer: "Saved",
    parameters: [],
    problems: [400, 401, 403, 409, 413, 415, 422, 503],
  },
  {
    id: "savedAssessments",
    method: "get",
    path: "/api/assessments",
    summary: {
      en: "What the caller has saved.",
      nb: "Det den som spør, har lagret.",
    },
    answer: "SavedAssessments",
    parameters: [],
    problems: [401, 403, 503],
  },
  {
    id: "savedAssessment",
    method: "get",
    path: "/api/assessments/{id}",
    summary: {
      en: "One saved report; only to the one who saved it.",
      nb: "Én lagret rapport; bare til den som lagret den.",
    },
    answer: "Saved",
    parameters: [{ name: "id", description: { en: "As saving answered.", nb: "Slik lagringen svarte." } }],
    problems: [401, 403, 404, 503],
  },
  {
    id: "deleteAssessment",
    method: "delete",
    path: "/api/assessments/{id}",
    summary: {
      en: "Delete a saved report.",
      nb: "Slett en lagret rapport.",
    },
    answer: "Done",
    parameters: [{ name: "id", description: { en: "As saving answered.", nb: "Slik lagringen svarte." } }],
    problems: [401, 403, 503],
  },
  {
    id: "settings",
    method: "get",
    path: "/api/settings",
    summary: {
      en: "What is kept and for how long; for administrators.",
      nb: "Hva som lagres og hvor lenge; for administratorer.",
    },
    answer: "Settings",
    parameters: [],
    problems: [401, 403, 503],
  },
  {
    id: "changeSettings",
    method: "patch",
    path: "/api/settings",
    summary: {
      en: "Change what is kept; for administrators.",
      nb: "Endre hva som lagres; for administratorer.",
    },
    body: "SettingsChange",
    answer: "Settings",
    parameters: [],
    problems: [400, 401, 403, 413, 415, 422, 503],
  },
  {
    id: "audit",
    method: "get",
    path: "/api/audit",
    summary: {
      en: "The audit log, one entry a line; for administrators.",
      nb: "Revisjonsloggen, én oppføring per linje; for administratorer.",
    },
    answer: "lines",
    parameters: [],
    problems: [401, 403, 503],
  },
];
