/** What a clinician would tell of each recording of the plain muscle: of most, a needle in a muscle at rest. */
import type { PatternContext } from "../pattern-context.ts";
import type { PlainPattern } from "./plain-muscle.ts";

export const AT_REST: PatternContext = { electrode: "needle", state: "rest" };

/** Where it is more than that. */
export const TOLD_OF_PLAIN: Partial<Record<PlainPattern, PatternContext>> = {
  voluntary: { electrode: "needle", state: "effort" },
  "cramp-discharge": { ...AT_REST, shortened: true },
  "spastic-activity": { electrode: "needle", state: "stretch" },
  "dystonic-co-contraction": { electrode: "surface", state: "effort" },
  tremor: { electrode: "surface", state: "rest" },
};
