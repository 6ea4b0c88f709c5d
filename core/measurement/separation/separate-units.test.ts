import { describe, expect, it } from "vitest";
import { simulate } from "../../muscle/simulate.ts";
import { separateForMeasurement } from "./separate-for-measurement.ts";
import { separateUnits } from "./separate-units.ts";
import { dischargeAgreement } from "./testing/discharge-agreement.ts";
import { type SimulationOptions, simulatedRecording } from "./testing/simulated-recording.ts";

function separated(options: Partial<SimulationOptions>) {
  const recording = simulatedRecording({ seed: 7, ...options });
  const result = separateUnits(recording.channels, { samplingFrequencyHz: recording.samplingFrequencyHz });
  const agreement = dischargeAgreement(
    recording.units.map((unit) => unit.dischargesS),
    result.units.map((unit) => unit.dischargesS),
  );
  return { recording, result, agreement };
}

describe("separation into motor units", () => {
  it("finds eight units at 20 dB and next to nothing else", () => {
    const { result, agreement } = separated({});
    expect(agreement.meanF1).toBeGreaterThan(0.95);
    expect(agreement.falseUnitCount).toBeLessThanOrEqual(1);
    for (const unit of result.units) {
      expect(unit.posterior).toHaveLength(unit.dischargesS.length);
      expect(unit.amplitudesUv).toHaveLength(unit.dischargesS.length);
      expect(unit.snr).toBeGreaterThan(3);
      for (let index = 1; index < unit.dischargesS.length; index++)
        expect(unit.dischargesS[index]).toBeGreaterThan(unit.dischargesS[index - 1]);
    }
  });

  it("finds them in half the signal-to-noise ratio too", () => {
    expect(separated({ signalToNoiseDb: 10 }).agreement.meanF1).toBeGreaterThan(0.95);
  });

  it("keeps both discharges of doublets 2 to 5 ms apart", () => {
    const { agreement, recording } = separated({ unitCount: 3, doubletShare: 0.2 });
    expect(recording.units.length).toBe(3);
    expect(agreement.meanF1).toBeGreaterThan(0.95);
  });

  for (const trainRateHz of [150, 250])
    it(`follows a train of ${trainRateHz} Hz as one unit`, () => {
      const { agreement, result } = separated({ unitCount: 1, trainRateHz });
      expect(result.units).toHaveLength(1);
      expect(agreement.meanF1).toBeGreaterThan(0.98);
    });

  it("follows a myotonic discharge, whose rate and amplitude rise and fall, as one unit", () => {
    const simulated = simulate({
      pattern: "myotonic-discharge",
      seed: 7,
      electrode: "concentric-needle",
      durationS: 10,
      snrDb: 20,
    });
    if (!simulated.ok) throw new Error("not simulated");
    const { samples, truth } = simulated.value;
    const { units } = separateUnits(samples, { samplingFrequencyHz: 10_000 });
    const trains = truth.units.map((unit) => unit.dischargeTimesS).filter((times) => times.length > 0);
    expect(units).toHaveLength(trains.length);
    const agreement = dischargeAgreement(
      trains,
      units.map((unit) => unit.dischargesS),
    );
    expect(agreement.meanF1).toBeGreaterThan(0.97);
  });

  it("follows an amplitude that halves in ten seconds as one unit", () => {
    const { agreement, result } = separated({ unitCount: 2, amplitudeDrift: 0.5 });
    expect(result.units).toHaveLength(2);
    expect(agreement.meanF1).toBeGreaterThan(0.97);
    const amplitudes = result.units[0].amplitudesUv;
    expect(amplitudes[amplitudes.length - 1] / amplitudes[0]).toBeGreaterThan(0.4);
    expect(amplitudes[amplitudes.length - 1] / amplitudes[0]).toBeLessThan(0.62);
  });

  it("keeps a unit's name over stretches", () => {
    const { agreement, result } = separated({ unitCount: 3, durationS: 26, samplingFrequencyHz: 5000 });
    expect(result.units).toHaveLength(3);
    expect(agreement.meanF1).toBeGreaterThan(0.97);
  });

  it("uses four channels together", () => {
    expect(separated({ channelCount: 4, unitCount: 6, durationS: 5 }).agreement.meanF1).toBeGreaterThan(0.97);
  });

  it("separates sixteen channels blindly, with a silhouette and a pulse-to-noise ratio for each source", () => {
    const { agreement, result } = separated({
      channelCount: 16,
      unitCount: 4,
      samplingFrequencyHz: 2048,
      durationS: 8,
    });
    expect(agreement.meanF1).toBeGreaterThan(0.95);
    expect(result.units[0].validity.silhouette).toBeGreaterThan(0.85);
    expect(result.units[0].validity.pulseToNoiseDb).toBeGreaterThan(15);
  });

  it("is deterministic, scales with the signal and leaves its input as it was", () => {
    const { recording, result } = separated({ unitCount: 3, durationS: 5 });
    const copy = recording.channels.map((channel) => channel.slice());
    const again = separateUnits(recording.channels, { samplingFrequencyHz: 10_000 });
    expect(recording.channels).toEqual(copy);
    expect(again.units).toEqual(result.units);
    const louder = recording.channels.map((channel) => channel.map((value) => value * 4));
    const scaled = separateUnits(louder, { samplingFrequencyHz: 10_000 });
    expect(scaled.units.map((unit) => unit.dischargesS.length)).toEqual(
      result.units.map((unit) => unit.dischargesS.length),
    );
    expect(scaled.units[0].amplitudesUv[0] / result.units[0].amplitudesUv[0]).toBeCloseTo(4, 3);
  });

  it("finds no unit in noise, in silence, in a constant, in nothing", () => {
    expect(separated({ unitCount: 0, noiseUv: 20 }).result.units).toEqual([]);
    for (const channel of [
      new Float32Array(50_000),
      new Float32Array(50_000).fill(3),
      new Float32Array(50_000).fill(Number.NaN),
      new Float32Array(0),
      new Float32Array(3).fill(1),
    ]) {
      const result = separateUnits([channel], { samplingFrequencyHz: 10_000 });
      expect(result.units).toEqual([]);
      expect(result.issues.map((issue) => issue.code)).toContain("separation-nothing-usable");
    }
    expect(separateUnits([], { samplingFrequencyHz: 10_000 }).units).toEqual([]);
    expect(separateUnits([new Float32Array(100)], { samplingFrequencyHz: Number.NaN }).units).toEqual([]);
  });

  it("places no discharge where the recording is masked", () => {
    const recording = simulatedRecording({ seed: 7, unitCount: 3 });
    recording.channels[0].fill(Number.NaN, 30_000, 40_000);
    recording.channels[0][77] = Number.POSITIVE_INFINITY;
    const { units } = separateUnits(recording.channels, { samplingFrequencyHz: 10_000 });
    expect(units).toHaveLength(3);
    for (const unit of units)
      for (const time of unit.dischargesS) expect(time > 3.01 && time < 3.99).toBe(false);
  });

  it("refuses channels of different lengths", () => {
    const { issues } = separateUnits([new Float32Array(10), new Float32Array(11)], {
      samplingFrequencyHz: 10_000,
    });
    expect(issues.map((issue) => issue.code)).toEqual(["separation-unequal-lengths"]);
  });

  it("gives measuring its units in the time of the recording", () => {
    const recording = simulatedRecording({ seed: 7, unitCount: 2, durationS: 5 });
    const { units, issues } = separateForMeasurement({
      channels: recording.channels,
      samplingFrequencyHz: 10_000,
      startS: 100,
      noiseLevels: [recording.noiseUv],
      minimumIntervalMs: undefined,
    });
    expect(units).toHaveLength(2);
    expect(issues).toEqual([]);
    expect(units[0].discharges[0].timeS).toBeGreaterThan(100);
    expect(units[0].discharges[0].posterior).toBeGreaterThan(0.5);
    const { samples, originIndex } = units[0].templates[0];
    const peak = samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    expect(Math.abs(samples[originIndex])).toBeGreaterThan(0.9 * peak);
  });

  it("tells measuring why it gives no unit, and what to do", () => {
    const recording = simulatedRecording({ seed: 7, unitCount: 0, durationS: 5, noiseUv: 20 });
    const asked = { samplingFrequencyHz: 10_000, startS: 0, noiseLevels: [20], minimumIntervalMs: undefined };
    const { units, issues } = separateForMeasurement({ ...asked, channels: recording.channels });
    expect(units).toEqual([]);
    expect(issues.map(({ code }) => code)).toEqual(["separation-no-unit"]);
    expect(issues[0].suggestion?.nb).toContain("lenger");
    const tooShort = separateForMeasurement({ ...asked, channels: [recording.channels[0].subarray(0, 100)] });
    expect(tooShort.issues.map(({ code }) => code)).toEqual(["separation-nothing-usable"]);
  });
});
