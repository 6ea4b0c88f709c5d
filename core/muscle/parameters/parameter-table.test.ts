import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { seededRandom } from "../../signal/random.ts";
import { drawFrom, type Parameter, spreadRange } from "./parameter.ts";
import { PARAMETERS, parameterIds } from "./parameter-table.ts";

const all: [string, Parameter][] = Object.entries(PARAMETERS).flatMap(([group, members]) =>
  Object.entries(members).map(([name, parameter]): [string, Parameter] => [`${group}.${name}`, parameter]),
);

describe("the table of parameters", () => {
  it("names every parameter once", () => {
    expect(new Set(parameterIds()).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(100);
  });

  it("says of each what it is in both languages, in which unit and where it comes from", () => {
    for (const [id, { what, unit, provenance }] of all) {
      expect(what.en.length, id).toBeGreaterThan(3);
      expect(what.nb.length, id).toBeGreaterThan(3);
      expect(unit.length, id).toBeGreaterThan(0);
      expect(provenance.source.length, id).toBeGreaterThan(2);
      if (provenance.verified === "seen")
        expect(["recalled", "derived"], id).not.toContain(provenance.source);
    }
  });

  it("cites only sources that the knowledge has", () => {
    const references = readFileSync(new URL("../../../knowledge/references.yaml", import.meta.url), "utf8");
    const keys = new Set([...references.matchAll(/^\s*-\s*key:\s*(\S+)/gm)].map((match) => match[1]));
    for (const [id, { provenance }] of all) expect(keys, id).toContain(provenance.source);
  });

  it("draws only what lies in its range", () => {
    const random = seededRandom(1);
    for (const [id, { spread }] of all) {
      const { from, to } = spreadRange(spread);
      expect(from, id).toBeLessThanOrEqual(to);
      const values = Array.from({ length: 200 }, () => drawFrom(spread, random));
      expect(Math.min(...values), id).toBeGreaterThanOrEqual(from);
      expect(Math.max(...values), id).toBeLessThanOrEqual(to);
    }
  });

  it("takes the cramp's unit rate and interval variation from what was seen, not from the page's 50–150 Hz", () => {
    const { unitRateHz, intervalCv } = PARAMETERS["cramp-discharge"];
    expect(unitRateHz.provenance).toEqual({ verified: "seen", source: "Min09" });
    expect(unitRateHz.spread).toMatchObject({ mean: 14.5, sd: 5.1 });
    expect(intervalCv.spread).toMatchObject({ mean: 0.446, sd: 0.097 });
  });
});
