/** Hvor et utsagn kommer fra. */
import type { Words } from "../words.ts";
import type { en } from "./en.ts";

export const nb = {
  sources: "Kilder",
  read: {
    full: "lest i sin helhet",
    abstract: "sammendraget lest",
    opening: "innledningen lest",
    page: "denne siden lest",
    secondary: "kjent fra andres omtale",
    "machine-written": "maskinskrevet, lav tillit",
  },
  links: { pubmed: "PubMed", pmc: "fulltekst", doi: "DOI", trial: "studieregister", url: "nettside" },
  elsewhere: "(et annet nettsted)",
  unknown: (key: string) => `Referansen ${key} finnes ikke i listen.`,
} as const satisfies Words<typeof en>;
