/**
 * From the value that stands in a YAML file to a criterion, or to the reasons why it is none.
 *
 * Everything is checked here and nowhere later: the words of the language, that every finding exists and is of the right kind,
 * that options belong to their choice and that limits have a unit that fits. Every mistake is told with its place and, where
 * one is near, the word that was probably meant.
 */
import type { Issue, Place } from "../issue/issue.ts";
import { nearestWord } from "../issue/suggestion.ts";
import type { Criterion, IntervalPosition, Leaf, Relation } from "./criterion.ts";
import { INTERVAL_UNITS } from "./criterion.ts";

/** What a criterion may ask for. */
export interface Vocabulary {
  readonly findingIds: readonly string[];
  kindOf(findingId: string): "sign" | "quantity" | "choice" | undefined;
  optionsOf(findingId: string): readonly string[];
  unitOf(findingId: string): string;
  /** The limit in the finding's own unit, or undefined if the unit does not fit. */
  limitInOwnUnit(findingId: string, limit: number, unit: string): number | undefined;
  hasInterval(findingId: string): boolean;
}

export type Path = readonly (string | number)[];

export interface ParseContext {
  readonly vocabulary: Vocabulary;
  /** Where the value at a path stands in the file. */
  placeOf(path: Path): Place;
  /** Takes the mistakes. */
  report(issue: Issue): void;
}

const RELATIONS: readonly Relation[] = ["below", "atMost", "above", "atLeast"];
const POSITIONS: readonly IntervalPosition[] = ["below-interval", "within-interval", "above-interval"];
const FORMS: Readonly<Record<string, readonly string[]>> = {
  all: ["all"],
  any: ["any"],
  not: ["not"],
  of: ["atLeast", "of"],
  present: ["present"],
  absent: ["absent"],
  quantity: ["quantity", "unit", "is", ...RELATIONS],
  choice: ["choice", "is"],
};

/** The criterion, or undefined after at least one mistake was reported. */
export function parseCriterion(value: unknown, path: Path, context: ParseContext): Criterion | undefined {
  if (typeof value === "string") return presentLeaf(value, path, context);
  if (!isMap(value)) return refuse(context, path, "criterion-not-understood", notACriterion(value));
  const form = Object.keys(FORMS).find((key) => key in value);
  if (form === undefined)
    return refuse(context, path, "criterion-not-understood", noForm(value), formSuggestion(value));
  const strange = Object.keys(value).find((key) => !FORMS[form].includes(key));
  if (strange !== undefined) {
    return refuse(
      context,
      [...path, strange],
      "criterion-unknown-word",
      {
        en: `'${strange}' does not belong in a criterion with '${form}'.`,
        nb: `«${strange}» hører ikke hjemme i et kriterium med «${form}».`,
      },
      didYouMean(strange, FORMS[form]),
    );
  }
  switch (form) {
    case "all":
    case "any": {
      const of = parseList(value[form], [...path, form], context);
      return of && { kind: form, of };
    }
    case "not": {
      const of = parseCriterion(value.not, [...path, "not"], context);
      return of && { kind: "not", of };
    }
    case "of":
      return parseCount(value, path, context);
    case "present":
      return presentLeaf(value.present, [...path, "present"], context);
    case "absent": {
      const leaf = presentLeaf(value.absent, [...path, "absent"], context);
      return leaf && { kind: "not", of: leaf };
    }
    case "quantity":
      return parseQuantityLeaf(value, path, context);
    default:
      return parseChoice(value, path, context);
  }
}

