/**
 * What is said about channels that could not be measured, or only with care.
 */
import type { Issue, Severity } from "../issue/issue.ts";
import { nearestWord } from "../issue/suggestion.ts";
import type { Language, Text } from "../issue/text.ts";
import type { Channel } from "../recording/recording.ts";
import type { ChannelMeasurement } from "./types/channel.ts";

function issue(
  code: string,
  severity: Severity,
  message: Text,
  suggestion: Text,
  file: string,
  channel?: string,
): Issue {
  const place = { file, ...(channel !== undefined && { path: `channels[${channel}]` }) };
  return { code, severity, message, suggestion, place };
}

export function unknownChannel(name: string, channels: readonly Channel[], file: string): Issue {
  const labels = channels.map((channel) => channel.label);
  const near = nearestWord(name, labels);
  const list = labels.slice(0, 12).join(", ");
  return issue(
    "unknown-channel",
    "error",
    {
      en: `There is no channel "${name}" that could be measured in ${file}.`,
      nb: `Det finnes ingen kanal «${name}» som kan måles i ${file}.`,
    },
    near === undefined
      ? { en: `Its channels are: ${list}.`, nb: `Kanalene er: ${list}.` }
      : { en: `Did you mean "${near}"?`, nb: `Mente du «${near}»?` },
    file,
  );
}

/** Channels that were said to be of one electrode, but cannot be laid beside each other sample by sample. */
export function contactsOutOfStep(names: readonly string[], file: string): Issue {
  const list = names.join(", ");
  return issue(
    "contacts-out-of-step",
    "warning",
    {
      en: `The channels ${list} were not sampled together, so their units are told apart one channel at a time.`,
      nb: `Kanalene ${list} er ikke samplet sammen, så enhetene skilles fra hverandre i én kanal om gangen.`,
    },
    {
      en: "Name channels of one electrode, with one sampling frequency and one start.",
      nb: "Nevn kanaler fra én elektrode, med én samplingsfrekvens og én start.",
    },
    file,
  );
}

export function channelNotAVoltage(channel: Channel, file: string): Issue {
  return issue(
    "channel-not-a-voltage",
    "information",
    {
      en: `Channel "${channel.label}" is in ${channel.unit}, which is no voltage: not measured.`,
      nb: `Kanalen «${channel.label}» er i ${channel.unit}, som ikke er en spenning: ikke målt.`,
    },
    {
      en: "Nothing to do if it is an angle, a force or a marker.",
      nb: "Ingenting å gjøre hvis den er en vinkel, en kraft eller en markør.",
    },
    file,
    channel.label,
  );
}

export function channelTooSlow(channel: Channel, slowestHz: number, file: string): Issue {
  return issue(
    "sampling-frequency-too-low",
    "warning",
    {
      en: `Channel "${channel.label}" has ${channel.samplingFrequencyHz} samples a second; muscle activity needs at least ${slowestHz}: not measured.`,
      nb: `Kanalen «${channel.label}» har ${channel.samplingFrequencyHz} punktprøver i sekundet; muskelaktivitet krever minst ${slowestHz}: ikke målt.`,
    },
    {
      en: "Export the signal at the frequency it was recorded with (1000 Hz or more for surface, 10 000 Hz or more for needle EMG).",
      nb: "Eksporter signalet med frekvensen det ble tatt opp med (minst 1000 Hz for overflate-EMG, minst 10 000 Hz for nål-EMG).",
    },
    file,
    channel.label,
  );
}

export function channelTooShort(channel: Channel, shortestS: number, file: string): Issue {
  return issue(
    "channel-too-short",
    "warning",
    {
      en: `Channel "${channel.label}" has only ${channel.sampleCount} samples, less than ${shortestS} s: not measured.`,
      nb: `Kanalen «${channel.label}» har bare ${channel.sampleCount} punktprøver, under ${shortestS} s: ikke målt.`,
    },
    { en: "Record longer.", nb: "Ta opp lenger." },
    file,
    channel.label,
  );
}

