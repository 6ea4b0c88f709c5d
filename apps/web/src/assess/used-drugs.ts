/** What the patient on the screen takes, as the journal note and the print write it. */
import { drugIndex } from "@krampe/core/finding/drug-index.ts";
import type { Language } from "@krampe/core/issue/text.ts";
import { takenDrugs } from "@krampe/core/plan/taken-drugs.ts";
import type { Assessing } from "./assessing.ts";

export function usedDrugs(
  { patient, findings, compiled }: Pick<Assessing, "patient" | "findings" | "compiled">,
  language: Language,
): string[] {
  const index = drugIndex(compiled.findings);
  const listed = patient.drugs.map((name) => ({ name, classes: index.classesOf(name)?.certain ?? [] }));
  return takenDrugs(listed, [...findings.values()], compiled, language);
}
