/** Issues about recordings: what was wrong with a file, where, and what to do. */
import type { Issue, Place, Severity } from "../issue/issue.ts";
import type { Text } from "../issue/text.ts";

/** The file, or the file and the place in it. */
export type Where = string | Place;

/** The file cannot be used. */
export function fault(code: string, where: Where, message: Text, suggestion?: Text): Issue {
  return issueAt("error", code, where, message, suggestion);
}

/** The file is used, and the reader should know something about it. */
export function caution(code: string, where: Where, message: Text, suggestion?: Text): Issue {
  return issueAt("warning", code, where, message, suggestion);
}

/** Nothing is wrong, but something was decided on the reader's behalf. */
export function remark(code: string, where: Where, message: Text, suggestion?: Text): Issue {
  return issueAt("information", code, where, message, suggestion);
}

function issueAt(severity: Severity, code: string, where: Where, message: Text, suggestion?: Text): Issue {
  const place = typeof where === "string" ? { file: where } : where;
  return { code, severity, message, ...(suggestion && { suggestion }), place };
}

/** The file ends before what its header promises. */
export function truncated(where: Where, expectedBytes: number, actualBytes: number): Issue {
  return fault(
    "recording-truncated",
    where,
    {
      en: `The file ends after ${actualBytes} bytes; its header alone needs ${expectedBytes}.`,
      nb: `Filen slutter etter ${actualBytes} byte; hodet alene trenger ${expectedBytes}.`,
    },
    {
      en: "Copy the file once more from the recorder.",
      nb: "Kopier filen på nytt fra opptakeren.",
    },
  );
}

/** A companion of a set of files is not there. */
export function companionMissing(where: Where, wanted: string): Issue {
  return fault(
    "recording-file-missing",
    where,
    {
      en: `The header names the file "${wanted}", which was not given.`,
      nb: `Hodet nevner filen «${wanted}», som ikke er med.`,
    },
    {
      en: `Give both files together, or put them in one zip.`,
      nb: `Oppgi begge filene sammen, eller legg dem i samme zip.`,
    },
  );
}

/** The file says how samples are stored in a way that is not known here. */
export function unknownEncoding(where: Where, encoding: string): Issue {
  return fault(
    "recording-encoding-unknown",
    where,
    {
      en: `The samples are stored as "${encoding}", which cannot be read.`,
      nb: `Punktprøvene er lagret som «${encoding}», som ikke kan leses.`,
    },
    {
      en: "Export the recording as EDF+, WAV or CSV.",
      nb: "Eksporter opptaket som EDF+, WAV eller CSV.",
    },
  );
}

/** The file does not say how fast it was sampled. */
export function samplingFrequencyUnknown(where: Where): Issue {
  return caution(
    "sampling-frequency-unknown",
    where,
    {
      en: "The file does not say how fast it was sampled. 1 Hz stands in for it: times count samples, not seconds.",
      nb: "Filen sier ikke hvor raskt det ble punktprøvd. 1 Hz står i stedet: tider teller punktprøver, ikke sekunder.",
    },
    {
      en: "Give the sampling frequency when opening the file.",
      nb: "Oppgi punktprøvingsfrekvensen når filen åpnes.",
    },
  );
}

/** Labels that stand on several channels. */
export function duplicateLabels(where: Where, labels: readonly string[]): Issue[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const label of labels) (seen.has(label) ? twice : seen).add(label);
  if (twice.size === 0) return [];
  const list = [...twice].slice(0, 5).join(", ");
  return [
    remark("channel-label-duplicate", where, {
      en: `Several channels have the same label (${list}); they are told apart by "#2", "#3" … in their id.`,
      nb: `Flere kanaler har samme navn (${list}); de skilles ved «#2», «#3» … i id-en.`,
    }),
  ];
}

export function unitUnknown(file: string, label: string, unit: string): Issue {
  return caution(
    "unit-unknown",
    { file, path: label },
    {
      en: `The unit "${unit}" of "${label}" is not known; its numbers are kept without a unit.`,
      nb: `Enheten «${unit}» for «${label}» er ukjent; tallene er beholdt uten enhet.`,
    },
  );
}

/** Found while reading: part of the samples is lost. */
export function samplesDamaged(where: Where): Issue {
  return caution("samples-damaged", where, {
    en: "Part of the samples cannot be decoded; they are missing.",
    nb: "En del av punktprøvene kan ikke dekodes; de mangler.",
  });
}
