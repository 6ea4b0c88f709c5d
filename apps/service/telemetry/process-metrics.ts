/** How the process is: memory, processor, and how late its event loop runs. Read when someone asks. */
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Meter } from "@opentelemetry/api";

const NS_PER_S = 1e9;
const US_PER_S = 1e6;

/** Gives back what ends it. */
export function processMetrics(meter: Meter): () => void {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  const gauge = (name: string, description: string, unit: string, read: () => number) =>
    meter.createObservableGauge(name, { description, unit }).addCallback((result) => result.observe(read()));
  gauge("process.memory.usage", "Resident memory.", "By", () => process.memoryUsage.rss());
  gauge("v8js.memory.heap.used", "Of the heap, in use.", "By", () => process.memoryUsage().heapUsed);
  gauge("process.uptime", "Since the start.", "s", () => process.uptime());
  gauge("nodejs.eventloop.delay.p99", "How late the event loop runs, since last asked.", "s", () => {
    const late = delay.percentile(99) / NS_PER_S;
    delay.reset();
    return late;
  });
  meter
    .createObservableCounter("process.cpu.time", { description: "Processor time.", unit: "s" })
    .addCallback((result) => {
      const { user, system } = process.cpuUsage();
      result.observe(user / US_PER_S, { "cpu.mode": "user" });
      result.observe(system / US_PER_S, { "cpu.mode": "system" });
    });
  return () => void delay.disable();
}
