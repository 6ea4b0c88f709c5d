/**
 * Recordings with known motor units, made without a muscle: a second opinion beside `core/muscle/`.
 *
 * Each unit is a random smooth waveform with two to five phases (Hermite functions of random width, so 5–12 ms long
 * in all), fired at Gaussian intervals. Units overlap as they happen to fall. Everything that can go wrong with the
 * signal (noise, mains, movement, drift, doublets, trains) is a separate knob. It shares nothing with the simulated
 * muscle but the random numbers, so that a method that was fitted to one is caught by the other.
 *
 * Signal-to-noise ratio here: mean power of the noise-free signal over the whole recording against the power of the
 * white noise over the whole band (to half the sampling frequency), in decibels.
 */
import { type Random, seededRandom } from "../../../signal/random.ts";

export interface SimulationOptions {
  readonly seed: number | string;
  readonly unitCount: number;
  readonly durationS: number;
  readonly samplingFrequencyHz: number;
  readonly channelCount: number;
  /** Of the whole recording, see above. */
  readonly signalToNoiseDb: number;
  /** Part of the maximal effort: 0.1 gives 8–12 Hz, 0.2 gives 9–15 Hz. */
  readonly effort: number;
  /** Standard deviation over mean of the intervals, drawn between these. */
  readonly intervalCv: readonly [number, number];
  /** Peak to peak of the largest unit over that of the smallest. */
  readonly amplitudeRange: number;
  /** Relative standard deviation of a single discharge's amplitude. */
  readonly amplitudeJitter: number;
  /** Amplitude at the end over that at the start, for all units. */
  readonly amplitudeDrift: number;
  /** Share of discharges followed by a second one after 2–5 ms. */
  readonly doubletShare: number;
  /** Unit 0 fires in trains at this rate instead (0.4 s long, once a second); 0 for none. */
  readonly trainRateHz: number;
  readonly mainsUv: number;
  readonly movementUv: number;
  /** Noise when there is no signal to relate it to, or when it is set. */
  readonly noiseUv: number | undefined;
}

export interface TrueUnit {
  readonly dischargesS: Float64Array;
  /** `waveform[channel][sample]` in µV, centred on the discharge. */
  readonly waveform: readonly Float32Array[];
  /** Largest deflection over the standard deviation of the noise. */
  readonly peakToNoise: number;
}

export interface SimulatedRecording {
  readonly channels: Float32Array[];
  readonly samplingFrequencyHz: number;
  readonly units: readonly TrueUnit[];
  readonly noiseUv: number;
}

const DEFAULTS: SimulationOptions = {
  seed: 1,
  unitCount: 8,
  durationS: 10,
  samplingFrequencyHz: 10000,
  channelCount: 1,
  signalToNoiseDb: 20,
  effort: 0.1,
  intervalCv: [0.15, 0.2],
  amplitudeRange: 5,
  amplitudeJitter: 0.03,
  amplitudeDrift: 1,
  doubletShare: 0,
  trainRateHz: 0,
  mainsUv: 0,
  movementUv: 0,
  noiseUv: undefined,
};

export function simulatedRecording(options: Partial<SimulationOptions> = {}): SimulatedRecording {
  const settings = { ...DEFAULTS, ...options };
  const random = seededRandom(settings.seed);
  const sampleCount = Math.round(settings.durationS * settings.samplingFrequencyHz);
  const channels = Array.from({ length: settings.channelCount }, () => new Float32Array(sampleCount));
  const shapes = amplitudes(settings).map((peakUv, index) => {
    const source = random.branch(`unit ${index}`);
    return { potential: potential(source, peakUv, settings.channelCount), source };
  });
  const drafts = shapes.map(({ potential: shape, source }, index) => {
    const dischargesS = dischargeTimes(source.branch("times"), settings, index);
    addDischarges(channels, dischargesS, shape, source.branch("amplitudes"), settings);
    return { dischargesS, waveform: sampledPotential(shape, settings) };
  });
  const noiseUv = settings.noiseUv ?? noiseFor(channels, settings.signalToNoiseDb);
  channels.forEach((samples, channel) => {
    addNoise(samples, noiseUv, random.branch(`noise ${channel}`));
    addMains(samples, settings);
  });
  addMovement(channels, settings, random.branch("movement"));
  return {
    channels,
    samplingFrequencyHz: settings.samplingFrequencyHz,
    units: drafts.map((unit) => ({ ...unit, peakToNoise: largest(unit.waveform) / noiseUv })),
    noiseUv,
  };
}

/** Peaks spread evenly on a logarithmic scale, 800 µV the largest. */
function amplitudes(settings: SimulationOptions): number[] {
  const last = Math.max(1, settings.unitCount - 1);
  return Array.from(
    { length: settings.unitCount },
    (_, index) => 800 * settings.amplitudeRange ** (-index / last),
  );
}

/** One channel's waveform as a sum of Hermite functions; time in ms from the discharge. */
interface PotentialTerm {
  readonly widthMs: number;
  readonly delayMs: number;
  readonly weights: readonly number[];
}
type Potential = readonly (readonly PotentialTerm[])[];

/** A sharp part and a slow one. Further channels see the same unit from elsewhere: other weights, other delays. */
function potential(random: Random, peakUv: number, channelCount: number): Potential {
  const sharpMs = random.between(0.3, 0.75);
  const slowMs = random.between(1, 1.9);
  const near = random.integer(channelCount);
  return Array.from({ length: channelCount }, (_, channel) => {
    const terms: PotentialTerm[] = [
      { widthMs: sharpMs, delayMs: random.normal(0, 0.3), weights: draw(random, 5) },
      { widthMs: slowMs, delayMs: random.normal(0, 0.8), weights: draw(random, 3).map((w) => w * 0.5) },
    ];
    const peak = largest([sampleTerms(terms, 50)]);
    const gain = (peakUv / peak) * random.between(0.5, 0.9) ** Math.abs(channel - near);
    return terms.map((term) => ({ ...term, weights: term.weights.map((weight) => weight * gain) }));
  });
}

