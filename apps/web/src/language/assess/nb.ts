/** Siden Vurdering. */
import type { Words } from "../words.ts";
import type { en } from "./en.ts";

export const nb = {
  heading: "Vurdering",
} as const satisfies Words<typeof en>;
