/**
 * How long it takes to read a recording, beside other readers.
 *
 * node bench/emg/read.ts [--repeats 9] [--skip-large]
 * Ten minutes of eight channels at 2 kHz as EDF and as BDF, from disk into float32 in microvolts, by this project, by
 * npm's edfdecoder and edfjs (EDF only), by MNE and biosig where a Python has them; with the time to read the same
 * float32 samples once from memory as the floor. Then 2 GB in windows, to see that memory does not grow with the file.
 * Prints a table and writes bench/results/emg-read.json.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { createRequire } from "node:module";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { memorySource } from "../../core/recording/memory-source.ts";
import { openRecording } from "../../core/recording/open-recording.ts";
import type { ByteSource, OpenRecording } from "../../core/recording/recording.ts";
import { loadSamples } from "../../core/recording/sampled-recording.ts";
import { type MadeEdf, makeEdf } from "./made-edf.ts";

const { values } = parseArgs({
  options: { repeats: { type: "string", default: "9" }, "skip-large": { type: "boolean", default: false } },
});
const REPEATS = Number(values.repeats);
const CHANNELS = 8;
const FREQUENCY_HZ = 2000;
const SECONDS = 600;

interface Row {
  readonly file: string;
  readonly reader: string;
  readonly medianMs: number;
  readonly fastestMs: number;
}

const folder = mkdtempSync(join(tmpdir(), "krampe-read-"));
try {
  await run();
} finally {
  rmSync(folder, { recursive: true });
}

async function run(): Promise<void> {
  const left: string[] = [];
  const files = (["edf", "bdf"] as const).map(
    (kind): MadeEdf => ({
      path: join(folder, `ten-minutes.${kind}`),
      channels: CHANNELS,
      samplingFrequencyHz: FREQUENCY_HZ,
      seconds: SECONDS,
      sampleBytes: kind === "edf" ? 2 : 3,
    }),
  );
  for (const file of files) makeEdf(file);
  const rows = await race([
    await onePass(files[0]),
    ...files.flatMap(ours),
    edfDecoder(files[0]),
    await edfJs(files[0]),
  ]);
  const paths = files.map(({ path }) => path);
  measurePython(paths, rows, left);
  const large = values["skip-large"] ? undefined : await measureLarge();
  report(rows, rows[0].fastestMs, left, large);
}

interface Contestant {
  readonly file: string;
  readonly reader: string;
  readonly work: () => Promise<unknown> | unknown;
}

/** Everybody once, then everybody again: what else the machine does meets all alike. The first round warms up. */
async function race(contestants: readonly Contestant[]): Promise<Row[]> {
  const times = contestants.map((): number[] => []);
  for (let round = 0; round <= REPEATS; round++) {
    for (const [index, { work }] of contestants.entries()) {
      globalThis.gc?.();
      const start = performance.now();
      await work();
      if (round > 0) times[index].push(performance.now() - start);
    }
  }
  return contestants.map(({ file, reader }, index) => {
    const sorted = times[index].toSorted((a, b) => a - b);
    return { file, reader, medianMs: sorted[sorted.length >> 1], fastestMs: sorted[0] };
  });
}

/** One pass over the samples: their sum, so that nothing is left out. */
async function onePass(file: MadeEdf): Promise<Contestant> {
  const loaded = await loadSamples(await opened(memorySource(file.path, readFileSync(file.path))));
  if (!loaded.ok) throw new Error("cannot load");
  const all = loaded.value.channels.map(({ samples }) => samples);
  return {
    file: "float32 in memory",
    reader: "one pass (floor)",
    work: () => {
      if (Number.isNaN(sumOf(all))) throw new Error("not a number");
    },
  };
}

function sumOf(channels: readonly Float32Array[]): number {
  let sum = 0;
  for (const samples of channels) for (let i = 0; i < samples.length; i++) sum += samples[i];
  return sum;
}

async function opened(source: ByteSource): Promise<OpenRecording> {
  const result = await openRecording([source]);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.value;
}

async function fileSource(path: string): Promise<{ source: ByteSource; handle: FileHandle }> {
  const handle = await open(path);
  const { size } = await handle.stat();
  const source: ByteSource = {
    name: path,
    size,
    read: async (offset, length) => {
      const bytes = new Uint8Array(Math.min(length, size - offset));
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, offset);
      return bytes.subarray(0, bytesRead);
    },
  };
  return { source, handle };
}

function ours(file: MadeEdf): Contestant[] {
  const kind = file.sampleBytes === 2 ? "EDF" : "BDF";
  const bytes = readFileSync(file.path);
  const load = async (source: ByteSource) => {
    const loaded = await loadSamples(await opened(source));
    if (!loaded.ok || loaded.value.channels[7].samples.length !== FREQUENCY_HZ * SECONDS)
      throw new Error("not read");
  };
  const fromDisk = async () => {
    const { source, handle } = await fileSource(file.path);
    await load(source);
    await handle.close();
  };
  return [
    { file: kind, reader: "krampe, from disk", work: fromDisk },
    { file: kind, reader: "krampe, bytes in memory", work: () => load(memorySource(file.path, bytes)) },
  ];
}

interface EdfDecoderModule {
  EdfDecoder: new () => {
    setInput(buffer: ArrayBuffer): void;
    decode(): void;
    getOutput(): {
      getPhysicalSignalConcatRecords(signal: number, first: number, count: number): Float32Array;
    };
  };
}

