import { describe, expect, it } from "vitest";
import { seededRandom } from "../signal/random.ts";
import {
  commonDrive,
  firingRateHz,
  largestExcitation,
  type NeuronPoolLaw,
  neuronDischarges,
} from "./motor-neuron-pool.ts";
import { deviation, intervals, mean, rateHz, variation } from "./testing/train-figures.ts";

const LAW: NeuronPoolLaw = {
  minimumRateHz: 8,
  peakRateFirstHz: 35,
  peakRateLastHz: 25,
  gainHz: 1,
  intervalVariation: 0.15,
  doubletShare: 0,
  doubletIntervalMs: [5, 10],
};
const neuron = (recruitmentThreshold: number) => ({ recruitmentThreshold, largestThreshold: 30 });
const steady = (excitation: number, seconds: number) => new Float32Array(1000 * seconds).fill(excitation);

describe("the motor neuron pool", () => {
  it("recruits a neuron at its threshold, at its minimum rate", () => {
    expect(firingRateHz(9.99, neuron(10), LAW)).toBe(0);
    expect(firingRateHz(10, neuron(10), LAW)).toBe(8);
  });

  it("raises the rate with excitation up to a peak that is lower for later neurons", () => {
    expect(firingRateHz(15, neuron(10), LAW)).toBe(13);
    expect(firingRateHz(1000, neuron(1), LAW)).toBeCloseTo(35 - 10 / 30);
    expect(firingRateHz(1000, neuron(30), LAW)).toBe(25);
    expect(firingRateHz(largestExcitation(30, LAW), neuron(30), LAW)).toBe(25);
  });

  it("fires earlier recruited neurons faster (the onion skin)", () => {
    const rates = [1, 5, 10, 15].map((threshold) => firingRateHz(16, neuron(threshold), LAW));
    expect(rates).toEqual([...rates].sort((a, b) => b - a));
  });

  it("keeps the mean rate and the interval variation that it is asked for", () => {
    for (const variationAsked of [0.08, 0.15, 0.3]) {
      const law = { ...LAW, intervalVariation: variationAsked };
      const times = neuronDischarges(steady(12, 120), neuron(5), law, seededRandom(1));
      expect(Math.abs(rateHz(times) - 15)).toBeLessThan(0.5);
      expect(Math.abs(variation(intervals(times)) - variationAsked)).toBeLessThan(0.02);
    }
  });

  it("adds doublets in the share asked for", () => {
    const law = { ...LAW, doubletShare: 0.1 };
    const times = neuronDischarges(steady(12, 120), neuron(5), law, seededRandom(2));
    const short = intervals(times).filter((interval) => interval <= 0.0101);
    expect(Math.abs(short.length / (times.length - short.length) - 0.1)).toBeLessThan(0.02);
  });

  it("falls silent with its drive, and goes on for a while with a persistent current", () => {
    const excitation = steady(0, 20).fill(12, 1000, 5000);
    const silent = neuronDischarges(excitation, neuron(5), LAW, seededRandom(3));
    expect(Math.max(...silent)).toBeLessThan(5.01);
    const current = { extraRateHz: 6, lastsS: 8, intervalVariation: 0.4 };
    const after = neuronDischarges(excitation, neuron(5), LAW, seededRandom(3), current).filter(
      (timeS) => timeS > 5.2,
    );
    expect(Math.max(...after)).toBeGreaterThan(11);
    expect(Math.max(...after)).toBeLessThan(13.01);
    expect(variation(intervals(after))).toBeGreaterThan(0.25);
    const half = after.length / 2;
    expect(rateHz(after.slice(0, half))).toBeGreaterThan(rateHz(after.slice(half)));
  });

  it("needs to be driven before a persistent current switches on", () => {
    const touch = steady(0, 5).fill(12, 1000, 1100);
    const times = neuronDischarges(touch, neuron(5), LAW, seededRandom(4), {
      extraRateHz: 6,
      lastsS: 3,
      intervalVariation: 0.4,
    });
    expect(times.every((timeS) => timeS < 1.2)).toBe(true);
  });

  it("drives all neurons with a slow fluctuation of the size asked for", () => {
    const drive = [...commonDrive(200, 0.1, 2, seededRandom(5))];
    expect(Math.abs(mean(drive) - 1)).toBeLessThan(0.02);
    expect(Math.abs(deviation(drive) - 0.1)).toBeLessThan(0.015);
    const steps = drive.slice(1).map((value, index) => Math.abs(value - drive[index]));
    expect(Math.max(...steps)).toBeLessThan(0.01);
  });
});
