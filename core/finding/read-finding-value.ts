/**
 * One value that someone wrote for one finding, checked and brought to the finding's own unit, or the reason why it cannot be used.
 *
 * Signs: present, absent, unknown (and yes, no, ja, nei, true, false). Quantities: `3.1 mmol/L`, `<3 mmol/L`, or a map with value,
 * unit, comparator and the laboratory's own low and high. Choices: the id or label of an option.
 */
import type { FindingValue, ReferenceBounds } from "../criterion/finding-value.ts";
import { ABSENT, PRESENT } from "../criterion/finding-value.ts";
import type { Issue, Place } from "../issue/issue.ts";
import { nearestWord } from "../issue/suggestion.ts";
import type { Text } from "../issue/text.ts";
import type { FindingDefinition } from "../knowledge/knowledge.ts";
import { type Quantity, scaled, withoutRoundingNoise } from "../quantity/quantity.ts";
import { boundsOf, type Comparator, readQuantity } from "../quantity/read-quantity.ts";
import { conversion } from "../quantity/unit-conversion.ts";
import { ucumSpelling } from "../quantity/unit-spelling.ts";
import { writeQuantity } from "../quantity/write-quantity.ts";

export interface ReadValue {
  readonly value: FindingValue;
  readonly shown?: Quantity;
}

/** `"unknown"` if it was said that it is unknown. */
export type ReadOutcome = ReadValue | "unknown" | Issue;

export function isIssue(outcome: ReadOutcome): outcome is Issue {
  return typeof outcome === "object" && "severity" in outcome;
}

export function readFindingValue(definition: FindingDefinition, written: unknown, place: Place): ReadOutcome {
  if (written === null || written === undefined || isWord(written, UNKNOWN)) return "unknown";
  switch (definition.kind) {
    case "sign":
      return readSign(definition, written, place);
    case "choice":
      return readChoice(definition, written, place);
    case "quantity":
      return readQuantityValue(definition, written, place);
  }
}

const PRESENT_WORDS = ["present", "yes", "true", "ja", "positive", "positiv", "til stede"];
const ABSENT_WORDS = ["absent", "no", "false", "nei", "negative", "negativ", "ikke til stede"];
const UNKNOWN = ["unknown", "ukjent", "?", ""];

function isWord(written: unknown, words: readonly string[]): boolean {
  return typeof written === "string" && words.includes(written.trim().toLowerCase());
}

function readSign({ id }: FindingDefinition, written: unknown, place: Place): ReadOutcome {
  if (written === true || isWord(written, PRESENT_WORDS)) return { value: PRESENT };
  if (written === false || isWord(written, ABSENT_WORDS)) return { value: ABSENT };
  const near =
    typeof written === "string" ? nearestWord(written, ["present", "absent", "unknown"]) : undefined;
  return wrong(
    "value-not-understood",
    place,
    {
      en: `'${short(written)}' says neither present, absent nor unknown of '${id}'.`,
      nb: `«${short(written)}» sier verken present, absent eller unknown om «${id}».`,
    },
    near === undefined
      ? { en: "Write present, absent or unknown.", nb: "Skriv present, absent eller unknown." }
      : { en: `Did you mean '${near}'?`, nb: `Mente du «${near}»?` },
  );
}

function readChoice({ id, options }: FindingDefinition, written: unknown, place: Place): ReadOutcome {
  const word = typeof written === "string" ? written.trim().toLowerCase() : "";
  const found = options.find(
    (option) =>
      option.id === word || option.label.en.toLowerCase() === word || option.label.nb.toLowerCase() === word,
  );
  if (found) return { value: { kind: "choice", option: found.id } };
  const ids = options.map((option) => option.id);
  const near = nearestWord(word, ids);
  return wrong(
    "value-not-an-option",
    place,
    {
      en: `'${short(written)}' is not an option of '${id}' (${ids.join(", ")}).`,
      nb: `«${short(written)}» er ikke et valg i «${id}» (${ids.join(", ")}).`,
    },
    near === undefined ? undefined : { en: `Did you mean '${near}'?`, nb: `Mente du «${near}»?` },
  );
}

