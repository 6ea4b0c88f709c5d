/** Format, channels, length, sampling frequencies and start of a recording, in a line. */
import type { Language } from "@krampe/core/issue/text.ts";
import { written } from "@krampe/core/measurement/report/numbers.ts";
import type { RecordingHeader } from "@krampe/core/recording/recording.ts";
import { writtenSpan } from "../traces/written-scale.ts";

export function describedRecording(
  { channels, durationS, format, startTime }: RecordingHeader,
  words: {
    readonly head: { readonly channels: (count: number) => string };
    readonly formatMemory: string;
    readonly formatText: string;
  },
  language: Language,
): string {
  const rates = [...new Set(channels.map(({ samplingFrequencyHz }) => samplingFrequencyHz))];
  const hasClock = !channels.some(({ clock }) => clock === "assumed");
  return [
    format === "memory" ? words.formatMemory : format === "text" ? words.formatText : format,
    words.head.channels(channels.length),
    writtenSpan(durationS, language, hasClock),
    hasClock ? rates.map((rate) => writtenRate(rate, language)).join(", ") : "",
    startTime === undefined ? "" : writtenStart(startTime, language),
  ]
    .filter((part) => part !== "")
    .join(" · ");
}

function writtenRate(hz: number, language: Language): string {
  return hz >= 1000 ? `${written(hz / 1000, language, 5)} kHz` : `${written(hz, language, 5)} Hz`;
}

/** As a clock on the wall showed it: recordings name no time zone. */
function writtenStart(startTime: string, language: Language): string {
  const date = new Date(startTime.replace(/(?:Z|[+-]\d\d:?\d\d)$/, ""));
  if (Number.isNaN(date.getTime())) return startTime;
  return date.toLocaleString(language === "nb" ? "nb-NO" : "en-GB", {
    dateStyle: "medium",
    timeStyle: "medium",
  });
}
