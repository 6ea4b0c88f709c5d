/**
 * From entries whose form was checked to the types of Krampe: what may be left out is filled in, criteria are parsed.
 *
 * Criteria may ask for any finding, so the vocabulary is made of all findings first.
 */
import type { Criterion } from "../criterion/criterion.ts";
import {
  type ParseContext,
  type Path,
  parseCriterion,
  type Vocabulary,
} from "../criterion/parse-criterion.ts";
import type { Issue } from "../issue/issue.ts";
import type { LocatedDocument } from "../issue/located-document.ts";
import type { Text } from "../issue/text.ts";
import { withoutRoundingNoise } from "../quantity/quantity.ts";
import { conversion } from "../quantity/unit-conversion.ts";
import type {
  Argument,
  AtlasPage,
  Cited,
  CitedText,
  FeatureDefinition,
  FindingDefinition,
  Hypothesis,
  Indication,
  Investigation,
  Knowledge,
  PageRange,
  Pattern,
  PatternFinding,
  RedFlag,
  Reference,
  Statement,
  Summary,
  Treatment,
  TreatmentRule,
  Urgency,
} from "./knowledge.ts";

export interface RawEntry {
  // biome-ignore lint/suspicious/noExplicitAny: the schema has checked its form; the types below say what comes out
  readonly value: Record<string, any>;
  readonly path: Path;
  readonly document: LocatedDocument;
}

export type RawKnowledge = Record<
  | "findings"
  | "phenomena"
  | "causes"
  | "features"
  | "patterns"
  | "atlas"
  | "redFlags"
  | "investigations"
  | "treatments"
  | "statements"
  | "references"
  | "page"
  | "head",
  RawEntry[]
>;

export type UnhashedKnowledge = Omit<Knowledge, "hash">;

export function buildKnowledge(raw: RawKnowledge, report: (issue: Issue) => void): UnhashedKnowledge {
  const contextWith =
    (vocabulary: Vocabulary) =>
    (entry: RawEntry): ParseContext => ({
      vocabulary,
      placeOf: (path) => entry.document.placeOf(path),
      report,
    });
  const contextOf = contextWith(vocabularyOf(raw.findings));
  const contextOfFeatures = contextWith(vocabularyOf(raw.features));
  const head = raw.head[0]?.value ?? {
    version: "0.0.0",
    date: "1970-01-01",
    changes: [],
    intervalsFromAge: 0,
  };
  const page = raw.page[0]?.value ?? { facts: [], errors: [], questions: [] };
  const redFlags = raw.redFlags.flatMap((entry) => redFlag(entry, contextOf(entry)));
  return {
    version: head.version,
    date: head.date,
    changes: head.changes,
    askLater: head.askLater ?? [],
    findings: presentByParts(
      raw.findings.map((entry) => finding(entry, contextOf(entry), head.intervalsFromAge)),
    ),
    phenomena: raw.phenomena.map((entry) => hypothesis(entry, contextOf(entry))),
    causes: raw.causes.map((entry) => hypothesis(entry, contextOf(entry))),
    features: raw.features.map((entry) => feature(entry, contextOfFeatures(entry))),
    patterns: raw.patterns.map((entry) => pattern(entry, contextOfFeatures(entry))),
    atlas: raw.atlas.map(atlasPage),
    redFlags,
    investigations: raw.investigations.map((entry) => investigation(entry, contextOf(entry))),
    treatments: raw.treatments.map((entry) => treatment(entry, contextOf(entry), redFlags)),
    statements: raw.statements.map(({ value }) => statement(value)),
    references: raw.references.map(({ value }) => reference(value)),
    page: { facts: page.facts, errors: page.errors, questions: page.questions },
  };
}

function vocabularyOf(findings: readonly RawEntry[]): Vocabulary {
  const byId = new Map(findings.map(({ value }) => [value.id as string, value]));
  return {
    findingIds: [...byId.keys()],
    kindOf: (id) => (byId.has(id) ? kindOf(byId.get(id)!) : undefined),
    optionsOf: (id) => (byId.get(id)?.options ?? []).map((option: { id: string }) => option.id),
    unitOf: (id) => byId.get(id)?.unit ?? "1",
    limitInOwnUnit: (id, limit, unit) => {
      const definition = byId.get(id);
      const found = definition && conversion(unit, definition.unit ?? "1", definition.alsoIn);
      return found && withoutRoundingNoise(limit * found.factor + (found.offset ?? 0));
    },
    hasInterval: (id) => (byId.get(id)?.intervals?.length ?? 0) > 0,
  };
}

function kindOf(value: RawEntry["value"]): FindingDefinition["kind"] {
  return value.kind ?? (value.intervals !== undefined || value.unit !== undefined ? "quantity" : "sign");
}

