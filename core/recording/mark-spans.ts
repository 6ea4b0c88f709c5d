/**
 * Stretches of a channel that are not signal: clipped at the recorder's limit, flat, or lost.
 *
 * Saturation: at the limit the file states; without one, at the largest or smallest value if the channel stays there for
 * several samples at a time. Flat: one value for at least 0.1 s and for longer than chance allows, given how often
 * neighbours are equal elsewhere. Drop-out: the same with exact zeros, and NaN outside the gaps the file tells of.
 * Channels with few different values (labels, triggers) are left alone. Says nothing about noise or movement.
 */
import type { Channel, OpenRecording, Span } from "./recording.ts";

const BLOCK_SAMPLES = 2 ** 16;
const SHORTEST_FLAT_S = 0.1;
const SHORTEST_FLAT_SAMPLES = 20;
/** Chance that a run this long comes about somewhere in the channel by itself. */
const CHANCE = 1e-3;
/** Channels with fewer different values are not analogue. */
const FEWEST_VALUES = 32;
const MOST_SPANS = 100_000;

/** In order of time; spans of different kinds do not overlap. */
export async function markSpans(recording: OpenRecording, channelIndex: number): Promise<readonly Span[]> {
  const channel = recording.header.channels[channelIndex];
  const shape = new ChannelShape();
  await eachBlock(recording, channelIndex, (samples) => shape.observe(samples));
  const marker = new SpanMarker(channel, shape.verdict(channel), recording.header.gaps);
  await eachBlock(recording, channelIndex, (samples, from) => marker.observe(samples, from));
  return marker.spans();
}

async function eachBlock(
  recording: OpenRecording,
  channelIndex: number,
  visit: (samples: Float32Array, from: number) => void,
): Promise<void> {
  const { sampleCount } = recording.header.channels[channelIndex];
  for (let from = 0; from < sampleCount; from += BLOCK_SAMPLES) {
    visit(await recording.readSamples(channelIndex, from, BLOCK_SAMPLES), from);
  }
}

interface Rules {
  /** At or beyond these the signal is clipped; infinite if it never is. */
  readonly low: number;
  readonly high: number;
  /** Samples of one value; infinite if the channel may stay on one. */
  readonly shortestFlat: number;
}

/** What the channel's values are like as a whole. */
class ChannelShape {
  readonly #values = new Set<number>();
  #count = 0;
  #minimum = Number.POSITIVE_INFINITY;
  #maximum = Number.NEGATIVE_INFINITY;
  /** Samples and runs at the smallest and largest value so far. */
  #atMinimum = { samples: 0, runs: 0 };
  #atMaximum = { samples: 0, runs: 0 };
  #last = Number.NaN;
  #run = 0;
  #runs = 0;
  #equalPairs = 0;
  #pairs = 0;

