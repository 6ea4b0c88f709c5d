/**
 * `node bench/assess/assess.ts`: full assessments a second with 60 known findings, ask-next, and loading the knowledge.
 * Prints a table and writes bench/results/assess.json.
 */
import { mkdirSync, writeFileSync } from "node:fs";
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

/** Sixty findings drawn from all that are not derived, each with one of its possible answers; half of the signs absent. */
const patients = Array.from({ length: PATIENTS }, () => {
  const values: (FindingValue | undefined)[] = new Array(compiled.findings.length);
  const candidates = compiled.findings
    .map((_, index) => index)
    .filter((index) => !compiled.derivations.some(({ finding }) => finding === index));
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
  "assessment (red flags, all verdicts with arguments) and plan": measure(() =>
    planFor(assess(situationOf(compiled, patients[next()]))),
  ),
  "the same from findings, with conflicts told (consult)": measure(() =>
    consult(compiled, asFindings[next()]),
  ),
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

for (const [name, { medianMs, fastestMs, slowestMs }] of Object.entries(rows)) {
  const rate = medianMs < 5 ? `  ${Math.round(1000 / medianMs).toLocaleString("en")} a second` : "";
  console.log(
    `${name}\n    ${medianMs.toPrecision(3)} ms (${fastestMs.toPrecision(3)}–${slowestMs.toPrecision(3)})${rate}`,
  );
}
mkdirSync(new URL("../results/", import.meta.url), { recursive: true });
const about = {
  knowledge: loaded.value.hash.slice(0, 12),
  node: process.version,
  knownFindings: KNOWN,
  patients: PATIENTS,
};
writeFileSync(
  new URL("../results/assess.json", import.meta.url),
  `${JSON.stringify({ about, rows }, null, 2)}\n`,
);
