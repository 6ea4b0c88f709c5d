/**
 * A second, much plainer muscle for tests: trains by the dossier's numbers, potentials of a few sine lobes under a bell.
 *
 * It shares nothing with `core/muscle/` (no fibres, no electrode, no amplifier), so that rules which only fit that simulator fail
 * here. White noise; on demand mains, an offset, and any sampling frequency and unit.
 */
import type { SampledRecording } from "../../recording/sampled-recording.ts";
import { type Random, seededRandom } from "../../signal/random.ts";

export interface PlainSetting {
  readonly seed: number;
  readonly samplingFrequencyHz: number;
  readonly durationS: number;
  readonly unit?: "uV" | "mV" | "V";
  /** Peak of the potentials over the noise's RMS. */
  readonly peakOverNoise?: number;
  readonly mainsHz?: 50 | 60;
  readonly offsetUv?: number;
}

interface Discharge {
  readonly timeS: number;
  readonly gain: number;
}

type Shape = (ms: number) => number;

interface Source {
  readonly shape: Shape;
  /** From the discharge's time, both sides. */
  readonly reachMs: number;
  readonly peakUv: number;
  readonly discharges: readonly Discharge[];
}

/** Positive, negative, positive: a fibre away from its end-plate. */
const fibre: Shape = (ms) => -Math.cos((2 * Math.PI * ms) / 2.4) * bell(ms, 0.9);
/** Negative first: a fibre at its end-plate. */
const fibreAtEndPlate: Shape = (ms) => -Math.sin((-2 * Math.PI * ms) / 2.6) * bell(ms, 0.7);

function bell(ms: number, widthMs: number): number {
  return Math.exp(-0.5 * (ms / widthMs) ** 2);
}

/** A motor unit: three to five phases over about 10 ms. */
function motorUnit(random: Random): Shape {
  const lengthMs = random.between(6.5, 10);
  const phase = random.between(-0.6, 0.6);
  const notch = random.between(-0.3, 0.3);
  return (ms) =>
    (-Math.cos((2 * Math.PI * ms) / lengthMs + phase) +
      notch * Math.sin((5 * Math.PI * ms) / lengthMs + 2 * phase)) *
    bell(ms, lengthMs / 2.6);
}

/** Four fibres one after another. */
function complex(random: Random): Shape {
  const at = [-5, -1.8, 1.5, 5.5].map((ms) => ms + random.between(-0.5, 0.5));
  const size = at.map(() => random.between(0.4, 1));
  return (ms) => at.reduce((sum, own, i) => sum + size[i] * fibre(ms - own), 0);
}

function train(
  random: Random,
  { fromS, toS, rateHz, cv }: { fromS: number; toS: number; rateHz: (share: number) => number; cv: number },
  gain: (share: number) => number = () => 1,
): Discharge[] {
  const list: Discharge[] = [];
  const share = (timeS: number) => (timeS - fromS) / (toS - fromS);
  let timeS = fromS + random.uniform() / rateHz(0);
  while (timeS < toS) {
    list.push({ timeS, gain: gain(share(timeS)) });
    timeS += Math.max(0.15, random.normal(1, cv)) / rateHz(share(timeS));
  }
  return list;
}

const steady = (hz: number) => () => hz;

function units(
  random: Random,
  count: number,
  make: (index: number) => readonly Discharge[],
  reachMs = 14,
): Source[] {
  return Array.from({ length: count }, (_, index) => ({
    shape: motorUnit(random),
    reachMs,
    peakUv: 150 + 850 * random.uniform(),
    discharges: make(index),
  }));
}

export type PlainPattern = keyof typeof PLAIN_PATTERNS;

