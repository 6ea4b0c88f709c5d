/** The colours of the screen, as the page's style gives them at this moment (light, dark, high contrast, forced). */
export const INKS = [
  "trace",
  "grid",
  "axis",
  "text",
  "mark",
  "burst",
  "envelope",
  "cursor",
  "paper",
  "chosen",
  "unit1",
  "unit2",
  "unit3",
  "unit4",
  "unit5",
  "unit6",
] as const;
export type Ink = Readonly<Record<(typeof INKS)[number], string>>;

const UNIT_INKS = 6;

/** Colours come again after six: a unit is always named beside its colour. */
export function unitInk(ink: Ink, index: number): string {
  return ink[`unit${(index % UNIT_INKS) + 1}` as keyof Ink];
}

/** The class whose colour that is. */
export function unitClass(index: number): string {
  return `emg-ink-unit${(index % UNIT_INKS) + 1}`;
}

/** `probe` holds an element of the class `emg-ink-…` for each; its colour is the one that is meant. */
export function readInk(probe: Element): Ink {
  return Object.fromEntries(
    INKS.map((name) => {
      const element = probe.querySelector(`.emg-ink-${name}`);
      return [name, element ? getComputedStyle(element).color : "#888"];
    }),
  ) as Ink;
}

/** Tells when the colours may have changed; returns how to stop. */
export function onInkChange(changed: () => void): () => void {
  const queries = [
    "(prefers-color-scheme: dark)",
    "(prefers-contrast: more)",
    "(forced-colors: active)",
    "print",
  ].map((query) => window.matchMedia(query));
  for (const query of queries) query.addEventListener("change", changed);
  const attributes = new MutationObserver(changed);
  attributes.observe(document.documentElement, { attributeFilter: ["data-color-scheme", "data-contrast"] });
  return () => {
    for (const query of queries) query.removeEventListener("change", changed);
    attributes.disconnect();
  };
}
