/** What a quantity's fields show, and the answer they make. */
import type { FindingValue } from "@krampe/core/criterion/finding-value.ts";
import type { Language } from "@krampe/core/issue/text.ts";
import type { FindingDefinition } from "@krampe/core/knowledge/knowledge.ts";
import type { Report } from "@krampe/core/plan/report.ts";
import { readQuantity } from "@krampe/core/quantity/read-quantity.ts";
import { ucumSpelling } from "@krampe/core/quantity/unit-spelling.ts";
import { writeNumber, writeUnit } from "@krampe/core/quantity/write-quantity.ts";
import type { Answer, WrittenQuantity } from "../patient/patient.ts";

/** The answer as a written quantity; empty if there is none. */
export function asWritten(
  answer: Answer | undefined,
  definition: FindingDefinition,
  language: Language,
): WrittenQuantity {
  if (typeof answer === "object") return { ...answer, value: withDecimalSign(answer.value, language) };
  return { value: "", unit: definition.unit ?? "1" };
}

/** `3.1` is shown as `3,1` in Norwegian, and the other way round. */
function withDecimalSign(value: string, language: Language): string {
  return language === "nb" ? value.replace(/(\d)\.(\d)/g, "$1,$2") : value.replace(/(\d),(\d)/g, "$1.$2");
}

/** The units that can be chosen: the finding's own, those it lists, and the one that was written. */
export function unitsOf({ unit, alsoIn }: FindingDefinition, written: string): readonly string[] {
  return [...new Set([unit ?? "1", ...alsoIn.map((one) => one.unit), ...(written === "" ? [] : [written])])];
}

/** Undefined when everything is empty. Intervals that are no numbers are left out. */
export function answerFrom(written: WrittenQuantity): WrittenQuantity | undefined {
  return written.value.trim() === "" && written.low === undefined && written.high === undefined
    ? undefined
    : { ...written, value: written.value.trim() };
}

/** The quantity after something was typed: a unit that was typed with the number goes before the one that was chosen. */
export function withTyped(
  text: string,
  written: WrittenQuantity,
  { unit, alsoIn }: FindingDefinition,
): WrittenQuantity {
  const typed = readQuantity(text);
  if (!typed || typed.unit === "") return { ...written, value: text };
  const known = [unit ?? "1", ...alsoIn.map((one) => one.unit)];
  const same = known.find((one) => ucumSpelling(one) === ucumSpelling(typed.unit));
  return { ...written, value: text.slice(0, text.lastIndexOf(typed.unit)).trim(), unit: same ?? typed.unit };
}

/** `3,6` or `3.6`; undefined for what is no number. */
export function readLimit(text: string): number | undefined {
  const number = Number(text.trim().replace(",", "."));
  return text.trim() === "" || !Number.isFinite(number) ? undefined : number;
}

export type Mark = "below" | "within" | "above";

type Interval = NonNullable<Report["findings"][number]["interval"]>;

/** Where the value lies; undefined where that is not certain. */
export function markOf(value: FindingValue | undefined, interval: Interval | undefined): Mark | undefined {
  if (value?.kind !== "quantity" || !interval) return undefined;
  const { low, high, lowOpen, highOpen } = value.range;
  if (interval.low !== undefined && (high < interval.low || (high === interval.low && highOpen)))
    return "below";
  if (interval.high !== undefined && (low > interval.high || (low === interval.high && lowOpen)))
    return "above";
  const within = (interval.low ?? low) <= low && high <= (interval.high ?? high);
  return within ? "within" : undefined;
}

/** `3.5–5.0 mmol/L`, `≤ 5 mg/L`. */
export function writtenInterval(
  { low, high }: { readonly low?: number | undefined; readonly high?: number | undefined },
  unit: string,
  language: Language,
): string {
  const number = (value: number) => writeNumber(value, language);
  const shown = writeUnit(unit, language);
  const range =
    low !== undefined && high !== undefined
      ? `${number(low)}–${number(high)}`
      : low !== undefined
        ? `≥ ${number(low)}`
        : high !== undefined
          ? `≤ ${number(high)}`
          : "";
  return `${range} ${shown}`.trim();
}
