/**
 * A measurement as a page of text that an electromyographer can read from top to bottom: can the signal be trusted, is there
 * activity, how much, how fast, in bursts or not, and what each unit does. No disease and no pattern is named.
 */
import type { Language, Text } from "../../issue/text.ts";
import type { ChannelMeasurement, QualityMeasurement, Silence } from "../types/channel.ts";
import type { PairMeasurement, PairRelation, RecordingMeasurement } from "../types/recording.ts";
import { envelopeLine } from "./envelope-line.ts";
import { amplitudeSign, clockSign, duration, estimated, written } from "./numbers.ts";
import { unitTable } from "./unit-table.ts";

const WIDTH = 72;
const INDENT = 12;

export function measurementText(measurement: RecordingMeasurement, language: Language): string {
  const { recording, channels, pairs } = measurement;
  const count = `${channels.length} ${pick(channels.length === 1 ? W.channel : W.channels, language)}`;
  const hasClock =
    channels.length === 0 || channels.some(({ samplingFrequencyHz }) => samplingFrequencyHz !== 1);
  const length = duration(recording.durationS, language, clockSign(hasClock, language));
  const head = [recording.name, recording.format, length, count];
  if (recording.startedAt !== undefined) head.push(recording.startedAt.replace("T", " "));
  const lines = [head.join(" · "), "═".repeat(WIDTH + INDENT)];
  for (const channel of channels) lines.push("", ...channelLines(channel, recording.durationS, language));
  if (pairs.length > 0) lines.push("", ...pairs.flatMap((pair) => pairLines(pair, language)));
  return `${lines.join("\n")}\n`;
}

function channelLines(channel: ChannelMeasurement, durationS: number, language: Language): string[] {
  const { label, samplingFrequencyHz, analysisBandHz: band, quality, activity } = channel;
  const sign = amplitudeSign(channel.amplitudeUnit, language);
  const hasClock = samplingFrequencyHz !== 1;
  const clock = clockSign(hasClock, language);
  const sampling = !hasClock
    ? pick(W.noClock, language)
    : `${written(samplingFrequencyHz, language, 5)} Hz, ${written(band.low, language)}–${written(band.high, language, 4)} Hz`;
  const title = `${label}  ${sampling}, ${sign}`;
  const lines = [title, "─".repeat(WIDTH + INDENT)];
  const say = (name: Text, text: string) => lines.push(`${pick(name, language).padEnd(INDENT)}${text}`);
  say(W.quality, qualityText(quality, sign, language));
  const slow = activity.envelopes.at(-1);
  const noise = "value" in quality.noise ? quality.noise.value : 0;
  if (slow !== undefined) {
    lines.push(`${" ".repeat(INDENT)}${envelopeLine(slow.values, noise, WIDTH)}`);
    const end = duration(durationS, language, clock);
    lines.push(`${" ".repeat(INDENT)}${`0 ${clock}`.padEnd(10)}${end.padStart(WIDTH - 10)}`);
  }
  say(W.activity, activityText(channel, sign, language));
  if (activity.activeShare > 0 && hasClock) {
    say(W.rate, compositeText(channel, language));
    say(W.spectrum, spectrumText(channel, language));
  }
  const { frequencyHz, strength } = activity.envelopeRhythm;
  if ("value" in frequencyHz)
    say(
      W.rhythm,
      `${estimated(frequencyHz, language, "/s")} · ${pick(W.strength, language)} ${estimated(strength, language)}`,
    );
  if (channel.bursts.length > 0) say(W.bursts, burstText(channel, clock, language));
  say(W.silence, silenceText(channel, sign, clock, language));
  lines.push(...unitLines(channel, language));
  return lines;
}

function qualityText(quality: QualityMeasurement, sign: string, language: Language): string {
  const parts = [pick(VERDICT[quality.verdict], language)];
  if ("value" in quality.noise) {
    const bound = quality.noiseIsUpperBound ? "≤ " : "";
    parts.push(`${pick(W.noise, language)} ${bound}${written(quality.noise.value, language)} ${sign}`);
  }
  const { fundamentalHz, powerShare } = quality.mains;
  parts.push(
    fundamentalHz === undefined
      ? pick(W.noMains, language)
      : `${pick(W.mains, language)} ${written(fundamentalHz, language, 4)} Hz, ${written(100 * powerShare, language, 2)} % ${pick(W.ofQuietPower, language)}`,
  );
  if (quality.saturation.share > 0)
    parts.push(`${pick(W.clipped, language)} ${written(100 * quality.saturation.share, language, 2)} %`);
  if (quality.isRectified) parts.push(pick(W.rectified, language));
  if (quality.heart.present)
    parts.push(`${pick(W.heart, language)} ${estimated(quality.heart.rateHz, language, "/min", 60)}`);
  if (quality.usableShare < 0.9995)
    parts.push(`${written(100 * quality.usableShare, language, 3)} % ${pick(W.usable, language)}`);
  return parts.join(" · ");
}

