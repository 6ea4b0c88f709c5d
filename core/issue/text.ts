/**
 * A sentence or label that people read, in both languages of the product.
 *
 * Both are always there: a missing translation is a mistake that is found when knowledge is loaded or when
 * the compiler looks, never a hole on somebody's screen.
 */

/** `nb` is Norwegian bokmål. */
export type Language = "en" | "nb";

export const LANGUAGES: readonly Language[] = ["en", "nb"];

export interface Text {
  readonly en: string;
  readonly nb: string;
}

/** The text in one language. */
export function inLanguage(text: Text, language: Language): string {
  return text[language];
}
