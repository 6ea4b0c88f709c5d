/** What the JSON API can do: one list, from which its description and its reference page are made and against which it is tested. */
import type { Text } from "@krampe/core/issue/text.ts";
import { type ApiSchema, KNOWLEDGE_KINDS } from "./api-schema.ts";

export interface Operation {
  readonly id: string;
  readonly method: "get" | "post";
  /** Parameters in braces, as OpenAPI writes them. */
  readonly path: string;
  readonly summary: Text;
  readonly body?: ApiSchema;
  readonly answer: ApiSchema;
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
];
