/**
 * From the FHIR R4 resources of one patient to findings, each with the resource that said so.
 *
 * How old an entry may be, and whether silence of the record means absence, stands with each finding in `knowledge/`. What is
 * not understood (a unit, a status, a value) is told one by one; codes that Krampe has no finding for are counted and listed.
 * Nothing is dropped in silence.
 */
import { ABSENT } from "../criterion/finding-value.ts";
import type { Finding } from "../finding/finding.ts";
import type { NamedDrug } from "../finding/named-drug.ts";
import type { Issue } from "../issue/issue.ts";
import type { Text } from "../issue/text.ts";
import type { CompiledKnowledge } from "../knowledge/compile-knowledge.ts";
import { AGE, type FindingDefinition, SEX } from "../knowledge/knowledge.ts";
import { exactly } from "../quantity/quantity.ts";
import { map, text } from "./json-access.ts";
import { readAllergy } from "./read-allergy.ts";
import { readClinicalEntry } from "./read-clinical-entry.ts";
import { readMedication } from "./read-medication.ts";
import { readObservation } from "./read-observation.ts";
import type { Resource } from "./read-resources.ts";
import { ageInYears, impossibleDates, isFhirDate, isFuture } from "./record-dates.ts";
import { RecordReader } from "./record-reader.ts";

export class ReadRecord {
  readonly findings: readonly Finding[];
  /** What is taken, as the record names it. */
  readonly drugs: readonly NamedDrug[];
  readonly #reader: RecordReader;
  readonly #unread: ReadonlyMap<string, number>;
  #issues: readonly Issue[] | undefined;

  constructor(reader: RecordReader, unread: ReadonlyMap<string, number>) {
    this.findings = reader.findings;
    this.drugs = reader.named;
    this.#reader = reader;
    this.#unread = unread;
  }

  /** Written when they are first read. */
  get issues(): readonly Issue[] {
    this.#issues ??= [...this.#reader.issues, ...this.#reader.summaries(), ...unreadTypes(this.#unread)];
    return this.#issues;
  }
}

const READERS: Readonly<Record<string, (resource: Resource, reader: RecordReader) => void>> = {
  Patient: readPatientResource,
  Observation: readObservation,
  Condition: readClinicalEntry,
  Procedure: readClinicalEntry,
  Encounter: readClinicalEntry,
  AllergyIntolerance: readAllergy,
  MedicationRequest: readMedication,
  MedicationStatement: readMedication,
  MedicationAdministration: readMedication,
};

/** Types that carry nothing of their own for an assessment, or are read through the resources that name them. */
const SUPPORTING = new Set([
  "Medication",
  "Practitioner",
  "PractitionerRole",
  "Organization",
  "Location",
  "Provenance",
]);

const NOTHING_LEFT_OUT: ReadonlySet<string> = new Set();
const DRUG_LISTS = ["MedicationRequest", "MedicationStatement"];
const PROBLEM_LISTS = ["Condition"];

/** The types whose silence can mean absence: what is left out if a record is had in part, and it is not known of which. */
export const LISTS_THAT_CLOSE: ReadonlySet<string> = new Set([...DRUG_LISTS, ...PROBLEM_LISTS]);

/**
 * `today` is the ISO date as of which the patient is assessed. `leftOut` are the resource types of which the record may hold more
 * than is here (a page or a request that failed, no permission): their silence means nothing.
 */
export function readRecord(
  resources: readonly Resource[],
  compiled: CompiledKnowledge,
  today: string,
  leftOut: ReadonlySet<string> = NOTHING_LEFT_OUT,
): ReadRecord {
  const reader = new RecordReader(compiled, resources, today);
  const unread = new Map<string, number>();
  for (const resource of resources) {
    const read = Object.hasOwn(READERS, resource.type) ? READERS[resource.type] : undefined;
    if (read) {
      tellImpossibleDates(resource, reader);
      read(resource, reader);
    } else if (!SUPPORTING.has(resource.type))
      unread.set(resource.type, (unread.get(resource.type) ?? 0) + 1);
  }
  closeWorld(reader, resources, leftOut);
  return new ReadRecord(reader, unread);
}

/** The entry itself is read as one without that date. */
function tellImpossibleDates(resource: Resource, reader: RecordReader): void {
  for (const { key, written } of impossibleDates(resource.json, resource.type)) {
    reader.tell("record-date", resource, {
      en: `${key} '${written.slice(0, 40)}' is not a day that exists; the entry counts as undated.`,
      nb: `${key} «${written.slice(0, 40)}» er ikke en dag som finnes; oppføringen regnes som udatert.`,
    });
  }
}

