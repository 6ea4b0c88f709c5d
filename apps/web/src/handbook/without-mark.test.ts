import { describe, expect, it } from "vitest";
import { knowledge } from "../../e2e/support/clinician.ts";
import { en } from "../language/handbook/en.ts";
import { nb } from "../language/handbook/nb.ts";
import { withoutMark } from "./without-mark.ts";

describe("the mark of a statement", () => {
  it("is not said twice where the statement begins with it", () => {
    expect(withoutMark("Uncertain: where cramps start.", "Uncertain")).toBe("where cramps start.");
    expect(withoutMark("How long to treat is uncertain: no trial.", "Uncertain")).toBe(
      "How long to treat is uncertain: no trial.",
    );
  });

  it("is the word that the knowledge begins with, in both languages", () => {
    const open = knowledge.statements.filter(
      ({ id, kind }) => id.startsWith("open-") && kind === "uncertainty",
    );
    expect(open.length).toBeGreaterThan(10);
    for (const { text } of open) {
      expect(withoutMark(text.en, en.page.uncertain)).not.toBe(text.en);
      expect(withoutMark(text.nb, nb.page.uncertain)).not.toBe(text.nb);
    }
  });
});
