/** Where a statement comes from. */
export const en = {
  sources: "Sources",
  /** How much of the source was read, by the words of references.yaml. */
  read: {
    full: "read in full",
    abstract: "abstract read",
    opening: "its opening read",
    page: "this page read",
    secondary: "known from another's summary",
    "machine-written": "machine-written, low trust",
  },
  links: { pubmed: "PubMed", pmc: "full text", doi: "DOI", trial: "trial register", url: "web page" },
  elsewhere: "(another site)",
  unknown: (key: string) => `Reference ${key} is not in the list.`,
} as const;
