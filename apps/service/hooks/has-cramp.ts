/** Whether cramps are on the problem list: only then does Krampe speak of causes and tests. */
import type { Consultation } from "@krampe/core/plan/consultation.ts";

const CRAMP = "muscle-cramp";

export function hasCramp({ situation, compiled }: Consultation): boolean {
  return situation.values[compiled.indexOfFinding.get(CRAMP) ?? -1]?.kind === "present";
}
