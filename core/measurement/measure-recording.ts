/**
 * A recording measured: every channel that can hold muscle activity, and the pairs asked for.
 *
 * Channels in units that are no voltage (angles, temperatures, forces), channels sampled too slowly and channels with too few
 * samples are left out with an issue that says so. Nothing is said of what the activity means.
 */
import type { Issue } from "../issue/issue.ts";
import type { Channel, OpenRecording } from "../recording/recording.ts";
import { type Band, type ChannelSignal, channelSignal } from "./channel-signal.ts";
import { type MeasuredChannel, measureChannel } from "./measure-channel.ts";
import {
  channelNotAVoltage,
  channelTooShort,
  channelTooSlow,
  contactsOutOfStep,
  qualityIssues,
  unknownChannel,
} from "./measurement-issue.ts";
import { musclePair } from "./muscle-pair.ts";
import { type PairedMuscle, pairedMuscle } from "./paired-muscle.ts";
import type { SeparateUnits } from "./separate-channel.ts";
import { separateTogether } from "./separate-together.ts";
import { withOtherChannels } from "./stretch/other-channels.ts";
import type { PairMeasurement, RecordingMeasurement } from "./types/recording.ts";
import { inSamples, isWithoutClock, pairInSamples, withAssumedClock } from "./without-clock.ts";

