/**
 * What the patient takes, as a colleague would write it: the drugs by name, and after them the classes that are known to be taken without
 * a named drug that belongs to them. It does not say that nothing is taken.
 *
 * A drug that Krampe knows has its name in the reader's language; another keeps the one its source gave it.
 */
import { drugIndex } from "../finding/drug-index.ts";
import type { Finding } from "../finding/finding.ts";
import type { NamedDrug } from "../finding/named-drug.ts";
import type { Language } from "../issue/text.ts";
import type { CompiledKnowledge } from "../knowledge/compile-knowledge.ts";
import { lowered } from "./journal-note.ts";

export function takenDrugs(
  drugs: readonly NamedDrug[],
  findings: readonly Finding[],
  { findings: definitions }: CompiledKnowledge,
  language: Language,
): string[] {
  const index = drugIndex(definitions);
  const names = drugs.map(({ name }) => {
    const atc = index.classesOf(name)?.atc;
    const substance = atc === undefined ? undefined : index.substances.find((one) => one.atc === atc);
    const ownClass = definitions.find(({ id }) => id === name);
    return substance?.[language] ?? (ownClass ? lowered(ownClass.label[language]) : name);
  });
  const named = new Set(drugs.flatMap(({ classes }) => classes));
  const told = new Set(
    findings
      .filter(({ value, origin }) => value.kind === "present" && origin !== "derived")
      .map(({ id }) => id),
  );
  const classes = definitions.filter(
    ({ id, drugs: prefixes }) => prefixes.length > 0 && told.has(id) && !named.has(id),
  );
  return [...new Set([...names, ...classes.map(({ label }) => lowered(label[language]))])];
}
