/**
 * Writes WAV; annotations become labelled cue points.
 *
 * Floats of 32 bits keep every sample as it is (a missing one too). Whole numbers are parts of full scale and need
 * samples between -1 and 1. Sound files have no units: what the numbers mean must be kept elsewhere, and is told.
 */
import { strToU8 } from "fflate";
import { failure, type Issue, type Result, success } from "../issue/issue.ts";
import { viewOf } from "./byte-view.ts";
import { countMissing } from "./quantisation.ts";
import type { Annotation } from "./recording.ts";
import { caution, fault, remark } from "./recording-issue.ts";
import type { SampledChannel, SampledRecording } from "./sampled-recording.ts";

export type WavEncoding = "uint8" | "int16" | "int24" | "int32" | "float32";

const BITS: Readonly<Record<WavEncoding, number>> = {
  uint8: 8,
  int16: 16,
  int24: 24,
  int32: 32,
  float32: 32,
};

export function writeWav(
  recording: SampledRecording,
  encoding: WavEncoding = "float32",
  name = "recording.wav",
): Result<Uint8Array> {
  const { channels } = recording;
  const [first] = channels;
  if (!first || channels.length > 65535) return failure(channelCountImpossible(name, channels.length));
  const isEven = channels.every((channel) => channel.samplingFrequencyHz === first.samplingFrequencyHz);
  const frequency = first.samplingFrequencyHz;
  if (!isEven || !Number.isInteger(frequency) || frequency < 1 || frequency >= 2 ** 32) {
    return failure(frequenciesImpossible(name));
  }
  const isFloat = encoding === "float32";
  if (!isFloat && channels.some(exceedsFullScale)) return failure(beyondFullScale(name));
  const width = BITS[encoding] / 8;
  const frames = Math.max(...channels.map((channel) => channel.samples.length));
  const dataBytes = frames * channels.length * width;
  if (dataBytes > 0xffff0000) return failure(tooLarge(name));
  const format = formatChunk(channels.length, frequency, BITS[encoding], isFloat);
  const data = chunk("data", dataBytes);
  const payload = data.subarray(8);
  for (const [index, channel] of channels.entries()) {
    writeChannel(payload, channel.samples, frames, index * width, channels.length * width, encoding);
  }
  const cues = cueChunks(recording.annotations ?? [], frequency);
  const parts = [format, data, ...cues];
  const bytes = new Uint8Array(12 + parts.reduce((sum, part) => sum + part.length, 0));
  bytes.set(strToU8("RIFF"));
  viewOf(bytes).setUint32(4, bytes.length - 8, true);
  bytes.set(strToU8("WAVE"), 8);
  let at = 12;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return success(bytes, issuesOf(recording, isFloat, name));
}

/** Head, body and the byte that makes an odd body even. */
function chunk(id: string, bodyBytes: number): Uint8Array {
  const bytes = new Uint8Array(8 + bodyBytes + (bodyBytes % 2));
  bytes.set(strToU8(id));
  viewOf(bytes).setUint32(4, bodyBytes, true);
  return bytes;
}

function formatChunk(channels: number, frequency: number, bits: number, isFloat: boolean): Uint8Array {
  const bytes = chunk("fmt ", 16);
  const view = viewOf(bytes);
  view.setUint16(8, isFloat ? 3 : 1, true);
  view.setUint16(10, channels, true);
  view.setUint32(12, frequency, true);
  view.setUint32(16, (frequency * channels * bits) / 8, true);
  view.setUint16(20, (channels * bits) / 8, true);
  view.setUint16(22, bits, true);
  return bytes;
}

/** A channel that ends early is filled with missing samples, or silence where the encoding has no such thing. */
function writeChannel(
  payload: Uint8Array,
  samples: Float32Array,
  frames: number,
  first: number,
  stride: number,
  encoding: WavEncoding,
): void {
  const view = viewOf(payload);
  const half = 2 ** (BITS[encoding] - 1);
  for (let i = 0, at = first; i < frames; i++, at += stride) {
    const value = i < samples.length ? samples[i] : Number.NaN;
    if (encoding === "float32") {
      view.setFloat32(at, value, true);
      continue;
    }
    const whole = Number.isNaN(value) ? 0 : Math.min(half - 1, Math.round(value * half));
    if (encoding === "uint8") view.setUint8(at, whole + 128);
    else if (encoding === "int16") view.setInt16(at, whole, true);
    else if (encoding === "int32") view.setInt32(at, whole, true);
    else {
      view.setUint8(at, whole & 0xff);
      view.setInt16(at + 1, whole >> 8, true);
    }
  }
}

