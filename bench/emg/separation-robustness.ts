/**
 * Separation under what recordings do: doublets, trains, drift, mains, movement, other sampling frequencies, silence, many
 * channels, length. Random waveforms with seed 201 (never used while tuning), 20 dB.
 */
import { separateUnits } from "../../core/measurement/separation/separate-units.ts";
import { dischargeAgreement } from "../../core/measurement/separation/testing/discharge-agreement.ts";
import {
  type SimulationOptions,
  simulatedRecording,
} from "../../core/measurement/separation/testing/simulated-recording.ts";

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
  "4 channels, 12 units": { channelCount: 4, unitCount: 12 },
  "16 channels, 10 units (blind)": { channelCount: 16, unitCount: 10 },
  "32 channels at 2048 Hz, 12 units (blind)": { channelCount: 32, unitCount: 12, samplingFrequencyHz: 2048 },
  "noise alone": { unitCount: 0, noiseUv: 20 },
  "10 minutes": { durationS: 600 },
};

export function robustnessRows() {
  return Object.entries(CASES).map(([name, options]) => {
    const recording = simulatedRecording({ seed: 201, ...options });
    const started = process.cpuUsage().user;
    const separation = separateUnits(recording.channels, {
      samplingFrequencyHz: recording.samplingFrequencyHz,
    });
    const cpuMs = (process.cpuUsage().user - started) / 1000;
    const agreement = dischargeAgreement(
      recording.units.map((unit) => unit.dischargesS),
      separation.units.map((unit) => unit.dischargesS),
    );
    return {
      name,
      trueUnits: recording.units.length,
      foundUnits: separation.units.length,
      falseUnits: agreement.falseUnitCount,
      meanF1: agreement.meanF1,
      pooledF1: agreement.pooledF1,
      cpuMs,
    };
  });
}
