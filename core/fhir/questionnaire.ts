/**
 * Everything that can be asked about a patient, as one FHIR Questionnaire, generated from the findings of the knowledge.
 *
 * One group for each group of findings, one question for each finding, its id as `linkId`. Signs are answered yes, no or unknown;
 * quantities in any unit that can be converted. Texts are in the language asked for, with the other as a translation. Answers can
 * be extracted as Observations by the item's codes (SDC, observation-based extraction).
 *
 * Source: FHIR R4 Questionnaire; Structured Data Capture, `questionnaire-observationExtract`.
 */
import type { Language, Text } from "../issue/text.ts";
import type { FindingDefinition, Knowledge } from "../knowledge/knowledge.ts";
import { writeUnit } from "../quantity/write-quantity.ts";
import { ANSWER_SYSTEM, SIGN_ANSWERS } from "./answer-codings.ts";
import { UCUM } from "./code-systems.ts";
import type { Json } from "./json-access.ts";
import { enablingConditions } from "./questionnaire-conditions.ts";
import { GROUP_WORDS, QUESTIONNAIRE_TITLE } from "./questionnaire-words.ts";
import type { WrittenResource } from "./write-bundle.ts";
import { findingCodings } from "./write-concept.ts";
import { optionSystem } from "./write-observation.ts";

export const QUESTIONNAIRE_URL = "urn:krampe:questionnaire";
export const QUESTIONNAIRE_ID = "krampe";

const TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation";
const UNIT_OPTION = "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption";
const OBSERVATION_EXTRACT =
  "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-observationExtract";

export function questionnaire(
  { findings, version, date }: Pick<Knowledge, "findings" | "version" | "date">,
  language: Language,
): WrittenResource {
  const groups = [...new Set(findings.map(({ group }) => group))];
  const order = Object.keys(GROUP_WORDS);
  groups.sort((a, b) => rank(a, order) - rank(b, order));
  const conditions = enablingConditions(findings);
  return {
    resourceType: "Questionnaire",
    id: QUESTIONNAIRE_ID,
    language,
    extension: [{ url: OBSERVATION_EXTRACT, valueBoolean: true }],
    url: QUESTIONNAIRE_URL,
    version,
    name: "Krampe",
    ...translated("title", QUESTIONNAIRE_TITLE, language),
    status: "active",
    subjectType: ["Patient"],
    date,
    item: groups.map((group) => ({
      linkId: groupLinkId(group),
      ...translated("text", GROUP_WORDS[group] ?? { en: group, nb: group }, language),
      type: "group",
      item: findings
        .filter((finding) => finding.group === group)
        .map((finding) => question(finding, conditions.get(finding.id) ?? [], language)),
    })),
  };
}

/** Groups that the words do not have come last. */
function rank(group: string, order: readonly string[]): number {
  const place = order.indexOf(group);
  return place === -1 ? order.length : place;
}

/** Cannot be mistaken for the id of a finding, which has no colon. */
export function groupLinkId(group: string): string {
  return `group:${group}`;
}

function question(finding: FindingDefinition, enableWhen: readonly Json[], language: Language): Json {
  const units = finding.kind === "quantity" ? unitOptions(finding, language) : [];
  return {
    ...(units.length > 0 && { extension: units }),
    linkId: finding.id,
    code: findingCodings(finding),
    ...translated("text", finding.question, language),
    type: finding.kind === "quantity" ? "quantity" : "choice",
    ...(enableWhen.length > 0 && { enableWhen }),
    ...(enableWhen.length > 1 && { enableBehavior: "all" }),
    required: false,
    ...(finding.kind !== "quantity" && { answerOption: answerOptions(finding, language) }),
  };
}

function unitOptions({ unit = "1", alsoIn }: FindingDefinition, language: Language): Json[] {
  return [unit, ...alsoIn.map((one) => one.unit)].map((code) => {
    const display = writeUnit(code, language);
    return { url: UNIT_OPTION, valueCoding: { system: UCUM, code, ...(display && { display }) } };
  });
}

function answerOptions(finding: FindingDefinition, language: Language): Json[] {
  const options =
    finding.kind === "sign"
      ? SIGN_ANSWERS.map(({ code, label }) => ({ system: ANSWER_SYSTEM, code, label }))
      : finding.options.map(({ id, label }) => ({ system: optionSystem(finding), code: id, label }));
  return options.map(({ system, code, label }) => ({
    valueCoding: { system, code, ...translated("display", label, language) },
  }));
}

/** An element in the language, with the other language as its translation. */
function translated(key: string, text: Text, language: Language): Json {
  const other: Language = language === "en" ? "nb" : "en";
  return {
    [key]: text[language],
    [`_${key}`]: {
      extension: [
        {
          url: TRANSLATION,
          extension: [
            { url: "lang", valueCode: other },
            { url: "content", valueString: text[other] },
          ],
        },
      ],
    },
  };
}
