/**
 * What is wrong with knowledge whose files are well formed: names that lead nowhere, names given twice, criteria that can never
 * be true, findings derived from themselves, units that are none, and facts of the handbook page that nothing carries.
 */
import { type Criterion, findingsOf } from "../criterion/criterion.ts";
import type { Issue, Place } from "../issue/issue.ts";
import { nearestWord } from "../issue/suggestion.ts";
import type { Text } from "../issue/text.ts";
import { SIMULATED_PATTERNS } from "../muscle/pattern-names.ts";
import { isUnit } from "../quantity/unit-conversion.ts";
import type { UnhashedKnowledge } from "./build-knowledge.ts";
import { carriedMarks } from "./carried-marks.ts";
import type { Code, Entry, FeatureDefinition, FindingDefinition } from "./knowledge.ts";
import { satisfiability } from "./satisfiability.ts";

/** What the muscle can show, and the judgement that a recording shows none of it clearly. */
const EMG_PATTERNS: readonly string[] = [...SIMULATED_PATTERNS, "undetermined"];

const CODE_SYSTEMS = [
  "http://snomed.info/sct",
  "http://loinc.org",
  "urn:oid:2.16.578.1.12.4.1.1.7280",
  "http://npu-terminology.org",
  "http://www.whocc.no/atc",
  "http://www.nlm.nih.gov/research/umls/rxnorm",
  "http://hl7.org/fhir/sid/icd-10",
  "http://hl7.org/fhir/sid/icd-10-cm",
  "http://hl7.org/fhir/sid/icpc-2",
  "http://human-phenotype-ontology.org",
  "http://www.orpha.net",
  "http://www.genenames.org/geneId",
  "urn:iso:std:iso:11073:10101",
  "http://dicom.nema.org/resources/ontology/DCM",
];

export function checkKnowledge(knowledge: UnhashedKnowledge): Issue[] {
  return [
    ...duplicateIds(knowledge),
    ...findingProblems(knowledge.findings),
    ...strangeParts(knowledge.findings),
    ...cycles(knowledge.findings, inputsOf),
    ...cycles(knowledge.features, ({ when }) => (when ? findingsOf(when) : [])),
    ...impossibleCriteria(knowledge),
    ...danglingNames(knowledge),
    ...atlasProblems(knowledge),
    ...codeProblems(knowledge),
    ...uncarried(knowledge),
  ];
}

function problem(code: string, message: Text, place?: Place, suggestion?: Text): Issue {
  return { code, severity: "error", message, ...(suggestion && { suggestion }), ...(place && { place }) };
}

function entriesOf(knowledge: UnhashedKnowledge): [string, readonly Entry[]][] {
  return [
    ["finding", knowledge.findings],
    ["phenomenon", knowledge.phenomena],
    ["cause", knowledge.causes],
    ["feature", knowledge.features],
    ["pattern", knowledge.patterns],
    ["red flag", knowledge.redFlags],
    ["investigation", knowledge.investigations],
    ["treatment", knowledge.treatments],
  ];
}

function duplicateIds(knowledge: UnhashedKnowledge): Issue[] {
  const statements = [
    ...entriesOf(knowledge).flatMap(([, entries]) => entries.flatMap((entry) => entry.statements)),
  ];
  return [
    ...entriesOf(knowledge).flatMap(([kind, entries]) => duplicates(kind, entries)),
    ...duplicates("statement", [...statements, ...knowledge.statements]),
    ...duplicates(
      "reference",
      knowledge.references.map(({ key }) => ({ id: key })),
    ),
  ];
}

function duplicates(kind: string, entries: readonly { id: string; place?: Place }[]): Issue[] {
  const seen = new Set<string>();
  return entries.flatMap(({ id, place }) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [
      problem(
        "knowledge-duplicate-id",
        { en: `The ${kind} '${id}' is defined twice.`, nb: `«${id}» (${kind}) er definert to ganger.` },
        place,
      ),
    ];
  });
}

