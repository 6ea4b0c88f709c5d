/** Names that lead nowhere: of references, findings, features, patterns, tests, hypotheses and facts of the handbook page. */
import type { Issue, Place } from "../../issue/issue.ts";
import { SIMULATED_PATTERNS } from "../../muscle/pattern-names.ts";
import type { UnhashedKnowledge } from "../build-knowledge.ts";
import { carriedMarks } from "../carried-marks.ts";
import { duplicates } from "./check-ids.ts";
import { entriesOf } from "./entries-of.ts";
import { dangling, problem } from "./problem.ts";

/** What the muscle can show, and the judgement that a recording shows none of it clearly. */
const EMG_PATTERNS: readonly string[] = [...SIMULATED_PATTERNS, "undetermined"];

export function checkNames(knowledge: UnhashedKnowledge): Issue[] {
  return [...danglingNames(knowledge), ...atlasProblems(knowledge), ...uncarried(knowledge)];
}

function danglingNames(knowledge: UnhashedKnowledge): Issue[] {
  const references = new Set(knowledge.references.map(({ key }) => key));
  const investigations = new Set(knowledge.investigations.map(({ id }) => id));
  const findings = new Set(knowledge.findings.map(({ id }) => id));
  const hypotheses = new Set([...knowledge.phenomena, ...knowledge.causes].map(({ id }) => id));
  const issues: Issue[] = [];
  const needs = (kind: string, name: string, known: ReadonlySet<string>, place: Place | undefined) => {
    if (known.has(name)) return;
    issues.push(dangling(kind, name, known, place));
  };
  for (const { source, place } of citations(knowledge)) {
    for (const key of source) needs("reference", key, references, place);
  }
  for (const { confirmedBy, place } of [...knowledge.phenomena, ...knowledge.causes, ...knowledge.patterns]) {
    for (const id of confirmedBy) needs("investigation", id, investigations, place);
  }
  const features = new Set(knowledge.features.map(({ id }) => id));
  const patterns = new Set<string>(EMG_PATTERNS);
  for (const { id, findings: given, page, place } of knowledge.patterns) {
    needs("EMG pattern", id, patterns, place);
    for (const { finding, from } of given) {
      needs("finding", finding, findings, place);
      if (from !== undefined) needs("feature", from, features, place);
    }
    for (const { beside } of page) for (const id of beside) needs("feature", id, features, place);
  }
  for (const { gives, place } of knowledge.investigations) {
    for (const id of gives) needs("finding", id, findings, place);
  }
  for (const { concerns, place } of knowledge.redFlags) {
    for (const id of concerns) needs("phenomenon or cause", id, hypotheses, place);
  }
  return issues;
}

/** Pages of the atlas for patterns that there are, each once, naming statements and other patterns that there are. */
function atlasProblems(knowledge: UnhashedKnowledge): Issue[] {
  const statements = [
    ...entriesOf(knowledge).flatMap(([, entries]) => entries.flatMap((entry) => entry.statements)),
    ...knowledge.statements,
  ].map(({ id }) => id);
  const names = (kind: string, name: string, known: readonly string[], place: Place): Issue[] =>
    known.includes(name) ? [] : [dangling(kind, name, known, place)];
  return [
    ...duplicates("page of the atlas", knowledge.atlas),
    ...knowledge.atlas.flatMap(({ id, says, confusedWith, place }) => [
      ...names("EMG pattern", id, EMG_PATTERNS, place),
      ...says.flatMap((statement) => names("statement", statement, statements, place)),
      ...confusedWith.flatMap(({ pattern }) =>
        names(
          "other EMG pattern",
          pattern,
          EMG_PATTERNS.filter((known) => known !== id),
          place,
        ),
      ),
    ]),
  ];
}

/** Everything that names a source, at whatever depth. */
function citations(knowledge: UnhashedKnowledge): { source: string[]; place: Place | undefined }[] {
  const found: { source: string[]; place: Place | undefined }[] = [];
  const visit = (value: unknown, place: Place | undefined): void => {
    if (Array.isArray(value)) for (const part of value) visit(part, place);
    else if (typeof value === "object" && value !== null) {
      const map = value as Record<string, unknown>;
      const here = (map.place as Place | undefined) ?? place;
      if (Array.isArray(map.source)) found.push({ source: map.source as string[], place: here });
      for (const [key, part] of Object.entries(map)) if (key !== "place") visit(part, here);
    }
  };
  visit(knowledge, undefined);
  return found;
}

function uncarried(knowledge: UnhashedKnowledge): Issue[] {
  const carried = carriedMarks(knowledge);
  const { facts, errors, questions } = knowledge.page;
  const known = new Set([...facts, ...errors, ...questions].map(({ id }) => id));
  const missing = [...known].filter((id) => !carried.has(id));
  const strange = [...carried.keys()].filter((id) => !known.has(id));
  return [
    ...missing.map((id) =>
      problem("knowledge-uncarried", {
        en: `${id} of the handbook page is carried by no statement, argument or reference.`,
        nb: `${id} på håndboksiden bæres ikke av noe utsagn, argument eller noen kilde.`,
      }),
    ),
    ...strange.map((id) =>
      problem("knowledge-dangling", {
        en: `${carried.get(id)?.[0]} names ${id}, which page.yaml does not have.`,
        nb: `${carried.get(id)?.[0]} viser til ${id}, som ikke står i page.yaml.`,
      }),
    ),
  ];
}
