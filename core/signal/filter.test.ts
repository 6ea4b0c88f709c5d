import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  cascadeState,
  filterBackwards,
  filterForwards,
  filterZeroPhase,
  magnitudeAt,
} from "./biquad-cascade.ts";
import { bridgeGaps } from "./bridge-gaps.ts";
import { butterworthBandPass, butterworthHighPass, butterworthLowPass } from "./butterworth.ts";
import { notch, notches } from "./notch.ts";

const sine = (hz: number, fs: number, count: number, amplitude = 1) =>
  Float32Array.from({ length: count }, (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / fs));
const amplitudeOf = (samples: Float32Array) =>
  Math.sqrt((2 * samples.reduce((sum, x) => sum + x * x, 0)) / samples.length);
const peakOf = (samples: Float32Array) => samples.reduce((peak, x) => Math.max(peak, Math.abs(x)), 0);

describe("Butterworth filters", () => {
  it("let half of the power pass at the corner, whatever order and sampling frequency", () => {
    for (const fs of [500, 1000, 2048, 10_000, 44_100])
      for (const order of [1, 2, 3, 4, 5, 8]) {
        expect(magnitudeAt(butterworthLowPass(order, 100, fs), 100, fs)).toBeCloseTo(Math.SQRT1_2, 9);
        expect(magnitudeAt(butterworthHighPass(order, 20, fs), 20, fs)).toBeCloseTo(Math.SQRT1_2, 9);
      }
  });

  it("fall by 6 dB an octave and order", () => {
    const drop = (order: number) => {
      const cascade = butterworthHighPass(order, 1000, 100_000);
      return magnitudeAt(cascade, 40, 100_000) / magnitudeAt(cascade, 20, 100_000);
    };
    for (const order of [1, 2, 3, 4]) expect(Math.log2(drop(order))).toBeCloseTo(order, 2);
  });

  it("have the coefficients of the textbook: order 2, a quarter of the sampling frequency", () => {
    const [section] = butterworthLowPass(2, 250, 1000);
    expect(section.b0).toBeCloseTo(0.2928932188, 9);
    expect(section.b1).toBeCloseTo(0.5857864376, 9);
    expect(section.a1).toBeCloseTo(0, 9);
    expect(section.a2).toBeCloseTo(0.1715728753, 9);
  });

  it("leave out a corner that lies beyond the signal", () => {
    expect(butterworthBandPass(2, 20, 500, 1000)).toHaveLength(1);
    expect(butterworthBandPass(2, 20, 400, 1000)).toHaveLength(2);
    expect(butterworthBandPass(2, 0, 400, 1000)).toHaveLength(1);
  });

  it("refuse a corner that cannot be", () => {
    expect(() => butterworthLowPass(2, 600, 1000)).toThrow(RangeError);
    expect(() => butterworthLowPass(0, 100, 1000)).toThrow(RangeError);
  });
});

describe("filtering", () => {
  it("gives a sine the magnitude of the response", () => {
    for (const order of [1, 2, 3, 4, 6]) {
      const cascade = butterworthBandPass(order, 20, 400, 2000);
      for (const hz of [10, 50, 200, 500]) {
        const output = new Float32Array(8000);
        filterForwards(cascade, sine(hz, 2000, 8000), output, cascadeState(cascade));
        expect(amplitudeOf(output.subarray(6000))).toBeCloseTo(magnitudeAt(cascade, hz, 2000), 2);
      }
    }
  });

  it("is the same in blocks of any length as in one", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 5 }),
        (values, block, order) => {
          const input = Float32Array.from(values);
          const cascade = butterworthBandPass(order, 20, 300, 1000);
          const whole = new Float32Array(input.length);
          filterForwards(cascade, input, whole, cascadeState(cascade));
          const pieces = new Float32Array(input.length);
          const state = cascadeState(cascade);
          for (let at = 0; at < input.length; at += block)
            filterForwards(cascade, input, pieces, state, at, Math.min(input.length, at + block));
          expect(pieces).toEqual(whole);
        },
      ),
    );
  });

  it("backwards is forwards of the mirrored signal", () => {
    const input = Float32Array.from({ length: 9001 }, (_, i) => Math.sin(i * i * 0.001));
    for (const order of [1, 2, 3]) {
      const cascade = butterworthBandPass(order, 20, 300, 1000);
      const mirrored = new Float32Array(9001);
      filterForwards(cascade, input.slice().reverse(), mirrored, cascadeState(cascade));
      const output = new Float32Array(9001);
      filterBackwards(cascade, input, output, cascadeState(cascade));
      expect(output).toEqual(mirrored.reverse());
    }
  });

  it("starts without a jump from a signal that rests at any level", () => {
    const cascade = butterworthBandPass(2, 20, 300, 1000);
    const output = new Float32Array(500);
    filterForwards(cascade, new Float32Array(500).fill(2048), output, cascadeState(cascade, 2048));
    expect(peakOf(output)).toBeLessThan(1e-3);
  });

  it("in both directions delays nothing", () => {
    const pulse = new Float32Array(2001);
    pulse[1000] = 1;
    const output = filterZeroPhase(butterworthBandPass(2, 20, 300, 1000), pulse);
    expect(output.indexOf(Math.max(...output))).toBe(1000);
    for (let k = 1; k < 200; k++) expect(output[1000 + k]).toBeCloseTo(output[1000 - k], 6);
  });

  it("takes an empty signal and one of a single sample", () => {
    const cascade = butterworthBandPass(2, 20, 300, 1000);
    expect(filterZeroPhase(cascade, new Float32Array(0))).toHaveLength(0);
    expect(filterZeroPhase(cascade, new Float32Array(1))).toHaveLength(1);
  });
});

describe("a notch", () => {
  it("takes out its frequency and leaves the others", () => {
    const cascade = notches([50, 150, 600], 2, 1000);
    expect(cascade).toHaveLength(2);
    expect(magnitudeAt(cascade, 50, 1000)).toBeLessThan(1e-9);
    expect(magnitudeAt(cascade, 150, 1000)).toBeLessThan(1e-9);
    expect(magnitudeAt(cascade, 100, 1000)).toBeGreaterThan(0.998);
    expect(magnitudeAt([notch(50, 2, 1000)], 51.01, 1000)).toBeCloseTo(Math.SQRT1_2, 1);
  });
});

describe("gaps", () => {
  it("are bridged by a line and told of", () => {
    const samples = Float32Array.of(Number.NaN, 1, Number.NaN, Number.NaN, 4, Number.POSITIVE_INFINITY);
    expect(bridgeGaps(samples)).toEqual([
      { from: 0, to: 1 },
      { from: 2, to: 4 },
      { from: 5, to: 6 },
    ]);
    expect([...samples]).toEqual([1, 1, 2, 3, 4, 4]);
  });

  it("without any signal become zero", () => {
    const samples = Float32Array.of(Number.NaN, Number.NaN);
    expect(bridgeGaps(samples)).toEqual([{ from: 0, to: 2 }]);
    expect([...samples]).toEqual([0, 0]);
  });
});
