/**
 * `node bench/emg/separation-robustness.ts`: prints a table and writes bench/results/emg-separation-robustness.json.
 *
 * Separation under what recordings do: doublets, trains, drift, mains, movement, other sampling frequencies, silence, several
 * and many channels, length. Random waveforms and discharges of the simulated muscle with seed 201 (not
 * used while tuning, but for the doublets: their first result led to a correction), 20 dB unless told.
 */
import { writeFileSync } from "node:fs";
import { availableParallelism, cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { separateUnits } from "../../core/measurement/separation/separate-units.ts";
import { dischargeAgreement } from "../../core/measurement/separation/testing/discharge-agreement.ts";
import {
  type SimulationOptions,
  simulatedRecording,
} from "../../core/measurement/separation/testing/simulated-recording.ts";
import type { SimulatedPattern } from "../../core/muscle/pattern-names.ts";
import { simulate } from "../../core/muscle/simulate.ts";

const SEEDS = [201];
const CASES: Readonly<Record<string, Partial<SimulationOptions>>> = {
  "plain, 8 units": {},
  "one unit": { unitCount: 1 },
  "doublets (15 %, 2–5 ms), 4 units": { unitCount: 4, doubletShare: 0.15 },
  "trains of 50 Hz, 1 unit": { unitCount: 1, trainRateHz: 50 },
  "trains of 150 Hz, 1 unit": { unitCount: 1, trainRateHz: 150 },
  "trains of 250 Hz, 1 unit": { unitCount: 1, trainRateHz: 250 },
  "trains of 250 Hz and 2 units": { unitCount: 3, trainRateHz: 250 },
  "amplitude halves in 10 s": { amplitudeDrift: 0.5 },
  "amplitude jitter 10 %": { amplitudeJitter: 0.1 },
  "mains 200 µV with harmonics": { mainsUv: 200 },
  "movement 1 mV": { movementUv: 1000 },
  "4 kHz": { samplingFrequencyHz: 4000 },
  "5 kHz": { samplingFrequencyHz: 5000 },
  "20 kHz": { samplingFrequencyHz: 20_000 },
  "40 kHz": { samplingFrequencyHz: 40_000 },
  "10 dB, 8 units, 1 channel": { signalToNoiseDb: 10, effort: 0.2 },
  "10 dB, 8 units, 2 channels": { signalToNoiseDb: 10, effort: 0.2, channelCount: 2 },
  "10 dB, 8 units, 4 channels": { signalToNoiseDb: 10, effort: 0.2, channelCount: 4 },
  "4 channels, 12 units": { channelCount: 4, unitCount: 12 },
  "16 channels, 10 units (blind)": { channelCount: 16, unitCount: 10 },
  "32 channels at 2048 Hz, 12 units (blind)": { channelCount: 32, unitCount: 12, samplingFrequencyHz: 2048 },
  "noise alone": { unitCount: 0, noiseUv: 20 },
  "10 minutes": { durationS: 600 },
};

/** Discharges of the simulated muscle that make it hard, each of few sources. */
const MUSCLE: readonly SimulatedPattern[] = [
  "myotonic-discharge",
  "neuromyotonic-discharge",
  "myokymic-discharge",
  "complex-repetitive-discharge",
  "fibrillation",
];

interface Known {
  readonly name: string;
  readonly channels: readonly Float32Array[];
  readonly samplingFrequencyHz: number;
  readonly trains: readonly ArrayLike<number>[];
}

const rows = SEEDS.flatMap((seed) => [
  ...MUSCLE.map((pattern) => row(seed, muscle(pattern, seed))),
  ...Object.entries(CASES).map(([name, options]) => row(seed, waveforms(name, seed, options))),
  row(seed, grid(seed)),
]);
console.table(rows);
writeFileSync(
  fileURLToPath(new URL("../results/emg-separation-robustness.json", import.meta.url)),
  `${JSON.stringify(
    {
      command: "node bench/emg/separation-robustness.ts",
      node: process.version,
      processor: cpus()[0]?.model,
      cores: availableParallelism(),
      rows,
    },
    (_, value) => (typeof value === "number" ? Number(value.toPrecision(4)) : value),
    1,
  )}\n`,
);

function waveforms(name: string, seed: number, options: Partial<SimulationOptions>): Known {
  const { channels, samplingFrequencyHz, units } = simulatedRecording({ seed, ...options });
  return { name, channels, samplingFrequencyHz, trains: units.map((unit) => unit.dischargesS) };
}

/** Sixteen bipolar contacts on the skin over the simulated muscle: the blind way, where potentials are alike and slow. */
function grid(seed: number): Known {
  const result = simulate({
    pattern: "voluntary",
    electrode: "surface-grid",
    seed,
    durationS: 20,
    snrDb: 20,
    effort: 0.1,
    activeUnits: 8,
  });
  if (!result.ok) throw new Error(result.issues.map((issue) => issue.message.en).join(" "));
  const { samples, truth } = result.value;
  const trains = truth.units.map((unit) => unit.dischargeTimesS).filter((times) => times.length > 0);
  const { samplingFrequencyHz } = truth;
  return {
    name: "surface grid, 16 channels, 8 units (blind)",
    channels: samples,
    samplingFrequencyHz,
    trains,
  };
}

function muscle(pattern: SimulatedPattern, seed: number): Known {
  const result = simulate({
    pattern,
    electrode: "concentric-needle",
    seed,
    durationS: 10,
    samplingFrequencyHz: 10_000,
    snrDb: 20,
  });
  if (!result.ok) throw new Error(result.issues.map((issue) => issue.message.en).join(" "));
  const { samples, truth } = result.value;
  const trains = truth.units.map((unit) => unit.dischargeTimesS).filter((times) => times.length > 0);
  return { name: pattern, channels: samples, samplingFrequencyHz: 10_000, trains };
}

function row(seed: number, { name, channels, samplingFrequencyHz, trains }: Known) {
  const started = process.cpuUsage().user;
  const separation = separateUnits(channels, { samplingFrequencyHz });
  const cpuMs = (process.cpuUsage().user - started) / 1000;
  const agreement = dischargeAgreement(
    trains,
    separation.units.map((unit) => unit.dischargesS),
  );
  const sources = separation.units.flatMap(({ validity }) => validity.pulseToNoiseDb ?? []);
  return {
    name,
    seed,
    ...(sources.length > 0 && { lowestPulseToNoiseDb: Math.min(...sources) }),
    trueUnits: trains.length,
    foundUnits: separation.units.length,
    falseUnits: agreement.falseUnitCount,
    meanF1: agreement.meanF1,
    pooledF1: agreement.pooledF1,
    cpuMs,
  };
}