export interface MeasureOptions {
  /** Labels, ids or positions (from 1) of the channels to measure; all suitable ones if absent. */
  readonly channels?: readonly string[];
  readonly pairs?: readonly { readonly agonist: string; readonly antagonist: string }[];
  /** What each pair was measured on. */
  readonly onPair?: (agonist: PairedMuscle, antagonist: PairedMuscle) => void;
  readonly bandHz?: Band;
  /** Shortest interval between two discharges. */
  readonly minimumIntervalMs?: number;
  readonly separate?: SeparateUnits;
  /** At most so many seconds of each channel are separated into units. */
  readonly separatedS?: number;
  /** Channels of one electrode, each list an electrode: units are separated from all of them at once. `all`: every one. */
  readonly together?: readonly (readonly string[])[];
  /** Share of the whole that is done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

const SLOWEST_HZ = 100;
const SHORTEST_S = 0.5;
/** Voltages, and samples without calibration. */
const MEASURED_UNITS = new Set(["V", "mV", "uV", "nV", "1", "{adu}", ""]);

export async function measureRecording(
  recording: OpenRecording,
  options: MeasureOptions = {},
): Promise<RecordingMeasurement> {
  const { header } = recording;
  const issues: Issue[] = [];
  const timed = withAssumedClock(recording);
  const chosen = chooseChannels(timed.header.channels, options, issues, header.name);
  const electrodes = electrodesOf(timed.header.channels, chosen, options, issues, header.name);
  const signals = new Map<number, ChannelSignal>();
  const measured = new Map<number, MeasuredChannel>();
  for (const [position, index] of chosen.entries()) {
    const withoutClock = isWithoutClock(recording, index);
    const signal = channelSignal(timed, index, withoutClock ? undefined : options.bandHz);
    const channel = await measureChannel(signal, {
      minimumIntervalMs: options.minimumIntervalMs,
      separate: electrodes.some((contacts) => contacts.includes(index)) ? undefined : options.separate,
      separatedS: options.separatedS,
      withoutClock,
      onProgress: (share) => options.onProgress?.((position + share) / chosen.length),
    });
    measured.set(index, channel);
    signals.set(index, signal);
    const told = withoutClock ? inSamples(channel.measurement) : channel.measurement;
    issues.push(...qualityIssues(told, header.name));
    const place = { file: header.name, path: `channels[${told.label}]` };
    issues.push(...channel.issues.map((issue) => ({ ...issue, place })));
  }
  const { separate, separatedS: budgetS, minimumIntervalMs } = options;
  for (const contacts of separate === undefined ? [] : electrodes) {
    const given = contacts.flatMap((index) => {
      const [signal, channel] = [signals.get(index), measured.get(index)];
      return signal && channel && !isWithoutClock(recording, index)
        ? [{ index, signal, measured: channel }]
        : [];
    });
    if (separate === undefined || given.length === 0) continue;
    const separated = await separateTogether(given, { separate, budgetS, minimumIntervalMs });
    given.forEach(({ index }, position) => {
      measured.set(index, separated.channels[position]);
    });
    const place = {
      file: header.name,
      path: `channels[${given.map(({ signal }) => signal.label).join(", ")}]`,
    };
    issues.push(...separated.issues.map((issue) => ({ ...issue, place })));
  }
  const pairs = measurePairs(header.channels, measured, options, issues, header.name);
  const together = withOtherChannels([...measured.values()]);
  [...measured.keys()].forEach((index, position) => {
    measured.set(index, together[position]);
  });
  return {
    recording: {
      name: header.name,
      format: header.format,
      durationS: header.durationS,
      ...(header.startTime !== undefined && { startedAt: header.startTime }),
    },
    channels: [...measured].map(([index, { measurement }]) =>
      isWithoutClock(recording, index) ? inSamples(measurement) : measurement,
    ),
    pairs: header.channels.every((_, index) => !isWithoutClock(recording, index))
      ? pairs
      : pairs.map(pairInSamples),
    issues: [...recording.issues, ...issues],
  };
}

function chooseChannels(
  channels: readonly Channel[],
  options: MeasureOptions,
  issues: Issue[],
  file: string,
): number[] {
  const named = options.channels?.flatMap((name) => {
    const found = channelsNamed(channels, name);
    if (found.length === 0) issues.push(unknownChannel(name, channels, file));
    return found;
  });
  const paired = (options.pairs ?? []).flatMap(({ agonist, antagonist }) => [
    ...channelsNamed(channels, agonist),
    ...channelsNamed(channels, antagonist),
  ]);
  const wanted = named === undefined ? channels.map((_, index) => index) : [...named, ...paired];
  return [...new Set(wanted)]
    .sort((a, b) => a - b)
    .filter((index) => isSuitable(channels[index], issues, file));
}

/** The channels of each electrode that are measured; those of different speed are separated alone, and it is said. */
function electrodesOf(
  channels: readonly Channel[],
  chosen: readonly number[],
  { together = [] }: MeasureOptions,
  issues: Issue[],
  file: string,
): number[][] {
  return together.flatMap((names) => {
    const found = names.flatMap((name) => {
      const named = channelsNamed(channels, name);
      if (named.length === 0 && name === "all") return chosen;
      if (named.length === 0) issues.push(unknownChannel(name, channels, file));
      return named;
    });
    const contacts = [...new Set(found)].filter((index) => chosen.includes(index)).sort((a, b) => a - b);
    const clocks = new Set(
      contacts.map((index) => `${channels[index].samplingFrequencyHz} ${channels[index].startS}`),
    );
    if (clocks.size <= 1) return contacts.length > 1 ? [contacts] : [];
    issues.push(contactsOutOfStep(names, file));
    return [];
  });
}

/** By label or id (case does not matter), else by position counted from 1. */
export function channelsNamed(channels: readonly Channel[], name: string): number[] {
  const wanted = name.trim().toLowerCase();
  const byName = channels.flatMap(({ label, id }, index) =>
    label.trim().toLowerCase() === wanted || id.toLowerCase() === wanted ? [index] : [],
  );
  if (byName.length > 0) return byName;
  const position = Number(wanted);
  return Number.isInteger(position) && position >= 1 && position <= channels.length ? [position - 1] : [];
}

function isSuitable(channel: Channel, issues: Issue[], file: string): boolean {
  const { samplingFrequencyHz, sampleCount, unit } = channel;
  if (!MEASURED_UNITS.has(unit)) issues.push(channelNotAVoltage(channel, file));
  else if (!(samplingFrequencyHz >= SLOWEST_HZ)) issues.push(channelTooSlow(channel, SLOWEST_HZ, file));
  else if (sampleCount < SHORTEST_S * samplingFrequencyHz)
    issues.push(channelTooShort(channel, SHORTEST_S, file));
  else return true;
  return false;
}

function measurePairs(
  channels: readonly Channel[],
  measured: ReadonlyMap<number, MeasuredChannel>,
  options: MeasureOptions,
  issues: Issue[],
  file: string,
): PairMeasurement[] {
  return (options.pairs ?? []).flatMap(({ agonist, antagonist }) => {
    const find = (name: string) => {
      const index = channelsNamed(channels, name).find((candidate) => measured.has(candidate));
      if (index === undefined) issues.push(unknownChannel(name, channels, file));
      return index === undefined ? undefined : measured.get(index);
    };
    const one = find(agonist);
    const other = find(antagonist);
    if (one === undefined || other === undefined) return [];
    const muscles = [pairedMuscle(one), pairedMuscle(other)] as const;
    options.onPair?.(...muscles);
    return [musclePair(...muscles)];
  });
}
