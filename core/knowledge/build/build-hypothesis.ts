/** What may explain the findings, with its arguments: phenomena, causes, and the EMG patterns with their page in the atlas. */
import { type ParseContext, type Path, parseCriterion } from "../../criterion/parse-criterion.ts";
import type {
  Argument,
  AtlasPage,
  Hypothesis,
  PageRange,
  Pattern,
  PatternFinding,
  Summary,
} from "../knowledge.ts";
import { asList, cited, citedText, entryParts, type RawEntry } from "./raw-entry.ts";

export function hypothesis(entry: RawEntry, context: ParseContext): Hypothesis {
  const { value, path } = entry;
  return {
    ...entryParts(entry),
    group: value.group,
    summary: summary(value.summary),
    clinic: (value.clinic ?? []).map(citedText),
    emg: (value.emg ?? []).map(citedText),
    urgency: value.urgency ?? "routine",
    arguments: value.arguments.flatMap((argument: RawEntry["value"], index: number) =>
      oneArgument(value.id, argument, index, [...path, "arguments", index], context),
    ),
    confirmedBy: value.confirmedBy ?? [],
  };
}

export function pattern(entry: RawEntry, context: ParseContext): Pattern {
  const { value, path } = entry;
  return {
    ...hypothesis(entry, context),
    group: value.group,
    ...(value.of !== undefined && { of: value.of }),
    findings: (value.findings ?? []).map((one: RawEntry["value"], index: number): PatternFinding => {
      const when =
        one.when === undefined
          ? undefined
          : parseCriterion(one.when, [...path, "findings", index, "when"], context);
      return {
        finding: one.finding,
        ...(one.from !== undefined && { from: one.from }),
        ...(when !== undefined && { when }),
      };
    }),
    page: (value.page ?? []).map(
      (one: RawEntry["value"]): PageRange => ({
        ...(one as PageRange),
        facts: one.facts ?? [],
        resolves: one.resolves ?? [],
        ...cited(one),
      }),
    ),
  };
}

export function atlasPage({ value, path, document }: RawEntry): AtlasPage {
  return {
    id: value.id,
    hear: citedText(value.hear),
    see: citedText(value.see),
    says: value.says,
    tells: value.tells.map(citedText),
    confusedWith: value.confusedWith.map((one: RawEntry["value"]) => ({
      pattern: one.pattern,
      difference: one.difference.map(citedText),
    })),
    place: document.placeOf(path),
  };
}

function summary(value: RawEntry["value"]): Summary {
  const { source, facts = [], ...rest } = value;
  return { ...(rest as Pick<Summary, "en" | "nb" | "verified">), source: asList(source), facts };
}

function oneArgument(
  owner: string,
  value: RawEntry["value"],
  index: number,
  path: Path,
  context: ParseContext,
): Argument[] {
  const directions = (["for", "against"] as const).filter((direction) => direction in value);
  if (directions.length !== 1) {
    context.report({
      code: "knowledge-argument-direction",
      severity: "error",
      message: {
        en: "An argument has either 'for' or 'against'.",
        nb: "Et argument har enten «for» eller «against».",
      },
      place: context.placeOf(path),
    });
    return [];
  }
  const direction = directions[0];
  const criterion = parseCriterion(value[direction], [...path, direction], context);
  if (!criterion) return [];
  return [
    {
      id: `${owner}#${index + 1}`,
      direction,
      criterion,
      strength: value.strength,
      because: value.because,
      facts: value.facts ?? [],
      ...cited(value),
      place: context.placeOf(path),
    },
  ];
}
