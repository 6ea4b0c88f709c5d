/** The page Assess. */
export const en = {
  heading: "Assess",
} as const;
