import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCalendarDay } from "../finding/calendar-day.ts";
import { dateIn, impossibleDates, isFhirDate, isRecentEnough } from "./record-dates.ts";

describe("dates of a record", () => {
  it.each(["2026", "2026-02", "2024-02-29", "0099-01-01", "2026-02-28T10:00:00Z"])(
    "%s is a date",
    (written) => {
      expect(isFhirDate(written)).toBe(true);
    },
  );

  it.each([
    "2026-02-30",
    "2025-02-29",
    "2026-13",
    "2026-00-10",
    "0000",
    "26-02-01",
    "2026-2-1",
    "",
    "yesterday",
  ])("'%s' is none", (written) => {
    expect(isFhirDate(written)).toBe(false);
  });

  it("a whole date is one if the calendar has the day", () => {
    const two = (n: number) => String(n).padStart(2, "0");
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9999 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        (year, month, day) => {
          const written = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
          expect(isFhirDate(written)).toBe(isCalendarDay(written));
        },
      ),
    );
  });

  it("the dates of each type are looked at, days and both ends of periods, the birth date apart", () => {
    expect(impossibleDates({ birthDate: "2026-02-30" }, "Patient")).toEqual([]);
    expect(impossibleDates({ status: "final", recordedDate: "2026-02-30" }, "Condition")).toEqual([
      { key: "recordedDate", written: "2026-02-30" },
    ]);
    const observation = { effectivePeriod: { start: "2026-02-28", end: "2026-02-31" }, issued: "yesterday" };
    expect(impossibleDates(observation, "Observation")).toEqual([
      { key: "effectivePeriod", written: "2026-02-31" },
      { key: "issued", written: "yesterday" },
    ]);
  });

  it("a look-back window moves with the day of the assessment", () => {
    const rule = { world: "open", resolvedCounts: false, lookBack: { value: 6, unit: "mo" } } as const;
    const isRecent = (today: string) =>
      isRecentEnough("2026-03-01", { ...rule, absentCodes: [], allergyTo: [] }, today);
    expect(isRecent("2026-09-01")).toBe(true);
    expect(isRecent("2026-09-02")).toBe(false);
    expect(isRecent("2026-09-01")).toBe(true);
  });

  it("a time without zone, or out of range, leaves the day", () => {
    for (const time of ["10:00:00Z", "23:59:60-14:00", "00:00:00.125+13:59"])
      expect(dateIn({ issued: `2026-11-20T${time}` }, "issued")).toBe(`2026-11-20T${time}`);
    for (const time of ["10:00:61Z", "10:60:00Z", "10:00:00+14:01", "10:00:00.Z", "10:00:00Zx", "T10:00:00Z"])
      expect(dateIn({ issued: `2026-11-20T${time}` }, "issued")).toBe("2026-11-20");
    expect(dateIn({ effectiveDateTime: "2026-11-20T10:00" }, "effectiveDateTime")).toBe("2026-11-20");
    expect(dateIn({ effectiveDateTime: "2026-11-20T25:00:00Z" }, "effectiveDateTime")).toBe("2026-11-20");
    expect(dateIn({ effectiveDateTime: "2026-11-20T10:00:00.5+01:00" }, "effectiveDateTime")).toBe(
      "2026-11-20T10:00:00.5+01:00",
    );
  });
});
