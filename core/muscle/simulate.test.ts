import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ARTEFACT_KINDS } from "./artefacts.ts";
import { ELECTRODE_KINDS } from "./electrode.ts";
import { type Parameter, settableRange } from "./parameters/parameter.ts";
import { parameterById, parameterIds } from "./parameters/parameter-table.ts";
import { SIMULATED_PATTERNS } from "./pattern-names.ts";
import type { SimulationRequest } from "./request.ts";
import { simulate } from "./simulate.ts";
import { mean, median, recordedOverSeeds, simulated } from "./testing/train-figures.ts";

const bytes = (request: SimulationRequest) => {
  const { samples, truth } = simulated(request);
  return {
    samples: samples.map((channel) => Buffer.from(channel.buffer).toString("base64")),
    truth: JSON.stringify(truth),
  };
};
const rms = (values: ArrayLike<number>) => {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index] ** 2;
  return Math.sqrt(sum / values.length);
};

describe("a simulated recording", () => {
  it("is the same to the byte for the same request, whatever is asked", () => {
    fc.assert(
      fc.property(
        fc.record({
          pattern: fc.constantFrom(...SIMULATED_PATTERNS),
          seed: fc.oneof(fc.integer(), fc.string()),
          durationS: fc.double({ min: 0.5, max: 2, noNaN: true }),
          samplingFrequencyHz: fc.constantFrom(1000, 2048, 4000),
          snrDb: fc.option(fc.double({ min: 0, max: 30, noNaN: true }), { nil: undefined }),
          artefacts: fc.subarray(["mains-50", "movement", "ecg", "clipping", "drop-out"] as const),
        }),
        ({ snrDb, ...rest }) => {
          const request = snrDb === undefined ? rest : { ...rest, snrDb };
          expect(bytes(request)).toEqual(bytes(request));
        },
      ),
      { numRuns: 8, seed: 5 },
    );
  });

  it("differs for another seed and another pattern", () => {
    const [first, second] = [1, 2].map((seed) => bytes({ pattern: "silence", seed, durationS: 1 }));
    expect(first.samples).not.toEqual(second.samples);
  });

  it("keeps its discharges when only the noise or an artefact changes", () => {
    const request: SimulationRequest = {
      pattern: "fasciculation",
      seed: 3,
      durationS: 10,
      samplingFrequencyHz: 4000,
    };
    const times = (change: Partial<SimulationRequest>) =>
      simulated({ ...request, ...change }).truth.units.map(({ dischargeTimesS }) => dischargeTimesS);
    expect(times({ snrDb: 6 })).toEqual(times({ snrDb: 30 }));
    expect(times({ artefacts: ["movement", "mains-60"] })).toEqual(times({}));
  });

  it("holds finite samples of the length asked for, every pattern with every electrode", () => {
    for (const pattern of SIMULATED_PATTERNS)
      for (const electrode of ["concentric-needle", "surface"] as const) check({ pattern, electrode });
    for (const electrode of ELECTRODE_KINDS) check({ pattern: "voluntary", electrode });
  });

  function check(request: SimulationRequest) {
    const { samples, truth, recording } = simulated({
      ...request,
      durationS: 0.8,
      samplingFrequencyHz: 2000,
      activeUnits: 3,
    });
    const channels =
      ({ "multichannel-needle": 4, "surface-grid": 16 } as Record<string, number>)[`${request.electrode}`] ??
      1;
    expect(samples).toHaveLength(channels * truth.muscles.length);
    expect(recording.channels).toHaveLength(samples.length);
    for (const channel of samples) {
      expect(channel).toHaveLength(1600);
      expect(channel.every((value) => Number.isFinite(value))).toBe(true);
    }
  }

  it("survives any parameter at the end of what can be set", () => {
    const ids = parameterIds().filter((id) => !/^muscle\.(unitCount|fibres)/.test(id));
    const extreme = fc.record({ id: fc.constantFrom(...ids), high: fc.boolean() }).map(({ id, high }) => {
      const { from, to } = settableRange(parameterById(id) as Parameter);
      return [id, high ? to : from] as const;
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...SIMULATED_PATTERNS),
        fc.array(extreme, { minLength: 30, maxLength: 60 }),
        fc.subarray([...ARTEFACT_KINDS]),
        fc.double({ min: 0, max: 4, noNaN: true }),
        (pattern, set, artefacts, level) => {
          const { samples, truth } = simulated({
            pattern,
            artefacts,
            durationS: 0.7,
            samplingFrequencyHz: 1000,
            overrides: Object.fromEntries(set),
            excitability: { neuron: level, axon: level, muscleFibre: level },
          });
          for (const channel of samples) expect(channel.every((value) => Number.isFinite(value))).toBe(true);
          for (const { dischargeTimesS, visibilityDb } of truth.units) {
            expect(dischargeTimesS).toEqual([...dischargeTimesS].sort((a, b) => a - b));
            expect(Math.min(...dischargeTimesS)).toBeGreaterThanOrEqual(0);
            expect(Math.max(...dischargeTimesS)).toBeLessThanOrEqual(0.7);
            expect(visibilityDb).not.toBeNaN();
          }
          for (const { fromS, toS } of truth.episodes) expect(toS).toBeGreaterThan(fromS);
        },
      ),
      { numRuns: 20, seed: 11 },
    );
  });

  it("tells of every discharge where the signal has its peak", () => {
    for (const { samples, samplingFrequencyHz: rate, truth } of recordedOverSeeds(4, {
      pattern: "fasciculation",
      durationS: 20,
      snrDb: 40,
      overrides: { "fasciculation.sites": 1, "fasciculation.doubletShare": 0, "fasciculation.ratePerS": 1 },
    })) {
      for (const timeS of truth.units[0].dischargeTimesS) {
        if (timeS < 0.05 || timeS > 19.95) continue;
        const from = Math.round((timeS - 0.008) * rate);
        const around = [...samples[0].subarray(from, Math.round((timeS + 0.008) * rate))];
        const sizes = around.map(Math.abs);
        const peakS = (from + sizes.indexOf(Math.max(...sizes))) / rate;
        expect(Math.abs(peakS - timeS)).toBeLessThan(0.0006);
      }
    }
  });

  it("has the ratio of signal to noise that was asked for", () => {
    for (const snrDb of [6, 12, 20]) {
      const { samples, truth } = simulated({ pattern: "spastic-activity", seed: 2, snrDb });
      const rate = truth.samplingFrequencyHz;
      const near = (spans: readonly { fromS: number; toS: number }[], beforeS: number, afterS: number) => {
        const mask = new Uint8Array(samples[0].length);
        for (const { fromS, toS } of spans)
          mask.fill(1, Math.max(0, Math.round((fromS - beforeS) * rate)), Math.round((toS + afterS) * rate));
        return mask;
      };
      const busy = near(truth.episodes, 0.05, 0.15);
      const quiet = samples[0].filter((_, index) => busy[index] === 0);
      expect(rms(quiet) / truth.noiseRmsUv).toBeGreaterThan(0.95);
      expect(rms(quiet) / truth.noiseRmsUv).toBeLessThan(1.05);
      const times = truth.units.flatMap(({ dischargeTimesS }) =>
        dischargeTimesS.map((timeS) => ({ fromS: timeS, toS: timeS })),
      );
      const potentials = near(times, 0.005, 0.005);
      const active = samples[0].filter((_, index) => potentials[index] === 1);
      const measuredDb = 10 * Math.log10((rms(active) ** 2 - truth.noiseRmsUv ** 2) / truth.noiseRmsUv ** 2);
      expect(Math.abs(measuredDb - snrDb)).toBeLessThan(0.7);
      expect(truth.snrDb).toBe(snrDb);
    }
  });

  it("is silent but for the amplifier in a contracture", () => {
    const { samples, truth } = simulated({ pattern: "silence", seed: 4 });
    expect(truth.units).toHaveLength(0);
    expect(truth.episodes).toHaveLength(0);
    expect(truth.snrDb).toBeNull();
    expect(rms(samples[0])).toBeCloseTo(truth.noiseRmsUv, 1);
    expect(truth.noiseRmsUv).toBeLessThan(5);
  });

  it("looks like a muscle on the skin too: slower, and tens to hundreds of µV", () => {
    const peaks = recordedOverSeeds(4, {
      pattern: "voluntary",
      electrode: "surface",
      effort: 0.3,
      durationS: 4,
    }).map(({ samples }) => rms(samples[0]));
    expect(median(peaks)).toBeGreaterThan(8);
    expect(median(peaks)).toBeLessThan(400);
  });

  it("spreads one unit over the four contacts of a multichannel needle, each larger somewhere", () => {
    const { truth } = simulated({
      pattern: "voluntary",
      electrode: "multichannel-needle",
      effort: 0.1,
      durationS: 1,
      seed: 6,
    });
    const best = new Set(
      truth.units.map(({ peakToPeakUv }) => peakToPeakUv.indexOf(Math.max(...peakToPeakUv))),
    );
    expect(best.size).toBeGreaterThan(2);
  });

  it("notes what was drawn and what was done", () => {
    const { truth, recording } = simulated({ pattern: "myotonic-discharge", seed: 1, durationS: 10 });
    expect(truth.parameters["myotonic-discharge.fibres"]).toBeGreaterThanOrEqual(1);
    expect(recording.annotations?.length).toBe(truth.events.length);
    expect(recording.channels[0].unit).toBe("uV");
    expect(recording.channels[0].filters).toMatch(/^HP:.*LP:/);
  });

  it("takes a parameter from the caller instead of its spread", () => {
    const units = (rate: number | readonly [number, number]) =>
      simulated({
        pattern: "cramp-discharge",
        durationS: 20,
        overrides: { "cramp-discharge.unitCount": 10, "cramp-discharge.unitRateHz": rate },
      }).truth.units.filter(({ origin }) => origin === "central");
    const meanRate = (list: ReturnType<typeof units>) =>
      mean(
        list.map(({ dischargeTimesS: times }) => (times.length - 1) / (times[times.length - 1] - times[0])),
      );
    expect(units(10)).toHaveLength(10);
    expect(Math.abs(meanRate(units(10)) - 10)).toBeLessThan(1.5);
    expect(Math.abs(meanRate(units([18, 20])) - 19)).toBeLessThan(2.5);
  });

  it("says when a surface electrode cannot see what happens", () => {
    const result = simulate({ pattern: "fibrillation", electrode: "surface", durationS: 5 });
    expect(result.ok).toBe(true);
    expect(result.issues.map(({ code }) => code)).toContain("simulation-not-seen-from-skin");
  });

  it("says when fewer units are recruited than were asked for", () => {
    const result = simulate({ pattern: "voluntary", effort: 0.05, activeUnits: 140, durationS: 2 });
    expect(result.issues.map(({ code }) => code)).toContain("simulation-fewer-units-recruited");
  });

  it("says which parameter was set in vain: one that belongs to another pattern, electrode or artefact", () => {
    const overrides = {
      "myotonic-discharge.fibres": 3,
      "artefact.clippedShare": 0.5,
      "voluntary.doubletShare": 0,
    };
    const inVain = (request: Parameters<typeof simulate>[0]) =>
      simulate(request).issues.flatMap(({ code, place }) =>
        code === "simulation-without-effect" ? [place?.path] : [],
      );
    expect(inVain({ pattern: "voluntary", durationS: 2, overrides })).toEqual([
      "overrides.myotonic-discharge.fibres",
      "overrides.artefact.clippedShare",
    ]);
  });
});
