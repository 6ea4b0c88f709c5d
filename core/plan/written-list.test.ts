import { expect, it } from "vitest";
import { writtenList } from "./written-list.ts";

it("names are told apart also when they have commas of their own", () => {
  expect(writtenList(["potassium", "sodium"])).toBe("potassium, sodium");
  expect(writtenList(["calcium, total", "sodium"])).toBe("calcium, total; sodium");
});
