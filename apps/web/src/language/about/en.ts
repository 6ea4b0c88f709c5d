/** The page About. */
export const en = {
  heading: "About Krampe",
  soon: "This page is being written.",
} as const;