function draw(random: Random, count: number): number[] {
  return Array.from({ length: count }, (_, order) => random.normal() / Math.sqrt(order + 1));
}

function valueAt(terms: readonly PotentialTerm[], timeMs: number): number {
  let sum = 0;
  for (const { widthMs, delayMs, weights } of terms) {
    const x = (timeMs - delayMs) / widthMs;
    if (Math.abs(x) > 6) continue;
    let before = 0;
    let now = Math.exp((-x * x) / 2);
    for (let order = 0; order < weights.length; order++) {
      sum += weights[order] * now;
      const next = Math.sqrt(2 / (order + 1)) * x * now - Math.sqrt(order / (order + 1)) * before;
      before = now;
      now = next;
    }
  }
  return sum;
}

const REACH_MS = 12;

function sampleTerms(terms: readonly PotentialTerm[], perMs: number): Float32Array {
  const half = Math.round(REACH_MS * perMs);
  return Float32Array.from({ length: 2 * half + 1 }, (_, index) => valueAt(terms, (index - half) / perMs));
}

function sampledPotential(shape: Potential, settings: SimulationOptions): Float32Array[] {
  return shape.map((terms) => sampleTerms(terms, settings.samplingFrequencyHz / 1000));
}

function dischargeTimes(random: Random, settings: SimulationOptions, index: number): Float64Array {
  if (index === 0 && settings.trainRateHz > 0) return trainTimes(random, settings);
  const rateHz = random.between(6.5 + 12 * settings.effort, 9 + 30 * settings.effort);
  const cv = random.between(...settings.intervalCv);
  const times: number[] = [];
  for (let time = random.uniform() / rateHz; time < settings.durationS; ) {
    times.push(time);
    if (random.chance(settings.doubletShare)) times.push(time + random.between(0.002, 0.005));
    time += Math.max(0.3, 1 + cv * random.normal()) / rateHz;
  }
  return Float64Array.from(times.filter((time) => time < settings.durationS));
}

function trainTimes(random: Random, settings: SimulationOptions): Float64Array {
  const times: number[] = [];
  for (let start = 0.3; start < settings.durationS - 0.5; start += 1) {
    for (let time = start; time < start + 0.4; ) {
      times.push(time);
      time += (1 + 0.05 * random.normal()) / settings.trainRateHz;
    }
  }
  return Float64Array.from(times);
}

function addDischarges(
  channels: readonly Float32Array[],
  dischargesS: Float64Array,
  shape: Potential,
  random: Random,
  settings: SimulationOptions,
): void {
  const rate = settings.samplingFrequencyHz;
  for (const timeS of dischargesS) {
    const drift = settings.amplitudeDrift ** (timeS / settings.durationS);
    const gain = drift * (1 + settings.amplitudeJitter * random.normal());
    const from = Math.ceil((timeS - REACH_MS / 1000) * rate);
    const to = Math.floor((timeS + REACH_MS / 1000) * rate);
    channels.forEach((samples, channel) => {
      for (let index = Math.max(0, from); index <= Math.min(to, samples.length - 1); index++)
        samples[index] += gain * valueAt(shape[channel], (index / rate - timeS) * 1000);
    });
  }
}

function noiseFor(channels: readonly Float32Array[], signalToNoiseDb: number): number {
  let power = 0;
  for (const samples of channels) for (const value of samples) power += value * value;
  const mean = power / (channels.length * channels[0].length);
  return mean === 0 ? 10 : Math.sqrt(mean / 10 ** (signalToNoiseDb / 10));
}

function addNoise(samples: Float32Array, noiseUv: number, random: Random): void {
  for (let index = 0; index < samples.length; index++) samples[index] += noiseUv * random.normal();
}

function addMains(samples: Float32Array, settings: SimulationOptions): void {
  if (settings.mainsUv === 0) return;
  for (let index = 0; index < samples.length; index++) {
    const turn = (2 * Math.PI * 50.03 * index) / settings.samplingFrequencyHz;
    samples[index] +=
      settings.mainsUv * (Math.sin(turn) + 0.4 * Math.sin(3 * turn + 1) + 0.2 * Math.sin(5 * turn + 2));
  }
}

/** Every two seconds or so a slow wave and a step that leaks away, on all channels. */
function addMovement(channels: readonly Float32Array[], settings: SimulationOptions, random: Random): void {
  if (settings.movementUv === 0) return;
  const rate = settings.samplingFrequencyHz;
  for (let start = random.exponential(2); start < settings.durationS; start += random.exponential(2)) {
    const step = settings.movementUv * random.normal();
    const wave = settings.movementUv * random.normal();
    for (const samples of channels) {
      for (let index = Math.ceil(start * rate); index < samples.length; index++) {
        const since = index / rate - start;
        if (since > 1) break;
        samples[index] +=
          step * Math.exp(-since / 0.05) + wave * Math.sin(2 * Math.PI * 4 * since) * (1 - since);
      }
    }
  }
}

function largest(waveform: readonly Float32Array[]): number {
  let peak = 0;
  for (const samples of waveform) for (const value of samples) peak = Math.max(peak, Math.abs(value));
  return peak;
}
