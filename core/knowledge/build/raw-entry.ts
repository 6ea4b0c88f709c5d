/** An entry whose form was checked, with its place, and the parts that all kinds of entries share. */
import type { Path } from "../../criterion/parse-criterion.ts";
import type { LocatedDocument } from "../../issue/located-document.ts";
import type { Text } from "../../issue/text.ts";
import type { Cited, CitedText, FindingDefinition, Statement } from "../knowledge.ts";

export interface RawEntry {
  // biome-ignore lint/suspicious/noExplicitAny: the schema has checked its form; the types below say what comes out
  readonly value: Record<string, any>;
  readonly path: Path;
  readonly document: LocatedDocument;
}

export function entryParts({ value, path, document }: RawEntry) {
  return {
    id: value.id as string,
    label: value.label as Text,
    codes: value.codes ?? [],
    statements: (value.statements ?? []).map(statement),
    place: document.placeOf(path),
  };
}

export function kindOf(value: RawEntry["value"]): FindingDefinition["kind"] {
  return value.kind ?? (value.intervals !== undefined || value.unit !== undefined ? "quantity" : "sign");
}

export function cited(value: RawEntry["value"]): Cited {
  return { source: asList(value.source), verified: value.verified };
}

export function citedText(value: RawEntry["value"]): CitedText {
  return { text: value.text, ...cited(value) };
}

export function asList<T>(value: T | T[]): T[] {
  return Array.isArray(value) ? value : [value];
}

export function statement(value: RawEntry["value"]): Statement {
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
