import { describe, expect, it } from "vitest";
import { ARTEFACT_KINDS, type ArtefactKind } from "./artefacts.ts";
import type { SimulationRequest } from "./request.ts";
import { recordedOverSeeds, simulated } from "./testing/train-figures.ts";

const silent = (artefacts: readonly ArtefactKind[], change: Partial<SimulationRequest> = {}) =>
  simulated({ pattern: "silence", seed: 1, durationS: 10, samplingFrequencyHz: 5000, ...change, artefacts });

/** Amplitude of one frequency in the samples. */
function amplitudeAt(samples: Float32Array, hz: number, rateHz: number): number {
  let real = 0;
  let imaginary = 0;
  samples.forEach((value, index) => {
    const angle = (2 * Math.PI * hz * index) / rateHz;
    real += value * Math.cos(angle);
    imaginary += value * Math.sin(angle);
  });
  return (2 * Math.hypot(real, imaginary)) / samples.length;
}
const largest = (samples: Float32Array) =>
  samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
const inside = (samples: Float32Array, { fromS, toS }: { fromS: number; toS: number }) =>
  samples.subarray(Math.ceil(fromS * 5000), Math.ceil(toS * 5000));

describe("artefacts", () => {
  it("are all told in the truth, and only those that are there", () => {
    for (const kind of ARTEFACT_KINDS) {
      const { truth } = silent([kind], { durationS: 20 });
      expect(new Set(truth.artefacts.map((artefact) => artefact.kind))).toEqual(new Set([kind]));
      for (const { fromS, toS } of truth.artefacts) {
        expect(fromS).toBeGreaterThanOrEqual(0);
        expect(toS).toBeGreaterThan(fromS);
        expect(toS).toBeLessThanOrEqual(20);
      }
    }
    expect(silent([]).truth.artefacts).toEqual([]);
  });

  it("hum at 50 or 60 Hz with odd harmonics", () => {
    for (const mains of [50, 60] as const) {
      const { samples } = silent([`mains-${mains}`], { overrides: { "artefact.needleMainsUv": 40 } });
      const around = [-0.1, -0.05, 0, 0.05, 0.1].map((off) => amplitudeAt(samples[0], mains + off, 5000));
      expect(Math.max(...around)).toBeGreaterThan(10);
      expect(amplitudeAt(samples[0], mains === 50 ? 60 : 50, 5000)).toBeLessThan(1);
      expect(
        Math.max(...[-0.3, -0.15, 0, 0.15, 0.3].map((off) => amplitudeAt(samples[0], 3 * mains + off, 5000))),
      ).toBeGreaterThan(0.8);
    }
  });

  it("move the baseline in the movements told, and nowhere else", () => {
    const { samples, truth } = silent(["movement"], { overrides: { "artefact.movementUv": 800 } });
    for (const span of truth.artefacts)
      if (span.toS < 9.9) expect(largest(inside(samples[0], span))).toBeGreaterThan(100);
    const [first] = truth.artefacts;
    expect(largest(inside(samples[0], { fromS: 0, toS: first.fromS }))).toBeLessThan(7 * truth.noiseRmsUv);
  });

  it("beat with the heart between 50 and 100 times a minute", () => {
    const { samples } = silent(["ecg"], {
      electrode: "surface",
      durationS: 20,
      overrides: { "artefact.surfaceEcgUv": 300 },
    });
    const threshold = 0.6 * largest(samples[0]);
    let beats = 0;
    let before = -5000;
    samples[0].forEach((value, index) => {
      if (Math.abs(value) > threshold && index - before > 1500) {
        beats++;
        before = index;
      }
    });
    expect(beats).toBeGreaterThanOrEqual(15);
    expect(beats).toBeLessThanOrEqual(36);
  });

  it("leave exact zeros where samples dropped out", () => {
    const { samples, truth } = silent(["drop-out"], { durationS: 20 });
    for (const span of truth.artefacts)
      expect(inside(samples[0], span).every((value) => value === 0)).toBe(true);
  });

  it("cut at full scale, and the recording says where that is", () => {
    const { samples, truth, recording } = silent(["clipping", "movement"]);
    const { maximum } = recording.channels[0].limits ?? { maximum: 0 };
    expect(largest(samples[0])).toBeLessThanOrEqual(maximum);
    const clipped = truth.artefacts.filter(({ kind }) => kind === "clipping");
    expect(clipped.length).toBeGreaterThan(0);
    for (const span of clipped) expect(largest(inside(samples[0], span))).toBeGreaterThan(0.99 * maximum);
  });

  it("take coarse steps when the converter has few bits left", () => {
    const levels = (kinds: ArtefactKind[]) => new Set(silent(kinds).samples[0]).size;
    expect(levels(["coarse-steps"])).toBeLessThanOrEqual(257);
    expect(levels([])).toBeGreaterThanOrEqual(10);
  });

  it("wander slowly when the baseline drifts", () => {
    const { samples } = silent(["drift"], { durationS: 30, overrides: { "artefact.driftUv": 800 } });
    expect(largest(samples[0])).toBeGreaterThan(100);
    expect(largest(silent([], { durationS: 30 }).samples[0])).toBeLessThan(30);
  });

  it("make up a recording of nothing else when that is the pattern", () => {
    for (const { truth } of recordedOverSeeds(8, { pattern: "artefact", durationS: 10 })) {
      expect(truth.units).toHaveLength(0);
      expect(truth.artefacts.length).toBeGreaterThan(0);
    }
  });
});
