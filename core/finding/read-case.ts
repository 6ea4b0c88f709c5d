/**
 * A patient written down by hand: a map of finding ids to values, with age, sex and drugs, as YAML or JSON.
 *
 * `drugs` is the whole list: a class that nothing on it belongs to is absent, unless the list holds a drug that is not
 * understood, for that one could belong anywhere. `drugs-so-far` is a list that may go on: it makes no class absent. Without a list
 * every class is unknown. What cannot be used is told, with its place; the rest is still read.
 */
import { ABSENT, PRESENT } from "../criterion/finding-value.ts";
import type { Issue, Place } from "../issue/issue.ts";
import type { LocatedDocument } from "../issue/located-document.ts";
import { nearestWord } from "../issue/suggestion.ts";
import type { CompiledKnowledge } from "../knowledge/compile-knowledge.ts";
import type { FindingDefinition } from "../knowledge/knowledge.ts";
import { isCalendarDay } from "./calendar-day.ts";
import { drugIndex } from "./drug-index.ts";
import type { Finding, Origin } from "./finding.ts";
import type { NamedDrug } from "./named-drug.ts";
import { isIssue, readFindingValue } from "./read-finding-value.ts";

export interface ReadFindings {
  readonly findings: readonly Finding[];
  /** Every drug of the list, those that are not understood too. */
  readonly drugs: readonly NamedDrug[];
  readonly issues: readonly Issue[];
}

/** Keys of a case that are not findings. */
const ABOUT = ["name", "why", "note", "drugs", "drugs-so-far"];

/** `today` is an ISO date; later dates are refused. `path` leads to the map in the document. */
export function readCase(
  document: LocatedDocument,
  compiled: CompiledKnowledge,
  today: string,
  path: readonly (string | number)[] = [],
): ReadFindings {
  const issues: Issue[] = [];
  const findings: Finding[] = [];
  const value = path.reduce<unknown>(
    (part, step) => (part as Record<string | number, unknown>)?.[step],
    document.value,
  );
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { findings, drugs: [], issues: [notACase(value, document.placeOf(path))] };
  }
  for (const [id, written] of Object.entries(value)) {
    const place = document.placeOf([...path, id]);
    if (ABOUT.includes(id)) continue;
    const definition = compiled.findings[compiled.indexOfFinding.get(id) ?? -1];
    if (!definition) {
      issues.push(unknownFinding(id, compiled, place));
      continue;
    }
    const outcome = readFindingValue(definition, written, place);
    if (outcome === "unknown") continue;
    if (isIssue(outcome)) {
      issues.push(outcome);
      continue;
    }
    const at = dateOf(written);
    if (at !== undefined && (!isDate(at) || at.slice(0, 10) > today)) {
      issues.push(badDate(id, at, today, place));
      continue;
    }
    findings.push({ id, ...outcome, origin: originOf(definition), ...(at !== undefined && { at }), place });
  }
  const drugs: NamedDrug[] = [];
  const lists: Record<string, unknown> = { ...value };
  for (const key of ["drugs", "drugs-so-far"]) {
    if (key in lists)
      drugs.push(...readDrugs(lists[key], [...path, key], document, compiled, findings, issues));
  }
  return { findings, drugs, issues };
}

/** Who says so when a clinician writes it down. */
export function originOf({ obtain }: FindingDefinition): Origin {
  switch (obtain) {
    case "ask":
      return "told";
    case "blood":
      return "laboratory";
    case "emg":
      return "emg";
    default:
      return "examined";
  }
}

function readDrugs(
  written: unknown,
  path: readonly (string | number)[],
  document: LocatedDocument,
  compiled: CompiledKnowledge,
  findings: Finding[],
  issues: Issue[],
): NamedDrug[] {
  if (!Array.isArray(written)) {
    if (written === "unknown" || written === null) return [];
    issues.push(notAList(document.placeOf(path)));
    return [];
  }
  const named: NamedDrug[] = [];
  const index = drugIndex(compiled.findings);
  const taken = new Map<string, string[]>();
  const possible = new Set<string>();
  let isWhole = path.at(-1) === "drugs";
  written.forEach((drug: unknown, position) => {
    const classes = typeof drug === "string" ? index.classesOf(drug) : undefined;
    named.push({ name: asText(drug), classes: classes?.certain ?? [] });
    if (!classes) {
      isWhole = false;
      issues.push(unknownDrug(drug, index.nearestName(asText(drug)), document.placeOf([...path, position])));
      return;
    }
    for (const id of classes.certain) taken.set(id, [...(taken.get(id) ?? []), asText(drug)]);
    for (const id of classes.possible) possible.add(id);
  });
  const place = document.placeOf(path);
  const direct = new Set(findings.map(({ id }) => id));
  for (const id of index.classIds) {
    if (direct.has(id)) continue;
    const from = taken.get(id);
    if (from) findings.push({ id, value: PRESENT, origin: "told", from, place });
    else if (isWhole && !possible.has(id)) findings.push({ id, value: ABSENT, origin: "told", place });
  }
  return named;
}

