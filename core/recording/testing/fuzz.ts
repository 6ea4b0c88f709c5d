/**
 * Throws damaged recordings and noise at every reader.
 *
 * Whatever the bytes, the answer must be a recording whose numbers hold together or an issue of severity error, soon,
 * and every request for samples must give as many as the channel has there. Anything else is a finding, with the
 * number that makes it again.
 */
import type { Issue } from "../../issue/issue.ts";
import { hasError } from "../../issue/issue.ts";
import { LONGEST_GAPS_S } from "../longest-gaps.ts";
import { markSpans } from "../mark-spans.ts";
import { memorySource } from "../memory-source.ts";
import { openRecordings } from "../open-recording.ts";
import type { ByteSource, OpenRecording } from "../recording.ts";
import { mutated, randomFile } from "./mutate.ts";
import { Random } from "./random.ts";

/** Files that belong together. */
export interface FuzzSeed {
  readonly name: string;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

export interface FuzzFinding {
  readonly caseNumber: number;
  readonly seedName: string;
  readonly problem: string;
}

export interface FuzzSummary {
  readonly cases: number;
  readonly recordings: number;
  readonly refusals: number;
  readonly slowestMs: number;
  readonly slowestCase: number;
  readonly findings: readonly FuzzFinding[];
}

const TOO_SLOW_MS = 20_000;
const MOST_CHANNELS_READ = 12;
/** What the best compression here can hold: FLAC frames of one value. */
const MOST_SAMPLES_PER_BYTE = 65535 / 8;

/** Case `n` is the same in every run with the same seeds. Goes on while `goOn` says so. */
export async function fuzzRecordings(
  seeds: readonly FuzzSeed[],
  firstCase: number,
  goOn: (casesDone: number) => boolean,
): Promise<FuzzSummary> {
  const findings: FuzzFinding[] = [];
  let recordings = 0;
  let refusals = 0;
  let slowestMs = 0;
  let slowestCase = firstCase;
  let cases = 0;
  for (; goOn(cases); cases++) {
    const caseNumber = firstCase + cases;
    const { seedName, sources } = makeCase(seeds, caseNumber);
    const start = performance.now();
    const report = (problem: string) => findings.push({ caseNumber, seedName, problem });
    try {
      const found = await checkCase(sources, new Random(caseNumber + 1_000_000), report);
      recordings += found;
      if (found === 0) refusals++;
    } catch (error) {
      report(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
    const tookMs = performance.now() - start;
    if (tookMs > TOO_SLOW_MS) report(`took ${Math.round(tookMs)} ms`);
    if (tookMs > slowestMs) {
      slowestMs = tookMs;
      slowestCase = caseNumber;
    }
  }
  return { cases, recordings, refusals, slowestMs, slowestCase, findings };
}

export function makeCase(
  seeds: readonly FuzzSeed[],
  caseNumber: number,
): { seedName: string; sources: ByteSource[] } {
  const random = new Random(caseNumber);
  if (random.below(8) === 0) {
    const name = random.pick(["a.edf", "a.hea", "a.vhdr", "a.txt", "a"]);
    return { seedName: "noise", sources: [memorySource(name, randomFile(random))] };
  }
  const seed = random.pick(seeds);
  const other = random.pick(random.pick(seeds).files).bytes;
  const damaged = random.below(seed.files.length);
  const sources = seed.files.map(({ name, bytes }, index) =>
    memorySource(name, index === damaged || random.below(6) === 0 ? mutated(bytes, random, other) : bytes),
  );
  return { seedName: seed.name, sources };
}

/** Number of recordings found. */
async function checkCase(
  sources: readonly ByteSource[],
  random: Random,
  report: (problem: string) => void,
): Promise<number> {
  const result = await openRecordings(sources);
  checkIssues(result.issues, report);
  if (!result.ok) {
    if (!hasError(result.issues)) report("refused without an error");
    return 0;
  }
  const bytes = sources.reduce((sum, source) => sum + source.size, 0);
  for (const recording of result.value) await checkRecording(recording, bytes, random, report);
  return result.value.length;
}

async function checkRecording(
  recording: OpenRecording,
  bytes: number,
  random: Random,
  report: (problem: string) => void,
): Promise<void> {
  const { header } = recording;
  const { channels } = header;
  if (!Number.isFinite(header.durationS) || header.durationS < 0) report(`duration ${header.durationS}`);
  if (new Set(channels.map(({ id }) => id)).size !== channels.length) report("ids are not unique");
  for (const gap of header.gaps) if (!(gap.toS >= gap.fromS)) report("gap ends before it starts");
  for (const annotation of header.annotations) if (Number.isNaN(annotation.atS)) report("annotation at NaN");
  for (let count = 0; count < Math.min(MOST_CHANNELS_READ, channels.length); count++) {
    const index = random.below(channels.length);
    const { sampleCount, samplingFrequencyHz, id } = channels[index];
    if (!Number.isInteger(sampleCount) || sampleCount < 0) report(`${id} has ${sampleCount} samples`);
    if (!(samplingFrequencyHz > 0) || !Number.isFinite(samplingFrequencyHz))
      report(`${id} at ${samplingFrequencyHz} Hz`);
    const credible = bytes * MOST_SAMPLES_PER_BYTE + LONGEST_GAPS_S * samplingFrequencyHz;
    if (sampleCount > credible) report(`${id} claims ${sampleCount} samples in ${bytes} bytes`);
    const from = random.pick([0, random.below(sampleCount + 10), sampleCount - 5, -3]);
    const wanted = random.pick([1, 100, 5000, 60_000]);
    const samples = await recording.readSamples(index, from, wanted);
    const expected = Math.max(0, Math.min(sampleCount, from + wanted) - Math.max(0, from));
    if (samples.length !== expected) report(`${samples.length} samples of ${id} instead of ${expected}`);
  }
  const marked = channels.findIndex(({ sampleCount }) => sampleCount < 200_000);
  if (marked >= 0) await markSpans(recording, marked);
  checkIssues(recording.issues, report);
}

function checkIssues(issues: readonly Issue[], report: (problem: string) => void): void {
  for (const { code, message, suggestion } of issues) {
    const texts = [message.en, message.nb, ...(suggestion ? [suggestion.en, suggestion.nb] : [])];
    if (texts.some((text) => text.trim() === "" || /\b(?:undefined|\[object)/.test(text)))
      report(`text of ${code}`);
  }
}
