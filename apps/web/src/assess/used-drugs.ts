/**
 * What the patient takes, as a colleague would write it: the drugs by name, and after them the classes that are known to be taken without
 * a listed drug that belongs to them (told one by one, or from a record). It does not say that nothing is taken.
 */
import { drugIndex } from "@krampe/core/finding/drug-index.ts";
import type { Language } from "@krampe/core/issue/text.ts";
import { lowered } from "@krampe/core/plan/journal-note.ts";
import type { Assessing } from "./assessing.ts";
import { listedDrug } from "./intake/drug-search.ts";

export function usedDrugs(
  { patient, findings, compiled }: Pick<Assessing, "patient" | "findings" | "compiled">,
  language: Language,
): string[] {
  const index = drugIndex(compiled.findings);
  const ofListed = new Set(patient.drugs.flatMap((drug) => index.classesOf(drug)?.certain ?? []));
  const listed = patient.drugs.map((drug) => {
    const { name, atc } = listedDrug(drug, index, compiled.findings, language);
    return atc === undefined ? lowered(name) : name;
  });
  const classes = compiled.findings.filter(({ id, drugs }) => {
    const finding = findings.get(id);
    const isTold = finding?.value.kind === "present" && finding.origin !== "derived";
    return drugs.length > 0 && isTold && !ofListed.has(id);
  });
  return [...listed, ...classes.map(({ label }) => lowered(label[language]))];
}