interface EdfJsModule {
  EDF: new () => {
    read_buffer(buffer: ArrayBuffer): void;
    channels: readonly { get_physical_samples(fromS: number, durationS: number | null): Float32Array }[];
    duration: number;
  };
}

function edfDecoder(file: MadeEdf): Contestant {
  const { EdfDecoder }: EdfDecoderModule = createRequire(import.meta.url)("edfdecoder");
  const work = () => {
    const edf = new EdfDecoder();
    edf.setInput(bufferOf(file.path));
    edf.decode();
    const output = edf.getOutput();
    for (let channel = 0; channel < CHANNELS; channel++) {
      const { length } = output.getPhysicalSignalConcatRecords(channel, 0, SECONDS);
      if (length !== FREQUENCY_HZ * SECONDS) throw new Error(`edfdecoder gave ${length} samples`);
    }
  };
  return { file: "EDF", reader: "edfdecoder 0.1.2, from disk", work };
}

async function edfJs(file: MadeEdf): Promise<Contestant> {
  // The package declares no types.
  const name = "edfjs";
  const { EDF }: EdfJsModule = await import(name);
  const work = () => {
    const edf = new EDF();
    edf.read_buffer(bufferOf(file.path));
    for (const channel of edf.channels) {
      const { length } = channel.get_physical_samples(0, SECONDS);
      if (length !== FREQUENCY_HZ * SECONDS) throw new Error(`edfjs gave ${length} samples`);
    }
  };
  return { file: "EDF", reader: "edfjs 0.6.0, from disk", work };
}

/** A buffer of the file alone, without a second copy where Node gives one. */
function bufferOf(path: string): ArrayBuffer {
  const { buffer, byteOffset, length } = readFileSync(path);
  return byteOffset === 0 && buffer.byteLength === length
    ? buffer
    : buffer.slice(byteOffset, byteOffset + length);
}

interface PythonResult {
  readonly reader: string;
  readonly missing?: string;
  readonly file: string;
  readonly timesMs: readonly number[];
}

function measurePython(paths: readonly string[], rows: Row[], left: string[]): void {
  const script = fileURLToPath(new URL("./read-peers.py", import.meta.url));
  for (const python of ["/usr/bin/python3", "python3"]) {
    try {
      const out = execFileSync(python, [script, String(REPEATS), ...paths], {
        stdio: ["ignore", "pipe", "ignore"],
      });
      const results: readonly PythonResult[] = JSON.parse(String(out));
      for (const { reader, missing, file, timesMs } of results) {
        if (missing !== undefined) {
          left.push(`${reader}: ${missing}`);
          continue;
        }
        const sorted = timesMs.toSorted((a, b) => a - b);
        const kind = file.endsWith("bdf") ? "BDF" : "EDF";
        rows.push({ file: kind, reader, medianMs: sorted[sorted.length >> 1], fastestMs: sorted[0] });
      }
      return;
    } catch {
      // No such Python; the next may be there.
    }
  }
  left.push("MNE and biosig: no Python is installed");
}

/** 2 GB in windows of one second; how much the process grew, and how fast it went. */
async function measureLarge() {
  const seconds = Math.ceil(2e9 / (CHANNELS * FREQUENCY_HZ * 2));
  const path = join(folder, "two-gigabytes.edf");
  makeEdf({ path, channels: CHANNELS, samplingFrequencyHz: FREQUENCY_HZ, seconds, sampleBytes: 2 }, false);
  const { source, handle } = await fileSource(path);
  const before = process.resourceUsage().maxRSS;
  const start = performance.now();
  const recording = await opened(source);
  let samples = 0;
  for (let second = 0; second < seconds; second += 8) {
    for (let channel = 0; channel < CHANNELS; channel++) {
      samples += (await recording.readSamples(channel, second * FREQUENCY_HZ, 8 * FREQUENCY_HZ)).length;
    }
  }
  const tookS = (performance.now() - start) / 1000;
  await handle.close();
  const grewMb = Math.round((process.resourceUsage().maxRSS - before) / 1024);
  return { fileGb: source.size / 1e9, tookS, millionSamplesPerS: samples / 1e6 / tookS, grewMb };
}

function report(
  rows: readonly Row[],
  floorMs: number,
  left: readonly string[],
  large: Awaited<ReturnType<typeof measureLarge>> | undefined,
): void {
  const table = rows.map((row) => ({
    file: row.file,
    reader: row.reader,
    "median ms": Number(row.medianMs.toFixed(1)),
    "fastest ms": Number(row.fastestMs.toFixed(1)),
    "× floor (fastest)": Number((row.fastestMs / floorMs).toFixed(1)),
  }));
  console.table(table);
  for (const reason of left) console.log(`Left out: ${reason}`);
  if (large) {
    const { fileGb, tookS, millionSamplesPerS, grewMb } = large;
    console.log(
      `${fileGb.toFixed(1)} GB in windows: ${tookS.toFixed(1)} s, ${millionSamplesPerS.toFixed(0)} million samples/s, memory grew by ${grewMb} MB`,
    );
  }
  const results = fileURLToPath(new URL("../results/", import.meta.url));
  mkdirSync(results, { recursive: true });
  const made = {
    command: "node bench/emg/read.ts",
    node: process.version,
    processor: cpus()[0]?.model ?? "unknown",
  };
  writeFileSync(
    join(results, "emg-read.json"),
    `${JSON.stringify({ ...made, repeats: REPEATS, rows: table, large, left }, null, 2)}\n`,
  );
}