function findingProblems(findings: readonly FindingDefinition[]): Issue[] {
  return findings.flatMap((finding) => {
    const issues: Issue[] = [];
    const wrong = (en: string, nb: string) =>
      issues.push(problem("knowledge-finding", { en, nb }, finding.place));
    const { id, kind, unit, plausible } = finding;
    if (kind === "quantity") {
      if (unit === undefined)
        wrong(`The quantity '${id}' has no unit.`, `Størrelsen «${id}» har ingen enhet.`);
      else if (!isUnit(unit))
        wrong(`'${unit}' of '${id}' is not a UCUM unit.`, `«${unit}» i «${id}» er ikke en UCUM-enhet.`);
      if (!plausible)
        wrong(
          `The quantity '${id}' has no plausible range.`,
          `Størrelsen «${id}» har ingen rimelige grenser.`,
        );
      else if (plausible.low >= plausible.high)
        wrong(`The plausible range of '${id}' is empty.`, `De rimelige grensene for «${id}» er tomme.`);
      for (const { unit: other } of finding.alsoIn) {
        if (!isUnit(other))
          wrong(`'${other}' of '${id}' is not a UCUM unit.`, `«${other}» i «${id}» er ikke en UCUM-enhet.`);
      }
      for (const { low, high } of finding.intervals) {
        if (low === undefined && high === undefined)
          wrong(`An interval of '${id}' has no bounds.`, `Et referanseområde for «${id}» har ingen grenser.`);
        if (low !== undefined && high !== undefined && low >= high)
          wrong(`An interval of '${id}' is empty.`, `Et referanseområde for «${id}» er tomt.`);
      }
    } else if (unit !== undefined || finding.intervals.length > 0) {
      wrong(
        `'${id}' is a ${kind} and has no unit or interval.`,
        `«${id}» er ${kind} og har ikke enhet eller område.`,
      );
    }
    if (kind === "choice" && finding.options.length < 2)
      wrong(`The choice '${id}' has no options.`, `Valget «${id}» har ingen alternativer.`);
    if (kind !== "sign" && (finding.presentIf || finding.absentIf))
      wrong(
        `Only a sign can follow from a criterion; '${id}' is a ${kind}.`,
        `Bare tegn kan følge av kriterier; «${id}» er ${kind}.`,
      );
    return issues;
  });
}

/** Parts of a whole that there is not, and parts and wholes that cannot be present or absent. */
function strangeParts(findings: readonly FindingDefinition[]): Issue[] {
  const byId = new Map(findings.map((finding) => [finding.id, finding]));
  return findings.flatMap(({ id, kind, partOf, place }) => {
    if (partOf === undefined) return [];
    const whole = byId.get(partOf);
    if (!whole) return [dangling("finding", partOf, [...byId.keys()], place)];
    if (kind === "sign" && whole.kind === "sign") return [];
    return [
      problem(
        "knowledge-finding",
        {
          en: `Only a sign can be part of a sign: '${id}' of '${partOf}'.`,
          nb: `Bare et tegn kan være del av et tegn: «${id}» av «${partOf}».`,
        },
        place,
      ),
    ];
  });
}

/** Findings or features that follow, directly or by way of others, from themselves. */
function cycles<T extends Entry>(definitions: readonly T[], inputs: (definition: T) => string[]): Issue[] {
  const byId = new Map(definitions.map((definition) => [definition.id, definition]));
  const state = new Map<string, "open" | "done">();
  const issues: Issue[] = [];
  const visit = (id: string, trail: readonly string[]): void => {
    if (state.get(id) === "done") return;
    if (state.get(id) === "open") {
      const loop = [...trail.slice(trail.indexOf(id)), id].join(" → ");
      issues.push(
        problem(
          "knowledge-cycle",
          { en: `Findings follow from themselves: ${loop}.`, nb: `Funn følger av seg selv: ${loop}.` },
          byId.get(id)?.place,
        ),
      );
      return;
    }
    state.set(id, "open");
    const definition = byId.get(id);
    for (const input of definition ? inputs(definition) : []) visit(input, [...trail, id]);
    state.set(id, "done");
  };
  for (const { id } of definitions) visit(id, []);
  return issues;
}

/** The findings from which a derived finding follows. */
export function inputsOf(finding: FindingDefinition): string[] {
  const { presentIf, absentIf, formula } = finding;
  const criteria = [presentIf, absentIf].filter((one) => one !== undefined).flatMap(findingsOf);
  if (formula?.kind === "linear-correction") criteria.push(formula.of, formula.by);
  if (formula?.kind === "ckd-epi-2009") criteria.push(formula.creatinine, formula.age, formula.sex);
  return [...new Set(criteria)];
}

