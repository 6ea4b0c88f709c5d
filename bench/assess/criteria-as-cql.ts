/**
 * Our criteria as CQL text, with the same meaning: unknown is null, and CQL's null logic is Kleene's.
 *
 * Each finding becomes one definition. A quantity is the newest usable observation within the finding's look-back window, in its
 * own unit by the reported one; a sign is an active condition, refuted, or null; a drug class is closed where the knowledge says
 * so. Codes are compared as the records have them, without FHIRHelpers, which only makes CQL faster.
 */
import type { Criterion, Leaf } from "../../core/criterion/criterion.ts";
import type { FindingDefinition, Interval } from "../../core/knowledge/knowledge.ts";
import { ATC, LOINC, loincOf, SNOMED, snomedOf } from "./generated-records.ts";

export type Definitions = ReadonlyMap<string, FindingDefinition>;

/** The library, and the name of the definition of each criterion. */
export function criteriaAsCql(
  criteria: readonly Criterion[],
  findings: Definitions,
): { text: string; names: string[] } {
  const windows = new Map<string, string>();
  const defined = new Map<string, string>();
  const define = (id: string): void => {
    if (defined.has(id)) return;
    defined.set(id, "");
    const finding = findings.get(id)!;
    for (const part of [finding.presentIf, finding.absentIf]) if (part) expression(part, findings, define);
    defined.set(id, definitionOf(finding, findings, define, windows));
  };
  define("age");
  define("sex");
  const expressions = criteria.map((criterion) => expression(criterion, findings, define));
  const names = criteria.map((_, index) => `criterion ${index}`);
  const text = [
    "library Criteria version '1'",
    "using FHIR version '4.0.1'",
    "parameter Today Date",
    ...[...windows.keys()].map((name) => `parameter "${name}" DateTime`),
    "context Patient",
    ...[...defined.values()],
    ...expressions.map((part, index) => `define "${names[index]}": ${part}`),
  ].join("\n");
  return { text, names };
}

function expression(criterion: Criterion, findings: Definitions, define: (id: string) => void): string {
  const inner = (part: Criterion) => expression(part, findings, define);
  switch (criterion.kind) {
    case "not":
      return `not (${inner(criterion.of)})`;
    case "all":
      return criterion.of.map((part) => `(${inner(part)})`).join(" and ");
    case "any":
      return criterion.of.map((part) => `(${inner(part)})`).join(" or ");
    case "atLeast":
      return subsets(criterion.of, criterion.count)
        .map((parts) => `(${parts.map((part) => `(${inner(part)})`).join(" and ")})`)
        .join(" or ");
    default:
      define(criterion.finding);
      return leafExpression(criterion, findings.get(criterion.finding)!);
  }
}

/** *At least n of* is the *or* over every n of them. */
function subsets<T>(items: readonly T[], size: number): T[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, index) =>
    subsets(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]),
  );
}

const COMPARISON = { below: "<", atMost: "<=", above: ">", atLeast: ">=" } as const;

function leafExpression(leaf: Leaf, finding: FindingDefinition): string {
  const name = `"${leaf.finding}"`;
  switch (leaf.kind) {
    case "present":
      return name;
    case "choice":
      return `${name} in { ${leaf.options.map((option) => `'${option}'`).join(", ")} }`;
    case "comparison":
      if (leaf.unit.endsWith("-limit")) {
        const bound = leaf.unit === "upper-limit" ? "high" : "low";
        return byInterval(finding, (interval) =>
          compared(name, COMPARISON[leaf.relation], interval[bound], leaf.limit),
        );
      }
      return `${name} ${COMPARISON[leaf.relation]} ${decimal(leaf.limit)}`;
    case "interval":
      return byInterval(finding, (interval) => {
        const below = interval.low === undefined ? "false" : `${name} < ${decimal(interval.low)}`;
        const above = interval.high === undefined ? "false" : `${name} > ${decimal(interval.high)}`;
        if (leaf.position === "below-interval")
          return interval.low === undefined ? known(name, "false") : below;
        if (leaf.position === "above-interval")
          return interval.high === undefined ? known(name, "false") : above;
        return known(name, `not (${below}) and not (${above})`);
      });
  }
}

function compared(name: string, sign: string, bound: number | undefined, times: number): string {
  return bound === undefined ? "null as Boolean" : `${name} ${sign} ${decimal(bound * times)}`;
}

function known(name: string, answer: string): string {
  return `(if ${name} is null then null as Boolean else ${answer})`;
}

