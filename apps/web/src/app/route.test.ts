import { describe, expect, it } from "vitest";
import { address, readRoute } from "./route.ts";

describe("the address after #", () => {
  it("is the start page when there is none", () => {
    expect(readRoute("").page).toBe("assess");
    expect(readRoute("#/").page).toBe("assess");
  });

  it("has a page, parts and parameters", () => {
    const route = readRoute("#/handbook/cause/als?q=fot%20krampe");
    expect(route.page).toBe("handbook");
    expect(route.parts).toEqual(["cause", "als"]);
    expect(route.parameters.get("q")).toBe("fot krampe");
  });

  it("is read as it was written, whatever the parts hold", () => {
    const written = address("handbook", "reference", "Fürst/CK?");
    expect(readRoute(written).parts).toEqual(["reference", "Fürst/CK?"]);
  });

  it("does not fail on a broken escape", () => {
    expect(readRoute("#/handbook/%E0%A4%A").parts).toEqual(["%E0%A4%A"]);
  });
});
