/** The name of what lies on the bench: of its file, or of the example and its seed. */
import type { RecordingHeader } from "@krampe/core/recording/recording.ts";
import type { EmgSource } from "../worker/emg-messages.ts";
import { EXAMPLES } from "./OpenPanel.tsx";

type Patterns = Readonly<Record<(typeof EXAMPLES)[number], { readonly name: string }>>;

export function recordingName(source: EmgSource, header: RecordingHeader, patterns: Patterns): string {
  if (source.kind === "files") return header.name;
  const known = EXAMPLES.find((pattern) => pattern === source.pattern);
  return `${known ? patterns[known].name : source.pattern} · ${source.seed}`;
}