function parseList(value: unknown, path: Path, context: ParseContext): Criterion[] | undefined {
  if (!Array.isArray(value) || value.length === 0) {
    return refuse(context, path, "criterion-empty-list", {
      en: "Here a list of at least one criterion is needed.",
      nb: "Her trengs en liste med minst ett kriterium.",
    });
  }
  const parts = value.map((part, index) => parseCriterion(part, [...path, index], context));
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

function parseCount(value: Mapping, path: Path, context: ParseContext): Criterion | undefined {
  const of = parseList(value.of, [...path, "of"], context);
  const count = value.atLeast;
  if (!of) return undefined;
  if (typeof count !== "number" || !Number.isInteger(count) || count < 1 || count > of.length) {
    return refuse(context, [...path, "atLeast"], "criterion-count", {
      en: `'atLeast' is ${String(count)}; with a list of ${of.length} it must be a whole number from 1 to ${of.length}.`,
      nb: `«atLeast» er ${String(count)}; med en liste på ${of.length} må det være et helt tall fra 1 til ${of.length}.`,
    });
  }
  return { kind: "atLeast", count, of };
}

function presentLeaf(value: unknown, path: Path, context: ParseContext): Leaf | undefined {
  const finding = findingOfKind(value, "sign", path, context);
  return finding === undefined ? undefined : { kind: "present", finding };
}

function parseQuantityLeaf(value: Mapping, path: Path, context: ParseContext): Criterion | undefined {
  const finding = findingOfKind(value.quantity, "quantity", [...path, "quantity"], context);
  if (finding === undefined) return undefined;
  if ("is" in value) return parseInterval(finding, value.is, [...path, "is"], context);
  const relations = RELATIONS.filter((relation) => relation in value);
  if (relations.length === 0) {
    return refuse(
      context,
      path,
      "criterion-no-limit",
      {
        en: `'${finding}' is held against nothing.`,
        nb: `«${finding}» holdes ikke opp mot noe.`,
      },
      {
        en: `Add one of ${RELATIONS.join(", ")}, or is.`,
        nb: `Legg til en av ${RELATIONS.join(", ")}, eller is.`,
      },
    );
  }
  const unit = value.unit;
  if (typeof unit !== "string" || ownLimit(finding, 1, unit, context) === undefined) {
    return refuse(
      context,
      "unit" in value ? [...path, "unit"] : path,
      "criterion-unit",
      {
        en: `The limit of '${finding}' has the unit '${String(unit ?? "")}', which does not fit.`,
        nb: `Grensen for «${finding}» har enheten «${String(unit ?? "")}», som ikke passer.`,
      },
      {
        en: "Give a UCUM unit of the same kind as the finding's own.",
        nb: "Oppgi en UCUM-enhet av samme slag som funnets egen.",
      },
    );
  }
  const leaves = relations.map((relation) =>
    comparison(finding, relation, value[relation], unit, path, context),
  );
  if (!leaves.every((leaf) => leaf !== undefined)) return undefined;
  return leaves.length === 1 ? leaves[0] : { kind: "all", of: leaves };
}

function comparison(
  finding: string,
  relation: Relation,
  limit: unknown,
  unit: string,
  path: Path,
  context: ParseContext,
): Leaf | undefined {
  if (typeof limit !== "number" || !Number.isFinite(limit)) {
    return refuse(context, [...path, relation], "criterion-limit", {
      en: `The limit '${String(limit)}' is not a number.`,
      nb: `Grensen «${String(limit)}» er ikke et tall.`,
    });
  }
  const own = ownLimit(finding, limit, unit, context);
  if (own === undefined) return undefined;
  return {
    kind: "comparison",
    finding,
    relation,
    limit: own,
    unit: isIntervalUnit(unit) ? unit : context.vocabulary.unitOf(finding),
  };
}

function ownLimit(
  finding: string,
  limit: number,
  unit: string,
  { vocabulary }: ParseContext,
): number | undefined {
  if (isIntervalUnit(unit)) return vocabulary.hasInterval(finding) ? limit : undefined;
  return vocabulary.limitInOwnUnit(finding, limit, unit);
}

function isIntervalUnit(unit: string): boolean {
  return (INTERVAL_UNITS as readonly string[]).includes(unit);
}

function parseInterval(
  finding: string,
  position: unknown,
  path: Path,
  context: ParseContext,
): Leaf | undefined {
  if (!POSITIONS.includes(position as IntervalPosition)) {
    return refuse(
      context,
      path,
      "criterion-interval",
      {
        en: `'${String(position)}' is no place in a reference interval.`,
        nb: `«${String(position)}» er ikke noe sted i et referanseområde.`,
      },
      didYouMean(String(position), POSITIONS),
    );
  }
  if (!context.vocabulary.hasInterval(finding)) {
    return refuse(context, path, "criterion-interval", {
      en: `'${finding}' has no reference interval.`,
      nb: `«${finding}» har ikke noe referanseområde.`,
    });
  }
  return { kind: "interval", finding, position: position as IntervalPosition };
}

function parseChoice(value: Mapping, path: Path, context: ParseContext): Leaf | undefined {
  const finding = findingOfKind(value.choice, "choice", [...path, "choice"], context);
  if (finding === undefined) return undefined;
  const options = Array.isArray(value.is) ? value.is : [value.is];
  const allowed = context.vocabulary.optionsOf(finding);
  const strange = options.find((option) => !allowed.includes(option as string));
  if (options.length === 0 || strange !== undefined) {
    return refuse(
      context,
      [...path, "is"],
      "criterion-option",
      {
        en: `'${String(strange ?? "")}' is not an option of '${finding}' (${allowed.join(", ")}).`,
        nb: `«${String(strange ?? "")}» er ikke et valg i «${finding}» (${allowed.join(", ")}).`,
      },
      didYouMean(String(strange), allowed),
    );
  }
  return { kind: "choice", finding, options: options as string[] };
}

function findingOfKind(
  value: unknown,
  kind: "sign" | "quantity" | "choice",
  path: Path,
  context: ParseContext,
): string | undefined {
  const actual = typeof value === "string" ? context.vocabulary.kindOf(value) : undefined;
  if (actual === undefined) {
    return refuse(
      context,
      path,
      "unknown-finding",
      {
        en: `There is no finding '${String(value)}'.`,
        nb: `Det finnes ikke noe funn «${String(value)}».`,
      },
      didYouMean(String(value), context.vocabulary.findingIds),
    );
  }
  if (actual !== kind) {
    return refuse(
      context,
      path,
      "wrong-kind-of-finding",
      {
        en: `'${String(value)}' is a ${actual}, but here a ${kind} is asked for.`,
        nb: `«${String(value)}» er av slaget ${actual}, men her spørres det etter ${kind}.`,
      },
      ADVICE[actual],
    );
  }
  return value as string;
}

const ADVICE = {
  sign: { en: "Write the id alone.", nb: "Skriv bare id-en." },
  quantity: {
    en: "Write { quantity: id, above: number, unit: unit }.",
    nb: "Skriv { quantity: id, above: tall, unit: enhet }.",
  },
  choice: { en: "Write { choice: id, is: option }.", nb: "Skriv { choice: id, is: valg }." },
} as const;

type Mapping = Record<string, unknown>;

function isMap(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function notACriterion(value: unknown) {
  const shown = value === null ? "nothing" : typeof value;
  return {
    en: `Here a finding or a criterion is needed, but ${shown} was found.`,
    nb: `Her trengs et funn eller et kriterium, men det som står her, er «${JSON.stringify(value) ?? ""}».`,
  };
}

function noForm(value: Mapping) {
  const keys = Object.keys(value).join(", ");
  return {
    en: `A criterion with '${keys}' is not understood.`,
    nb: `Et kriterium med «${keys}» forstås ikke.`,
  };
}

function formSuggestion(value: Mapping) {
  const first = Object.keys(value)[0] ?? "";
  return (
    didYouMean(first, Object.keys(FORMS)) ?? {
      en: "Use all, any, not, atLeast with of, present, absent, quantity or choice.",
      nb: "Bruk all, any, not, atLeast med of, present, absent, quantity eller choice.",
    }
  );
}

function didYouMean(word: string, known: readonly string[]) {
  const near = nearestWord(word, known);
  return near === undefined ? undefined : { en: `Did you mean '${near}'?`, nb: `Mente du «${near}»?` };
}

function refuse(
  context: ParseContext,
  path: Path,
  code: string,
  message: Issue["message"],
  suggestion?: Issue["message"],
): undefined {
  context.report({
    code,
    severity: "error",
    message,
    ...(suggestion && { suggestion }),
    place: context.placeOf(path),
  });
  return undefined;
}
