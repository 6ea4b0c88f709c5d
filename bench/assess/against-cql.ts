/**
 * `node bench/assess/against-cql.ts`: 35 of our criteria over 1,000 generated FHIR patients, NDJSON in and verdicts out, beside the same
 * criteria as CQL in cql-execution, in one run. The tallies of true, false and unknown must be equal for each criterion.
 * Prints a table and writes bench/results/against-cql.json.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { SystemModelInfoProvider } from "@cqframework/cql/cql";
import {
  CqlTranslator,
  createModelInfoProvider,
  LibraryManager,
  ModelManager,
  stringAsSource,
} from "@cqframework/cql/cql-to-elm";
import { knowledgeOnDisk } from "../../apps/cli/knowledge-on-disk.ts";
import { type Criterion, findingsOf } from "../../core/criterion/criterion.ts";
import type { FindingValue } from "../../core/criterion/finding-value.ts";
import { readRecord, recordsByPatient } from "../../core/fhir/read-record.ts";
import { readResources } from "../../core/fhir/read-resources.ts";
import { combineFindings } from "../../core/finding/combine-findings.ts";
import { situationOf } from "../../core/finding/situation.ts";
import { compileKnowledge } from "../../core/knowledge/compile-knowledge.ts";
import type { FindingDefinition } from "../../core/knowledge/knowledge.ts";
import { criteriaAsCql } from "./criteria-as-cql.ts";
import { generatedRecords, loincOf, snomedOf, TODAY, type Vocabulary } from "./generated-records.ts";

const PATIENTS = Number(process.env.PATIENTS ?? 1000);
const CRITERIA = 35;
const BATCH = 50;
const LABS = [
  "sodium",
  "potassium",
  "magnesium",
  "phosphate",
  "creatinine",
  "creatine-kinase",
  "alt",
  "ast",
  "hba1c",
  "tsh",
  "vitamin-b12",
  "platelets",
  "haemoglobin",
  "albumin",
  "ferritin",
  "calcium-total",
];

/** False, unknown, true as -1, 0, 1 to the columns of a tally. */
const TRUTH_COLUMN = [1, 2, 0] as const;

const loaded = knowledgeOnDisk();
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const compiled = compileKnowledge(loaded.value);
const byId = new Map(compiled.findings.map((finding) => [finding.id, finding]));
const isDerived = (finding: FindingDefinition) =>
  Boolean(finding.presentIf || finding.absentIf || finding.formula);

const vocabulary: Vocabulary = {
  labs: LABS.map((id) => byId.get(id)).filter(
    (one) => one !== undefined && loincOf(one) !== undefined && !isDerived(one),
  ) as FindingDefinition[],
  conditions: compiled.findings.filter(
    (one) => one.kind === "sign" && one.drugs.length === 0 && !isDerived(one) && snomedOf(one) !== undefined,
  ),
  drugs: compiled.findings.filter(
    (one) => one.drugs.length > 0 && !isDerived(one) && one.substances.length > 0,
  ),
};
const chosen = chooseCriteria();
const records = generatedRecords(PATIENTS, vocabulary);
const ndjson = records
  .flat()
  .map((resource) => JSON.stringify(resource))
  .join("\n");
const resources = records.reduce((sum, list) => sum + list.length, 0);
console.log(
  `${PATIENTS} patients, ${resources} resources, ${(ndjson.length / 1e6).toFixed(1)} MB of NDJSON, ${chosen.length} criteria`,
);

const ours = oursInRounds();
const theirs = await cql();
const differing = chosen.flatMap(({ name }, index) => {
  const [a, b] = [ours.tallies[index], theirs.tallies[index]];
  return a.join() === b.join() ? [] : [`${name}: ours ${a}, CQL ${b} (true, false, unknown)`];
});
for (const line of differing) console.log(`  DIFFERS ${line}`);
const ratio = ours.perSecond / theirs.perSecond;
console.log(`Krampe        ${Math.round(ours.perSecond)} patients a second`);
console.log(
  `cql-execution ${theirs.perSecond.toFixed(1)} patients a second (execution alone; loading ${(theirs.loadMs / 1000).toFixed(1)} s)`,
);
console.log(
  `ratio ${Math.round(ratio)}; tallies ${differing.length === 0 ? "equal for every criterion" : "DIFFER"}`,
);
mkdirSync(new URL("../results/", import.meta.url), { recursive: true });
const results = {
  patients: PATIENTS,
  resources,
  criteria: chosen.length,
  ours: ours.perSecond,
  cqlExecution: theirs.perSecond,
  ratio,
  differing,
  tallies: chosen.map(({ name }, index) => ({ name, tally: ours.tallies[index] })),
};
writeFileSync(
  new URL("../results/against-cql.json", import.meta.url),
  `${JSON.stringify(results, null, 2)}\n`,
);
process.exitCode = differing.length === 0 ? 0 : 1;

