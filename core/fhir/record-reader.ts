/** What the readers of single resources share: the indices they look up in, and where they put what they find. */
import type { DrugIndex } from "../finding/drug-index.ts";
import type { Finding } from "../finding/finding.ts";
import type { NamedDrug } from "../finding/named-drug.ts";
import type { Issue } from "../issue/issue.ts";
import type { Text } from "../issue/text.ts";
import type { CompiledKnowledge } from "../knowledge/compile-knowledge.ts";
import type { FindingDefinition } from "../knowledge/knowledge.ts";
import type { CodeIndex, Coding } from "./code-index.ts";
import { type Json, maps, text } from "./json-access.ts";
import type { Resource } from "./read-resources.ts";

/** Too long ago, after the day of the assessment, or a code too broad to say the finding alone. */
export type SetAside = "record-too-old" | "record-after-day" | "record-code-too-broad";

export interface RecordReader {
  readonly compiled: CompiledKnowledge;
  readonly codes: CodeIndex;
  readonly drugs: DrugIndex;
  readonly today: string;
  readonly findings: Finding[];
  /** Drugs that are taken now, those of no class too. */
  readonly named: NamedDrug[];
  readonly issues: Issue[];
  /** Findings of which something was said that could not be used: silence about them means nothing. */
  readonly undecided: Set<string>;
  allDrugsUnderstood: boolean;
  add(finding: Finding): void;
  /** Something about this resource was not used, and why. */
  tell(
    code: string,
    resource: Resource,
    message: Text,
    more?: Pick<Partial<Issue>, "severity" | "suggestion">,
  ): void;
  /** An entry about a finding that was understood and not used; told once for each finding, with how many there were. */
  setAside(why: SetAside, about: string | FindingDefinition, resource: Resource, at?: string): void;
  /** An entry whose code has no finding. */
  unknownCode(type: string, codings: readonly Coding[], name: string): void;
  /** What was set aside, and the codes without a finding: one issue for each kind. */
  summaries(): Issue[];
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
  let byName: ReadonlyMap<string, Json> | undefined;
  const unknown = new Map<string, Map<string, number>>();
  const aside = new Map<
    string,
    { why: SetAside; label: Text; count: number; newest: string; reference: string }
  >();
  const reader: RecordReader = {
    compiled,
    codes,
    drugs,
    today,
    findings: [],
    named: [],
    issues: [],
    undecided: new Set(),
    allDrugsUnderstood: true,
    add: (finding) => reader.findings.push(finding),
    tell: (code, resource, message, more) =>
      reader.issues.push({
        code,
        severity: "error",
        message: { en: `${resource.reference}: ${message.en}`, nb: `${resource.reference}: ${message.nb}` },
        suggestion: {
          en: "Correct it in the record, or tell it by hand.",
          nb: "Rett det i journalen, eller oppgi det for hånd.",
        },
        place: { path: resource.reference },
        ...more,
      }),
    unknownCode: (type, codings, name) => {
      const named = codings[0] ? `${name} (${codings[0].system}|${codings[0].code})` : name;
      const ofType = unknown.get(type) ?? new Map<string, number>();
      ofType.set(named, (ofType.get(named) ?? 0) + 1);
      unknown.set(type, ofType);
    },
    setAside: (why, about, resource, at = "") => {
      // Something was said about it, so that silence elsewhere does not make it absent.
      if (typeof about !== "string") reader.undecided.add(about.id);
      const label = typeof about === "string" ? { en: about, nb: about } : about.label;
      const key = `${why} ${label.en}`;
      const before = aside.get(key);
      if (!before) aside.set(key, { why, label, count: 1, newest: at, reference: resource.reference });
      else {
        before.count++;
        if (at > before.newest) Object.assign(before, { newest: at, reference: resource.reference });
      }
    },
    summaries: () => [
      ...[...aside.values()].map((one) => asideIssue(one, today)),
      ...[...unknown].map(([type, names]) => unknownCodesIssue(type, names)),
    ],
    resolve: (reference, within) => {
      if (reference.startsWith("#"))
        return maps(within, "contained").find((one) => text(one, "id") === reference.slice(1));
      byName ??= jsonByName(resources);
      return byName.get(reference);
    },
  };
  return reader;
}

function jsonByName(resources: readonly Resource[]): ReadonlyMap<string, Json> {
  return new Map(resources.flatMap((one) => [one.reference, ...one.aliases].map((name) => [name, one.json])));
}

function asideIssue(
  {
    why,
    label,
    count,
    newest,
    reference,
  }: { why: SetAside; label: Text; count: number; newest: string; reference: string },
  today: string,
): Issue {
  const day =
    newest === ""
      ? { en: "without a date", nb: "uten dato" }
      : { en: `the newest from ${newest.slice(0, 10)}`, nb: `den nyeste fra ${newest.slice(0, 10)}` };
  const told: Record<SetAside, Text> = {
    "record-too-old": {
      en: `${label.en}: ${count} too old to count (${day.en}).`,
      nb: `${label.nb}: ${count} for gamle til å telle (${day.nb}).`,
    },
    "record-after-day": {
      en: `${label.en}: ${count} dated after the day of the assessment, ${today} (${day.en}), not used.`,
      nb: `${label.nb}: ${count} datert etter vurderingsdagen, ${today} (${day.nb}), ikke brukt.`,
    },
    "record-code-too-broad": {
      en: `${label.en}: ${count} codes may mean it, but are too broad to say so alone (${day.en}). Ask.`,
      nb: `${label.nb}: ${count} koder kan bety det, men er for vide til å si det alene (${day.nb}). Spør.`,
    },
  };
  const late = why === "record-after-day";
  return {
    code: why,
    severity: late ? "error" : "information",
    message: told[why],
    ...(late && {
      suggestion: {
        en: "Check the date, or assess as of a later day.",
        nb: "Se etter datoen, eller vurder per en senere dag.",
      },
    }),
    place: { path: reference },
  };
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
