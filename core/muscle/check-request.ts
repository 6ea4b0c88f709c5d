/** Whether a simulation can be made as asked, and what to ask for instead. */
import type { Issue } from "../issue/issue.ts";
import { nearestWord } from "../issue/suggestion.ts";
import type { Text } from "../issue/text.ts";
import { ARTEFACT_KINDS } from "./artefacts.ts";
import { ELECTRODE_KINDS } from "./electrode.ts";
import { settableRange } from "./parameters/parameter.ts";
import { parameterById, parameterIds } from "./parameters/parameter-table.ts";
import { SIMULATED_PATTERNS } from "./pattern-names.ts";
import { resolved, type SimulationRequest } from "./request.ts";

/** Samples of all channels together; more would not fit beside the truth in an ordinary browser. */
const MOST_SAMPLES = 100_000_000;

interface Bound {
  readonly name: string;
  readonly value: number | undefined;
  readonly from: number;
  readonly to: number;
  readonly unit: string;
  readonly whole?: boolean;
}

/** Everything that is wrong with the request; empty when there is nothing. */
export function requestIssues(request: SimulationRequest): Issue[] {
  const named = [
    ...unknownNames("pattern", [request.pattern], SIMULATED_PATTERNS),
    ...unknownNames("electrode", request.electrode === undefined ? [] : [request.electrode], ELECTRODE_KINDS),
    ...unknownNames("artefacts", request.artefacts ?? [], ARTEFACT_KINDS),
    ...unknownNames("overrides", Object.keys(request.overrides ?? {}), parameterIds()),
  ];
  const issues = [...named, ...bounds(request).flatMap(outOfBounds), ...overrideIssues(request)];
  return issues.length > 0 ? issues : sizeIssues(request);
}

function unknownNames(path: string, names: readonly string[], known: readonly string[]): Issue[] {
  return names
    .filter((name) => !known.includes(name))
    .map((name) => ({
      code: "simulation-unknown-name",
      severity: "error",
      message: {
        en: `There is no “${name}” among the ${WHAT[path].en}.`,
        nb: `«${name}» finnes ikke blant ${WHAT[path].nb}.`,
      },
      suggestion: suggestion(name, known),
      place: { path },
    }));
}

const WHAT: Readonly<Record<string, Text>> = {
  pattern: { en: "patterns that can be simulated", nb: "mønstrene som kan simuleres" },
  electrode: { en: "electrodes", nb: "elektrodene" },
  artefacts: { en: "artefacts", nb: "artefaktene" },
  overrides: { en: "parameters", nb: "parametrene" },
};

function suggestion(name: string, known: readonly string[]): Text {
  const begins = known.find((one) => name.length >= 3 && one.startsWith(name.toLowerCase()));
  const near = begins ?? nearestWord(name, known);
  if (near !== undefined) return { en: `Did you mean “${near}”?`, nb: `Mente du «${near}»?` };
  if (known.length <= 20)
    return { en: `Choose one of: ${known.join(", ")}.`, nb: `Velg én av: ${known.join(", ")}.` };
  return {
    en: `Names look like “${known[0]}”; the table of parameters lists all of them.`,
    nb: `Navnene ser ut som «${known[0]}»; parametertabellen viser alle.`,
  };
}

function bounds(request: SimulationRequest): Bound[] {
  const { excitability = {}, interventions = {} } = request;
  const latest = request.durationS ?? 7200;
  return [
    { name: "durationS", value: request.durationS, from: 0.5, to: 7200, unit: "s" },
    { name: "samplingFrequencyHz", value: request.samplingFrequencyHz, from: 500, to: 100_000, unit: "Hz" },
    { name: "snrDb", value: request.snrDb, from: -20, to: 100, unit: "dB" },
    { name: "muscles", value: request.muscles, from: 1, to: 2, unit: "", whole: true },
    { name: "effort", value: request.effort, from: 0, to: 1, unit: "" },
    { name: "activeUnits", value: request.activeUnits, from: 1, to: 1000, unit: "", whole: true },
    { name: "excitability.neuron", value: excitability.neuron, from: 0, to: 4, unit: "" },
    { name: "excitability.axon", value: excitability.axon, from: 0, to: 4, unit: "" },
    { name: "excitability.muscleFibre", value: excitability.muscleFibre, from: 0, to: 4, unit: "" },
    { name: "interventions.stretchAtS", value: interventions.stretchAtS, from: 0, to: latest, unit: "s" },
    {
      name: "interventions.nerveBlockAtS",
      value: interventions.nerveBlockAtS,
      from: 0,
      to: latest,
      unit: "s",
    },
    {
      name: "interventions.junctionBlockAtS",
      value: interventions.junctionBlockAtS,
      from: 0,
      to: latest,
      unit: "s",
    },
  ];
}

