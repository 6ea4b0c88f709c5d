/**
 * The texts of the interface: a catalogue for each page, in two languages.
 *
 * `language/<page>/en.ts` is the original and gives the form; `nb.ts` must have the same keys, and functions with the same
 * parameters, or it does not compile. Medical texts are not here: they come from the knowledge, in both languages.
 */
import { useSettings } from "../settings/settings.tsx";

/** The form of a catalogue: texts, functions that make texts, and groups of them. */
export type Words<Original> = {
  readonly [Key in keyof Original]: Original[Key] extends string
    ? string
    : Original[Key] extends (...parameters: infer Parameters) => string
      ? (...parameters: Parameters) => string
      : Words<Original[Key]>;
};

/** The page's texts in the language that is set. */
export function useWords<Original>(catalogue: {
  readonly en: Original;
  readonly nb: Words<Original>;
}): Words<Original> {
  return catalogue[useSettings().language] as Words<Original>;
}
