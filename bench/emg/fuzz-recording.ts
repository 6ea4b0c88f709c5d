/**
 * Fuzzes the readers of recordings for some minutes and says what it found.
 *
 * node bench/emg/fuzz-recording.ts [--minutes 10] [--seed 1] [--case N]
 * Runs itself in a process of its own and fails if that grows by more than 200 MB. `--case N` repeats one case; without it,
 * the outcome is written to bench/results/emg-fuzz.json.
 */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { fuzzRecordings } from "../../core/recording/testing/fuzz.ts";
import { fuzzSeeds } from "../../core/recording/testing/fuzz-seeds.ts";

const MEMORY_CAP_MB = 200;
const CASES_BETWEEN_COLLECTIONS = 25;

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    seed: { type: "string", default: "1" },
    case: { type: "string" },
    child: { type: "boolean", default: false },
  },
});

if (values.child) await fuzzHere();
else {
  const flags = ["--expose-gc", `--max-old-space-size=${MEMORY_CAP_MB}`];
  const script = fileURLToPath(import.meta.url);
  const run = spawnSync(process.execPath, [...flags, script, "--child", ...process.argv.slice(2)], {
    stdio: "inherit",
  });
  process.exitCode = run.status ?? 1;
}

async function fuzzHere(): Promise<void> {
  const seeds = fuzzSeeds();
  const only = values.case === undefined ? undefined : Number(values.case);
  const firstCase = only ?? Number(values.seed) * 10_000_000;
  const end = performance.now() + Number(values.minutes) * 60_000;
  const collect = globalThis.gc ?? (() => undefined);
  await fuzzRecordings(seeds, firstCase, (done) => done < (only === undefined ? 20 : 0));
  collect();
  const baselineMb = peakMb();
  const goOn = (done: number) => {
    if (done % CASES_BETWEEN_COLLECTIONS === 0) collect();
    return only === undefined ? performance.now() < end : done < 1;
  };
  const summary = await fuzzRecordings(seeds, firstCase, goOn);
  const grewMb = peakMb() - baselineMb;
  const { findings, ...counts } = summary;
  console.log(JSON.stringify({ seeds: seeds.length, ...counts, baselineMb, grewMb }, null, 2));
  for (const finding of findings.slice(0, 20))
    console.log(`case ${finding.caseNumber} (${finding.seedName}): ${finding.problem}`);
  console.log(`${findings.length} findings`);
  if (only === undefined)
    writeFileSync(
      fileURLToPath(new URL("../results/emg-fuzz.json", import.meta.url)),
      `${JSON.stringify(
        {
          command: `node bench/emg/fuzz-recording.ts --minutes ${values.minutes} --seed ${values.seed}`,
          node: process.version,
          seedFiles: seeds.length,
          ...counts,
          memoryCapMb: MEMORY_CAP_MB,
          grewMb,
          findings: findings.slice(0, 20),
        },
        null,
        1,
      )}\n`,
    );
  if (findings.length > 0 || grewMb > MEMORY_CAP_MB) process.exitCode = 1;
}

/** Largest resident size so far. */
function peakMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
