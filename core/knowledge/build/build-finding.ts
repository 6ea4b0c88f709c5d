/** Findings, and the features of a recording, which are findings of their own vocabulary. */
import type { Criterion } from "../../criterion/criterion.ts";
import { type ParseContext, parseCriterion } from "../../criterion/parse-criterion.ts";
import type { FeatureDefinition, FindingDefinition } from "../knowledge.ts";
import { cited, entryParts, kindOf, type RawEntry } from "./raw-entry.ts";

export function finding(entry: RawEntry, context: ParseContext, populationFrom: number): FindingDefinition {
  const { value, path } = entry;
  const parse = (key: string) =>
    key in value ? parseCriterion(value[key], [...path, key], context) : undefined;
  const when = parse("when");
  const presentIf = when ?? parse("presentIf");
  const absentIf = when ? ({ kind: "not", of: when } satisfies Criterion) : parse("absentIf");
  const askIf = parse("askIf");
  const askUnless = parse("askUnless");
  return {
    ...entryParts(entry),
    kind: kindOf(value),
    question: value.question,
    obtain: value.obtain ?? (entry.document.placeOf([]).file?.startsWith("labs/") ? "blood" : "ask"),
    group: value.group ?? "laboratory",
    synonyms: { en: value.synonyms?.en ?? [], nb: value.synonyms?.nb ?? [] },
    record: { world: "open", resolvedCounts: false, allergyTo: [], absentCodes: [], ...value.record },
    ...(value.unit !== undefined && { unit: value.unit }),
    ...(value.plausible && { plausible: value.plausible }),
    alsoIn: value.alsoIn ?? [],
    intervals: (value.intervals ?? []).map((interval: RawEntry["value"]) => ({
      ...interval,
      populationFrom: interval.ageFrom ?? populationFrom,
      ...cited(interval),
    })),
    methodBound: value.methodBound ?? false,
    ...(value.formula && { formula: { ...value.formula, ...cited(value.formula) } }),
    options: value.options ?? [],
    ...(presentIf && { presentIf }),
    ...(absentIf && { absentIf }),
    ...(value.partOf !== undefined && { partOf: value.partOf }),
    ...(askIf && { askIf }),
    ...(askUnless && { askUnless }),
    drugs: value.drugs ?? [],
    drugsExcept: value.drugsExcept ?? [],
    substances: value.substances ?? [],
  };
}

/** A whole is present if one of its parts is, whatever else makes it present. */
export function presentByParts(findings: readonly FindingDefinition[]): FindingDefinition[] {
  return findings.map((finding) => {
    const parts = findings
      .filter(({ partOf }) => partOf === finding.id)
      .map(({ id }): Criterion => ({ kind: "present", finding: id }));
    if (parts.length === 0) return finding;
    const { presentIf } = finding;
    const others = presentIf === undefined ? [] : presentIf.kind === "any" ? presentIf.of : [presentIf];
    const all = [...others, ...parts];
    return { ...finding, presentIf: all.length === 1 ? all[0] : { kind: "any", of: all } };
  });
}

export function feature(entry: RawEntry, context: ParseContext): FeatureDefinition {
  const { value, path } = entry;
  const when = "when" in value ? parseCriterion(value.when, [...path, "when"], context) : undefined;
  return {
    ...entryParts(entry),
    kind: value.options === undefined ? kindOf(value) : "choice",
    group: value.group,
    summary: value.summary,
    ...(value.unit !== undefined && { unit: value.unit }),
    ...(value.plausible && { plausible: value.plausible }),
    intervals: [],
    options: value.options ?? [],
    ...(when && { when }),
  };
}
