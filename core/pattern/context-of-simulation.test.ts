import { describe, expect, it } from "vitest";
import { contextOfSimulation } from "./context-of-simulation.ts";

describe("the context of a simulated recording", () => {
  it("is the usual electrode at rest, and a cramping muscle is short", () => {
    expect(contextOfSimulation({ pattern: "myotonic-discharge" })).toEqual({
      electrode: "needle",
      state: "rest",
    });
    expect(contextOfSimulation({ pattern: "cramp-discharge" })).toEqual({
      electrode: "needle",
      state: "rest",
      shortened: true,
    });
  });

  it("is what the muscle was asked to do", () => {
    expect(contextOfSimulation({ pattern: "voluntary" }).state).toBe("effort");
    expect(contextOfSimulation({ pattern: "spastic-activity" }).state).toBe("stretch");
  });

  it("follows the electrode that was chosen instead", () => {
    expect(contextOfSimulation({ pattern: "tremor" }).electrode).toBe("surface");
    expect(contextOfSimulation({ pattern: "cramp-discharge", electrode: "surface-grid" }).electrode).toBe(
      "surface",
    );
    expect(contextOfSimulation({ pattern: "tremor", electrode: "monopolar-needle" }).electrode).toBe(
      "needle",
    );
  });
});
