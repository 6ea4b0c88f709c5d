/**
 * Opens recordings of any known format.
 *
 * Formats are told apart by content, never by name alone. Several files that belong together (a header and its data)
 * and archives of them are put together; a list of sources may hold several recordings. Whatever the bytes are, the
 * answer is a recording or an issue.
 */
import { failure, hasError, type Issue, type Result, success } from "../issue/issue.ts";
import { looksLikeBrainVision, openBrainVision } from "./brainvision.ts";
import { type Companions, companionsOf } from "./companions.ts";
import { openDelimitedText } from "./delimited-text.ts";
import { openEdf } from "./edf.ts";
import { looksLikeEdf } from "./edf-header.ts";
import { findSuperblock, openHdf5 } from "./hdf5/hdf5.ts";
import { looksLikeMat5, openMat5 } from "./mat5.ts";
import { openOtb, readOtbSettings } from "./otb.ts";
import { looksLikePoly5, openPoly5 } from "./poly5.ts";
import type { ByteSource, OpenOptions, OpenRecording } from "./recording.ts";
import { fault, remark } from "./recording-issue.ts";
import { spikerBoxEvents } from "./spikerbox-events.ts";
import { looksLikeWav, openWav } from "./wav.ts";
import { openWfdb, readWfdbHeader } from "./wfdb.ts";
import { unpackArchives } from "./zip-set.ts";

/** The recording in these sources; the first one, if there are several. */
export async function openRecording(
  sources: readonly ByteSource[],
  options: OpenOptions = {},
): Promise<Result<OpenRecording>> {
  const opened = await openRecordings(sources, options);
  if (!opened.ok) return opened;
  const [first, ...others] = opened.value;
  const several = others.length > 0 ? [severalRecordings(first.header.name, others.length)] : [];
  return success(first, [...first.issues, ...opened.issues, ...several]);
}

/** Every recording in these sources. Issues tell which sources hold none, and why. */
export async function openRecordings(
  sources: readonly ByteSource[],
  options: OpenOptions = {},
): Promise<Result<readonly OpenRecording[]>> {
  const guarded = sources.map(guardedSource);
  try {
    return await openAll(guarded, options);
  } catch (error) {
    if (!(error instanceof MediumFailure)) throw error;
    return failure(mediumFailed(error.sourceName, error.message));
  }
}

/** A source and what it turned out to be. Openers are tried in this order: headers claim their data files first. */
interface Attempt {
  readonly source: ByteSource;
  readonly open: () => Promise<Result<OpenRecording>>;
  /** Headers that name other headers come first, then headers, then files on their own, then text. */
  readonly rank: 0 | 1 | 2 | 3;
}

async function openAll(
  sources: readonly ByteSource[],
  options: OpenOptions,
): Promise<Result<readonly OpenRecording[]>> {
  const unpacked = await unpackArchives(sources);
  const issues: Issue[] = [...unpacked.issues];
  const others = companionsOf(unpacked.sources);
  const unknown: ByteSource[] = [];
  const attempts: Attempt[] = [];
  for (const source of unpacked.sources) {
    const attempt = await recognise(source, others, options);
    if (attempt) attempts.push(attempt);
    else unknown.push(source);
  }
  attempts.sort((a, b) => a.rank - b.rank);
  const recordings: OpenRecording[] = [];
  const leftOver: { source: ByteSource; issues: readonly Issue[] }[] = [];
  for (const { source, open, rank } of attempts) {
    if (others.claimed.has(source)) continue;
    const result = await open();
    if (result.ok) recordings.push(result.value);
    else if (rank === 3) leftOver.push({ source, issues: result.issues });
    else issues.push(...result.issues);
  }
  for (const source of unknown)
    if (!others.claimed.has(source)) leftOver.push({ source, issues: [formatUnknown(source)] });
  // A note or a picture beside a recording is nothing wrong; on its own it is.
  const alone = recordings.length === 0 && !hasError(issues);
  for (const left of leftOver) issues.push(...(alone ? left.issues : [notARecording(left.source.name)]));
  if (recordings.length > 0) return success(recordings, issues);
  return failure(...issues, ...(hasError(issues) ? [] : [nothingFound(sources.length)]));
}

const HEAD_BYTES = 4096;

