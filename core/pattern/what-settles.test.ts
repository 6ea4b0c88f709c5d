import { describe, expect, it } from "vitest";
import type { PatternContext } from "./pattern-context.ts";
import { whatSettles } from "./what-settles.ts";

const label = { en: "x", nb: "x" };
const named = (id: string) => ({ id, label, verdict: "likely" as const });

describe("what would settle a name", () => {
  it("is one word where one word is enough", () => {
    const settled = whatSettles({}, ({ state }) => (state === "rest" ? named("cramp-discharge") : undefined));
    expect(settled).toEqual([{ told: { state: "rest" }, ...named("cramp-discharge") }]);
  });

  it("is two where only both are", () => {
    const settled = whatSettles({}, ({ state, electrode }) =>
      state === "rest" && electrode === "needle" ? named("fibrillation") : undefined,
    );
    expect(settled.map(({ told }) => told)).toEqual([{ state: "rest", electrode: "needle" }]);
  });

  it("does not change what was told", () => {
    const asked: PatternContext[] = [];
    whatSettles({ state: "effort", electrode: "needle" }, (context) => {
      asked.push(context);
      return undefined;
    });
    expect(asked).toEqual([{ state: "effort", electrode: "needle", shortened: true }]);
  });

  it("is nothing where everything was told", () => {
    expect(whatSettles({ state: "rest", electrode: "needle", shortened: true }, () => named("x"))).toEqual(
      [],
    );
  });
});