/** Every criterion of the knowledge with its owner. */
export function criteriaOf(
  knowledge: UnhashedKnowledge,
): { owner: string; criterion: Criterion; place: Place }[] {
  const list: { owner: string; criterion: Criterion; place: Place }[] = [];
  for (const { id, presentIf, absentIf, askIf, askUnless, place } of knowledge.findings) {
    for (const criterion of [presentIf, absentIf, askIf, askUnless])
      if (criterion) list.push({ owner: id, criterion, place });
  }
  for (const { arguments: all } of [...knowledge.phenomena, ...knowledge.causes]) {
    for (const { id, criterion, place } of all) list.push({ owner: id, criterion, place });
  }
  for (const { id, when, askWith, place } of knowledge.redFlags) {
    list.push({ owner: id, criterion: when, place });
    if (askWith) list.push({ owner: id, criterion: askWith, place });
  }
  for (const { id, indicated, notNeeded, place } of knowledge.investigations) {
    for (const { when } of [...indicated, ...notNeeded]) list.push({ owner: id, criterion: when, place });
  }
  for (const { id, rules, place } of knowledge.treatments) {
    for (const { when } of rules) list.push({ owner: id, criterion: when, place });
  }
  return list;
}

/** The same of the EMG patterns: these ask for features. */
function criteriaOfPatterns({
  features,
  patterns,
}: UnhashedKnowledge): { owner: string; criterion: Criterion; place: Place }[] {
  const derived = features.flatMap(({ id, when, place }) =>
    when ? [{ owner: id, criterion: when, place }] : [],
  );
  const asked = patterns.flatMap(({ id, arguments: all, findings, place }) => [
    ...all.map((argument) => ({ owner: argument.id, criterion: argument.criterion, place: argument.place })),
    ...findings.flatMap(({ when }) => (when ? [{ owner: id, criterion: when, place }] : [])),
  ]);
  return [...derived, ...asked];
}

function impossibleCriteria(knowledge: UnhashedKnowledge): Issue[] {
  return [
    ...constantCriteria(criteriaOf(knowledge), knowledge.findings),
    ...constantCriteria(criteriaOfPatterns(knowledge), knowledge.features),
  ];
}

function constantCriteria(
  criteria: readonly { owner: string; criterion: Criterion; place: Place }[],
  definitions: readonly (FindingDefinition | FeatureDefinition)[],
): Issue[] {
  const byId = new Map(definitions.map((definition) => [definition.id, definition]));
  return criteria.flatMap(({ owner, criterion, place }) => {
    const { canBeTrue, canBeFalse } = satisfiability(criterion, (id) => byId.get(id));
    if (canBeTrue && canBeFalse) return [];
    const [en, nb] = canBeTrue ? ["always true", "alltid sant"] : ["never true", "aldri sant"];
    return [
      problem(
        "knowledge-criterion-constant",
        {
          en: `A criterion of '${owner}' is ${en}, whatever is found.`,
          nb: `Et kriterium i «${owner}» er ${nb}, uansett funn.`,
        },
        place,
      ),
    ];
  });
}

function dangling(kind: string, name: string, known: Iterable<string>, place: Place | undefined): Issue {
  const near = nearestWord(name, known);
  return problem(
    "knowledge-dangling",
    { en: `There is no ${kind} '${name}'.`, nb: `Det finnes ingen «${name}» (${kind}).` },
    place,
    near === undefined ? undefined : { en: `Did you mean '${near}'?`, nb: `Mente du «${near}»?` },
  );
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

/** Codes of unknown systems, and codes that would set two findings at once. */
function codeProblems(knowledge: UnhashedKnowledge): Issue[] {
  const issues: Issue[] = [];
  const owners = new Map<string, string>();
  const isExact = (code: Code) => code.fit === undefined || code.fit === "narrow";
  for (const [kind, entries] of entriesOf(knowledge)) {
    for (const { id, codes, place } of entries) {
      for (const code of codes) {
        if (!CODE_SYSTEMS.includes(code.system)) {
          const near = nearestWord(code.system, CODE_SYSTEMS);
          issues.push(
            problem(
              "knowledge-code-system",
              {
                en: `'${code.system}' of '${id}' is no known code system.`,
                nb: `«${code.system}» i «${id}» er ikke et kjent kodeverk.`,
              },
              place,
              near === undefined ? undefined : { en: `Did you mean '${near}'?`, nb: `Mente du «${near}»?` },
            ),
          );
        }
        if (kind !== "finding" || !isExact(code)) continue;
        const key = `${code.system}|${code.code}`;
        const owner = owners.get(key);
        if (owner !== undefined && owner !== id)
          issues.push(
            problem(
              "knowledge-code-shared",
              {
                en: `The code ${key} would set both '${owner}' and '${id}'.`,
                nb: `Koden ${key} ville satt både «${owner}» og «${id}».`,
              },
              place,
              {
                en: "Mark the less exact one with fit: broad.",
                nb: "Merk den minst presise med fit: broad.",
              },
            ),
          );
        owners.set(key, id);
      }
    }
  }
  return issues;
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
