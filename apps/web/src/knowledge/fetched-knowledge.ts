/**
 * The knowledge as the browser gets it: fetched once, when first asked for, and then shared by all pages.
 *
 * Pages read it with React's `use(knowledgeForAssessing())` under a `Suspense`. A failed fetch stays failed, so that it is shown and
 * not tried over and over, until `forgetFailures` lets the next caller ask again.
 */

import addressForAssessing from "krampe:knowledge-for-assessing";
import addressOfRest from "krampe:rest-of-knowledge";
import type { Knowledge } from "@krampe/core/knowledge/knowledge.ts";
import { joinKnowledge, type RestOfKnowledge, unpackForAssessing } from "./knowledge-parts.ts";

/** All that assessing needs, references included; without statements, codes of other systems and the handbook page. */
export const knowledgeForAssessing = once(async () =>
  unpackForAssessing(await fetchJson<Knowledge>(addressForAssessing)),
);

/** All of it, but for the places in the YAML files. */
export const wholeKnowledge = once(async () => {
  const [forAssessing, rest] = await Promise.all([
    knowledgeForAssessing(),
    fetchJson<RestOfKnowledge>(addressOfRest),
  ]);
  return joinKnowledge(forAssessing, rest);
});

export async function fetchJson<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.json();
}

const failures = new Set<() => void>();

/** The same promise for all callers, also when it failed. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  const forget = () => {
    made = undefined;
  };
  return () => {
    made ??= make().catch((error) => {
      failures.add(forget);
      throw error;
    });
    return made;
  };
}

/** What could not be fetched may be asked for again. */
export function forgetFailures(): void {
  for (const forget of failures) forget();
  failures.clear();
}