/** The patients that resources belong to, each with its resources; what names no patient belongs to all. */
export function recordsByPatient(resources: readonly Resource[]): ReadonlyMap<string, readonly Resource[]> {
  const patients = resources.filter(({ type }) => type === "Patient");
  const nameOf = new Map(
    patients.flatMap((one) => [one.reference, ...one.aliases].map((alias) => [alias, one.reference])),
  );
  const grouped = new Map<string, Resource[]>(patients.map(({ reference }) => [reference, []]));
  const shared: Resource[] = [];
  for (const resource of resources) {
    const subject = resource.type === "Patient" ? resource.reference : subjectOf(resource);
    if (subject === undefined) {
      shared.push(resource);
      continue;
    }
    const name = nameOf.get(subject) ?? subject;
    const group = grouped.get(name) ?? [];
    group.push(resource);
    grouped.set(name, group);
  }
  if (grouped.size === 0 && shared.length > 0) grouped.set("", []);
  for (const group of grouped.values()) group.push(...shared);
  return grouped;
}

function subjectOf({ json }: Resource): string | undefined {
  const subject = map(json, "subject") ?? map(json, "patient");
  const reference = text(subject, "reference");
  return reference?.replace(/^https?:\/\/.*\/(Patient\/[^/]+)$/, "$1").replace(/\/_history\/.*$/, "");
}

function readPatientResource(resource: Resource, reader: RecordReader): void {
  const { json, reference } = resource;
  const gender = text(json, "gender");
  if (gender === "female" || gender === "male") {
    reader.add({ id: SEX, value: { kind: "choice", option: gender }, origin: "record", from: [reference] });
  }
  const birthDate = text(json, "birthDate");
  if (birthDate === undefined) return;
  if (!isFhirDate(birthDate) || isFuture(birthDate, reader.today)) {
    reader.tell("record-date", resource, notABirthDate(birthDate));
    return;
  }
  const years = ageInYears(birthDate, reader.today);
  const age =
    birthDate.length >= 10
      ? exactly(years)
      : { low: years - 1, high: years, lowOpen: false, highOpen: false };
  if (years > 130) reader.tell("record-date", resource, notABirthDate(birthDate));
  else reader.add({ id: AGE, value: { kind: "quantity", range: age }, origin: "record", from: [reference] });
}

function notABirthDate(birthDate: string): Text {
  return {
    en: `the birth date '${birthDate}' cannot be right; the age is unknown.`,
    nb: `fødselsdatoen «${birthDate}» kan ikke stemme; alderen er ukjent.`,
  };
}

/** What a record that covers it does not mention is absent, where the knowledge says so. */
function closeWorld(
  reader: RecordReader,
  resources: readonly Resource[],
  leftOut: ReadonlySet<string>,
): void {
  const found = new Set(reader.findings.map(({ id }) => id));
  const covers = (types: readonly string[]) =>
    resources.some(({ type }) => types.includes(type)) && !types.some((type) => leftOut.has(type));
  const coversDrugs = covers(DRUG_LISTS) && reader.allDrugsUnderstood;
  const coversHistory = covers(PROBLEM_LISTS);
  for (const { finding, isDrug } of absentBySilence(reader.compiled.findings)) {
    const { id } = finding;
    if ((isDrug ? coversDrugs : coversHistory) && !found.has(id) && !reader.undecided.has(id))
      reader.add(finding);
  }
}

interface AbsentBySilence {
  readonly finding: Finding;
  readonly isDrug: boolean;
}

const absentees = new WeakMap<readonly FindingDefinition[], readonly AbsentBySilence[]>();

/** What a silent record makes absent. Made once for each knowledge. */
function absentBySilence(findings: readonly FindingDefinition[]): readonly AbsentBySilence[] {
  const made =
    absentees.get(findings) ?? findings.filter(({ record }) => record.world === "closed").map(absent);
  absentees.set(findings, made);
  return made;
}

function absent({ id, drugs }: FindingDefinition): AbsentBySilence {
  const isDrug = drugs.length > 0;
  const from = [isDrug ? "MedicationRequest" : "Condition"];
  return { finding: { id, value: ABSENT, origin: "record", from }, isDrug };
}

function unreadTypes(unread: ReadonlyMap<string, number>): Issue[] {
  if (unread.size === 0) return [];
  const list = [...unread].map(([type, count]) => `${type} (${count})`).join(", ");
  return [
    {
      code: "record-types-not-read",
      severity: "information",
      message: {
        en: `Resource types that are not read: ${list}.`,
        nb: `Ressurstyper som ikke leses: ${list}.`,
      },
    },
  ];
}
