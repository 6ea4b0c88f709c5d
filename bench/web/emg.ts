/**
 * `node bench/web/emg.ts`: how long the EMG page takes with large recordings, in the system's Chromium.
 *
 * *Opened*: from the choice of a file (an hour of 8 channels at 10 kHz, 576 MB of noise in an EDF) to the first frame with a trace in
 * every lane. *Frames*: intervals between animation frames while the wheel turns sideways at several lengths of the sweep, during the
 * reading of the rest and after it; and the processor's time of each task of the page, which other programs on the machine do not
 * lengthen. *Measured*: ten simulated minutes at 10 kHz, from the request to the named patterns and to the units, and the processor's
 * time of page and workers. The limits are held against the processor's time, since the intervals are those of a machine that others use too.
 * Prints tables and writes bench/results/web-emg.json.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { build } from "vite";
import { launchBrowser, openPage } from "../../apps/web/e2e/support/browser.ts";
import { serveBuilt } from "../../apps/web/e2e/support/static-server.ts";
import { simulate } from "../../core/muscle/simulate.ts";
import { writeEdfPlus } from "../../core/recording/write-edf.ts";
import { makeEdf } from "../emg/made-edf.ts";

const LIMITS = { openedMs: 3000, frameMs: 33, measuredMs: 20_000 };
const ROUNDS = 3;
const SCROLLED_MS = 4000;
const TASKS = ["-*", "toplevel", "__metadata"];
/** Seconds on the screen. */
const SWEEPS_S = [0.5, 10, 50, 3600];

if (!process.env["KRAMPE_BUILT"])
  await build({ root: fileURLToPath(new URL("../../apps/web", import.meta.url)), logLevel: "warn" });
const files = mkdtempSync(join(tmpdir(), "krampe-bench-"));
const hour = process.env["KRAMPE_HOUR"] ?? join(files, "hour.edf");
if (!existsSync(hour))
  makeEdf({ path: hour, channels: 8, samplingFrequencyHz: 10_000, seconds: 3600, sampleBytes: 2 });
