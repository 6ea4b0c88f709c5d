/** Format, channels, length, sampling frequencies and start of a recording, in a line. */
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
  language: "en" | "nb",
): string {
  const rates = [...new Set(channels.map(({ samplingFrequencyHz }) => samplingFrequencyHz))];
  const hasClock = !channels.some(({ clock }) => clock === "assumed");
  return [
    format === "memory" ? words.formatMemory : format === "text" ? words.formatText : format,
    words.head.channels(channels.length),
    writtenSpan(durationS, language, hasClock),
    hasClock ? rates.map((rate) => `${written(rate, language, 5)} Hz`).join(", ") : "",
    startTime?.replace("T", " ") ?? "",
  ]
    .filter((part) => part !== "")
    .join(" · ");
}