/** Criteria of the knowledge that these records can answer: the ones with the most different findings first, quantities among them. */
function chooseCriteria(): { name: string; criterion: Criterion; index: number }[] {
  const direct = new Set([
    "age",
    "sex",
    ...[...vocabulary.labs, ...vocabulary.conditions, ...vocabulary.drugs].map(({ id }) => id),
  ]);
  const answerable = (id: string): boolean => {
    const finding = byId.get(id)!;
    if (direct.has(id)) return true;
    if (finding.formula || !isDerived(finding)) return false;
    return [finding.presentIf, finding.absentIf].every((part) => !part || findingsOf(part).every(answerable));
  };
  const usable = compiled.criteria
    .map((criterion, index) => ({ criterion, index, findings: findingsOf(criterion) }))
    .filter(
      ({ findings }) => findings.every(answerable) && findings.some((id) => id !== "age" && id !== "sex"),
    );
  const quantities = ({ findings }: { findings: string[] }) =>
    findings.filter((id) => !byId.get(id)?.drugs.length).length;
  return usable
    .sort((a, b) => quantities(b) - quantities(a) || b.findings.length - a.findings.length)
    .slice(0, CRITERIA)
    .map(({ criterion, index, findings }) => ({
      name: `${index} (${findings.join(", ")})`.slice(0, 90),
      criterion,
      index,
    }));
}

type Tally = [isTrue: number, isFalse: number, isUnknown: number];

function oursInRounds(): { perSecond: number; tallies: Tally[] } {
  let tallies = runOurs();
  const rounds = Array.from({ length: 5 }, () => {
    const started = performance.now();
    tallies = runOurs();
    return performance.now() - started;
  }).sort((a, b) => a - b);
  return { perSecond: (PATIENTS * 1000) / rounds[2], tallies };
}

/** Everything from the text to the truth of each criterion. */
function runOurs(): Tally[] {
  const tallies = chosen.map((): Tally => [0, 0, 0]);
  const read = readResources(ndjson, "generated.ndjson");
  for (const record of recordsByPatient(read.resources).values()) {
    const { findings } = combineFindings(readRecord(record, compiled, TODAY).findings, compiled);
    const values: (FindingValue | undefined)[] = new Array(compiled.findings.length);
    for (const { id, value } of findings) values[compiled.indexOfFinding.get(id)!] = value;
    const { truths } = situationOf(compiled, values);
    chosen.forEach(({ index }, position) => {
      tallies[position][TRUTH_COLUMN[truths.ofCriterion(index) + 1]]++;
    });
  }
  return tallies;
}

async function cql(): Promise<{ perSecond: number; loadMs: number; tallies: Tally[] }> {
  const require = createRequire(import.meta.url);
  const engine = require("cql-execution");
  const fhir = require("cql-exec-fhir");
  const { text, names } = criteriaAsCql(
    chosen.map(({ criterion }) => criterion),
    byId,
  );
  const library = new engine.Library(translated(text, require));
  const parameters: Record<string, unknown> = {
    Today: new engine.Date(...(TODAY.split("-").map(Number) as [number, number, number])),
  };
  for (const [, name, value, unit] of text.matchAll(/parameter "(since (\d+) (\w+))"/g)) {
    parameters[name] = engine.DateTime.fromJSDate(earlier(Number(value), unit), 0);
  }
  const executor = new engine.Executor(library, new engine.CodeService({}), parameters);
  const tallies = chosen.map((): Tally => [0, 0, 0]);
  // In batches: the engine keeps every definition of every patient until it is done, more than the heap holds.
  let [loadMs, ms] = [0, 0];
  for (let first = 0; first < records.length; first += BATCH) {
    const started = performance.now();
    const source = fhir.PatientSource.FHIRv401({ requireProfileTagging: false });
    source.loadBundles(
      records.slice(first, first + BATCH).map((list) => ({
        resourceType: "Bundle",
        type: "collection",
        entry: list.map((resource) => ({ resource })),
      })),
    );
    loadMs += performance.now() - started;
    const { patientResults } = await executor.exec(source);
    ms += performance.now() - started;
    for (const result of Object.values(patientResults) as Record<string, unknown>[]) {
      names.forEach((name, position) => {
        tallies[position][result[name] === true ? 0 : result[name] === false ? 1 : 2]++;
      });
    }
  }
  return { perSecond: (PATIENTS * 1000) / ms, loadMs, tallies };
}

function translated(text: string, require: NodeJS.Require): object {
  const modelInfo = readFileSync(
    require.resolve("cql-exec-fhir/lib/modelInfos/fhir-modelinfo-4.0.1.xml"),
    "utf8",
  );
  const models = new ModelManager();
  models.modelInfoLoader.registerModelInfoProvider(
    createModelInfoProvider((name: string) => (name === "FHIR" ? stringAsSource(modelInfo) : null)),
  );
  models.modelInfoLoader.registerModelInfoProvider(new SystemModelInfoProvider());
  const elm = JSON.parse(CqlTranslator.fromText(text, new LibraryManager(models)).toJson() as string);
  const errors = elm.library.annotation.filter(
    (one: { errorSeverity?: string }) => one.errorSeverity === "error",
  );
  if (errors.length > 0)
    throw new Error(
      `the CQL was not translated: ${errors.map((one: { message: string; startLine: number }) => `${one.startLine}: ${one.message}`).slice(0, 3)}\n${text.split("\n")[errors[0].startLine - 1]}`,
    );
  return elm;
}

function earlier(value: number, unit: string): Date {
  const date = new Date(`${TODAY}T00:00:00Z`);
  if (unit === "a") date.setUTCFullYear(date.getUTCFullYear() - value);
  else if (unit === "mo") date.setUTCMonth(date.getUTCMonth() - value);
  else date.setUTCDate(date.getUTCDate() - value * (unit === "wk" ? 7 : 1));
  return date;
}