const server = await serveBuilt(process.env["KRAMPE_WEB"]);
const browser = await launchBrowser();
try {
  const opened = [];
  for (let round = 0; round < ROUNDS; round++) opened.push(await measureOpening(browser));
  const scrolled = await measureScrolling(browser);
  const measured = await measureMeasuring(browser);
  const result = {
    about: {
      chromium: browser.version(),
      node: process.version,
      loadAverage: loadavg().map((load) => Math.round(10 * load) / 10),
      megabytes: Math.round(statSync(hour).size / 1e6),
      limits: LIMITS,
    },
    opened: {
      toFirstTraceMs: middle(opened.map((one) => one.firstMs)),
      wholeMs: middle(opened.map((one) => one.wholeMs)),
    },
    scrolled,
    measured,
  };
  const folder = new URL("../results/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL("web-emg.json", folder), `${JSON.stringify(result, null, 2)}\n`);
  console.log(result.about, result.opened);
  console.table(scrolled);
  console.table(measured);
  const slow = scrolled.some(({ taskCpuMs }) => taskCpuMs.slowest > LIMITS.frameMs);
  if (slow || result.opened.toFirstTraceMs > LIMITS.openedMs || measured.namedCpuMs > LIMITS.measuredMs)
    process.exitCode = 1;
} finally {
  await browser.close();
  await server.close();
  rmSync(files, { recursive: true, force: true });
}

async function measureOpening(chromium: Browser) {
  const { page, context } = await openPage(chromium, server.url, { hash: "#/emg" });
  const opened = await open(page, hour);
  await context.close();
  return opened;
}

interface Opening {
  firstMs?: number;
  wholeMs?: number;
}

async function open(page: Page, path: string): Promise<{ firstMs: number; wholeMs: number }> {
  await page.evaluate(watchOpening);
  await page.locator("#emg-files").setInputFiles(path);
  await page.waitForFunction(() => (globalThis as unknown as Opening).wholeMs !== undefined, undefined, {
    timeout: 300_000,
  });
  return page.evaluate(() => {
    const { firstMs = Number.NaN, wholeMs = Number.NaN } = globalThis as unknown as Opening;
    return { firstMs: Math.round(firstMs), wholeMs: Math.round(wholeMs) };
  });
}

/** In the page: looks, frame by frame, for ink in the middle of each lane, and for the end of the reading. */
function watchOpening(): void {
  const opening = globalThis as unknown as Opening;
  document.querySelector("#emg-files")?.addEventListener("change", () => {
    const started = performance.now();
    const look = () => {
      const canvas = document.querySelector<HTMLCanvasElement>(".emg-frame canvas");
      const lanes = document.querySelectorAll(".emg-lane").length;
      if (opening.firstMs === undefined && canvas && lanes > 0 && isInked(canvas, lanes))
        opening.firstMs = performance.now() - started;
      if (opening.firstMs !== undefined && !document.querySelector(".emg-progress"))
        opening.wholeMs = performance.now() - started;
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });

  function isInked(canvas: HTMLCanvasElement, lanes: number): boolean {
    const ink = document.querySelector(".emg-ink-trace");
    const colour = ink ? (getComputedStyle(ink).color.match(/\d+/g) ?? []).map(Number) : [];
    const copy = new OffscreenCanvas(canvas.width, 1);
    const context = copy.getContext("2d", { willReadFrequently: true });
    if (!context || canvas.height === 0) return false;
    for (let lane = 0; lane < lanes; lane++) {
      const y = Math.round(((lane + 0.5) / lanes) * (canvas.height - 30));
      context.drawImage(canvas, 0, y, canvas.width, 1, 0, 0, canvas.width, 1);
      const { data } = context.getImageData(0, 0, canvas.width, 1);
      let found = false;
      for (let at = 0; at < data.length && !found; at += 4)
        found = colour.every((part, index) => Math.abs(data[at + index] - part) < 12);
      if (!found) return false;
    }
    return true;
  }
}

interface Frames {
  frames?: number[];
}

async function measureScrolling(chromium: Browser) {
  const rows = [];
  for (const during of ["while reading", "read"] as const) {
    const { page, context } = await openPage(chromium, server.url, { hash: "#/emg" });
    if (during === "read") await open(page, hour);
    else {
      await page.locator("#emg-files").setInputFiles(hour);
      await page.locator(".emg-lane").first().waitFor();
    }
    for (const spanS of SWEEPS_S) {
      await page.evaluate(() => window.scrollTo(0, 0));
      await setSweep(page, spanS);
      const frames = await scrolledFrames(page);
      rows.push({ during, spanS, ...frames });
    }
    await context.close();
  }
  return rows;
}

async function setSweep(page: Page, spanS: number): Promise<void> {
  await page.locator(".emg-frame").focus();
  await page.keyboard.press("0");
  await page.keyboard.press("Home");
  if (spanS < 3600) await page.locator("#emg-sweep").selectOption(String(spanS / 10));
  await page.keyboard.press("Home");
  await page.waitForTimeout(500);
}

async function scrolledFrames(page: Page) {
  const box = await page.locator(".emg-frame").boundingBox();
  if (!box) throw new Error("no screen");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.evaluate(watchFrames);
  await browser.startTracing(page, { categories: TASKS });
  const until = performance.now() + SCROLLED_MS;
  for (let turn = 0; performance.now() < until; turn++) {
    await page.mouse.wheel(turn % 60 < 45 ? 70 : -90, 0);
    await page.waitForTimeout(8);
  }
  const tasks = tasksIn(await browser.stopTracing());
  const intervals = await page.evaluate(() => {
    const watched = globalThis as unknown as Frames;
    const { frames } = watched;
    delete watched.frames;
    return frames ?? [];
  });
  return {
    frames: intervals.length,
    intervalMs: summary(intervals),
    over33Share:
      Math.round((1000 * intervals.filter((ms) => ms > LIMITS.frameMs).length) / intervals.length) / 1000,
    taskCpuMs: summary(tasks),
  };
}

/** In the page: the time between frames. */
function watchFrames(): void {
  const watched = globalThis as unknown as Frames;
  const frames: number[] = [];
  watched.frames = frames;
  let last = 0;
  const frame = (at: number) => {
    if (watched.frames !== frames) return;
    if (last > 0) frames.push(at - last);
    last = at;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
}

async function measureMeasuring(chromium: Browser) {
  const simulated = simulate({
    pattern: "voluntary",
    seed: 1,
    durationS: 600,
    samplingFrequencyHz: 10_000,
  });
  if (!simulated.ok) throw new Error("no simulation");
  const written = writeEdfPlus(simulated.value.recording);
  if (!written.ok) throw new Error("not written");
  const path = join(files, "ten-minutes.edf");
  writeFileSync(path, written.value);
  const { page, context } = await openPage(chromium, server.url, { hash: "#/emg" });
  await page.locator("#emg-files").setInputFiles(path);
  await page.locator(".emg-progress").waitFor({ state: "detached", timeout: 120_000 });
  const cpuBefore = await cpuSeconds(chromium);
  const started = performance.now();
  await page.getByRole("button", { name: "Measure this channel" }).click();
  await page.locator(".emg-summary").waitFor({ timeout: 300_000 });
  const namedMs = Math.round(performance.now() - started);
  const namedCpuMs = Math.round(1000 * ((await cpuSeconds(chromium)) - cpuBefore));
  await page.locator("progress").waitFor({ state: "detached", timeout: 300_000 });
  const unitsMs = Math.round(performance.now() - started);
  const cpuMs = Math.round(1000 * ((await cpuSeconds(chromium)) - cpuBefore));
  await context.close();
  return {
    pattern: "voluntary",
    seconds: 600,
    samplingFrequencyHz: 10_000,
    namedMs,
    namedCpuMs,
    unitsMs,
    cpuMs,
  };
}

/** Of all processes with pages and their workers. */
async function cpuSeconds(chromium: Browser): Promise<number> {
  const session = await chromium.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return processInfo.filter(({ type }) => type === "renderer").reduce((sum, { cpuTime }) => sum + cpuTime, 0);
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Of the thread's own time, in microseconds. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** Milliseconds of the processor for each task of a page's own thread. */
function tasksIn(trace: Buffer): number[] {
  const { traceEvents } = JSON.parse(trace.toString("utf8")) as { traceEvents: readonly TraceEvent[] };
  const wanted = new Set(
    traceEvents
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return traceEvents
    .filter(({ name, pid, tid }) => name === "ThreadControllerImpl::RunTask" && wanted.has(`${pid} ${tid}`))
    .map(({ tdur = 0 }) => tdur / 1000);
}

function summary(values: readonly number[]) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) =>
    Math.round(10 * sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]) / 10;
  return { median: at(0.5), p95: at(0.95), p99: at(0.99), slowest: at(1) };
}

function middle(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