function outOfBounds({ name, value, from, to, unit, whole }: Bound): Issue[] {
  if (value === undefined || (value >= from && value <= to && (!whole || Number.isInteger(value)))) return [];
  const range = `${from}–${to}${unit ? ` ${unit}` : ""}`;
  const kind: Text = whole ? { en: "a whole number", nb: "et helt tall" } : { en: "a number", nb: "et tall" };
  const nearest = Number.isNaN(value)
    ? from
    : Math.min(to, Math.max(from, whole ? Math.round(value) : value));
  return [
    {
      code: "simulation-value-out-of-range",
      severity: "error",
      message: {
        en: `${name} is ${value}; expected ${kind.en} in ${range}.`,
        nb: `${name} er ${value}; ventet ${kind.nb} i ${range}.`,
      },
      suggestion: { en: `The nearest that works is ${nearest}.`, nb: `Nærmeste som går er ${nearest}.` },
      place: { path: name },
    },
  ];
}

function overrideIssues(request: SimulationRequest): Issue[] {
  return Object.entries(request.overrides ?? {}).flatMap(([id, value]) => {
    const parameter = parameterById(id);
    if (!parameter) return [];
    const { from, to } = settableRange(parameter);
    if (isOverride(value, from, to)) return [];
    const shown = JSON.stringify(value) ?? String(value);
    const range = `${from}–${to}${parameter.unit === "1" || parameter.unit === "{count}" ? "" : ` ${parameter.unit}`}`;
    return [
      {
        code: "simulation-override-out-of-range",
        severity: "error",
        message: {
          en: `The parameter ${id} was set to ${shown}.`,
          nb: `Parameteren ${id} ble satt til ${shown}.`,
        },
        suggestion: {
          en: `Give one number in ${range}, or two in ascending order to draw between.`,
          nb: `Oppgi ett tall i ${range}, eller to i stigende rekkefølge å trekke mellom.`,
        },
        place: { path: `overrides.${id}` },
      },
    ];
  });
}

function isOverride(value: unknown, from: number, to: number): boolean {
  const fits = (one: unknown): one is number => typeof one === "number" && one >= from && one <= to;
  if (fits(value)) return true;
  return Array.isArray(value) && value.length === 2 && value.every(fits) && value[0] <= value[1];
}

function sizeIssues(request: SimulationRequest): Issue[] {
  const { durationS, samplingFrequencyHz, electrode, muscles, interventions } = resolved(request);
  const perMuscle = electrode === "surface-grid" ? 16 : electrode === "multichannel-needle" ? 4 : 1;
  const total = durationS * samplingFrequencyHz * perMuscle * muscles;
  const issues: Issue[] = [];
  if (total > MOST_SAMPLES)
    issues.push({
      code: "simulation-too-long",
      severity: "error",
      message: {
        en: `This would be ${Math.round(total / 1e6)} million samples; at most ${MOST_SAMPLES / 1e6} million can be made at once.`,
        nb: `Dette ville bli ${Math.round(total / 1e6)} millioner punkter; høyst ${MOST_SAMPLES / 1e6} millioner kan lages på én gang.`,
      },
      suggestion: {
        en: `Ask for at most ${Math.floor((MOST_SAMPLES / total) * durationS)} s at this rate.`,
        nb: `Be om høyst ${Math.floor((MOST_SAMPLES / total) * durationS)} s ved denne frekvensen.`,
      },
      place: { path: "durationS" },
    });
  for (const [name, atS] of Object.entries(interventions))
    if (atS !== undefined && atS > durationS)
      issues.push({
        code: "simulation-intervention-too-late",
        severity: "error",
        message: {
          en: `${name} is ${atS} s, after the end of the recording (${durationS} s).`,
          nb: `${name} er ${atS} s, etter slutten av opptaket (${durationS} s).`,
        },
        suggestion: {
          en: "Choose an earlier moment or a longer recording.",
          nb: "Velg et tidligere tidspunkt eller et lengre opptak.",
        },
        place: { path: `interventions.${name}` },
      });
  return issues;
}
