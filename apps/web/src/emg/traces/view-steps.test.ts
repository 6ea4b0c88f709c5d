import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stepAtLeast, stepFrom, stepsBetween } from "./scale-steps.ts";
import { centredAt, divisionS, panned, swept, turnedTo, type View, zoomed } from "./time-window.ts";

const minute: View = { fromS: 10, spanS: 2, cursorS: 11, durationS: 60 };

describe("the steps of a knob", () => {
  it("are 1, 2 and 5 in every decade", () => {
    expect(stepsBetween(0.01, 20)).toEqual([0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20]);
    expect([0.03, 1, 1.01, 700].map(stepAtLeast)).toEqual([0.05, 1, 2, 1000]);
  });

  it("lead up and down again", () => {
    for (const step of stepsBetween(0.001, 10_000)) {
      expect(stepFrom(stepFrom(step, 1), -1)).toBe(step);
      expect(stepFrom(stepFrom(step, -1), 1)).toBe(step);
    }
    expect(stepFrom(137, 1)).toBe(200);
    expect(stepFrom(137, -1)).toBe(100);
  });
});

describe("the stretch of time on the screen", () => {
  it("stays within the recording, whatever is done", () => {
    const move = fc.oneof(
      fc.double({ min: -1e4, max: 1e4, noNaN: true }).map((by) => (v: View) => panned(v, by)),
      fc.double({ min: 1e-3, max: 1e3, noNaN: true }).map((by) => (v: View) => zoomed(v, by)),
      fc.double({ min: 1e-3, max: 1e3, noNaN: true }).map((spanS) => (v: View) => swept(v, spanS)),
      fc.double({ min: -10, max: 100, noNaN: true }).map((at) => (v: View) => centredAt(v, at)),
      fc.double({ min: 0, max: 60, noNaN: true }).map((at) => (v: View) => turnedTo(v, at)),
    );
    fc.assert(
      fc.property(fc.array(move, { maxLength: 20 }), (moves) => {
        const { fromS, spanS, cursorS, durationS } = moves.reduce((v, one) => one(v), minute);
        expect(fromS).toBeGreaterThanOrEqual(0);
        expect(spanS).toBeGreaterThan(0);
        expect(fromS + spanS).toBeLessThanOrEqual(durationS + 1e-9);
        expect(cursorS).toBeGreaterThanOrEqual(0);
        expect(cursorS).toBeLessThanOrEqual(durationS);
      }),
    );
  });

  it("keeps what is under the pointer there while zooming", () => {
    const { fromS, spanS } = zoomed(minute, 0.5, 11.5);
    expect((11.5 - fromS) / spanS).toBeCloseTo(0.75);
  });

  it("has ten divisions when it is set by the sweep", () => {
    for (const step of stepsBetween(0.001, 5)) expect(divisionS(10 * step)).toBe(step);
  });
});
