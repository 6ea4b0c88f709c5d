/**
 * A question of the quiz: a pattern, a muscle that shows it, and answers among which the true one stands.
 *
 * The other answers are first what the pattern is confused with, so that one has to look and listen, then any others. Chance is handed in.
 */
import type { AtlasPage } from "@krampe/core/knowledge/knowledge.ts";
import type { ArtefactKind } from "@krampe/core/muscle/artefacts.ts";
import { SIMULATED_PATTERNS, type SimulatedPattern } from "@krampe/core/muscle/pattern-names.ts";
import type { SimulationRequest } from "@krampe/core/muscle/request.ts";
import { EXAMPLES } from "../examples.ts";

export const LEVELS = ["clear", "clinic"] as const;
export type Level = (typeof LEVELS)[number];

export interface Question {
  readonly request: SimulationRequest;
  readonly pattern: SimulatedPattern;
  /** In the order in which they are shown. */
  readonly answers: readonly SimulatedPattern[];
  /** Length of the first stretch on the screen. */
  readonly spanS: number;
}

const ANSWERS: Readonly<Record<Level, number>> = { clear: 4, clinic: 6 };
const CLINIC_SNRS_DB = [20, 16, 12];
const DISTURBANCES: readonly ArtefactKind[] = ["mains-50", "movement", "ecg", "drift"];
/** The first look is the same for all, or its length would tell. */
const FIRST_SPAN_S = 2;

/** `chance` gives numbers from 0 (inclusive) to 1 (exclusive); the pattern that was asked about last is not asked again. */
export function makeQuestion(
  atlas: readonly AtlasPage[],
  level: Level,
  chance: () => number,
  last?: SimulatedPattern,
): Question {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(chance() * from.length)];
  const pattern = pick(SIMULATED_PATTERNS.filter((one) => one !== last));
  const confusable = (atlas.find(({ id }) => id === pattern)?.confusedWith ?? []).map((one) => one.pattern);
  const near = shuffled(
    SIMULATED_PATTERNS.filter((one) => one !== pattern && confusable.includes(one)),
    chance,
  );
  const far = shuffled(
    SIMULATED_PATTERNS.filter((one) => one !== pattern && !confusable.includes(one)),
    chance,
  );
  const others = [...near, ...far].slice(0, ANSWERS[level] - 1);
  const request: SimulationRequest = {
    pattern,
    seed: 1 + Math.floor(chance() * 1e6),
    durationS: EXAMPLES[pattern].durationS,
    ...(level === "clinic" && { snrDb: pick(CLINIC_SNRS_DB) }),
    ...(level === "clinic" && pattern !== "artefact" && { artefacts: [pick(DISTURBANCES)] }),
  };
  return { request, pattern, answers: shuffled([pattern, ...others], chance), spanS: FIRST_SPAN_S };
}

function shuffled<T>(values: readonly T[], chance: () => number): T[] {
  const mixed = [...values];
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = Math.floor(chance() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
  }
  return mixed;
}
