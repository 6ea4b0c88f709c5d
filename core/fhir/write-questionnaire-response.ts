/**
 * What a clinician answered, as a QuestionnaireResponse to our Questionnaire, so that another system can keep it and extract it again.
 *
 * Only what was told, examined or measured outside the record is an answer: what a resource of the record said already stands there, and
 * what follows from other findings is not asked for. A quantity known only as lying between two bounds has no place in an answer; it is
 * left out and named.
 */
import type { FindingValue } from "../criterion/finding-value.ts";
import type { Finding } from "../finding/finding.ts";
import type { Language } from "../issue/text.ts";
import type { CompiledKnowledge } from "../knowledge/compile-knowledge.ts";
import type { FindingDefinition } from "../knowledge/knowledge.ts";
import { writeUnit } from "../quantity/write-quantity.ts";
import { ANSWER_SYSTEM, SIGN_ANSWERS } from "./answer-codings.ts";
import { UCUM } from "./code-systems.ts";
import { type Json, maps, text } from "./json-access.ts";
import { QUESTIONNAIRE_URL, questionnaire } from "./questionnaire.ts";
import { sourceReference } from "./source-reference.ts";
import { type WrittenReference, type WrittenResource, withoutEmpty } from "./write-bundle.ts";
import { optionSystem } from "./write-observation.ts";

export interface ResponseToWrite {
  readonly findings: readonly Finding[];
  readonly compiled: CompiledKnowledge;
  readonly language: Language;
  readonly subject: WrittenReference;
  /** Who answered. */
  readonly author?: WrittenReference;
  /** Instant. */
  readonly authored: string;
}

export interface WrittenResponse {
  /** Undefined if there is nothing to answer with. */
  readonly response: WrittenResource | undefined;
  /** The findings that it answers with, and those that an answer has no form for. */
  readonly answered: readonly string[];
  readonly leftOut: readonly string[];
}

export function writeQuestionnaireResponse(toWrite: ResponseToWrite): WrittenResponse {
  const { compiled, language, subject, author, authored } = toWrite;
  const { knowledge } = compiled;
  const answers = new Map<string, Json>();
  const leftOut: string[] = [];
  for (const { id, value } of toWrite.findings.filter(isAnswer)) {
    const definition = compiled.findings[compiled.indexOfFinding.get(id) ?? -1];
    if (!definition) continue;
    const answer = answerOf(value, definition, language);
    if (answer) answers.set(id, answer);
    else leftOut.push(id);
  }
  const answered = [...answers.keys()];
  if (answered.length === 0) return { response: undefined, answered, leftOut };
  const response = withoutEmpty({
    resourceType: "QuestionnaireResponse",
    language,
    questionnaire: `${QUESTIONNAIRE_URL}|${knowledge.version}`,
    status: "completed",
    subject,
    authored,
    author,
    item: answeredItems(maps(questionnaire(knowledge, language), "item"), answers),
  });
  return { response, answered, leftOut };
}

function isAnswer({ origin, from = [] }: Finding): boolean {
  if (origin === "derived" || origin === "record") return false;
  return !from.some((source) => sourceReference(source) !== undefined);
}

/** The questions that have an answer, in the groups in which they are asked. */
function answeredItems(items: readonly Json[], answers: ReadonlyMap<string, Json>): Json[] {
  return items.flatMap((item) => {
    const linkId = text(item, "linkId") ?? "";
    const answer = answers.get(linkId);
    const inner = answeredItems(maps(item, "item"), answers);
    if (!answer && inner.length === 0) return [];
    return [withoutEmpty({ linkId, text: text(item, "text"), answer: answer ? [answer] : [], item: inner })];
  });
}

function answerOf(value: FindingValue, definition: FindingDefinition, language: Language): Json | undefined {
  if (value.kind === "choice") {
    const option = definition.options.find(({ id }) => id === value.option);
    const display = option?.label[language];
    return { valueCoding: withoutEmpty({ system: optionSystem(definition), code: value.option, display }) };
  }
  if (value.kind !== "quantity") {
    const known = SIGN_ANSWERS.find(({ says }) => says === value.kind);
    return (
      known && { valueCoding: { system: ANSWER_SYSTEM, code: known.code, display: known.label[language] } }
    );
  }
  const { low, high, lowOpen, highOpen } = value.range;
  const quantity = (number: number, comparator?: string) => ({
    valueQuantity: withoutEmpty({
      value: number,
      comparator,
      unit: writeUnit(definition.unit ?? "1", language),
      system: UCUM,
      code: definition.unit ?? "1",
    }),
  });
  if (low === high) return quantity(low);
  if (!Number.isFinite(high)) return quantity(low, lowOpen ? ">" : ">=");
  if (!Number.isFinite(low) || (low <= 0 && highOpen)) return quantity(high, highOpen ? "<" : "<=");
  return undefined;
}
