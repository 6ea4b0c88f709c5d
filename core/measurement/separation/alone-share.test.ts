import { describe, expect, it } from "vitest";
import { aloneShares } from "./alone-share.ts";
import { unitWaveform } from "./unit-waveform.ts";

const RATE = 10_000;

/** A unit with bumps of `height`, some 1 ms long, at `timesS`. */
function unit(height: number, timesS: readonly number[]) {
  const channel = new Float32Array(2 * RATE);
  for (const time of timesS)
    for (let m = -40; m <= 40; m++)
      channel[Math.round(time * RATE) + m] += height * Math.exp(-((m / 5) ** 2));
  return {
    timesS,
    waveform: unitWaveform(
      [channel],
      RATE,
      timesS,
      timesS.map(() => true),
    ),
  };
}

const every = (stepS: number, fromS: number) =>
  Array.from({ length: 10 }, (_, index) => fromS + index * stepS);

describe("the share of a unit's discharges that stand alone", () => {
  it("is all of them where units fire at other times", () => {
    expect(aloneShares([unit(9, every(0.1, 0.2)), unit(9, every(0.1, 0.25))], RATE)).toEqual([1, 1]);
  });

  it("leaves out those on which another potential lies", () => {
    const other = [
      ...every(0.1, 0.2)
        .slice(0, 4)
        .map((time) => time + 0.0005),
      ...every(0.1, 1.25).slice(0, 4),
    ];
    const [first, second] = aloneShares([unit(9, every(0.1, 0.2)), unit(9, other)], RATE);
    expect(first).toBeCloseTo(0.6);
    expect(second).toBeCloseTo(0.5);
  });

  it("is not made less by small potentials on a large one, though theirs is", () => {
    const times = every(0.1, 0.2);
    expect(aloneShares([unit(9, times), unit(1, times)], RATE)).toEqual([1, 0]);
  });
});

describe("the main phase of a potential", () => {
  it("is as wide as at half its height", () => {
    expect(unit(9, every(0.1, 0.2)).waveform.phaseSamples).toBeCloseTo(2 * 5 * Math.sqrt(Math.LN2), 1);
  });
});
