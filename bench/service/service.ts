/**
 * `node bench/service/service.ts`: `patient-view` with everything prefetched, on one core, against two that read the same bodies and
 * answer a fixed one of the same size, in turns: the same service with its audit log, and Fastify with nothing of the service around
 * it. Then the latency at 80 % of the throughput found, and memory over many calls.
 *
 * The load comes from the other core. CALLS (200,000) and ROUNDS (7) may be set; DATABASE_URL measures with PostgreSQL in place of a folder.
 * Prints what it finds and writes bench/results/service.json.
 */
import { fork } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import autocannon from "autocannon";
import { knowledgeOnDisk } from "../../apps/cli/knowledge-on-disk.ts";
import { buildService } from "../../apps/service/application.ts";
import { putEmptyStore } from "../../apps/service/store/testing/empty-store.ts";
import { compileKnowledge } from "../../core/knowledge/compile-knowledge.ts";
import { generatedRecords, loincOf, snomedOf, TODAY } from "../assess/generated-records.ts";

const CALLS = Number(process.env.CALLS ?? 200_000);
const ROUNDS = Number(process.env.ROUNDS ?? 7);
const ROUND_S = 6;
const CONNECTIONS = 16;
const PATIENTS = 50;
const URL_PATH = "/cds-services/krampe-patient-view";
const FIXED_PATH = "/fixed";

const loaded = knowledgeOnDisk(fileURLToPath(new URL("../../knowledge", import.meta.url)));
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const knowledge = loaded.value;
const { findings } = knowledge;
const vocabulary = {
  labs: findings.filter((one) => loincOf(one) !== undefined && one.intervals.length > 0).slice(0, 20),
  conditions: findings.filter((one) => snomedOf(one) !== undefined),
  drugs: findings.filter((one) => one.substances.length > 0),
};
const bodies = generatedRecords(PATIENTS, vocabulary).map((record, index) => {
  const of = (type: string) => {
    const entry = record
      .filter(({ resourceType }) => resourceType === type)
      .map((resource) => ({ resource }));
    return entry.length === 0 ? null : { resourceType: "Bundle", type: "searchset", entry };
  };
  return JSON.stringify({
    hook: "patient-view",
    hookInstance: "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
    context: { patientId: `p${index}`, userId: "Practitioner/p1" },
    prefetch: {
      patient: record[0],
      conditions: of("Condition"),
      observations: of("Observation"),
      medications: of("MedicationRequest"),
      statements: null,
      allergies: null,
      procedures: null,
    },
  });
});
const headers = { "content-type": "application/json" };

/** Whether each is answered with cards, and how large the answers are: a fast refusal would measure nothing. */
async function answerSizes(): Promise<number[]> {
  const service = await buildService({
    compiled: compileKnowledge(knowledge),
    version: "bench",
    today: () => TODAY,
  });
  const sizes: number[] = [];
  for (const payload of bodies) {
    const response = await service.inject({ method: "POST", url: URL_PATH, headers, payload });
    if (response.statusCode !== 200) throw new Error(response.body);
    sizes.push(Buffer.byteLength(response.body));
  }
  await service.close();
  return sizes;
}

interface Told {
  readonly addresses?: Readonly<Record<"kept" | "unkept" | "bare", string>>;
  readonly memory?: NodeJS.MemoryUsage;
  readonly cpu?: NodeJS.CpuUsage;
}

function run(
  [url, path]: readonly [string, string],
  more: Partial<autocannon.Options>,
): Promise<autocannon.Result> {
  return autocannon({
    url,
    connections: CONNECTIONS,
    requests: bodies.map((body) => ({ method: "POST", path, headers, body })),
    ...more,
  }).then((result) => {
    if (result.non2xx > 0 || result.errors > 0)
      throw new Error(`${result.non2xx} answers were refusals, ${result.errors} did not come`);
    return result;
  });
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1];
const rounded = (value: number) => Number(value.toPrecision(4));

const sizes = await answerSizes();
const answerBytes = Math.round(sizes.reduce((sum, size) => sum + size, 0) / sizes.length);
const folder = mkdtempSync(join(tmpdir(), "krampe-bench-"));
const place = process.env.DATABASE_URL ?? join(folder, "data");
if (!process.env.DATABASE_URL) await putEmptyStore(place);
const child = fork(
  fileURLToPath(new URL("served.ts", import.meta.url)),
  [place, String(answerBytes), TODAY],
  {
    execPath: "taskset",
    execArgv: ["-c", "0", process.execPath, "--expose-gc"],
  },
);
const told = () =>
  new Promise<Told>((resolve) => child.once("message", (message) => resolve(message as Told)));
const asked = async () => {
  const answer = told();
  child.send("usage");
  return (await answer) as Required<Pick<Told, "memory" | "cpu">>;
};
const processorMs = async () => {
  const { user, system } = (await asked()).cpu;
  return (user + system) / 1000;
};

