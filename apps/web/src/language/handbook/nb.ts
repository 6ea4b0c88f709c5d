/** Siden Håndbok. */
import type { Words } from "../words.ts";
import type { en } from "./en.ts";

export const nb = {
  heading: "Håndbok",
  soon: "Denne siden er under arbeid.",
} as const satisfies Words<typeof en>;
