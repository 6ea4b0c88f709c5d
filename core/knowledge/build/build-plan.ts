/** What is to be done: red flags, investigations and treatments. */
import { type ParseContext, type Path, parseCriterion } from "../../criterion/parse-criterion.ts";
import type { Indication, Investigation, RedFlag, Treatment, TreatmentRule, Urgency } from "../knowledge.ts";
import { cited, citedText, entryParts, type RawEntry } from "./raw-entry.ts";

export function redFlag(entry: RawEntry, context: ParseContext): RedFlag[] {
  const { value, path } = entry;
  const when = parseCriterion(value.when, [...path, "when"], context);
  if (!when) return [];
  const askWith =
    "askWith" in value ? parseCriterion(value.askWith, [...path, "askWith"], context) : undefined;
  return [
    {
      ...entryParts(entry),
      ...cited(value),
      when,
      ...(askWith && { askWith }),
      because: value.because,
      action: value.action,
      urgency: value.urgency,
      concerns: value.concerns ?? [],
    },
  ];
}

export function investigation(entry: RawEntry, context: ParseContext): Investigation {
  const { value, path } = entry;
  return {
    ...entryParts(entry),
    kind: value.kind,
    gives: value.gives ?? [],
    indicated: indications(value.indicated, [...path, "indicated"], context),
    notNeeded: indications(value.notNeeded, [...path, "notNeeded"], context),
    preparation: (value.preparation ?? []).map(citedText),
  };
}

function indications(value: RawEntry["value"][], path: Path, context: ParseContext): Indication[] {
  return (value ?? []).flatMap((one, index) => {
    const when = parseCriterion(one.when, [...path, index, "when"], context);
    if (!when) return [];
    const urgency = (one.urgency ?? "routine") as Urgency;
    const settled = one.evenIfIndicated === true && { evenIfIndicated: true };
    return [{ when, because: one.because, urgency, ...settled, ...cited(one) }];
  });
}

export function treatment(entry: RawEntry, context: ParseContext, redFlags: readonly RedFlag[]): Treatment {
  const { value, path } = entry;
  const withStatus = (part: RawEntry["value"] | undefined) =>
    part && { status: part.status, ...citedText(part) };
  const licence = withStatus(value.licence);
  const pregnancy = withStatus(value.pregnancy);
  return {
    ...entryParts(entry),
    kind: value.kind,
    ...(licence && { licence }),
    ...(value.mechanism && { mechanism: citedText(value.mechanism) }),
    rules: [
      ...value.rules.flatMap((rule: RawEntry["value"], index: number) => {
        const when = parseCriterion(rule.when, [...path, "rules", index, "when"], context);
        return when ? [{ verdict: rule.verdict, when, because: rule.because, ...cited(rule) }] : [];
      }),
      ...(value.notWhileRedFlag ? [ruleOfRedFlags(value.notWhileRedFlag, redFlags)] : []),
    ],
    doses: (value.doses ?? []).map(citedText),
    evidence: (value.evidence ?? []).map((one: RawEntry["value"]) => ({ ...one, ...cited(one) })),
    monitoring: (value.monitoring ?? []).map(citedText),
    ...(value.stopRule && { stopRule: citedText(value.stopRule) }),
    ...(pregnancy && { pregnancy }),
  };
}

/** Not recommended as long as any red flag is raised, written once instead of repeating every flag's criterion. */
function ruleOfRedFlags(value: RawEntry["value"], redFlags: readonly RedFlag[]): TreatmentRule {
  const { text, ...because } = citedText(value);
  const when = { kind: "any", of: redFlags.map((flag) => flag.when) } as const;
  return { verdict: "not-recommended", when, because: text, ...because };
}