function activityText({ activity, quality }: ChannelMeasurement, sign: string, language: Language): string {
  if (activity.activeShare === 0) return pick(W.noActivity, language);
  const parts = [
    `${written(100 * activity.activeShare, language, 2)} % ${pick(W.ofTime, language)}`,
    `${estimated(activity.rms, language, sign)} RMS`,
    `${pick(W.peak, language)} ${estimated(activity.peak, language, sign)}`,
  ];
  if ("value" in quality.signalToNoise)
    parts.push(`${written(quality.signalToNoise.value, language, 2)} × ${pick(W.noise, language)}`);
  return parts.join(" · ");
}

function compositeText({ compositeRateHz, activity }: ChannelMeasurement, language: Language): string {
  const turns = estimated(activity.turnsPerS, language, "/s");
  return `${pick(W.composite, language)} ${estimated(compositeRateHz, language, "/s")} · ${pick(W.turns, language)} ${turns}`;
}

function spectrumText({ activity }: ChannelMeasurement, language: Language): string {
  return `${pick(W.median, language)} ${estimated(activity.medianFrequencyHz, language)} · ${pick(W.mean, language)} ${estimated(activity.meanFrequencyHz, language)}`;
}

function burstText({ bursts, burstRhythm }: ChannelMeasurement, clock: string, language: Language): string {
  const prominent = bursts.filter((burst) => burst.prominent);
  const strays = bursts.length - prominent.length;
  const parts = [`${prominent.length}${strays > 0 ? ` (+ ${strays} ${pick(W.strays, language)})` : ""}`];
  if ("value" in burstRhythm.rateHz) {
    parts.push(`${estimated(burstRhythm.rateHz, language, "/s")}`);
    parts.push(`${pick(W.length, language)} ${estimated(burstRhythm.durationMs, language)}`);
    parts.push(`${pick(W.periodCv, language)} ${estimated(burstRhythm.periodCv, language, "%", 100)}`);
  } else {
    const spans = prominent
      .slice(0, 3)
      .map((burst) => spanText(burst.onsetS, burst.offsetS, clock, language));
    parts.push(spans.join(", "));
  }
  return parts.join(" · ");
}

function silenceText(
  { activity, quality }: ChannelMeasurement,
  sign: string,
  clock: string,
  language: Language,
): string {
  const { silences } = activity;
  if (silences.length === 0)
    return pick(quality.noiseIsUpperBound ? W.silenceUnknowable : W.noSilence, language);
  const total = silences.reduce((sum, { fromS, toS }) => sum + toS - fromS, 0);
  const lengthOf = ({ fromS, toS }: Silence) => toS - fromS;
  const longest = silences.reduce((one, other) => (lengthOf(other) > lengthOf(one) ? other : one));
  const parts = [
    `${duration(total, language, clock)} ${pick(W.in, language)} ${silences.length}`,
    `${pick(W.longest, language)} ${spanText(longest.fromS, longest.toS, clock, language)}`,
    `${pick(W.nothingAbove, language)} ${written(longest.detectableAmplitude, language)} ${sign}`,
    pick(CERTAINTY[longest.certainty], language),
  ];
  return parts.join(" · ");
}

function unitLines({ units, separated, unitCount }: ChannelMeasurement, language: Language): string[] {
  if (separated.length === 0) return [];
  const time = separated.reduce((sum, { fromS, toS }) => sum + toS - fromS, 0);
  const most = Math.max(0, ...unitCount.map(({ count }) => count));
  const found = `${units.length} ${pick(W.inSeparated, language)} ${duration(time, language, "s")}`;
  const together = most > 1 ? ` · ${pick(W.atOnce, language)} ${most}` : "";
  const head = `${pick(W.units, language).padEnd(INDENT)}${found}${together}`;
  return units.length === 0 ? [head] : [head, ...unitTable(units, language).map((line) => `  ${line}`)];
}

function pairLines(pair: PairMeasurement, language: Language): string[] {
  const head = `${pair.agonist} ↔ ${pair.antagonist}: ${pick(RELATION[pair.relation], language)}`;
  if (!("value" in pair.shapeIndex)) return [head];
  const indices = [
    `${pick(W.shape, language)} ${estimated(pair.shapeIndex, language)}`,
    `${pick(W.amplitude, language)} ${estimated(pair.amplitudeIndex, language)}`,
    `${pick(W.temporal, language)} ${estimated(pair.temporalIndex, language)}`,
  ].join(" · ");
  const course = pair.course.map(({ relation }) => RELATION_SIGN[relation]).join("");
  const lines = [head, `${" ".repeat(INDENT)}${indices}`];
  if (course.length > 1) lines.push(`${" ".repeat(INDENT)}${course}   ${pick(W.courseKey, language)}`);
  return lines;
}

