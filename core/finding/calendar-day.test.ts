import { describe, expect, it } from "vitest";
import { isCalendarDay } from "./calendar-day.ts";

describe("a calendar day", () => {
  it.each(["2026-11-30", "2024-02-29", "0001-01-01"])("%s exists", (day) => {
    expect(isCalendarDay(day)).toBe(true);
  });

  it.each(["2026-02-30", "2025-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "30.11.2026", ""])(
    "%s does not",
    (day) => {
      expect(isCalendarDay(day)).toBe(false);
    },
  );
});