async function recognise(
  source: ByteSource,
  others: Companions,
  options: OpenOptions,
): Promise<Attempt | undefined> {
  const head = await source.read(0, HEAD_BYTES);
  if (head.length === 0) return undefined;
  const alone = (open: Attempt["open"]): Attempt => ({ source, open, rank: 2 });
  if (looksLikeEdf(head)) return alone(() => openEdf(source));
  if (looksLikeWav(head)) return alone(() => openWavWithEvents(source, others));
  if (looksLikePoly5(head)) return alone(() => openPoly5(source));
  if (looksLikeMat5(head)) return alone(() => openMat5(source, options));
  if ((await findSuperblock(source)) !== undefined) return alone(() => openHdf5(source, options));
  if (looksLikeBrainVision(head)) return { source, open: () => openBrainVision(source, others), rank: 1 };
  if (!looksLikeText(head)) return undefined;
  const wfdb = await readWfdbHeader(source);
  if (wfdb)
    return { source, open: () => openWfdb(source, wfdb, others), rank: wfdb.segments.length > 0 ? 0 : 1 };
  const otb = await readOtbSettings(source);
  if (otb) return { source, open: () => openOtb(source, otb, others), rank: 1 };
  return { source, open: () => openDelimitedText(source, options), rank: 3 };
}

async function openWavWithEvents(source: ByteSource, others: Companions): Promise<Result<OpenRecording>> {
  const opened = await openWav(source);
  const events = await spikerBoxEvents(source, others);
  if (!opened.ok || events.length === 0) return opened;
  const { header } = opened.value;
  const annotations = [...header.annotations, ...events].sort((a, b) => a.atS - b.atS);
  return success({ ...opened.value, header: { ...header, annotations } }, opened.issues);
}

/** No zero bytes, hardly any control characters; or UTF-16 by its mark. */
function looksLikeText(head: Uint8Array): boolean {
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff))
    return head.length > 2;
  let odd = 0;
  for (const byte of head) {
    if (byte === 0) return false;
    if (byte < 9 || (byte > 13 && byte < 32)) odd++;
  }
  return odd <= head.length / 200;
}

/** The medium (disk, network, permission) failed, not the data. */
class MediumFailure extends Error {
  readonly sourceName: string;

  constructor(sourceName: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause));
    this.sourceName = sourceName;
  }
}

function guardedSource(source: ByteSource): ByteSource {
  return {
    name: source.name,
    size: source.size,
    read: async (offset, length) => {
      if (length <= 0 || offset >= source.size) return NOTHING;
      try {
        return await source.read(Math.max(0, offset), Math.min(length, source.size - Math.max(0, offset)));
      } catch (error) {
        throw new MediumFailure(source.name, error);
      }
    },
  };
}

const NOTHING = new Uint8Array(0);

function severalRecordings(name: string, others: number): Issue {
  return remark("several-recordings", name, {
    en: `There are ${others} more recordings in these files; this is the first.`,
    nb: `Det er ${others} opptak til i disse filene; dette er det første.`,
  });
}

function mediumFailed(file: string, reason: string): Issue {
  return fault("source-unreadable", file, {
    en: `Reading the file failed: ${reason}.`,
    nb: `Lesing av filen mislyktes: ${reason}.`,
  });
}

function formatUnknown(source: ByteSource): Issue {
  const isEmpty = source.size === 0;
  return fault(
    isEmpty ? "recording-empty" : "recording-format-unknown",
    source.name,
    isEmpty
      ? { en: "The file is empty.", nb: "Filen er tom." }
      : {
          en: "The file is in no format that is known here, or its header file was not given.",
          nb: "Filen har et format som ikke er kjent her, eller hodefilen er ikke med.",
        },
    {
      en: "Give the header file together with the data file, or export as EDF+, BDF+, WAV or CSV.",
      nb: "Oppgi hodefilen sammen med datafilen, eller eksporter som EDF+, BDF+, WAV eller CSV.",
    },
  );
}

function notARecording(file: string): Issue {
  return remark("source-not-a-recording", file, {
    en: "This file holds no recording and belongs to none; it is left out.",
    nb: "Denne filen har ikke noe opptak og hører ikke til noe; den er utelatt.",
  });
}

function nothingFound(sourceCount: number): Issue {
  return {
    code: "recording-empty",
    severity: "error",
    message:
      sourceCount === 0
        ? { en: "No file was given.", nb: "Ingen fil er oppgitt." }
        : { en: "The files hold no recording.", nb: "Filene har ikke noe opptak." },
  };
}
