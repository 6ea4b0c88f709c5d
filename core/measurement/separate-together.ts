/**
 * Motor units of channels that see the same fibres: the contacts of one needle, or of one grid.
 *
 * A unit looks different from every contact, so that units that one channel cannot tell apart are told apart by several.
 * Up to fifteen channels are separated by waveform, more of them blindly (`separation/separate-units.ts`). Stretches are
 * chosen by the channel that is active longest. Each unit is reported once, on the channel where it is largest. Which
 * channels belong together the signal does not say: it has to be told.
 */
import type { Issue } from "../issue/issue.ts";
import { epochsOf, quietSpans } from "./activity/quiet-spans.ts";
import { type ChannelSignal, stretchOf } from "./channel-signal.ts";
import type { MeasuredChannel } from "./measure-channel.ts";
import {
  chosenSpans,
  type SeparateUnits,
  unitMeasurement,
  within,
  worthTelling,
} from "./separate-channel.ts";
import type { Template } from "./types/discharge.ts";
import type { Span } from "./types/estimate.ts";
import type { UnitMeasurement } from "./types/unit.ts";
import { unitCountOf } from "./unit-count.ts";

/** Both of the same channel. All signals have one sampling frequency and one start. */
export interface ContactOfElectrode {
  readonly signal: ChannelSignal;
  readonly measured: MeasuredChannel;
}

export interface TogetherOptions {
  readonly separate: SeparateUnits;
  readonly budgetS: number | undefined;
  readonly minimumIntervalMs: number | undefined;
}

export interface SeparatedTogether {
  readonly channels: readonly MeasuredChannel[];
  readonly issues: readonly Issue[];
}

/** The same channels in the same order, with their units. */
export async function separateTogether(
  contacts: readonly ContactOfElectrode[],
  { separate, budgetS, minimumIntervalMs }: TogetherOptions,
): Promise<SeparatedTogether> {
  const [{ signal: first }] = contacts;
  const fs = first.samplingFrequencyHz;
  const epochsOfEach = contacts.map(({ measured }) => epochsOf(measured, measured.spans));
  const longest = epochsOfEach.map(totalS).reduce((best, s, i, all) => (s > all[best] ? i : best), 0);
  const spans = chosenSpans(epochsOfEach[longest], budgetS);
  const observed = quietSpans(contacts[longest].measured, []);
  const units: UnitMeasurement[][] = contacts.map(() => []);
  const issues: Issue[] = [];
  let count = 0;
  for (const span of spans) {
    const fromSample = Math.max(0, Math.round((span.fromS - first.startS) * fs));
    const toSample = Math.round((span.toS - first.startS) * fs);
    const startS = first.startS + fromSample / fs;
    const samplesOf = await samplesOfEach(contacts, fromSample, toSample);
    const found = separate({
      channels: samplesOf,
      samplingFrequencyHz: fs,
      startS,
      noiseLevels: contacts.map(({ measured }) => Math.sqrt(measured.noisePower)),
      minimumIntervalMs,
    });
    issues.push(...found.issues);
    for (const unit of found.units) {
      const home = largest(unit.templates);
      const { amplitudeUnit } = contacts[home].signal;
      const looked = { samples: samplesOf[home], samplingFrequencyHz: fs, startS, amplitudeUnit };
      const templates = [unit.templates[home], ...unit.templates.toSpliced(home, 1)];
      count++;
      units[home].push(unitMeasurement({ ...unit, templates }, `u${count}`, looked, within(observed, span)));
    }
  }
  const channels = contacts.map(({ measured }, index) => ({
    ...measured,
    measurement: {
      ...measured.measurement,
      units: units[index],
      unitCount: unitCountOf(units[index]),
      separated: spans,
    },
  }));
  return { channels, issues: worthTelling(issues, count) };
}

const totalS = (spans: readonly Span[]) => spans.reduce((sum, { fromS, toS }) => sum + toS - fromS, 0);

/** Without mains, band-passed, equally long. */
async function samplesOfEach(
  contacts: readonly ContactOfElectrode[],
  fromSample: number,
  toSample: number,
): Promise<Float32Array[]> {
  const end = Math.min(toSample, ...contacts.map(({ signal }) => signal.sampleCount));
  const samples: Float32Array[] = [];
  for (const { signal, measured } of contacts) {
    const { harmonics } = measured.measurement.quality.mains;
    const mainsHz = harmonics
      .map(({ frequencyHz }) => frequencyHz)
      .filter((frequencyHz) => frequencyHz <= signal.band.high);
    const chunk = await stretchOf(signal, mainsHz, fromSample, end);
    samples.push(chunk.filtered.slice(chunk.core.from, chunk.core.to));
  }
  return samples;
}

/** Index of the template that is largest from peak to peak. */
function largest(templates: readonly Template[]): number {
  const sizes = templates.map(({ samples }) => Math.max(...samples) - Math.min(...samples));
  return Math.max(0, sizes.indexOf(Math.max(...sizes)));
}
