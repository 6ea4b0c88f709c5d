/**
 * Writes a table of text: a time column, then a column for each channel with its unit in the heading.
 *
 * Samples are written with as many digits as give the same float32 back; a missing one is an empty field. Sampling
 * frequency and start stand in comment lines on top.
 */
import { strToU8 } from "fflate";
import { failure, type Issue, type Result, success } from "../issue/issue.ts";
import { fault, remark } from "./recording-issue.ts";
import type { SampledRecording } from "./sampled-recording.ts";

const ROWS_AT_ONCE = 8192;

export function writeCsv(recording: SampledRecording, name = "recording.csv"): Result<Uint8Array> {
  const { channels } = recording;
  const frequency = channels[0]?.samplingFrequencyHz ?? 0;
  if (!channels.every((channel) => channel.samplingFrequencyHz === frequency) || !(frequency > 0)) {
    return failure(frequenciesDiffer(name));
  }
  const rows = Math.max(...channels.map((channel) => channel.samples.length));
  const heading = channels.map(({ label, unit }) => quoted(unit === "1" ? label : `${label} (${unit})`));
  const parts = [
    strToU8(
      [
        `# Sampling frequency: ${frequency} Hz`,
        ...(recording.startTime === undefined ? [] : [`# Start: ${recording.startTime}`]),
        `Time (s),${heading.join(",")}`,
        "",
      ].join("\n"),
    ),
  ];
  for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
    let text = "";
    for (let row = from; row < Math.min(rows, from + ROWS_AT_ONCE); row++) {
      text += timeText(row / frequency);
      for (const { samples } of channels) text += `,${row < samples.length ? valueText(samples[row]) : ""}`;
      text += "\n";
    }
    parts.push(strToU8(text));
  }
  const notes = (recording.annotations?.length ?? 0) > 0 ? [annotationsLost(name)] : [];
  return success(joined(parts), notes);
}

/** The shortest decimal number that is this float32. */
function valueText(value: number): string {
  if (Number.isNaN(value)) return "";
  if (!Number.isFinite(value)) return value > 0 ? "Inf" : "-Inf";
  for (let digits = 6; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(Number(value.toPrecision(9)));
}

function timeText(seconds: number): string {
  return String(Number(seconds.toFixed(9)));
}

function quoted(text: string): string {
  const plain = text.replaceAll(/[\r\n"]+/g, " ");
  return /[,;\t]/.test(plain) ? `"${plain}"` : plain;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function frequenciesDiffer(file: string): Issue {
  return fault(
    "csv-frequencies-differ",
    file,
    {
      en: "A table needs one sampling frequency for all channels.",
      nb: "En tabell trenger én punktprøvingsfrekvens for alle kanaler.",
    },
    {
      en: "Write one table for each frequency, or EDF+.",
      nb: "Skriv én tabell for hver frekvens, eller EDF+.",
    },
  );
}

function annotationsLost(file: string): Issue {
  return remark("csv-without-annotations", file, {
    en: "Annotations have no place in the table and are left out.",
    nb: "Merknader har ingen plass i tabellen og er utelatt.",
  });
}