function cueChunks(annotations: readonly Annotation[], frequency: number): Uint8Array[] {
  if (annotations.length === 0) return [];
  const cues = chunk("cue ", 4 + annotations.length * 24);
  const view = viewOf(cues);
  view.setUint32(8, annotations.length, true);
  const labels: number[] = [...strToU8("adtl")];
  const append = (id: string, cue: number, body: Uint8Array) => {
    const part = chunk(id, 4 + body.length);
    viewOf(part).setUint32(8, cue, true);
    part.set(body, 12);
    labels.push(...part);
  };
  annotations.forEach((annotation, index) => {
    const sample = Math.max(0, Math.round(annotation.atS * frequency));
    const at = 12 + index * 24;
    view.setUint32(at, index + 1, true);
    view.setUint32(at + 4, sample, true);
    cues.set(strToU8("data"), at + 8);
    view.setUint32(at + 20, sample, true);
    append("labl", index + 1, strToU8(`${annotation.text}\0`));
    if (annotation.durationS !== undefined) {
      const region = new Uint8Array(16);
      viewOf(region).setUint32(0, Math.round(annotation.durationS * frequency), true);
      region.set(strToU8("rgn "), 4);
      append("ltxt", index + 1, region);
    }
  });
  const list = chunk("LIST", labels.length);
  list.set(labels, 8);
  return [cues, list];
}

function exceedsFullScale(channel: SampledChannel): boolean {
  return channel.samples.some((value) => value > 1 || value < -1);
}

function issuesOf(recording: SampledRecording, isFloat: boolean, name: string): Issue[] {
  const issues: Issue[] = [];
  const units = new Set(recording.channels.map((channel) => channel.unit));
  if ([...units].some((unit) => unit !== "1") || recording.startTime !== undefined)
    issues.push(unitsLost(name));
  const missing = isFloat
    ? 0
    : recording.channels.reduce((sum, { samples }) => sum + countMissing(samples), 0);
  if (missing > 0) issues.push(samplesNotStorable(name, missing));
  return issues;
}

function channelCountImpossible(file: string, count: number): Issue {
  return fault("wav-channel-count", file, {
    en: `A sound file holds 1 to 65535 channels; there are ${count}.`,
    nb: `En lydfil har 1 til 65535 kanaler; det er ${count}.`,
  });
}

function frequenciesImpossible(file: string): Issue {
  return fault("wav-frequencies-incompatible", file, {
    en: "A sound file needs one sampling frequency for all channels, in whole Hz.",
    nb: "En lydfil trenger én punktprøvingsfrekvens for alle kanaler, i hele Hz.",
  });
}

function beyondFullScale(file: string): Issue {
  return fault(
    "wav-beyond-full-scale",
    file,
    {
      en: "Samples lie outside -1 to 1, which whole numbers in a sound file cannot hold.",
      nb: "Punktprøver ligger utenfor -1 til 1, som heltall i en lydfil ikke har plass til.",
    },
    { en: "Write floats, or scale the channels first.", nb: "Skriv flyttall, eller skaler kanalene først." },
  );
}

function tooLarge(file: string): Issue {
  return fault("wav-too-large", file, {
    en: "A sound file ends at 4 GB; this recording is longer.",
    nb: "En lydfil slutter ved 4 GB; dette opptaket er lengre.",
  });
}

function unitsLost(file: string): Issue {
  return remark("wav-without-units", file, {
    en: "A sound file holds no units, labels or start time; the numbers are written as they are.",
    nb: "En lydfil har ingen enheter, navn eller starttid; tallene er skrevet som de er.",
  });
}

function samplesNotStorable(file: string, count: number): Issue {
  return caution("samples-not-storable", file, {
    en: `${count} missing samples are written as zero.`,
    nb: `${count} manglende punktprøver er skrevet som null.`,
  });
}
