/** What the readers of single resources share: the indices they look up in, and where they put what they find. */
import type { DrugIndex } from "../finding/drug-index.ts";
import type { Finding } from "../finding/finding.ts";
import type { Issue } from "../issue/issue.ts";
import type { CompiledKnowledge } from "../knowledge/compile-knowledge.ts";
import type { CodeIndex, Coding } from "./code-index.ts";
import { type Json, maps, text } from "./json-access.ts";
import type { Resource } from "./read-resources.ts";

export interface RecordReader {
  readonly compiled: CompiledKnowledge;
  readonly codes: CodeIndex;
  readonly drugs: DrugIndex;
  readonly today: string;
  readonly findings: Finding[];
  readonly issues: Issue[];
  /** Findings of which something was said that could not be used: silence about them means nothing. */
  readonly undecided: Set<string>;
  allDrugsUnderstood: boolean;
  add(finding: Finding): void;
  /** Something about this resource was not used, and why. */
  tell(code: string, resource: Resource, en: string, nb: string, severity?: Issue["severity"]): void;
  unknownCode(type: string, codings: readonly Coding[], name: string): void;
  unknownCodes(): Issue[];
  /** The resource behind a reference, in the record or contained. */
  resolve(reference: string, within: Json): Json | undefined;
}

export function recordReader(
  compiled: CompiledKnowledge,
  codes: CodeIndex,
  drugs: DrugIndex,
  resources: readonly Resource[],
  today: string,
): RecordReader {
  const byName = new Map(
    resources.flatMap((one) => [one.reference, ...one.aliases].map((name) => [name, one.json])),
  );
  const unknown = new Map<string, Map<string, number>>();
  const reader: RecordReader = {
    compiled,
    codes,
    drugs,
    today,
    findings: [],
    issues: [],
    undecided: new Set(),
    allDrugsUnderstood: true,
    add: (finding) => reader.findings.push(finding),
    tell: (code, resource, en, nb, severity = "warning") =>
      reader.issues.push({
        code,
        severity,
        message: { en: `${resource.reference}: ${en}`, nb: `${resource.reference}: ${nb}` },
        place: { path: resource.reference },
      }),
    unknownCode: (type, codings, name) => {
      const named = codings[0] ? `${name} (${codings[0].system}|${codings[0].code})` : name;
      const ofType = unknown.get(type) ?? new Map<string, number>();
      ofType.set(named, (ofType.get(named) ?? 0) + 1);
      unknown.set(type, ofType);
    },
    unknownCodes: () => [...unknown].map(([type, names]) => unknownCodesIssue(type, names)),
    resolve: (reference, within) =>
      reference.startsWith("#")
        ? maps(within, "contained").find((one) => text(one, "id") === reference.slice(1))
        : byName.get(reference),
  };
  return reader;
}

function unknownCodesIssue(type: string, names: ReadonlyMap<string, number>): Issue {
  const total = [...names.values()].reduce((sum, count) => sum + count, 0);
  const list = [...names].map(([name, count]) => (count > 1 ? `${name} ×${count}` : name)).join("; ");
  return {
    code: "record-codes-without-finding",
    severity: "information",
    message: {
      en: `${type}: ${total} entries have no finding in Krampe: ${list}.`,
      nb: `${type}: ${total} oppføringer har ikke noe funn i Krampe: ${list}.`,
    },
  };
}
