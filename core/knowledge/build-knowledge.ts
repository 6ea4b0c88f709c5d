/**
 * From entries whose form was checked to the types of Krampe: what may be left out is filled in, criteria are parsed.
 *
 * Criteria may ask for any finding, so the vocabulary is made of all findings first.
 */
import type { ParseContext, Vocabulary } from "../criterion/parse-criterion.ts";
import type { Issue } from "../issue/issue.ts";
import { withoutRoundingNoise } from "../quantity/quantity.ts";
import { conversion } from "../quantity/unit-conversion.ts";
import { feature, finding, presentByParts } from "./build/build-finding.ts";
import { atlasPage, hypothesis, pattern } from "./build/build-hypothesis.ts";
import { investigation, redFlag, treatment } from "./build/build-plan.ts";
import { kindOf, type RawEntry, statement } from "./build/raw-entry.ts";
import type { Knowledge, Reference } from "./knowledge.ts";

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

function reference(value: RawEntry["value"]): Reference {
  return { ...(value as Reference), facts: value.facts ?? [], resolves: value.resolves ?? [] };
}
