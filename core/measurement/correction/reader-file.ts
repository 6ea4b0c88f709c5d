/**
 * What a reader decided about one recording, to be kept beside it: corrections, context, the pair that was compared.
 *
 * It holds no samples and no results, and says which recording it belongs to by what its header says of it. Written as the member
 * `reader` of a report, or by itself; read from either.
 */
import { failure, type Issue, type Result, success } from "../../issue/issue.ts";
import type { RecordingHeader } from "../../recording/recording.ts";
import type { ChannelCorrection, Correction } from "./correction.ts";

export interface ReaderFile {
  readonly format: "krampe-emg-reader";
  readonly version: 1;
  readonly recording: {
    readonly name: string;
    readonly durationS: number;
    readonly channels: readonly { readonly id: string; readonly sampleCount: number }[];
  };
  /** What the signal cannot know, such as `needle` or `rest`. */
  readonly context: readonly string[];
  /** Ids of channels. */
  readonly pair?: { readonly agonist: string; readonly antagonist: string };
  readonly corrections: readonly ChannelCorrection[];
}

type Decided = Pick<ReaderFile, "context" | "corrections" | "pair">;

export function readerFile({ name, durationS, channels }: RecordingHeader, decided: Decided): ReaderFile {
  const { context, corrections, pair } = decided;
  return {
    format: "krampe-emg-reader",
    version: 1,
    recording: { name, durationS, channels: channels.map(({ id, sampleCount }) => ({ id, sampleCount })) },
    context,
    ...(pair && { pair }),
    corrections,
  };
}

/** From the text of a file. */
export function readReaderFile(text: string, file: string): Result<ReaderFile> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return failure(notRead(file, error instanceof Error ? error.message : String(error)));
  }
  const found = isRecord(value) && isRecord(value["reader"]) ? value["reader"] : value;
  if (!isRecord(found) || found["format"] !== "krampe-emg-reader")
    return failure(notRead(file, "format: krampe-emg-reader?"));
  if (found["version"] !== 1) return failure(notRead(file, `version: ${String(found["version"])}`));
  const wrong = wrongPart(found);
  return wrong === undefined ? success(found as unknown as ReaderFile) : failure(notRead(file, wrong));
}

/** Whether it was made for this recording: its channels are all there and as long. The name may have changed. */
export function readerFileIssue(
  { recording }: ReaderFile,
  { name, channels }: RecordingHeader,
): Issue | undefined {
  const fits = recording.channels.every(({ id, sampleCount }) =>
    channels.some((channel) => channel.id === id && channel.sampleCount === sampleCount),
  );
  if (fits && recording.channels.length === channels.length) return undefined;
  return {
    code: "reader-file-of-another-recording",
    severity: "error",
    message: {
      en: `The saved corrections belong to ${recording.name}, whose channels or length are not those of ${name}. They were not used.`,
      nb: `De lagrede rettelsene hører til ${recording.name}, som har andre kanaler eller en annen lengde enn ${name}. De er ikke brukt.`,
    },
    suggestion: { en: `Open ${recording.name} with them.`, nb: `Åpne ${recording.name} sammen med dem.` },
  };
}

function notRead(file: string, what: string): Issue {
  return {
    code: "reader-file-not-read",
    severity: "error",
    message: {
      en: `${file} holds no corrections that can be read (${what}).`,
      nb: `${file} inneholder ingen rettelser som kan leses (${what}).`,
    },
    suggestion: {
      en: "Choose a report that the EMG page saved as JSON.",
      nb: "Velg en rapport som EMG-siden har lagret som JSON.",
    },
    place: { file },
  };
}

type Fields = { readonly [key: string]: unknown };
const isRecord = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === "string";
const isNumber = (value: unknown): value is number => Number.isFinite(value);

/** Path of the first part that is not as it should be. */
function wrongPart({ recording, context, pair, corrections }: Fields): string | undefined {
  if (!isRecord(recording) || !isText(recording["name"]) || !isNumber(recording["durationS"]))
    return "recording";
  const { channels } = recording;
  const isChannel = (one: unknown) => isRecord(one) && isText(one["id"]) && isNumber(one["sampleCount"]);
  if (!Array.isArray(channels) || !channels.every(isChannel)) return "recording.channels";
  if (!Array.isArray(context) || !context.every(isText)) return "context";
  if (pair !== undefined && !(isRecord(pair) && isText(pair["agonist"]) && isText(pair["antagonist"])))
    return "pair";
  if (!Array.isArray(corrections)) return "corrections";
  const wrong = corrections.findIndex(
    (one) => !(isRecord(one) && isText(one["channelId"]) && isCorrection(one["correction"])),
  );
  return wrong < 0 ? undefined : `corrections[${wrong}]`;
}

const isUnit = (value: unknown) => isRecord(value) && isText(value["id"]) && isNumber(value["firstS"]);
const isBurst = (value: unknown) =>
  isRecord(value) && isNumber(value["onsetS"]) && isNumber(value["offsetS"]);

const PARTS: Readonly<Record<Correction["kind"], (correction: Fields) => boolean>> = {
  "move-burst-edge": ({ burst, edge, toS }) =>
    isBurst(burst) && (edge === "onset" || edge === "offset") && isNumber(toS),
  "reject-burst": ({ burst }) => isBurst(burst),
  "merge-units": ({ units }) => Array.isArray(units) && units.length === 2 && units.every(isUnit),
  "split-unit-by-amplitude": ({ unit, amplitude }) => isUnit(unit) && isNumber(amplitude),
  "split-unit-by-time": ({ unit, atS }) => isUnit(unit) && isNumber(atS),
  "reject-unit": ({ unit }) => isUnit(unit),
  "reject-discharge": ({ unit, atS }) => isUnit(unit) && isNumber(atS),
};

function isCorrection(value: unknown): value is Correction {
  if (!isRecord(value) || !isText(value["kind"])) return false;
  return Object.hasOwn(PARTS, value["kind"]) && PARTS[value["kind"] as Correction["kind"]](value);
}
