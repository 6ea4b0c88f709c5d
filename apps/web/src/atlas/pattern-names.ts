/** The patterns of the atlas in the order of its shelves, and what each is called. */
import type { Text } from "@krampe/core/issue/text.ts";
import type { Knowledge } from "@krampe/core/knowledge/knowledge.ts";

export const SHELVES = [
  {
    id: "neuron-and-axon",
    patterns: [
      "cramp-discharge",
      "fasciculation",
      "myokymic-discharge",
      "neuromyotonic-discharge",
      "continuous-motor-unit-activity",
    ],
  },
  {
    id: "fibre",
    patterns: ["myotonic-discharge", "fibrillation", "complex-repetitive-discharge"],
  },
  {
    id: "brain-and-cord",
    patterns: ["spastic-activity", "dystonic-co-contraction", "tremor"],
  },
  {
    id: "ordinary",
    patterns: ["silence", "end-plate-activity", "voluntary", "artefact", "undetermined"],
  },
] as const;

export type PatternId = (typeof SHELVES)[number]["patterns"][number];
export type ShelfId = (typeof SHELVES)[number]["id"];

export const PATTERN_IDS: readonly PatternId[] = SHELVES.flatMap(({ patterns }) => [...patterns]);

export function isPatternId(id: string | undefined): id is PatternId {
  return PATTERN_IDS.some((known) => known === id);
}

/** A pattern without an entry among the patterns has only its id. */
export function patternLabel(knowledge: Knowledge, id: string): Text {
  return knowledge.patterns.find((one) => one.id === id)?.label ?? { en: id, nb: id };
}
