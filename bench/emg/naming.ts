/**
 * `npm run evaluate:emg`: how often is a simulated recording called what it is?
 *
 * Seeds, sampling frequencies and lengths are held out: tuning used the seeds 1 to 9999, the usual frequency and the usual length.
 * Writes docs/reference/emg-naming.md and, beside it, every single answer (bench/results/emg-naming.json).
 * `--seeds N` (40) muscles a pattern, `--from N` (20001) the first seed, `--jobs N` threads, `--minutes N` stop then and tell how far
 * it came. A muscle is recorded at three ratios of signal to noise, clean and with artefacts.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { SIMULATED_PATTERNS } from "../../core/muscle/pattern-names.ts";
import { namingReport } from "./naming-report.ts";
import type { NamedRecording, NamingTask } from "./naming-task.ts";

const RESULTS = fileURLToPath(new URL("../results/emg-naming.json", import.meta.url));
const REPORT = fileURLToPath(new URL("../../docs/reference/emg-naming.md", import.meta.url));

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "40" },
    from: { type: "string", default: "20001" },
    jobs: { type: "string" },
    minutes: { type: "string" },
    report: { type: "boolean", default: false },
  },
});

if (values.report) {
  writeFileSync(REPORT, namingReport(JSON.parse(readFileSync(RESULTS, "utf8"))));
} else {
  const from = Number(values.from);
  const tasks = Array.from({ length: Number(values.seeds) }, (_, index) => from + index).flatMap((seed) =>
    SIMULATED_PATTERNS.map((pattern): NamingTask => ({ pattern, seed })),
  );
  const recordings = await runAll(tasks, Number(values.jobs ?? availableParallelism()));
  const wanted = tasks.length;
  const result = { from, seeds: Number(values.seeds), wanted, recordings };
  writeFileSync(RESULTS, `${JSON.stringify(result)}\n`);
  const report = namingReport(result);
  writeFileSync(REPORT, report);
  console.log(report);
}

async function runAll(tasks: readonly NamingTask[], jobs: number): Promise<NamedRecording[]> {
  const until =
    values.minutes === undefined ? Number.POSITIVE_INFINITY : Date.now() + 60_000 * Number(values.minutes);
  const done: NamedRecording[] = [];
  let next = 0;
  const lane = async () => {
    const worker = new Worker(new URL("./naming-worker.ts", import.meta.url));
    while (next < tasks.length && Date.now() < until) {
      const task = tasks[next++];
      done.push(...(await answer(worker, task)));
      if (next % SIMULATED_PATTERNS.length === 0)
        process.stderr.write(`${next} of ${tasks.length} muscles\n`);
    }
    await worker.terminate();
  };
  await Promise.all(Array.from({ length: Math.max(1, jobs) }, lane));
  return done;
}

function answer(worker: Worker, task: NamingTask): Promise<NamedRecording[]> {
  return new Promise((resolve, reject) => {
    worker.once("message", (recordings: NamedRecording[]) => {
      worker.off("error", reject);
      resolve(recordings);
    });
    worker.once("error", reject);
    worker.postMessage(task);
  });
}
