/**
 * The knowledge as the browser gets it: fetched once, when first asked for, and then shared by all pages.
 *
 * Pages read it with React's `use(knowledgeForAssessing())` under a `Suspense`. A failed fetch is forgotten, so that the next try
 * asks again.
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

/** The same promise for all callers; after a failure the next caller starts anew. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
