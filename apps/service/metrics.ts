/**
 * `/metrics` for Prometheus and OpenTelemetry's collector: how many, how fast, how it ended, and how the process is.
 *
 * Labels are methods, route patterns, hooks and status codes: a fixed set, nothing of a request's content.
 */
import type { FastifyInstance } from "fastify";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Store } from "./store/store.ts";

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"];

export interface MetricsOptions {
  readonly store?: Store;
  readonly version: string;
  readonly knowledgeHash: string;
}

/** Called on the instance itself, so that every route registered after is measured. */
export function measure(service: FastifyInstance, { store, version, knowledgeHash }: MetricsOptions): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: "krampe_" });
  const registers = [registry];
  const duration = new Histogram({
    name: "krampe_http_request_duration_seconds",
    help: "How long answers took.",
    labelNames: ["method", "route", "status"] as const,
    buckets: SECONDS,
    registers,
  });
  const cards = new Counter({
    name: "krampe_hook_cards_total",
    help: "Cards sent to electronic records.",
    labelNames: ["service"] as const,
    registers,
  });
  new Gauge({
    name: "krampe_build_info",
    help: "Always 1; the labels say which program and knowledge answer.",
    labelNames: ["version", "knowledge"] as const,
    registers,
  }).set({ version, knowledge: knowledgeHash }, 1);
  if (store)
    new Gauge({
      name: "krampe_audit_waiting",
      help: "Audit entries that wait to be written.",
      registers,
      collect() {
        this.set(store.audit.waitingCount);
      },
    });

  service.addHook("onResponse", async (request, reply) => {
    duration.observe(
      {
        method: METHODS.includes(request.method) ? request.method : "other",
        route: request.routeOptions.url ?? "none",
        status: String(reply.statusCode),
      },
      reply.elapsedTime / 1000,
    );
  });
  service.addHook("preSerialization", async (request, _reply, payload) => {
    const sent = (payload as { cards?: unknown } | null)?.cards;
    const { id } = request.params as { id?: string };
    // The route has found the service when it answers with cards, so its id is one of ours.
    if (request.routeOptions.url === "/cds-services/:id" && Array.isArray(sent) && id !== undefined)
      cards.inc({ service: id }, sent.length);
    return payload;
  });
  service.get("/metrics", { config: { role: "reader" } }, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
  service.addHook("onClose", async () => registry.clear());
}
