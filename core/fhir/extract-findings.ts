/**
 * From the answers to our Questionnaire (a QuestionnaireResponse) to findings.
 *
 * What was answered *unknown*, or not at all, is unknown. An answer that cannot be used, or belongs to no question of ours, is told
 * with its place; the rest is still read.
 */
import { ABSENT, PRESENT } from "../criterion/finding-value.ts";
import type { Finding } from "../finding/finding.ts";
import { originOf } from "../finding/read-case.ts";
import { isIssue, measured, type ReadOutcome, readFindingValue } from "../finding/read-finding-value.ts";
import type { Issue, Place } from "../issue/issue.ts";
import { nearestWord } from "../issue/suggestion.ts";
import type { Text } from "../issue/text.ts";
import type { CompiledKnowledge } from "../knowledge/compile-knowledge.ts";
import type { FindingDefinition } from "../knowledge/knowledge.ts";
import { boundsOf, type Comparator } from "../quantity/read-quantity.ts";
import { SIGN_ANSWERS } from "./answer-codings.ts";
import { UCUM } from "./code-systems.ts";
import { type Json, map, maps, number, text } from "./json-access.ts";
import { groupLinkId, QUESTIONNAIRE_URL } from "./questionnaire.ts";
import { dateIn, isFuture } from "./record-dates.ts";

export interface ExtractedFindings {
  readonly findings: readonly Finding[];
  readonly issues: readonly Issue[];
}

/** Whether the response answers our Questionnaire, of whatever version. */
export function answersOurs(response: Json): boolean {
  return text(response, "questionnaire")?.split("|")[0] === QUESTIONNAIRE_URL;
}

/** `today` is an ISO date; `path` is where the response stands in what was sent. */
export function extractFindings(
  response: Json,
  compiled: CompiledKnowledge,
  today: string,
  path = "QuestionnaireResponse",
): ExtractedFindings {
  const issues: Issue[] = [];
  const findings: Finding[] = [];
  const status = text(response, "status");
  if (status === "entered-in-error" || status === "stopped") {
    return { findings, issues: [notUsed(status, path)] };
  }
  const at = dateIn(response, "authored");
  if (at !== undefined && isFuture(at, today)) return { findings, issues: [inTheFuture(at, today, path)] };
  const groups = new Set(compiled.findings.map(({ group }) => groupLinkId(group)));
  const id = text(response, "id");
  const seen = new Set<string>();
  for (const { item, place } of items(response, path)) {
    const linkId = text(item, "linkId") ?? "";
    if (groups.has(linkId)) continue;
    const definition = compiled.findings[compiled.indexOfFinding.get(linkId) ?? -1];
    if (!definition) {
      issues.push(unknownQuestion(linkId, compiled, place));
      continue;
    }
    const answers = maps(item, "answer");
    if (answers.length === 0) continue;
    if (answers.length > 1 || seen.has(linkId)) {
      issues.push(severalAnswers(definition, place));
      continue;
    }
    seen.add(linkId);
    const outcome = readAnswer(definition, answers[0], { path: `${place}.answer[0]` });
    if (outcome === "unknown") continue;
    if (isIssue(outcome)) issues.push(outcome);
    else
      findings.push({
        id: definition.id,
        ...outcome,
        origin: originOf(definition),
        at: at ?? today,
        ...(id !== undefined && { from: [`QuestionnaireResponse/${id}`] }),
        place: { path: place },
      });
  }
  return { findings, issues };
}

interface PlacedItem {
  readonly item: Json;
  readonly place: string;
}

/** Every item, in items and in answers. */
function items(within: Json, place: string): PlacedItem[] {
  return maps(within, "item").flatMap((item, index) => {
    const own = `${place}.item[${index}]`;
    return [
      { item, place: own },
      ...items(item, own),
      ...maps(item, "answer").flatMap((answer, position) => items(answer, `${own}.answer[${position}]`)),
    ];
  });
}

function readAnswer(definition: FindingDefinition, answer: Json, place: Place): ReadOutcome {
  const coding = map(answer, "valueCoding");
  if (coding) {
    const code = text(coding, "code");
    if (definition.kind !== "sign")
      return readFindingValue(definition, code ?? text(coding, "display"), place);
    const known = SIGN_ANSWERS.find((one) => one.code === code);
    if (!known) return readFindingValue(definition, text(coding, "display") ?? code, place);
    if (known.says === "unknown") return "unknown";
    return { value: known.says === "present" ? PRESENT : ABSENT };
  }
  const quantity = map(answer, "valueQuantity");
  if (quantity && definition.kind === "quantity") return readMeasured(definition, quantity, place);
  return readFindingValue(
    definition,
    answer.valueBoolean ?? answer.valueDecimal ?? answer.valueInteger ?? answer.valueString ?? null,
    place,
  );
}

const COMPARATORS = ["<", "<=", ">", ">="];

function readMeasured(definition: FindingDefinition, quantity: Json, place: Place): ReadOutcome {
  const value = number(quantity, "value");
  if (value === undefined) return "unknown";
  const code = text(quantity, "code");
  const isUcum = code !== undefined && (text(quantity, "system") ?? UCUM) === UCUM;
  const unit = (isUcum ? code : (text(quantity, "unit") ?? code)) ?? "";
  const comparator = text(quantity, "comparator");
  const known = COMPARATORS.includes(comparator ?? "") ? (comparator as Comparator) : undefined;
  return measured(definition, { range: boundsOf(value, known), unit }, undefined, place);
}

function notUsed(status: string, path: string): Issue {
  return wrong("response-status", path, {
    en: `The response has the status '${status}' and is not used.`,
    nb: `Svaret har status «${status}» og brukes ikke.`,
  });
}

function inTheFuture(at: string, today: string, path: string): Issue {
  return wrong("date-in-the-future", `${path}.authored`, {
    en: `The response is dated ${at}, after ${today}.`,
    nb: `Svaret er datert ${at}, etter ${today}.`,
  });
}

function severalAnswers({ label }: FindingDefinition, path: string): Issue {
  return wrong("several-answers", path, {
    en: `${label.en}: more than one answer; these are not used.`,
    nb: `${label.nb}: mer enn ett svar; disse brukes ikke.`,
  });
}

function unknownQuestion(linkId: string, compiled: CompiledKnowledge, path: string): Issue {
  const shown = linkId.length > 60 ? `${linkId.slice(0, 57)}…` : linkId;
  const near = nearestWord(shown, compiled.indexOfFinding.keys());
  return {
    ...wrong("unknown-finding", path, {
      en: `The Questionnaire has no question '${shown}'.`,
      nb: `Spørreskjemaet har ikke noe spørsmål «${shown}».`,
    }),
    ...(near !== undefined && {
      suggestion: { en: `Did you mean '${near}'?`, nb: `Mente du «${near}»?` },
    }),
  };
}

function wrong(code: string, path: string, message: Text): Issue {
  return { code, severity: "error", message, place: { path } };
}
