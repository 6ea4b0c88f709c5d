/** What the FHIR interface says of itself: its capabilities, its two operations, and the knowledge behind them. */
import { QUESTIONNAIRE_URL } from "@krampe/core/fhir/questionnaire.ts";
import type { WrittenResource } from "@krampe/core/fhir/write-bundle.ts";
import { KNOWLEDGE_URL } from "@krampe/core/fhir/write-guidance-response.ts";
import { KNOWLEDGE_HASH } from "@krampe/core/fhir/write-provenance.ts";
import type { Language, Text } from "@krampe/core/issue/text.ts";
import type { Knowledge } from "@krampe/core/knowledge/knowledge.ts";

const OPERATION_URL = "urn:krampe:operation";

const WORDS = {
  capability: {
    en: "Assesses muscle cramps from what a record says; keeps nothing of the patient.",
    nb: "Vurderer muskelkramper ut fra det journalen sier; lagrer ingenting om pasienten.",
  },
  assess: {
    en: "Assesses one patient: red flags, phenomena, causes, tests and treatments, each with its reasons.",
    nb: "Vurderer én pasient: røde flagg, fenomener, årsaker, undersøkelser og behandlinger, hver med sine grunner.",
  },
  record: {
    en: "The patient's resources: a Bundle or single resources; also answers to the Questionnaire.",
    nb: "Pasientens ressurser: en Bundle eller enkeltressurser; også svar på spørreskjemaet.",
  },
  language: { en: "en or nb; else by Accept-Language.", nb: "en eller nb; ellers etter Accept-Language." },
  at: {
    en: "The day as of which to assess; today if left out.",
    nb: "Dagen det vurderes per; i dag om utelatt.",
  },
  patient: {
    en: "Which patient, if the record holds several.",
    nb: "Hvilken pasient, hvis journalen gjelder flere.",
  },
  assessment: { en: "A Bundle of type collection.", nb: "En Bundle av typen collection." },
  extract: {
    en: "Answers to the Questionnaire as Observations, one for each finding.",
    nb: "Svarene på spørreskjemaet som Observation, én for hvert funn.",
  },
  response: { en: "The answers.", nb: "Svarene." },
  library: {
    en: "Everything that Krampe knows of muscle cramps, with sources.",
    nb: "Alt Krampe vet om muskelkramper, med kilder.",
  },
} as const satisfies Record<string, Text>;

export interface Definitions {
  readonly capability: WrittenResource;
  readonly operations: Readonly<Record<"assess" | "extract", WrittenResource>>;
  readonly library: WrittenResource;
}

export function definitions(knowledge: Knowledge, version: string, language: Language): Definitions {
  return {
    capability: capability(knowledge, version, language),
    operations: { assess: assess(knowledge, language), extract: extract(knowledge, language) },
    library: library(knowledge, language),
  };
}

function capability({ date }: Knowledge, version: string, language: Language): WrittenResource {
  const read = [{ code: "read" }, { code: "search-type" }];
  const url = [{ name: "url", type: "uri" }];
  return {
    resourceType: "CapabilityStatement",
    language,
    status: "active",
    date,
    kind: "instance",
    software: { name: "Krampe", version },
    implementation: { description: WORDS.capability[language] },
    fhirVersion: "4.0.1",
    format: ["application/fhir+json", "json"],
    rest: [
      {
        mode: "server",
        documentation: WORDS.capability[language],
        resource: [
          { type: "Library", interaction: read, searchParam: url },
          { type: "OperationDefinition", interaction: read, searchParam: url },
          { type: "Questionnaire", interaction: read, searchParam: url },
          {
            type: "QuestionnaireResponse",
            operation: [{ name: "extract", definition: `${OPERATION_URL}:extract` }],
          },
        ],
        operation: [{ name: "assess", definition: `${OPERATION_URL}:assess` }],
      },
    ],
  };
}

function assess({ date, version }: Knowledge, language: Language): WrittenResource {
  const setting = (name: "language" | "at" | "patient", type: string) => ({
    name,
    use: "in",
    min: 0,
    max: "1",
    documentation: WORDS[name][language],
    type,
  });
  return {
    resourceType: "OperationDefinition",
    id: "assess",
    url: `${OPERATION_URL}:assess`,
    version,
    name: "Assess",
    status: "active",
    kind: "operation",
    date,
    description: WORDS.assess[language],
    affectsState: false,
    code: "assess",
    system: true,
    type: false,
    instance: false,
    parameter: [
      {
        name: "record",
        use: "in",
        min: 1,
        max: "*",
        documentation: WORDS.record[language],
        type: "Resource",
      },
      setting("language", "code"),
      setting("at", "date"),
      setting("patient", "string"),
      {
        name: "return",
        use: "out",
        min: 1,
        max: "1",
        documentation: WORDS.assessment[language],
        type: "Bundle",
      },
    ],
  };
}

function extract({ date, version }: Knowledge, language: Language): WrittenResource {
  return {
    resourceType: "OperationDefinition",
    id: "extract",
    url: `${OPERATION_URL}:extract`,
    version,
    name: "Extract",
    status: "active",
    kind: "operation",
    date,
    description: `${WORDS.extract[language]} (${QUESTIONNAIRE_URL})`,
    affectsState: false,
    code: "extract",
    resource: ["QuestionnaireResponse"],
    system: false,
    type: true,
    instance: false,
    parameter: [
      {
        name: "questionnaire-response",
        use: "in",
        min: 1,
        max: "1",
        documentation: WORDS.response[language],
        type: "QuestionnaireResponse",
      },
      {
        name: "return",
        use: "out",
        min: 1,
        max: "1",
        documentation: WORDS.extract[language],
        type: "Bundle",
      },
    ],
  };
}

function library({ version, date, hash }: Knowledge, language: Language): WrittenResource {
  return {
    resourceType: "Library",
    id: "krampe",
    language,
    url: KNOWLEDGE_URL,
    identifier: [{ system: KNOWLEDGE_HASH, value: hash }],
    version,
    name: "Krampe",
    status: "active",
    type: {
      coding: [{ system: "http://terminology.hl7.org/CodeSystem/library-type", code: "logic-library" }],
    },
    date,
    description: WORDS.library[language],
  };
}