const percent = (share: number) => (share >= 0.01 ? (100 * share).toFixed(0) : (100 * share).toPrecision(1));

/** Why a span is without signal, in words. */
const WITHOUT_SIGNAL = {
  gap: { en: "samples missing or no numbers", nb: "punktprøver mangler eller er ikke tall" },
  "drop-out": { en: "signal lost", nb: "signalet falt ut" },
  flat: { en: "flat line", nb: "flat linje" },
} as const;

/** What a reader of this channel's numbers must know first. */
export function qualityIssues({ label, quality }: ChannelMeasurement, file: string): Issue[] {
  const issues: Issue[] = [];
  const say = (code: string, severity: Severity, message: Text, suggestion: Text) =>
    issues.push(issue(code, severity, message, suggestion, file, label));
  if (quality.saturation.share > 0)
    say(
      "saturated",
      "warning",
      {
        en: `Channel "${label}" is clipped in ${percent(quality.saturation.share)} % of its samples; those spans were not measured.`,
        nb: `Kanalen «${label}» er klippet i ${percent(quality.saturation.share)} % av punktprøvene; de strekkene er ikke målt.`,
      },
      { en: "Record again with a lower gain.", nb: "Ta opp på nytt med lavere forsterkning." },
    );
  if (quality.isRectified)
    say(
      "rectified",
      "warning",
      {
        en: `Channel "${label}" never falls below zero: it looks rectified or like an envelope. Times of activity hold; waveforms, spectrum and discharges do not.`,
        nb: `Kanalen «${label}» er aldri under null: den ser likerettet ut, eller er en omhyllingskurve. Tidspunkter for aktivitet holder; kurveform, spektrum og utladninger gjør ikke det.`,
      },
      { en: "Export the raw signal.", nb: "Eksporter råsignalet." },
    );
  if (quality.heart.present)
    say(
      "heart-in-recording",
      "warning",
      {
        en: `The heart shows in channel "${label}" (${quality.heart.beatCount} beats).`,
        nb: `Hjertet vises i kanalen «${label}» (${quality.heart.beatCount} slag).`,
      },
      {
        en: "Do not read its beats as bursts of the muscle.",
        nb: "Ikke les hjerteslagene som aktivitet i muskelen.",
      },
    );
  const missing = quality.masked.filter(({ reason }) => reason in WITHOUT_SIGNAL);
  if (missing.length > 0) {
    const reasons = [...new Set(missing.map(({ reason }) => reason as keyof typeof WITHOUT_SIGNAL))];
    const of = (language: Language) => reasons.map((reason) => WITHOUT_SIGNAL[reason][language]).join(", ");
    say(
      "signal-missing",
      "information",
      {
        en: `Channel "${label}" has no signal in ${missing.length} ${missing.length === 1 ? "span" : "spans"} (${of("en")}); nothing was measured there.`,
        nb: `Kanalen «${label}» er uten signal i ${missing.length} strekk (${of("nb")}); der er ingenting målt.`,
      },
      {
        en: "What is told holds for the rest of the recording.",
        nb: "Det som sies, gjelder resten av opptaket.",
      },
    );
  }
  const moved = quality.masked.filter((span) => span.reason === "movement").length;
  if (moved > 0)
    say(
      "movement",
      "information",
      {
        en: `Movement in channel "${label}": ${moved} ${moved === 1 ? "span was" : "spans were"} not measured.`,
        nb: `Bevegelse i kanalen «${label}»: ${moved} ${moved === 1 ? "strekk er" : "strekk er"} ikke målt.`,
      },
      { en: "Fix cable and electrode.", nb: "Fest ledning og elektrode." },
    );
  if (quality.verdict === "unusable")
    say(
      "channel-unusable",
      "warning",
      {
        en: `Channel "${label}": only ${percent(quality.usableShare)} % is usable signal.`,
        nb: `Kanalen «${label}»: bare ${percent(quality.usableShare)} % er brukbart signal.`,
      },
      { en: "Check the electrode and record again.", nb: "Kontroller elektroden og ta opp på nytt." },
    );
  return issues;
}