function readQuantityValue(definition: FindingDefinition, written: unknown, place: Place): ReadOutcome {
  if (typeof written === "number" && Number.isFinite(written))
    return measured(definition, { range: boundsOf(written), unit: "" }, undefined, place);
  if (typeof written === "string") {
    const quantity = readQuantity(written);
    return quantity && isBounded(quantity)
      ? measured(definition, quantity, undefined, place)
      : notAQuantity(definition, written, place);
  }
  if (typeof written !== "object" || written === null || Array.isArray(written)) {
    return notAQuantity(definition, written, place);
  }
  const map = written as Record<string, unknown>;
  const value = typeof map.value === "string" ? readQuantity(map.value) : undefined;
  const range =
    value?.range ??
    (typeof map.value === "number" ? boundsOf(map.value, comparator(map.comparator)) : undefined);
  if (!range || !isBounded({ range })) return notAQuantity(definition, map.value, place);
  const unit = typeof map.unit === "string" ? map.unit : (value?.unit ?? "");
  if (value && value.unit !== "" && ucumSpelling(value.unit) !== ucumSpelling(unit)) {
    return twoUnits(definition, value.unit, unit, place);
  }
  const interval = bounds(map.low, map.high);
  return measured(definition, { range, unit }, interval, place);
}

/** A number that is too large for any computer reads as infinite, and says nothing. */
function isBounded({ range }: Pick<Quantity, "range">): boolean {
  return Number.isFinite(range.low) || Number.isFinite(range.high);
}

function comparator(written: unknown): Comparator | undefined {
  return ["<", "<=", ">", ">=", "≤", "≥"].includes(written as string) ? (written as Comparator) : undefined;
}

function bounds(low: unknown, high: unknown): ReferenceBounds | undefined {
  const read = (bound: unknown) => (typeof bound === "number" && Number.isFinite(bound) ? bound : undefined);
  const [from, to] = [read(low), read(high)];
  if (from === undefined && to === undefined) return undefined;
  return { ...(from !== undefined && { low: from }), ...(to !== undefined && { high: to }) };
}

/** A quantity in its written unit, with the interval that came with it in the same unit, in the finding's own unit. */
export function measured(
  definition: FindingDefinition,
  written: Quantity,
  interval: ReferenceBounds | undefined,
  place: Place,
): ReadOutcome {
  const own = definition.unit ?? "1";
  if (![written.range.low, written.range.high].some(Number.isFinite))
    return notAQuantity(definition, "NaN", place);
  if (written.unit.trim() === "" && !speaksForItself(own)) return withoutUnit(definition, written, place);
  const unit = written.unit.trim() === "" ? own : written.unit;
  const found = conversion(unit, own, definition.alsoIn);
  if (!found) return cannotConvert(definition, written, place);
  const range = scaled(written.range, found.factor, found.offset);
  const plausible = definition.plausible;
  if (plausible && (range.high < plausible.low || range.low > plausible.high)) {
    return implausible(definition, written, range, place);
  }
  const inOwn = (bound: number) => withoutRoundingNoise(bound * found.factor + (found.offset ?? 0));
  const ownInterval = interval && {
    ...(interval.low !== undefined && { low: inOwn(interval.low) }),
    ...(interval.high !== undefined && { high: inOwn(interval.high) }),
  };
  if (
    ownInterval?.low !== undefined &&
    ownInterval.high !== undefined &&
    ownInterval.low >= ownInterval.high
  ) {
    return wrong(
      "interval-empty",
      place,
      {
        en: `The reference interval given with '${definition.id}' runs from ${interval?.low} to ${interval?.high}.`,
        nb: `Referanseområdet som fulgte med «${definition.id}», går fra ${interval?.low} til ${interval?.high}.`,
      },
      { en: "Give the lower bound first.", nb: "Oppgi den nedre grensen først." },
    );
  }
  return {
    value: { kind: "quantity", range, ...(ownInterval && { interval: ownInterval }) },
    shown: { range: written.range, unit },
  };
}