function spanText(from: number, to: number, clock: string, language: Language): string {
  return `${written(from, language, 4)}–${written(to, language, 4)} ${clock}`;
}

function pick(text: Text, language: Language): string {
  return text[language];
}

const VERDICT: Readonly<Record<QualityMeasurement["verdict"], Text>> = {
  good: { en: "good", nb: "god" },
  limited: { en: "limited", nb: "begrenset" },
  unusable: { en: "UNUSABLE", nb: "UBRUKELIG" },
};
const CERTAINTY: Readonly<Record<Silence["certainty"], Text>> = {
  sure: { en: "sure", nb: "sikkert" },
  likely: { en: "likely", nb: "sannsynlig" },
  doubtful: {
    en: "doubtful: steady activity could look the same",
    nb: "tvilsomt: jevn aktivitet kan se lik ut",
  },
};
const RELATION: Readonly<Record<PairRelation, Text>> = {
  reciprocal: { en: "reciprocal (they take turns)", nb: "resiprok (de veksler)" },
  "co-active": { en: "co-active (they contract together)", nb: "koaktiv (de trekker seg sammen samtidig)" },
  independent: { en: "independent", nb: "uavhengig" },
  undetermined: { en: "undetermined (too little activity)", nb: "uavklart (for lite aktivitet)" },
};
const RELATION_SIGN: Readonly<Record<PairRelation, string>> = {
  reciprocal: "↔",
  "co-active": "=",
  independent: "·",
  undetermined: "?",
};

const W = {
  noClock: {
    en: "sampling frequency unknown (times below count samples)",
    nb: "ukjent samplingsfrekvens (tider under teller punktprøver)",
  },
  channel: { en: "channel", nb: "kanal" },
  channels: { en: "channels", nb: "kanaler" },
  quality: { en: "Quality", nb: "Kvalitet" },
  activity: { en: "Activity", nb: "Aktivitet" },
  rate: { en: "Rate", nb: "Rate" },
  spectrum: { en: "Spectrum", nb: "Spektrum" },
  rhythm: { en: "Rhythm", nb: "Rytme" },
  strength: { en: "of the envelope, strength", nb: "i omhyllingskurven, styrke" },
  bursts: { en: "Bursts", nb: "Salver" },
  strays: { en: "small", nb: "små" },
  silence: { en: "Silence", nb: "Stillhet" },
  units: { en: "Units", nb: "Enheter" },
  noise: { en: "noise", nb: "støy" },
  mains: { en: "mains", nb: "nettstøy" },
  noMains: { en: "no mains", nb: "ingen nettstøy" },
  ofQuietPower: { en: "of the quiet power (removed)", nb: "av effekten i ro (fjernet)" },
  clipped: { en: "CLIPPED", nb: "KLIPPET" },
  rectified: { en: "RECTIFIED", nb: "LIKERETTET" },
  heart: { en: "HEART", nb: "HJERTE" },
  usable: { en: "usable", nb: "brukbart" },
  noActivity: { en: "none above the noise", nb: "ingen over støyen" },
  ofTime: { en: "of the time", nb: "av tiden" },
  peak: { en: "peak", nb: "topp" },
  composite: {
    en: "composite (all units together, 1 / median interval)",
    nb: "samlet (alle enheter, 1 / medianintervall)",
  },
  turns: { en: "turns", nb: "vendepunkter" },
  median: { en: "median", nb: "median" },
  mean: { en: "mean", nb: "middel" },
  length: { en: "length", nb: "lengde" },
  periodCv: { en: "period CV", nb: "periode-CV" },
  noSilence: { en: "none of half a second or more", nb: "ingen på et halvt sekund eller mer" },
  silenceUnknowable: {
    en: "cannot be told: no stretch looks like the instrument alone",
    nb: "kan ikke avgjøres: ikke noe strekk ser ut som bare instrumentet",
  },
  in: { en: "in", nb: "i" },
  longest: { en: "longest", nb: "lengst" },
  nothingAbove: { en: "nothing above", nb: "ingenting over" },
  inSeparated: { en: "in the separated", nb: "i de separerte" },
  atOnce: { en: "at once up to", nb: "samtidig opptil" },
  shape: { en: "shape", nb: "form" },
  amplitude: { en: "amplitude", nb: "amplitude" },
  temporal: { en: "time", nb: "tid" },
  courseKey: {
    en: "(2 s each: = together, ↔ in turn, · independent)",
    nb: "(2 s hver: = sammen, ↔ vekselvis, · uavhengig)",
  },
} as const satisfies Readonly<Record<string, Text>>;
