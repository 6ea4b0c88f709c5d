/** The page Handbook. */
export const en = {
  heading: "Handbook",
  soon: "This page is being written.",
} as const;