/** Years, scores, counts a week and plain numbers say their unit by their name. */
function speaksForItself(unit: string): boolean {
  return unit === "a" || unit === "1" || unit.startsWith("{") || unit.startsWith("/");
}

function notAQuantity({ id, unit }: FindingDefinition, written: unknown, place: Place): Issue {
  return wrong(
    "value-not-a-quantity",
    place,
    {
      en: `'${short(written)}' is not a value that can be read for '${id}'.`,
      nb: `«${short(written)}» er ikke en verdi som kan leses for «${id}».`,
    },
    {
      en: `Write a number and its unit, such as '4 ${unit}' or '<4 ${unit}'. A comma is a decimal comma.`,
      nb: `Skriv et tall og enheten, for eksempel «4 ${unit}» eller «<4 ${unit}». Komma er desimalkomma.`,
    },
  );
}

function withoutUnit({ id, unit }: FindingDefinition, written: Quantity, place: Place): Issue {
  return wrong(
    "value-without-unit",
    place,
    {
      en: `'${writeQuantity(written.range, "", "en").trim()}' for '${id}' has no unit, and the unit is never guessed.`,
      nb: `«${writeQuantity(written.range, "", "nb").trim()}» for «${id}» har ingen enhet, og enheten gjettes aldri.`,
    },
    { en: `Add the unit, for example ${unit}.`, nb: `Legg til enheten, for eksempel ${unit}.` },
  );
}

function twoUnits({ id }: FindingDefinition, inValue: string, beside: string, place: Place): Issue {
  return wrong(
    "two-units",
    place,
    {
      en: `'${id}' is given in '${short(inValue)}' and in '${short(beside)}' at the same time.`,
      nb: `«${id}» er oppgitt både i «${short(inValue)}» og i «${short(beside)}».`,
    },
    { en: "Give one unit.", nb: "Oppgi én enhet." },
  );
}

function cannotConvert({ id, unit, alsoIn }: FindingDefinition, written: Quantity, place: Place): Issue {
  const known = [unit, ...alsoIn.map((one) => one.unit)].join(", ");
  return wrong(
    "unit-not-convertible",
    place,
    {
      en: `The unit '${written.unit}' cannot be converted to ${unit} for '${id}'.`,
      nb: `Enheten «${written.unit}» kan ikke regnes om til ${unit} for «${id}».`,
    },
    { en: `Use one of: ${known}.`, nb: `Bruk en av: ${known}.` },
  );
}

function implausible(
  { id, unit, plausible }: FindingDefinition,
  written: Quantity,
  range: Quantity["range"],
  place: Place,
): Issue {
  return wrong(
    "value-implausible",
    place,
    {
      en: `${writeQuantity(written.range, written.unit, "en")} for '${id}' (${writeQuantity(range, unit ?? "", "en")}) lies outside what is possible (${plausible?.low} to ${plausible?.high}).`,
      nb: `${writeQuantity(written.range, written.unit, "nb")} for «${id}» (${writeQuantity(range, unit ?? "", "nb")}) ligger utenfor det mulige (${plausible?.low} til ${plausible?.high}).`,
    },
    { en: "Check the number and the unit.", nb: "Se etter tallet og enheten." },
  );
}

function short(written: unknown): string {
  const text =
    typeof written === "string"
      ? written
      : typeof written === "number"
        ? String(written)
        : (JSON.stringify(written) ?? String(written));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function wrong(code: string, place: Place, message: Text, suggestion?: Text): Issue {
  return { code, severity: "error", message, ...(suggestion && { suggestion }), place };
}