/** The interval by sex and age, all of them known in these records; younger patients than its population have none. */
function byInterval(finding: FindingDefinition, use: (interval: Interval) => string): string {
  const cases = finding.intervals.map((interval) => {
    const conditions = [
      interval.sex && `"sex" = '${interval.sex}'`,
      interval.ageFrom !== undefined && `"age" >= ${interval.ageFrom}`,
      interval.ageBelow !== undefined && `"age" < ${interval.ageBelow}`,
      interval.populationFrom !== undefined && `"age" >= ${interval.populationFrom}`,
    ].filter(Boolean);
    return `when ${conditions.length > 0 ? conditions.join(" and ") : "true"} then ${use(interval)}`;
  });
  return `(case ${cases.join(" ")} else null as Boolean end)`;
}

function definitionOf(
  finding: FindingDefinition,
  findings: Definitions,
  define: (id: string) => void,
  windows: Map<string, string>,
): string {
  const { id, record, presentIf, absentIf } = finding;
  const since = record.lookBack && windowName(record.lookBack, windows);
  if (id === "age") return `define "age": AgeInYearsAt(Today)`;
  if (id === "sex") return `define "sex": Patient.gender.value`;
  if (finding.kind === "quantity") return quantityDefinition(finding, since);
  if (finding.drugs.length > 0) return drugDefinition(finding, since);
  const code = snomedOf(finding);
  if (presentIf || absentIf) {
    const yes = presentIf ? expression(presentIf, findings, define) : "null as Boolean";
    const no = absentIf ? expression(absentIf, findings, define) : "null as Boolean";
    return `define "${id}": if (${yes}) is true then true else if (${no}) is true then false else null as Boolean`;
  }
  const entries = `[Condition] X where exists ((X.code.coding) C where C.system.value = '${SNOMED}' and C.code.value = '${code}')`;
  const standing = (status: string) =>
    `exists (${entries} and exists ((X.verificationStatus.coding) V where V.code.value = '${status}'))`;
  const closed =
    record.world === "closed" ? "if exists ([Condition]) then false else null as Boolean" : "null as Boolean";
  return `define "${id}": if ${standing("confirmed")} then true else if ${standing("refuted")} then false else ${closed}`;
}

function quantityDefinition(finding: FindingDefinition, since: string | undefined): string {
  const { id } = finding;
  const recent = since ? ` and (O.effective as FHIR.dateTime).value >= "${since}"` : "";
  const units = [{ unit: finding.unit ?? "1", factor: 1, offset: 0 }, ...finding.alsoIn];
  const cases = units.map(({ unit, factor, offset }) => {
    const shifted = offset ? ` + (${decimal(offset)})` : "";
    return `when '${unit}' then (Q.value.value * ${decimal(factor)})${shifted}`;
  });
  return `define "${id} entry": Last([Observation] O where O.status.value = 'final'
    and exists ((O.code.coding) C where C.system.value = '${LOINC}' and C.code.value = '${loincOf(finding)}')${recent}
    sort by (effective as FHIR.dateTime).value)
define "${id}": singleton from (({ "${id} entry".value as FHIR.Quantity }) Q return Round(case Q.unit.value ${cases.join(" ")} else null end, 8))`;
}

function drugDefinition(
  { id, drugs, drugsExcept, record }: FindingDefinition,
  since: string | undefined,
): string {
  const begins = (prefixes: readonly string[]) =>
    prefixes.map((prefix) => `StartsWith(C.code.value, '${prefix}')`).join(" or ");
  const except = drugsExcept.length > 0 ? ` and not (${begins(drugsExcept)})` : "";
  const recent = since ? ` and M.authoredOn.value >= "${since}"` : "";
  const taken = (when: string) => `exists ([MedicationRequest] M where M.status.value = 'active'${when}
    and exists (((M.medication as FHIR.CodeableConcept).coding) C where C.system.value = '${ATC}' and (${begins(drugs)})${except}))`;
  const closed =
    record.world === "closed"
      ? "if exists ([MedicationRequest]) then false else null as Boolean"
      : "null as Boolean";
  // Ordered long ago and never stopped: neither taken nor not taken.
  const old = since ? `if ${taken("")} then null as Boolean else ` : "";
  return `define "${id}": if ${taken(recent)} then true else ${old}${closed}`;
}

/** `since 1 a`: given as a parameter, because the translator has no service for units here. */
export function windowName(
  { value, unit }: { value: number; unit: string },
  windows: Map<string, string>,
): string {
  const name = `since ${value} ${unit}`;
  windows.set(name, name);
  return name;
}

function decimal(value: number): string {
  const text = String(value);
  return /[.e]/.test(text) ? Number(value).toFixed(8).replace(/0+$/, "").replace(/\.$/, ".0") : `${text}.0`;
}