try {
  const { addresses } = await told();
  if (!addresses) throw new Error("the service did not start");
  /** What is asked of which; the fixed answer of the service stands beside its own. */
  const asks = {
    bare: [addresses.bare, FIXED_PATH],
    fixed: [addresses.kept, FIXED_PATH],
    kept: [addresses.kept, URL_PATH],
    unkept: [addresses.unkept, URL_PATH],
  } as const;
  const kinds = Object.keys(asks) as (keyof typeof asks)[];
  for (const kind of kinds) await run(asks[kind], { duration: 5 });
  const none = () => Object.fromEntries(kinds.map((kind) => [kind, [] as number[]]));
  const rates = none();
  /** Processor time for each call: says the same when others use the machine too. */
  const costsMs = none();
  for (let round = 0; round < ROUNDS; round++)
    for (const kind of kinds) {
      const before = await processorMs();
      const { requests, duration } = await run(asks[kind], { duration: ROUND_S });
      rates[kind].push(requests.total / duration);
      costsMs[kind].push(((await processorMs()) - before) / requests.total);
    }
  const share = (kind: "kept" | "unkept", of: "bare" | "fixed") =>
    rounded(median(rates[kind].map((rate, round) => rate / rates[of][round])));
  const shares = {
    ofSameServiceWithFixedAnswer: share("kept", "fixed"),
    ofBareFastify: { withAuditLog: share("kept", "bare"), without: share("unkept", "bare") },
  };
  const perSecond = Object.fromEntries(kinds.map((kind) => [kind, Math.round(median(rates[kind]))]));
  console.log(
    `a second: bare ${perSecond.bare}, fixed ${perSecond.fixed}, with audit log ${perSecond.kept}, without ${perSecond.unkept}`,
  );
  console.log(
    `share with audit log: ${shares.ofSameServiceWithFixedAnswer} of the same service with a fixed answer, ${shares.ofBareFastify.withAuditLog} of bare Fastify (${shares.ofBareFastify.without} without the log)`,
  );

  const costMs = Object.fromEntries(kinds.map((kind) => [kind, rounded(median(costsMs[kind]))]));
  console.log(
    `ms of processor a call: bare ${costMs.bare}, fixed ${costMs.fixed}, with audit log ${costMs.kept}, without ${costMs.unkept}`,
  );

  const overallRate = Math.floor(0.8 * median(rates.kept));
  const latencies: autocannon.Result[] = [];
  for (let round = 0; round < 3; round++) latencies.push(await run(asks.kept, { duration: 15, overallRate }));
  const latency = {
    atPerSecond: overallRate,
    medianMs: median(latencies.map((one) => one.latency.p50)),
    p99Ms: median(latencies.map((one) => one.latency.p99)),
    p99MsOfRounds: latencies.map((one) => one.latency.p99),
  };
  console.log(`at ${overallRate} a second: median ${latency.medianMs} ms, p99 ${latency.p99Ms} ms`);

  const steps = 10;
  const samples: { calls: number; heapMiB: number; rssMiB: number }[] = [];
  for (let step = 0; step <= steps; step++) {
    if (step > 0) await run(asks.kept, { amount: Math.floor(CALLS / steps) });
    const { heapUsed, external, rss } = (await asked()).memory;
    samples.push({
      calls: (step * CALLS) / steps,
      heapMiB: rounded((heapUsed + external) / 2 ** 20),
      rssMiB: rounded(rss / 2 ** 20),
    });
    console.log(
      `${samples[step].calls} calls: ${samples[step].heapMiB} MiB in use, ${samples[step].rssMiB} MiB resident`,
    );
  }
  const about = {
    node: process.version,
    processor: `${cpus().length} × ${cpus()[0].model}`,
    loadOfMachine: loadavg().map(rounded),
    store: process.env.DATABASE_URL ? "PostgreSQL" : "folder (PGlite, on the same core)",
    knowledge: knowledge.hash.slice(0, 12),
    patients: PATIENTS,
    requestBytes: Math.round(bodies.reduce((sum, body) => sum + body.length, 0) / bodies.length),
    answerBytes,
    connections: CONNECTIONS,
    rounds: ROUNDS,
  };
  const result = {
    about,
    perSecond,
    shares,
    processorMsPerCall: costMs,
    ratesOfRounds: Object.fromEntries(kinds.map((kind) => [kind, rates[kind].map(Math.round)])),
    latency,
    memory: samples,
  };
  mkdirSync(new URL("../results/", import.meta.url), { recursive: true });
  const name = process.env.DATABASE_URL ? "service-postgresql" : "service";
  writeFileSync(new URL(`../results/${name}.json`, import.meta.url), `${JSON.stringify(result, null, 2)}\n`);
} finally {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
  rmSync(folder, { recursive: true, force: true });
}
