/**
 * A laboratory report as text, copied from a journal or a letter, to results: one line each.
 *
 * A line is understood when it begins with a name that the knowledge has, followed by a number. The unit must be on the line and be
 * one of the finding's, or the line comes back asking for it: a unit is never guessed. An interval on the line is the laboratory's
 * own. Results in urine and spinal fluid (`U-`, `Csv-`) are not results in blood and are left alone.
 */
import { isCalendarDay } from "@krampe/core/finding/calendar-day.ts";
import { isIssue, measured } from "@krampe/core/finding/read-finding-value.ts";
import type { Issue } from "@krampe/core/issue/issue.ts";
import type { FindingDefinition } from "@krampe/core/knowledge/knowledge.ts";
import { type QuantityRange, withoutRoundingNoise } from "@krampe/core/quantity/quantity.ts";
import { boundsOf, type Comparator } from "@krampe/core/quantity/read-quantity.ts";
import { conversion } from "@krampe/core/quantity/unit-conversion.ts";
import { writeRange } from "@krampe/core/quantity/write-quantity.ts";
import type { WrittenQuantity } from "../assess/patient/patient.ts";

export type ReportLine = { readonly line: string } & (
  | { readonly outcome: "read"; readonly id: string; readonly answer: WrittenQuantity }
  /** Everything but the unit. */
  | { readonly outcome: "unit-missing"; readonly id: string; readonly answer: WrittenQuantity }
  | { readonly outcome: "refused"; readonly id: string; readonly issue: Issue }
  | { readonly outcome: "not-understood" }
);

const MOST_LINES = 400;
const LONGEST_LINE = 400;

/** `today` is an ISO date: a later date on a line is not taken for the date of the result. */
export function readLabReport(
  text: string,
  findings: readonly FindingDefinition[],
  today: string,
): ReportLine[] {
  const names = namesOf(findings);
  const lines = text.split(/\r?\n/).slice(0, MOST_LINES);
  let date: string | undefined;
  return lines
    .map((line) => line.slice(0, LONGEST_LINE).trim())
    .filter((line) => line !== "")
    .map((line) => {
      const own = dateOn(line, today);
      const read = readLine(line, names, own ?? date);
      if (own !== undefined && read.outcome === "not-understood") date = own;
      return read;
    });
}

interface Name {
  readonly words: string;
  readonly definition: FindingDefinition;
}

/** Longest first, so that `calcium ionised` is not read as `calcium`. */
function namesOf(findings: readonly FindingDefinition[]): Name[] {
  const names = new Map<string, FindingDefinition>();
  for (const definition of findings) {
    if (definition.kind !== "quantity" || definition.obtain !== "blood" || definition.formula) continue;
    const { id, label, synonyms, codes } = definition;
    const all = [label.en, label.nb, ...synonyms.en, ...synonyms.nb, id, ...codes.map(({ code }) => code)];
    for (const name of all.flatMap(spellings)) if (!names.has(name)) names.set(name, definition);
  }
  return [...names]
    .map(([words, definition]) => ({ words, definition }))
    .sort((a, b) => b.words.length - a.words.length);
}

/** `Kreatinkinase (CK)` is also `Kreatinkinase` and `CK`; `Kalsium, fritt` is also `Kalsium fritt`. */
function spellings(name: string): string[] {
  const inside = /\(([^)]+)\)/.exec(name)?.[1];
  return [name, name.replace(/\s*\([^)]*\)/, ""), ...(inside ? [inside] : [])].map(plain).filter(Boolean);
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[,.:;()[\]_-]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** The system before the name in Nordic reports: plasma, serum, blood, patient, fasting, arterial, capillary, venous. */
const BLOOD = /^f?(?:P|S|B|Pt|aB|kB|vB|aP|kP|vP|cB)\s*[-—–]\s*/;
const OTHER_SYSTEM = /^d?[A-Za-z]{1,4}\s*-\s*(?=[A-Za-zÆØÅæøå])/;
const NUMBER = String.raw`\d+(?:[.,]\d+)?`;

