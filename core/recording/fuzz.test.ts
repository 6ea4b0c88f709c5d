import { describe, expect, it } from "vitest";
import { fuzzRecordings } from "./testing/fuzz.ts";
import { fuzzSeeds } from "./testing/fuzz-seeds.ts";

describe("damaged recordings and noise", () => {
  it("200 cases end in a recording whose numbers hold together, or in an issue", async () => {
    const summary = await fuzzRecordings(fuzzSeeds(40_000), 1, (done) => done < 200);
    expect(summary.findings).toEqual([]);
    expect(summary.cases).toBe(200);
    expect(summary.recordings).toBeGreaterThan(50);
    expect(summary.refusals).toBeGreaterThan(50);
  });
});
