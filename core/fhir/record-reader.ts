/** What the readers of single resources share: the indices they look up in, and where they put what they find. */
import type { FindingValue } from "../criterion/finding-value.ts";
import { type DrugIndex, drugIndex } from "../finding/drug-index.ts";
import type { Finding, Origin } from "../finding/finding.ts";
import type { NamedDrug } from "../finding/named-drug.ts";
import type { Issue } from "../issue/issue.ts";
import type { Text } from "../issue/text.ts";
import type { CompiledKnowledge } from "../knowledge/compile-knowledge.ts";
import type { FindingDefinition } from "../knowledge/knowledge.ts";
import type { Quantity } from "../quantity/quantity.ts";
import { type CodeIndex, codeIndex, codingsOf, conceptName } from "./code-index.ts";
import { type Json, maps, text } from "./json-access.ts";
import type { Resource } from "./read-resources.ts";

/** Too long ago, after the day of the assessment, or a code too broad to say the finding alone. */
export type SetAside = "record-too-old" | "record-after-day" | "record-code-too-broad";

/** A class, because closures made for each record would keep it in memory long after it was answered (V8 makes those in its old space). */
export class RecordReader {
  readonly compiled: CompiledKnowledge;
  readonly codes: CodeIndex;
  readonly drugs: DrugIndex;
  readonly today: string;
  readonly findings: Finding[] = [];
  /** Drugs that are taken now, those of no class too. */
  readonly named: NamedDrug[] = [];
  readonly issues: Issue[] = [];
  /** Findings of which something was said that could not be used: silence about them means nothing. */
  readonly undecided = new Set<string>();
  allDrugsUnderstood = true;
  readonly #resources: readonly Resource[];
  #byName: ReadonlyMap<string, Json> | undefined;
  readonly #unknown: { readonly type: string; readonly concept: Json | undefined }[] = [];
  readonly #aside: Aside[] = [];

  /** `today` is the ISO date as of which the patient is assessed. */
  constructor(compiled: CompiledKnowledge, resources: readonly Resource[], today: string) {
    this.compiled = compiled;
    this.codes = codeIndex(compiled.findings);
    this.drugs = drugIndex(compiled.findings);
    this.today = today;
    this.#resources = resources;
  }

  add(finding: Finding): void {
    this.findings.push(finding);
  }

  /** What one entry says of a finding; `at` is when, `from` what said so, `shown` a quantity as it was written. */
  found(
    id: string,
    value: FindingValue,
    at: string | undefined,
    from: string,
    origin: Origin = "record",
    shown?: Quantity,
  ): void {
    const finding: { -readonly [Key in keyof Finding]: Finding[Key] } = { id, value, origin, from: [from] };
    if (at !== undefined) finding.at = at;
    if (shown !== undefined) finding.shown = shown;
    this.findings.push(finding);
  }

  /** Something about this resource was not used, and why. */
  tell(
    code: string,
    resource: Resource,
    message: Text,
    more?: Pick<Partial<Issue>, "severity" | "suggestion">,
  ): void {
    this.issues.push({
      code,
      severity: "error",
      message: { en: `${resource.reference}: ${message.en}`, nb: `${resource.reference}: ${message.nb}` },
      suggestion: {
        en: "Correct it in the record, or tell it by hand.",
        nb: "Rett det i journalen, eller oppgi det for hånd.",
      },
      place: { path: resource.reference },
      ...more,
    });
  }

  /** An entry about a finding that was understood and not used; told once for each finding, with how many there were. */
  setAside(why: SetAside, about: string | FindingDefinition, { reference }: Resource, at = ""): void {
    // Something was said about it, so that silence elsewhere does not make it absent.
    if (typeof about !== "string") this.undecided.add(about.id);
    const before = this.#aside.find((one) => one.about === about && one.why === why);
    if (!before) {
      this.#aside.push({ why, about, count: 1, newest: at, reference });
      return;
    }
    before.count++;
    if (at <= before.newest) return;
    before.newest = at;
    before.reference = reference;
  }

  /** An entry whose code has no finding. */
  unknownCode(type: string, concept: Json | undefined): void {
    this.#unknown.push({ type, concept });
  }

  /** What was set aside, and the codes without a finding: one issue for each kind. */
  summaries(): Issue[] {
    const byType = Map.groupBy(this.#unknown, ({ type }) => type);
    return [
      ...this.#aside.map((one) => asideIssue(one, this.today)),
      ...[...byType].map(([type, entries]) =>
        unknownCodesIssue(
          type,
          entries.map(({ concept }) => codeAndName(concept)),
        ),
      ),
    ];
  }

  /** The resource behind a reference, in the record or contained. */
  resolve(reference: string, within: Json): Json | undefined {
    if (reference.startsWith("#"))
      return maps(within, "contained").find((one) => text(one, "id") === reference.slice(1));
    this.#byName ??= jsonByName(this.#resources);
    return this.#byName.get(reference);
  }
}

function jsonByName(resources: readonly Resource[]): ReadonlyMap<string, Json> {
  return new Map(resources.flatMap((one) => [one.reference, ...one.aliases].map((name) => [name, one.json])));
}

interface Aside {
  readonly why: SetAside;
  readonly about: string | FindingDefinition;
  count: number;
  newest: string;
  /** Of the newest. */
  reference: string;
}

function asideIssue({ why, about, count, newest, reference }: Aside, today: string): Issue {
  const label: Text = typeof about === "string" ? { en: about, nb: about } : about.label;
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

function codeAndName(concept: Json | undefined): string {
  const [coding] = codingsOf(concept);
  const name = conceptName(concept);
  return coding ? `${name} (${coding.system}|${coding.code})` : name;
}

function unknownCodesIssue(type: string, names: readonly string[]): Issue {
  const list = [...Map.groupBy(names, (name) => name)]
    .map(([name, { length }]) => (length > 1 ? `${name} ×${length}` : name))
    .join("; ");
  return {
    code: "record-codes-without-finding",
    severity: "information",
    message: {
      en: `${type}: ${names.length} entries have no finding in Krampe: ${list}.`,
      nb: `${type}: ${names.length} oppføringer har ikke noe funn i Krampe: ${list}.`,
    },
  };
}
