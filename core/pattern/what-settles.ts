/**
 * What would have to be told of a recording, so that a stretch without a name gets one?
 *
 * Everything that was not told is tried out, alone and together, and the stretch is named anew: what is shown is what the rules would
 * say, no guess. Only the shortest answers are kept: what one word settles is not said again with two.
 */
import type { PatternContext } from "./pattern-context.ts";
import type { SettledBy } from "./types/named-pattern.ts";

const UNTOLD: readonly PatternContext[] = [
  { state: "rest" },
  { state: "effort" },
  { state: "stretch" },
  { electrode: "needle" },
  { electrode: "surface" },
  { shortened: true },
];

/** `nameWith` gives the name of the stretch if the context were so; undefined if it stays without one. */
export function whatSettles(
  context: PatternContext,
  nameWith: (context: PatternContext) => Omit<SettledBy, "told"> | undefined,
): SettledBy[] {
  const settled: SettledBy[] = [];
  for (const told of combinations(context)) {
    if (settled.some((before) => isPartOf(before.told, told))) continue;
    const name = nameWith({ ...context, ...told });
    if (name !== undefined) settled.push({ told, ...name });
  }
  return settled;
}

/** Of what is not told yet: one by one, then two, then three together. */
function combinations(context: PatternContext): PatternContext[] {
  const open = UNTOLD.filter((one) => !Object.keys(one).some((key) => key in context));
  let found: PatternContext[] = [{}];
  for (const one of open)
    found = found.concat(
      found
        .filter((before) => !Object.keys(one).some((key) => key in before))
        .map((before) => ({ ...before, ...one })),
    );
  return found
    .filter((one) => Object.keys(one).length > 0)
    .sort((a, b) => Object.keys(a).length - Object.keys(b).length);
}

function isPartOf(part: PatternContext, whole: PatternContext): boolean {
  return (Object.keys(part) as (keyof PatternContext)[]).every((key) => part[key] === whole[key]);
}
