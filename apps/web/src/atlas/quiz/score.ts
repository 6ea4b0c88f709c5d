/** How the quiz has gone so far: as long as the page is open, and nowhere else. */
import type { SimulatedPattern } from "@krampe/core/muscle/pattern-names.ts";
import { Store } from "../../emg/bench/store.ts";

export interface Score {
  readonly asked: number;
  readonly right: number;
  /** How often each was missed. */
  readonly missed: ReadonlyMap<SimulatedPattern, number>;
}

const NOTHING: Score = { asked: 0, right: 0, missed: new Map() };

export const score = new Store<Score>(NOTHING);

export function count(pattern: SimulatedPattern, isRight: boolean): void {
  const { asked, right, missed } = score.get();
  score.set({
    asked: asked + 1,
    right: right + (isRight ? 1 : 0),
    missed: isRight ? missed : new Map(missed).set(pattern, (missed.get(pattern) ?? 0) + 1),
  });
}

export function forgetScore(): void {
  score.set(NOTHING);
}
