/** The words after `krampe emg`: what is asked for, or which words cannot be used and what to give instead. */
import { parseArgs } from "node:util";
import { failure, type Issue, type Result, success } from "@krampe/core/issue/issue.ts";
import { nearestWord } from "@krampe/core/issue/suggestion.ts";
import type { Language, Text } from "@krampe/core/issue/text.ts";
import { readPatternContext } from "@krampe/core/pattern/pattern-context.ts";
import { A_COUNT, optionNotUsable } from "../option-not-usable.ts";
import type { EmgFormat, EmgRequest } from "./measure-set.ts";

export interface EmgOptions {
  readonly files: readonly string[];
  readonly request: EmgRequest;
  readonly out: string | undefined;
  /** Whole number of threads; undefined: as many as there are cores. */
  readonly threads: number | undefined;
}

const FORMATS = ["text", "json", "csv"] as const;
/** Enough for the rate and regularity of a unit, and short enough that ten minutes stay a matter of seconds. */
const SEPARATED_S = 5;
const ENVELOPES = ["none", "slow", "all"] as const;

export function emgOptions(args: readonly string[], language: Language): Result<EmgOptions> {
  const { positionals, values } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      lang: { type: "string" },
      channels: { type: "string" },
      agonist: { type: "string", multiple: true, default: [] },
      antagonist: { type: "string", multiple: true, default: [] },
      format: { type: "string", default: "text" },
      out: { type: "string" },
      context: { type: "string", default: "" },
      band: { type: "string" },
      interval: { type: "string" },
      rate: { type: "string" },
      separate: { type: "string" },
      together: { type: "string", multiple: true, default: [] },
      envelopes: { type: "string", default: "slow" },
      jobs: { type: "string" },
    },
  });
  const issues: Issue[] = [];
  const { agonist, antagonist } = values;
  const oneOf = <T extends string>(option: string, word: string, allowed: readonly T[]): T => {
    if (!(allowed as readonly string[]).includes(word))
      issues.push(optionNotUsable(option, word, oneOfThese(word, allowed)));
    return word as T;
  };
  const number = (
    option: string,
    word: string | undefined,
    suggestion: Text,
    isUsable: (n: number) => boolean,
  ) => {
    if (word === undefined) return undefined;
    const value = word.trim() === "" ? Number.NaN : Number(word.replace(",", "."));
    if (isUsable(value)) return value;
    issues.push(optionNotUsable(option, word, suggestion));
    return undefined;
  };
  const isAbove0 = (value: number) => value > 0 && Number.isFinite(value);
  const format = oneOf<EmgFormat>("--format", values.format, FORMATS);
  const envelopes = oneOf("--envelopes", values.envelopes, ENVELOPES);
  const bandHz = values.band === undefined ? undefined : band(values.band);
  if (values.band !== undefined && bandHz === undefined)
    issues.push(optionNotUsable("--band", values.band, A_BAND));
  const minimumIntervalMs = number("--interval", values.interval, MILLISECONDS, isAbove0);
  const samplingFrequencyHz = number("--rate", values.rate, HERTZ, isAbove0);
  const separatedS = number("--separate", values.separate, SECONDS, (n) => n >= 0 && Number.isFinite(n));
  const threads = number("--jobs", values.jobs, A_COUNT, (n) => n > 0 && Number.isInteger(n));
  if (agonist.length !== antagonist.length) issues.push(halfOfPair(agonist.length > antagonist.length));
  const context = readPatternContext(values.context);
  if (!context.ok) return failure(...issues, ...context.issues);
  if (issues.length > 0) return failure(...issues);
  const request: EmgRequest = {
    format,
    language,
    pairs: agonist.map((name, index) => ({ agonist: name, antagonist: antagonist[index] })),
    together: values.together.map((names) => names.split(",").filter((name) => name !== "")),
    envelopes,
    separatedS: separatedS ?? SEPARATED_S,
    context: context.value,
    ...(values.channels !== undefined && {
      channels: values.channels.split(",").filter((name) => name !== ""),
    }),
    ...(bandHz && { bandHz }),
    ...(minimumIntervalMs !== undefined && { minimumIntervalMs }),
    ...(samplingFrequencyHz !== undefined && { samplingFrequencyHz }),
  };
  return success({ files: positionals, request, out: values.out, threads });
}

/** `20-500`: two frequencies in Hz, the lower first. */
function band(word: string): { low: number; high: number } | undefined {
  const found = /^(\d+(?:[.,]\d+)?)-(\d+(?:[.,]\d+)?)$/.exec(word.trim());
  if (!found) return undefined;
  const [low, high] = found.slice(1).map((text) => Number(text.replace(",", ".")));
  return low < high ? { low, high } : undefined;
}

function oneOfThese(word: string, allowed: readonly string[]): Text {
  const near = nearestWord(word, allowed);
  const all = allowed.join(", ");
  return near === undefined
    ? { en: `Use one of ${all}.`, nb: `Bruk en av ${all}.` }
    : { en: `Did you mean '${near}'? There are ${all}.`, nb: `Mente du «${near}»? Det finnes ${all}.` };
}

function halfOfPair(isAntagonistMissing: boolean): Issue {
  const [given, missing] = isAntagonistMissing
    ? ["--agonist", "--antagonist"]
    : ["--antagonist", "--agonist"];
  return {
    code: "option-missing",
    severity: "error",
    message: {
      en: `${given} is given more often than ${missing}; a pair has two muscles.`,
      nb: `${given} er oppgitt flere ganger enn ${missing}; et par har to muskler.`,
    },
    suggestion: {
      en: `Give ${missing} NAME as well, one for each pair.`,
      nb: `Oppgi ${missing} NAVN også, én for hvert par.`,
    },
  };
}

const A_BAND: Text = {
  en: "Give two frequencies in Hz, the lower first, such as 20-500.",
  nb: "Oppgi to frekvenser i Hz, den laveste først, for eksempel 20-500.",
};
const MILLISECONDS: Text = {
  en: "Give a number of milliseconds above 0, such as 2.5.",
  nb: "Oppgi et antall millisekunder over 0, for eksempel 2,5.",
};
const HERTZ: Text = {
  en: "Give a sampling frequency in Hz above 0, such as 10000.",
  nb: "Oppgi en samplingsfrekvens i Hz over 0, for eksempel 10000.",
};
const SECONDS: Text = {
  en: "Give a number of seconds, such as 10.",
  nb: "Oppgi et antall sekunder, for eksempel 10.",
};
