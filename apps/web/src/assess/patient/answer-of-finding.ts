/** A finding that was read from a file, as the answer that would have given it. */
import type { Finding } from "@krampe/core/finding/finding.ts";
import type { FindingDefinition } from "@krampe/core/knowledge/knowledge.ts";
import { withoutRoundingNoise } from "@krampe/core/quantity/quantity.ts";
import { conversion } from "@krampe/core/quantity/unit-conversion.ts";
import { writeRange } from "@krampe/core/quantity/write-quantity.ts";
import type { Answer } from "./patient.ts";

/** Quantities in the unit in which they were shown, with the laboratory's own interval in that unit. */
export function answerOfFinding({ value, shown, at }: Finding, definition: FindingDefinition): Answer {
  if (value.kind === "choice") return value.option;
  if (value.kind !== "quantity") return value.kind;
  const own = definition.unit ?? "1";
  const { range, unit } = shown ?? { range: value.range, unit: own };
  const found = conversion(unit, own, definition.alsoIn);
  const inShown = (bound: number | undefined) =>
    bound === undefined || !found
      ? undefined
      : withoutRoundingNoise((bound - (found.offset ?? 0)) / found.factor);
  const [low, high] = [inShown(value.interval?.low), inShown(value.interval?.high)];
  return {
    value: writeRange(range, "en"),
    unit,
    ...(low !== undefined && { low }),
    ...(high !== undefined && { high }),
    ...(at !== undefined && { at: at.slice(0, 10) }),
  };
}
