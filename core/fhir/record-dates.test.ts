import { describe, expect, it } from "vitest";
import { dateIn, isFhirDate } from "./record-dates.ts";

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

  it("a time without zone, or out of range, leaves the day", () => {
    expect(dateIn({ effectiveDateTime: "2026-11-20T10:00" }, "effectiveDateTime")).toBe("2026-11-20");
    expect(dateIn({ effectiveDateTime: "2026-11-20T25:00:00Z" }, "effectiveDateTime")).toBe("2026-11-20");
    expect(dateIn({ effectiveDateTime: "2026-11-20T10:00:00.5+01:00" }, "effectiveDateTime")).toBe(
      "2026-11-20T10:00:00.5+01:00",
    );
  });
});
