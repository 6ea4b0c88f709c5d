/** How many requests, how fast, how they ended: a histogram, and a span for each when someone receives them. `/metrics` shows the numbers. */
import {
  type Context,
  defaultTextMapGetter,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  trace,
} from "@opentelemetry/api";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Store } from "../store/store.ts";
import { processMetrics } from "./process-metrics.ts";
import { fail, type Telemetry } from "./telemetry.ts";

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"];

export interface MeasureOptions {
  readonly telemetry: Telemetry;
  readonly store?: Store;
  readonly version: string;
  readonly knowledgeHash: string;
}

declare module "fastify" {
  interface FastifyRequest {
    /** Undefined when nobody receives spans. */
    span: Span | undefined;
    /** In the answer, if it is one with cards. */
    cardCount: number | undefined;
  }
}

/** Called on the instance itself, so that every route registered after is measured. */
export function measureRequests(service: FastifyInstance, options: MeasureOptions): void {
  const { telemetry, store, version, knowledgeHash } = options;
  const { meter, tracer } = telemetry;
  const duration = meter.createHistogram("http.server.request.duration", {
    description: "How long answers took.",
    unit: "s",
    advice: { explicitBucketBoundaries: SECONDS },
  });
  const cards = meter.createCounter("krampe.hook.cards", {
    description: "Cards sent to electronic records.",
  });
  meter
    .createObservableGauge("krampe.build.info", {
      description: "Always 1; the attributes say which program and knowledge answer.",
    })
    .addCallback((result) => result.observe(1, { version, knowledge: knowledgeHash }));
  if (store)
    meter
      .createObservableGauge("krampe.audit.waiting", {
        description: "Audit entries that wait to be written.",
      })
      .addCallback((result) => result.observe(store.audit.waitingCount));
  const stopWatching = processMetrics(meter);
  service.addHook("onClose", async () => stopWatching());

  service.decorateRequest("cardCount", undefined);
  if (tracer) {
    service.decorateRequest("span", undefined);
    service.addHook("onRequest", (request, _reply, done) => {
      const name = `${methodOf(request)} ${routeOf(request)}`;
      request.span = tracer.startSpan(name, { kind: SpanKind.SERVER }, callersTrace(request));
      done();
    });
    // Not before: reading the body would lose it.
    service.addHook("preValidation", (request, _reply, done) => {
      if (request.span) telemetry.within(trace.setSpan(ROOT_CONTEXT, request.span), done);
      else done();
    });
  }
  service.addHook("onResponse", (request, reply, done) => {
    const attributes = {
      "http.request.method": methodOf(request),
      "http.route": routeOf(request),
      "http.response.status_code": reply.statusCode,
    };
    duration.record(reply.elapsedTime / 1000, attributes);
    const { id } = request.params as { id?: string };
    // The route has found the service when it answers with cards, so its id is one of ours.
    if (request.cardCount !== undefined && reply.statusCode === 200 && id !== undefined)
      cards.add(request.cardCount, { service: id });
    if (request.span) {
      request.span.setAttributes(attributes);
      if (reply.statusCode >= 500) fail(request.span);
      request.span.end();
    }
    done();
  });
  service.addHook("preSerialization", (request, _reply, payload, done) => {
    const sent = (payload as { cards?: unknown } | null)?.cards;
    if (Array.isArray(sent) && request.routeOptions.url === "/cds-services/:id")
      request.cardCount = sent.length;
    done(null, payload);
  });
  service.get("/metrics", { config: { role: "reader" } }, async (_request, reply) =>
    reply.type("text/plain; version=0.0.4; charset=utf-8").send(await telemetry.prometheus()),
  );
}

function methodOf({ method }: FastifyRequest): string {
  return METHODS.includes(method) ? method : "_OTHER";
}

function routeOf({ routeOptions }: FastifyRequest): string {
  return routeOptions.url ?? "none";
}

const propagator = new W3CTraceContextPropagator();
/** `tracestate` is free text of the caller's, so only the ids are read. */
const idsOnly = {
  ...defaultTextMapGetter,
  get: (headers: Record<string, unknown>, name: string) =>
    name === "traceparent" && typeof headers[name] === "string" ? (headers[name] as string) : undefined,
};

function callersTrace({ headers }: FastifyRequest): Context {
  return propagator.extract(ROOT_CONTEXT, headers as Record<string, unknown>, idsOnly);
}
