/**
 * The process that is measured, on one core: the service with a store in a folder, the service without a store, and two that read the
 * same bodies and answer a fixed one: the same service (its sign-in, limits, headers, metrics and audit log, with nothing to work out), and
 * Fastify as bare as it comes. Tells its parent where they are, and its memory.
 */
import { fileURLToPath } from "node:url";
import Fastify, { type RouteHandlerMethod } from "fastify";
import { knowledgeOnDisk } from "../../apps/cli/knowledge-on-disk.ts";
import { buildService } from "../../apps/service/application.ts";
import { openStore } from "../../apps/service/store/store.ts";
import { compileKnowledge } from "../../core/knowledge/compile-knowledge.ts";

const [place, answerBytes, today] = process.argv.slice(2);
const loaded = knowledgeOnDisk(fileURLToPath(new URL("../../knowledge", import.meta.url)));
if (!loaded.ok) throw new Error("the knowledge has mistakes");
const shared = { compiled: compileKnowledge(loaded.value), version: "bench", today: () => today };
const store = await openStore(place.startsWith("postgres:") ? { url: place } : { folder: place });
const kept = await buildService({ ...shared, store });
const unkept = await buildService(shared);
const bare = Fastify({ bodyLimit: 16 * 1024 * 1024 });
const fixed = "x".repeat(Number(answerBytes));
const answerFixed: RouteHandlerMethod = async (_request, reply) =>
  reply.type("application/json; charset=utf-8").send(fixed);
bare.post("/fixed", answerFixed);
kept.post("/fixed", { config: { onlyAnswers: true } }, answerFixed);
const listen = { port: 0, host: "127.0.0.1" };
const addresses = {
  kept: await kept.listen(listen),
  unkept: await unkept.listen(listen),
  bare: await bare.listen(listen),
};
process.send?.({ addresses });
process.on("message", async () => {
  global.gc?.();
  // What a first collection only marks.
  await new Promise((resolve) => setTimeout(resolve, 200));
  global.gc?.();
  process.send?.({ memory: process.memoryUsage(), cpu: process.cpuUsage() });
});
process.once("SIGTERM", async () => {
  await Promise.all([kept.close(), unkept.close(), bare.close()]);
  await store.close();
  process.exit(0);
});
