/** What was told of a recording, in words: `needle, at rest, visibly shortened`. Empty when nothing was told. */
import type { PatternContext } from "@krampe/core/pattern/pattern-context.ts";

interface ContextWords {
  readonly electrodes: Readonly<Record<NonNullable<PatternContext["electrode"]>, string>>;
  readonly states: Readonly<Record<NonNullable<PatternContext["state"]>, string>>;
  readonly shortened: string;
}

export function contextText({ electrode, state, shortened }: PatternContext, words: ContextWords): string {
  const told = [
    electrode && words.electrodes[electrode],
    state && words.states[state],
    shortened && words.shortened,
  ].filter((one) => one !== undefined);
  return told.join(", ").toLowerCase();
}
