/**
 * Files that were chosen or dropped: a recording, what a reader decided about one (a saved report), or both.
 *
 * A report alone is laid over the recording that is open, or opens its example of the simulated muscle anew.
 */
import type { Issue } from "@krampe/core/issue/issue.ts";
import {
  type ReaderFile,
  readerFileIssue,
  readReaderFile,
} from "@krampe/core/measurement/correction/reader-file.ts";
import { SIMULATED_PATTERNS, type SimulatedPattern } from "@krampe/core/muscle/pattern-names.ts";
import { readPatternContext } from "@krampe/core/pattern/pattern-context.ts";
import type { EmgSource } from "../worker/emg-messages.ts";
import { replaceCorrections } from "./corrections.ts";
import { bench, comparePair, openSource, refuse } from "./workbench.ts";

/** Larger ones are no report. */
const MOST_BYTES = 100_000_000;

export async function openFiles(files: readonly File[]): Promise<void> {
  const texts = await Promise.all(files.map(reportText));
  const recordings = files.filter((_, index) => texts[index] === undefined);
  const position = texts.findIndex((text) => text !== undefined);
  const text = texts[position];
  if (text === undefined) {
    openSource({ kind: "files", files });
    return;
  }
  const read = readReaderFile(text, files[position].name);
  const source: EmgSource | undefined =
    recordings.length > 0 ? { kind: "files", files: recordings } : simulatedIn(text);
  if (source) openSource(source, 0, read.ok ? read.value : undefined);
  if (!read.ok) refuse(read.issues);
  else if (!source && bench.get().state === "open") takeReaderFile(read.value);
  else if (!source) refuse([withoutRecording(files[position].name, read.value.recording.name)]);
}

/** What was decided, laid over the recording that is open. */
export function takeReaderFile(file: ReaderFile): void {
  const { header, issues } = bench.get();
  if (!header) return;
  const issue = readerFileIssue(file, header);
  if (issue) {
    bench.set({ issues: [...issues, issue] });
    return;
  }
  replaceCorrections(file.corrections);
  const context = readPatternContext(file.context.join(","));
  if (context.ok) bench.set({ context: context.value });
  else bench.set({ issues: [...issues, ...context.issues] });
  const position = (wanted: string) => header.channels.findIndex(({ id }) => id === wanted);
  if (!file.pair) return;
  const [agonist, antagonist] = [position(file.pair.agonist), position(file.pair.antagonist)];
  if (agonist >= 0 && antagonist >= 0) comparePair(agonist, antagonist);
}

async function reportText(file: File): Promise<string | undefined> {
  if (!/\.json$/i.test(file.name) || file.size > MOST_BYTES) return undefined;
  const text = await file.text();
  return text.includes('"krampe-emg-reader"') ? text : undefined;
}

function simulatedIn(text: string): EmgSource | undefined {
  const { simulated } = JSON.parse(text) as { simulated?: { pattern?: unknown; seed?: unknown } };
  const isPattern = SIMULATED_PATTERNS.some((known) => known === simulated?.pattern);
  return isPattern && Number.isInteger(simulated?.seed)
    ? { kind: "simulated", pattern: simulated?.pattern as SimulatedPattern, seed: Number(simulated?.seed) }
    : undefined;
}

function withoutRecording(file: string, recording: string): Issue {
  return {
    code: "reader-file-without-recording",
    severity: "error",
    message: {
      en: `${file} holds corrections, not the recording itself.`,
      nb: `${file} inneholder rettelser, ikke selve opptaket.`,
    },
    suggestion: {
      en: `Choose ${recording} and this file together.`,
      nb: `Velg ${recording} og denne filen sammen.`,
    },
    place: { file },
  };
}
