/**
 * From a drug as someone writes it, a name in either language or an ATC code, to the drug classes that Krampe knows.
 *
 * A name may come with strength and dose (`Furosemid 40 mg x 1`); the longest known beginning counts. An ATC code places a drug
 * in every class whose prefix it begins with. A code of an upper level (`C03`) is too coarse to rule a class out.
 */
import { nearestWord } from "../issue/suggestion.ts";
import type { Text } from "../issue/text.ts";
import type { FindingDefinition } from "../knowledge/knowledge.ts";

export interface DrugIndex {
  /** The classes of a drug; undefined if the drug is not known. */
  classesOf(written: string): DrugClasses | undefined;
  nearestName(written: string): string | undefined;
  /** All drug classes. */
  readonly classIds: readonly string[];
  /** Every substance by name, for search: ascending by English name. */
  readonly substances: readonly { readonly atc: string; readonly en: string; readonly nb: string }[];
}

export interface DrugClasses {
  /** Classes that the drug certainly belongs to. */
  readonly certain: readonly string[];
  /** Classes that cannot be told, because the code is too coarse. */
  readonly possible: readonly string[];
  readonly atc?: string;
}

const ATC = /^[A-Z](\d{2}([A-Z]([A-Z](\d{2})?)?)?)?$/;
const FULL_ATC_LENGTH = 7;

const made = new WeakMap<readonly FindingDefinition[], DrugIndex>();

/** Made once for each knowledge. */
export function drugIndex(findings: readonly FindingDefinition[]): DrugIndex {
  const index = made.get(findings) ?? makeIndex(findings);
  made.set(findings, index);
  return index;
}

function makeIndex(findings: readonly FindingDefinition[]): DrugIndex {
  const classes = findings.filter(({ drugs }) => drugs.length > 0);
  const atcByName = new Map<string, string>();
  const classByName = new Map<string, FindingDefinition>();
  const substances = new Map<string, { atc: string; en: string; nb: string }>();
  for (const definition of findings) {
    for (const { atc, name } of definition.substances) {
      substances.set(atc, { atc, en: name.en, nb: name.nb });
      atcByName.set(plain(name.en), atc);
      atcByName.set(plain(name.nb), atc);
    }
  }
  for (const drugClass of classes) {
    const { id, label, synonyms } = drugClass;
    for (const name of [id, id.replace(/^taking-/, ""), label.en, label.nb, ...synonyms.en, ...synonyms.nb]) {
      classByName.set(plain(name), drugClass);
    }
  }
  const classesOfPrefix = Map.groupBy(
    classes.flatMap(({ drugs }, position) => drugs.map((prefix) => ({ prefix, position }))),
    ({ prefix }) => prefix,
  );
  /** In the order of the knowledge. */
  const classesOfCode = (code: string) => {
    const positions = new Set<number>();
    for (let length = 1; length <= code.length; length++)
      for (const { position } of classesOfPrefix.get(code.slice(0, length)) ?? []) positions.add(position);
    return [...positions]
      .sort((a, b) => a - b)
      .map((position) => classes[position])
      .filter(({ drugsExcept }) => !drugsExcept.some((prefix) => code.startsWith(prefix)));
  };
  /** Of the knowledge's own substances, of which there are some hundreds and no more. */
  const ofSubstance = new Map<string, DrugClasses>();
  const byCode = (code: string): DrugClasses => {
    const known = ofSubstance.get(code) ?? classesBehind(code);
    if (substances.has(code)) ofSubstance.set(code, known);
    return known;
  };
  const classesBehind = (code: string): DrugClasses => {
    const certain = classesOfCode(code);
    const possible = code.length < FULL_ATC_LENGTH ? finerClasses(code, classes, certain) : [];
    return { certain: certain.map(({ id }) => id), possible: possible.map(({ id }) => id), atc: code };
  };
  const names = [...atcByName.keys(), ...classByName.keys()];
  let inOrder: DrugIndex["substances"] | undefined;
  return {
    classIds: classes.map(({ id }) => id),
    get substances() {
      // Only a search asks for them, and putting them in order takes a while.
      inOrder ??= [...substances.values()].sort((a, b) => a.en.localeCompare(b.en));
      return inOrder;
    },
    nearestName: (written) => nearestWord(firstWord(written), names),
    classesOf: (written) => {
      const code = written.trim().toUpperCase();
      if (ATC.test(code)) return byCode(code);
      for (const name of beginnings(written)) {
        const atc = atcByName.get(name);
        if (atc !== undefined) return byCode(atc);
        const drugClass = classByName.get(name);
        if (!drugClass) continue;
        const only = substanceMeant(drugClass, name);
        return only === undefined ? { certain: [drugClass.id], possible: [] } : byCode(only);
      }
      return undefined;
    },
  };
}

/**
 * The code behind another name of a class: its only one (Tegretol is carbamazepine, and with that in every class of that code), or that of
 * the substance with which the name begins (quinine sulfate).
 */
function substanceMeant(
  { drugs, substances, synonyms }: FindingDefinition,
  name: string,
): string | undefined {
  if (drugs.length === 1) return drugs[0];
  const isOtherName = [...synonyms.en, ...synonyms.nb].some((one) => plain(one) === name);
  const begun = ({ name: { en, nb } }: { name: Text }) =>
    name.startsWith(plain(en)) || name.startsWith(plain(nb));
  return isOtherName ? substances.find(begun)?.atc : undefined;
}

/** Those that a coarse code takes in with others. */
function finerClasses(
  code: string,
  classes: readonly FindingDefinition[],
  certain: readonly FindingDefinition[],
): FindingDefinition[] {
  return classes.filter(
    (one) => !certain.includes(one) && one.drugs.some((prefix) => prefix.startsWith(code)),
  );
}

function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/[-_.,()]/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

function firstWord(written: string): string {
  return plain(written).split(" ")[0] ?? "";
}

/** `furosemid 40 mg`, `furosemid 40`, `furosemid`. */
function beginnings(written: string): string[] {
  const words = plain(written).split(" ");
  return words.map((_, index) => words.slice(0, words.length - index).join(" "));
}
