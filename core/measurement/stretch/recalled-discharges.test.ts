import { describe, expect, it } from "vitest";
import { seededRandom } from "../../signal/random.ts";
import { detectDischarges } from "../discharge-detection.ts";
import { withRecalled } from "./recalled-discharges.ts";

const FS = 10_000;
const HALF = 120;
const template = Float32Array.from({ length: 2 * HALF + 1 }, (_, i) => {
  const ms = (1000 * (i - HALF)) / FS;
  return 4.6 * (Math.exp(-((ms / 0.5) ** 2)) - 0.6 * Math.exp(-(((ms - 1.2) / 0.7) ** 2)));
});

/** Fibre-like train of one faint potential in noise of standard deviation 1. */
function faint(seed: number, withPotentials: boolean) {
  const random = seededRandom(seed);
  const samples = Float32Array.from({ length: 8 * FS }, () => random.normal());
  const times: number[] = [];
  for (let timeS = 0.2; withPotentials && timeS < 7.8; timeS += 0.09 * (1 + 0.03 * random.normal())) {
    times.push(timeS);
    const at = Math.round(timeS * FS);
    for (let k = 0; k < template.length; k++) samples[at + k - HALF] += template[k];
  }
  return { samples, times };
}

describe("a faint potential whose shape is known", () => {
  it("is found where its height did not show it", () => {
    const { samples, times } = faint(5, true);
    const seen = detectDischarges(samples, FS, { noise: 1 });
    expect(seen.length).toBeLessThan(0.8 * times.length);
    const part = { samples, startS: 0, discharges: seen };
    const shape = { discharges: seen, template, originIndex: HALF };
    const [recalled] = withRecalled([shape], [part], { samplingFrequencyHz: FS, noise: 1 });
    const found = times.filter((time) =>
      recalled.discharges.some(({ timeS }) => Math.abs(timeS - time) < 0.001),
    );
    expect(found.length).toBeGreaterThan(0.95 * times.length);
    expect(recalled.discharges.length).toBeLessThan(1.05 * times.length);
  });

  it("is left as it was where more discharges make nothing more regular", () => {
    const { samples } = faint(6, false);
    const random = seededRandom(9);
    const discharges = Array.from({ length: 30 }, (_, i) => ({
      timeS: 0.2 + 0.25 * i * (1 + 0.02 * random.normal()),
      amplitude: 8,
      signalToNoise: 5,
    }));
    const shape = { discharges, template, originIndex: HALF };
    const [same] = withRecalled([shape], [{ samples, startS: 0, discharges }], {
      samplingFrequencyHz: FS,
      noise: 1,
    });
    expect(same).toBe(shape);
  });
});
