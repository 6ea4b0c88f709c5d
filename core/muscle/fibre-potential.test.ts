import { describe, expect, it } from "vitest";
import { type ContactPoint, electrode } from "./electrode.ts";
import { addFibrePotential, fibreVelocityMPerS, type MuscleFibre } from "./fibre-potential.ts";

const STEP_MS = 0.025;
const POINT: readonly ContactPoint[] = [{ xMm: 0, yMm: 0, zMm: 0, weight: 1 }];
const FIBRE: MuscleFibre = {
  xMm: 0.3,
  yMm: 0,
  endPlateMm: -20,
  leftEndMm: -70,
  rightEndMm: 30,
  diameterUm: 55,
  velocityMPerS: 3.7,
  delayMs: 1,
};

function potential(change: Partial<MuscleFibre> = {}, points = POINT): Float64Array {
  const curve = new Float64Array(1600);
  addFibrePotential(curve, 0, STEP_MS, { ...FIBRE, ...change }, points, 1);
  return curve;
}
const peakToPeak = (curve: Float64Array) => Math.max(...curve) - Math.min(...curve);
const timeOfTrough = (curve: Float64Array) => curve.indexOf(Math.min(...curve)) * STEP_MS;
/** Sign of the first deflection of a tenth of the largest. */
const firstPhase = (curve: Float64Array) => {
  const size = Math.max(...curve.map(Math.abs));
  return Math.sign(curve.find((value) => Math.abs(value) > 0.1 * size) ?? 0);
};

describe("the potential of one muscle fibre", () => {
  it("is positive, negative, positive where the action potential passes by", () => {
    const curve = potential();
    expect(firstPhase(curve)).toBe(1);
    const trough = curve.indexOf(Math.min(...curve));
    expect(Math.max(...curve.subarray(0, trough))).toBeGreaterThan(0.2 * Math.max(...curve.map(Math.abs)));
    expect(Math.max(...curve.subarray(trough))).toBeGreaterThan(0.05 * Math.max(...curve.map(Math.abs)));
  });

  it("is negative first at the end-plate, where nothing approaches", () => {
    expect(firstPhase(potential({ endPlateMm: 0 }))).toBe(-1);
  });

  it("is a positive wave where the fibre ends, with a long tail when it repolarises slowly", () => {
    const ending = potential({ rightEndMm: -0.2, afterPotentialShare: 1 });
    expect(firstPhase(ending)).toBe(1);
    expect(Math.max(...ending)).toBeGreaterThan(1.5 * -Math.min(...ending));
    const below = (curve: Float64Array) => {
      const level = -0.04 * Math.max(...curve);
      return curve.filter((value) => value < level).length * STEP_MS;
    };
    expect(below(ending)).toBeGreaterThan(4);
    expect(below(ending)).toBeGreaterThan(2 * below(potential()));
  });

  it("arrives after the way from the end-plate at the fibre's own speed", () => {
    const arrival = timeOfTrough(potential());
    expect(arrival).toBeGreaterThan(1 + 20 / 3.7 - 0.1);
    expect(arrival).toBeLessThan(1 + 20 / 3.7 + 0.8);
    expect(timeOfTrough(potential({ velocityMPerS: 2.5 }))).toBeGreaterThan(arrival + 2);
    expect(fibreVelocityMPerS(55)).toBeCloseTo(3.7);
    expect(fibreVelocityMPerS(65)).toBeGreaterThan(fibreVelocityMPerS(55));
  });

  it("grows with the square of the diameter and falls with distance", () => {
    expect(peakToPeak(potential({ diameterUm: 110 })) / peakToPeak(potential())).toBeCloseTo(4, 5);
    const sizes = [0.1, 0.2, 0.3, 0.6, 1.2, 2.4].map((xMm) => peakToPeak(potential({ xMm })));
    for (let nearer = 0; nearer + 1 < sizes.length; nearer++)
      expect(sizes[nearer]).toBeGreaterThan(sizes[nearer + 1]);
    expect(sizes[2]).toBeGreaterThan(100);
    expect(sizes[2]).toBeLessThan(400);
  });

  it("looks the same from both sides and with the muscle turned round", () => {
    const mirrored = potential({ xMm: -0.3, endPlateMm: 20, leftEndMm: -30, rightEndMm: 70 });
    const curve = potential();
    expect(Math.max(...curve.map((value, index) => Math.abs(value - mirrored[index])))).toBeLessThan(1e-9);
  });

  it("does not depend on how finely time is cut", () => {
    const fine = new Float64Array(6400);
    addFibrePotential(fine, 0, STEP_MS / 4, FIBRE, POINT, 1);
    const coarse = potential();
    expect(Math.max(...coarse.map((value, index) => Math.abs(value - fine[4 * index])))).toBeLessThan(1e-6);
  });

  it("is smaller in a concentric needle the farther the fibre, and much smaller on the skin", () => {
    const needle = electrode("concentric-needle").channels[0].points;
    const near = peakToPeak(potential({ xMm: 0.35 }, needle as ContactPoint[]));
    const far = peakToPeak(potential({ xMm: 2 }, needle as ContactPoint[]));
    expect(near).toBeGreaterThan(80);
    expect(far).toBeLessThan(0.15 * near);
    const skin = electrode("surface").channels[0].points;
    expect(peakToPeak(potential({ xMm: 0, yMm: -1 }, skin as ContactPoint[]))).toBeLessThan(5);
  });
});
