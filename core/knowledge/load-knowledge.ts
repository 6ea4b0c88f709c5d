/**
 * From the texts of `knowledge/` to a checked, frozen, versioned and hashed Knowledge, or to the list of what is wrong.
 *
 * A mistake anywhere refuses the whole: a program that gives advice must not run on half of what it should know. Reading the
 * files from disk is the caller's work.
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { TSchema } from "typebox";
import type { Issue, Result } from "../issue/issue.ts";
import { failure, hasError, success } from "../issue/issue.ts";
import { type LocatedDocument, readLocatedDocument } from "../issue/located-document.ts";
import type { RawEntry } from "./build/raw-entry.ts";
import { buildKnowledge, type RawKnowledge } from "./build-knowledge.ts";
import { checkKnowledge } from "./check-knowledge.ts";
import type { Knowledge } from "./knowledge.ts";
import {
  AtlasPageSchema,
  FeatureSchema,
  FindingSchema,
  HeadSchema,
  HypothesisSchema,
  InvestigationSchema,
  PageSchema,
  PatternSchema,
  RedFlagSchema,
  ReferenceSchema,
  StatementSchema,
  TreatmentSchema,
} from "./knowledge-schema.ts";
import { schemaIssues } from "./schema-issues.ts";

export interface KnowledgeFile {
  /** Relative to `knowledge/`, with forward slashes: `causes/als.yaml`. */
  readonly path: string;
  readonly text: string;
}

/** What each folder or file at the top holds. */
const HOLDS: Readonly<Record<string, { readonly kind: keyof RawKnowledge; readonly schema: TSchema }>> = {
  findings: { kind: "findings", schema: FindingSchema },
  labs: { kind: "findings", schema: FindingSchema },
  phenomena: { kind: "phenomena", schema: HypothesisSchema },
  causes: { kind: "causes", schema: HypothesisSchema },
  features: { kind: "features", schema: FeatureSchema },
  patterns: { kind: "patterns", schema: PatternSchema },
  atlas: { kind: "atlas", schema: AtlasPageSchema },
  "red-flags": { kind: "redFlags", schema: RedFlagSchema },
  investigations: { kind: "investigations", schema: InvestigationSchema },
  treatments: { kind: "treatments", schema: TreatmentSchema },
  statements: { kind: "statements", schema: StatementSchema },
  "references.yaml": { kind: "references", schema: ReferenceSchema },
  "page.yaml": { kind: "page", schema: PageSchema },
  "knowledge.yaml": { kind: "head", schema: HeadSchema },
};

export function loadKnowledge(files: readonly KnowledgeFile[]): Result<Knowledge> {
  const issues: Issue[] = [];
  const raw: RawKnowledge = {
    findings: [],
    phenomena: [],
    causes: [],
    features: [],
    patterns: [],
    atlas: [],
    redFlags: [],
    investigations: [],
    treatments: [],
    statements: [],
    references: [],
    page: [],
    head: [],
  };
  for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    readFile(file, raw, issues);
  }
  if (raw.head.length !== 1) issues.push(needsOneHead(raw.head.length));
  const built = buildKnowledge(raw, (issue) => issues.push(issue));
  issues.push(...checkKnowledge(built));
  if (hasError(issues)) return failure(...issues);
  const hash = bytesToHex(sha256(utf8ToBytes(JSON.stringify(withoutPlaces(built)))));
  return success(deepFreeze({ ...built, hash }), issues);
}

function readFile(file: KnowledgeFile, raw: RawKnowledge, issues: Issue[]): void {
  const holds = HOLDS[file.path.split("/")[0]];
  if (!holds) {
    issues.push(strangeFile(file.path));
    return;
  }
  const read = readLocatedDocument(file.text, file.path);
  if (!read.ok) {
    issues.push(...read.issues);
    return;
  }
  const document = read.value;
  const several = Array.isArray(document.value);
  const values: unknown[] = several
    ? (document.value as unknown[])
    : document.value == null
      ? []
      : [document.value];
  values.forEach((value, index) => {
    const path = several ? [index] : [];
    const wrong = schemaIssues(holds.schema, value, path, document);
    issues.push(...wrong);
    if (wrong.length === 0) raw[holds.kind].push(located(value, path, document));
  });
}

function located(value: unknown, path: readonly (string | number)[], document: LocatedDocument): RawEntry {
  return { value: value as RawEntry["value"], path, document };
}

/** The hash is of what is known, not of where it is written. */
function withoutPlaces(knowledge: unknown): unknown {
  if (Array.isArray(knowledge)) return knowledge.map(withoutPlaces);
  if (typeof knowledge !== "object" || knowledge === null) return knowledge;
  return Object.fromEntries(
    Object.entries(knowledge)
      .filter(([key]) => key !== "place")
      .map(([key, value]) => [key, withoutPlaces(value)]),
  );
}

export function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}

function strangeFile(path: string): Issue {
  return {
    code: "knowledge-strange-file",
    severity: "error",
    message: {
      en: `'${path}' lies in no folder of the knowledge.`,
      nb: `«${path}» ligger ikke i noen av kunnskapens mapper.`,
    },
    suggestion: {
      en: `Use one of: ${Object.keys(HOLDS).join(", ")}.`,
      nb: `Bruk en av: ${Object.keys(HOLDS).join(", ")}.`,
    },
    place: { file: path },
  };
}

function needsOneHead(count: number): Issue {
  return {
    code: "knowledge-head",
    severity: "error",
    message: {
      en: `knowledge.yaml must be there once, with version, date and changes; it is there ${count} times.`,
      nb: `knowledge.yaml må finnes én gang, med versjon, dato og endringer; den finnes ${count} ganger.`,
    },
    place: { file: "knowledge.yaml" },
  };
}
