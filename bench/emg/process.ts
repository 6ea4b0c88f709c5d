/**
 * `node bench/emg/process.ts`: band-pass, envelope and detection on 10 minutes of needle EMG at 10 kHz, one core, against SciPy
 * and MNE (Debian's python3-scipy and python3-mne; left out with the reason where they are missing).
 *
 * Same samples (32-bit), same corner frequencies and orders, same threshold, one thread. Each figure is processor time, the middle of several
 * rounds in one process; work arrays are made beforehand where the library lets us. Prints a table and writes bench/results/emg-process.json.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findPeaks, intervalSamples } from "../../core/measurement/discharge-detection.ts";
import { measureRecording } from "../../core/measurement/measure-recording.ts";
import { openSampled } from "../../core/recording/sampled-recording.ts";
import { cascadeState, filterForwards, filterZeroPhase } from "../../core/signal/biquad-cascade.ts";
import { butterworthBandPass } from "../../core/signal/butterworth.ts";
import { addMeanSquares, samplesPerBin } from "../../core/signal/energy-track.ts";
import { rectifiedEnvelope } from "../../core/signal/envelope.ts";
import { seededRandom } from "../../core/signal/random.ts";
import { welchSpectrum } from "../../core/signal/spectrum.ts";

const FS = 10_000;
const SECONDS = 600;
const SAMPLES = FS * SECONDS;
const BAND_HZ = [20, 3000] as const;
const NOISE_UV = 5;
const THRESHOLD_UV = 5 * NOISE_UV;
/** A tile of input and output fits into the nearest cache. */
const TILE = 4000;
const WARM_UP = 3;
const ROUNDS = 11;

const samples = needleRecording();
const rows: Record<string, { samplesPerS: number; ms: number; found?: number }> = {};

const cascade = butterworthBandPass(2, BAND_HZ[0], BAND_HZ[1], FS);
const filtered = new Float32Array(SAMPLES);
const binSamples = samplesPerBin(FS);
const meanSquares = new Float32Array(SAMPLES / binSamples);
const interval = intervalSamples(FS);

time("krampe", "band-pass, causal", () => {
  filterForwards(cascade, samples, filtered, cascadeState(cascade));
  return undefined;
});
time("krampe", "band-pass, causal + detection", () => bandAndDetect());
time("krampe", "band-pass, zero phase", () => {
  filterZeroPhase(cascade, samples);
  return undefined;
});
time("krampe", "band-pass, zero phase + detection", () => {
  const band = filterZeroPhase(cascade, samples);
  addMeanSquares(band, 0, binSamples, meanSquares, 0, meanSquares.length);
  return detect(band);
});
time("krampe", "envelope (rectified, 5 Hz, zero phase)", () => {
  rectifiedEnvelope(filtered, FS, 5);
  return undefined;
});
time("krampe", "power of every millisecond", () => {
  addMeanSquares(filtered, 0, binSamples, meanSquares, 0, meanSquares.length);
  return undefined;
});
time("krampe", "spectrum (Welch, 4096)", () => {
  welchSpectrum(filtered, FS, 0.4);
  return undefined;
});

const whole = await measureWhole();
const peers = runPeers();
print();

/** Filter, power and detection, tile by tile: what a recorder would do while it records. */
function bandAndDetect(): number {
  const state = cascadeState(cascade);
  for (let from = 0; from < SAMPLES; from += TILE) {
    filterForwards(cascade, samples, filtered, state, from, from + TILE);
    addMeanSquares(filtered, from, binSamples, meanSquares, from / binSamples, (from + TILE) / binSamples);
  }
  return detect(filtered);
}

function detect(band: Float32Array): number {
  return findPeaks(band, { meanSquares, binSamples, threshold: THRESHOLD_UV, interval }).length;
}

/** Processor time of one call, the middle of many: on a shared machine the clock on the wall measures the neighbours too. */
function time(who: string, what: string, work: () => number | undefined): void {
  const times: number[] = [];
  let found: number | undefined;
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const before = process.cpuUsage();
    found = work();
    const { user, system } = process.cpuUsage(before);
    if (round >= WARM_UP) times.push((user + system) / 1000);
  }
  const ms = times.sort((a, b) => a - b)[ROUNDS >> 1];
  const samplesPerS = Math.round((SAMPLES / ms) * 1000);
  rows[`${who}: ${what}`] = { samplesPerS, ms, ...(found !== undefined && { found }) };
}

