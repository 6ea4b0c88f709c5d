/** Cited sentences under their heading; nothing where there are none. */
import type { CitedText } from "@krampe/core/knowledge/knowledge.ts";
import { CitedTexts } from "../Cited.tsx";
import { Part } from "./Part.tsx";

export function CitedParts({
  heading,
  list,
}: {
  readonly heading: string;
  readonly list: readonly CitedText[];
}) {
  if (list.length === 0) return null;
  return (
    <Part heading={heading}>
      <CitedTexts list={list} />
    </Part>
  );
}
