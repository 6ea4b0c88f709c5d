import { describe, expect, it } from "vitest";
import { requestIssues } from "./check-request.ts";
import type { SimulationRequest } from "./request.ts";
import { simulate } from "./simulate.ts";

/** As it comes from a command line or a file: nothing is certain. */
const asked = (request: unknown) => requestIssues(request as SimulationRequest);

describe("what can be asked of the simulated muscle", () => {
  it("accepts the least: a pattern", () => {
    expect(asked({ pattern: "tremor" })).toEqual([]);
  });

  it("offers the name that was probably meant", () => {
    const [issue] = asked({ pattern: "myotonic-dischrge" });
    expect(issue.code).toBe("simulation-unknown-name");
    expect(issue.message.en).toContain("myotonic-dischrge");
    expect(issue.suggestion?.en).toContain("myotonic-discharge");
    expect(issue.suggestion?.nb).toContain("Mente du");
    expect(asked({ pattern: "Myotonic" })[0].suggestion?.en).toContain("myotonic-discharge");
    expect(asked({ pattern: "tremor", electrode: "surfaces" })[0].suggestion?.en).toContain("surface");
    expect(asked({ pattern: "tremor", artefacts: ["ecgg"] })[0].suggestion?.en).toContain("ecg");
    expect(asked({ pattern: "tremor", overrides: { "tremor.rateHs": 5 } })[0].suggestion?.en).toContain(
      "tremor.rateHz",
    );
  });

  it("lists the names when none is near", () => {
    expect(asked({ pattern: "headache" })[0].suggestion?.en).toContain("cramp-discharge");
  });

  it("gives the value, the range and the nearest that works", () => {
    const [issue] = asked({ pattern: "tremor", durationS: 0.1 });
    expect(issue.code).toBe("simulation-value-out-of-range");
    expect(issue.message.en).toContain("0.1");
    expect(issue.suggestion?.en).toContain("0.5");
    expect(issue.place?.path).toBe("durationS");
  });

  it.each([
    { durationS: Number.NaN },
    { durationS: Number.POSITIVE_INFINITY },
    { samplingFrequencyHz: 0 },
    { snrDb: 1000 },
    { muscles: 3 },
    { muscles: 1.5 },
    { effort: -0.1 },
    { effort: 1.1 },
    { activeUnits: 0 },
    { excitability: { axon: -1 } },
    { interventions: { stretchAtS: -1 } },
    { overrides: { "tremor.rateHz": Number.NaN } },
    { overrides: { "tremor.rateHz": "5" } },
    { overrides: { "tremor.rateHz": [6, 5] } },
    { overrides: { "tremor.rateHz": -5 } },
    { overrides: { "tremor.rateHz": 0 } },
  ])("refuses %j and says why in both languages", (change) => {
    const issues = asked({ pattern: "tremor", ...change });
    expect(issues).toHaveLength(1);
    expect(issues[0].severity).toBe("error");
    expect(issues[0].message.nb.length).toBeGreaterThan(10);
    expect(issues[0].suggestion?.en.length).toBeGreaterThan(10);
    expect(simulate({ pattern: "tremor", ...change } as SimulationRequest).ok).toBe(false);
  });

  it("refuses what would not fit into memory and says how long it may be", () => {
    const [issue] = asked({ pattern: "silence", durationS: 7200, samplingFrequencyHz: 100_000 });
    expect(issue.code).toBe("simulation-too-long");
    expect(issue.suggestion?.en).toContain("1000 s");
  });

  it("refuses an intervention after the end", () => {
    const [issue] = asked({ pattern: "cramp-discharge", interventions: { stretchAtS: 100 } });
    expect(issue.code).toBe("simulation-intervention-too-late");
  });
});