function readLine(line: string, names: readonly Name[], at: string | undefined): ReportLine {
  const code = /(?:^|[\s;|])(NPU\d{5}|\d{3,5}-\d)(?=[\s;|])/.exec(line)?.[1];
  const text = (code ? line.replace(code, "") : line).replace(/^["'\s|;,\t*•-]+/, "");
  const named = nameOn(text, names) ?? (code ? byCode(code, text, names) : undefined);
  if (!named) return { line, outcome: "not-understood" };
  const { definition, rest } = named;
  const found = new RegExp(
    String.raw`^[^\d<>≤≥]*?(?<comparator><=|>=|≤|≥|<|>)?\s*(?<value>${NUMBER})(?![\d.,]*\d)(?<after>.*)$`,
  ).exec(rest);
  if (!found?.groups) return { line, outcome: "not-understood" };
  const { comparator, value, after } = found.groups;
  const unit = unitOn(withoutDates(after), definition);
  const interval = intervalOn(withoutDates(unit ? after.replace(unit, " ") : after));
  const range = boundsOf(read(value), comparator as Comparator | undefined);
  const answer = written(range, unit ?? "", interval, at);
  if (unit === undefined) return { line, outcome: "unit-missing", id: definition.id, answer };
  const checked = measured(definition, { range, unit }, interval, { path: definition.id });
  if (!isIssue(checked) || checked === undefined)
    return { line, outcome: "read", id: definition.id, answer: knownUnit(answer, definition) };
  return { line, outcome: "refused", id: definition.id, issue: checked };
}

function nameOn(
  text: string,
  names: readonly Name[],
): { definition: FindingDefinition; rest: string } | undefined {
  const bare = text.replace(BLOOD, "");
  if (
    bare === text &&
    OTHER_SYSTEM.test(text) &&
    !names.some(({ words }) => beginsWith(text, words) !== undefined)
  )
    return undefined;
  for (const { words, definition } of names) {
    const rest = beginsWith(bare, words);
    if (rest !== undefined) return { definition, rest };
  }
  return undefined;
}

function byCode(
  code: string,
  text: string,
  names: readonly Name[],
): { definition: FindingDefinition; rest: string } | undefined {
  const found = names.find(({ words }) => words === plain(code));
  return (
    found && {
      definition: found.definition,
      rest: text.replace(/^\S*[A-Za-zÆØÅæøå][^;|\t]*?(?=[\s;|\t]+[<>≤≥]?\s*\d)/, ""),
    }
  );
}

/** What comes after the name, if the text begins with it as whole words; letters and signs are compared as `plain` does. */
function beginsWith(text: string, words: string): string | undefined {
  let position = 0;
  for (const word of words.split(" ")) {
    const gap = /^[\s,.:;()[\]_-]*/.exec(text.slice(position))?.[0].length ?? 0;
    position += gap;
    if (text.slice(position, position + word.length).toLowerCase() !== word) return undefined;
    position += word.length;
  }
  const next = text[position];
  if (next !== undefined && /[\p{L}\d]/u.test(next)) return undefined;
  return text.slice(position).replace(/^\s*\([^)]*\)/, "");
}

/** The first word, or two words that belong together, that is a unit of this finding. */
function unitOn(text: string, definition: FindingDefinition): string | undefined {
  const words = text.split(/[\s;|\t]+/).map((word) => word.replace(/^[([]+|[)\],:]+$/g, ""));
  for (let i = 0; i < words.length; i++) {
    for (const candidate of [words.slice(i, i + 2).join(" "), words[i]]) {
      if (/^(?:[a-zA-Zµμ%/]|[x×*]?\s?10)/.test(candidate) && isUnitOf(candidate, definition))
        return candidate;
    }
  }
  return undefined;
}

function isUnitOf(candidate: string, { unit, alsoIn }: FindingDefinition): boolean {
  return candidate.length <= 20 && conversion(candidate, unit ?? "1", alsoIn) !== undefined;
}

function intervalOn(text: string): { low?: number; high?: number } | undefined {
  const both = new RegExp(String.raw`(${NUMBER})\s*(?:-|–|—|−|til|to)\s*(${NUMBER})`).exec(text);
  if (both) {
    const [low, high] = [read(both[1]), read(both[2])];
    return low < high ? { low, high } : undefined;
  }
  const one = new RegExp(String.raw`([<>≤≥])=?\s*(${NUMBER})`).exec(text);
  if (!one) return undefined;
  return one[1] === "<" || one[1] === "≤" ? { high: read(one[2]) } : { low: read(one[2]) };
}

const DATE = /\b(?:(\d{4})-(\d{2})-(\d{2})|(\d{1,2})[./](\d{1,2})[./](\d{4}))\b/;

function withoutDates(text: string): string {
  return text.replace(DATE, " ").replace(/\b\d{1,2}:\d{2}(?::\d{2})?\b/g, " ");
}

function dateOn(line: string, today: string): string | undefined {
  const found = DATE.exec(line);
  if (!found) return undefined;
  const [year, month, day] = found[1] ? found.slice(1, 4) : [found[6], found[5], found[4]];
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isCalendarDay(date) && date <= today ? date : undefined;
}

function read(number: string): number {
  return withoutRoundingNoise(Number(number.replace(",", ".")));
}

function written(
  range: QuantityRange,
  unit: string,
  interval: { low?: number; high?: number } | undefined,
  at: string | undefined,
): WrittenQuantity {
  return { value: writeRange(range, "en"), unit, ...interval, ...(at !== undefined && { at }) };
}

/** The finding's own spelling of the unit where there is one, so that the screen's list of units has it. */
function knownUnit(answer: WrittenQuantity, { unit, alsoIn }: FindingDefinition): WrittenQuantity {
  const own = [unit ?? "1", ...alsoIn.map((one) => one.unit)].find(
    (one) => conversion(answer.unit, one)?.factor === 1,
  );
  return own === undefined ? answer : { ...answer, unit: own };
}
