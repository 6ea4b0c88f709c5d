import { binBounds, PeakPyramid } from "@krampe/core/recording/peaks.ts";
import { describe, expect, it } from "vitest";
import { fitOf } from "./fit.ts";
import { writtenAmplitude, writtenMoment, writtenSpan } from "./written-scale.ts";

function peaksOf(make: (i: number) => number, count = 200_000) {
  const { minimum, maximum } = binBounds(Float32Array.from({ length: count }, (_, i) => make(i)));
  const peaks = new PeakPyramid(count);
  peaks.add(minimum, maximum);
  return peaks;
}

const wave = (i: number) => 10 * Math.sin(i / 3);

describe("the fit of a trace", () => {
  it("shows all of a signal around zero", () => {
    const { centre, reach } = fitOf(peaksOf(wave));
    expect(centre).toBe(0);
    expect(reach).toBeCloseTo(10, 1);
  });

  it("keeps a rare discharge in the lane, and lets an artefact leave it", () => {
    expect(fitOf(peaksOf((i) => (i === 5000 ? 40 : wave(i)))).reach).toBeCloseTo(40, 1);
    expect(fitOf(peaksOf((i) => (i === 5000 ? 4000 : wave(i)))).reach).toBeLessThan(60);
  });

  it("is centred on a signal far from zero", () => {
    const { centre, reach } = fitOf(peaksOf((i) => 32_768 + wave(i)));
    expect(centre).toBeCloseTo(32_768, -2);
    expect(reach).toBeLessThan(100);
  });

  it("is nothing while nothing is known, and of gaps", () => {
    expect(fitOf(new PeakPyramid(1000)).reach).toBe(0);
    expect(fitOf(peaksOf(() => Number.NaN)).reach).toBe(0);
  });
});

describe("scales in words", () => {
  it("are in the unit that makes a handy number", () => {
    expect(writtenAmplitude(50, "uV", "en")).toBe("50 µV");
    expect(writtenAmplitude(0.0005, "V", "en")).toBe("500 µV");
    expect(writtenAmplitude(-2.5, "mV", "nb")).toBe("−2,5 mV");
    expect(writtenSpan(0.05, "en")).toBe("50 ms");
    expect(writtenSpan(50, "nb", false)).toBe("50 prøver");
  });

  it("tell moments with the decimals that the lines need", () => {
    expect(writtenMoment(62.5, 0.1, "nb")).toBe("1:02,5 min");
    expect(writtenMoment(3.25, 0.01, "en")).toBe("3.25 s");
    expect(writtenMoment(59.96, 1, "en")).toBe("1:00 min");
    expect(writtenMoment(17, 1, "en", false)).toBe("17");
  });
});
