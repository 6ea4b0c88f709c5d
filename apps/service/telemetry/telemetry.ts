/**
 * What the service tells of itself, by OpenTelemetry: numbers for whoever asks at `/metrics` (Prometheus), and numbers and spans sent to a
 * collector (OTLP over HTTP) if one is named. Without a collector no span is made.
 *
 * Names and attributes are a fixed set of our own: methods, route patterns, hooks, status codes. Nothing of a request's content, address or
 * headers, and no error message, so that none of it can name a patient. Of a caller's trace only its ids are taken over.
 *
 * Source: OpenTelemetry semantic conventions for HTTP servers and for processes.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import {
  type Context,
  type Meter,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from "@opentelemetry/api";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import { PrometheusExporter, PrometheusSerializer } from "@opentelemetry/exporter-prometheus";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";

export interface TelemetryOptions {
  readonly version: string;
  /** The collector, such as `http://127.0.0.1:4318`. */
  readonly collector?: string;
  /** How often numbers and spans are sent. */
  readonly everyMs?: number;
}

export interface Telemetry {
  readonly meter: Meter;
  /** Undefined when nobody receives spans. */
  readonly tracer: Tracer | undefined;
  /** In the form that Prometheus reads. */
  prometheus(): Promise<string>;
  /** Does the work as a part of the request that is being answered. */
  inSpan<Value>(name: string, work: () => Promise<Value>, failed?: (value: Value) => boolean): Promise<Value>;
  /** Goes on as a part of this context. */
  within(context: Context, goOn: () => void): void;
  close(): Promise<void>;
}

const SCOPE = "krampe";

export function openTelemetry({ version, collector, everyMs = 15_000 }: TelemetryOptions): Telemetry {
  const resource = resourceFromAttributes({
    "service.name": SCOPE,
    "service.version": version,
    "service.instance.id": randomUUID(),
  });
  const asked = new PrometheusExporter({ preventServerStart: true });
  const serializer = new PrometheusSerializer(undefined, false, undefined, false, true);
  const url = (path: string) => `${collector?.replace(/\/+$/, "")}/v1/${path}`;
  const numbers =
    collector === undefined
      ? []
      : [
          new PeriodicExportingMetricReader({
            exporter: new OTLPMetricExporter({ url: url("metrics") }),
            exportIntervalMillis: everyMs,
            exportTimeoutMillis: everyMs,
          }),
        ];
  const meters = new MeterProvider({ resource, readers: [asked, ...numbers] });
  const traces =
    collector === undefined
      ? undefined
      : new TracerProvider({
          resource,
          spanProcessors: [
            new BatchSpanProcessor({
              exporter: new OTLPTraceExporter({ url: url("traces") }),
              scheduledDelayMillis: everyMs,
            }),
          ],
        });
  const tracer = traces?.getTracer(SCOPE, version);
  const current = new AsyncLocalStorage<Context>();
  return {
    meter: meters.getMeter(SCOPE, version),
    tracer,
    prometheus: async () => serializer.serialize((await asked.collect()).resourceMetrics),
    async inSpan(name, work, failed = () => false) {
      if (!tracer) return work();
      const parent = current.getStore() ?? ROOT_CONTEXT;
      const span = tracer.startSpan(name, { kind: SpanKind.INTERNAL }, parent);
      try {
        const value = await current.run(trace.setSpan(parent, span), work);
        if (failed(value)) fail(span);
        return value;
      } catch (error) {
        fail(span);
        throw error;
      } finally {
        span.end();
      }
    },
    within: (context, goOn) => current.run(context, goOn),
    async close() {
      // A collector that is gone must not keep the service from ending.
      await Promise.allSettled([meters.shutdown(), traces?.shutdown()]);
    },
  };
}

/** Says that, and not why: a message may repeat what was sent. */
export function fail(span: Span): void {
  span.setStatus({ code: SpanStatusCode.ERROR });
}
