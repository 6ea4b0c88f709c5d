/**
 * `node bench/assess/assess.ts`: full assessments a second with 60 known findings, ask-next, and loading the knowledge.
 * Prints a table and writes bench/results/assess.json.
 *
 * A full assessment is every red flag, the verdict of every phenomenon and cause, the verdict of every treatment and the
 * status of every test. Orders on the screen, arguments and explanations are made when they are read; what they cost shows in the
 * row of the whole report. That the fast way and the definitions agree is proved in core/ and apps/cli/whole-knowledge.test.ts.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { knowledgeFiles, knowledgeOnDisk } from "../../apps/cli/knowledge-on-disk.ts";
import { assess } from "../../core/assessment/assess.ts";
import type { FindingValue } from "../../core/criterion/finding-value.ts";
import type { Finding } from "../../core/finding/finding.ts";
import { situationOf } from "../../core/finding/situation.ts";
import { compileKnowledge } from "../../core/knowledge/compile-knowledge.ts";
import { loadKnowledge } from "../../core/knowledge/load-knowledge.ts";
import { askNext, possibleAnswers } from "../../core/plan/ask-next.ts";
import { consult } from "../../core/plan/consultation.ts";
import { planFor } from "../../core/plan/plan.ts";
import { reportOf } from "../../core/plan/report.ts";
import { seededRandom } from "../../core/signal/random.ts";
import { measure } from "../measure.ts";

const KNOWN = 60;
const PATIENTS = 200;

const loaded = knowledgeOnDisk();
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const compiled = compileKnowledge(loaded.value);
const nothing = situationOf(compiled, []);
const random = seededRandom(20261122);

/** Parts of a sign are told as well as worked out: they stay among the candidates. */
function followsFromOthers(index: number): boolean {
  const { presentIf, absentIf, formula } = compiled.findings[index];
  return Boolean(presentIf || absentIf || formula);
}

/** Sixty findings drawn from all that are not derived, each with one of its possible answers; half of the signs absent. */
const patients = Array.from({ length: PATIENTS }, () => {
  const values: (FindingValue | undefined)[] = new Array(compiled.findings.length);
  const candidates = compiled.findings.map((_, index) => index).filter((index) => !followsFromOthers(index));
  for (let known = 0; known < KNOWN; ) {
    const index = candidates[Math.floor(random.uniform() * candidates.length)];
    if (values[index] !== undefined) continue;
    const answers = possibleAnswers(nothing, index);
    if (answers.length === 0) continue;
    values[index] = answers[Math.floor(random.uniform() * answers.length)];
    known++;
  }
  return values;
});
const asFindings: Finding[][] = patients.map((values) =>
  values.flatMap((value, index) =>
    value ? [{ id: compiled.findings[index].id, value, origin: "told" as const }] : [],
  ),
);

let turn = 0;
const next = () => turn++ % PATIENTS;
const rows = {
  "full assessment: red flags, every verdict, plan": measure(() =>
    planFor(assess(situationOf(compiled, patients[next()]))),
  ),
  "the same from findings, with conflicts told (consult)": measure(() => {
    const { plan, issues } = consult(compiled, asFindings[next()]);
    return [plan, issues];
  }),
  "ask next, exact over every unknown finding": measure(() =>
    askNext(situationOf(compiled, patients[next()])),
  ),
  "the whole report in JSON form, with explanations and questions": measure(() =>
    reportOf(consult(compiled, asFindings[next()]), "nb"),
  ),
  "knowledge from its kept form, ready to be asked": measure(
    () => {
      const kept = knowledgeOnDisk();
      return kept.ok && compileKnowledge(kept.value);
    },
    { rounds: 5 },
  ),
  "knowledge from YAML, parsed, checked and compiled": measure(
    () => {
      const read = loadKnowledge(knowledgeFiles(fileURLToPath(new URL("../../knowledge/", import.meta.url))));
      return read.ok && compileKnowledge(read.value);
    },
    { rounds: 3, roundMs: 100, warmUpMs: 100 },
  ),
};

for (const [name, { medianMs, fastestMs, slowestMs, cpuMs }] of Object.entries(rows)) {
  const wall = `${medianMs.toPrecision(3)} ms (${fastestMs.toPrecision(3)}–${slowestMs.toPrecision(3)})`;
  const rate = `${Math.round(1000 / cpuMs).toLocaleString("en")} a second on one core`;
  console.log(`${name}\n    ${wall}, processor ${cpuMs.toPrecision(3)} ms, ${rate}`);
}
mkdirSync(new URL("../results/", import.meta.url), { recursive: true });
const about = {
  knowledge: loaded.value.hash.slice(0, 12),
  node: process.version,
  processor: cpus()[0].model,
  /** How many others wanted the processors meanwhile: it stretches the wall's time, not the processor's. */
  load: { processors: cpus().length, oneMinute: loadavg()[0] },
  knownFindings: KNOWN,
  patients: PATIENTS,
};
writeFileSync(
  new URL("../results/assess.json", import.meta.url),
  `${JSON.stringify({ about, rows }, null, 2)}\n`,
);