function entryParts({ value, path, document }: RawEntry) {
  return {
    id: value.id as string,
    label: value.label as Text,
    codes: value.codes ?? [],
    statements: (value.statements ?? []).map(statement),
    place: document.placeOf(path),
  };
}

function cited(value: RawEntry["value"]): Cited {
  return { source: asList(value.source), verified: value.verified };
}

function citedText(value: RawEntry["value"]): CitedText {
  return { text: value.text, ...cited(value) };
}

function asList<T>(value: T | T[]): T[] {
  return Array.isArray(value) ? value : [value];
}

function atlasPage({ value, path, document }: RawEntry): AtlasPage {
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

function statement(value: RawEntry["value"]): Statement {
  return {
    id: value.id,
    ...citedText(value),
    kind: value.kind ?? "fact",
    ...(value.about !== undefined && { about: value.about }),
    facts: value.facts ?? [],
    resolves: value.resolves ?? [],
    questions: value.questions ?? [],
  };
}

function reference(value: RawEntry["value"]): Reference {
  return { ...(value as Reference), facts: value.facts ?? [], resolves: value.resolves ?? [] };
}

function finding(entry: RawEntry, context: ParseContext, populationFrom: number): FindingDefinition {
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
function presentByParts(findings: readonly FindingDefinition[]): FindingDefinition[] {
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

function summary(value: RawEntry["value"]): Summary {
  const { source, facts = [], ...rest } = value;
  return { ...(rest as Pick<Summary, "en" | "nb" | "verified">), source: asList(source), facts };
}

function hypothesis(entry: RawEntry, context: ParseContext): Hypothesis {
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

function feature(entry: RawEntry, context: ParseContext): FeatureDefinition {
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

function pattern(entry: RawEntry, context: ParseContext): Pattern {
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

function redFlag(entry: RawEntry, context: ParseContext): RedFlag[] {
  const { value, path } = entry;
  const when = parseCriterion(value.when, [...path, "when"], context);
  if (!when) return [];
  const askWith =
    "askWith" in value ? parseCriterion(value.askWith, [...path, "askWith"], context) : undefined;
  return [
    {
      ...entryParts(entry),
      ...cited(value),
      when,
      ...(askWith && { askWith }),
      because: value.because,
      action: value.action,
      urgency: value.urgency,
      concerns: value.concerns ?? [],
    },
  ];
}

function indications(value: RawEntry["value"][], path: Path, context: ParseContext): Indication[] {
  return (value ?? []).flatMap((one, index) => {
    const when = parseCriterion(one.when, [...path, index, "when"], context);
    if (!when) return [];
    const urgency = (one.urgency ?? "routine") as Urgency;
    const settled = one.evenIfIndicated === true && { evenIfIndicated: true };
    return [{ when, because: one.because, urgency, ...settled, ...cited(one) }];
  });
}

function investigation(entry: RawEntry, context: ParseContext): Investigation {
  const { value, path } = entry;
  return {
    ...entryParts(entry),
    kind: value.kind,
    gives: value.gives ?? [],
    indicated: indications(value.indicated, [...path, "indicated"], context),
    notNeeded: indications(value.notNeeded, [...path, "notNeeded"], context),
    preparation: (value.preparation ?? []).map(citedText),
  };
}

/** Not recommended as long as any red flag is raised, written once instead of repeating every flag's criterion. */
function ruleOfRedFlags(value: RawEntry["value"], redFlags: readonly RedFlag[]): TreatmentRule {
  const { text, ...because } = citedText(value);
  const when = { kind: "any", of: redFlags.map((flag) => flag.when) } as const;
  return { verdict: "not-recommended", when, because: text, ...because };
}

function treatment(entry: RawEntry, context: ParseContext, redFlags: readonly RedFlag[]): Treatment {
  const { value, path } = entry;
  const withStatus = (part: RawEntry["value"] | undefined) =>
    part && { status: part.status, ...citedText(part) };
  const licence = withStatus(value.licence);
  const pregnancy = withStatus(value.pregnancy);
  return {
    ...entryParts(entry),
    kind: value.kind,
    ...(licence && { licence }),
    ...(value.mechanism && { mechanism: citedText(value.mechanism) }),
    rules: [
      ...value.rules.flatMap((rule: RawEntry["value"], index: number) => {
        const when = parseCriterion(rule.when, [...path, "rules", index, "when"], context);
        return when ? [{ verdict: rule.verdict, when, because: rule.because, ...cited(rule) }] : [];
      }),
      ...(value.notWhileRedFlag ? [ruleOfRedFlags(value.notWhileRedFlag, redFlags)] : []),
    ],
    doses: (value.doses ?? []).map(citedText),
    evidence: (value.evidence ?? []).map((one: RawEntry["value"]) => ({ ...one, ...cited(one) })),
    monitoring: (value.monitoring ?? []).map(citedText),
    ...(value.stopRule && { stopRule: citedText(value.stopRule) }),
    ...(pregnancy && { pregnancy }),
  };
}
