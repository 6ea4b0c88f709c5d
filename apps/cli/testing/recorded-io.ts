/** A terminal that remembers what was written to it. */
import type { Language } from "@krampe/core/issue/text.ts";
import type { Io } from "../command.ts";

export interface RecordedIo extends Io {
  readonly written: { out: string; error: string };
}

export function recordedIo(language: Language = "en", stdin = "", now = "2026-11-22T12:00:00Z"): RecordedIo {
  const written = { out: "", error: "" };
  return {
    language,
    isTerminal: false,
    written,
    out: (text) => {
      written.out += text;
    },
    error: (text) => {
      written.error += text;
    },
    readStdin: async () => new TextEncoder().encode(stdin),
    now: () => new Date(now),
  };
}
