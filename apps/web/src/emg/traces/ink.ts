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
] as const;
export type Ink = Readonly<Record<(typeof INKS)[number], string>>;

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