/** What each pattern does, from a stream and a length in seconds; one list of sources a channel. */
export const PLAIN_PATTERNS = {
  silence: () => [[]],
  "myotonic-discharge": (random: Random, lengthS: number): Source[][] => {
    const runS = Math.min(4, lengthS / 2);
    const swell = (share: number) => Math.sin(Math.PI * Math.min(1, 0.15 + 0.85 * share));
    return [
      [0.05, 0.55].map((at) => ({
        shape: fibre,
        reachMs: 4,
        peakUv: 250,
        discharges: train(
          random,
          {
            fromS: at * lengthS,
            toS: at * lengthS + runS * 0.85,
            rateHz: (x) => 25 + 55 * swell(x),
            cv: 0.03,
          },
          (x) => 0.35 + 0.65 * swell(x),
        ),
      })),
    ];
  },
  "myokymic-discharge": (random: Random, lengthS: number): Source[][] => {
    const groups = train(random, { fromS: 0, toS: lengthS - 0.3, rateHz: steady(2.2), cv: 0.1 });
    const discharges = groups.flatMap(({ timeS }) =>
      train(random, { fromS: timeS, toS: timeS + 0.12, rateHz: steady(42), cv: 0.07 }),
    );
    return [[{ shape: motorUnit(random), reachMs: 12, peakUv: 600, discharges }]];
  },
  "neuromyotonic-discharge": (random: Random, lengthS: number): Source[][] => {
    const starts = [0.06, 0.31, 0.44, 0.78].map((share) => share * lengthS);
    const discharges = starts.flatMap((fromS) =>
      train(
        random,
        { fromS, toS: fromS + 0.1 * lengthS, rateHz: (x) => 230 - 40 * x, cv: 0.03 },
        (x) => 1 - 0.55 * x,
      ),
    );
    return [[{ shape: (ms) => fibre(ms / 1.2), reachMs: 4, peakUv: 500, discharges }]];
  },
  fasciculation: (random: Random, lengthS: number): Source[][] => {
    const times = train(random, { fromS: 0, toS: lengthS, rateHz: steady(0.8), cv: 0.8 });
    return [units(random, 2, (index) => times.filter((_, order) => order % 2 === index))];
  },
  fibrillation: (random: Random, lengthS: number): Source[][] => [
    [
      {
        shape: fibre,
        reachMs: 4,
        peakUv: 120,
        discharges: train(random, { fromS: 0, toS: lengthS, rateHz: (x) => 9 - 3 * x, cv: 0.04 }),
      },
    ],
  ],
  "complex-repetitive-discharge": (random: Random, lengthS: number): Source[][] => [
    [
      {
        shape: complex(random),
        reachMs: 10,
        peakUv: 300,
        discharges: train(random, {
          fromS: 0.1 * lengthS,
          toS: 0.9 * lengthS,
          rateHz: steady(33),
          cv: 0.004,
        }),
      },
    ],
  ],
  "end-plate-activity": (random: Random, lengthS: number): Source[][] => [
    [
      {
        shape: fibreAtEndPlate,
        reachMs: 4,
        peakUv: 150,
        discharges: train(random, { fromS: 0, toS: lengthS, rateHz: steady(28), cv: 0.7 }),
      },
    ],
  ],
  voluntary: (random: Random, lengthS: number): Source[][] => [
    units(random, 12, () =>
      train(random, {
        fromS: 0.1 * lengthS,
        toS: 0.9 * lengthS,
        rateHz: steady(random.between(8, 18)),
        cv: 0.18,
      }),
    ),
  ],
  "cramp-discharge": (random: Random, lengthS: number): Source[][] => [
    units(random, 16, (index) =>
      train(random, {
        fromS: (0.1 + 0.015 * index) * lengthS,
        toS: (0.9 - 0.02 * index) * lengthS,
        rateHz: steady(random.between(9, 20)),
        cv: 0.45,
      }),
    ),
  ],
  "spastic-activity": (random: Random, lengthS: number): Source[][] => [
    units(random, 10, () =>
      [0.15, 0.6].flatMap((at) =>
        train(random, {
          fromS: at * lengthS,
          toS: at * lengthS + 0.15 * lengthS,
          rateHz: steady(random.between(7, 13)),
          cv: 0.1,
        }),
      ),
    ),
  ],
  "dystonic-co-contraction": (random: Random, lengthS: number): Source[][] =>
    [0, 1].map(() =>
      units(random, 12, () =>
        [0.08, 0.5].flatMap((at) =>
          train(random, {
            fromS: at * lengthS,
            toS: (at + 0.36) * lengthS,
            rateHz: steady(random.between(8, 16)),
            cv: 0.2,
          }),
        ),
      ),
    ),
  "continuous-motor-unit-activity": (random: Random, lengthS: number): Source[][] => [
    units(random, 5, () =>
      train(random, { fromS: -0.2, toS: lengthS + 0.2, rateHz: steady(random.between(6, 12)), cv: 0.15 }),
    ),
  ],
  tremor: (random: Random, lengthS: number): Source[][] => {
    const beats = train(random, { fromS: 0, toS: lengthS, rateHz: steady(5.5), cv: 0.06 });
    return [
      units(random, 12, () =>
        beats.flatMap(({ timeS }) =>
          random.chance(0.85)
            ? train(random, { fromS: timeS, toS: timeS + 0.08, rateHz: steady(28), cv: 0.3 })
            : [],
        ),
      ),
    ];
  },
} satisfies Record<string, (random: Random, lengthS: number) => Source[][]>;

const SCALE = { uV: 1, mV: 1e-3, V: 1e-6 } as const;

export function plainRecording(pattern: PlainPattern, setting: PlainSetting): SampledRecording {
  const {
    seed,
    samplingFrequencyHz: fs,
    durationS,
    unit = "uV",
    peakOverNoise = 25,
    mainsHz,
    offsetUv = 0,
  } = setting;
  const random = seededRandom(seed).branch(`plain ${pattern}`);
  const count = Math.round(durationS * fs);
  const channels = PLAIN_PATTERNS[pattern](random, durationS).map((sources, index) => {
    const samples = new Float64Array(count);
    for (const source of sources) add(source, samples, fs);
    const peakUv = Math.max(40, ...sources.map((source) => source.peakUv));
    const noise = peakUv / peakOverNoise;
    const scaled = Float32Array.from(samples, (value, i) => {
      const hum = mainsHz === undefined ? 0 : 2 * noise * Math.sin((2 * Math.PI * mainsHz * i) / fs);
      return (value + random.normal(0, noise) + hum + offsetUv) * SCALE[unit];
    });
    return { label: `EMG ${index + 1}`, unit, samplingFrequencyHz: fs, samples: scaled };
  });
  return { channels };
}

function add({ shape, reachMs, peakUv, discharges }: Source, samples: Float64Array, fs: number): void {
  for (const { timeS, gain } of discharges) {
    const from = Math.max(0, Math.ceil((timeS - reachMs / 1000) * fs));
    const to = Math.min(samples.length - 1, Math.floor((timeS + reachMs / 1000) * fs));
    for (let i = from; i <= to; i++) samples[i] += gain * peakUv * shape(1000 * (i / fs - timeS));
  }
}