/** Everything that `krampe emg` measures of the channel, but without separation into units. */
async function measureWhole(): Promise<{ ms: number; peakMb: number }> {
  const recording = openSampled({
    channels: [{ label: "needle", unit: "uV", samplingFrequencyHz: FS, samples }],
  });
  await measureRecording(recording);
  const before = process.cpuUsage();
  await measureRecording(recording);
  const { user, system } = process.cpuUsage(before);
  return { ms: (user + system) / 1000, peakMb: Math.round(process.resourceUsage().maxRSS / 1024) };
}

/** Five units in noise, firing at 6 to 14 Hz in contractions of 20 s with pauses of 10 s. */
function needleRecording(): Float32Array {
  const random = seededRandom(20261122);
  const made = new Float32Array(SAMPLES);
  for (let i = 0; i < SAMPLES; i++) made[i] = NOISE_UV * random.normal();
  for (let unit = 0; unit < 5; unit++) {
    const height = 80 + 60 * unit;
    for (let t = 0.1; t < SECONDS - 0.1; t += random.normal(1 / (6 + 2 * unit), 0.012)) {
      if (t % 30 > 20) continue;
      const centre = Math.round(t * FS);
      for (let k = -50; k <= 50; k++) {
        const s = k / FS;
        made[centre + k] += height * (1 - (s / 0.0009) ** 2) * Math.exp(-((s / 0.0013) ** 2));
      }
    }
  }
  return made;
}

interface Peers {
  readonly versions?: Record<string, string>;
  readonly rows?: Record<string, { samplesPerS: number; ms: number; found?: number }>;
  readonly peakMb?: Record<string, number>;
  readonly skipped?: string;
}

function runPeers(): Peers {
  const folder = mkdtempSync(join(tmpdir(), "krampe-bench-"));
  try {
    const file = join(folder, "samples.f32");
    writeFileSync(file, new Uint8Array(samples.buffer));
    const script = fileURLToPath(new URL("./process_peers.py", import.meta.url));
    for (const python of ["/usr/bin/python3", "python3"]) {
      if (spawnSync(python, ["-c", "import scipy"]).status !== 0) continue;
      const one = {
        OMP_NUM_THREADS: "1",
        OPENBLAS_NUM_THREADS: "1",
        MKL_NUM_THREADS: "1",
        NUMBA_NUM_THREADS: "1",
      };
      const args = [script, file, ...[FS, ...BAND_HZ, THRESHOLD_UV, interval].map(String)];
      const run = spawnSync(python, args, { encoding: "utf8", env: { ...process.env, ...one } });
      if (run.status === 0) return JSON.parse(run.stdout) as Peers;
      return { skipped: `the peers' script failed: ${run.stderr.slice(-400)}` };
    }
    return { skipped: "no Python with SciPy here (Debian: apt-get install python3-scipy python3-mne)" };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function print(): void {
  const all = { ...rows, ...peers.rows };
  const width = Math.max(...Object.keys(all).map((name) => name.length));
  console.log(
    `${SECONDS / 60} minutes at ${FS} Hz: ${SAMPLES / 1e6} million samples, processor time of one core\n`,
  );
  for (const [name, { samplesPerS, ms, found }] of Object.entries(all))
    console.log(
      `${name.padEnd(width)}  ${(samplesPerS / 1e6).toFixed(1).padStart(7)} M samples/s  ${ms.toFixed(0).padStart(6)} ms${found === undefined ? "" : `  ${found} discharges`}`,
    );
  console.log(
    `\nkrampe emg, whole channel without separation: ${whole.ms.toFixed(0)} ms; peak memory of this process ${whole.peakMb} MB (24 MB are the samples)`,
  );
  for (const [name, mb] of Object.entries(peers.peakMb ?? {}))
    console.log(`peak memory of ${name}: ${mb} MB`);
  if (peers.skipped !== undefined) console.log(`peers left out: ${peers.skipped}`);
  const results = fileURLToPath(new URL("../results/", import.meta.url));
  mkdirSync(results, { recursive: true });
  const about = {
    node: process.version,
    processor: cpus()[0]?.model,
    cores: availableParallelism(),
    samples: SAMPLES,
    samplingFrequencyHz: FS,
    bandHz: BAND_HZ,
    peers: peers.versions ?? peers.skipped,
    how: "node bench/emg/process.ts",
  };
  writeFileSync(
    join(results, "emg-process.json"),
    `${JSON.stringify({ about, rows: all, wholeChannel: whole, peersPeakMb: peers.peakMb }, null, 2)}\n`,
  );
}