function dateOf(written: unknown): string | undefined {
  if (typeof written !== "object" || written === null || !("at" in written)) return undefined;
  return asText(written.at);
}

/** What was written, whatever it was: an object need not have a text of its own. */
function asText(written: unknown): string {
  return typeof written === "string" ? written : (JSON.stringify(written) ?? "?");
}

function isDate(text: string): boolean {
  return isCalendarDay(text.slice(0, 10)) && (text.length === 10 || !Number.isNaN(Date.parse(text)));
}

function notACase(value: unknown, place: Place): Issue {
  const list = Array.isArray(value);
  return {
    code: "case-not-a-map",
    severity: "error",
    message: {
      en: list
        ? "This is a list, but a case is a map of finding ids to values."
        : "There is no case here: a map of finding ids to values is needed.",
      nb: list
        ? "Dette er en liste, men et kasus er en oversikt fra funn-id til verdi."
        : "Her er det ikke noe kasus: det trengs en oversikt fra funn-id til verdi.",
    },
    suggestion: list
      ? {
          en: "Worked cases are run with 'krampe case run'.",
          nb: "Eksempelkasus kjøres med «krampe case run».",
        }
      : {
          en: "Write for example 'muscle-cramp: present'.",
          nb: "Skriv for eksempel «muscle-cramp: present».",
        },
    place,
  };
}

function unknownFinding(id: string, compiled: CompiledKnowledge, place: Place): Issue {
  const near = calledSo(id, compiled) ?? nearestWord(id, compiled.indexOfFinding.keys());
  return {
    code: "unknown-finding",
    severity: "error",
    message: { en: `There is no finding '${id}'.`, nb: `Det finnes ikke noe funn «${id}».` },
    suggestion:
      near === undefined
        ? {
            en: "'krampe knowledge findings' lists all ids.",
            nb: "«krampe knowledge findings» viser alle id-er.",
          }
        : { en: `Did you mean '${near}'?`, nb: `Mente du «${near}»?` },
    place,
  };
}

/** The finding that a reader calls by this name, though it is not its id: `ck`, `magnesiummangel`. */
function calledSo(name: string, { findings }: CompiledKnowledge): string | undefined {
  const wanted = name.toLowerCase().replaceAll("-", " ");
  return findings.find(({ label, synonyms }) =>
    [label.en, label.nb, ...synonyms.en, ...synonyms.nb].some((word) => word.toLowerCase() === wanted),
  )?.id;
}

function badDate(id: string, at: string, today: string, place: Place): Issue {
  const future = isDate(at);
  return {
    code: future ? "date-in-the-future" : "date-not-understood",
    severity: "error",
    message: {
      en: future ? `'${id}' is dated ${at}, after today (${today}).` : `'${at}' of '${id}' is not a date.`,
      nb: future
        ? `«${id}» er datert ${at}, etter i dag (${today}).`
        : `«${at}» for «${id}» er ikke en dato.`,
    },
    suggestion: { en: "Write the date as year-month-day.", nb: "Skriv datoen som år-måned-dag." },
    place,
  };
}

function notAList(place: Place): Issue {
  return {
    code: "drugs-not-a-list",
    severity: "error",
    message: { en: "'drugs' is not a list.", nb: "«drugs» er ikke en liste." },
    suggestion: {
      en: "Write [] if nothing is taken, or leave it out if it is not known.",
      nb: "Skriv [] hvis ingenting brukes, eller utelat den hvis det ikke er kjent.",
    },
    place,
  };
}

function unknownDrug(drug: unknown, near: string | undefined, place: Place): Issue {
  const shown = asText(drug).slice(0, 60);
  return {
    code: "unknown-drug",
    severity: "warning",
    message: {
      en: `The drug '${shown}' is not known; classes that nothing else on the list belongs to are left unknown.`,
      nb: `Legemiddelet «${shown}» er ikke kjent; klasser som ikke noe annet på listen hører til, forblir ukjente.`,
    },
    suggestion:
      near === undefined
        ? { en: "Give its ATC code instead.", nb: "Oppgi ATC-koden i stedet." }
        : {
            en: `Did you mean '${near}'? Or give its ATC code.`,
            nb: `Mente du «${near}»? Eller oppgi ATC-koden.`,
          },
    place,
  };
}