  observe(samples: Float32Array): void {
    for (const value of samples) {
      if (value === this.#last) {
        this.#run++;
      } else {
        this.#endRun();
        this.#run = 1;
        this.#runs++;
        if (this.#values.size < FEWEST_VALUES && !Number.isNaN(value)) this.#values.add(value);
      }
      if (value >= this.#maximum) this.#maximum = count(this.#atMaximum, value, this.#maximum, this.#run);
      if (value <= this.#minimum) this.#minimum = count(this.#atMinimum, value, this.#minimum, this.#run);
      this.#last = value;
      this.#count++;
    }
  }

  /** Long runs are what is looked for, so they do not count towards what is usual. */
  #endRun(): void {
    if (this.#run === 0 || this.#run >= SHORTEST_FLAT_SAMPLES) return;
    this.#equalPairs += this.#run - 1;
    this.#pairs += this.#run;
  }

  verdict(channel: Channel): Rules {
    this.#endRun();
    if (this.#values.size < FEWEST_VALUES) {
      const flat = this.#values.size > 1 ? Number.POSITIVE_INFINITY : this.#shortestFlat(channel);
      return { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, shortestFlat: flat };
    }
    const slack = (channel.resolution ?? 0) * 0.75;
    const { limits } = channel;
    const low =
      limits && this.#minimum <= limits.minimum + slack
        ? limits.minimum + slack
        : this.#restsAt(this.#atMinimum, this.#minimum);
    const high =
      limits && this.#maximum >= limits.maximum - slack
        ? limits.maximum - slack
        : this.#restsAt(this.#atMaximum, this.#maximum);
    return {
      low: low ?? Number.NEGATIVE_INFINITY,
      high: high ?? Number.POSITIVE_INFINITY,
      shortestFlat: this.#shortestFlat(channel),
    };
  }

  /** The extreme value, if the channel stays there for three samples and more at a time, often or for very long. */
  #restsAt(at: { samples: number; runs: number }, value: number): number | undefined {
    if (at.samples < 6 || at.samples < 3 * at.runs) return undefined;
    const usualRun = this.#count / Math.max(1, this.#runs);
    return at.runs >= 3 || at.samples >= 3 * usualRun * at.runs ? value : undefined;
  }

  #shortestFlat(channel: Channel): number {
    // Half an observation keeps a channel whose neighbours are never equal from being certain of it.
    const equal = (this.#equalPairs + 0.5) / (this.#pairs + 1);
    const unlikely = Math.log(CHANCE / Math.max(1, this.#count)) / Math.log(Math.min(0.999, equal));
    return Math.max(SHORTEST_FLAT_SAMPLES, SHORTEST_FLAT_S * channel.samplingFrequencyHz, unlikely);
  }
}

/** Counts a sample at an extreme that was met before or is new; returns the extreme. */
function count(at: { samples: number; runs: number }, value: number, extreme: number, run: number): number {
  if (value !== extreme) {
    at.samples = 0;
    at.runs = 0;
  }
  at.samples++;
  if (run === 1 || at.runs === 0) at.runs++;
  return value;
}

class SpanMarker {
  readonly #channel: Channel;
  readonly #rules: Rules;
  readonly #gaps: readonly Span[];
  readonly #spans: Span[] = [];
  #last: number | undefined;
  #runStart = 0;
  #clippedFrom: number | undefined;
  #clippedTo = 0;
  #end = 0;

  constructor(channel: Channel, rules: Rules, gaps: readonly Span[]) {
    this.#channel = channel;
    this.#rules = rules;
    this.#gaps = gaps.filter((gap) => gap.channelId === undefined || gap.channelId === channel.id);
  }

  observe(samples: Float32Array, from: number): void {
    const { low, high } = this.#rules;
    for (let i = 0; i < samples.length; i++) {
      const value = samples[i];
      const isSame = value === this.#last || (Number.isNaN(value) && Number.isNaN(this.#last));
      if (!isSame) {
        this.#endRun(from + i);
        this.#last = value;
        this.#runStart = from + i;
      }
      if (value <= low || value >= high) this.#clip(from + i);
    }
    this.#end = from + samples.length;
  }

  /** A value that comes back within two samples belongs to the same clipping. */
  #clip(sample: number): void {
    if (this.#clippedFrom !== undefined && sample - this.#clippedTo > 2) this.#endClipping();
    this.#clippedFrom ??= sample;
    this.#clippedTo = sample + 1;
  }

  #endClipping(): void {
    if (this.#clippedFrom !== undefined && this.#clippedTo - this.#clippedFrom >= 2) {
      this.#add("saturation", this.#clippedFrom, this.#clippedTo);
    }
    this.#clippedFrom = undefined;
  }

  #endRun(end: number): void {
    const value = this.#last;
    if (value === undefined) return;
    if (Number.isNaN(value)) {
      if (!this.#isInGap(this.#runStart, end)) this.#add("dropout", this.#runStart, end);
      return;
    }
    const isClipped = value <= this.#rules.low || value >= this.#rules.high;
    if (isClipped || end - this.#runStart < this.#rules.shortestFlat) return;
    this.#add(value === 0 ? "dropout" : "flat", this.#runStart, end);
  }

  #isInGap(from: number, to: number): boolean {
    const step = 1 / this.#channel.samplingFrequencyHz;
    const [fromS, toS] = [this.#timeOf(from), this.#timeOf(to)];
    return this.#gaps.some((gap) => gap.fromS <= fromS + 1.5 * step && gap.toS >= toS - 1.5 * step);
  }

  #timeOf(sample: number): number {
    return this.#channel.startS + sample / this.#channel.samplingFrequencyHz;
  }

  #add(kind: Span["kind"], from: number, to: number): void {
    if (this.#spans.length >= MOST_SPANS) return;
    this.#spans.push({ kind, fromS: this.#timeOf(from), toS: this.#timeOf(to), channelId: this.#channel.id });
  }

  spans(): readonly Span[] {
    this.#endRun(this.#end);
    this.#endClipping();
    return this.#spans.sort((a, b) => a.fromS - b.fromS);
  }
}
