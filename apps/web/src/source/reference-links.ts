/** Where a reference can be read: addresses that are opened only when someone follows them. */
import type { Reference } from "@krampe/core/knowledge/knowledge.ts";

export type LinkKind = "pubmed" | "pmc" | "doi" | "trial" | "url";

export interface ReferenceLink {
  readonly kind: LinkKind;
  readonly href: string;
}

export function referenceLinks({ pmid, pmc, doi, trial, url }: Reference): ReferenceLink[] {
  const links: ReferenceLink[] = [];
  if (pmid) links.push({ kind: "pubmed", href: `https://pubmed.ncbi.nlm.nih.gov/${pmid}/` });
  if (pmc) links.push({ kind: "pmc", href: `https://pmc.ncbi.nlm.nih.gov/articles/${pmc}/` });
  if (doi) links.push({ kind: "doi", href: `https://doi.org/${encodeURI(doi)}` });
  if (trial && /^NCT\d+$/.test(trial)) {
    links.push({ kind: "trial", href: `https://clinicaltrials.gov/study/${trial}` });
  }
  if (url?.startsWith("https://")) links.push({ kind: "url", href: url });
  return links;
}
