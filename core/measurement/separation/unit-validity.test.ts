import { describe, expect, it } from "vitest";
import { seededRandom } from "../../signal/random.ts";
import { unitValidity } from "./unit-validity.ts";

const random = seededRandom("validity");
const regular = Array.from({ length: 90 }, (_, index) => 0.1 * index + 0.01 * random.normal());
const free = Array.from({ length: 90 }, () => 10 * random.uniform()).sort((a, b) => a - b);

function validityOf(timesS: readonly number[], posterior: number, changed = {}) {
  return unitValidity({
    timesS,
    posterior: timesS.map(() => posterior),
    nearestEnergy: 400,
    energy: 400,
    signalToNoise: 10,
    aloneShare: 0.7,
    phaseSamples: 5,
    ...changed,
  });
}

describe("the validity of a unit", () => {
  it("is high where discharges are sure and firing is that of one unit", () => {
    expect(validityOf(regular, 0.99)).toMatchObject({ verdict: "valid", reasons: [] });
  });

  it("says no in full interference, where discharges are unsure and know nothing of each other", () => {
    const validity = validityOf(free, 0.85, { aloneShare: 0.05 });
    expect(validity.verdict).toBe("invalid");
    expect(validity.reasons).toEqual(expect.arrayContaining(["irregular-firing", "interference"]));
  });

  it("says no where too few samples hold the shape and discharges are unsure", () => {
    const fine = validityOf(regular, 0.85);
    const coarse = validityOf(regular, 0.85, { phaseSamples: 1 });
    expect(coarse.value).toBeLessThan(fine.value);
    expect(coarse.reasons).toContain("sampling-too-low");
  });

  it("keeps an irregular unit whose discharges are sure and stand alone, with care", () => {
    expect(validityOf(free, 1, { aloneShare: 1 }).verdict).toBe("doubtful");
  });

  it("says no to three discharges, and to what hardly stands out of the noise", () => {
    expect(validityOf(regular.slice(0, 3), 1).verdict).not.toBe("valid");
    expect(validityOf(regular, 1, { signalToNoise: 2 }).verdict).toBe("invalid");
  });
});
