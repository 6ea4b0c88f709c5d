/** The words of `krampe simulate` as a request to the simulated muscle, or what is wrong with them. */
import { extname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { failure, type Issue, type Result, success } from "@krampe/core/issue/issue.ts";
import type { ArtefactKind } from "@krampe/core/muscle/artefacts.ts";
import { requestIssues } from "@krampe/core/muscle/check-request.ts";
import type { ElectrodeKind } from "@krampe/core/muscle/electrode.ts";
import type { Override } from "@krampe/core/muscle/parameters/parameter.ts";
import type { SimulatedPattern } from "@krampe/core/muscle/pattern-names.ts";
import type { SimulationRequest } from "@krampe/core/muscle/request.ts";
import { type RecordingExtension, WRITTEN_EXTENSIONS } from "./write-recording.ts";

export interface SimulationArguments {
  readonly request: SimulationRequest;
  readonly out: string;
  readonly extension: RecordingExtension;
  readonly truth: string | undefined;
}

export const SIMULATION_OPTIONS = {
  seed: { type: "string" },
  seconds: { type: "string" },
  rate: { type: "string" },
  snr: { type: "string" },
  electrode: { type: "string" },
  muscles: { type: "string" },
  effort: { type: "string" },
  units: { type: "string" },
  artefacts: { type: "string" },
  neuron: { type: "string" },
  axon: { type: "string" },
  fibre: { type: "string" },
  stretch: { type: "string" },
  "nerve-block": { type: "string" },
  curare: { type: "string" },
  set: { type: "string", multiple: true },
  out: { type: "string" },
  truth: { type: "string" },
  list: { type: "boolean" },
  lang: { type: "string" },
} as const;

/** Which option sets what of the request. */
const NUMBERS = {
  seconds: "durationS",
  rate: "samplingFrequencyHz",
  snr: "snrDb",
  muscles: "muscles",
  effort: "effort",
  units: "activeUnits",
} as const;
const EXCITABILITIES = { neuron: "neuron", axon: "axon", fibre: "muscleFibre" } as const;
const INTERVENTIONS = {
  stretch: "stretchAtS",
  "nerve-block": "nerveBlockAtS",
  curare: "junctionBlockAtS",
} as const;

export function readWords(args: readonly string[]) {
  return parseArgs({ args: [...args], allowPositionals: true, options: SIMULATION_OPTIONS });
}

export function simulationArguments({
  values,
  positionals,
}: ReturnType<typeof readWords>): Result<SimulationArguments> {
  const issues: Issue[] = [];
  const [pattern = "", ...rest] = positionals;
  if (positionals.length !== 1) issues.push(onePattern(rest));
  const numbers = (options: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(options).flatMap(([option, field]) => {
        const word = (values as Readonly<Record<string, string | undefined>>)[option];
        if (word === undefined) return [];
        const value = number(word);
        if (value === undefined) issues.push(notANumber(`--${option}`, word));
        return value === undefined ? [] : [[field, value]];
      }),
    );
  const request = {
    pattern: pattern as SimulatedPattern,
    ...(values.seed !== undefined && {
      seed: /^-?\d+$/.test(values.seed) ? Number(values.seed) : values.seed,
    }),
    ...numbers(NUMBERS),
    ...(values.electrode !== undefined && { electrode: values.electrode as ElectrodeKind }),
    ...(values.artefacts !== undefined && { artefacts: list(values.artefacts) as ArtefactKind[] }),
    excitability: numbers(EXCITABILITIES),
    interventions: numbers(INTERVENTIONS),
    overrides: overrides(values.set ?? [], issues),
  } satisfies SimulationRequest;
  const extension = extensionOf(values.out, issues);
  if (values.truth !== undefined && values.out !== undefined && resolve(values.truth) === resolve(values.out))
    issues.push(sameFile(values.out));
  if (positionals.length === 1) issues.push(...requestIssues(request));
  if (issues.length > 0 || extension === undefined) return failure(...issues);
  return success({ request, out: values.out ?? "", extension, truth: values.truth });
}

function list(words: string): string[] {
  return words
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
}

/** Decimal point or comma. */
function number(word: string): number | undefined {
  const text = word.trim().replace(",", ".");
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : undefined;
}

/** `group.name=5` or `group.name=5..8`. */
function overrides(words: readonly string[], issues: Issue[]): Record<string, Override> {
  const set: Record<string, Override> = {};
  for (const word of words) {
    const [id, value = ""] = word.split("=");
    const ends = value.split("..").map(number);
    const [from, to] = ends;
    if (ends.length === 1 && from !== undefined) set[id] = from;
    else if (ends.length === 2 && from !== undefined && to !== undefined) set[id] = [from, to];
    else issues.push(notAParameter(word));
  }
  return set;
}

function extensionOf(out: string | undefined, issues: Issue[]): RecordingExtension | undefined {
  const extension = extname(out ?? "").toLowerCase() as RecordingExtension;
  if (WRITTEN_EXTENSIONS.includes(extension)) return extension;
  issues.push(noSuchFormat(out));
  return undefined;
}

function onePattern(rest: readonly string[]): Issue {
  return {
    code: "simulate-one-pattern",
    severity: "error",
    message:
      rest.length === 0
        ? { en: "No pattern was named.", nb: "Det er ikke oppgitt noe mønster." }
        : {
            en: `One pattern at a time; “${rest[0]}” is one too many.`,
            nb: `Ett mønster om gangen; «${rest[0]}» er ett for mye.`,
          },
    suggestion: { en: "krampe simulate --list shows them.", nb: "krampe simulate --list viser dem." },
  };
}

function notANumber(option: string, word: string): Issue {
  return {
    code: "simulate-not-a-number",
    severity: "error",
    message: { en: `${option} is “${word}”, not a number.`, nb: `${option} er «${word}», ikke et tall.` },
    suggestion: { en: "Write it like 12.5.", nb: "Skriv det som 12,5." },
  };
}

function sameFile(path: string): Issue {
  return {
    code: "simulate-same-file",
    severity: "error",
    message: {
      en: `“${path}” cannot hold both the recording and the truth.`,
      nb: `«${path}» kan ikke inneholde både opptaket og fasiten.`,
    },
    suggestion: {
      en: "Give --truth a name of its own that ends in .json.",
      nb: "Gi --truth et eget navn som slutter på .json.",
    },
  };
}

function notAParameter(word: string): Issue {
  return {
    code: "simulate-not-a-parameter",
    severity: "error",
    message: { en: `--set “${word}” sets nothing.`, nb: `--set «${word}» setter ingenting.` },
    suggestion: {
      en: "Write --set group.name=NUMBER or --set group.name=FROM..TO.",
      nb: "Skriv --set gruppe.navn=TALL eller --set gruppe.navn=FRA..TIL.",
    },
  };
}

function noSuchFormat(out: string | undefined): Issue {
  return {
    code: "simulate-no-such-format",
    severity: "error",
    message:
      out === undefined
        ? {
            en: "It is not said where to write the recording.",
            nb: "Det er ikke sagt hvor opptaket skal skrives.",
          }
        : {
            en: `“${out}” does not say which format to write.`,
            nb: `«${out}» sier ikke hvilket format som skal skrives.`,
          },
    suggestion: {
      en: `Give --out a name that ends in ${WRITTEN_EXTENSIONS.join(", ")}.`,
      nb: `Gi --out et navn som slutter på ${WRITTEN_EXTENSIONS.join(", ")}.`,
    },
  };
}
